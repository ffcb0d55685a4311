"""How alike two reports are in what they are about, whoever wrote them: names, rarer words and numbers in common.

Reports about one pair of states share its names and the stock words of diplomacy whatever happened, so the names of
states, capitals and leaders and the words of `copy_words.csv`, kind `stock`, count for little. A cosine over what is
left, with weights that are fixed beforehand, never depends on what else is in the record.
"""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from communique import sentences, tables
from communique.records import Report, When
from communique.stories.batches import Batch, owners, rank, together
from communique.stories.texts import cues, listed, phrases_of_furniture, weights
from communique.stories.words import Flags, Hashes, Places, Words, among, words

__all__ = ["LEAD_WORDS", "Topic", "conflict", "similarities", "similarity", "terms", "topic", "topics"]

# Words more frequent than this (of 1 for the rarest) say nothing about the topic.
_COMMON = 0.45
_NUMBER = 0.6
# Measured on 181 reports of 33 events, on 28 of our own about 7 pairs of states and on five of one pair: with stock
# words and states cut down, reports of two events of one pair are alike by .17 at most, not .37; nothing is lost.
_NAME = 1.5
_STOCK = 0.15
_STATE = 0.08
# What stands in the title or among the first words is what the report is about. Doubling it widens the range of
# thresholds at which groups score a B-cubed F of .94 or more from .16-.20 to .16-.28.
_LED, LEAD_WORDS = 2.0, 75
# Sentences that say what the news is.
_LEAD = 3
_ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd|th)\s+([a-z]{4,})")
# Published so many days apart, two reports tell rather of a yearly event's two years. Nothing less is taken from the
# times: a quarter of the same-event pairs in the set were stamped more than two weeks apart, and any use of that
# distance that was tried (a factor of .6 or .4 beyond 3 weeks) lowered pair F by .03 to .07.
_FAR = 300
_APART = 0.7
# Nor does one story go on for years: what is told again so much later is looked back at. A copy still goes with its
# source, whenever it was printed; that is measured by the text.
_LATER = 730


class Topic(NamedTuple):
    """What a report is about: stems, sorted, and their weights, of length 1 together; its lead's numbered occasions.

    `published` is the first and the last day that it may be of, as numbers; neither is one where a day is open.
    """

    stems: Hashes
    values: NDArray[np.float64]
    published: tuple[float, float]
    occasions: frozenset[tuple[str, str]]


@functools.cache
def _stock() -> Hashes:
    return np.unique(words(" ".join(listed("stock"))).stems)


@functools.cache
def _states() -> Hashes:
    """Stems of all names of states, their people, capitals and leaders."""
    columns = ("names", "demonyms", "adjectives", "capital", "metonyms")
    parts = [row.get(column, "") for row in tables.load("countries") for column in columns]
    parts += [row.get(column, "") for row in tables.load("leaders") for column in ("name", "aliases")]
    return np.unique(words(" ".join(parts)).stems)


def topic(report: Report) -> Topic:
    """The topic of one report."""
    return topics(together([report]))[0]


def topics(batch: Batch) -> list[Topic]:
    """The topics of some reports, in their order."""
    count = len(batch.reports)
    kept = np.ones(len(batch.owner), dtype=bool)
    begins = list(itertools.accumulate((len(report.text) + 1 for report in batch.reports), initial=0))
    for number, report in enumerate(batch.reports):
        if phrases := phrases_of_furniture(report.text):
            start, end = np.searchsorted(batch.owner, [number, number + 1])
            kept[start:end] = ~_of_the_page(report.text, phrases, batch.words.starts[start:end] - begins[number])
    # A title that stands in the text was counted there.
    heading, titled = owners([report.title if report.title_span is None else "" for report in batch.reports])
    mine, stems, values = terms(
        _joined(batch.words, heading),
        np.concatenate([kept, np.ones(len(heading), dtype=bool)]),
        np.concatenate([rank(batch.owner, count) < LEAD_WORDS, np.ones(len(heading), dtype=bool)]),
        np.concatenate([batch.owner, titled]),
        count,
    )
    found = []
    bounds = np.searchsorted(mine, np.arange(count + 1)).tolist()
    for report, (start, end) in zip(batch.reports, itertools.pairwise(bounds), strict=True):
        weight = values[start:end]
        length = max(float(np.sqrt((weight**2).sum())), 1e-9)
        found.append(Topic(stems[start:end], weight / length, _days(report.published), _occasions(report)))
    return found


def _joined(text: Words, heading: Words) -> Words:
    """Both in one; headings put capitals everywhere, so none of theirs shows a name."""
    parts = {name: np.concatenate([getattr(text, name), getattr(heading, name)]) for name in Words._fields}
    parts["opening"][len(text) :] = True
    return Words(**parts)


def terms(
    found: Words, kept: Flags, lead: Flags, owner: Places, texts: int
) -> tuple[Places, Hashes, NDArray[np.float64]]:
    """Whose stem, the stem, and how much it says of what its text is about; sorted by owner and stem.

    `found` holds the words of so many texts, `owner` is the number of each word's text; `lead` marks what stands in
    front, and words that are not `kept` don't count.
    """
    # Dense tables, texts by different words: a batch has few thousand of those, and counting needs no sorting.
    hashes, first, word = np.unique(found.hashes, return_index=True, return_inverse=True)
    stems, stem = np.unique(found.stems[first], return_inverse=True)
    across = len(hashes)
    if not across:
        return owner, stems, np.zeros(0)
    cell = owner * across + word
    count = np.bincount(cell[kept], minlength=texts * across)
    named = np.bincount(cell[kept & found.capital & ~found.opening], minlength=texts * across) > 0
    whose, which = np.divmod(np.flatnonzero(count), across)
    spot = whose * len(stems) + stem[which]
    number = found.number[first][which]
    # `developments` says no more than `develop`: the least weight of any word with the stem counts for all.
    plain = np.ones(texts * len(stems))
    np.minimum.at(plain, spot, weights(hashes)[which])
    value = np.where(plain[spot] < _COMMON, 0.0, plain[spot])
    state = np.where(among(stems, _states()), _NAME * _STATE, _NAME)[stem][which]
    value = np.where(number, _NUMBER, np.where(named[count > 0], value * state, value))
    # A lone letter is a possessive or an initial, unless its script writes words with one letter.
    lone = (found.ends - found.starts < 2) & ~found.number & ~found.alone
    value[lone[first][which]] = 0.0
    best = np.zeros(texts * len(stems))
    np.maximum.at(best, spot, value)
    said = np.bincount(spot, count[count > 0] * (value > 0), texts * len(stems))
    led = np.zeros(texts * len(stems), dtype=bool)
    led[owner[kept & lead] * len(stems) + stem[word[kept & lead]]] = True
    chosen = np.flatnonzero(best)
    mine, at = np.divmod(chosen, len(stems))
    stock = np.where(among(stems, _stock()), _STOCK, 1.0)[at]
    return mine, stems[at], best[chosen] * (1 + np.log(said[chosen])) * np.where(led[chosen], _LED, 1.0) * stock


def _of_the_page(text: str, phrases: Sequence[str], starts: Places) -> Flags:
    """Which words, by where they begin, stand in a sentence of page furniture."""
    spans = sentences.split(text)
    furniture = np.array([any(phrase in text[s.start : s.end].lower() for phrase in phrases) for s in spans])
    return np.asarray(furniture[np.searchsorted([s.start for s in spans], starts, side="right") - 1])


def _occasions(report: Report) -> frozenset[tuple[str, str]]:
    """The numbered occasions of a report's lead: the 12th summit."""
    said = _numbered(f"{report.title}\n{report.text}")
    # Few texts number an occasion, and only of those the lead has to be found.
    return said and _numbered(_lead(report))


def _numbered(text: str) -> frozenset[tuple[str, str]]:
    return frozenset((noun, at) for at, noun in _ORDINAL.findall(text) if noun in cues("occasion"))


def _lead(report: Report) -> str:
    """The title and the first sentences."""
    end, position, left = 0, 0, _LEAD
    for line in report.text.split("\n"):
        spans = sentences.split(line)
        if spans:
            end = position + spans[min(left, len(spans)) - 1].end
            left -= len(spans)
        if left <= 0:
            break
        position += len(line) + 1
    return f"{report.title}\n{report.text[:end]}"


def similarity(a: Topic, b: Topic) -> float:
    """0 to 1: how much two reports are about the same; published far apart, less."""
    if not len(a.stems) or not len(b.stems):
        return 0.0
    at = np.searchsorted(a.stems, b.stems)
    at[at == len(a.stems)] = 0
    common = a.stems[at] == b.stems
    return round(min(1.0, float(a.values[at[common]] @ b.values[common]) * _time_factor(a.published, b.published)), 4)


def similarities(found: Sequence[Topic]) -> NDArray[np.float64]:
    """The similarity of each with each, as `similarity` gives it, conflicts aside."""
    known, place = np.unique(np.concatenate([t.stems for t in found]), return_inverse=True)
    matrix = np.zeros((len(found), len(known)), dtype=np.float64)
    matrix[np.repeat(np.arange(len(found)), [len(t.stems) for t in found]), place] = np.concatenate(
        [t.values for t in found]
    )
    scores: NDArray[np.float64] = matrix @ matrix.T
    days = np.array([t.published for t in found])
    gaps = np.maximum(days[None, :, 0] - days[:, None, 1], days[:, None, 0] - days[None, :, 1])
    # A day that is open or unknown is no number, and no gap is more than another with one of those.
    scores = np.where(gaps > _FAR, scores * _APART, scores)
    return np.asarray(np.round(np.minimum(scores, 1.0), 4), dtype=np.float64)


def _time_factor(a: tuple[float, float], b: tuple[float, float]) -> float:
    gap = max(b[0] - a[1], a[0] - b[1])
    # Where a day is open there is no gap, and so none that is more than any.
    if not gap > _FAR:
        return 1.0
    return _APART if gap < _LATER else 0.0


def _days(when: When) -> tuple[float, float]:
    """First and last day as numbers, neither where one is open or unknown."""
    if when.start is None or when.end is None:
        return math.nan, math.nan
    return float(when.start.toordinal()), float(when.end.toordinal())


def conflict(a: Topic, b: Topic) -> str:
    """What makes it impossible that both leads tell one event; empty when nothing does."""
    theirs = dict(b.occasions)
    for noun, number in sorted(a.occasions):
        if theirs.get(noun, number) != number:
            return f"{number}th {noun} in one, {theirs[noun]}th in the other"
    return ""
