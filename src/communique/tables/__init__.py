"""The tables: facts as CSV, each row with its source. `load` reads one, once a process."""

from __future__ import annotations

import csv
import functools
from importlib import resources

__all__ = ["load"]


@functools.cache
def load(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `tables/NAME.csv` as dictionaries; several values in one cell are joined by `|`."""
    with resources.files(__package__).joinpath(f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
