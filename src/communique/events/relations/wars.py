"""Wars between named sides, and what halted them; wars with a proper name are the table's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from communique.events.candidates import lemma
from communique.events.frames import Frame, frame
from communique.events.gathering import merge_actors
from communique.events.relations.telling import Actors, Telling, beginning, countries, end
from communique.events.status import status
from communique.events.words import words
from communique.records import UNKNOWN_DATE, RelationMention, When

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["armistice", "war"]

_ENDING = frozenset({"end", "finish", "conclude"})
_FIGHTING = frozenset({"fight", "wage"})


def war(noun: Token, telling: Telling) -> Iterator[RelationMention]:
    """ "the war between A and B", "A's war with B", "A and B fought a war in 1962"."""
    around = frame(noun)
    fought = noun.head if noun.dep_ == "dobj" and lemma(noun.head) in _FIGHTING else None
    over = noun.head if noun.dep_ == "nsubj" and lemma(noun.head) in _ENDING else None
    parties = _sides(noun, around, fought, telling) or (telling.resumed(noun, "war") if over is not None else ())
    if len(countries(parties)) < 2 or any(lemma(c) in words("no_war") for c in noun.children):
        return
    told = frame(fought) if fought is not None else around
    if status(told) in {"hypothetical", "future", "negated"} or (fought is None and _any(noun)):
        return
    valid = end(telling.date(over)) if over is not None else _valid(noun, fought, telling)
    yield telling.relation("war", noun.text, parties, valid)


def _sides(noun: Token, around: Frame, fought: Token | None, telling: Telling) -> Actors:
    sides = [*around.preps.get("between", ()), *around.preps.get("with", ()), *around.preps.get("against", ())]
    if fought is not None:
        verb = frame(fought)
        sides += [*verb.subjects, *verb.preps.get("with", ()), *verb.preps.get("against", ())]
    owned = merge_actors([telling.owners(noun), telling.parties(around.owners)])
    # An owner alone is no side: "Britain's war" is any of its wars; "their war" has both.
    return merge_actors([telling.parties(sides), owned]) if sides or len(countries(owned)) > 1 else ()


def _any(noun: Token) -> bool:
    """Whether it is any war: "a war between them would …"."""
    return any(c.lower_ in {"a", "another", "any"} for c in noun.children if c.dep_ == "det")


def _valid(noun: Token, fought: Token | None, telling: Telling) -> When:
    """When it was fought; a year with nothing else is when it began and, as the text has it, ended."""
    when = telling.date(noun)
    if not when.known and fought is not None:
        when = telling.date(fought)
    if when.known and when.precision not in {"interval", "year", "decade"}:
        # "their war in August": a day or month in a war is not its beginning.
        return UNKNOWN_DATE if fought is None else msgspec.structs.replace(when, end=None)
    return when


def armistice(noun: Token, telling: Telling) -> Iterator[RelationMention]:
    """An armistice or truce between named sides, from the day that the text gives."""
    around = frame(noun)
    parties = merge_actors([telling.parties(around.preps.get("between", ())), telling.owners(noun)])
    signed = noun.head if noun.dep_ in {"dobj", "nsubjpass"} and lemma(noun.head) in words("signing_verb") else None
    if len(countries(parties)) < 2 and signed is not None:
        # "A and B signed an armistice", "A signed a truce with B".
        others = [*frame(signed).preps.get("with", ()), *around.preps.get("with", ())]
        parties = merge_actors([telling.parties(frame(signed).subjects), telling.parties(others)])
    told = frame(signed) if signed is not None else around
    if len(countries(parties)) < 2 or {status(around), status(told)} & {"hypothetical", "future", "negated"}:
        return
    yield telling.relation("armistice", noun.text, parties, beginning(telling.date(noun)))
