"""The tables of a record. Columns are what is filtered and sorted by; `body` is the whole fact as JSON.

Two kinds of table: what was *read* (report, raw, reading, judgement), which is never derived from anything else here;
and what was *concluded* (membership, story, statement, event, relation, actor and their links), which is written anew
in one transaction whenever the readings change. `body` comes last in a row: SQLite reads what stands behind it only
by way of all of it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy import String as AnyString

# Raised by one for every change of the tables; `migrations` says how to get there from the one before.
SCHEMA_VERSION = 5
# "CmqR": marks the file as a record of this program (SQLite's application_id).
APPLICATION_ID = 0x436D7152

# The `day` that listings are sorted by, where there is none: it sorts after every date.
LAST_DAY = "9999"

metadata = MetaData()

# Compared byte by byte everywhere, so that every backend sorts alike.
String = AnyString().with_variant(AnyString(collation="C"), "postgresql")


# PostgreSQL takes 2,700 bytes in a row of an index, four of which a character may need.
_INDEXED = 500


class Foreign(TypeDecorator[str]):
    """Text that somebody else wrote, as far as it is sorted and filtered by: the body keeps it whole.

    It may be of any length, and may hold NUL, which PostgreSQL can't store.
    """

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        """The value as a column can hold it."""
        if value and dialect.name == "postgresql":
            value = value.replace("\0", "\ufffd")
        return value[:_INDEXED] if value else value


report = Table(
    "report",
    metadata,
    Column("report_id", String, primary_key=True),
    Column("source", Foreign, nullable=False),
    Column("content_hash", String, nullable=False),
    Column("outlet", Foreign, nullable=False),
    Column("language", Foreign, nullable=False),
    Column("refused", Foreign),
    # Reports are numbered as they come in.
    Column("added", Integer, nullable=False, server_default="0", index=True),
    Column("outlet_folded", Foreign, nullable=False, server_default=""),
    # The date as read, which is the page's own or what the text implies: `published` is all of it.
    Column("day", String, nullable=False, server_default=LAST_DAY),
    Column("start", String),
    Column("end", String),
    Column("published", LargeBinary),
    # 1 where the report says that its outlet is a state's, 0 where it says not, NULL where it does not know.
    Column("state_media", Integer),
    Column("body", LargeBinary, nullable=False),
    Index("report_day", "day", "source", "report_id", "start", "end"),
    Index("report_outlet", "outlet_folded", "report_id"),
    # Whose reports they are, all of them at once, without their bodies.
    Index("report_carrier", "report_id", "outlet", "state_media"),
)
Index(
    "report_refused",
    report.c.day,
    report.c.source,
    report.c.report_id,
    sqlite_where=report.c.refused.is_not(None),
    postgresql_where=report.c.refused.is_not(None),
)

raw = Table(
    "raw",
    metadata,
    Column("report_id", ForeignKey("report.report_id"), primary_key=True),
    Column("media", String, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

reading = Table(
    "reading",
    metadata,
    Column("report_id", ForeignKey("report.report_id"), primary_key=True),
    Column("coder", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

story = Table(
    "story",
    metadata,
    Column("story_id", String, primary_key=True),
    Column("origins", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
Index("story_size", story.c.size.desc(), story.c.story_id)

membership = Table(
    "membership",
    metadata,
    Column("report_id", ForeignKey("report.report_id"), primary_key=True),
    Column("story_id", String, nullable=False, index=True),
    Column("copy_kind", String, nullable=False),
    Column("derived_from", String),
    Column("origin", String, nullable=False),
)

pair = Table(
    "pair",
    metadata,
    Column("a", String, primary_key=True),
    Column("b", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

statement = Table(
    "statement",
    metadata,
    Column("statement_id", String, primary_key=True),
    Column("report_id", String, nullable=False, index=True),
    Column("speaker", String),
    Column("country", String),
    Column("start", String),
    Column("end", String),
    Column("day", String, nullable=False, server_default=LAST_DAY),
    # Whether a copy only repeats it.
    Column("repeats", Integer, nullable=False, server_default="0"),
    Column("body", LargeBinary, nullable=False),
    Index("statement_day", "day", "report_id", "statement_id", "repeats"),
    Index("statement_speaker", "speaker", "day", "report_id", "statement_id", "repeats"),
    Index("statement_country", "country", "day", "report_id", "statement_id", "repeats"),
)

event = Table(
    "event",
    metadata,
    Column("event_id", String, primary_key=True),
    Column("type", String, nullable=False),
    Column("mode", String, nullable=False),
    Column("quad", String, nullable=False),
    Column("status", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("start", String),
    Column("end", String),
    Column("origins", Integer, nullable=False),
    Column("place", Foreign),
    Column("judged", String, nullable=False),
    Column("day", String, nullable=False, server_default=LAST_DAY),
    Column("last", String),
    Column("place_folded", Foreign, index=True),
    Column("probability", Float, nullable=False, server_default="1"),
    # Who tells of it: 1 a state's media, 2 others, 3 both, 0 no report that is there.
    Column("told", Integer, nullable=False, server_default="0"),
    Column("body", LargeBinary, nullable=False),
    Index("event_day", "day", "type", "event_id", "status", "quad", "judged", "origins", "last", "told"),
    Index("event_type", "type", "day", "event_id", "status", "quad", "judged", "origins", "last", "told"),
    Index("event_sure", "judged", "probability", "event_id"),
)

# An event as each of its parties sees it, by country and by actor: all that listings of events filter and sort by, so
# that a page of a busy pair is read off one index. `role` is actor, recipient or both.
side = Table(
    "side",
    metadata,
    Column("side", String, primary_key=True),
    Column("day", String, primary_key=True),
    Column("type", String, primary_key=True),
    Column("event_id", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("last", String),
    Column("status", String, nullable=False),
    Column("quad", String, nullable=False),
    Column("judged", String, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("told", Integer, nullable=False, server_default="0"),
    sqlite_with_rowid=False,
)

# Two countries that meet in an event, `a` before `b`: as `side`, for each two; and what that comes to.
meeting = Table(
    "meeting",
    metadata,
    Column("a", String, primary_key=True),
    Column("b", String, primary_key=True),
    Column("day", String, primary_key=True),
    Column("type", String, primary_key=True),
    Column("event_id", String, primary_key=True),
    Column("last", String),
    Column("status", String, nullable=False),
    Column("quad", String, nullable=False),
    Column("judged", String, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("told", Integer, nullable=False, server_default="0"),
    Column("score", Float, nullable=False),
    sqlite_with_rowid=False,
)

# `events` counts all listed events of two countries, `told` and `score` those that are told as news and as done.
dyad = Table(
    "dyad",
    metadata,
    Column("a", String, primary_key=True),
    Column("b", String, primary_key=True),
    Column("events", Integer, nullable=False),
    Column("told", Integer, nullable=False),
    Column("score", Float, nullable=False),
)

party = Table(
    "party",
    metadata,
    Column("event_id", String, primary_key=True),
    Column("role", String, primary_key=True),
    Column("actor_id", String, primary_key=True),
    Column("country", String),
)

# `outlet` is the report's, so that the outlets of many events are counted without a look at their reports.
event_report = Table(
    "event_report",
    metadata,
    Column("event_id", String, primary_key=True),
    Column("report_id", String, primary_key=True, index=True),
    Column("outlet", Foreign, nullable=False, server_default=""),
    sqlite_with_rowid=False,
)

# How many events of the whole record an outlet tells of.
outlet = Table(
    "outlet",
    metadata,
    Column("name", Foreign, primary_key=True),
    Column("events", Integer, nullable=False),
)

relation = Table(
    "relation",
    metadata,
    Column("relation_id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("start", String),
    Column("end", String),
    Column("body", LargeBinary, nullable=False),
)

relation_party = Table(
    "relation_party",
    metadata,
    Column("relation_id", String, primary_key=True),
    Column("actor_id", String, primary_key=True),
    Column("country", String, index=True),
)

actor = Table(
    "actor",
    metadata,
    Column("actor_id", String, primary_key=True),
    Column("name", Foreign, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("country", String, index=True),
    Column("mentions", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

judgement = Table(
    "judgement",
    metadata,
    Column("judgement_id", String, primary_key=True),
    Column("target", String, nullable=False, index=True),
    Column("at", String, nullable=False),
    Column("undone", String),
    Column("body", LargeBinary, nullable=False),
)

# How many rows a table of conclusions has, how many origins there are, how many events each side has (`side:CHN`).
tally = Table("tally", metadata, Column("name", String, primary_key=True), Column("number", Integer, nullable=False))

# The migrations that made the tables what they are, in order; the largest number is the record's version.
version = Table(
    "version",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("program", String, nullable=False),
)

meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))
