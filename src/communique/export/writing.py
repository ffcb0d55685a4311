"""Rows written to a file, which appears whole or not at all."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from communique.export.cells import cell, defused
from communique.export.columns import columns

__all__ = ["write_csv", "write_json", "write_jsonl", "write_parquet", "write_tsv"]

Facts = Iterator[dict[str, Any]]


def write_jsonl(path: Path, facts: Facts) -> int:
    """One JSON object a line; returns how many."""
    count = 0
    with _appearing(path) as part, part.open("wb") as file:
        for fact in facts:
            file.write(msgspec.json.encode(fact) + b"\n")
            count += 1
        _settle(file)
    return count


def write_csv(path: Path, facts: Facts) -> int:
    """Comma-separated, every cell made harmless for spreadsheets; a file without rows still has its header."""
    return _write_table(path, facts, ",")


def write_tsv(path: Path, facts: Facts) -> int:
    """The same, separated by tabs."""
    return _write_table(path, facts, "\t")


def write_parquet(path: Path, facts: Facts) -> int:
    """One Parquet file; needs `communique[parquet]`."""
    from pyarrow import parquet

    from communique.export.frames import table

    found = list(facts)
    with _appearing(path) as part:
        parquet.write_table(table(found, columns(path.stem)), part)
    return len(found)


def write_json(path: Path, value: dict[str, Any]) -> None:
    """One JSON object, indented for a person."""
    with _appearing(path) as part, part.open("wb") as file:
        file.write(json.dumps(value, indent=2, ensure_ascii=False).encode() + b"\n")
        _settle(file)


def _write_table(path: Path, facts: Facts, delimiter: str) -> int:
    count = 0
    with _appearing(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        writer.writerow(columns(path.stem))
        for fact in facts:
            writer.writerow(defused(cell(fact[column])) for column in columns(path.stem))
            count += 1
        _settle(file)
    return count


@contextmanager
def _appearing(path: Path) -> Iterator[Path]:
    part = path.with_name(path.name + ".part")
    yield part
    part.replace(path)


def _settle(file: Any) -> None:
    file.flush()
    os.fsync(file.fileno())
