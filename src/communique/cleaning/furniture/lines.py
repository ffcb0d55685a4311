"""The lines of a page as units that are kept or cut, each with its span."""

from __future__ import annotations

import functools
import itertools
import re
from typing import NamedTuple

from communique import sentences, tables

_NUMBER = re.compile(r"\d+")
_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
# Where a "line" is a whole page in one go, its sentences are the units; a page of so few lines is one sooner.
_LONGEST = 1_200
_LONGEST_ALONE = 500
_FEW_LINES = 3
# Columns at which texts are wrapped by mail programs, typewriters, wire services; the narrow ones by printed papers.
_NARROW, _WIDE = 28, 100
# Of a wrapped text's lines this share goes on in the next, and nearly all of those are so full.
_SHARE_GOING_ON, _FULL = 0.25, 0.7
# A line so much longer than the others is no part of the column.
_SLACK = 1.15
_INDENT = 2
_BROKEN_WORD = re.compile(r"[^\W\d_]-$")
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
    if width := _column(found):
        found = _unwrapped(found, text, width)
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


def _column(found: list[Line]) -> int:
    """The width that the lines were broken at, 0 where they were not.

    Most lines that go on in the next are nearly as long as the longest of them; headings and tables may be longer.
    """
    on = [line for line, following in itertools.pairwise(found) if _goes_on(line, following)]
    # A word broken in two may stand at the end of a short line before an advert or a picture.
    sizes = [len(line.text) for line in on if not _BROKEN_WORD.search(line.text)]
    width = max(sizes, default=0)
    if len(found) < 4 or not _NARROW <= width <= _WIDE or len(on) < _SHARE_GOING_ON * len(found):
        return 0
    longer = sum(len(line.text) > _SLACK * width for line in found)
    full = sum(size >= _FULL * width for size in sizes)
    return width if full >= 0.8 * len(sizes) and longer <= 0.2 * len(found) else 0


def _goes_on(line: Line, following: Line) -> bool:
    """Whether a sentence is broken off at the end of a line: the next one begins small, or a small word leads to it."""
    if following.gap > 0 or line.text[-1] in ".!?:":
        return False
    last = line.text.rpartition(" ")[2]
    return following.text[0].islower() or (last.islower() and last in _leading())


@functools.cache
def _leading() -> frozenset[str]:
    """Words that end no line but a broken one."""
    return frozenset(word for row in tables.load("function_words") for word in row["words"].split("|"))


def _unwrapped(found: list[Line], text: str, width: int) -> list[Line]:
    """Lines joined to paragraphs: a line goes on where the next is no new paragraph and it was full, or broken off."""
    indents = [line.start - text.rfind("\n", 0, line.start) - 1 for line in found]
    usual = min(indents, key=lambda indent: (-indents.count(indent), indent))
    joined = [found[0]]
    previous = found[0]
    for line, indent in zip(found[1:], indents[1:], strict=True):
        full = len(previous.text) >= _FULL * width or bool(_BROKEN_WORD.search(previous.text))
        ended = previous.text[-1] in ".!?" and len(previous.text) < 0.85 * width
        heading = len(previous.text) > _SLACK * width
        # Typewriters and wires begin a paragraph with an indent instead of an empty line.
        begins = indent >= usual + _INDENT and not line.text[0].islower()
        if line.gap <= 0 and full and not (ended or heading or begins):
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
