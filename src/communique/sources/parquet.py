"""Parquet files as rows, a batch at a time, read by pyarrow in the sandbox."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from importlib import util
from typing import Any

import msgspec

from communique.records import Document
from communique.sources import sandbox
from communique.sources.entry import MEGABYTE, Entry, Reading, refuse
from communique.sources.rows import FIELDS, documents_of

__all__ = ["read_parquet"]

_BATCH = 200
_IMPORTS = ("pyarrow.parquet",)


class _Request(msgspec.Struct, frozen=True):
    path: str
    batch: int
    columns: list[str]


class _Batch(msgspec.Struct, frozen=True):
    rows: list[dict[str, Any]]
    more: bool


def read_parquet(entry: Entry, reading: Reading) -> Iterator[Document]:
    """The documents of a Parquet file; refused where pyarrow is not installed."""
    if util.find_spec("pyarrow") is None:
        yield refuse(entry.source, "Parquet files need pyarrow: run `pip install communique[parquet]`")
        return
    with tempfile.NamedTemporaryFile(suffix=".parquet") as copy:
        path = entry.source
        if entry.depth or not entry.file.seekable():
            while part := entry.file.read(MEGABYTE):
                copy.write(part)
            copy.flush()
            path = copy.name
        yield from documents_of(_rows(path, reading), entry, reading)


def _rows(path: str, reading: Reading) -> Iterator[tuple[str, Mapping[str, Any]]]:
    columns = [reading.mapping.get(name, name) for name in FIELDS]
    limits, number, batch = reading.limits, 0, 0
    while True:
        found = sandbox.run(
            batch_of,
            _Request(path, batch, columns),
            seconds=limits.seconds,
            memory=limits.memory,
            imports=["pyarrow.parquet"],
        )
        for row in found.rows:
            number += 1
            yield str(number), row
        if not found.more:
            return
        batch += 1


# The open file of the last request: the sandbox's worker is asked for one batch after the other.
_open: dict[str, tuple[int, Iterator[Any]]] = {}


def batch_of(request: _Request) -> _Batch:
    """One batch of rows, all cells as text; runs in the sandbox."""
    import pyarrow.parquet as parquet

    following, batches = _open.pop(request.path, (-1, iter(())))
    if following != request.batch:
        file = parquet.ParquetFile(request.path, memory_map=True)
        names = file.schema_arrow.names
        wanted = [name for name in request.columns if name in names]
        batches = file.iter_batches(batch_size=_BATCH, columns=wanted or names[:8])
        for _ in range(request.batch):
            next(batches, None)
    batch = next(batches, None)
    if batch is None:
        return _Batch([], more=False)
    _open[request.path] = (request.batch + 1, batches)
    return _Batch([{name: _text(cell) for name, cell in row.items()} for row in batch.to_pylist()], more=True)


def _text(cell: object) -> Any:
    if cell is None or isinstance(cell, str | int | float | bool):
        return cell
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")
    if isinstance(cell, list):
        return [_text(item) for item in cell]
    if isinstance(cell, dict):
        return {str(key): _text(item) for key, item in cell.items()}
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)
