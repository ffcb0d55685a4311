"""Rows of tables as documents: the text in one column, what else is known of it in others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from communique.errors import UsageError
from communique.records import Document
from communique.sources.entry import Entry, Reading, refuse, too_large

__all__ = ["FIELDS", "check_mapping", "documents_of"]

FIELDS = ("text", "html", "title", "url", "outlet", "published", "updated", "author", "language", "id")
# A table of which so many first rows have no text is not a table of reports: one refusal says so, not a million.
_PATIENCE = 100
_LONE = re.compile("[\ud800-\udfff]")


def check_mapping(mapping: Mapping[str, str]) -> None:
    """Raises `UsageError` where a mapping names a field that does not exist."""
    for name in mapping:
        if name not in FIELDS:
            raise UsageError(f"--map {name}=…: there is no field {name!r}; the fields are {', '.join(FIELDS)}")


def documents_of(
    rows: Iterator[tuple[str, Mapping[str, Any] | str]], entry: Entry, reading: Reading
) -> Iterator[Document]:
    """The documents of rows, each with its number; a row that is a string is the reason why it can't be read."""
    misses = 0
    for number, row in rows:
        if isinstance(row, str):
            yield refuse(f"{entry.source}#{number}", row)
            continue
        document = _document(number, row, entry, reading)
        if document.refused and "has no column" in document.refused:
            misses += 1
        else:
            misses = -_PATIENCE * 1_000_000
        if misses == _PATIENCE:
            yield refuse(
                entry.source,
                f"its first {_PATIENCE} rows have no text, so the rest was not read: "
                f"they have {_names(row)}; name the column that holds the text with --map text=COLUMN",
            )
            return
        if misses < 1 or misses < _PATIENCE:
            yield document


def _document(number: str, row: Mapping[str, Any], entry: Entry, reading: Reading) -> Document:
    cells = {name: _cell(row.get(reading.mapping.get(name, name))) for name in FIELDS}
    key = cells["id"].strip() or number
    source = f"{entry.source}#{key}"
    text, media = cells["text"], "text/x-row"
    if not text.strip() and cells["html"].strip():
        text, media = cells["html"], "text/html"
    if not text.strip():
        column = reading.mapping.get("text", "text")
        if column in row:
            return refuse(source, f"its {column!r} is empty: nothing to read")
        return refuse(
            source, f"row {number} has no column {column!r} (it has {_names(row)}): name it with --map text=COLUMN"
        )
    # Halves of surrogate pairs, which JSON can hold and UTF-8 cannot: one U+FFFD each, so no offset shifts.
    data = _LONE.sub("\ufffd", text).encode()
    if len(data) > reading.limits.document:
        return too_large(source, reading.limits)
    fields = {name: cells[name].strip() for name in FIELDS[2:] if cells[name].strip()}
    return Document(source=source, data=data, media=media, fields={**entry.fields, **fields})


def _names(row: Mapping[str, Any]) -> str:
    names = [str(name)[:40] for name in row]
    return ", ".join(names[:12]) + (" …" if len(names) > 12 else "") or "no columns"


def _cell(value: object) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return "; ".join(part for part in map(_cell, value) if part)
    if isinstance(value, Mapping):
        return _cell(value.get("name") or value.get("text") or value.get("value"))
    isoformat = getattr(value, "isoformat", None)
    return str(isoformat()) if isoformat else str(value)
