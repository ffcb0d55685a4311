"""Whether one report is a translation of another: other language, but the same names and numbers throughout.

No dictionary is needed: a name keeps its first letters in most languages of one script, a number keeps its digits. The
rule is strict, since two independent reports of one event share some of both.
"""

from __future__ import annotations

import numpy as np

from communique.stories.texts import Text

__all__ = ["is_translation"]

# Distinct numbers and names that both texts must have for the rule to speak, and the share of all that must be common.
# Set by judgement; no set of translated news was at hand to measure it on.
_NUMBERS, _NAMES = 3, 4
_SHARED_NUMBERS, _SHARED_NAMES = 0.7, 0.6
# A translation has about as many sentences as its source.
_LENGTHS = 0.6


def is_translation(a: Text, b: Text) -> bool:
    """Whether two texts in two known languages have their numbers and names in common."""
    if not a.report.language or not b.report.language or a.report.language == b.report.language:
        return False
    shorter, longer = sorted((len(a.sentences), len(b.sentences)))
    if not shorter or shorter < _LENGTHS * longer:
        return False
    numbers = _common(a.words.hashes[a.words.number], b.words.hashes[b.words.number], _NUMBERS)
    names = _common(_names(a), _names(b), _NAMES)
    return numbers >= _SHARED_NUMBERS and names >= _SHARED_NAMES


def _names(text: Text) -> np.ndarray[tuple[int, ...], np.dtype[np.uint64]]:
    return text.words.stems[text.words.capital & ~text.words.opening & ~text.words.number]


def _common(
    one: np.ndarray[tuple[int, ...], np.dtype[np.uint64]],
    other: np.ndarray[tuple[int, ...], np.dtype[np.uint64]],
    least: int,
) -> float:
    """The share of the fewer distinct values found among the others; 0 where there are too few to tell."""
    ours, theirs = np.unique(one), np.unique(other)
    if min(len(ours), len(theirs)) < least:
        return 0.0
    return len(np.intersect1d(ours, theirs)) / min(len(ours), len(theirs))
