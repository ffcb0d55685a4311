"""Where a report names places on the ground, before it is decided which place each name means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from communique.language import Sentence
from communique.places.gazetteer import lookup, major
from communique.records import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Named", "names"]

_PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
_LOCATIVE = frozenset("in at near off around outside inside across from to toward towards into through throughout via between beyond over within".split())
_LONGEST = 5
_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Dr|Sen|Gov|Rep|Gen|Col|President|Minister|Lord|Lady|Sir|Judge|Justice|Sheriff|King|Queen|Prince|Princess|Pope)\.?$")
_HEADS = frozenset("county city province island islands strait sea gulf bay river lake mount mountains desert peninsula border airport base".split())


class Named(NamedTuple):
    """A place name: its span in the text, its words, the sentence, and how sure the signs are (2 sure, 1 likely)."""

    start: int
    end: int
    text: str
    sentence: Sentence
    sure: int


def names(sentence: Sentence, mentions: Sequence[Mention] = ()) -> list[Named]:
    """The place names of a sentence in order, without those that stand for a government or are part of another name."""
    metonyms = [(item.start, item.end) for item in mentions if item.kind == "metonym"]
    found: list[Named] = []
    last = -1
    for first, end, sure in _spans(sentence.doc):
        if first < last:
            continue
        start, stop = sentence.span(sentence.doc[first], sentence.doc[end - 1])
        if any(a < stop and start < b for a, b in metonyms):
            continue
        last = end
        found.append(Named(start, stop, sentence.text[start - sentence.start : stop - sentence.start], sentence, sure))
    return found


def _spans(doc: Doc) -> Iterator[tuple[int, int, int]]:
    at = 0
    while at < len(doc):
        step = next(_candidates(doc, at), None)
        if step is None:
            at += 1
            continue
        yield at, step[0], step[1]
        at = step[0]


def _candidates(doc: Doc, at: int) -> Iterator[tuple[int, int]]:
    """Ends of place names that begin at a token, longest first, with how sure each is."""
    token = doc[at]
    if not token.text[:1].isupper() or token.pos_ == "VERB" or (token.lower_ == "the" and not _begins_with_the(doc, at)):
        return
    longest = min(len(doc), at + _LONGEST)
    for end in range(longest, at, -1):
        if not doc[end - 1].text[:1].isalnum() and doc[end - 1].text not in {"."}:
            continue
        if not (doc[end - 1].text[:1].isupper() or doc[end - 1].lower_ in _HEADS) and end - at > 1:
            continue
        text = doc[at:end].text
        sure = _sureness(doc, at, end, text)
        if sure:
            yield end, sure
            return


def _begins_with_the(doc: Doc, at: int) -> bool:
    return at + 1 < len(doc) and doc[at].text == "The" and doc[at + 1].text in {"Hague", "Gambia", "Bahamas"}


def _sureness(doc: Doc, at: int, end: int, text: str) -> int:
    """2 for a name that can hardly be anything else here, 1 for one with good signs, 0 for none."""
    if _inside_a_name(doc, at, end):
        return 0
    if major(text):
        return 2
    entity = doc[at].ent_type_
    whole = doc[at].ent_iob_ == "B" and (end == len(doc) or doc[end].ent_iob_ != "I")
    known = bool(lookup(text))
    if entity in _PLACE_ENTITIES and whole and (known or lookup(text, small=True)):
        return 2 if known else 1
    if entity in {"PERSON", "NORP", "DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "LANGUAGE", "EVENT", "WORK_OF_ART", "LAW"} and entity != "PERSON":
        return 0
    if known and _located(doc[at], doc[end - 1]):
        return 1
    return 0


def _located(first: Token, last: Token) -> bool:
    """ "in Aden", "near Hodeidah": a locative preposition right before."""
    return first.i > 0 and first.nbor(-1).lower_ in _LOCATIVE and last.pos_ in {"PROPN", "NOUN"}


def _inside_a_name(doc: Doc, at: int, end: int) -> bool:
    """Part of a person's or an organisation's name: "Jordan Smith", "Bank of England", "the Washington Post"."""
    before = doc[at - 1] if at else None
    after = doc[end] if end < len(doc) else None
    entity = doc[at].ent_type_
    begins_inside = doc[at].ent_iob_ == "I"
    ends_inside = after is not None and after.ent_iob_ == "I"
    if entity in {"ORG", "PERSON", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"} and (begins_inside or ends_inside):
        return True
    if entity in {"GPE", "LOC", "FAC"} and begins_inside and before is not None and before.text[:1].isupper() and before.pos_ == "PROPN":
        return True
    if before is not None and _TITLE.search(before.text) and entity != "GPE":
        return True
    if after is None or not after.text[:1].isupper() or after.pos_ != "PROPN":
        return False
    # "Paris Agreement", "Oxford University": the head of a longer name; but "Beijing Mayor Wang" keeps the city.
    return doc[end - 1].dep_ == "compound" and doc[end - 1].head.i >= end and after.ent_type_ not in {"PERSON"} and after.ent_type_ == entity and ends_inside
