"""Wars, treaties and armistices that the table knows by name, when the report is about their parties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.actors import country_actor
from communique.events.facts import Fact, facts
from communique.events.relations.telling import Actors, Telling, countries
from communique.records import RelationMention

__all__ = ["known", "named", "possible"]


def possible(in_report: set[str | None]) -> tuple[Fact, ...]:
    """The facts of which a report names two parties: hardly any, and a hundred names are long to look for."""
    return tuple(fact for fact in facts() if sum(code in in_report for code in fact.parties) >= 2)


def named(telling: Telling, among: Sequence[Fact]) -> Iterator[RelationMention]:
    """A mention for every fact that the sentence names; its parties and dates are the table's."""
    for fact in among:
        if not fact.pattern.search(telling.sentence.text):
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
