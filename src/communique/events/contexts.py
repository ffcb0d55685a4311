"""What an event is about: PLOVER's contexts, by the codebook's key words in the paragraph and in the whole report."""

from __future__ import annotations

import functools
import re

from communique.codebook import Codebook
from communique.language import Parsed

__all__ = ["Contexts"]

# One key word in the event's own paragraph is enough; from elsewhere in the report a context needs this many.
_REPORT_HITS = 4


class Contexts:
    """A report's contexts: the whole text is read once, and only where it tells an event; each paragraph once."""

    def __init__(self, parsed: Parsed, book: Codebook) -> None:
        self._book = book
        self._parsed = parsed
        self._near: dict[int, dict[str, int]] = {}

    @functools.cached_property
    def _far(self) -> dict[str, int]:
        return _hits(self._parsed.text.lower(), self._book)

    def of(self, paragraph: int) -> tuple[str, ...]:
        """The contexts of an event told in a paragraph, in the codebook's order."""
        near = self._near.get(paragraph)
        if near is None:
            here = [sentence for sentence in self._parsed.sentences if sentence.paragraph == paragraph]
            text = self._parsed.text[here[0].start : here[-1].end] if here else ""
            near = self._near[paragraph] = _hits(text.lower(), self._book)
        return tuple(name for name in self._book.contexts if name in near or self._far.get(name, 0) >= _REPORT_HITS)


def _hits(text: str, book: Codebook) -> dict[str, int]:
    counts = {name: len(_pattern(context.words).findall(text)) for name, context in book.contexts.items()}
    return {name: count for name, count in counts.items() if count}


@functools.lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    parts = [re.escape(word.rstrip("*").lower()) + (r"\w*" if word.endswith("*") else "") for word in words]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b")
