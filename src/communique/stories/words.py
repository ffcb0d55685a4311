"""A text as numbers: where each word stands, and a 64-bit hash of each, without a Python loop over characters or words.

Case, accents and full-width forms are folded, so `Erdoğan` and `ERDOGAN` are one word. The stops of `U.S.` and the
comma of `28,500` are not part of the word; a Han, Kana, Thai, Lao, Khmer or Burmese letter is a word by itself.
"""

from __future__ import annotations

import functools
import unicodedata
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Hashes: TypeAlias = NDArray[np.uint64]
Places: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

# An odd multiplier has an inverse modulo 2**64, so a word's hash is a difference of prefix sums times a power of it.
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)
_PLANE = 0x10000
# Letters of a stem.
_STEM = 5
_OPENERS = '.!?…\n\r:“”"‘«„•*'
# Scripts that put no space between words: start and end (exclusive) of their blocks in the basic plane.
_UNSPACED = ((0x0E00, 0x0F00), (0x1000, 0x10A0), (0x1780, 0x1800), (0x3040, 0x3100), (0x3400, 0x4DC0), (0x4E00, 0xA000))


class Words(NamedTuple):
    """The words of a text in order: starts and ends in code points, hashes of the folded words and of their stems.

    `capital` marks words that begin with a capital, `number` with a digit, `opening` those that begin a sentence or a
    quotation, where a capital means nothing, `alone` letters that are words in scripts without spaces.

    A stem is a word's first five letters: enough to see that `Ecuador` and `Ecuadorean`, `accuse` and
    `accusation` belong together.
    """

    starts: Places
    ends: Places
    hashes: Hashes
    stems: Hashes
    capital: Flags
    number: Flags
    opening: Flags
    alone: Flags

    def __len__(self) -> int:
        return len(self.starts)


# Bits of the class table.
_LETTER, _DIGIT, _ALONE, _OPENER, _MARK = 1, 2, 4, 8, 16


@functools.cache
def _tables() -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """For each code point of the basic plane: what it folds to, and its class bits."""
    folded = np.arange(_PLANE, dtype=np.uint32)
    classes = np.zeros(_PLANE, dtype=np.uint8)
    for code in range(_PLANE):
        letter = chr(code)
        if 0xAC00 <= code < 0xD7A4:
            classes[code] = _LETTER
        elif letter.isalnum():
            plain = unicodedata.normalize("NFKD", letter)[0].lower()
            folded[code] = ord(plain[0])
            classes[code] = _DIGIT if plain.isdigit() else _LETTER
    for start, end in _UNSPACED:
        classes[start:end][classes[start:end] == _LETTER] |= _ALONE
    classes[[ord(mark) for mark in _OPENERS]] |= _OPENER
    # Marks that may stand inside a word: stop, comma, soft hyphen, zero-width space, loose accents.
    classes[[0x2C, 0x2E, 0xAD, 0x200B, *range(0x300, 0x370)]] |= _MARK
    return folded, classes


def words(text: str) -> Words:
    """The words of `text`; an empty result for a text with none."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    folds, table = _tables()
    if len(codes) and int(codes.max()) >= _PLANE:
        # Beyond the basic plane only the rarer Han characters are words; emoji are not.
        low = np.where(codes >= _PLANE, 0, codes)
        rare = (codes >= 0x20000) & (codes < 0x40000)
        classes = np.where(rare, np.uint8(_LETTER | _ALONE), table[low])
        folded = np.where(codes >= _PLANE, codes, folds[low])
    else:
        classes, folded = table[codes], folds[codes]
    silent, spoken = _inside(codes, classes)
    kept = None
    if len(silent):
        # What says nothing is taken out, so that 28,500 is 28500; offsets are mapped back at the end.
        there = np.ones(len(codes), dtype=bool)
        there[silent] = False
        kept = np.flatnonzero(there)
        codes, folded, classes = codes[kept], folded[kept], classes[kept]
    word = (classes & (_LETTER | _DIGIT)) > 0
    if len(spoken):
        word[spoken if kept is None else np.searchsorted(kept, spoken)] = True
    starts, ends = _bounds(word, classes)
    opening = _opening(classes, starts, ends)
    digits = (classes[starts] & _DIGIT) > 0
    # Digits are never cut: 1950 and 1953 are two numbers.
    cut = np.where(digits, ends, np.minimum(ends, starts + _STEM))
    hashes, stems = _hashes(folded, starts, ends, cut)
    capital = codes[starts] != folded[starts]
    alone = (classes[starts] & _ALONE) > 0
    if kept is not None and len(starts):
        starts, ends = kept[starts], kept[ends - 1] + 1
    return Words(starts, ends, hashes, stems, capital, digits, opening, alone)


def _bounds(word: Flags, classes: NDArray[np.uint8]) -> tuple[Places, Places]:
    """Starts and ends of runs of word characters; a letter that is a word by itself ends the run before and its own."""
    padded = np.zeros(len(word) + 2, dtype=bool)
    padded[1:-1] = word
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    starts, ends = edges[::2], edges[1::2]
    single = np.flatnonzero(classes & _ALONE)
    if len(single):
        cuts = np.unique(np.concatenate([single, single + 1]))
        inside = cuts[(cuts > 0) & (cuts < len(word))]
        inside = inside[word[inside] & word[inside - 1]]
        starts, ends = np.sort(np.concatenate([starts, inside])), np.sort(np.concatenate([ends, inside]))
    return starts, ends


def _inside(codes: NDArray[np.uint32], classes: NDArray[np.uint8]) -> tuple[Places, Places]:
    """Marks inside words: places of those that say nothing (`28,500`, `U.S.`), and places of decimal points."""
    at = np.flatnonzero(classes & _MARK)
    at = at[(at > 0) & (at < len(codes) - 1)]
    if not len(at):
        return at, at
    left, right, mark = classes[at - 1], classes[at + 1], codes[at]
    numeric = ((left & _DIGIT) > 0) & ((right & _DIGIT) > 0)
    between = ((left & 3) > 0) & ((right & 3) > 0)
    # A stop after a single letter: the letter before it must not be part of a longer word, nor the one after it.
    before = np.where(at >= 2, classes[np.maximum(at - 2, 0)] & 3, 0)
    after = np.where(at + 2 < len(codes), classes[np.minimum(at + 2, len(codes) - 1)] & 3, 0)
    lone = ((left & _LETTER) > 0) & ((right & _LETTER) > 0) & (before == 0) & (after == 0)
    stop, comma = mark == 0x2E, mark == 0x2C
    silent = (comma & numeric) | (stop & lone) | (~stop & ~comma & between)
    return at[silent], at[stop & numeric]


def _opening(classes: NDArray[np.uint8], starts: Places, ends: Places) -> Flags:
    """Words with a full stop, a line's end or a quotation mark between them and the word before, and the first one."""
    if not len(starts):
        return np.zeros(0, dtype=bool)
    seen = np.cumsum(classes & _OPENER, dtype=np.uint32)
    opening = np.ones(len(starts), dtype=bool)
    opening[1:] = seen[starts[1:]] > seen[ends[:-1] - 1]
    return opening


def _hashes(folded: NDArray[np.uint32], starts: Places, ends: Places, cut: Places) -> tuple[Hashes, Hashes]:
    """A polynomial over the characters of each word, mixed; and the same of the word cut short."""
    if not len(starts):
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.uint64)
    powers, inverses = _powers(len(folded))
    sums = np.zeros(len(folded) + 1, dtype=np.uint64)
    np.cumsum(folded * powers[: len(folded)], out=sums[1:])
    first, shift = sums[starts], inverses[starts]
    return mix((sums[ends] - first) * shift), mix((sums[cut] - first) * shift)


_grown: list[tuple[Hashes, Hashes]] = []


def _powers(length: int) -> tuple[Hashes, Hashes]:
    """Powers of the base and of its inverse, at least `length` of them; kept, since every text needs them."""
    if not _grown or len(_grown[0][0]) < length:
        size = max(1 << 14, 1 << length.bit_length())
        table = []
        for base in (_BASE, _INVERSE):
            steps = np.full(size, base, dtype=np.uint64)
            steps[0] = 1
            table.append(np.cumprod(steps, dtype=np.uint64))
        _grown[:] = [(table[0], table[1])]
    return _grown[0]


def mix(values: Hashes) -> Hashes:
    """Spread every bit of 64-bit numbers over all others (the finaliser of splitmix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def shingles(hashes: Hashes, size: int) -> Hashes:
    """One hash for every `size` words in a row, in order; of a shorter text, none."""
    count = len(hashes) - size + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    total = hashes[:count].copy()
    for place in range(1, size):
        total = total * np.uint64(_BASE) + hashes[place : place + count]
    return mix(total)


def hash_of(word: str) -> int:
    """The hash of one word as `words` would give it; 0 for what is no word."""
    found = words(word)
    return int(found.hashes[0]) if len(found) else 0


def among(values: Hashes, table: Hashes) -> Flags:
    """Which values are in a sorted table, which may be empty."""
    if not len(table):
        return np.zeros(len(values), dtype=bool)
    at = np.minimum(np.searchsorted(table, values), len(table) - 1)
    return np.asarray(table[at] == values, dtype=bool)
