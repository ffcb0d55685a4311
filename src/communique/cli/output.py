"""Rows to stdout: a table for a person, JSON, JSON lines or CSV for a program. Messages go to stderr."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click
import msgspec

from communique.export.cells import cell, defused

if TYPE_CHECKING:
    from rich.console import Console

Row = Mapping[str, Any]
# Columns that hold sentences; all others are kept narrow.
_LONG = frozenset({"evidence", "said", "sentence", "text", "a", "b", "value", "report", "source", "followed", "reason"})
_SHORT = 20
# A table that no terminal shows is made this wide; narrower and the evidence can't be read.
_WIDE = 160


def emit(rows: Iterable[Row], format_: str, *, columns: Sequence[str] = (), title: str = "") -> int:
    """Write rows in a format and return how many; `columns` are what a table shows."""
    if format_ == "jsonl":
        return _emit_jsonl(rows)
    found = list(rows)
    if format_ == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    elif format_ == "csv":
        _emit_csv(found)
    else:
        table(found, columns or list(found[0]) if found else columns, title=title)
    return len(found)


def note(message: str) -> None:
    """A message to the person, on stderr."""
    click.echo(message, err=True)


def counted(number: int, thing: str) -> str:
    """ "1 report", "3 reports"."""
    return f"{number} {thing}" + ("" if number == 1 else "s")


def table(rows: Sequence[Row], columns: Sequence[str], *, title: str = "") -> None:
    """A table that fits the terminal; long cells are folded, never cut."""
    from rich.table import Table
    from rich.text import Text

    shown = Table(title=title or None, title_justify="left", header_style="bold", pad_edge=False, box=None)
    for column in columns:
        # Who is named in a few words; what was said takes the room that is left.
        most = None if column in _LONG else _SHORT
        shown.add_column(column.replace("_", " "), overflow="fold", max_width=most)
    for row in rows:
        shown.add_row(*(Text(cell(row.get(column))) for column in columns))
    console().print(shown)


def console() -> Console:
    """Where tables go: as wide as the terminal, or as COLUMNS says, or wide enough to be read."""
    from rich.console import Console

    asked = sys.stdout.isatty() or "COLUMNS" in os.environ
    return Console(width=None if asked else _WIDE, highlight=False)


def _emit_jsonl(rows: Iterable[Row]) -> int:
    count = 0
    out = sys.stdout.buffer
    for row in rows:
        out.write(msgspec.json.encode(row) + b"\n")
        count += 1
    out.flush()
    return count


def _emit_csv(rows: Sequence[Row]) -> None:
    if not rows:
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(rows[0])
    writer.writerows([defused(cell(value)) for value in row.values()] for row in rows)
