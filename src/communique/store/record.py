"""An open record: its parts put together, and how it is opened and closed."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from communique.store import postgres, sqlite
from communique.store.conclusions import Conclusions
from communique.store.counts import Counts
from communique.store.judgements import Judgements
from communique.store.lookup import Lookup
from communique.store.repair import Repair
from communique.store.reports import Reports
from communique.store.surveys import Surveys


def open_record(place: str | Path, *, create: bool = False) -> Record:
    """Open a record, or begin one with `create`: a path names an SQLite file, `postgresql://…` a database on a server.

    Raises `RecordError` when the record is missing (and not to be created), is none, is damaged, locked, can't be
    reached, or was written by a newer version.
    """
    if isinstance(place, str) and postgres.is_address(place):
        return Record(postgres.connect(place, create=create))
    return Record(sqlite.connect(Path(place), create=create))


def shown(place: str | Path) -> str:
    """A record's name as it may be shown: an address without its password, a path as it is."""
    return postgres.shown(place) if isinstance(place, str) and postgres.is_address(place) else str(place)


class Record(Reports, Conclusions, Judgements, Lookup, Counts, Surveys, Repair):
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
        """Let go of the file, or of the server."""
        self._engine.dispose()
