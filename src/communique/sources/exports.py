"""News exports in which one file holds many articles: where each begins and ends, by the rules in a table."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from communique import tables

__all__ = ["split"]

# An article is longer than a heading: shorter parts are covers, tables of contents and trailers of the export.
_SHORTEST = 200


class _Format(NamedTuple):
    name: str
    starts: re.Pattern[str] | None
    ends: re.Pattern[str] | None
    fewest: int


def split(data: bytes) -> list[str]:
    """The articles of an export, in order; nothing if the file is of no known export format, and so one document."""
    text = ""
    for rule in _formats():
        if not text:
            text = data.decode("utf-8", "replace")
        parts = _parts(text, rule)
        if len(parts) >= rule.fewest:
            return parts
    return []


def _parts(text: str, rule: _Format) -> list[str]:
    cuts: list[int] = [0]
    marks: list[tuple[int, int]] = []
    if rule.starts is not None:
        marks += [match.span() for match in rule.starts.finditer(text)]
    if rule.ends is not None:
        marks += [match.span() for match in rule.ends.finditer(text)]
    if len(marks) < rule.fewest - (rule.starts is not None):
        return []
    parts: list[str] = []
    done = cuts[0]
    for start, end in [*sorted(marks), (len(text), len(text))]:
        part = text[done:start].strip()
        if len(part) >= _SHORTEST:
            parts.append(part)
        done = end
    return parts


@functools.cache
def _formats() -> tuple[_Format, ...]:
    def compiled(pattern: str) -> re.Pattern[str] | None:
        return re.compile(pattern, re.MULTILINE) if pattern else None

    return tuple(
        _Format(row["name"], compiled(row["starts"]), compiled(row["ends"]), int(row["fewest"]))
        for row in tables.load("export_formats")
    )
