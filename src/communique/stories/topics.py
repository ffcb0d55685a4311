"""How alike two reports are in what they are about, whoever wrote them: names, rarer words and numbers in common.

Recurring news about the same actors (two summits of the same leaders) shares names and stock words; what tells two
events apart then is what the leads say: days, anniversaries, the words that are not names.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from communique.stories.texts import Text, listed
from communique.stories.words import Hashes, words

__all__ = ["Topic", "conflict", "similarity", "topic"]

# Words more frequent than this (of 1 for the rarest) say nothing about the topic.
_COMMON = 0.5
_LEAD = 3
_ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd|th)\s+([a-z]{4,})")


class Topic(NamedTuple):
    """What a report is about: hashes and weights of names, other words and numbers; its lead's days and ordinals."""

    names: tuple[Hashes, NDArray[np.float64]]
    others: tuple[Hashes, NDArray[np.float64]]
    numbers: tuple[Hashes, NDArray[np.float64]]
    days: frozenset[int]
    ordinals: frozenset[tuple[str, str]]


def topic(text: Text) -> Topic:
    """The topic of one report."""
    codes = np.array([text.report.text[start] for start in text.words.starts], dtype="U1")
    numbers = np.char.isdigit(codes)
    initial = np.concatenate(([True], np.diff(text.sentence) != 0)) if len(codes) else np.zeros(0, dtype=bool)
    capital = np.char.isupper(codes)
    names = np.isin(text.words.hashes, text.words.hashes[capital & ~initial])
    lead = (
        text.report.title
        + "\n"
        + text.report.text[: text.sentences[min(_LEAD, len(text.sentences)) - 1].end if text.sentences else 0]
    )
    weekdays = {int(words(day).hashes[0]): place for place, day in enumerate(listed("weekday"))}
    return Topic(
        names=_vector(text, names & ~numbers, _COMMON),
        others=_vector(text, ~names & ~numbers, _COMMON + 0.05),
        numbers=_vector(text, numbers, 0.0),
        days=frozenset(weekdays[h] for h in words(lead).hashes.tolist() if h in weekdays),
        ordinals=frozenset((noun, number) for number, noun in _ORDINAL.findall(lead)),
    )


def _vector(text: Text, chosen: NDArray[np.bool_], least: float) -> tuple[Hashes, NDArray[np.float64]]:
    kept = chosen & (text.weights >= least) & ~text.furniture
    hashes, first, counts = np.unique(text.words.hashes[kept], return_index=True, return_counts=True)
    return hashes, text.weights[kept][first] ** 2 * (1 + np.log(counts))


def _cosine(a: tuple[Hashes, NDArray[np.float64]], b: tuple[Hashes, NDArray[np.float64]]) -> float:
    _, at_a, at_b = np.intersect1d(a[0], b[0], assume_unique=True, return_indices=True)
    size = float(np.sqrt((a[1] ** 2).sum() * (b[1] ** 2).sum()))
    return float((a[1][at_a] * b[1][at_b]).sum()) / size if size else 0.0


def similarity(a: Topic, b: Topic) -> float:
    """0 to 1: how much two reports are about the same; names and other words must both agree."""
    names, others = _cosine(a.names, b.names), _cosine(a.others, b.others)
    return round(float(np.sqrt(names * others)) * 0.8 + 0.2 * _cosine(a.numbers, b.numbers), 4)


def conflict(a: Topic, b: Topic) -> str:
    """What makes it impossible that both leads tell one event; empty when nothing does."""
    theirs = dict(b.ordinals)
    for noun, number in sorted(a.ordinals):
        if theirs.get(noun, number) != number:
            return f"{number}th {noun} against {theirs[noun]}th"
    if a.days and b.days and all(min((x - y) % 7, (y - x) % 7) > 1 for x in a.days for y in b.days):
        return "other days of the week"
    return ""
