"""The lines of a page as units that are kept or cut, each with its span."""

from __future__ import annotations

import functools
import itertools
import re
from typing import NamedTuple

from communique import sentences

_NUMBER = re.compile(r"\d+")
_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
# Where a "line" is a whole page in one go, its sentences are the units; a page of so few lines is one sooner.
_LONGEST = 1_200
_LONGEST_ALONE = 500
_FEW_LINES = 3
# Columns at which texts are wrapped by mail programs, typewriters and wire services.
_NARROW, _WIDE = 40, 100
# Where no blanks part the words, two characters (of Thai, four) stand for one.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{1,2}|[\u0e00-\u0e7f]{1,4}|\w+(?:['’.-]\w+)*")


class Line(NamedTuple):
    """One unit of a page: its span, its text without white space around it, the empty lines before it."""

    start: int
    end: int
    text: str
    gap: int


def split(text: str) -> list[Line]:
    """The lines of `text` that hold anything, in order.

    Lines of a hard-wrapped text are joined to paragraphs; a line far too long for a paragraph, or the only one of a
    whole page, is split into its sentences.
    """
    found: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        stretch = match.group()
        stripped = stretch.strip()
        if not stripped:
            continue
        start = match.start() + len(stretch) - len(stretch.lstrip())
        gap = text.count("\n", last, start) - 1 if found else 0
        last = start + len(stripped)
        found.append(Line(start, last, stripped, gap))
    if _wrapped(found):
        found = _unwrapped(found, text)
    longest = _LONGEST_ALONE if len(found) <= _FEW_LINES else _LONGEST
    if all(len(line.text) <= longest for line in found):
        return found
    return [part for line in found for part in (_sentences(line) if len(line.text) > longest else [line])]


def _sentences(line: Line) -> list[Line]:
    parts = sentences.split(line.text)
    return [
        Line(
            line.start + part.start, line.start + part.end, line.text[part.start : part.end], -1 if number else line.gap
        )
        for number, part in enumerate(parts)
    ]


def _wrapped(found: list[Line]) -> bool:
    """Whether lines were broken at a column: most lines that go on are nearly as long as the longest, none longer."""
    sizes = sorted(len(line.text) for line in found)
    if len(found) < 4 or not _NARROW <= sizes[-1] <= _WIDE:
        return False
    broken = [
        len(line.text) >= 0.7 * sizes[-1]
        for line, following in itertools.pairwise(found)
        if following.gap <= 0 and following.text[0].islower() and line.text[-1] not in ".!?:"
    ]
    return len(broken) >= 0.25 * len(found) and sum(broken) >= 0.8 * len(broken)


def _unwrapped(found: list[Line], text: str) -> list[Line]:
    """Lines joined to paragraphs: a line goes on where the next is no new paragraph and it was full, or broken off."""
    width = max(len(line.text) for line in found)
    joined = [found[0]]
    previous = found[0]
    for line in found[1:]:
        full = len(previous.text) >= 0.7 * width
        if line.gap <= 0 and full and not (previous.text[-1] in ".!?" and len(previous.text) < 0.85 * width):
            start, _, _, gap = joined[-1]
            joined[-1] = Line(start, line.end, re.sub(r"\s", " ", text[start : line.end]), gap)
        else:
            joined.append(line)
        previous = line
    return joined


def words(text: str) -> list[str]:
    """The words of a line as they stand."""
    return _WORD.findall(text)


@functools.lru_cache(maxsize=16_384)
def key(text: str) -> str:
    """What two lines have in common when they say the same: lower case, digits as 0, white space as one blank."""
    return _NUMBER.sub("0", " ".join(text.lower().replace("’", "'").split()))
