"""A document as lines of plain text: decoded, and if it is HTML flattened, with the map back to the decoded source."""

from __future__ import annotations

import re

from communique.cleaning.decode import decode
from communique.cleaning.flatten import Mark, flatten, flatten_marked
from communique.cleaning.offsets import OffsetMap
from communique.records import Document

__all__ = ["flat_text", "is_html", "lines_of", "raw_text"]

_HTML = re.compile(r"<(?:!doctype html|html|head|body|article|p|div)\b[^>]*>", re.IGNORECASE)
_HEAD = 2_000


def raw_text(document: Document) -> str:
    """The decoded document: what all raw offsets of its report count in."""
    return decode(document.data, document.fields.get("charset", "")).text


def is_html(document: Document, raw: str) -> bool:
    """Whether the document is markup: said to be, or a row or file whose text plainly is."""
    if document.media == "text/html":
        return True
    found = _HTML.search(raw[:_HEAD])
    return bool(found) and bool(re.search(r"</(?:p|div|html|body|article)\s*>", raw))


def flat_text(document: Document) -> str:
    """The document's text in lines, menus and all."""
    raw = raw_text(document)
    return flatten(raw)[0] if is_html(document, raw) else raw


def lines_of(document: Document, raw: str) -> tuple[str, OffsetMap, list[Mark]]:
    """The text in lines, its map to `raw`, and what the markup says of stretches of it."""
    if is_html(document, raw):
        return flatten_marked(raw)
    return raw, OffsetMap.identity(len(raw)), []
