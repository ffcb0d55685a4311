"""Facts as Arrow tables, and so as pandas and Polars frames: nested fields become columns that frames can hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from communique.errors import UsageError
from communique.export import rows as made
from communique.export.cells import cell
from communique.export.columns import columns
from communique.records import Event, Judgement, Relation, Report, Statement, Story

__all__ = ["flatten", "frame", "table"]

_ROWS: dict[type, Callable[..., dict[str, Any]]] = {
    Report: made.report_row,
    Story: made.story_row,
    Statement: made.statement_row,
    Event: made.event_row,
    Relation: made.relation_row,
    Judgement: made.judgement_row,
}
_LIBRARIES = ("pandas", "polars", "arrow")
_KINDS = ("reports", "stories", "statements", "events", "relations", "actors", "judgements")
_DATE = ("start", "end", "precision", "basis")
_ACTOR = ("actor_id", "name", "country", "sector")
# Fields that hold an object or nothing: always the object's columns, so that a frame without one place has them too.
_OPENED = {
    "when": _DATE,
    "published": _DATE,
    "valid": _DATE,
    "place": ("name", "country", "geonameid", "lat", "lon"),
    "speaker": ("actor_id", "name", "country", "anonymous", "text", "start", "end"),
    "content": ("start", "end", "text"),
    "addressee": _ACTOR,
}


def frame(facts: Iterable[Any], library: str = "pandas", *, kind: str = "") -> Any:
    """Facts of one kind, as a record lists them, as a pandas or Polars DataFrame or an Arrow table, a row a fact.

    `record.events()`, `record.reports(Filter(...))`, `record.actors()` and so on can be given as they are. Columns are
    those of the Parquet export. Where there may be no fact at all, `kind` ("events", "reports", …) gives the columns.
    Raises `UsageError` where the library or the kind is unknown, the library not installed, or facts are of two kinds.
    """
    if library not in _LIBRARIES:
        raise UsageError(f"{library!r} is no library of frames: there are {', '.join(_LIBRARIES)}")
    fields = columns(kind) if kind in _KINDS else ()
    if kind and not fields:
        raise UsageError(f"{kind!r} is no kind of fact: there are {', '.join(_KINDS)}")
    listed = list(facts)
    if len({type(fact) for fact in listed}) > 1:
        raise UsageError("facts of two kinds make no frame: give each kind its own")
    try:
        arrow = table([_row(fact) for fact in listed], fields)
        if library == "pandas":
            return arrow.to_pandas(date_as_object=False)
        if library == "polars":
            import polars

            return polars.from_arrow(arrow)
    except ModuleNotFoundError as error:
        raise UsageError(f"{error.name} is not installed: run `pip install communique[frames]`") from error
    return arrow


def _row(fact: Any) -> dict[str, Any]:
    if isinstance(fact, tuple):
        # What `record.actors()` yields: an actor with its mentions and reports.
        return made.actor_row(*fact)
    if type(fact) not in _ROWS:
        raise UsageError(f"{type(fact).__name__} is no kind of fact that a record lists")
    return _ROWS[type(fact)](fact)


def table(rows: Sequence[dict[str, Any]], fields: Sequence[str] = ()) -> Any:
    """A pyarrow Table of rows; needs `communique[parquet]`.

    Dates become `date32` columns `FIELD_start` and `FIELD_end`, a place its own columns; what nests deeper is JSON.
    `fields` are the columns of a table without rows.
    """
    import pyarrow

    flat = [flatten(row) for row in rows]
    names = dict.fromkeys(name for row in flat or [flatten(dict.fromkeys(fields))] for name in row)
    return pyarrow.table({name: _column(name, [row.get(name) for row in flat]) for name in names})


def flatten(row: dict[str, Any]) -> dict[str, Any]:
    """A row without nesting: dictionaries of plain values become columns of their own, lists of them become text."""
    flat: dict[str, Any] = {}
    for key, value in row.items():
        if value is None and key in _OPENED:
            flat |= {f"{key}_{name}": None for name in _OPENED[key]}
        elif isinstance(value, dict) and _is_flat(value):
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
