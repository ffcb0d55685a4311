"""A record written to a folder: one file a kind of fact, and a data card that says what they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from communique.export import rows
from communique.export.card import card
from communique.export.columns import whole
from communique.export.formats import JSON, TABLES
from communique.export.writing import write_csv, write_json, write_jsonl, write_parquet, write_tsv
from communique.store import Record

__all__ = ["FORMATS", "KINDS", "write"]

Rows = Callable[[Record], Iterator[dict[str, Any]]]
Writer = Callable[[Path, Iterator[dict[str, Any]]], int]

KINDS: dict[str, Rows] = {
    "reports": lambda record: map(rows.report_row, record.reports()),
    "stories": lambda record: map(rows.story_row, record.stories()),
    "statements": lambda record: map(rows.statement_row, record.statements()),
    "events": lambda record: map(rows.event_row, record.events()),
    "relations": lambda record: map(rows.relation_row, record.relations()),
    "actors": lambda record: (rows.actor_row(*known) for known in record.actors()),
    "judgements": lambda record: map(rows.judgement_row, record.judgements()),
}
_WRITERS: dict[str, tuple[str, Writer]] = {
    "jsonl": ("jsonl", write_jsonl),
    "csv": ("csv", write_csv),
    "parquet": ("parquet", write_parquet),
}
FORMATS = (*_WRITERS, *TABLES, *JSON)


def write(record: Record, format_: str, folder: Path, *, force: bool = False) -> list[tuple[Path, int]]:
    """Write all facts to `folder` and return each file with its number of rows, the data card last.

    Raises `FileExistsError` where a file is there already, unless `force`. A file appears whole or not at all.
    """
    folder.mkdir(parents=True, exist_ok=True)
    suffix, writer, kinds = _files(format_)
    paths = {kind: folder / f"{kind}.{suffix}" for kind in kinds}
    about = folder / "data-card.json"
    for path in (*paths.values(), about):
        if path.exists() and not force:
            raise FileExistsError(17, "exists", str(path))
    written = [(path, writer(path, kinds[kind](record))) for kind, path in paths.items()]
    write_json(about, card(record, format_, {path.name: (path.stem, count) for path, count in written}))
    return [*written, (about, 1)]


def _files(format_: str) -> tuple[str, Writer, dict[str, Rows]]:
    """The suffix of a format's files, what writes them, and the rows of each."""
    if format_ in TABLES:
        return "tsv", write_tsv, {file: _in_columns(file, made) for file, made in TABLES[format_].items()}
    if format_ in JSON:
        return "jsonl", write_jsonl, JSON[format_]
    return (*_WRITERS[format_], KINDS)


def _in_columns(file: str, made: Rows) -> Rows:
    return lambda record: (whole(row, file) for row in made(record))
