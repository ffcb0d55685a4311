"""Facts as Arrow tables, and so as pandas and Polars frames: nested fields become columns that frames can hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from communique.export.cells import cell


def table(rows: Sequence[dict[str, Any]], fields: Sequence[str] = ()) -> Any:
    """A pyarrow Table of rows; needs `communique[parquet]`.

    Dates become `date32` columns `FIELD_start` and `FIELD_end`, a place its own columns; what nests deeper is JSON.
    `fields` are the columns of a table without rows.
    """
    import pyarrow

    flat = [flatten(row) for row in rows]
    # A field that is empty in one row and an object in another is that object's columns in both.
    found = dict.fromkeys(name for row in flat for name in row)
    opened = {key for row in rows for key, value in row.items() if isinstance(value, dict) and _is_flat(value)}
    names = [name for name in found if name not in opened] or list(fields)
    return pyarrow.table({name: _column(name, [row.get(name) for row in flat]) for name in names})


def flatten(row: dict[str, Any]) -> dict[str, Any]:
    """A row without nesting: dictionaries of plain values become columns of their own, lists of them become text."""
    flat: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, dict) and _is_flat(value):
            flat |= {f"{key}_{name}": inner for name, inner in value.items()}
        elif isinstance(value, dict | list):
            flat[key] = cell(value)
        else:
            flat[key] = value
    return flat


def _is_flat(value: dict[str, Any]) -> bool:
    return all(not isinstance(inner, dict | list) for inner in value.values())


def _column(name: str, values: list[Any]) -> Any:
    import datetime as dt

    import pyarrow

    if name.endswith(("_start", "_end")) and all(value is None or isinstance(value, str) for value in values):
        days = [dt.date.fromisoformat(value) if value else None for value in values]
        return pyarrow.array(days, type=pyarrow.date32())
    kinds = {type(value) for value in values if value is not None}
    if len(kinds) > 1 and not kinds <= {int, float}:
        values = [None if value is None else str(value) for value in values]
    return pyarrow.array(values) if kinds else pyarrow.array(values, type=pyarrow.string())
