"""The header that is glued before a text's first sentence: a labelled date, or outlet, headline, byline and date."""

from __future__ import annotations

import re

from communique.cleaning import stamps
from communique.cleaning.furniture.shape import function_words

__all__ = ["LABEL", "end_of_glued"]

LABEL = re.compile(
    r"^(?:(?P<updated>(?:last\s+)?(?:updated|modified|revised)(?:\s+(?:on|at))?)|"
    r"(?:first\s+)?(?:published|posted|publication date|publish date|date|released|issued|created|filed)"
    r"(?:\s+(?:on|at))?)\s*[:\-–]?\s*"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]*\s+)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"[ ,|]*(?:at )?\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{2,4}\b)?", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_MARKS = " |,-–—·•"
# A header is looked for in this much of a text, and only where this much is left behind it.
_LONGEST = 400
_FEWEST_WORDS = 6


def end_of_glued(text: str) -> tuple[int, int]:
    """Where the header ends and where its date stamp begins; (0, 0) where none is glued before the first sentence.

    A stamp that no preposition leads to and a capital follows ends a header: "… By X Y May 4, 2022 The talks".
    """
    if not _YEAR.search(text, 0, _LONGEST):
        return 0, 0
    label = LABEL.match(text)
    for stamp in stamps.STAMP.finditer(text[:_LONGEST]):
        clock = _CLOCK.match(text, stamp.end())
        end = clock.end() if clock else stamp.end()
        rest = text[end:].lstrip(_MARKS)
        if not rest[:1].isupper() or len(rest.split()) < _FEWEST_WORDS:
            continue
        if label and stamp.start() == label.end():
            return len(text) - len(rest), stamp.start()
        before = text[: stamp.start()].rstrip(_MARKS)
        last = before.rpartition(" ")[2].lower()
        # "Moscow, 4 May 2022 – The …" is a dateline, which belongs to the article.
        dateline = bool(re.match(r"\s*(?:--|[-–—(])", text[end:])) and len(before.split()) <= 3
        if before and before[-1] not in ".!?" and last not in function_words() and "." in rest and not dateline:
            return len(text) - len(rest), stamp.start()
    return 0, 0
