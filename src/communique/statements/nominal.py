"""Attributions whose cue is a noun: "his pledge to", "a warning by Iran that", "issued a call for"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.statements.attribution import Attribution, enough, trimmed
from communique.statements.phrases import can_speak, child, last_token, name_speaker, subject, to_infinitive

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.language import Sentence
    from communique.statements.cues import Cue


__all__ = ["nominal"]


def nominal(noun: Token, cue: Cue, sentence: Sentence, text: str) -> Iterator[Attribution]:
    """The attribution that a noun announces, if somebody issued it and it says what."""
    content: tuple[Token, Token] | None = None
    form = "noun"
    for other in noun.children:
        if other.i < noun.i:
            continue
        infinitive = other.dep_ in {"acl", "relcl", "xcomp"} and to_infinitive(other)
        if infinitive and "infinitive" in cue.takes and child(other, "nsubj") is None:
            content = other.left_edge, last_token(other)
        elif other.dep_ in {"acl", "ccomp"} and any(c.lower_ == "that" and c.dep_ == "mark" for c in other.children):
            if "clause" in cue.takes:
                content = other.left_edge, last_token(other)
        elif other.dep_ == "prep" and other.lower_ in cue.takes:
            inside = child(other, "pobj", "pcomp")
            if inside is not None:
                content = inside.left_edge, last_token(inside)
        if content is not None:
            break
    if content is None:
        return
    who = _issuer(noun)
    if who is None or not can_speak(who, strict=True):
        return
    start, end = trimmed(text, *sentence.span(*content))
    if not enough(text[start:end]):
        return
    found = Attribution(sentence, noun, sentence.span(noun, noun), cue.lemma, cue.kind, form, (start, end))
    found.frame = found.cue
    name_speaker(found, who)
    yield found


# Verbs that only carry their noun: "issued a warning that", "made a pledge to", "repeated the claim that".
_LIGHT = frozenset(
    "make issue give have offer express repeat reiterate voice send deliver renew receive release publish carry "
    "withdraw retract drop reject repeat get win extend convey share hold defend back raise".split()
)


def _issuer(noun: Token) -> Token | None:
    """Who made the statement that a noun names: "its pledge", "a warning by Iran", "issued a warning"."""
    own = child(noun, "poss")
    if own is not None:
        return own
    for other in noun.children:
        if other.dep_ == "prep" and other.lower_ in {"by", "from"}:
            return child(other, "pobj")
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in _LIGHT:
        return subject(noun.head)
    for other in noun.lefts:
        if other.dep_ in {"amod", "compound", "nmod"} and other.ent_type_ in {"GPE", "NORP", "ORG", "PERSON"}:
            return other
    return None
