"""Wars, treaties and armistices that the table knows by name, when the report is about their parties."""

from __future__ import annotations

from collections.abc import Iterator

from communique.actors import country_actor
from communique.events.facts import Fact, facts
from communique.events.relations.telling import Actors, Telling, countries
from communique.records import RelationMention

__all__ = ["known", "named"]


def named(telling: Telling, in_report: set[str | None]) -> Iterator[RelationMention]:
    """A mention for every fact that the sentence names; its parties and dates are the table's."""
    for fact in facts():
        # The parties first: hardly a report names two of any fact's, and a hundred names are long to look for.
        if sum(code in in_report for code in fact.parties) < 2 or not fact.pattern.search(telling.sentence.text):
            continue
        parties = tuple(country_actor(code) for code in fact.parties)
        yield telling.relation(fact.kind, fact.name, parties, fact.valid, from_table=("parties", "dates"))


def known(name: str, parties: Actors) -> Fact | None:
    """The table's row for a treaty of these parties by this name."""
    codes = countries(parties)
    for fact in facts():
        if set(fact.parties) == codes and (fact.pattern.search(name) or fact.kind == "alliance"):
            return fact
    return None
