"""JSON lines and JSON files as rows, one at a time, however large the file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from communique.records import Document
from communique.sources.decoding import decode
from communique.sources.entry import MEGABYTE, Entry, Reading, read_up_to, refuse, too_large
from communique.sources.rows import documents_of

__all__ = ["read_json", "read_jsonl"]

_Row = Mapping[str, Any] | str


def read_jsonl(entry: Entry, reading: Reading) -> Iterator[Document]:
    """The documents of a JSON lines file; a line that can't be read is refused, the next one is read."""
    yield from documents_of(_lines(entry, reading.limits.document), entry, reading)


def _lines(entry: Entry, longest: int) -> Iterator[tuple[str, _Row]]:
    number = 0
    while line := entry.file.readline(longest + 1):
        number += 1
        if len(line) > longest:
            while line and not line.endswith(b"\n"):
                line = entry.file.readline(MEGABYTE)
            yield str(number), f"line {number} is longer than {longest / MEGABYTE:g} MB: split it, or raise the limit"
        elif line.strip(b" \t\r\n\xef\xbb\xbf\x00"):
            yield str(number), _row(line, f"line {number}")


def _row(line: bytes, where: str) -> _Row:
    try:
        row = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        # Lone surrogates, NaN, a byte order mark, another encoding: the slower parser and the decoder read these.
        try:
            row = json.loads(decode(line).text)
        except json.JSONDecodeError as error:
            return f"{where} is not JSON ({error.msg}, column {error.colno}): mend it, or leave it out"
        except (RecursionError, ValueError):
            return f"{where} is JSON nested too deep, or with a number too long, to be a report: leave it out"
    if not isinstance(row, dict):
        return f'{where} is JSON, but no object such as {{"text": "…"}}: write one object a report'
    return row


def read_json(entry: Entry, reading: Reading) -> Iterator[Document]:
    """The documents of a JSON file: a list of objects (read one at a time), one object, or an object with one list."""
    start = entry.head().lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"["):
        yield from documents_of(_items(entry, reading.limits.document), entry, reading)
        return
    data = entry.bounded(reading.limits)
    if data is None:
        yield too_large(entry.source, reading.limits)
        return
    if not data.strip():
        yield refuse(entry.source, "it is empty: nothing to read")
        return
    row = _row(data, "the file")
    if isinstance(row, str) and data.lstrip().startswith(b"{") and b"\n{" in data:
        # JSON lines under another name.
        again = Entry.of_bytes(entry.source, entry.name, data, entry.depth)
        yield from read_jsonl(again, reading)
        return
    yield from documents_of(_unwrapped(row, reading), entry, reading)


def _unwrapped(row: _Row, reading: Reading) -> Iterator[tuple[str, _Row]]:
    lists = [value for value in row.values() if _is_rows(value)] if isinstance(row, Mapping) else []
    if len(lists) == 1 and isinstance(row, Mapping) and reading.mapping.get("text", "text") not in row:
        for number, item in enumerate(lists[0], 1):
            yield str(number), item
    else:
        yield "1", row


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _items(entry: Entry, longest: int) -> Iterator[tuple[str, _Row]]:
    """The objects of a JSON list, without the whole list in memory."""
    decoder = json.JSONDecoder()
    buffer, number, size = "", 0, MEGABYTE
    pending = b""
    opened = False
    while True:
        raw = read_up_to(entry.file, size)
        pending += raw
        # A character cut in two at the end of a chunk waits for its other half.
        keep = 0 if not raw else next((back for back in range(1, 4) if pending[-back:][:1] >= b"\xc0"), 0)
        buffer += decode(pending[: len(pending) - keep]).text if pending else ""
        pending = pending[len(pending) - keep :] if keep else b""
        if not opened:
            buffer, opened = buffer.lstrip("\ufeff \t\r\n")[1:], True
        while True:
            buffer = buffer.lstrip(" \t\r\n,")
            if not buffer or buffer.startswith("]"):
                break
            try:
                item, end = decoder.raw_decode(buffer)
            except (json.JSONDecodeError, RecursionError) as error:
                if raw and len(buffer) <= longest and isinstance(error, json.JSONDecodeError):
                    size = min(2 * size, longest)
                    break
                yield str(number + 1), f"item {number + 1} of the list is not JSON, or too large: the rest was not read"
                return
            number += 1
            size = MEGABYTE
            problem = f"item {number} of the list is no object: leave it out"
            yield str(number), item if isinstance(item, dict) else problem
            buffer = buffer[end:]
        if not raw:
            return
