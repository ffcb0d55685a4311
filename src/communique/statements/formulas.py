"""What a formula says, apart from its wording: its concepts, its other words, and how strongly it is put."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from communique import tables

__all__ = ["Reading", "likeness", "read"]

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_NEGATION = re.compile(r"\b(?:not|no longer|hardly|n[o’']t)\s+(?:be\s+|so\s+|very\s+)?$")
_EMPTY = frozenset(
    "the a an of to and in on for with by at from as that this these those is are was were be been being it its his "
    "her their our my your we they he she i you has have had do does did or but so than then into between both two "
    "also who which what when where there here each other would could may might can shall said says".split()
)
# Endings taken off so that "develops", "developing" and "developed" are one word; a table's words are cut the same way.
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "e", "ly", "y")
# A concept says more about what a formula is than a word of its own: at 2 the 2021, 2023 and 2025 formulas of one
# leader align and formulas on other matters (below .25) do not.
_CONCEPT_WEIGHT = 2.0


class Reading(NamedTuple):
    """A formula's concepts with the words that bear them, its other words, and its strength."""

    concepts: dict[str, str]
    words: frozenset[str]
    strength: int


@functools.cache
def _phrases() -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for row in tables.load("formulas"):
        found.setdefault(" ".join(stem(word) for word in row["words"].split()), (row["concept"], int(row["strength"])))
    return found


@functools.cache
def stem(word: str) -> str:
    """The word without its ending, in lower case."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def read(text: str) -> Reading:
    """Read one formula; phrases of up to four words are looked up before single words."""
    matches = list(_WORD.finditer(text))
    stems = [stem(match.group()) for match in matches]
    concepts: dict[str, str] = {}
    strengths: dict[str, int] = {}
    words: set[str] = set()
    at = 0
    while at < len(stems):
        for length in (4, 3, 2, 1):
            known = _phrases().get(" ".join(stems[at : at + length]))
            if known is not None and at + length <= len(stems):
                concept, strength = known
                said = text[matches[at].start() : matches[at + length - 1].end()].lower()
                if _NEGATION.search(text[: matches[at].start()].lower()):
                    concept, strength = f"not {concept}", -strength
                if concept not in strengths or abs(strength) > abs(strengths[concept]):
                    concepts[concept], strengths[concept] = said, strength
                at += length
                break
        else:
            # Names say who and where; they are the subject of a formula, not its wording.
            named = matches[at].group()[0].isupper() and at > 0
            if not named and matches[at].group().lower() not in _EMPTY and len(stems[at]) > 2:
                words.add(stems[at])
            at += 1
    return Reading(concepts, frozenset(words), sum(strengths.values()))


def likeness(a: Reading, b: Reading) -> float:
    """How much two formulas say the same, 0 to 1: what they share, over the shorter and over both."""
    common = _CONCEPT_WEIGHT * len(a.concepts.keys() & b.concepts.keys()) + len(a.words & b.words)
    first, second = (_CONCEPT_WEIGHT * len(one.concepts) + len(one.words) for one in (a, b))
    if not common or not first or not second:
        return 0.0
    # Half by the shorter text (a formula kept inside a longer sentence), half by both.
    return 0.5 * common / min(first, second) + 0.5 * 2 * common / (first + second)
