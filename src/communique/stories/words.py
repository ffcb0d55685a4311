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
_OPENERS = np.array([ord(mark) for mark in '.!?…\n\r:“”"‘«„•*'], dtype=np.uint32)
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


@functools.cache
def _tables() -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    # For each code point of the basic plane: what it folds to; 0 no word, 1 letter, 2 digit, 3 a word by itself.
    folded = np.arange(_PLANE, dtype=np.uint32)
    kinds = np.zeros(_PLANE, dtype=np.uint8)
    for code in range(_PLANE):
        letter = chr(code)
        if 0xAC00 <= code < 0xD7A4:
            kinds[code] = 1
        elif letter.isalnum():
            plain = unicodedata.normalize("NFKD", letter)[0].lower()
            folded[code] = ord(plain[0])
            kinds[code] = 2 if plain.isdigit() else 1
    for start, end in _UNSPACED:
        kinds[start:end][kinds[start:end] == 1] = 3
    return folded, kinds


def words(text: str) -> Words:
    """The words of `text`; an empty result for a text with none."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    folds, kinds = _tables()
    if len(codes) and int(codes.max()) >= _PLANE:
        # Beyond the basic plane only the rarer Han characters are words; emoji are not.
        astral = codes >= _PLANE
        low = np.where(astral, 0, codes)
        kind = np.where((codes >= 0x20000) & (codes < 0x40000), np.uint8(3), kinds[low])
        folded = np.where(astral, codes, folds[low])
    else:
        kind, folded = kinds[codes], folds[codes]
    inside = kind > 0
    alone = kind == 3
    silent = _silent(codes, kind)
    joined = inside | silent
    # Combining accents that were typed apart from their letter belong to the word and say nothing.
    before = np.concatenate(([False], joined[:-1]))
    alone_before = np.concatenate(([False], alone[:-1]))
    starts = np.flatnonzero(inside & (~before | alone | alone_before))
    after = np.concatenate((joined[1:], [False]))
    next_starts = np.zeros(len(codes) + 1, dtype=bool)
    next_starts[starts] = True
    ends = np.flatnonzero(joined & (~after | next_starts[1:])) + 1
    spoken = inside | (codes == 0x2E) & silent & _between(kind, 2)
    starts, ends = starts.astype(np.int64), ends.astype(np.int64)
    # Digits are never cut: 1950 and 1953 are two numbers.
    cut = np.where(kind[starts] == 2, ends, np.minimum(ends, starts + _STEM))
    hashes, stems = _hashes(folded, spoken, starts, ends, cut)
    return Words(
        starts,
        ends,
        hashes,
        stems,
        codes[starts] != folded[starts],
        kind[starts] == 2,
        _opening(codes, starts),
        alone[starts],
    )


def _opening(codes: NDArray[np.uint32], starts: Places) -> Flags:
    """Words with nothing but white space between them and the start, a full stop, a line's end or a quotation mark."""
    space = (codes == 0x20) | (codes == 0xA0) | (codes == 0x09)
    last = np.maximum.accumulate(np.where(space, -1, np.arange(len(codes)))) if len(codes) else starts
    before = np.where(starts > 0, last[np.maximum(starts - 1, 0)], -1)
    return (before < 0) | np.isin(codes[np.maximum(before, 0)], _OPENERS)


def _between(kind: NDArray[np.uint8], which: int) -> Flags:
    found = np.zeros(len(kind), dtype=bool)
    found[1:-1] = (kind[:-2] == which) & (kind[2:] == which)
    return found


def _silent(codes: NDArray[np.uint32], kind: NDArray[np.uint8]) -> Flags:
    """Marks that stand inside a word: `28,500`, `3.5`, the first stop of `U.S.`, soft hyphens, loose accents."""
    stop = codes == 0x2E
    silent = (stop | (codes == 0x2C)) & _between(kind, 2)
    initials = stop & _between(kind, 1)
    if initials.any():
        # A stop after a single letter: the letter before that one must not be part of a longer word.
        lone = np.ones(len(kind), dtype=bool)
        lone[2:] = kind[:-2] == 0
        follows = np.ones(len(kind), dtype=bool)
        follows[:-2] = kind[2:] == 0
        silent |= initials & lone & follows
    within = np.zeros(len(kind), dtype=bool)
    within[1:-1] = (kind[:-2] > 0) & (kind[2:] > 0)
    silent |= within & ((codes == 0xAD) | (codes == 0x200B) | ((codes >= 0x300) & (codes < 0x370)))
    return np.asarray(silent, dtype=bool)


def _hashes(
    folded: NDArray[np.uint32], spoken: Flags, starts: Places, ends: Places, cut: Places
) -> tuple[Hashes, Hashes]:
    """A polynomial over the spoken characters of each word, mixed; and the same of the word cut short."""
    powers, inverses = _powers(len(folded))
    place: Places = np.cumsum(spoken, dtype=np.int64) - spoken
    sums = np.zeros(len(folded) + 1, dtype=np.uint64)
    np.cumsum(np.where(spoken, folded.astype(np.uint64) * powers[place], np.uint64(0)), out=sums[1:])
    if not len(starts):
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.uint64)
    shift = inverses[place[starts]]
    return mix((sums[ends] - sums[starts]) * shift), mix((sums[cut] - sums[starts]) * shift)


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
