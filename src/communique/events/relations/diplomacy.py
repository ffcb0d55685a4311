"""Diplomatic relations: opened and broken off."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

from communique import dates
from communique.events.candidates import lemma
from communique.events.frames import frame
from communique.events.gathering import merge_actors
from communique.events.relations.telling import Telling, beginning, countries, end
from communique.events.status import status
from communique.events.words import words
from communique.records import RelationMention

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["diplomatic"]

_TIES = frozenset({"relation", "tie", "relationship"})


def diplomatic(verb: Token, telling: Telling) -> Iterator[RelationMention]:
    """ "established diplomatic relations with", "severed ties with": each of one side with each of the other."""
    around = frame(verb)
    ties = [token for token in around.objects if lemma(token) in _TIES]
    closing = lemma(verb) in words("closing_verb")
    if not any(_is_diplomatic(token, bare=closing) for token in ties):
        return
    if status(around) in {"hypothetical", "future", "negated"}:
        return
    others = telling.parties([t for prep in ("with", "to") for t in around.preps.get(prep, ())])
    together = telling.parties(around.preps.get("between", ()))
    subjects = telling.parties(around.subjects)
    when = dates.of_event(telling.sentence, verb, telling.times, telling.report.published)
    valid = end(when) if closing else beginning(when)
    if others:
        for one, other in product(subjects, others):
            if one.country and other.country and one.country != other.country:
                yield telling.relation("diplomatic-relations", "diplomatic relations", (one, other), valid)
    elif len(countries(parties := merge_actors([subjects, together]))) > 1:
        yield telling.relation("diplomatic-relations", "diplomatic relations", parties, valid)


def _is_diplomatic(ties: Token, *, bare: bool) -> bool:
    """ "diplomatic ties", "full relations"; "severed ties" says as much by itself, "severed trade ties" does not."""
    said = {child.lower_ for child in ties.children if child.dep_ in {"amod", "compound", "nmod"}}
    return bool(said & {"diplomatic", "full", "official", "formal"}) or (
        bare and not said and lemma(ties) != "relationship"
    )
