"""Persons' names in a sentence, known or not: from the gazetteer, from the parser's names, after a title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from communique.actors.given import EASTERN, given_names
from communique.actors.holders import Person, by_name, key, people
from communique.actors.phrases import honorifics
from communique.actors.pieces import Piece
from communique.actors.rows import everyday_words
from communique.actors.titles import ending_at

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

__all__ = ["Name", "names", "surnames"]

_NUMBER = re.compile(r"[IVX]+$")
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
# What the parser calls a town, a day or a number is no person, whatever stands before it.
_NO_PERSON = frozenset("DATE TIME GPE LOC FAC ORDINAL CARDINAL MONEY PERCENT EVENT NORP".split())


class Name(NamedTuple):
    """A person's name over tokens `first` to `last`, with the office-holders who bear it."""

    first: int
    last: int
    persons: tuple[Person, ...]


def names(doc: Doc, known: Sequence[Piece]) -> list[Name]:
    """All persons' names in a sentence, in order."""
    found: dict[int, Name] = {}
    taken: set[int] = set()
    for piece in known:
        entries = piece.of("person")
        if entries:
            last = piece.last
            if last + 1 < len(doc) and _NUMBER.match(doc[last + 1].text):
                last += 1
            found[piece.first] = Name(piece.first, last, tuple(people()[entry.key] for entry in entries))
        if entries or piece.of("organisation", "body", "outlet", "country", "adjective", "capital", "metonym"):
            taken.update(range(piece.first, piece.last + 1))
    for first, last in _candidates(doc):
        first, last = _trimmed(doc, first, last)
        if first > last or any(position in taken for position in range(first, last + 1)):
            continue
        while last + 1 < len(doc) and _goes_on(doc, last + 1) and last + 1 not in taken and last - first < 6:
            last += 1
        text = doc[first : last + 1].text
        persons = by_name().get(key(text), ()) or by_name().get(key(f"{doc[first].text} {doc[last].text}"), ())
        single = first == last and not persons
        if single and (not _addressed(doc, first) or _a_common_word(doc[first])):
            continue
        found[first] = Name(first, last, persons)
        taken.update(range(first, last + 1))
    return [found[first] for first in sorted(found)]


def _a_common_word(token: Token) -> bool:
    # "the Justice Department", "President Wednesday".
    return token.ent_type_ != "PERSON" and token.lower_ in everyday_words()


def _candidates(doc: Doc) -> list[tuple[int, int]]:
    spans = [
        (entity.start, entity.end - 1)
        for entity in doc.ents
        if entity.label_ == "PERSON" or (entity.label_ in {"ORG", "GPE", "FAC"} and _like_a_person(entity[:]))
    ]
    spans += [
        (token.i, token.i + 1)
        for token in doc[:-1]
        if not token.ent_type_ and _like_a_person(doc[token.i : token.i + 2])
    ]
    # The parser's names miss many; capitalised words after an office or a form of address are a person's.
    for token in doc:
        if token.i and token.pos_ == "PROPN" and token.ent_type_ not in _NO_PERSON and _addressed(doc, token.i):
            last = token.i
            while last + 1 < len(doc) and last - token.i < 5 and _goes_on(doc, last + 1):
                last += 1
            spans.append((token.i, last))
    return spans


def _like_a_person(words: Span) -> bool:
    """Whether two or three capitalised words begin with a given name: the parser takes many of them for firms."""
    return (
        2 <= len(words) <= 3
        and words[0].lower_ in given_names()
        and all(word.text[:1].isupper() and word.pos_ == "PROPN" and not word.is_stop for word in words)
        and ending_at(words.doc, words.end - 1, words.start) is None
    )


def _goes_on(doc: Doc, position: int) -> bool:
    # "Jean-Yves Le Drian", "Abu Bakr al-Baghdadi": a hyphen only between two parts of the name.
    if doc[position].text == "-":
        return position + 1 < len(doc) and doc[position + 1].text[:1].isalpha() and not doc[position - 1].whitespace_
    return doc[position].pos_ == "PROPN" or (doc[position - 1].text == "-" and doc[position].text[:1].isupper())


def _addressed(doc: Doc, first: int) -> bool:
    if first == 0:
        return False
    if doc[first - 1].text in honorifics():
        return True
    found = ending_at(doc, first - 1, max(0, first - 7))
    if found is None or found[1].kind in {"group", "institution"} or found[1].plural:
        return False
    return ending_at(doc, first, max(0, first - 6)) is None


def _trimmed(doc: Doc, first: int, last: int) -> tuple[int, int]:
    while first <= last:
        found = ending_at(doc, first, first)
        # "Beyond Trump", "Under Kim" at the head of a sentence or a headline.
        if doc[first].is_stop or doc[first].text in honorifics() or found is not None or doc[first].lower_ == "the":
            first += 1
        else:
            break
    while last >= first and (doc[last].text in _POSSESSIVES or not doc[last].text[:1].isalpha()):
        last -= 1
    if not all(_fits_a_name(token) for token in doc[first : last + 1]):
        return 1, 0
    return first, last


def _fits_a_name(token: Token) -> bool:
    if token.text in {"-", "'", "’"}:
        return True
    # "bin", "al" and "van" are small; a longer word in small letters is none of a name.
    return token.text[:1].isalpha() and (token.text[:1].isupper() or len(token.text) <= 3 or token.pos_ == "PROPN")


def surnames(name: str, country: str | None) -> tuple[str, ...]:
    """The short forms under which the press goes on: the surname where the order is known, else either end."""
    words = name.replace("’s", "").split()
    if len(words) < 2:
        return tuple(words)
    if country in EASTERN:
        # Vietnamese and Khmer are called by their last name: both ends are open there.
        return (words[0], words[-1]) if country in {"VNM", "KHM"} else (words[0],)
    particles = {"al", "bin", "van", "von", "de", "el", "ben", "da", "dos", "der", "den", "le", "la"}
    tail = words[-1]
    joined = " ".join(words[-2:]) if words[-2].lower() in particles else tail
    return tuple(
        dict.fromkeys((joined, tail, tail.rpartition("-")[2] if tail.lower().startswith(("al-", "el-")) else tail))
    )
