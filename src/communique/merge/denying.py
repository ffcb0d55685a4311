"""Which statements deny, and what they tell again of the deed that they deny."""

from __future__ import annotations

import re

from communique.events.words import words as forms
from communique.merge.likeness import content_words
from communique.records import Statement

__all__ = ["denies", "is_denial_word", "matter"]

# A statement that does no more than call a charge false is short.
_LONG = 14
_WORD = re.compile(r"[^\W\d_]+")
_FALSE = re.compile(
    r"\b(?:not|n[’']t|never)\s+(?:true|so|correct|the case|happen(?:ed)?|occur(?:red)?|taken? place)\b"
    r"|\bno\s+(?:truth|basis|foundation|grounds?)\b",
    re.I,
)


def denies(statement: Statement) -> bool:
    """Whether it denies: by its cue, by a cue that rejects a charge, or because it says that a charge is false."""
    cue = statement.cue.casefold()
    if is_denial_word(cue):
        return True
    words = [match.group().casefold() for match in _WORD.finditer(statement.content.text)]
    charged = any(word in forms("charge_noun") for word in words)
    if cue.split(" ")[0] in forms("rejection_form"):
        return charged
    false = any(word in forms("false_word") for word in words) or _FALSE.search(statement.content.text)
    if len(words) > _LONG or not false:
        return False
    return charged or (bool(words) and words[0] in forms("taking_up"))


def is_denial_word(word: str) -> bool:
    """Whether a word is a form of "deny" and its like."""
    return word.casefold() in forms("denial_form")


def matter(text: str) -> frozenset[str]:
    """What a denial tells of the deed: its content words without those that only take up the claim or call it false."""
    kept = (
        word
        for word in _WORD.findall(_FALSE.sub(" ", text))
        if not any(word.casefold() in forms(kind) for kind in ("charge_noun", "false_word", "taking_up", "denial_form"))
    )
    return content_words(" ".join(kept))
