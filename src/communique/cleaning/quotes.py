"""Marks that stand in for quotation marks and apostrophes: ``so'', ,,so'', don´t. Real marks are left alone."""

from __future__ import annotations

import re

from communique.cleaning.characters import Edit

__all__ = ["ersatz", "quotes"]

# A mark between two letters is an apostrophe: acute, grave, prime, high-reversed and full-width ones.
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])[´`′ʹ‛＇](?=[^\W\d_])")
# Two marks for one on both sides of words of one paragraph, as typewriters, TeX and the wires of the 1990s have it.
_DOUBLED = re.compile(
    r"(?<!\S)(``|,,|´´)(?=\w)"
    r"((?:[^\n`´]|[`´](?![`´])|\n(?!\s*\n)){1,600}?)"
    r"(?<=[\w.,!?…])(''|´´|``)(?![\w'])"
)
_OPENING = {"``": "“", ",,": "„", "´´": "“"}


def ersatz(text: str) -> bool:
    """Whether a text holds a character that may stand in for a quotation mark."""
    return any(mark in text for mark in "´`′ʹ‛＇") or ",," in text


def quotes(text: str) -> list[Edit]:
    """Edits that put quotation marks and apostrophes where other marks stand in for them."""
    if not ersatz(text):
        return []
    edits = [Edit(match.start(), match.end(), "'", "look-alike") for match in _APOSTROPHE.finditer(text)]
    for match in _DOUBLED.finditer(text):
        edits.append(Edit(match.start(1), match.end(1), _OPENING[match[1]], "look-alike"))
        edits.append(Edit(match.start(3), match.end(3), "”", "look-alike"))
    return sorted(edits)
