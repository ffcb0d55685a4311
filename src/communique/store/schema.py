"""The tables of a record. Columns are what is filtered and sorted by; `body` is the whole fact as JSON.

Two kinds of table: what was *read* (report, raw, reading, judgement), which is never derived from anything else here;
and what was *concluded* (membership, story, statement, event, relation, actor and their links), which is written anew
in one transaction whenever the readings change.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

# Raised by one for every change of the tables; `migrations` says how to get there from the one before.
SCHEMA_VERSION = 1
# "CmqR": marks the file as a record of this program (SQLite's application_id).
APPLICATION_ID = 0x436D7152

metadata = MetaData()

report = Table(
    "report",
    metadata,
    Column("report_id", String, primary_key=True),
    Column("source", String, nullable=False),
    Column("content_hash", String, nullable=False),
    Column("outlet", String, nullable=False),
    Column("language", String, nullable=False),
    Column("refused", String),
    Column("body", LargeBinary, nullable=False),
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
    Column("start", String),
    Column("end", String),
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
    Column("speaker", String, index=True),
    Column("country", String, index=True),
    Column("start", String),
    Column("end", String),
    Column("body", LargeBinary, nullable=False),
)

event = Table(
    "event",
    metadata,
    Column("event_id", String, primary_key=True),
    Column("type", String, nullable=False, index=True),
    Column("mode", String, nullable=False),
    Column("quad", String, nullable=False),
    Column("status", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("start", String, index=True),
    Column("end", String),
    Column("origins", Integer, nullable=False),
    Column("place", String),
    Column("judged", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

party = Table(
    "party",
    metadata,
    Column("event_id", String, primary_key=True),
    Column("role", String, primary_key=True),
    Column("actor_id", String, primary_key=True),
    Column("country", String),
    Index("party_country", "country", "role", "event_id"),
    Index("party_actor", "actor_id", "event_id"),
)

event_report = Table(
    "event_report",
    metadata,
    Column("event_id", String, primary_key=True),
    Column("report_id", String, primary_key=True, index=True),
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
    Column("name", String, nullable=False, index=True),
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

meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

# unicode61 folds case and accents for languages with spaces; trigram finds Chinese, Japanese and parts of words.
SEARCH = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5("
    "report_id UNINDEXED, title, text, tokenize='unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_parts USING fts5(report_id UNINDEXED, title, text, tokenize='trigram')",
)
