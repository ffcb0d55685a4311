"""Reading and writing a record file. One transaction a batch; safe to read while it is written (SQLite's WAL)."""

from __future__ import annotations

import functools
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

import msgspec
import sqlalchemy as sa
from sqlalchemy import event as sa_event
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from communique.errors import RecordError
from communique.records import (
    Actor,
    Comparison,
    Document,
    Event,
    Judgement,
    Member,
    Reading,
    Relation,
    Report,
    Statement,
    Story,
    When,
)
from communique.store import schema
from communique.store.filters import Filter
from communique.store.queries import busiest_pairs, select_events, select_relations, select_reports, select_statements

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

# A writer waits this long for another before it gives up; batches take a second or two.
_BUSY_SECONDS = 20


def open_record(path: str | Path, *, create: bool = False) -> Record:
    """Open a record file, or begin one with `create`.

    Raises `RecordError` when the file is missing (and not to be created), is no record, is damaged, locked, or was
    written by a newer version.
    """
    path = Path(path)
    if path.is_dir():
        raise RecordError(f"{path} is a folder, not a record: name a file, for example {path / 'record.communique'}")
    if not path.exists() and not create:
        raise RecordError(f"{path} does not exist: read some reports first, `communique read PATHS --record {path}`")
    if not path.parent.is_dir():
        raise RecordError(f"{path.parent} is no folder: create it, or name another place for the record")
    if path.exists() and path.stat().st_size and not _is_sqlite(path):
        raise RecordError(f"{path} is not a record (not an SQLite file): name another file with --record")
    return Record(path)


def _is_sqlite(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\x00"
    except OSError as error:
        raise RecordError(f"{path} can't be opened: {error.strerror}; check its permissions") from error


def _guarded(method: Callable[P, R]) -> Callable[P, R]:
    """Turn the database's own errors into `RecordError`s that say what to do."""

    @functools.wraps(method)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(*args, **kwargs)
        except SQLAlchemyError as error:
            raise _explained(args[0].path, error) from error  # type: ignore[attr-defined]

    return inner


def _guarded_rows(method: Callable[P, Iterator[T]]) -> Callable[P, Iterator[T]]:
    """The same for methods that yield: the database may fail at any row."""

    @functools.wraps(method)
    def inner(*args: P.args, **kwargs: P.kwargs) -> Iterator[T]:
        try:
            yield from method(*args, **kwargs)
        except SQLAlchemyError as error:
            raise _explained(args[0].path, error) from error  # type: ignore[attr-defined]

    return inner


def _explained(path: Path, error: SQLAlchemyError) -> RecordError:
    cause = str(getattr(error, "orig", error))
    if "locked" in cause or "busy" in cause:
        return RecordError(f"{path} is locked by another program: wait until its reading is done, then try again")
    if "readonly" in cause or "read-only" in cause or "unable to open" in cause:
        return RecordError(f"{path} can't be written ({cause}): check its permissions and those of its folder")
    if "full" in cause:
        return RecordError(f"the disk is full; {path} is unharmed: free some space and run the same command again")
    if isinstance(error, DatabaseError):
        return RecordError(f"{path} is damaged or not a record ({cause}): restore a copy, or read the reports anew")
    return RecordError(f"{path}: {cause}")


class Record:
    """An open record. Use as a context manager, or call `close`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = sa.create_engine(
            f"sqlite:///{path}", connect_args={"timeout": _BUSY_SECONDS}, poolclass=sa.pool.NullPool
        )
        sa_event.listen(self._engine, "connect", _configure)
        self._prepare()

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @_guarded
    def _prepare(self) -> None:
        with self._engine.begin() as connection:
            application = connection.exec_driver_sql("PRAGMA application_id").scalar()
            version = connection.exec_driver_sql("PRAGMA user_version").scalar() or 0
            tables = sa.inspect(connection).get_table_names()
            if tables and application != schema.APPLICATION_ID:
                raise RecordError(f"{self.path} is an SQLite file of another program: name another file with --record")
            if version > schema.SCHEMA_VERSION:
                raise RecordError(
                    f"{self.path} was written by a newer version (its tables are version {version}, this program knows "
                    f"{schema.SCHEMA_VERSION}): upgrade communique"
                )
            if not tables:
                schema.metadata.create_all(connection)
                for ddl in schema.SEARCH:
                    connection.exec_driver_sql(ddl)
                connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")

    # What was read -------------------------------------------------------------------------------------------------

    @_guarded
    def known(self) -> frozenset[str]:
        """The IDs of all reports in the record, refused ones too."""
        with self._engine.connect() as connection:
            return frozenset(connection.scalars(sa.select(schema.report.c.report_id)))

    @_guarded
    def add_reports(self, batch: Iterable[tuple[Document, Report]]) -> int:
        """Store cleaned reports with their raw documents, one transaction; those already there are left as they are."""
        batch = list({report.report_id: (document, report) for document, report in batch}.values())
        with self._engine.begin() as connection:
            ids = [report.report_id for _, report in batch]
            known = set(
                connection.scalars(sa.select(schema.report.c.report_id).where(schema.report.c.report_id.in_(ids)))
            )
            new = [(document, report) for document, report in batch if report.report_id not in known]
            if not new:
                return 0
            connection.execute(schema.report.insert(), [_report_row(report) for _, report in new])
            connection.execute(schema.raw.insert(), [_raw_row(document, report) for document, report in new])
            readable = [report for _, report in new if report.refused is None]
            for table in ("search", "search_parts"):
                connection.exec_driver_sql(
                    f"INSERT INTO {table} (rowid, report_id, title, text) "
                    "SELECT rowid, ?, ?, ? FROM report WHERE report_id = ?",
                    [(r.report_id, r.title, r.text, r.report_id) for r in readable],
                ) if readable else None
        return len(new)

    @_guarded
    def unread(self, coder: str) -> list[str]:
        """IDs of reports that are readable but not yet read by this version of the coder, in order."""
        joined = schema.report.outerjoin(schema.reading, schema.reading.c.report_id == schema.report.c.report_id)
        query = (
            sa.select(schema.report.c.report_id)
            .select_from(joined)
            .where(schema.report.c.refused.is_(None))
            .where(sa.or_(schema.reading.c.coder.is_(None), schema.reading.c.coder != coder))
            .order_by(schema.report.c.report_id)
        )
        with self._engine.connect() as connection:
            return list(connection.scalars(query))

    @_guarded
    def add_readings(self, readings: Sequence[Reading], coder: str) -> None:
        """Store what was found in a batch of reports; an older reading of the same report gives way."""
        if not readings:
            return
        with self._engine.begin() as connection:
            ids = [reading.report_id for reading in readings]
            connection.execute(schema.reading.delete().where(schema.reading.c.report_id.in_(ids)))
            connection.execute(schema.reading.insert(), [_reading_row(reading, coder) for reading in readings])

    @_guarded_rows
    def readings(self) -> Iterator[Reading]:
        """All readings in order of report ID."""
        query = sa.select(schema.reading.c.body).order_by(schema.reading.c.report_id)
        yield from self._decoded(query, Reading)

    @_guarded
    def raw(self, report_id: str) -> bytes:
        """The raw bytes that a report was read from."""
        with self._engine.connect() as connection:
            data = connection.scalar(sa.select(schema.raw.c.data).where(schema.raw.c.report_id == report_id))
        return zlib.decompress(data) if data else b""

    # What was concluded --------------------------------------------------------------------------------------------

    @_guarded
    def conclude(
        self,
        *,
        stories: Sequence[Story],
        pairs: Sequence[Comparison] | None,
        events: Sequence[Event],
        relations: Sequence[Relation],
        statements: Sequence[Statement],
        actors: Mapping[str, tuple[Actor, int, int]],
        state: str,
    ) -> None:
        """Replace all conclusions in one transaction. `state` names the readings that they were drawn from.

        `actors` maps an actor ID to the actor, its number of mentions, and its number of reports. `pairs` may be left
        as they are (`None`).
        """
        rows: list[tuple[sa.Table, list[dict[str, Any]]]] = [
            (schema.membership, [row for story in stories for row in _member_rows(story)]),
            (schema.story, [_story_row(story) for story in stories]),
            *([] if pairs is None else [(schema.pair, [_pair_row(pair) for pair in pairs])]),
            (schema.statement, [_statement_row(statement) for statement in statements]),
            (schema.event, [_event_row(event) for event in events]),
            (schema.party, [row for event in events for row in _party_rows(event)]),
            (
                schema.event_report,
                [{"event_id": event.event_id, "report_id": report} for event in events for report in event.reports],
            ),
            (schema.relation, [_relation_row(relation) for relation in relations]),
            (schema.relation_party, [row for relation in relations for row in _relation_party_rows(relation)]),
            (schema.actor, [_actor_row(*known) for known in actors.values()]),
        ]
        with self._engine.begin() as connection:
            for table, values in rows:
                connection.execute(table.delete())
                if values:
                    connection.execute(table.insert(), values)
            connection.execute(schema.meta.delete().where(schema.meta.c.key == "state"))
            connection.execute(schema.meta.insert(), {"key": "state", "value": state})

    @_guarded
    def state(self) -> str:
        """The name of the readings that the conclusions were drawn from; empty before the first conclusion."""
        with self._engine.connect() as connection:
            return connection.scalar(sa.select(schema.meta.c.value).where(schema.meta.c.key == "state")) or ""

    # What a person said --------------------------------------------------------------------------------------------

    @_guarded
    def add_judgements(self, judgements: Sequence[Judgement]) -> int:
        """Store judgements; those already there are left as they are. Returns how many are new."""
        with self._engine.begin() as connection:
            known = set(connection.scalars(sa.select(schema.judgement.c.judgement_id)))
            new = [judgement for judgement in judgements if judgement.judgement_id not in known]
            if new:
                connection.execute(schema.judgement.insert(), [_judgement_row(judgement) for judgement in new])
        return len(new)

    @_guarded
    def undo(self, judgement_id: str, at: str) -> bool:
        """Take a judgement back; it stays in the history. Returns whether it was in force."""
        table = schema.judgement
        with self._engine.begin() as connection:
            done = connection.execute(
                table.update().where(table.c.judgement_id == judgement_id, table.c.undone.is_(None)).values(undone=at)
            )
        return bool(done.rowcount)

    @_guarded_rows
    def judgements(self, *, undone: bool = False) -> Iterator[Judgement]:
        """Judgements in the order in which they were made: those in force, or those that were undone."""
        table = schema.judgement
        query = sa.select(table.c.body).where(table.c.undone.is_not(None) if undone else table.c.undone.is_(None))
        yield from self._decoded(query.order_by(table.c.at, table.c.judgement_id), Judgement)

    # Listings ------------------------------------------------------------------------------------------------------

    @_guarded_rows
    def reports(self, where: Filter = Filter()) -> Iterator[Report]:  # noqa: B008
        """Reports with their place in their story and their date as read, in order of date, then of source."""
        with self._engine.connect() as connection:
            for row in connection.execute(select_reports(where)):
                yield _whole_report(row)

    @_guarded
    def report(self, report_id: str) -> Report | None:
        """One report, or `None`."""
        return next(iter(self.reports(Filter(report=report_id))), None)

    @_guarded
    def reading(self, report_id: str) -> Reading | None:
        """What was found in one report, or `None` where it was not read."""
        query = sa.select(schema.reading.c.body).where(schema.reading.c.report_id == report_id)
        return next(self._decoded(query, Reading), None)

    @_guarded_rows
    def stories(self) -> Iterator[Story]:
        """Stories, the largest first."""
        order = (schema.story.c.size.desc(), schema.story.c.story_id)
        yield from self._decoded(sa.select(schema.story.c.body).order_by(*order), Story)

    @_guarded_rows
    def statements(self, where: Filter = Filter()) -> Iterator[Statement]:  # noqa: B008
        """Statements in order of date, then of place in the report."""
        yield from self._decoded(select_statements(where), Statement)

    @_guarded_rows
    def events(self, where: Filter = Filter()) -> Iterator[Event]:  # noqa: B008
        """Events in order of date; those without a date come last."""
        yield from self._decoded(select_events(where), Event)

    @_guarded_rows
    def relations(self, where: Filter = Filter()) -> Iterator[Relation]:  # noqa: B008
        """Standing facts in order of their beginning."""
        yield from self._decoded(select_relations(where), Relation)

    @_guarded_rows
    def actors(self, country: str | None = None) -> Iterator[tuple[Actor, int, int]]:
        """Actors with the number of mentions and of reports, the most mentioned first."""
        query = sa.select(schema.actor.c.body, schema.actor.c.mentions, schema.actor.c.reports)
        if country is not None:
            query = query.where(schema.actor.c.country == country)
        query = query.order_by(schema.actor.c.mentions.desc(), schema.actor.c.actor_id)
        with self._engine.connect() as connection:
            for body, mentions, reports in connection.execute(query):
                yield msgspec.json.decode(body, type=Actor), mentions, reports

    @_guarded
    def find(self, prefix: str) -> list[tuple[str, str]]:
        """(kind, ID) of every fact whose ID begins with `prefix`."""
        found: list[tuple[str, str]] = []
        with self._engine.connect() as connection:
            for kind in ("report", "story", "statement", "event", "relation", "actor", "judgement"):
                table = schema.metadata.tables[kind]
                key = table.c[f"{kind}_id"]
                query = sa.select(key).where(key.startswith(prefix, autoescape=True)).order_by(key).limit(20)
                found += [(kind, value) for value in connection.scalars(query)]
        return found

    @_guarded
    def fact(self, kind: str, fact_id: str) -> Any:
        """One fact by its kind and whole ID, or `None`."""
        if kind == "report":
            return self.report(fact_id)
        types: dict[str, type[Any]] = {
            "story": Story, "statement": Statement, "event": Event, "relation": Relation, "actor": Actor,
            "judgement": Judgement,
        }  # fmt: skip
        table = schema.metadata.tables[kind]
        query = sa.select(table.c.body).where(table.c[f"{kind}_id"] == fact_id)
        return next(self._decoded(query, types[kind]), None)

    @_guarded
    def search(self, query: str, *, limit: int = 50) -> list[tuple[str, str]]:
        """(report_id, FTS5 query that found it) for reports that hold all words of `query`, the best first.

        A phrase stands in double quotes. Falls back to parts of words (and to scripts without spaces) when whole words
        find nothing.
        """
        from communique.store.search import as_match

        with self._engine.connect() as connection:
            for table in ("search", "search_parts"):
                match = as_match(query, parts=table == "search_parts")
                if not match:
                    continue
                rows = connection.exec_driver_sql(
                    f"SELECT report_id FROM {table} WHERE {table} MATCH ? ORDER BY rank, report_id LIMIT ?",
                    (match, limit),
                ).all()
                if rows:
                    return [(row[0], match) for row in rows]
        return []

    @_guarded
    def count_events(self, where: Filter) -> int:
        """How many events a filter lets through, without its page."""
        whole = msgspec.structs.replace(where, limit=None, offset=0)
        query = sa.select(sa.func.count()).select_from(select_events(whole).order_by(None).subquery())
        with self._engine.connect() as connection:
            return int(connection.scalar(query) or 0)

    @_guarded
    def pairs(self, limit: int = 12) -> list[tuple[str, str, int]]:
        """The pairs of countries with the most events: (a, b, number)."""
        with self._engine.connect() as connection:
            return [(row[0], row[1], row[2]) for row in connection.execute(busiest_pairs(limit))]

    @_guarded
    def span(self) -> tuple[str, str] | None:
        """The first and last day of what is told as news, `None` where no event has a day."""
        table = schema.event
        query = sa.select(sa.func.min(table.c.start), sa.func.max(table.c.end)).where(table.c.status != "historical")
        with self._engine.connect() as connection:
            row = connection.execute(query).one()
        return (row[0], row[1]) if row[0] and row[1] else None

    @_guarded
    def counts(self) -> dict[str, int]:
        """How many rows each kind has; origins are summed over stories, refused reports counted apart."""
        with self._engine.connect() as connection:
            found = {
                name: int(connection.scalar(sa.select(sa.func.count()).select_from(schema.metadata.tables[name])) or 0)
                for name in ("report", "story", "statement", "event", "relation", "actor", "judgement")
            }
            refused = sa.select(sa.func.count()).select_from(schema.report).where(schema.report.c.refused.is_not(None))
            found["refused"] = int(connection.scalar(refused) or 0)
            found["origins"] = int(connection.scalar(sa.select(sa.func.sum(schema.story.c.origins))) or 0)
        return found

    @_guarded
    def check(self) -> list[str]:
        """What is wrong with the file, in SQLite's words; an empty list when it is whole."""
        with self._engine.connect() as connection:
            rows = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        return [row for row in rows if row != "ok"] + [f"orphan row in {row[0]}" for row in orphans]

    def _decoded(self, query: sa.Select[Any], kind: type[T]) -> Iterator[T]:
        decoder = msgspec.json.Decoder(kind)
        with self._engine.connect() as connection:
            for (body,) in connection.execute(query):
                yield decoder.decode(body)


def _configure(connection: sqlite3.Connection, _: object) -> None:
    # WAL lets readers go on while one program writes; FULL keeps a committed batch through a power cut.
    if os.access(connection.execute("PRAGMA database_list").fetchone()[2] or ".", os.W_OK):
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _report_row(report: Report) -> dict[str, Any]:
    return {
        "report_id": report.report_id,
        "source": report.source,
        "content_hash": report.content_hash,
        "outlet": report.outlet,
        "language": report.language,
        "refused": report.refused,
        "body": msgspec.json.encode(report),
    }


def _raw_row(document: Document, report: Report) -> dict[str, Any]:
    return {"report_id": report.report_id, "media": document.media, "data": zlib.compress(document.data, 6)}


def _reading_row(reading: Reading, coder: str) -> dict[str, Any]:
    dates = _dates(reading.published)
    return {"report_id": reading.report_id, "coder": coder, **dates, "body": msgspec.json.encode(reading)}


def _dates(when: When) -> dict[str, str | None]:
    return {
        "start": when.start.isoformat() if when.start else None,
        "end": when.end.isoformat() if when.end else None,
    }


def _story_row(story: Story) -> dict[str, Any]:
    body = msgspec.json.encode(story)
    return {"story_id": story.story_id, "origins": story.origins, "size": len(story.members), "body": body}


def _member_rows(story: Story) -> list[dict[str, Any]]:
    def row(member: Member) -> dict[str, Any]:
        return {
            "report_id": member.report_id,
            "story_id": story.story_id,
            "copy_kind": member.copy_kind,
            "derived_from": member.derived_from,
            "origin": member.origin,
        }

    return [row(member) for member in story.members]


def _pair_row(pair: Comparison) -> dict[str, Any]:
    return {"a": pair.a, "b": pair.b, "kind": pair.kind, "body": msgspec.json.encode(pair)}


def _statement_row(statement: Statement) -> dict[str, Any]:
    actor = statement.speaker.actor if statement.speaker else None
    return {
        "statement_id": statement.statement_id,
        "report_id": statement.report_id,
        "speaker": actor.actor_id if actor else None,
        "country": actor.country if actor else None,
        **_dates(statement.when),
        "body": msgspec.json.encode(statement),
    }


def _event_row(event: Event) -> dict[str, Any]:
    return {
        "event_id": event.event_id,
        "type": event.type,
        "mode": event.mode,
        "quad": event.quad,
        "status": event.status,
        "score": event.score,
        **_dates(event.when),
        "origins": event.origins,
        "place": event.place.name if event.place else None,
        "judged": event.judged,
        "body": msgspec.json.encode(event),
    }


def _party_rows(event: Event) -> list[dict[str, Any]]:
    sides = (("actor", event.actors), ("recipient", event.recipients))
    rows = {(role, actor.actor_id): actor.country for role, actors in sides for actor in actors}
    return [
        {"event_id": event.event_id, "role": role, "actor_id": actor_id, "country": country}
        for (role, actor_id), country in rows.items()
    ]


def _relation_row(relation: Relation) -> dict[str, Any]:
    body = msgspec.json.encode(relation)
    return {"relation_id": relation.relation_id, "kind": relation.kind, **_dates(relation.valid), "body": body}


def _relation_party_rows(relation: Relation) -> list[dict[str, Any]]:
    parties = {actor.actor_id: actor.country for actor in relation.parties}
    return [
        {"relation_id": relation.relation_id, "actor_id": actor_id, "country": country}
        for actor_id, country in parties.items()
    ]


def _judgement_row(judgement: Judgement) -> dict[str, Any]:
    return {
        "judgement_id": judgement.judgement_id,
        "target": judgement.target,
        "at": judgement.at,
        "undone": None,
        "body": msgspec.json.encode(judgement),
    }


def _actor_row(actor: Actor, mentions: int, reports: int) -> dict[str, Any]:
    return {
        "actor_id": actor.actor_id,
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country,
        "mentions": mentions,
        "reports": reports,
        "body": msgspec.json.encode(actor),
    }


def _whole_report(row: sa.Row[Any]) -> Report:
    report = msgspec.json.decode(row.body, type=Report)
    changes: dict[str, Any] = {}
    if row.story_id is not None:
        changes = {
            "story_id": row.story_id,
            "copy_kind": row.copy_kind,
            "derived_from": row.derived_from,
            "origin": row.origin,
        }
    if row.reading is not None:
        changes["published"] = msgspec.json.decode(row.reading, type=_Dated).published
    return msgspec.structs.replace(report, **changes)


class _Dated(msgspec.Struct):
    """The one field of a reading that a report's listing needs."""

    published: When
