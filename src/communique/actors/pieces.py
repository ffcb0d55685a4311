"""The names of one sentence laid over its parse: which tokens each covers, and which of them are no actor's name.

A name inside a longer proper name ("South China Sea", "Bank of China", "Korean War") is none of its country's.
"""

from __future__ import annotations

import bisect
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.actors.ambiguity import decide, readings
from communique.actors.gazetteer import Entry, EntryKind, Hit
from communique.actors.holders import key
from communique.actors.outlets import outlets
from communique.actors.rows import fold, rows
from communique.actors.setting import Setting, states_of
from communique.actors.sources import speaks
from communique.actors.titles import ending_at
from communique.language import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Piece", "as_medium", "pieces"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A name over tokens `first` to `last`; `start` and `end` are offsets in the sentence, which may cut a token."""

    first: int
    last: int
    start: int
    end: int
    entries: tuple[Entry, ...]

    def of(self, *kinds: EntryKind) -> tuple[Entry, ...]:
        """The readings of these kinds."""
        return tuple(entry for entry in self.entries if entry.kind in kinds)


def pieces(sentence: Sentence, hits: Sequence[Hit], setting: Setting) -> list[Piece]:
    """The names in a sentence in order; one that stands for nothing ("Korean" in "Korean War") has no entries."""
    doc = sentence.doc
    starts = [token.idx for token in doc]
    found: list[Piece] = []
    for hit in hits:
        start, end = hit.start - sentence.start, hit.end - sentence.start
        if end > len(doc.text):
            continue
        first = bisect.bisect_right(starts, start) - 1
        last = bisect.bisect_left(starts, end) - 1
        entries = _sifted(doc, first, last, hit.entries, setting)
        found.append(Piece(first, last, start, end, entries))
    return found


def _sifted(doc: Doc, first: int, last: int, entries: tuple[Entry, ...], setting: Setting) -> tuple[Entry, ...]:
    entries = tuple(
        entry
        for entry in entries
        if (entry.kind != "outlet" or not outlets()[entry.key].ended(setting.on))
        and (entry.sector != "word" or as_medium(doc, first, last))
    )
    if not states_of(entries):
        return entries
    plain = tuple(entry for entry in entries if entry.kind not in {"country", "adjective", "demonym", "capital"})
    if _inside_a_name(doc, first, last) or _a_language(doc, first, last):
        return plain
    return _ambiguity(doc, first, last, entries, setting)


def as_medium(doc: Doc, first: int, last: int) -> bool:
    """Whether an everyday word is used as a medium's name: "according to Dawn", "told the Guardian"."""
    token = doc[last]
    if token.dep_ == "nsubj" and not (first and doc[first - 1].dep_ == "compound"):
        return speaks(token.head.lemma_)
    if token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.lower_ == "according":
        return True
    if token.dep_ in {"dobj", "dative"} and token.head.lemma_ == "tell":
        return True
    if first and doc[first - 1].text == "(":
        return last + 1 < len(doc) and doc[last + 1].text == ")"
    # In the middle of a sentence that is no headline a capital letter shows a name.
    small = sum(word.text[:1].islower() for word in doc)
    return first > 0 and token.pos_ == "PROPN" and token.dep_ != "compound" and small * 2 > len(doc)


@functools.cache
def _parts(position: str) -> dict[str, str]:
    return {row["word"]: row["kind"] for row in rows("name_parts") if row["position"] == position}


def _inside_a_name(doc: Doc, first: int, last: int) -> bool:
    after = last + 1
    # Two or three more capitalised words may stand between: "China National Petroleum Corporation".
    for offset in range(after, min(after + 4, len(doc))):
        word = doc[offset]
        title = ending_at(doc, offset, after)
        if title is not None and title[0] == after and (offset > after or word.text not in _parts("after")):
            # "the Chinese central bank" is China's; "the Saudi Gazette" is a name.
            break
        if word.text in _parts("after"):
            return True
        if not word.text[:1].isupper() or word.pos_ not in {"PROPN", "ADJ", "NOUN"}:
            break
    if first >= 2 and doc[first - 1].lower_ in {"of", "de"} and doc[first - 2].text in _parts("before"):
        return True
    if first >= 3 and doc[first - 1].lower_ == "the" and doc[first - 2].lower_ == "of":
        return doc[first - 3].text in _parts("before")
    return first >= 1 and doc[first - 1].text in _parts("before") and _parts("before")[doc[first - 1].text] == "place"


def _a_language(doc: Doc, first: int, last: int) -> bool:
    if first >= 1 and doc[first - 1].lower_ in {"in", "speak", "speaks", "spoke", "speaking", "into", "from"}:
        closes = last + 1 >= len(doc) or doc[last + 1].pos_ in {"PUNCT", "CCONJ", "ADP", "SCONJ"}
        if closes and doc[first].text.endswith(("ese", "sh", "ian", "ench", "ic", "man", "ew")):
            return doc[first - 1].lemma_ == "speak" or doc[last].pos_ in {"ADJ", "PROPN"}
    return last + 1 < len(doc) and doc[last + 1].lower_ in {"language", "-language", "dialect", "accent", "speaker"}


def _ambiguity(
    doc: Doc, first: int, last: int, entries: tuple[Entry, ...], setting: Setting
) -> tuple[Entry, ...]:  # fmt: skip
    """Drop a state's name where it is a person's ("Michael Jordan") or where the words beside it show another thing."""
    if _a_persons_name(doc, first, last):
        return ()
    codes = states_of(entries)
    name = fold(doc[first : last + 1].text)
    if name not in readings() and name.endswith("s"):
        name = name[:-1]
    if setting.persons.get(key(name)) and doc[last].dep_ == "nsubj" and speaks(doc[last].head.lemma_):
        # "Jordan said", where the report has a Jim Jordan.
        return ()
    small = sum(word.text[:1].islower() for word in doc)
    meant = decide(name, codes, doc.text, setting.words, capital_tells=first > 0 and small * 2 > len(doc))
    if meant == codes:
        return entries
    return tuple(entry for entry in entries if entry.key in meant or entry.kind not in _OF_STATES)


_OF_STATES = frozenset({"country", "adjective", "demonym"})


def _a_persons_name(doc: Doc, first: int, last: int) -> bool:
    """Whether the parser takes the name and a word beside it for one person's or one firm's: "Michael Jordan"."""
    if first == last:
        for beside in (first - 1, last + 1):
            if 0 <= beside < len(doc) and doc[beside].pos_ == "PROPN" and doc[beside].text[:1].isupper():
                later = max(beside, first)
                if doc[later].ent_iob_ == "I" and doc[first].ent_type_ == doc[beside].ent_type_ == "PERSON":
                    return True
    return False
