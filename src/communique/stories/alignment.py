"""Two texts side by side: which sentences tell the same, which words are shared, how long the verbatim runs are.

Sentences are compared as sets of weighted words, so neither the order of paragraphs nor that of clauses matters. A
sentence that the other text broke in two is aligned with both parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from communique.stories.texts import SHINGLE, Text
from communique.stories.words import Hashes, among

__all__ = ["Alignment", "Block", "align"]

# Dice of weighted stems from which two sentences tell the same, in the same words or not. On 28 reports that were
# rewritten by hand sentence by sentence, .42 leaves a quarter of the sentences alone, .36 hardly any; at .30 sentences
# of independent reports of one event begin to pair off.
_SAME = 0.36
# Share of a short left-over sentence's weight that must stand in its neighbour's partner for it to be a part of it.
_PART = 0.6
# Sentences of a text that are aligned; a book is compared by its beginning and by its shared runs.
_SENTENCES = 1_200
# Dice of two bags of words from which a sentence was taken over as it is: one word of a usual sentence may differ.
_IDENTICAL = 0.95


class Block(NamedTuple):
    """Sentences `a` of the first text that tell what sentences `b` of the second tell; most often one each."""

    a: tuple[int, ...]
    b: tuple[int, ...]
    similarity: float


class Alignment(NamedTuple):
    """How two texts match. Shares are of own words, 0 to 1; runs are in words."""

    blocks: tuple[Block, ...]
    shared_a: NDArray[np.bool_]
    shared_b: NDArray[np.bool_]
    containment_a: float
    containment_b: float
    longest_run: int
    shared_words: int
    retold_a: float
    retold_b: float
    verbatim: float
    order: float

    def turned(self) -> Alignment:
        """The same seen from the second text."""
        return self._replace(
            blocks=tuple(sorted(Block(block.b, block.a, block.similarity) for block in self.blocks)),
            shared_a=self.shared_b,
            shared_b=self.shared_a,
            containment_a=self.containment_b,
            containment_b=self.containment_a,
            retold_a=self.retold_b,
            retold_b=self.retold_a,
        )


def align(a: Text, b: Text) -> Alignment:
    """Align two texts; empty texts share nothing."""
    blocks = _blocks(a, b)
    shared_a, shared_b, longest = _shared(a, b)
    loose_a, loose_b = _measured(a, b, shared_a, shared_b)
    return Alignment(
        blocks=blocks,
        shared_a=shared_a,
        shared_b=shared_b,
        containment_a=_share(shared_a, loose_a),
        containment_b=_share(shared_b, loose_b),
        longest_run=longest,
        shared_words=int(min(shared_a.sum(), shared_b.sum())),
        retold_a=_retold(a, [index for block in blocks for index in block.a]),
        retold_b=_retold(b, [index for block in blocks for index in block.b]),
        verbatim=_verbatim(a, b, blocks),
        order=_order(blocks),
    )


def _share(shared: NDArray[np.bool_], measured: NDArray[np.bool_]) -> float:
    return round(float(shared.sum() / measured.sum()), 4) if measured.any() else 0.0


def _shared(a: Text, b: Text) -> tuple[NDArray[np.bool_], NDArray[np.bool_], int]:
    """The own words of each text that stand in a run of own words of the other, and the longest such run."""
    found_a = among(a.runs, b.owned) & a.own_runs
    found_b = among(b.runs, a.owned) & b.own_runs
    longest = _longest(np.flatnonzero(found_a), a.runs, np.flatnonzero(found_b), b.runs)
    return _spread(found_a, len(a.words)), _spread(found_b, len(b.words)), longest


def _spread(found: NDArray[np.bool_], count: int) -> NDArray[np.bool_]:
    """From shingles that were found to the words in them."""
    covered = np.zeros(count, dtype=bool)
    for step in range(SHINGLE):
        covered[step : step + len(found)] |= found
    return covered


def _longest(at_a: NDArray[np.int64], hashes_a: Hashes, at_b: NDArray[np.int64], hashes_b: Hashes) -> int:
    """The longest run of words common to both: shingles that follow each other in both texts."""
    if not len(at_a) or not len(at_b):
        return 0
    order = np.argsort(hashes_b[at_b], kind="stable")
    sorted_b = hashes_b[at_b][order]
    left = np.searchsorted(sorted_b, hashes_a[at_a], side="left")
    counts = np.minimum(np.searchsorted(sorted_b, hashes_a[at_a], side="right") - left, 8)
    firsts = np.repeat(at_a, counts)
    steps = np.arange(len(firsts)) - np.repeat(np.cumsum(counts) - counts, counts)
    seconds = at_b[order][np.repeat(left, counts) + steps]
    diagonal = np.lexsort((firsts, seconds - firsts))
    firsts, offset = firsts[diagonal], (seconds - firsts)[diagonal]
    broken = np.concatenate(([True], (np.diff(firsts) != 1) | (np.diff(offset) != 0), [True]))
    return int(np.diff(np.flatnonzero(broken)).max()) + SHINGLE - 1


def _measured(
    a: Text, b: Text, shared_a: NDArray[np.bool_], shared_b: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """The words to measure by: own words, less those that the other text has only inside quotations or posts."""
    kept = []
    for one, other, shared in ((a, b, shared_a), (b, a, shared_b)):
        foreign = _spread(among(one.runs, other.foreign), len(one.words))
        kept.append(one.own & (shared | ~foreign))
    return kept[0], kept[1]


def _similarities(a: Text, b: Text) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Weight of the words common to each sentence of one text and each of the other, and the weight of each."""
    at = np.searchsorted(a.stems, b.stems)
    at[at == len(a.stems)] = 0
    in_b = np.flatnonzero(a.stems[at] == b.stems)
    in_a = at[in_b]
    # A stem says as little as the most frequent word that has it in either text.
    weight = np.minimum(a.least[in_a], b.least[in_b])
    sizes: list[NDArray[np.float64]] = []
    rows = []
    for text, common in ((a, in_a), (b, in_b)):
        weights = text.least.copy()
        weights[common] = weight
        column = np.full(len(text.stems), -1)
        column[common] = np.arange(len(common))
        count = min(_SENTENCES, len(text.sentences))
        sentence, stem = text.cells
        if count < len(text.sentences):
            near = sentence < count
            sentence, stem = sentence[near], stem[near]
        sizes.append(np.bincount(sentence, weights[stem], count).astype(np.float64))
        columns = column[stem]
        there = columns >= 0
        matrix = np.zeros((count, len(common)))
        matrix[sentence[there], columns[there]] = 1
        rows.append(matrix)
    common_weight: NDArray[np.float64] = (rows[0] * weight) @ rows[1].T
    return common_weight, sizes[0], sizes[1]


def _blocks(a: Text, b: Text) -> tuple[Block, ...]:
    if not len(a.words) or not len(b.words):
        return ()
    common, size_a, size_b = _similarities(a, b)
    dice = 2 * common / np.maximum(size_a[:, None] + size_b[None, :], 1e-9)
    pairs = _one_to_one(dice)
    to_b: dict[int, list[int]] = {i: [j] for i, j in pairs}
    to_a: dict[int, list[int]] = {j: [i] for i, j in pairs}
    _attach(common, size_b, to_b, to_a, common.shape[1])
    _attach(common.T, size_a, {j: i for j, i in to_a.items() if len(to_b.get(i[0], ())) == 1}, to_b, common.shape[0])
    only: dict[int, list[int]] = {}
    for i, partners in to_b.items():
        if len(partners) == 1:
            only.setdefault(partners[0], []).append(i)
    blocks = []
    for i, j in pairs:
        rows = tuple(sorted({i, *only.get(j, ())}))
        columns = tuple(sorted(to_b[i]))
        blocks.append(Block(rows, columns, round(float(dice[i, j]), 4)))
    return tuple(sorted(blocks))


def _one_to_one(dice: NDArray[np.float64]) -> list[tuple[int, int]]:
    """The best pairs first, each sentence once; of equal pairs the ones at like places in their texts."""
    rows, columns = np.nonzero(dice >= _SAME)
    shift = np.abs(rows / dice.shape[0] - columns / dice.shape[1])
    order = np.lexsort((columns, rows, shift, -np.round(dice[rows, columns], 3)))
    taken: list[tuple[int, int]] = []
    used_a: set[int] = set()
    used_b: set[int] = set()
    for at in order:
        i, j = int(rows[at]), int(columns[at])
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            taken.append((i, j))
    return sorted(taken)


def _attach(
    common: NDArray[np.float64],
    size: NDArray[np.float64],
    ahead: dict[int, list[int]],
    back: dict[int, list[int]],
    count: int,
) -> None:
    """Give sentences left over beside an aligned one to its partner, where they are a part of what that tells."""
    for i, partners in sorted(ahead.items()):
        for step in (-1, 1):
            left = (min(partners) if step < 0 else max(partners)) + step
            if 0 <= left < count and left not in back and size[left] and common[i, left] >= _PART * size[left]:
                partners.append(left)
                back[left] = [i]


def _retold(text: Text, aligned: list[int]) -> float:
    """The share of a text's own words that stand in aligned sentences."""
    total = int(text.own.sum())
    if not total:
        return 0.0
    told = np.zeros(len(text.sentences), dtype=bool)
    told[aligned] = True
    return round(float((text.own & told[text.sentence]).sum() / total), 4)


def _verbatim(a: Text, b: Text, blocks: tuple[Block, ...]) -> float:
    """The share of aligned blocks of own text that say it in the very same words, but for one or two."""
    judged = same = 0
    all_own = bool(a.own.all() and b.own.all())
    for block in blocks:
        if all_own or (_has_own(a, block.a) and _has_own(b, block.b)):
            judged += 1
            same += _bag(a, block.a) == _bag(b, block.b) or _alike(a, block.a, b, block.b) >= _IDENTICAL
    return round(same / judged, 4) if judged else 0.0


def _has_own(text: Text, indices: Sequence[int]) -> bool:
    return any(text.own[text.words_of(index)].any() for index in indices)


def _bag(text: Text, indices: Sequence[int]) -> int:
    """A number for some sentences that is the same where their words are, in any order."""
    return sum(text.bags[index] for index in indices) % (1 << 64)


def _alike(a: Text, one: Sequence[int], b: Text, other: Sequence[int]) -> float:
    """Dice of two bags of words, each the words of some sentences of a text."""
    ours, theirs = (
        Counter(word for index in indices for word in text.words.hashes[text.words_of(index)].tolist())
        for text, indices in ((a, one), (b, other))
    )
    return 2 * (ours & theirs).total() / max(1, ours.total() + theirs.total())


def _order(blocks: tuple[Block, ...]) -> float:
    """The share of pairs of blocks that stand in the same order in both texts; 1 for fewer than two."""
    places = np.array([block.b[0] for block in blocks])
    count = len(places)
    if count < 2:
        return 1.0
    later = np.triu(places[:, None] < places[None, :], 1).sum()
    return round(float(later / (count * (count - 1) / 2)), 4)
