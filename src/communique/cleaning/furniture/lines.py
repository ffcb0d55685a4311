"""The lines of a page as units that are kept or cut, each with its span."""

from __future__ import annotations

import re
from typing import NamedTuple

from communique import sentences

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
# Where a "line" is a whole page in one go, its sentences are the units.
_LONGEST = 1_200
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")


class Line(NamedTuple):
    """One unit of a page: its span, its text without white space around it, the empty lines before it."""

    start: int
    end: int
    text: str
    gap: int


def split(text: str) -> list[Line]:
    """The lines of `text` that hold anything, in order; lines far too long to be a paragraph are split in sentences."""
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
        if len(stripped) <= _LONGEST:
            found.append(Line(start, last, stripped, gap))
            continue
        for number, part in enumerate(sentences.split(stripped)):
            piece = stripped[part.start : part.end]
            found.append(Line(start + part.start, start + part.end, piece, gap if number == 0 else -1))
    return found


def words(text: str) -> list[str]:
    """The words of a line as they stand."""
    return _WORD.findall(text)


def key(text: str) -> str:
    """What two lines have in common when they say the same: lower case, digits as 0, white space as one blank."""
    return re.sub(r"\d+", "0", " ".join(text.lower().replace("’", "'").split()))
