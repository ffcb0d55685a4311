"""Which words name a medium, a document or a spokesperson: the links of a chain."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from communique import tables
from communique.actors.outlets import Outlet, national, outlet
from communique.records import Link, LinkRole, Mention
from communique.statements.phrases import naming

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.language import Sentence

__all__ = ["document", "medium", "spokesperson"]

_STATE = re.compile(
    r"\b(?:state|official|party|government|army|military)\b(?:[\s-]*(?:run|owned|controlled|funded|backed))?", re.I
)
_SPOKESPERSON = frozenset({"spokesman", "spokeswoman", "spokesperson", "spokespeople"})
# Words of a name that are no name by themselves: an n-gram of these is never looked up.
_EMPTY = frozenset("the a an of and for news agency press radio television tv daily times post state".split())


@functools.cache
def _descriptions() -> tuple[tuple[str, LinkRole, bool], ...]:
    rows: list[tuple[str, LinkRole, bool]] = [
        (row["words"], "agency" if row["role"] == "agency" else "outlet", row["state"] == "yes")
        for row in tables.load("media_nouns")
    ]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


@functools.cache
def _documents() -> frozenset[str]:
    return frozenset(row["word"] for row in tables.load("documents"))


def medium(sentence: Sentence, head: Token, mentions: Sequence[Mention]) -> Link | None:
    """The link that a noun phrase makes if it names or describes a medium, else `None`."""
    if head.pos_ == "PRON":
        return None
    first, last = naming(head)
    start, end = sentence.span(first, last)
    words = sentence.text[start - sentence.start : end - sentence.start]
    known = _named(first, last, head)
    if known is not None:
        return Link(
            name=known.name, role=_role(known), country=known.country, state_media=bool(known.state_media),
            start=start, end=end,
        )  # fmt: skip
    return _described(words, head, start, end, mentions)


def _role(known: Outlet) -> LinkRole:
    return "agency" if "agency" in known.kind.lower() or "wire" in known.kind.lower() else "outlet"


def _named(first: Token, last: Token, head: Token) -> Outlet | None:
    """The medium of the table named by the longest run of words that holds the head or stands beside it."""
    doc = head.doc
    found = _longest(doc, first.i, last.i + 1, head)
    if found is not None:
        return found
    for other in head.children:
        # "the state broadcaster, NHK": the apposition names it.
        if other.dep_ in {"appos", "nmod"} and other.pos_ == "PROPN":
            left, right = naming(other)
            found = _longest(doc, left.i, right.i + 1, other)
            if found is not None:
                return found
    return None


def _longest(doc: object, start: int, end: int, head: Token) -> Outlet | None:
    for left, right in _runs(start, end):
        span = doc[left:right]  # type: ignore[index]
        if not left <= head.i < right:
            continue
        words = str(span.text).strip(" \"“”'‘’,.()")
        if words.lower() in _EMPTY or (not words[:1].isupper() and "." not in words):
            continue
        known = outlet(words)
        if known is not None:
            return known
    return None


def _runs(start: int, end: int) -> Iterator[tuple[int, int]]:
    for length in range(min(end - start, 8), 0, -1):
        for left in range(start, end - length + 1):
            yield left, left + length


def _described(words: str, head: Token, start: int, end: int, mentions: Sequence[Mention]) -> Link | None:
    lower = words.lower()
    core = lower
    # "a newspaper in the capital": what follows the head is no part of the description.
    tail = lower.find(head.lower_)
    if tail >= 0:
        core = lower[: tail + len(head.lower_)]
    for description, role, state in _descriptions():
        if not re.search(rf"(?:^|[\s-]){re.escape(description)}(?=$|\s[“\"‘'(])", core) and not (
            head.pos_ == "PROPN" and f" {description} " in f" {core}"
        ):
            continue
        country = _country(start, end, mentions)
        state = state or bool(_STATE.search(core[: len(core) - len(description)]))
        name = words
        if state and country and description not in {"media", "press"} and "media" not in description:
            known = national(country, "agency" if role == "agency" else _sort(description))
            name = known.name if known is not None else words
        return Link(name=name, role=role, country=country, state_media=state, start=start, end=end)
    return None


def _sort(description: str) -> str:
    if any(word in description for word in ("television", "tv", "broadcaster")):
        return "broadcaster"
    return "radio" if "radio" in description else "newspaper"


def _country(start: int, end: int, mentions: Sequence[Mention]) -> str | None:
    for mention in mentions:
        if mention.start < end and mention.end > start:
            countries = {actor.country for actor in mention.actors if actor.country}
            if len(countries) == 1:
                return countries.pop()
    return None


def spokesperson(sentence: Sentence, head: Token) -> Link | None:
    """A link if the phrase presents somebody as speaking for another."""
    first, last = naming(head)
    start, end = sentence.span(first, last)
    nouns = {token.lemma_.lower() for token in head.doc[first.i : last.i + 1]}
    nouns |= {other.lemma_.lower() for other in head.children if other.dep_ == "appos"}
    if nouns & _SPOKESPERSON:
        words = sentence.text[start - sentence.start : end - sentence.start]
        return Link(name=words, role="spokesperson", start=start, end=end)
    return None


def document(sentence: Sentence, head: Token) -> Link | None:
    """A link if the phrase names a document."""
    if head.lemma_.lower() not in _documents() or head.pos_ == "PROPN":
        return None
    first, last = naming(head)
    start, end = sentence.span(first, last)
    words = sentence.text[start - sentence.start : end - sentence.start]
    return Link(name=words, role="document", start=start, end=end)
