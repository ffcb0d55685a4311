"""Lines that an outlet repeats from page to page within one run: word for word, or in shape ("By Ana Cruz")."""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import urlsplit

from communique.cleaning import stamps
from communique.cleaning.furniture import lines as splitter
from communique.cleaning.furniture.shape import function_words, site_words
from communique.records import Document

__all__ = ["Echo", "Known", "Repeats", "outlet_of", "shape_of"]

# A sentence of this many words or more that stands in two pages is more likely a copied story than furniture,
# unless a third of the outlet's pages carry it.
_LONG = 12
# A shape says something of short lines only, and only where half of the outlet's pages have it.
_LONGEST_SHAPE = 14
_HALF = 2
# The lines of a page that are looked at: memory stays bounded on a page of a million lines.
_MOST = 5_000


class Echo(NamedTuple):
    """Whether a line stands in other pages of its outlet too, or one of its shape does."""

    same: bool
    alike: bool


class Known(NamedTuple):
    """Digests of the lines, and of the shapes of lines, that an outlet repeats."""

    lines: frozenset[int]
    shapes: frozenset[int]

    def of(self, text: str) -> Echo:
        """What is known of one line."""
        return Echo(_digest(splitter.key(text)) in self.lines, _digest(shape_of(text)) in self.shapes)


class _Count:
    """Counts the lines and shapes of one outlet's pages."""

    def __init__(self) -> None:
        self.pages = 0
        self.lines: Counter[int] = Counter()
        self.shapes: Counter[int] = Counter()
        self.long: set[int] = set()

    def add(self, page: Iterable[str]) -> None:
        self.pages += 1
        seen: set[int] = set()
        shapes: set[int] = set()
        for text in itertools.islice(page, _MOST):
            digest = _digest(splitter.key(text))
            seen.add(digest)
            if len(text.split()) >= _LONG:
                self.long.add(digest)
            shapes.add(_digest(shape_of(text)))
        self.lines.update(seen)
        self.shapes.update(shapes)

    def known(self) -> Known | None:
        if self.pages < 2:
            return None
        often = max(2, self.pages // 3)
        half = max(2, self.pages // _HALF)
        return Known(
            frozenset(it for it, count in self.lines.items() if count >= (often if it in self.long else 2)),
            frozenset(it for it, count in self.shapes.items() if count >= half) - {_digest("")},
        )


@dataclass(frozen=True, slots=True)
class Repeats:
    """What each outlet of a run repeats; nothing of an outlet with one page."""

    outlets: dict[str, Known]

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Repeats:
        """Count the lines of every outlet's pages; the order of the documents makes no difference."""
        from communique.cleaning import pages

        counts: dict[str, _Count] = defaultdict(_Count)
        seen: set[str] = set()
        for document in documents:
            outlet = outlet_of(document)
            if document.refused or not outlet or document.content_hash in seen:
                continue
            seen.add(document.content_hash)
            counts[outlet].add(line.text for line in splitter.split(pages.flat_text(document)))
        return cls({outlet: known for outlet, count in counts.items() if (known := count.known())})

    def of_outlet(self, document: Document) -> Known | None:
        """What the document's outlet repeats, `None` where no other page of it was seen."""
        return self.outlets.get(outlet_of(document))


def outlet_of(document: Document) -> str:
    """What the pages of one outlet share: the host of the URL, else the outlet's name, else nothing."""
    address = document.fields.get("url") or document.source
    host = (urlsplit(address).hostname or "") if re.match(r"https?://", address) else ""
    if host:
        return re.sub(r"^(www|m|edition|amp)\.", "", host.lower())
    return document.fields.get("outlet", "").strip().lower()


@functools.lru_cache(maxsize=8_192)
def shape_of(text: str) -> str:
    """A short line's shape: closed-class words and those of a site stay, names are X, numbers 0, other words x.

    "By Ana Cruz, March 3" and "By Ho Chen, May 14" have one shape. Nothing of a long line, or of one without any word
    or mark of its own: half of all lines are but names.
    """
    tokens = splitter.words(text)
    if not 1 <= len(tokens) <= _LONGEST_SHAPE:
        return ""
    parts = [_class_of(token) for token in tokens]
    shape = " ".join(part for part, _ in itertools.groupby(parts))
    marks = "".join(dict.fromkeys(char for char in text if not (char.isalnum() or char.isspace() or char in ".,'’")))
    return f"{shape}|{marks}" if marks or not set(parts) <= {"X", "x"} else ""


def _class_of(token: str) -> str:
    low = token.lower()
    if token[0].isupper() and low in stamps.MONTHS:
        return "X"
    if low in site_words() or low in function_words():
        return low
    if token[0].isdigit():
        return "0"
    return "X" if token[0].isupper() else "x"


def _digest(text: str) -> int:
    """A number for a text that is the same in every process."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")
