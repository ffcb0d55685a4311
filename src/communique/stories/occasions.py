"""Texts that tell of one event: average link over the likeness of their topics, passages in common included.

Those of one text are one here, by its place among all texts. What is held grows with the pairs that may matter, in
arrays; only groups that some pair is alike enough to join are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from communique.stories.clusters import Classes, average_link, components
from communique.stories.topics import Topic, conflict, similarities

__all__ = ["EVENT", "Scores", "tell_of_one_event"]

# Average topic likeness within a story. Reports of two events of one pair of states reach .17; at .20 the 33 events of
# the set come out with a precision of .97 and more.
EVENT = 0.2
# Candidates less alike than this can't pull a group together; nothing larger is looked at as a whole.
_WORTH, _LARGEST = 0.08, 600
# Averages are compared to six places, so a pair that is this little below the threshold may still be at it.
_ROUNDING = 1e-6
# Likeness is told to four places: as a whole number it takes two bytes.
_PLACES = 10_000

# Numbers of the first and second of each pair, and how alike they are.
Scores: TypeAlias = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]


def tell_of_one_event(
    names: Sequence[int], weights: Sequence[int], scores: Scores, passages: Scores, topic: Callable[[int], Topic]
) -> list[frozenset[int]]:
    """The names in groups, each of one event; sorted by their first.

    `names` are sorted and stand for `weights` reports each. `scores` are the likeness of pairs that were compared,
    `passages` the share of text that pairs with passages in common have of each other, both by places in `names`.
    """
    scores, passages = _highest(scores, len(names)), _highest(passages, len(names))
    worth = scores[2] >= _WORTH
    compared = _mapped(names, scores[0][worth], scores[1][worth], scores[2][worth])
    parts = components(compared, _WORTH, _LARGEST)
    del compared
    place = {name: number for number, name in enumerate(names)}
    wholes = [_Whole([place[name] for name in sorted(part)], topic, names) for part in parts]
    linked = Classes[int]()
    for one, other, score in (scores, passages, *(whole.scores() for whole in wholes)):
        near = score >= EVENT - _ROUNDING
        for a, b in zip(one[near].tolist(), other[near].tolist(), strict=True):
            linked.join(names[a], names[b])
    home = np.array([place[linked.of(name)] for name in names], dtype=np.int64)
    between: dict[int, dict[tuple[int, int], float]] = {}
    # What a whole says of a pair goes before what was compared of it, and a passage in common before less likeness.
    for one, other, score in (scores, *(whole.scores() for whole in wholes)):
        for a, b, value in _within(home, one, other, score):
            between.setdefault(int(home[a]), {})[names[a], names[b]] = value
    for a, b, value in _within(home, *passages):
        inside = between.setdefault(int(home[a]), {})
        inside[names[a], names[b]] = max(inside.get((names[a], names[b]), 0.0), value)
    members: dict[int, list[int]] = {}
    for number, head in enumerate(home.tolist()):
        members.setdefault(head, []).append(number)
    groups: list[frozenset[int]] = []
    for head, numbers in members.items():
        alone = [frozenset([names[number]]) for number in numbers]
        weight = {names[number]: weights[number] for number in numbers}
        groups += average_link(alone, between.get(head, {}), EVENT, _Conflicts(topic), weight) if alone[1:] else alone
    return sorted(groups, key=min)


class _Whole:
    """The likeness of each with each of a component, whether they were compared or not."""

    def __init__(self, numbers: list[int], topic: Callable[[int], Topic], names: Sequence[int]) -> None:
        self._numbers = np.array(numbers, dtype=np.int64)
        likeness = similarities([topic(names[number]) for number in numbers])
        values = likeness[np.tril_indices(len(numbers), -1)]
        self._values = np.round(values * _PLACES).astype(np.uint16)

    def scores(self) -> Scores:
        """All pairs, the smaller number first."""
        larger, smaller = np.tril_indices(len(self._numbers), -1)
        return self._numbers[smaller], self._numbers[larger], self._values / _PLACES


class _Conflicts:
    """Whether two names can't tell of one event."""

    def __init__(self, topic: Callable[[int], Topic]) -> None:
        self._topic = topic

    def __call__(self, a: int, b: int) -> bool:
        return bool(conflict(self._topic(a), self._topic(b)))


def _highest(scores: Scores, count: int) -> Scores:
    """Each pair once, the smaller number first, with its highest score; pairs of one and the same left out."""
    one, other = np.minimum(scores[0], scores[1]), np.maximum(scores[0], scores[1])
    order = np.lexsort((scores[2], one * count + other))
    one, other, score = one[order], other[order], scores[2][order]
    last = np.ones(len(order), dtype=bool)
    last[:-1] = (one[1:] != one[:-1]) | (other[1:] != other[:-1])
    last &= one != other
    return one[last], other[last], score[last]


def _mapped(
    names: Sequence[int], one: NDArray[np.int64], other: NDArray[np.int64], score: NDArray[np.float64]
) -> Mapping[tuple[int, int], float]:
    rows: Iterable[tuple[int, int, float]] = zip(one.tolist(), other.tolist(), score.tolist(), strict=True)
    return {(names[a], names[b]): value for a, b, value in rows}


def _within(
    home: NDArray[np.int64], one: NDArray[np.int64], other: NDArray[np.int64], score: NDArray[np.float64]
) -> Iterator[tuple[int, int, float]]:
    """The pairs inside of groups: no other can have a say in what is joined."""
    inside = home[one] == home[other]
    return zip(one[inside].tolist(), other[inside].tolist(), score[inside].tolist(), strict=True)
