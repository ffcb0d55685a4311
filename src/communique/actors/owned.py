"""Agent nouns that states share, or before "of": "Chinese and Russian officials", "the king of Jordan"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from communique.actors.phrases import Phrase, after_name
from communique.actors.pieces import Piece
from communique.actors.titles import Title, ending_at

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["ONE_EACH", "before_of", "joined_before", "of_before_comma", "shared"]

# Offices of which a state has one: "the Chinese and Russian leaders" are two persons, their officials are not.
ONE_EACH = frozenset({"head", "minister"})
_JOINTS = frozenset({"and", "or", ",", "&", "/"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
# Nouns before "of" that do not make their phrase a part of the state: "the rest of China", "a friend of Israel".
_LOOSE = frozenset({"member", "members", "state", "states", "people", "friend", "friends", "part", "group", "team"})


def shared(doc: Doc, piece: Piece, at: Mapping[int, Piece], persons: Mapping[int, int]) -> Title | None:
    """The agent noun that an adjective shares with the adjective after it; an office is then one each."""
    following = _next(doc, piece, at)
    if following is None or (not piece.of("adjective") and not _possessed(doc, following)):
        return None
    phrase = after_name(doc, following, at, persons)
    title = phrase.title if phrase else shared(doc, following, at, persons)
    return _single(title)


def joined_before(doc: Doc, piece: Piece, at: Mapping[int, Piece]) -> bool:
    """Whether another adjective is joined before this one: "Chinese and [Russian] leaders"."""
    position = piece.first - 1
    if position < 1 or doc[position].lower_ not in _JOINTS:
        return False
    before = at.get(position - 1)
    return before is not None and bool(before.of("adjective"))


def _next(doc: Doc, piece: Piece, at: Mapping[int, Piece]) -> Piece | None:
    position = piece.last + 1
    if position >= len(doc) or doc[position].lower_ not in _JOINTS:
        return None
    while position < len(doc) and (doc[position].lower_ in _JOINTS or doc[position].lower_ == "the"):
        position += 1
    following = at.get(position)
    return following if following is not None and following.of("adjective", "country") else None


def _possessed(doc: Doc, piece: Piece) -> bool:
    after = piece.last + 1
    return after < len(doc) and doc[after].text in _POSSESSIVES


def _single(title: Title | None) -> Title | None:
    return title._replace(plural=False) if title is not None and title.kind in ONE_EACH else title


def of_before_comma(doc: Doc, first: int, at: Mapping[int, Piece]) -> Phrase | None:
    """The office with "of" that a name stands in apposition to: "[the president of Peru], Ollanta Humala, said"."""
    piece = at.get(first - 2) if first > 1 and doc[first - 1].text == "," else None
    if piece is None or not piece.of("country") or piece.last != first - 2:
        return None
    phrase = before_of(doc, piece)
    if phrase is None or phrase.title is None or phrase.title.plural or phrase.title.kind in {"group", "institution"}:
        return None
    return phrase


def before_of(doc: Doc, piece: Piece) -> Phrase | None:
    """The agent noun before "of" and a state's name: "the [foreign ministry of Ethiopia]"."""
    position = piece.first - 1
    if position >= 0 and doc[position].lower_ == "the":
        position -= 1
    if position < 1 or doc[position].lower_ != "of":
        return None
    found = ending_at(doc, position - 1, max(0, position - 8))
    if found is None or doc[position - 1].lower_ in _LOOSE or (found[1].plural and found[1].office):
        return None
    return Phrase(found[0], piece.last, piece, found[1])
