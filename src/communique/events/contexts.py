"""What an event is about: PLOVER's contexts, by the codebook's key words in the paragraph and in the whole report."""

from __future__ import annotations

import functools
import re

from communique.codebook import Codebook

__all__ = ["contexts"]

# One key word in the event's own paragraph is enough; from elsewhere in the report a context needs this many.
_REPORT_HITS = 4


def contexts(paragraph: str, text: str, book: Codebook) -> tuple[str, ...]:
    """The contexts of an event told in `paragraph` of a report with this `text`, in the codebook's order."""
    near = _hits(paragraph.lower(), book)
    far = _hits(text.lower(), book)
    return tuple(name for name in book.contexts if near.get(name, 0) >= 1 or far.get(name, 0) >= _REPORT_HITS)


def _hits(text: str, book: Codebook) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, context in book.contexts.items():
        count = len(_pattern(context.words).findall(text))
        if count:
            found[name] = count
    return found


@functools.lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    parts = [re.escape(word.rstrip("*").lower()) + (r"\w*" if word.endswith("*") else "") for word in words]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b")
