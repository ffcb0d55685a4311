"""Noun phrases around a name: the title before a person, the agent noun after an adjective, the words in apposition."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from communique.actors.pieces import Piece
from communique.actors.rows import rows
from communique.actors.titles import DEPUTIES, FORMER, Title, ending_at, titles

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Phrase", "after_name", "before_comma", "before_person", "honorifics", "in_apposition"]

# A premodifier chain longer than this is a parse gone wrong.
_REACH = 12
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
# Offices of one person: the words after one are seldom a longer noun phrase's head.
_NAMED_BY_OFFICE = frozenset({"head", "minister", "spokesperson"})
_HYPHENS = frozenset({"-", "–"})


class Phrase(NamedTuple):
    """What stands around a name: its first and last token, whose it is, and which office or trade it tells."""

    first: int
    last: int
    owner: Piece | None = None
    title: Title | None = None
    former: bool = False
    deputy: bool = False
    gender: str = ""
    sector: str = ""
    words: str = ""


@functools.cache
def honorifics() -> dict[str, tuple[str, str]]:
    """Forms of address (`Mr`, `Gen.`, `Queen`) with the sector and the gender that they tell."""
    return {row["word"]: (row["sector"], row["gender"]) for row in rows("honorifics")}


def before_person(doc: Doc, first: int, at: Mapping[int, Piece]) -> Phrase:
    """The title before a person's name: "the [former Chinese foreign minister] Qin Gang"."""
    start, title, gender, sector, words = first, None, "", "", ""
    if first and doc[first - 1].text in _HYPHENS:
        # "anti-Castro", "the Ortega-Murillo government".
        return Phrase(first, first)
    known = honorifics()
    while start > 0 and doc[start - 1].text in known:
        start -= 1
        sector, gender = known[doc[start].text][0] or sector, known[doc[start].text][1] or gender
    # "President" is both a form of address and an office: the office tells more.
    for last in (first - 1, start - 1):
        found = ending_at(doc, last, max(0, last - _REACH)) if last >= 0 else None
        if found is not None:
            start, title = min(start, found[0]), found[1]
            sector = sector if title.kind in {"military", "person"} else ""
            break
    if title is None and start == first and first > 0 and _describes(doc[start - 1]) and start - 1 not in at:
        start -= 1
        words = doc[start].text
    start, owner, former, deputy = _leftward(doc, start, at)
    if title is None and owner is None and not words and start == first:
        return Phrase(first, first)
    if words and owner is None:
        return Phrase(first, first)
    return Phrase(start, first, owner, title, former, deputy, gender, sector, words)


def before_comma(doc: Doc, first: int, at: Mapping[int, Piece]) -> Phrase | None:
    """The office that a name stands in apposition to: "the [German defence minister], Christine Lambrecht, said"."""
    comma = first - 1
    if comma < 1 or doc[comma].text != "," or ending_at(doc, comma - 1, max(0, comma - _REACH)) is None:
        return None
    phrase = before_person(doc, comma, at)
    opens = doc[phrase.first - 1].lower_ if phrase.first else ""
    definite = phrase.owner is not None or opens in {"the", "his", "her", "its", "their"}
    title = phrase.title
    if not definite or title is None or title.plural or title.kind in {"group", "institution"}:
        return None
    return phrase


def _describes(token: Token) -> bool:
    # "Kenyan fisherman Joseph Otieno": a common noun in the singular, bound to the name.
    return token.tag_ == "NN" and token.dep_ in {"compound", "nmod", "amod", "appos"}


def _leftward(doc: Doc, start: int, at: Mapping[int, Piece]) -> tuple[int, Piece | None, bool, bool]:
    """Walk left over premodifiers; return where they begin, whose name is among them, and former or deputy."""
    owner: Piece | None = None
    former = deputy = False
    position = start - 1
    while position >= 0 and start - position < _REACH:
        token = doc[position]
        piece = at.get(position)
        if piece is not None and piece.of("country", "adjective", "demonym", "capital", "metonym", "organisation",
                                          "body", "outlet"):  # fmt: skip
            if owner is not None and doc[position + 1].text not in _HYPHENS:
                break
            owner = owner or piece
            start, position = piece.first, piece.first - 1
            continue
        if token.text in _POSSESSIVES and position - 1 in at and owner is None:
            position -= 1
            continue
        word = token.lower_
        if word in FORMER or word == "then":
            former, start, position = former or word in FORMER, position, position - 1
        elif word in DEPUTIES:
            deputy, start, position = True, position, position - 1
        elif token.text in _HYPHENS or (token.pos_ in {"ADJ", "NOUN", "PROPN"} and _modifies(token)):
            start = start if token.text in _HYPHENS else position
            position -= 1
        else:
            break
    return start, owner, former, deputy


def _modifies(token: Token) -> bool:
    return token.dep_ in {"amod", "compound", "nmod", "npadvmod", "poss", "conj", "advmod"}


def after_name(doc: Doc, piece: Piece, at: Mapping[int, Piece], persons: Mapping[int, int]) -> Phrase | None:
    """The agent noun or office that a country's name or adjective owns: "[Chinese] foreign ministry officials".

    None where the head of the noun phrase is no actor ("Chinese interests"). `persons` maps a person's first token to
    the last.
    """
    start = piece.last + 1
    if start < len(doc) and doc[start].text in _POSSESSIVES:
        start += 1
    if start < len(doc) and doc[start].text in _HYPHENS:
        # "U.S.-led forces" are not the forces of the U.S.
        return None
    last = _end_of_phrase(doc, start, at, persons)
    if last < start:
        return None
    longer = _with_of(doc, start, last)
    found: tuple[int, Title] | None = None
    if longer is not None:
        found, last = longer[:2], longer[2]
    elif _proper_with_of(doc, start, last):
        return None
    else:
        found = ending_at(doc, last, start)
    while found is None and last > start:
        # A verb taken for a noun after the office: "the German chancellor knelt".
        plain = doc[last].pos_ in {"VERB", "ADJ"}
        last -= 1
        found = ending_at(doc, last, start)
        found = found if found is None or plain or found[1].kind in _NAMED_BY_OFFICE else None
    if found is None:
        return None
    if not found[1].sector and found[1].phrase != "side":
        # "China's allies", "Iranian rivals" are others than the state itself.
        return None
    before = [token.lower_ for token in doc[max(0, piece.first - 2) : found[0]]]
    return Phrase(
        piece.first, last, piece, found[1], any(word in FORMER for word in before),
        any(word in DEPUTIES for word in before[-2:]),
    )  # fmt: skip


def _with_of(doc: Doc, start: int, last: int) -> tuple[int, Title, int] | None:
    """A title that goes on with "of": "U.S. [Department of Justice]"; with its first and last token."""
    if last + 1 >= len(doc) or doc[last + 1].lower_ != "of":
        return None
    for end in range(min(last + 6, len(doc) - 1), last + 1, -1):
        found = ending_at(doc, end, start)
        if found is not None and found[0] <= last:
            return found[0], found[1], end
    return None


def _proper_with_of(doc: Doc, start: int, last: int) -> bool:
    # "American Federation of Teachers": a name of its own, not the federation of America.
    if last + 2 >= len(doc) or doc[last + 1].lower_ not in {"of", "for"}:
        return False
    return doc[last].text[:1].isupper() and doc[last + 2].text[:1].isupper() and doc[last + 2].ent_type_ != "GPE"


def _end_of_phrase(doc: Doc, start: int, at: Mapping[int, Piece], persons: Mapping[int, int]) -> int:
    last = start - 1
    for position in range(start, min(start + _REACH, len(doc))):
        token = doc[position]
        if position in persons:
            break
        if position in at and last < position and at[position].of("organisation", "body", "outlet"):
            # "China's official Xinhua News Agency": the name is an actor of its own.
            return start - 1
        if token.pos_ in {"NOUN", "PROPN"} and not (token.pos_ == "PROPN" and position in at and last >= start):
            last = position
        elif token.pos_ in {"ADJ", "NUM"} or token.text in _HYPHENS or token.tag_ in {"VBN", "VBG"}:
            continue
        else:
            break
    return last


def in_apposition(doc: Doc, last: int, at: Mapping[int, Piece]) -> Phrase | None:
    """What stands after a name and a comma: "X, [a spokesman for the Ethiopian army],"."""
    position = last + 1
    if position >= len(doc) or doc[position].text not in {",", "(", "—", "–"}:
        return None
    if position + 1 < len(doc) and doc[position + 1].pos_ == "CCONJ":
        # "The president of A, X, and the leader of B": what follows is somebody else.
        return None
    owner: Piece | None = None
    title: Title | None = None
    former = False
    for token in doc[position + 1 : position + 1 + _REACH]:
        if (token.pos_ in {"VERB", "AUX", "PUNCT"} and token.dep_ not in {"amod", "punct"}) or token.text in {",", ")"}:
            break
        if token.lower_ in FORMER:
            former = True
        piece = at.get(token.i)
        if piece is not None and owner is None:
            owner = piece
        if title is None or token.i == position + 1:
            found = ending_at(doc, token.i, position + 1) if token.pos_ in {"NOUN", "PROPN"} else None
            title = found[1] if found else title
    if title is None and owner is not None and doc[position + 1].lower_ in {"a", "an"} and _a_national(doc, owner):
        title = titles()["citizen"]
    if title is None:
        return None
    return Phrase(position + 1, last, owner, title, former)


def _a_national(doc: Doc, piece: Piece) -> bool:
    """Whether a demonym stands for a man or woman by itself: "X, an American held since May"."""
    last = piece.last
    return bool(piece.of("demonym")) and (last + 1 >= len(doc) or doc[last + 1].pos_ not in {"NOUN", "PROPN", "ADJ"})
