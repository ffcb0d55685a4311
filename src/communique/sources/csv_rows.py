"""CSV and TSV files as rows, one at a time: any of four separators, any encoding, quotes that may hold newlines."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping

from communique.records import Document
from communique.sources.decoding import decode
from communique.sources.entry import MEGABYTE, Entry, Reading, refuse
from communique.sources.formats import is_binary
from communique.sources.rows import documents_of

__all__ = ["read_csv"]

_SEPARATORS = ",\t;|"


class _LineTooLongError(Exception):
    """A line, or a quote that is never closed, is longer than a document may be."""


def read_csv(entry: Entry, reading: Reading) -> Iterator[Document]:
    """The documents of a CSV or TSV file with a header line."""
    head = entry.head(65_536)
    if not head.strip(b"\xef\xbb\xbf \t\r\n\x00"):
        yield refuse(entry.source, "it is empty: nothing to read")
        return
    if is_binary(head):
        yield refuse(entry.source, "it is binary data, not a table: check the file, or leave it out")
        return
    # A field may be as long as a report may be; the module's own limit of 131,072 cuts long reads short with an error.
    csv.field_size_limit(reading.limits.document)
    encoding = decode(head).encoding
    yield from documents_of(_rows(entry, encoding, reading.limits.document), entry, reading)


def _rows(entry: Entry, encoding: str, longest: int) -> Iterator[tuple[str, Mapping[str, str] | str]]:
    lines = _lines(entry, encoding, longest)
    first = next(lines, "")
    separator = max(_SEPARATORS, key=first.count)
    header = next(csv.reader([first], delimiter=separator), [])
    names = [name.strip().lstrip("\ufeff") for name in header]
    reader = csv.reader(lines, delimiter=separator)
    number = 1
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _LineTooLongError):
            yield (
                str(number),
                f"row {number} is longer than {longest / MEGABYTE:g} MB, or a quote in it is never closed: "
                "the rest was not read; mend the quotes",
            )
            return
        if any(cell.strip() for cell in cells):
            yield str(number), _row(names, cells, number)


def _row(names: list[str], cells: list[str], number: int) -> Mapping[str, str] | str:
    if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
        return (
            f"row {number} has {len(cells)} cells under {len(names)} column names: "
            "quote the cells that hold the separator"
        )
    return dict(zip(names, cells, strict=False))


def _lines(entry: Entry, encoding: str, longest: int) -> Iterator[str]:
    if encoding.startswith(("utf-16", "utf-32")):
        data = entry.file.read(longest + 1)
        if len(data) > longest:
            raise _LineTooLongError
        yield from decode(data).text.splitlines(keepends=True)
        return
    while line := entry.file.readline(longest + 1):
        if len(line) > longest:
            raise _LineTooLongError
        yield decode(line, encoding).text.replace("\0", "\ufffd")
