"""Letters that are not what they look like, and other damage to single characters, mended with an audit trail."""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.cleaning.characters import Edit, compatibility, invisible
from communique.cleaning.mojibake import mojibake, suspect
from communique.cleaning.offsets import OffsetMap
from communique.cleaning.quotes import ersatz, quotes
from communique.cleaning.words import repair_words
from communique.records import Repair

__all__ = ["Repaired", "repair"]

# What no repair touches: ASCII but for controls, Latin letters of European languages, usual quotes, dashes and signs.
# One pass over the text with this one set is what clean English costs.
_HARMLESS = re.compile(
    "[\t\n\r\x20-\x7e¡-¬®-\u024f\u02bc\u0300-\u036f\u1e00-\u1eff–—―‘’‚“”„†‡•…′″‰‹›€₤₩₪₫₱₽₹™→←↑↓■●◆★☆✓√≈≠≤≥−]*"
)


@dataclass(frozen=True, slots=True)
class Repaired:
    """The mended text, what was mended (spans of the input), and where each character of `text` came from in it."""

    text: str
    repairs: tuple[Repair, ...]
    offsets: OffsetMap


def repair(text: str, language: str = "") -> Repaired:
    """Mend look-alike letters, mojibake, invisible characters, ligatures, full-width forms and odd white space.

    `language` (ISO 639-1) says what a text that shows too little of itself is written in. One `Repair` a letter.
    """
    if _plain(text):
        return Repaired(text, (), OffsetMap.identity(len(text)))
    now, offsets, repairs = text, OffsetMap.identity(len(text)), list[Repair]()
    for find in (mojibake, invisible, compatibility, quotes, lambda text: _words(text, language)):
        edits = find(now)
        if edits:
            repairs += [_repair(edit, text, offsets) for edit in edits]
            offsets = OffsetMap.of_edits(len(now), [(e.start, e.end, len(e.now)) for e in edits]).compose(offsets)
            now = _apply(now, edits)
    return Repaired(now, tuple(sorted(repairs, key=lambda r: (r.start, r.end))), offsets)


def _plain(text: str) -> bool:
    return _HARMLESS.fullmatch(text) is not None and not suspect(text) and not ersatz(text)


def _words(text: str, language: str) -> list[Edit]:
    return [Edit(at, at + 1, now, "look-alike") for at, _, now in repair_words(text, language)]


def _repair(edit: Edit, text: str, offsets: OffsetMap) -> Repair:
    start, end = offsets.span(edit.start, edit.end)
    return Repair(start=start, end=end, was=text[start:end], now=edit.now, kind=edit.kind)


def _apply(text: str, edits: list[Edit]) -> str:
    parts: list[str] = []
    done = 0
    for edit in edits:
        parts += (text[done : edit.start], edit.now)
        done = edit.end
    return "".join([*parts, text[done:]])
