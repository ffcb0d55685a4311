"""The record: a file or a database that holds reports, what was read in them, and what came out of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from communique.store.filters import Filter

if TYPE_CHECKING:
    from communique.store.record import Record, open_record, shown

__all__ = ["Filter", "Record", "open_record", "shown"]


def __getattr__(name: str) -> Any:
    # Lazy, so that a worker, which opens no record, does not load the database layer.
    if name in __all__:
        from communique.store import record

        return getattr(record, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
