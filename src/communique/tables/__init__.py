"""The tables: facts as CSV, each row with its source. `load` reads one, once a process."""

from __future__ import annotations

import csv
import functools
import io
from importlib import resources

__all__ = ["load"]


@functools.cache
def load(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `tables/NAME.csv` as dictionaries; several values in one cell are joined by `|`."""
    text = resources.files(__package__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    rows = csv.reader(io.StringIO(text))
    columns = next(rows)
    return tuple(dict(zip(columns, row, strict=True)) for row in rows if row)
