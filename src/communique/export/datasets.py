"""A record written to a folder: one file a kind of fact, and a data card that says what they hold."""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from communique.export import rows
from communique.export.cells import cell, defused
from communique.export.formats import FORMATS, whole
from communique.store import Record
from communique.version import __version__

_KINDS: dict[str, Callable[[Record], Iterator[dict[str, Any]]]] = {
    "reports": lambda record: map(rows.report_row, record.reports()),
    "stories": lambda record: map(rows.story_row, record.stories()),
    "statements": lambda record: map(rows.statement_row, record.statements()),
    "events": lambda record: map(rows.event_row, record.events()),
    "relations": lambda record: map(rows.relation_row, record.relations()),
    "actors": lambda record: (rows.actor_row(*known) for known in record.actors()),
    "judgements": lambda record: map(rows.judgement_row, record.judgements()),
}


def write(record: Record, format_: str, folder: Path, *, force: bool = False) -> list[tuple[Path, int]]:
    """Write all facts to `folder` and return each file with its number of rows.

    Raises `FileExistsError` where a file is there already, unless `force`. A file appears whole or not at all.
    """
    folder.mkdir(parents=True, exist_ok=True)
    suffix, writer = _WRITERS.get(format_, ("tsv", _write_tsv))
    kinds = FORMATS.get(format_, _KINDS)
    paths = {kind: folder / f"{kind}.{suffix}" for kind in kinds}
    for path in paths.values():
        if path.exists() and not force:
            raise FileExistsError(17, "exists", str(path))
    written = [(path, writer(path, _facts(record, kind, format_))) for kind, path in paths.items()]
    card = folder / "data-card.json"
    _replace(card, json.dumps(_card(record, written), indent=2, ensure_ascii=False).encode() + b"\n")
    return [*written, (card, 1)]


def _facts(record: Record, kind: str, format_: str) -> Iterator[dict[str, Any]]:
    if format_ in FORMATS:
        return (whole(row, kind) for row in FORMATS[format_][kind](record))
    return _KINDS[kind](record)


def _write_jsonl(path: Path, facts: Iterator[dict[str, Any]]) -> int:
    lines = [msgspec.json.encode(fact) for fact in facts]
    _replace(path, b"".join(line + b"\n" for line in lines))
    return len(lines)


def _write_csv(path: Path, facts: Iterator[dict[str, Any]]) -> int:
    return _write_table(path, facts, ",")


def _write_tsv(path: Path, facts: Iterator[dict[str, Any]]) -> int:
    return _write_table(path, facts, "\t")


def _write_parquet(path: Path, facts: Iterator[dict[str, Any]]) -> int:
    from communique.export.frames import table

    rows = list(facts)
    from pyarrow import parquet

    part = path.with_suffix(".part")
    parquet.write_table(table(rows), part)
    part.replace(path)
    return len(rows)


def _write_table(path: Path, facts: Iterator[dict[str, Any]], delimiter: str) -> int:
    count = 0
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        for fact in facts:
            if not count:
                writer.writerow(fact)
            writer.writerow(defused(cell(value)) for value in fact.values())
            count += 1
    part.replace(path)
    return count


def _replace(path: Path, data: bytes) -> None:
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


_WRITERS: dict[str, tuple[str, Callable[[Path, Iterator[dict[str, Any]]], int]]] = {
    "jsonl": ("jsonl", _write_jsonl),
    "csv": ("csv", _write_csv),
    "parquet": ("parquet", _write_parquet),
}


def _card(record: Record, written: list[tuple[Path, int]]) -> dict[str, Any]:
    dates = sorted(
        str(day) for event in record.events() for day in (event.when.start, event.when.end) if isinstance(day, dt.date)
    )
    return {
        "made_by": f"communique {__version__}",
        "rows": {path.name: count for path, count in written},
        "counts": record.counts(),
        "first_event": dates[0] if dates else None,
        "last_event": dates[-1] if dates else None,
        "limits": "English reports are coded; others are kept and grouped but not coded. Counts of origins are "
        "counts of independent reporting found in this record, not in the world.",
    }
