"""Is the record whole? Bytes, rows without what they belong to, the index of words, and evidence against its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Literal

import msgspec
import sqlalchemy as sa

from communique.records import Evidence, Frozen, Reading, Report
from communique.store import schema
from communique.store.connection import Connected
from communique.store.faults import guarded

Mend = Literal["indexes", "orphans", "search", "readings", "conclusions", "copy"]

# (child, its column, parent, its column): every row of the child belongs to one of the parent.
LINKS = (
    ("raw", "report_id", "report", "report_id"),
    ("reading", "report_id", "report", "report_id"),
    ("membership", "report_id", "report", "report_id"),
    ("membership", "story_id", "story", "story_id"),
    ("pair", "a", "report", "report_id"),
    ("pair", "b", "report", "report_id"),
    ("statement", "report_id", "report", "report_id"),
    ("party", "event_id", "event", "event_id"),
    ("side", "event_id", "event", "event_id"),
    ("meeting", "event_id", "event", "event_id"),
    ("event_report", "event_id", "event", "event_id"),
    ("event_report", "report_id", "report", "report_id"),
    ("relation_party", "relation_id", "relation", "relation_id"),
)
_TALLIED = ("story", "statement", "event", "relation", "actor")


class Problem(Frozen, frozen=True, kw_only=True):
    """Something that is wrong with a record; `mend` is what to make anew, `copy` where only a copy helps.

    `ids` names what is concerned: reports whose readings are wrong, for `readings`.
    """

    says: str
    mend: Mend
    ids: tuple[str, ...] = ()


class _Evident(msgspec.Struct):
    """What a concluded fact rests on: an event's or relation's evidence, a statement's words."""

    evidence: tuple[Evidence, ...] = ()
    content: Evidence | None = None


class Checking(Connected):
    """The part of a record that looks at itself."""

    def check(self) -> list[str]:
        """What is wrong with the record, in words; an empty list when it is whole."""
        return [problem.says for problem in self.problems()]

    @guarded
    def problems(self) -> list[Problem]:
        """What is wrong with the record. Reads all of it."""
        with self._engine.connect() as connection:
            damages = self._backend.damages(connection)
            found = [Problem(says=says, mend=_mend_of(says)) for says in damages]
            if any(problem.mend == "copy" for problem in found):
                # What is read from damaged pages may be anything: no other finding would mean something.
                return found
            found += list(_orphans(connection))
            for kind, ids in self._backend.indexed(connection).items():
                found.append(Problem(says=f"{kind} {_some(ids, 'report')}", mend="search", ids=ids))
            found += list(_tallies(connection))
        claims, unreadable = self._claims()
        found += unreadable
        found += self._against_text(claims)
        return found

    def _claims(self) -> tuple[dict[str, list[tuple[int, int, str, str]]], list[Problem]]:
        """By report, the stretches that conclusions say they rest on: start, end, words, and whose they are."""
        claims: defaultdict[str, list[tuple[int, int, str, str]]] = defaultdict(list)
        unreadable = []
        decode = msgspec.json.Decoder(_Evident).decode
        for kind in ("statement", "event", "relation"):
            table = schema.metadata.tables[kind]
            for row in self._rows(sa.select(table.c[f"{kind}_id"].label("key"), table.c.body)):
                key = row.key
                try:
                    fact = decode(row.body)
                except msgspec.MsgspecError as error:
                    unreadable.append(Problem(says=f"{kind} {key} can't be read: {error}", mend="conclusions"))
                    continue
                for one in (*fact.evidence, *([fact.content] if fact.content else [])):
                    claims[one.report_id].append((one.start, one.end, one.text, f"{kind} {key}"))
        return claims, unreadable

    def _against_text(self, claims: dict[str, list[tuple[int, int, str, str]]]) -> Iterator[Problem]:
        report, reading = schema.report, schema.reading
        joined = report.outerjoin(reading, reading.c.report_id == report.c.report_id)
        query = sa.select(report.c.report_id, report.c.body, reading.c.body.label("reading")).select_from(joined)
        wrong_readings = []
        for row in self._rows(query):
            key = row.report_id
            try:
                text = msgspec.json.decode(row.body, type=Report).text
            except msgspec.MsgspecError as error:
                yield Problem(says=f"report {key} can't be read: {error}", mend="copy")
                claims.pop(key, None)
                continue
            for start, end, words, whose in claims.pop(key, ()):
                if text[start:end] != words:
                    yield Problem(says=f"{whose} rests on words that report {key} does not hold", mend="conclusions")
            if row.reading is not None and not _is_sound(row.reading, text):
                wrong_readings.append(key)
        for key, missing in claims.items():
            yield Problem(says=f"{missing[0][3]} rests on report {key}, which is not there", mend="conclusions")
        if wrong_readings:
            says = f"what was found in {_some(wrong_readings, 'report')} is not what the text holds"
            yield Problem(says=says, mend="readings", ids=tuple(wrong_readings))


def orphaned(child: str, column: str, parent: str, key: str) -> sa.ColumnElement[bool]:
    """The condition for a row of `child` that belongs to nothing."""
    table, above = schema.metadata.tables[child], schema.metadata.tables[parent]
    return ~sa.exists().where(above.c[key] == table.c[column])


def _orphans(connection: sa.Connection) -> Iterator[Problem]:
    for child, column, parent, key in LINKS:
        table = schema.metadata.tables[child]
        query = sa.select(sa.func.count()).select_from(table).where(orphaned(child, column, parent, key))
        number = connection.scalar(query)
        if number:
            yield Problem(says=f"{number} rows of {child} belong to no {parent}", mend="orphans")


def _tallies(connection: sa.Connection) -> Iterator[Problem]:
    known: dict[str, Any] = {row.name: row.number for row in connection.execute(sa.select(schema.tally))}
    for name in _TALLIED:
        number = connection.scalar(sa.select(sa.func.count()).select_from(schema.metadata.tables[name])) or 0
        written = known.get(name, 0) + (known.get("repeat", 0) if name == "statement" else 0)
        if number != written:
            says = f"{number} rows of {name} are there, and {written} were written"
            yield Problem(says=says, mend="conclusions")


def _is_sound(body: bytes, text: str) -> bool:
    """Whether a reading can be read, and all that it claims stands in the text."""
    try:
        reading = msgspec.json.decode(body, type=Reading)
    except msgspec.MsgspecError:
        return False
    stretches = [(one.start, one.end, one.text) for one in reading.mentions]
    evidence = [one.content for one in reading.statements]
    evidence += [one.evidence for one in (*reading.events, *reading.untied)]
    evidence += [one.evidence for one in reading.relations]
    stretches += [(one.start, one.end, one.text) for one in evidence]
    return all(text[start:end] == words for start, end, words in stretches)


def _mend_of(damage: str) -> Mend:
    """What helps against something that SQLite's check found: an index can be made anew from its table."""
    if "FTS5" in damage:
        return "search"
    return "indexes" if "index" in damage and "malformed" not in damage else "copy"


def _some(ids: Iterable[str], kind: str) -> str:
    """A few of the things concerned, and how many there are."""
    named = list(ids)
    more = f" and {len(named) - 3} more" if len(named) > 3 else ""
    return f"{kind}{'s' * (len(named) > 1)} {', '.join(named[:3])}{more}"
