"""A record as an SQLite file: WAL for readers beside a writer, FTS5 for its words."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event as sa_event
from sqlalchemy.exc import SQLAlchemyError

from communique.errors import RecordError
from communique.store import schema
from communique.store.faults import explained

# A writer waits this long for another before it gives up; batches take a second or two.
_BUSY_SECONDS = 20


def connect(path: Path, *, create: bool) -> sa.Engine:
    """The database at `path`, its tables made where it is new. Raises `RecordError`."""
    _check_file(path, create=create)
    engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": _BUSY_SECONDS}, poolclass=sa.pool.NullPool)
    sa_event.listen(engine, "connect", _configure)
    try:
        _prepare(path, engine)
    except SQLAlchemyError as error:
        raise explained(path, error) from error
    return engine


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


def _configure(connection: sqlite3.Connection, _: object) -> None:
    # WAL lets readers go on while one program writes; FULL keeps a committed batch through a power cut.
    if os.access(connection.execute("PRAGMA database_list").fetchone()[2] or ".", os.W_OK):
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _prepare(path: Path, engine: sa.Engine) -> None:
    with engine.begin() as connection:
        application = connection.exec_driver_sql("PRAGMA application_id").scalar()
        version = connection.exec_driver_sql("PRAGMA user_version").scalar() or 0
        tables = sa.inspect(connection).get_table_names()
        if tables and application != schema.APPLICATION_ID:
            raise RecordError(f"{path} is an SQLite file of another program: name another file with --record")
        if version > schema.SCHEMA_VERSION:
            raise RecordError(
                f"{path} was written by a newer version (its tables are version {version}, this program knows "
                f"{schema.SCHEMA_VERSION}): upgrade communique"
            )
        if not tables:
            schema.metadata.create_all(connection)
            for ddl in schema.SEARCH:
                connection.exec_driver_sql(ddl)
            connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")
