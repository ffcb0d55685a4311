"""Some texts read as one, so that what is asked of their words is a few passes over large arrays."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from communique.records import Report
from communique.stories.words import Places, Words, words

__all__ = ["Batch", "batches", "owners", "rank", "together"]

# Sixteen texts fit a core's cache.
_SIZE = 16


class Batch(NamedTuple):
    """Reports, the words of all their texts, and for each word the number of its report; sorted by that number."""

    reports: Sequence[Report]
    words: Words
    owner: Places


def batches(reports: Iterable[Report], size: int = _SIZE) -> Iterator[Batch]:
    """All reports in their order, `size` of them in a batch."""
    iterator = iter(reports)
    while some := list(itertools.islice(iterator, size)):
        yield together(some)


def together(reports: Sequence[Report]) -> Batch:
    """Some reports as one batch. Each text's words are what they would be if it were read alone."""
    found, owner = owners([report.text for report in reports])
    return Batch(reports, found, owner)


def owners(texts: Sequence[str]) -> tuple[Words, Places]:
    """The words of some texts, and the number of each word's text."""
    found = words("\n".join(texts))
    ends = np.cumsum([len(text) + 1 for text in texts])
    return found, np.searchsorted(ends, found.starts, side="right").astype(np.int64)


def rank(owner: Places, count: int) -> Places:
    """The place of each entry among those of its owner, from 0; owners are sorted, and there are `count` of them."""
    bounds = np.searchsorted(owner, np.arange(count + 1))
    return np.arange(len(owner)) - np.repeat(bounds[:-1], np.diff(bounds))
