"""A record in PostgreSQL, for teams: `postgresql://user@host/database`, one record a schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy import event as sa_event
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from communique.errors import RecordError
from communique.records import Report
from communique.store import deadlines, migrations, postgres_search, schema

_SCHEMES = ("postgresql", "postgres")
# A writer waits this long for another before it gives up; batches take a second or two.
_BUSY_SECONDS = 20
_CONNECT_SECONDS = 10


def is_address(place: str) -> bool:
    """Whether a record's name is an address in PostgreSQL and not a path."""
    return place.partition("://")[0].partition("+")[0] in _SCHEMES and "://" in place


def shown(place: str) -> str:
    """An address as it may be shown: without its password."""
    try:
        return sa.make_url(place).render_as_string(hide_password=True)
    except ArgumentError:
        return place.partition("://")[0] + "://…"


def connect(place: str, *, create: bool) -> Postgres:
    """The database at an address, its tables made where there are none and brought up to date where they are old."""
    backend = Postgres(place)
    try:
        backend.prepare(create=create)
    except SQLAlchemyError as error:
        backend.engine.dispose()
        raise backend.explained(error) from error
    return backend


class Postgres:
    """A schema of a PostgreSQL database with a record in it."""

    def __init__(self, place: str) -> None:
        self.place = shown(place)
        try:
            import psycopg  # noqa: F401
        except ImportError as error:
            raise RecordError(
                f"{self.place} needs the driver for PostgreSQL: pip install 'communique[postgres]'"
            ) from error
        try:
            url = sa.make_url(place).set(drivername="postgresql+psycopg")
        except ArgumentError as error:
            raise RecordError(
                f"{self.place} is no address: write postgresql://USER:PASSWORD@HOST:PORT/DATABASE"
            ) from error
        settings = {"connect_timeout": _CONNECT_SECONDS, "application_name": "communique"}
        self.engine = sa.create_engine(url, connect_args=settings, pool_pre_ping=True, max_overflow=20)
        sa_event.listen(self.engine, "begin", _limit)

    def prepare(self, *, create: bool) -> None:
        """Make the tables where there are none, bring older ones up to date, refuse what is newer or foreign."""
        with self.engine.connect() as connection:
            tables = set(sa.inspect(connection).get_table_names())
            if tables and "version" not in tables:
                raise RecordError(
                    f"{self.place} holds tables of another program: name another database, or a schema of its own with "
                    "?options=-csearch_path%3DNAME"
                )
            if tables and migrations.is_current(self.place, _number(connection)):
                return
            if not tables and not create:
                raise RecordError(
                    f"{self.place} holds no record: read some reports first, `communique read PATHS --record …`"
                )
        with self.writing() as connection:
            # Another program may have done it while this one waited for its turn.
            if sa.inspect(connection).has_table("version"):
                migrations.migrate(connection, self.place, _number(connection))
            else:
                schema.metadata.create_all(connection)
                postgres_search.create(connection)
                migrations.mark(connection, schema.SCHEMA_VERSION)

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that holds the record's one write lock; readers go on."""
        with self.engine.begin() as connection:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{int(_BUSY_SECONDS * 1000)}ms'")
            connection.exec_driver_sql(
                f"SELECT pg_advisory_xact_lock({schema.APPLICATION_ID}, hashtext(current_schema()))"
            )
            yield connection

    def index(self, connection: sa.Connection, reports: Sequence[Report]) -> None:
        """Make reports findable by their words and by parts of their words."""
        postgres_search.index(connection, reports)

    def forget(self, connection: sa.Connection) -> None:
        """Empty the index of words."""
        connection.execute(postgres_search.search.delete())

    def indexed(self, connection: sa.Connection) -> dict[str, tuple[str, ...]]:
        """Reports that the index lacks or holds in vain."""
        held, report = postgres_search.search.c.report_id, schema.report.c
        readable = sa.select(report.report_id).where(report.refused.is_(None))
        lacking = readable.where(report.report_id.not_in(sa.select(held)))
        vain = sa.select(held).where(held.not_in(readable))
        found = {
            "search lacks": tuple(connection.scalars(lacking)),
            "search holds in vain": tuple(connection.scalars(vain)),
        }
        return {kind: ids for kind, ids in found.items() if ids}

    def search(self, connection: sa.Connection, query: str, limit: int) -> list[tuple[str, str]]:
        """Whole words first; parts of words, and scripts without spaces, where whole words find nothing."""
        return postgres_search.find(connection, query, limit)

    def damages(self, connection: sa.Connection) -> list[str]:
        """Nothing: a server checks its own pages when it reads them, and says so as an error."""
        return []

    def explained(self, error: SQLAlchemyError) -> RecordError:
        """What the server's error code, or the driver's message, means."""
        place, original = self.place, getattr(error, "orig", None) or error
        code = getattr(original, "sqlstate", None) or ""
        cause = " ".join(str(original).split())
        if code == "57014" and deadlines.remaining() is not None:
            return deadlines.too_slow()
        if code in ("55P03", "40P01", "57014"):
            return RecordError(f"{place} is locked by another program: wait until its reading is done, then try again")
        if code in ("25006", "42501"):
            return RecordError(f"{place} can't be written ({cause}): check what this user may do there")
        if code.startswith("53"):
            return RecordError(
                f"the server has run out of something ({cause}); {place} is unharmed: free some and run the same again"
            )
        if not code or code.startswith(("08", "28", "3D", "57P")):
            return RecordError(
                f"{place} can't be reached ({cause}): check the address, the password and that the server runs"
            )
        if code.startswith("XX"):
            return RecordError(f"{place} is damaged ({cause}): restore a backup, or read the reports anew")
        return RecordError(f"{place}: {cause}")


def _number(connection: sa.Connection) -> int:
    return connection.scalar(sa.select(sa.func.max(schema.version.c.number))) or 0


def _limit(connection: sa.Connection) -> None:
    """What a reader may still take of its time; the server cuts a statement that takes longer."""
    left = deadlines.remaining()
    if left is not None:
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {max(1, int(left * 1000))}")
