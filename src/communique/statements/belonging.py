"""To which state a speaker belongs whom the words alone do not place: "the cabinet", "its foreign ministry".

Three readings, each from the text: a country named inside the words themselves, the owner that "its" points back to in
the words said, and the state agency that carries it: a national agency that names no country speaks of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from communique.actors import build
from communique.actors.outlets import outlet
from communique.records import Actor, Mention, Statement
from communique.statements import media
from communique.statements.attribution import Attribution
from communique.statements.phrases import child, voices

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["placed"]

_MILITARY = re.compile(
    r"\b(?:army|navy|air force|military|general|admiral|command|defen[cs]e|soldiers?|border)\b", re.I
)
# Titles that only a state gives: with one of these and no country named, a national agency speaks of its own people.
_OF_STATE = re.compile(
    r"\b(?:minister|ministry|president|presidential|government|cabinet|general|admiral|palace|state)\b", re.I
)
_OFFICE = re.compile(
    rf"{_OF_STATE.pattern}|\b(?:spokes\w+|advis[eo]r|aide|envoy|ambassador|secretary|commander|governor)\b", re.I
)
_OWNERS = frozenset({"its", "their"})


def placed(one: Attribution, statement: Statement, mentions: Sequence[Mention]) -> Statement:
    """The statement with its speaker's actor placed in a country, where the text allows it; else unchanged."""
    who = statement.speaker
    if who is None or one.head is None:
        return statement
    if who.actor is not None and (who.actor.country is not None or who.actor.kind != "person"):
        return statement
    actor = _actor(one, one.head, statement, mentions)
    if actor is None:
        return statement
    return msgspec.structs.replace(statement, speaker=msgspec.structs.replace(who, actor=actor))


def _actor(one: Attribution, head: Token, statement: Statement, mentions: Sequence[Mention]) -> Actor | None:
    who = statement.speaker
    if who is None:
        return None
    if who.actor is None:
        link = media.medium(one.sentence, head, mentions)
        known = outlet(link.name) if link is not None else None
        if known is not None:
            return known.actor
    beside = _apposition(one, head, mentions)
    if beside is not None and (who.actor is None or who.actor.kind == "person"):
        return _of(beside, who.text, who.actor)
    lemma = head.lemma_.lower()
    official = voices().get(lemma) == "body" or bool(who.anonymous) or bool(_OF_STATE.search(who.text))
    if not official:
        return None
    inside = _inside(who.start, who.end, mentions)
    if inside is not None:
        return _of(inside.country, who.text, who.actor) if inside.kind == "state" and inside.country else inside
    owner = child(head, "poss")
    if owner is not None and owner.lower_ == "whose" and head.head.dep_ == "relcl":
        # "Sudan, whose irrigation ministry said".
        at = one.sentence.start + head.head.head.idx
        inside = _inside(at, at + 1, mentions) or _holding(at, mentions)
        return _of(inside.country, who.text, who.actor) if inside is not None else None
    if owner is not None and owner.lower_ in _OWNERS and statement.content.end <= who.start:
        said = _inside(statement.content.start, statement.content.end, mentions)
        return _of(said.country, who.text, who.actor) if said is not None and said.country else None
    media_links = (link for link in statement.chain if link.role in {"agency", "outlet"})
    # "on state television, the agency reported": the first that is of a country, unless a private one comes before.
    carrier = next((link for link in media_links if link.country or not link.state_media), None)
    if carrier is not None and not carrier.state_media:
        return None
    if carrier is None or (not _OF_STATE.search(who.text) and voices().get(lemma) != "body"):
        return None
    return _of(carrier.country, who.text, who.actor)


def _apposition(one: Attribution, head: Token, mentions: Sequence[Mention]) -> str | None:
    """The country that an apposition names: "Ana Lima, a spokeswoman for the Portuguese minister, said"."""
    for other in head.children:
        if other.dep_ != "appos" or voices().get(other.lemma_.lower()) != "person" or other.pos_ == "PROPN":
            continue
        start, end = one.sentence.span(other.left_edge, other.right_edge)
        # An expert or an activist of a country does not speak for it.
        if _OFFICE.search(one.sentence.text[start - one.sentence.start : end - one.sentence.start]):
            inside = _inside(start, end, mentions)
            return inside.country if inside is not None else None
    return None


def _inside(start: int, end: int, mentions: Sequence[Mention]) -> Actor | None:
    """The first actor with a country that these words name."""
    for mention in sorted(mentions, key=lambda one: one.start):
        if start <= mention.start < end and len(mention.actors) == 1 and mention.actors[0].country:
            return mention.actors[0]
    return None


def _holding(offset: int, mentions: Sequence[Mention]) -> Actor | None:
    holding = [one for one in mentions if one.start <= offset < one.end and len(one.actors) == 1]
    return holding[0].actors[0] if holding and holding[0].actors[0].country else None


def _of(country: str | None, words: str, person: Actor | None) -> Actor | None:
    if country is None:
        return None
    if person is not None:
        return build.unknown(person.name, person.kind, country, person.sector, person.office)
    return build.group(country, "MIL" if _MILITARY.search(words) else "GOV")
