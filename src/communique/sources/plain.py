"""Text and HTML files: one document a file, or many where a news database put many articles in one file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.records import Document
from communique.sources import exports
from communique.sources.decoding import decode
from communique.sources.entry import Entry, Reading, refuse, too_large
from communique.sources.formats import is_binary

__all__ = ["read_html", "read_text"]

_FRONT_MATTER = re.compile(rb"---[ \t]*\r?\n(.{0,4000}?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
_FRONT_LINE = re.compile(r"(\w+)[ \t]*:[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_FRONT_NAMES = {"date": "published", "lang": "language", "source": "outlet"}
_FIELDS = {"title", "url", "outlet", "published", "updated", "author", "language", "id"}


def read_text(entry: Entry, reading: Reading) -> Iterator[Document]:
    """The document of a text or Markdown file, or those of an export; front matter becomes fields."""
    data = entry.bounded(reading.limits)
    problem = _problem(entry, data, reading)
    if problem is not None or data is None:
        yield problem or too_large(entry.source, reading.limits)
        return
    parts = exports.split(data)
    if parts:
        for number, part in enumerate(parts, 1):
            yield Document(source=f"{entry.source}#{number}", data=part.encode(), fields=dict(entry.fields))
        return
    fields, data = _front_matter(data)
    if not data.strip():
        yield refuse(entry.source, "it holds a title and no text: nothing to read")
        return
    yield Document(source=entry.source, data=data, fields={**entry.fields, **fields})


def read_html(entry: Entry, reading: Reading) -> Iterator[Document]:
    """The document of an HTML file."""
    data = entry.bounded(reading.limits)
    problem = _problem(entry, data, reading)
    yield problem or Document(source=entry.source, data=data or b"", media="text/html", fields=dict(entry.fields))


def _problem(entry: Entry, data: bytes | None, reading: Reading) -> Document | None:
    if data is None:
        return too_large(entry.source, reading.limits)
    if not data.strip(b" \t\r\n\x0b\x0c\x00\xef\xbb\xbf\xff\xfe"):
        return refuse(entry.source, "it is empty: nothing to read")
    if is_binary(data):
        return refuse(entry.source, "it is binary data, not text: check the file, or leave it out")
    return None


def _front_matter(data: bytes) -> tuple[dict[str, str], bytes]:
    if not data.startswith((b"---\n", b"---\r\n", b"--- ")):
        return {}, data
    # Bytes, since its length in any decoding is not how much of the file it is.
    match = _FRONT_MATTER.match(data[:8_000])
    if match is None:
        return {}, data
    fields = {}
    for name, value in _FRONT_LINE.findall(decode(match[1]).text):
        name = _FRONT_NAMES.get(name.lower(), name.lower())
        if name in _FIELDS and value:
            fields[name] = value.strip("\"'")
    return (fields, data[match.end() :]) if fields else ({}, data)
