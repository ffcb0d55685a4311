"""Communiqué reads the press about relations between states and keeps the record.

import communique

with communique.open("asia.communique", create=True) as record:
    communique.read(["reports/"], record)
    for event in record.events():
        print(event.when.start, event.type, event.evidence[0].text)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.errors import CommuniqueError, RecordError, UsageError
from communique.records import (
    Actor,
    Change,
    Comparison,
    Contradiction,
    Event,
    Evidence,
    Factor,
    Furniture,
    Judgement,
    Link,
    Member,
    Place,
    Relation,
    Repair,
    Report,
    Span,
    Speaker,
    Statement,
    Story,
    Voice,
    When,
)
from communique.version import __version__ as __version__

if TYPE_CHECKING:
    from communique.pipeline import Result
    from communique.store import Filter, Record

__all__ = [
    "Actor",
    "Change",
    "CommuniqueError",
    "Comparison",
    "Contradiction",
    "Event",
    "Evidence",
    "Factor",
    "Filter",
    "Furniture",
    "Judgement",
    "Link",
    "Member",
    "Place",
    "Record",
    "RecordError",
    "Relation",
    "Repair",
    "Report",
    "Result",
    "Span",
    "Speaker",
    "Statement",
    "Story",
    "UsageError",
    "Voice",
    "When",
    "frame",
    "open",
    "read",
]


def open(path: str | Path, *, create: bool = False) -> Record:  # noqa: A001
    """Open a record file, or begin one with `create`. Raises `RecordError`."""
    from communique.store import open_record

    return open_record(path, create=create)


def read(
    paths: str | Path | Iterable[str | Path],
    record: Record,
    *,
    workers: int = 1,
    engine: str = "local",
    address: str | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Result:
    """Read reports (files, folders, addresses, one or many) into `record`; return what was read and what was refused.

    `engine` is "local", or "ray" for a Ray cluster at `address`. Workers of this machine stay warm for the next call.
    """
    from communique import run

    paths = [paths] if isinstance(paths, str | Path) else paths
    with run.engine(engine, workers, address=address, warm="communique.pipeline:warm") as runner:
        # The workers first: they start while this process loads what it needs.
        from communique import pipeline

        return pipeline.read(paths, record, engine=runner, mapping=mapping)


def frame(facts: Iterable[Any], library: str = "pandas", *, kind: str = "") -> Any:
    """Facts of one kind, such as `record.events()`, as a pandas or Polars DataFrame or an Arrow table (`arrow`).

    Where there may be none, `kind` ("events", "reports", …) gives the columns. Raises `UsageError` where the library is
    not installed (`pip install communique[frames]`).
    """
    from communique.export.frames import frame as framed

    return framed(facts, library, kind=kind)


def __getattr__(name: str) -> Any:
    # Lazy, so that `communique --help` does not load the database layer.
    if name in ("Filter", "Record"):
        from communique import store

        return getattr(store, name)
    if name == "Result":
        from communique.pipeline import Result

        return Result
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
