"""Words in PostgreSQL: a tsvector with a GIN index finds reports, BM25 as SQLite's FTS5 has it puts them in order.

`words` holds the words of title and text as `words.cut` gives them, each between two spaces, so that a phrase is a
stretch of it; `parts` holds both in lower case, for parts of words and for scripts without spaces, with a trigram index
where the server has `pg_trgm`. Without it a query for parts reads every report.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import SQLAlchemyError

from communique.records import Report
from communique.store import schema
from communique.store.search import RANKED, TRIGRAM, as_match, terms
from communique.store.words import cut

metadata = sa.MetaData()
search = sa.Table(
    "search",
    metadata,
    sa.Column("report_id", schema.String, primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("letters", sa.Integer, nullable=False),
    sa.Column("vector", postgresql.TSVECTOR, nullable=False),
    sa.Column("words", schema.String, nullable=False),
    sa.Column("parts", schema.String, nullable=False),
    sa.Index("search_vector", "vector", postgresql_using="gin"),
    sa.Index("search_size", "size", "report_id", postgresql_include=["letters"]),
)

# What PostgreSQL takes: a lexeme of 2 KB, a tsvector of 1 MB. What is longer is found by its parts only.
_LONGEST_WORD, _LARGEST_VECTOR = 500, 900_000
# BM25's constants, those of FTS5.
_K1, _B = 1.2, 0.75
# Stands between title and text, where no phrase can reach across; and for what PostgreSQL can't store.
_BREAK, _NUL = "\x01", "\ufffd"


def create(connection: sa.Connection) -> None:
    """Make the index, with trigrams where the server has them."""
    metadata.create_all(connection)
    where = _trigrams(connection)
    if where is not None:
        quoted = connection.dialect.identifier_preparer.quote(where)
        connection.exec_driver_sql(f"CREATE INDEX search_parts ON search USING gin (parts {quoted}.gin_trgm_ops)")


def _trigrams(connection: sa.Connection) -> str | None:
    """The schema that holds `pg_trgm`, put there if this user may; `None` where it can't be had."""
    query = "SELECT nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = extnamespace WHERE extname = 'pg_trgm'"
    held: str | None = connection.exec_driver_sql(query).scalar()
    offered = connection.exec_driver_sql("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'").scalar()
    if held is None and offered:
        # A part of the database, not of this record: every record of the database uses the same.
        with contextlib.suppress(SQLAlchemyError), connection.begin_nested():
            connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public")
            held = connection.exec_driver_sql(query).scalar()
    return held


def index(connection: sa.Connection, reports: Sequence[Report]) -> None:
    """Make reports findable."""
    if not reports:
        return
    cuts = iter(cut([text for report in reports for text in (report.title, report.text)]))
    rows = [_row(report, title, text) for report, title, text in zip(reports, cuts, cuts, strict=True)]
    made = sa.func.array_to_tsvector(sa.bindparam("lexemes", type_=postgresql.ARRAY(sa.Text)))
    values: dict[str, Any] = {name: sa.bindparam(name) for name in ("report_id", "size", "letters", "words", "parts")}
    connection.execute(search.insert().values(vector=made, **values), rows)


def _row(report: Report, title: list[str], text: list[str]) -> dict[str, Any]:
    lexemes, room = [], _LARGEST_VECTOR
    for word in dict.fromkeys((*title, *text)):
        room -= len(word.encode()) + 8
        if len(word) <= _LONGEST_WORD and room > 0:
            lexemes.append(word)
    sections = (report.title, report.text)
    return {
        "report_id": report.report_id,
        "size": len(title) + len(text),
        "letters": sum(max(len(section) - TRIGRAM + 1, 0) for section in sections),
        "words": _spaced(title) + _BREAK + _spaced(text),
        "parts": _BREAK.join(section.lower() for section in sections).replace("\0", _NUL),
        "lexemes": lexemes,
    }


def _spaced(words: Iterable[str]) -> str:
    return "".join(f" {word} " for word in words)


def find(connection: sa.Connection, query: str, limit: int) -> list[tuple[str, str]]:
    """Whole words first; parts of words, and scripts without spaces, where whole words find nothing."""
    phrases = [phrase for phrase in cut(terms(query)) if phrase]
    if phrases:
        needles = [_spaced(phrase) for phrase in phrases]
        conditions = [_held(phrase) for phrase in phrases]
        found = _ranked(connection, search.c.words, search.c.size, needles, conditions, limit)
        if found:
            return [(report_id, as_match(query)) for report_id in found]
    parts = [term.lower() for term in terms(query) if len(term) >= TRIGRAM]
    conditions = [search.c.parts.contains(part, autoescape=True) for part in parts]
    found = _ranked(connection, search.c.parts, search.c.letters, parts, conditions, limit) if parts else []
    return [(report_id, as_match(query, parts=True)) for report_id in found]


def _held(phrase: Sequence[str]) -> sa.ColumnElement[bool]:
    """That a report holds a phrase: each of its words by the index, their order by the text."""
    known = [word for word in dict.fromkeys(phrase) if len(word) <= _LONGEST_WORD]
    lexemes = " & ".join("'" + word.replace("'", "''").replace("\\", "\\\\") + "'" for word in known)
    by_index = search.c.vector.op("@@")(sa.cast(sa.literal(lexemes), postgresql.TSQUERY))
    if len(phrase) == 1:
        return by_index
    return sa.and_(by_index, search.c.words.contains(_spaced(phrase), autoescape=True))


def _ranked(
    connection: sa.Connection,
    text: sa.ColumnElement[str],
    length: sa.ColumnElement[int],
    needles: Sequence[str],
    conditions: Sequence[sa.ColumnElement[bool]],
    limit: int,
) -> list[str]:
    """IDs of reports that fulfil all conditions, by BM25 of how often each needle stands in them.

    Where there are many, the newest of them.
    """
    # How often it stands there: what its removal takes away.
    times = [
        ((sa.func.length(text) - sa.func.length(sa.func.replace(text, needle, ""))) / len(needle)).label(f"times_{n}")
        for n, needle in enumerate(needles)
    ]
    many = sa.select(search.c.report_id).where(*conditions).offset(RANKED).limit(1)
    if connection.scalar(many) is not None:
        newest = search.join(schema.report, schema.report.c.report_id == search.c.report_id)
        order = schema.report.c.added.desc()
        held = sa.select(search.c.report_id).select_from(newest).where(*conditions).order_by(order).limit(limit)
        return list(connection.scalars(held))
    rows = connection.execute(sa.select(search.c.report_id, length.label("size"), *times).where(*conditions)).all()
    if not rows:
        return []
    total, average = connection.execute(sa.select(sa.func.count(), sa.func.avg(length)).select_from(search)).one()
    weights = []
    for condition in conditions:
        holding = connection.scalar(sa.select(sa.func.count()).select_from(search).where(condition)) or 0
        # A writer may add reports between the two counts.
        weight = math.log((max(total - holding, 0) + 0.5) / (holding + 0.5))
        weights.append(weight if weight > 0 else 1e-6)
    scored = []
    for report_id, size, *counts in rows:
        spread = _K1 * (1 - _B + _B * size / float(average or 1))
        score = sum(w * (int(n) * (_K1 + 1)) / (int(n) + spread) for w, n in zip(weights, counts, strict=True))
        scored.append((-score, report_id))
    return [report_id for _, report_id in sorted(scored)[:limit]]
