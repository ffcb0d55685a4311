"""Wordings that furniture is made of, found in a page: which line has which kind of phrase, and how surely."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique import tables
from communique.cleaning.furniture.lines import Line

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

KINDS = (
    "navigation", "related", "advert", "app", "social", "newsletter", "caption", "byline-box", "archive-header",
    "boilerplate",
)  # fmt: skip
# How much a phrase says by where it stands: it is the whole line, begins it, or is somewhere in it.
_STRENGTH = {"line": 1.0, "start": 0.8, "any": 0.7}
_GLUED = 0.5
# A whole-line phrase may carry this many characters more ("Comments (12)", "Tags:").
_SLACK = 6


@functools.cache
def _automaton() -> tuple[AhoCorasick, tuple[tuple[str, str, str], ...]]:
    from ahocorasick_rs import AhoCorasick, Implementation

    rows = tuple((row["phrase"], row["kind"], row["where"]) for row in tables.load("furniture_phrases"))
    phrases = list(dict.fromkeys(phrase for phrase, _, _ in rows))
    return AhoCorasick(phrases, implementation=Implementation.ContiguousNFA), rows


@functools.cache
def _senses() -> tuple[tuple[tuple[int, str], ...], ...]:
    """For each phrase, in the automaton's order: the index of its kind and where it must stand."""
    _, rows = _automaton()
    senses: dict[str, list[tuple[int, str]]] = {}
    for phrase, kind, where in rows:
        senses.setdefault(phrase, []).append((KINDS.index(kind), where))
    return tuple(tuple(found) for found in senses.values())


def find(lines: Sequence[Line]) -> list[dict[int, float]]:
    """For each line the kinds (index in `KINDS`) of the furniture phrases in it, with a strength from 0 to 1."""
    automaton, _ = _automaton()
    senses = _senses()
    lowered = [line.text.lower().replace("’", "'") for line in lines]
    lowered = [low if len(low) == len(line.text) else line.text.replace("’", "'") for low, line in
               zip(lowered, lines, strict=True)]  # fmt: skip
    starts: list[int] = []
    position = 0
    for low in lowered:
        starts.append(position)
        position += len(low) + 1
    joined = "\n".join(lowered)
    found: list[dict[int, float]] = [{} for _ in lines]
    for phrase, start, end in automaton.find_matches_as_indexes(joined, overlapping=True):
        number = bisect.bisect_right(starts, start) - 1
        first = starts[number]
        size = len(lowered[number])
        if end - first > size or not _bounded(joined, start, end):
            continue
        for kind, where in senses[phrase]:
            strength = _STRENGTH[where]
            if start - first > 2 and where != "any":
                continue
            if where == "line" and size - (end - start) > _SLACK:
                # "Related articles Talks resume in …": a heading of two words or more, glued to what stood under it.
                rest = lines[number].text[end - first :]
                if " " not in joined[start:end] or not rest[:2].strip()[:1].isupper():
                    continue
                strength = _GLUED
            found[number][kind] = max(found[number].get(kind, 0.0), strength)
    return found


def _bounded(text: str, start: int, end: int) -> bool:
    # Whole words only: "ads" is not in "roads".
    before = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    after = end == len(text) or not (text[end].isalnum() and text[end - 1].isalnum())
    return before and after
