"""Texts disguised on purpose: a share of the letters that have look-alikes swapped, zero-width characters strewn in."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from communique import tables

__all__ = ["ALPHABETS", "Disguised", "alphabet", "disguise"]

ALPHABETS = ("Cyrillic", "Greek", "Armenian", "mathematical", "full-width", "any")
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
# Words with a digit are numbers and codes, which no repair may touch, so no attack is scored on them.
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Disguised:
    """The attacked text and the numbers of its words (split at white space) in which something was changed."""

    text: str
    attacked: frozenset[int]


def alphabet(name: str) -> Mapping[str, tuple[str, ...]]:
    """For each Latin letter what an attacker may put in its place: letters alike in shape, of one script or of any."""
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    if name == "full-width":
        return {letter: (chr(ord(letter) + 0xFEE0),) for letter in letters}
    if name == "mathematical":
        return {letter: _mathematical(letter) for letter in letters}
    shapes: dict[str, list[str]] = {}
    for row in tables.load("confusables"):
        if row["source"].startswith("Unicode") and name in (row["script"], "any"):
            shapes.setdefault(row["looks_like"], []).append(row["letter"])
    return {letter: tuple(found) for letter, found in shapes.items()}


def _mathematical(letter: str) -> tuple[str, ...]:
    found = (chr(code) for code in range(0x1D400, 0x1D6A4) if unicodedata.name(chr(code), ""))
    return tuple(char for char in found if unicodedata.normalize("NFKC", char) == letter)


def disguise(
    text: str, shapes: Mapping[str, tuple[str, ...]], share: float, seed: int, *, zero_width: bool = False
) -> Disguised:
    """`text` with `share` of the letters swapped that have a shape to swap for, and zero-width characters if asked."""
    chance = random.Random(seed)
    parts: list[str] = []
    attacked: set[int] = set()
    done = 0
    for number, match in enumerate(_WORD.finditer(text)):
        parts.append(text[done : match.start()])
        done = match.end()
        word = match.group()
        if any(char.isdigit() for char in word):
            parts.append(word)
            continue
        changed = "".join(
            chance.choice(shapes[char]) if char in shapes and chance.random() < share else char for char in word
        )
        if zero_width and len(changed) > 2 and chance.random() < share:
            at = chance.randrange(1, len(changed))
            changed = changed[:at] + chance.choice(_ZERO_WIDTH) + changed[at:]
        if changed != word:
            attacked.add(number)
        parts.append(changed)
    return Disguised("".join([*parts, text[done:]]), frozenset(attacked))
