"""A record as an SQLite file: WAL for readers beside a writer, FTS5 for its words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import event as sa_event
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from communique.errors import RecordError
from communique.records import Report
from communique.store import deadlines, migrations, schema
from communique.store.faults import damaged
from communique.store.search import RANKED, as_match

# A writer waits this long for another before it gives up; batches take a second or two.
_BUSY_SECONDS = 20
# Pages of a connection's own cache, in KiB: the upper part of every index of a record of 100,000 reports.
_CACHE_KIB = 32_768
# Steps of SQLite's machine between two looks at the clock: well under a millisecond, and no cost that can be measured.
_STEPS = 10_000

# unicode61 folds case and accents for languages with spaces; trigram finds Chinese, Japanese and parts of words.
_SEARCH = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5("
    "report_id UNINDEXED, title, text, tokenize='unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_parts USING fts5(report_id UNINDEXED, title, text, tokenize='trigram')",
)
_INDEXES = ("search", "search_parts")
_READABLE = "SELECT report_id FROM report WHERE refused IS NULL"


def connect(path: Path, *, create: bool) -> Sqlite:
    """The database at `path`, its tables made where it is new and brought up to date where it is old."""
    _check_file(path, create=create)
    backend = Sqlite(path)
    try:
        backend.prepare()
    except SQLAlchemyError as error:
        backend.engine.dispose()
        raise backend.explained(error) from error
    return backend


def _check_file(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise RecordError(f"{path} is a folder, not a record: name a file, for example {path / 'record.communique'}")
    if not path.exists() and not create:
        raise RecordError(f"{path} does not exist: read some reports first, `communique read PATHS --record {path}`")
    if not path.parent.is_dir():
        raise RecordError(f"{path.parent} is no folder: create it, or name another place for the record")
    if path.exists() and path.stat().st_size and not _is_sqlite(path):
        raise RecordError(f"{path} is not a record (not an SQLite file): name another file with --record")


def _is_sqlite(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\x00"
    except OSError as error:
        raise RecordError(f"{path} can't be opened: {error.strerror}; check its permissions") from error


class Sqlite:
    """An SQLite file with a record in it."""

    def __init__(self, path: Path) -> None:
        self.place = str(path)
        self._path = path
        # A pool: opening a file and reading its tables' definitions costs more than most queries.
        self.engine = sa.create_engine(
            "sqlite://", creator=self._open, poolclass=sa.pool.QueuePool, pool_size=4, max_overflow=-1
        )
        sa_event.listen(self.engine, "begin", _begin)

    def _open(self) -> sqlite3.Connection:
        # Transactions are begun by `_begin`, not by the driver's guesses; hence no isolation level.
        connection = sqlite3.connect(
            self._address(), uri=True, timeout=_BUSY_SECONDS, check_same_thread=False, isolation_level=None
        )
        if self._writable():
            # WAL lets readers go on while one program writes; FULL keeps a committed batch through a power cut.
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection.set_progress_handler(deadlines.passed, _STEPS)
        return connection

    def _writable(self) -> bool:
        there = self._path if self._path.exists() else self._path.parent
        return os.access(there, os.W_OK)

    def _address(self) -> str:
        address = f"file:{quote(str(self._path))}"
        if self._writable():
            return address
        wal = self._path.with_name(self._path.name + "-wal")
        if os.access(self._path.parent, os.W_OK) or (wal.exists() and wal.stat().st_size):
            return f"{address}?mode=ro"
        # Nobody can be writing, and SQLite can't make the files by which readers and a writer mind each other.
        return f"{address}?immutable=1"

    def prepare(self) -> None:
        """Make the tables where there are none, bring older ones up to date, refuse what is newer or foreign."""
        with self.engine.connect() as connection:
            application = connection.exec_driver_sql("PRAGMA application_id").scalar()
            tables = sa.inspect(connection).get_table_names()
            if tables and application != schema.APPLICATION_ID:
                raise RecordError(f"{self.place} is an SQLite file of another program: name another file with --record")
            number = connection.exec_driver_sql("PRAGMA user_version").scalar() or 0
            if tables and migrations.is_current(self.place, number):
                return
        with self.writing() as connection:
            # Another program may have done it while this one waited for its turn.
            number = connection.exec_driver_sql("PRAGMA user_version").scalar() or 0
            if sa.inspect(connection).get_table_names():
                migrations.migrate(connection, self.place, number)
            else:
                schema.metadata.create_all(connection)
                for ddl in _SEARCH:
                    connection.exec_driver_sql(ddl)
                migrations.mark(connection, schema.SCHEMA_VERSION)
                connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            # Versions of this program that know no table of versions look here.
            connection.exec_driver_sql(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that holds the file's one write lock from its beginning."""
        with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    def index(self, connection: sa.Connection, reports: Sequence[Report]) -> None:
        """Put reports into both indexes, under the numbers that they were added as: a vacuum leaves those alone."""
        rows = [(report.report_id, report.title, report.text, report.report_id) for report in reports]
        for table in _INDEXES if rows else ():
            connection.exec_driver_sql(
                f"INSERT INTO {table} (rowid, report_id, title, text) "
                "SELECT added, ?, ?, ? FROM report WHERE report_id = ?",
                rows,
            )

    def forget(self, connection: sa.Connection) -> None:
        """Throw both indexes away and begin them anew: a damaged one can't be emptied row by row."""
        for table, ddl in zip(_INDEXES, _SEARCH, strict=True):
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")
            connection.exec_driver_sql(ddl)

    def indexed(self, connection: sa.Connection) -> dict[str, tuple[str, ...]]:
        """Reports that an index lacks or holds in vain; and what SQLite says of the index itself."""
        found: dict[str, tuple[str, ...]] = {}
        for table in _INDEXES:
            lacking = connection.exec_driver_sql(
                f"SELECT report_id FROM report WHERE refused IS NULL AND added NOT IN (SELECT rowid FROM {table})"
            ).scalars()
            vain = connection.exec_driver_sql(
                f"SELECT report_id FROM {table} s WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.added = s.rowid "
                "AND r.report_id = s.report_id AND r.refused IS NULL)"
            ).scalars()
            found |= {f"{table} lacks": tuple(lacking), f"{table} holds in vain": tuple(vain)}
            try:
                connection.exec_driver_sql(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
            except DatabaseError as error:
                # The check needs to write; where it may not, the rest of the doctor's findings must do.
                if "malformed" in str(error):
                    found[f"{table} is damaged for"] = tuple(connection.exec_driver_sql(_READABLE).scalars())
        return {kind: ids for kind, ids in found.items() if ids}

    def search(self, connection: sa.Connection, query: str, limit: int) -> list[tuple[str, str]]:
        """Whole words first; parts of words, and scripts without spaces, where whole words find nothing."""
        for table in _INDEXES:
            match = as_match(query, parts=table == "search_parts")
            if not match:
                continue
            holding = f"FROM {table} WHERE {table} MATCH ?"
            many = connection.exec_driver_sql(
                f"SELECT rowid {holding} ORDER BY rowid DESC LIMIT 1 OFFSET ?", (match, RANKED)
            ).first()
            order = "rank, report_id" if many is None else "rowid DESC"
            rows = connection.exec_driver_sql(
                f"SELECT report_id {holding} ORDER BY {order} LIMIT ?", (match, limit)
            ).all()
            if rows:
                return [(row[0], match) for row in rows]
        return []

    def damages(self, connection: sa.Connection) -> list[str]:
        """What SQLite's own check finds, its indexes of words among it."""
        return [row for row in connection.exec_driver_sql("PRAGMA integrity_check").scalars() if row != "ok"]

    def explained(self, error: SQLAlchemyError) -> RecordError:
        """What SQLite's message means."""
        place, cause = self.place, str(getattr(error, "orig", error))
        if "interrupted" in cause:
            return deadlines.too_slow()
        if "locked" in cause or "busy" in cause:
            return RecordError(f"{place} is locked by another program: wait until its reading is done, then try again")
        if "readonly" in cause or "read-only" in cause or "unable to open" in cause:
            return RecordError(f"{place} can't be written ({cause}): check its permissions and those of its folder")
        if "full" in cause:
            return RecordError(f"the disk is full; {place} is unharmed: free some space and run the same command again")
        if "disk I/O" in cause:
            return RecordError(
                f"the disk would not write or read {place} ({cause}); what was stored before is unharmed: check the "
                "space and the limits on the size of files, then run the same command again"
            )
        if isinstance(error, DatabaseError):
            return damaged(place, cause)
        return RecordError(f"{place}: {cause}")


def _begin(connection: sa.Connection) -> None:
    # A writer asks for the lock at once: one that reads first and then finds another writer before it can't go on.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
