"""What kind of furniture a line is that was cut: by its phrases, its shape, and the lines around it."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from communique.cleaning import stamps
from communique.cleaning.furniture import phrases
from communique.cleaning.furniture.lines import Line, words
from communique.cleaning.furniture.shape import is_bio

# The record's kinds have no "newsletter": it is an advert for the outlet's own.
_RECORD = {"newsletter": "advert"}
_BY = re.compile(r"^by\s+[A-Z]", re.IGNORECASE)
_LONGEST_STAMP = 80
_DIGIT = re.compile(r"\d")


def of(lines: Sequence[Line], kept: Sequence[bool]) -> list[str]:
    """A kind for each line that was cut, "" for one that was kept."""
    hits = iter(phrases.find([line for line, flag in zip(lines, kept, strict=True) if not flag]))
    first = kept.index(True) if True in kept else len(lines)
    last = len(kept) - 1 - kept[::-1].index(True) if True in kept else -1
    found: list[str] = []
    for number, line in enumerate(lines):
        if kept[number]:
            found.append("")
            continue
        kind = _by_phrase(next(hits)) or _by_shape(line.text)
        if not kind:
            previous = found[-1] if found else ""
            kind = _by_place(line, number < first, number > last, previous)
        found.append(kind)
    return found


def _by_phrase(hits: dict[int, float]) -> str:
    if not hits:
        return ""
    best = max(hits, key=lambda kind: (hits[kind], -kind))
    name = phrases.KINDS[best]
    return _RECORD.get(name, name)


@functools.lru_cache(maxsize=4_096)
def _by_shape(text: str) -> str:
    if _BY.match(text) or is_bio(text):
        return "byline-box"
    if len(text) < _LONGEST_STAMP and _DIGIT.search(text) and stamps.STAMP.search(text):
        return "archive-header"
    return "boilerplate" if "©" in text else ""


def _by_place(line: Line, before: bool, after: bool, previous: str) -> str:
    count = len(words(line.text))
    if previous == "related" and not before:
        return "related"
    if count <= 3:
        return "navigation"
    if before:
        return "related" if previous == "related" and count > 4 else "navigation"
    return "related" if after or count > 5 else "boilerplate"
