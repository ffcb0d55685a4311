"""What can be seen of a page's lines without any markup: shape, words, phrases, repetition, cohesion, neighbours."""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from communique.cleaning.furniture import phrases, shape
from communique.cleaning.furniture.lines import Line, key, words
from communique.cleaning.furniture.shape import content

Matrix = npt.NDArray[np.float32]

_NAMES = (
    *shape.NAMES,
    *"gap again elsewhere title_overlap body_overlap is_title place_lines place_words after_title".split(),
)
_WINDOWS = (2, 5, 12)
_SHAPES = len(shape.NAMES)
_CAPITALS, _TERMINAL = _NAMES.index("capitals"), _NAMES.index("terminal")
# The longest line whose topic is kept.
_KEPT_LENGTH = 60
# Where the columns of the phrases begin, one for each kind, and how many columns tell of a line by itself.
PHRASES = len(_NAMES)
SINGLE = PHRASES + len(phrases.KINDS)
# A line of this many words with a sentence's end is prose until shown otherwise.
_PROSE = 8


class Topic(NamedTuple):
    """A line's words, what it is about (content words; names: capitalised words that do not begin it), its shape."""

    tokens: list[str]
    words: list[str]
    names: list[str]
    shape: tuple[float, ...]


def of_lines(lines: Sequence[Line], repeated: Sequence[bool] | None = None) -> tuple[Matrix, list[Topic]]:
    """One row of features a line, neighbours' included, and what each line is about (for cohesion later).

    What depends on the page's title is filled in by `set_title`.
    """
    about = [_short(line.text) if len(line.text) <= _KEPT_LENGTH else _topic(line.text) for line in lines]
    single = np.zeros((len(lines), SINGLE), dtype=np.float32)
    hits = phrases.find(lines)
    keys = [key(line.text) for line in lines]
    times = Counter(keys)
    body = _vocabulary(about)
    counts = np.array([len(topic.tokens) for topic in about], dtype=np.float32)
    if lines:
        single[:, :_SHAPES] = [topic.shape for topic in about]
    single[:, _SHAPES] = np.log1p([max(line.gap, 0) for line in lines])
    single[:, _SHAPES + 1] = np.log([times[one] for one in keys])
    single[:, _SHAPES + 2] = repeated if repeated is not None else 0.0
    single[:, _SHAPES + 4] = [_cohesion(topic.words, body, own=len(topic.tokens) >= _PROSE) for topic in about]
    single[:, _SHAPES + 6] = np.arange(len(lines)) / max(1, len(lines))
    single[:, _SHAPES + 7] = (np.cumsum(counts) - counts) / max(1.0, float(counts.sum()))
    for number, kinds in enumerate(hits):
        for kind, strength in kinds.items():
            single[number, len(_NAMES) + kind] = strength
    return np.hstack([single, _around(single, counts)]), about


def set_title(base: Matrix, lines: Sequence[Line], topics: Sequence[Topic], title: str) -> None:
    """Fill in the features of the title."""
    if not title:
        return
    heading = set(content(words(title)))
    title_key = key(title)
    same = np.array([bool(title_key) and key(line.text) == title_key for line in lines])
    overlap, is_title, after = (_NAMES.index(name) for name in ("title_overlap", "is_title", "after_title"))
    base[:, overlap] = [sum([word in heading for word in topic.words]) / (len(topic.words) + 1) for topic in topics]
    base[:, is_title] = same
    base[:, after] = np.where(np.arange(len(lines)) > np.argmax(same), 1.0, -1.0) if same.any() else 0.0


def _topic(text: str) -> Topic:
    tokens = words(text)
    names = [stem for word in tokens[1:] if word[0].isupper() and (stem := shape.stem(word))]
    return Topic(tokens, content(tokens), names, shape.of(text, tokens))


@functools.lru_cache(maxsize=8_192)
def _short(text: str) -> Topic:
    """The same, kept: a page's menus stand in it twice, and again in the outlet's next page."""
    return _topic(text)


def is_prose(topic: Topic, fewest: int) -> bool:
    """Whether a line has so many words and a sentence's end."""
    return len(topic.tokens) >= fewest and bool(topic.shape[_TERMINAL])


def _vocabulary(topics: Sequence[Topic]) -> Counter[str]:
    """In how many prose lines each topic word stands."""
    found: Counter[str] = Counter()
    for topic in topics:
        if is_prose(topic, _PROSE):
            found.update(set(topic.words))
    return found


def _cohesion(topic: Sequence[str], body: Counter[str], own: bool) -> float:
    """The share of a line's topic words that other prose lines use too."""
    needed = 2 if own else 1
    return sum([body[word] >= needed for word in topic]) / (len(topic) + 1)


def _around(single: Matrix, count: Matrix) -> Matrix:
    """What stands near: the next two lines on each side, and how dense prose is in windows around."""
    columns = [_NAMES.index(name) for name in ("words", "terminal", "ellipsis", "function", "capitals", "body_overlap")]
    near = [_shifted(single[:, columns], by) for by in (-2, -1, 1, 2)]
    prose = count * single[:, 2] * (count >= _PROSE)
    dense = []
    for width in _WINDOWS:
        dense += _windows(prose, count, width)
    short = (count < 12) & (single[:, 2] == 0)
    return np.hstack([*near, np.column_stack(dense), np.column_stack([_runs(short), _runs(short[::-1])[::-1]])])


def _windows(prose: Matrix, count: Matrix, width: int) -> list[Any]:
    """Density of prose words around, before and after each line, and their amount."""
    sums = np.concatenate([[0], np.cumsum(prose)])
    totals = np.concatenate([[0], np.cumsum(count)])
    here = np.arange(len(count))
    low = np.maximum(0, here - width)
    high = np.minimum(len(count), here + width + 1)
    before = sums[here] - sums[low]
    after = sums[high] - sums[here + 1]
    around = (before + after) / (totals[high] - totals[low] + 1)
    return [around, np.log1p(before), np.log1p(after)]


def _runs(flags: Any) -> Any:
    """How long the run of flagged lines up to each line is (log)."""
    lengths = np.zeros(len(flags), dtype=np.float32)
    run = 0
    for number, flag in enumerate(flags):
        run = run + 1 if flag else 0
        lengths[number] = run
    return np.log1p(lengths)


def _shifted(matrix: Matrix, by: int) -> Matrix:
    """The matrix moved by some rows: row i holds row i + by, zeros past the ends."""
    moved = np.zeros_like(matrix)
    rows = len(matrix)
    if by <= 0 and -by < rows:
        moved[-by:] = matrix[: rows + by]
    elif 0 < by < rows:
        moved[:-by] = matrix[by:]
    return moved


def second_look(first: npt.NDArray[np.float32], base: Matrix, topics: Sequence[Topic]) -> Matrix:
    """Features for the second pass: what the first pass thinks of the lines near, and of the body as a whole."""
    count = np.expm1(base[:, 0])
    mass = first * count
    total = float(mass.sum()) or 1.0
    before = np.concatenate([[0], np.cumsum(mass)])[:-1] / total
    start, end = core(first, count)
    here = np.arange(len(first))
    inside = (here >= start) & (here < end)
    distance = np.where(here < start, start - here, np.where(here >= end, here - end + 1, 0))
    body: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for topic, p, capitals in zip(topics, first.tolist(), base[:, _CAPITALS].tolist(), strict=True):
        if p > 0.5:
            body.update(set(topic.words))
            # In a line in title case every word looks like a name.
            named.update(set(topic.names) if capitals < 0.5 else ())
    likely = first > 0.5
    cohesion = [_cohesion(topic.words, body, own=bool(own)) for topic, own in zip(topics, likely, strict=True)]
    logs = {word: (math.log1p(count - 1), math.log1p(count)) for word, count in body.items()}
    strength = [
        sum([logs[word][not own] for word in topic.words if word in logs]) / (len(topic.words) + 2)
        for topic, own in zip(topics, likely.tolist(), strict=True)
    ]
    known = [
        sum([named[name] > own for name in topic.names if name in named])
        for topic, own in zip(topics, likely.tolist(), strict=True)
    ]
    names = np.array([len(topic.names) for topic in topics], dtype=np.float32)
    logit = np.log((first + 1e-3) / (1 - first + 1e-3)).astype(np.float32)
    near = [_shifted(logit[:, None], by) for by in (-4, -3, -2, -1, 0, 1, 2, 3, 4)]
    beside = [
        before,
        inside,
        np.log1p(distance) * (here < start),
        np.log1p(distance) * (here >= end),
        cohesion,
        strength,
        *(_windows(mass, count, width)[0] for width in (3, 8)),
        np.full(len(first), math.log1p(total)),
        np.log1p(mass),
        np.log1p(known),
        np.array(known, dtype=np.float32) / (names + 1),
        np.log1p(names),
    ]
    return np.hstack([base[:, :SINGLE], *near, np.column_stack(beside)]).astype(np.float32)


def core(first: npt.NDArray[np.float32], count: npt.NDArray[np.float32]) -> tuple[int, int]:
    """The stretch of lines with the most body in it: the maximum sum of words, for or against, over one run."""
    best, best_span, running, start = 0.0, (0, 0), 0.0, 0
    for number, (p, size) in enumerate(zip(first, count, strict=True)):
        gain = (float(p) - 0.45) * (min(float(size), 60.0) + 1)
        if running <= 0:
            running, start = 0.0, number
        running += gain
        if running > best:
            best, best_span = running, (start, number + 1)
    return best_span
