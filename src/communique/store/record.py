"""An open record: its parts put together, and how it is opened and closed."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from communique.store import sqlite
from communique.store.checking import Checking
from communique.store.conclusions import Conclusions
from communique.store.counts import Counts
from communique.store.judgements import Judgements
from communique.store.lookup import Lookup
from communique.store.reports import Reports
from communique.store.surveys import Surveys


def open_record(path: str | Path, *, create: bool = False) -> Record:
    """Open a record file, or begin one with `create`.

    Raises `RecordError` when the file is missing (and not to be created), is no record, is damaged, locked, or was
    written by a newer version.
    """
    path = Path(path)
    return Record(sqlite.connect(path, create=create))


class Record(Reports, Conclusions, Judgements, Lookup, Counts, Surveys, Checking):
    """An open record. Use as a context manager, or call `close`.

    One transaction a batch; safe to read while it is written.
    """

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()
