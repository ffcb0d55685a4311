"""What can be seen of a page's lines without any markup: shape, words, phrases, repetition, cohesion, neighbours."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from communique import tables
from communique.cleaning.furniture import phrases
from communique.cleaning.furniture.lines import Line, key, words

Matrix = npt.NDArray[np.float32]

_SENTENCE_END = re.compile(r"[.!?…。！？][\"”’'»)\]]*(?=\s|$)")
_TERMINAL = re.compile(r"[.!?。！？][\"”’'»)\]]*$")
_ELLIPSIS = re.compile(r"(\.\.\.|…|\[…\]|\[\.\.\.\])[\"”’'»)\]]*$")
_DATE = re.compile(
    r"\b(\d{1,2}[./-]\d{1,2}[./-](19|20)?\d\d|(19|20)\d\d-\d\d(-\d\d)?|"
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.? \d{1,2}\b|"
    r"\d{1,2} (jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\b)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b(\d{1,2}:\d\d|\d{1,2}\s?[ap]\.?m\b|\w+ (hours?|mins?|minutes?|days?|weeks?|months?) ago)", re.I)
_BY = re.compile(r"^(by|by:)\s*[A-Z]", re.IGNORECASE)
_LINK = re.compile(r"https?://|www\.|\w@\w|(^|\s)[@#]\w")
_PRICE = re.compile(r"[$€£¥₹]\s?\d|\d\s?[€£]")
_VERBS = frozenset(
    "is are was were be been being has have had will would can could may might should do does did said says told".split()
)
# An author box: a name, then what the person writes, covers or has won.
_TRADE = (
    r"(?:writer|reporter|journalist|editor|correspondent|columnist|author|contributor|blogger|producer|photographer|"
    r"anchor|presenter|critic|analyst at|freelancer|storyteller)"
)
BIO = re.compile(
    rf"^(?:About (?:the )?\w+:? )?(?:[A-Z][\w.’'-]+ ){{1,4}}(?:is|was|has been|works as|serves as) (?:an?|the|our|one of)? ?"
    rf"(?:[\w’'.,-]+ ){{0,7}}{_TRADE}s?\b|"
    r"^(?:[A-Z][\w.’'-]+ ){1,4}(?:covers|writes (?:about|on|for)|reports on|has (?:written|reported|worked) for|joined)\b|"
    r"\b(?:has won|award-winning|years of (?:experience|reporting)|can be reached at|follow (?:him|her|them) (?:on|at))\b"
)
_SHORTEST_BIO = 30
# The marks that end a line are looked for in its last characters.
_LONGEST_END = 10
_DIGITS = re.compile(r"[^0-9]+")
_SELLING = frozenset({"account", "privacy", "offer", "appeal"})
_READER = frozenset("you your yours our us we".split())
_NAMES = (
    "words sentences terminal ellipsis colon bare upper lower digit symbol capitals shouting digits function "
    "function_count verb commas quotes separators link price date clock by copyright question reader first_person "
    "word_length site site_count own_site bio gap again elsewhere title_overlap body_overlap is_title place_lines place_words after_title"
).split()
_WINDOWS = (2, 5, 12)
# The first of them say what a line looks like by itself.
_SHAPES = _NAMES.index("gap")
_CAPITALS = _NAMES.index("capitals")
SINGLE = len(_NAMES) + len(phrases.KINDS)
# A line of this many words with a sentence's end is prose until shown otherwise.
_PROSE = 8


@functools.cache
def function_words() -> frozenset[str]:
    """The closed-class words of all languages in the table."""
    return frozenset(word for row in tables.load("function_words") for word in row["words"].split("|"))


@functools.cache
def site_words() -> dict[str, str]:
    """Words that a page uses of itself ("cookies", "subscribe"), with the group each belongs to."""
    return {row["word"]: row["group"] for row in tables.load("site_words")}


def content(tokens: Sequence[str]) -> list[str]:
    """The words that carry a topic: lower case, three letters or more, no function words, plural endings off."""
    return [stem for token in tokens if (stem := _stem(token))]


@functools.lru_cache(maxsize=65_536)
def _stem(token: str) -> str:
    """A content word's stem; nothing for any other."""
    word = token.lower()
    if len(word) < 3 or word in function_words() or word[0].isdigit():
        return ""
    word = word.removesuffix("'s").removesuffix("’s")
    if len(word) > 4 and word[-1] == "s" and word[-2] != "s":
        return word[:-1]
    return word


class Topic(NamedTuple):
    """What a line is about: its content words, and the names in it (capitalised words that do not begin it)."""

    words: list[str]
    names: list[str]


def of_lines(lines: Sequence[Line], repeated: Sequence[bool] | None = None) -> tuple[Matrix, list[Topic]]:
    """One row of features a line, neighbours' included, and what each line is about (for cohesion later).

    What depends on the page's title is filled in by `set_title`.
    """
    tokens = [words(line.text) for line in lines]
    topics = [content(token) for token in tokens]
    single = np.zeros((len(lines), SINGLE), dtype=np.float32)
    hits = phrases.find(lines)
    keys = [key(line.text) for line in lines]
    times = Counter(keys)
    body = _vocabulary(lines, tokens, topics)
    total = sum(map(len, tokens)) or 1
    before = 0
    for number, line in enumerate(lines):
        row = single[number]
        row[:_SHAPES] = _shape(line.text)
        topic = topics[number]
        row[_SHAPES] = math.log1p(max(line.gap, 0))
        row[_SHAPES + 1] = math.log(times[keys[number]])
        row[_SHAPES + 2] = float(bool(repeated and repeated[number]))
        row[_SHAPES + 4] = _cohesion(topic, body, own=len(tokens[number]) >= _PROSE)
        row[_SHAPES + 6] = number / len(lines)
        row[_SHAPES + 7] = before / total
        for kind, strength in hits[number].items():
            row[len(_NAMES) + kind] = strength
        before += len(tokens[number])
    about = [
        Topic(topic, [stem for word in token[1:] if word[0].isupper() and (stem := _stem(word))])
        for topic, token in zip(topics, tokens, strict=True)
    ]
    return np.hstack([single, _around(single, tokens)]), about


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


@functools.lru_cache(maxsize=8_192)
def _shape(text: str) -> tuple[float, ...]:
    """What a line looks like by itself; cached, since a page's menus stand in it twice and in the outlet's next page."""
    tokens = words(text)
    count = len(tokens)
    closed = function_words()
    letters = [token for token in tokens if token[0].isalpha()]
    lowered = [token.lower() for token in tokens]
    function = sum(word in closed for word in lowered)
    end = text[-_LONGEST_END:]
    ellipsis = bool(_ELLIPSIS.search(end))
    terminal = not ellipsis and bool(_TERMINAL.search(end))
    digits = len(_DIGITS.sub("", text))
    site, own = _of_site(lowered)
    short = count < 15
    return (
        math.log1p(count),
        math.log1p(len(_SENTENCE_END.findall(text))),
        terminal,
        ellipsis,
        text[-1] == ":",
        text[-1].isalnum(),
        text[0].isupper(),
        text[0].islower(),
        text[0].isdigit(),
        not text[0].isalnum(),
        sum([token[0].isupper() for token in letters[1:]]) / max(1, len(letters) - 1),
        text.isupper() and len(text) > 3,
        digits / len(text),
        function / max(1, count),
        math.log1p(function),
        any([word in _VERBS or (len(word) > 4 and word[-2:] == "ed") for word in lowered]),
        text.count(",") / max(1, count),
        any([mark in text for mark in '“”"«»']),
        any([mark in text for mark in "|•»›·→"]),
        any([sign in text for sign in ("@", "#", "http", "www.")]) and bool(_LINK.search(text)),
        digits > 0 and bool(_PRICE.search(text)),
        short and digits > 0 and bool(_DATE.search(text)),
        short and digits > 0 and bool(_CLOCK.search(text)),
        short and bool(_BY.match(text)),
        "©" in text,
        "?" in text[-2:],
        sum([word in _READER for word in lowered]) / max(1, count),
        "I" in tokens,
        sum(map(len, tokens)) / max(1, count) / 10,
        site / max(1, count),
        math.log1p(site),
        own / max(1, count),
        len(text) > _SHORTEST_BIO and bool(BIO.search(text)),
    )


def _of_site(lowered: Sequence[str]) -> tuple[int, int]:
    """How many words are those that a page uses of itself, and how many of them are about accounts, privacy, offers."""
    groups = [group for word in lowered if (group := site_words().get(word))]
    return len(groups), sum([group in _SELLING for group in groups])


def _is_prose(line: Line, tokens: list[str]) -> bool:
    return len(tokens) >= _PROSE and bool(_TERMINAL.search(line.text))


def _vocabulary(lines: Sequence[Line], tokens: Sequence[list[str]], topics: Sequence[list[str]]) -> Counter[str]:
    """In how many prose lines each topic word stands."""
    found: Counter[str] = Counter()
    for line, token, topic in zip(lines, tokens, topics, strict=True):
        if _is_prose(line, token):
            found.update(set(topic))
    return found


def _cohesion(topic: Sequence[str], body: Counter[str], own: bool) -> float:
    """The share of a line's topic words that other prose lines use too."""
    needed = 2 if own else 1
    return sum([body[word] >= needed for word in topic]) / (len(topic) + 1)


def _around(single: Matrix, tokens: Sequence[list[str]]) -> Matrix:
    """What stands near: the next two lines on each side, and how dense prose is in windows around."""
    columns = [_NAMES.index(name) for name in ("words", "terminal", "ellipsis", "function", "capitals", "body_overlap")]
    near = [_shifted(single[:, columns], by) for by in (-2, -1, 1, 2)]
    count = np.array([len(token) for token in tokens], dtype=np.float32)
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
    means = [_windows(mass, count, width)[0] for width in (3, 8)]
    return np.hstack(
        [
            base[:, :SINGLE],
            *near,
            np.column_stack(
                [before, inside, np.log1p(distance) * (here < start), np.log1p(distance) * (here >= end), cohesion,
                 strength, *means, np.full(len(first), math.log1p(total)), np.log1p(mass), np.log1p(known), np.array(known, dtype=np.float32) / (names + 1), np.log1p(names)]
            ),
        ]
    ).astype(np.float32)  # fmt: skip


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
