"""The whole flow on one screen: from paths to a record.

    sources → cleaning → language → actors, dates, places → statements → events → stories → merge → store

Up to `events` a report is read by itself; from `stories` on, all reports together. Each batch is one transaction:
killed at any moment, the next call goes on where this one stopped and ends with the same record.
"""

from __future__ import annotations

import functools
import hashlib
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from communique import (
    actors,
    cleaning,
    dates,
    events,
    language,
    merge,
    places,
    sources,
    statements,
    stories,
)
from communique.events.dating import dated as date_events
from communique.events.model import shipped as load_coder
from communique.events.tolls import tolls
from communique.records import Comparison, Document, Frozen, Judgement, Reading, Report, Story
from communique.run import Engine, Task, exchange, shards
from communique.run.stages import timed
from communique.statements.dating import dated as date_statements
from communique.store import Filter
from communique.version import __version__

if TYPE_CHECKING:
    from communique.store import Record

__all__ = ["Result", "clean_documents", "conclude", "read", "read_report"]

T = TypeVar("T")

# What reads a report; a record read by another coder is read anew. Raised when a change alters what is found.
CODER = f"{__version__}.4"
# Reports a transaction: enough that the disk is no bottleneck, few enough that a kill costs seconds.
_BATCH = 64
# A report longer than this would push the sentences of others out of the parser's cache.
_LONG = 50_000

Progress = Callable[[str, int], None]


class Result(Frozen, frozen=True, kw_only=True):
    """What one call of `read` did: reports new to the record, refused and uncoded ones with reasons, and the counts."""

    documents: int
    new: int
    known: int
    refused: tuple[tuple[str, str], ...]
    uncoded: tuple[tuple[str, str], ...]
    read: int
    counts: dict[str, int]


class Known(Frozen, frozen=True, kw_only=True):
    """What cleaning knows beside a document: what outlets repeat on their pages, and what the user says of outlets."""

    repeats: cleaning.Repeats
    outlets: Mapping[str, cleaning.Facts]


def read(
    paths: Iterable[sources.Source],
    record: Record,
    *,
    engine: Engine,
    mapping: Mapping[str, str] | None = None,
    outlets: Mapping[str, cleaning.Facts] | None = None,
    progress: Progress = lambda stage, done: None,
) -> Result:
    """Read reports into `record`; return what was read and what was refused.

    `outlets` is what the user says of outlets. `progress` is called with the name of a stage and the number of reports
    that passed it since the last call. Raises `UsageError` where a path does not exist, before anything is read, and
    `RecordError` where the record can't be written.
    """
    before = record.known()
    documents = known = new = read_now = 0
    refused: list[tuple[str, str]] = []
    uncoded: list[tuple[str, str]] = []
    every = clean_documents(paths, engine=engine, mapping=mapping, outlets=outlets)
    for cleaned in _batches(_counted("clean", every, progress), _BATCH):
        new += timed("store", record.add_reports, cleaned)
        documents += len(cleaned)
        known += sum(report.report_id in before for _, report in cleaned)
        refused += [(report.source, report.refused) for _, report in cleaned if report.refused is not None]
    for found in _batches(_counted("read", engine.map(READ, _unread(record), None), progress), _BATCH):
        timed("store", record.add_readings, [reading for _, reading in found], CODER)
        read_now += len(found)
        uncoded += [(report.source, reading.failed) for report, reading in found if reading.failed]
    conclude(record, progress=progress)
    return Result(
        documents=documents,
        new=new,
        known=known,
        refused=tuple(refused),
        uncoded=tuple(sorted(uncoded)),
        read=read_now,
        counts=record.counts(),
    )


def clean_documents(
    paths: Iterable[sources.Source],
    *,
    engine: Engine,
    mapping: Mapping[str, str] | None = None,
    outlets: Mapping[str, cleaning.Facts] | None = None,
) -> Iterator[tuple[Document, Report]]:
    """Every document of `paths` with its cleaned report. The paths are read twice: first for lines that pages share."""
    paths = list(paths)
    repeats = timed("repeats", cleaning.Repeats.of, sources.documents(paths, mapping=mapping))
    documents = sources.documents(paths, mapping=mapping)
    known = Known(repeats=repeats, outlets=outlets or {})
    return engine.map(CLEAN, shards(documents, 8, lambda document: len(document.data)), known)


def _unread(record: Record) -> Iterator[list[Report]]:
    """The reports to read in shards, copies together: what a worker has just parsed it does not parse again."""
    lots = ((language.lot(report.text), report.report_id) for report in _reports(record, record.unread(CODER)))
    for ids in exchange(lots, 4):
        yield list(_reports(record, ids))


def _reports(record: Record, ids: Iterable[str]) -> Iterator[Report]:
    return (report for report in map(record.report, ids) if report is not None)


def _clean(known: Known, documents: list[Document]) -> Iterator[Report]:
    clean = functools.partial(cleaning.clean, repeats=known.repeats, known=known.outlets)
    return (timed("cleaning", clean, document) for document in documents)


def _read(shared: None, reports: list[Report]) -> Iterator[Reading]:
    if len(reports) > 1:
        # The sentences of a shard in one go, each different one once: the parser is fastest on many.
        short = [(r.report_id, r.text) for r in reports if _is_coded(r) and len(r.text) < _LONG]
        timed("language", language.parse_all, short)
    return map(read_or_say_why, reports)


def read_or_say_why(report: Report) -> Reading:
    """`read_report`, except that a report which breaks a stage costs its own coding and nobody else's."""
    try:
        return read_report(report)
    except MemoryError:
        # Another worker may have the memory that is wanting here.
        raise
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(where.filename).stem}.{where.name}"
        reason = f"could not be coded ({type(error).__name__}: {error}, in {place}): please report this document"
        return Reading(report_id=report.report_id, published=report.published, failed=reason)


def read_report(report: Report) -> Reading:
    """All that is found in one report by itself."""
    if not _is_coded(report):
        # Kept, searchable and grouped with its story; no coder for its language, and so nothing is claimed.
        return Reading(report_id=report.report_id, published=report.published)
    parsed = timed("language", language.parse, report.report_id, report.text)
    report = msgspec.structs.replace(report, published=timed("dates", dates.imply, report, parsed))
    mentions = timed("actors", actors.find, parsed, report)
    times = timed("dates", dates.find, parsed, report.published)
    places_found = timed("places", places.find, parsed, mentions)
    said = timed("statements", statements.find, parsed, mentions, report)
    said = timed("statements", date_statements, said, parsed, times, report.published)
    medium = actors.outlet(report.agency or report.outlet)
    coded, untied = timed("events", events.code_all, parsed, report, mentions, times, places_found, said)
    return Reading(
        report_id=report.report_id,
        published=report.published,
        medium=medium.name if medium else report.agency or report.outlet,
        state_media=bool(medium and medium.state_media),
        mentions=mentions,
        times=times,
        places=places_found,
        statements=said,
        events=timed("events", tolls, date_events(coded, said, parsed, report), parsed, times, places_found),
        untied=date_events(untied, said, parsed, report),
        relations=timed("events", events.relations, parsed, report, mentions, times),
    )


def conclude(record: Record, *, progress: Progress = lambda stage, done: None) -> None:
    """Group all reports into stories and merge all readings, unless that was done for these readings before."""
    census = merge.Census()
    # Mentions of actors, times and places are two thirds of a reading, and nothing that is concluded asks for them.
    readings = timed("store", lambda: [census.counted(reading) for reading in record.readings()])
    judgements = list(record.judgements())
    read_state, state = _state(readings, judgements)
    if state == record.state():
        return
    if record.state().startswith(read_state):
        # Only judgements are new: the stories stand as they are.
        grouped: Sequence[Story] = list(record.stories())
        pairs: Sequence[Comparison] | None = None
    else:
        with timed("store", stories.Shelf, record.reports(Filter(refused=False))) as reports:
            grouping = timed("stories", stories.group, reports)
        grouped, pairs = grouping.stories, grouping.pairs
        progress("group", len(readings))
    concluded = timed("merge", merge.conclude, readings, grouped, judgements)
    progress("merge", len(readings))
    timed(
        "store",
        record.conclude,
        stories=grouped,
        pairs=pairs,
        events=concluded.events,
        relations=concluded.relations,
        statements=concluded.statements,
        actors=census.actors(),
        state=state,
    )


def _state(readings: Sequence[Reading], judgements: Sequence[Judgement]) -> tuple[str, str]:
    """A name of the readings, and a name of readings and judgements that begins with it."""
    digest = hashlib.blake2b(CODER.encode(), digest_size=16)
    for reading in readings:
        digest.update(reading.report_id.encode())
    read = digest.hexdigest()
    for judgement in judgements:
        digest.update(judgement.judgement_id.encode())
    return read, f"{read}:{digest.hexdigest()}"


def _counted(stage: str, items: Iterable[T], progress: Progress) -> Iterator[T]:
    for item in items:
        progress(stage, 1)
        yield item


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _is_coded(report: Report) -> bool:
    return report.language in ("en", "")


def _load_cleaning() -> None:
    cleaning.clean(Document(source="", data=_SAMPLE.encode()))


def _load_reading() -> None:
    read_report(Report(report_id="", source="", content_hash="", language="en", text=_SAMPLE))


def warm() -> Iterator[None]:
    """The loads of a reading, step by step: a worker that starts takes them while it waits for its first task."""
    # The coder's files are unpacked without the interpreter's lock: on another core, beside what needs it.
    beside = threading.Thread(target=load_coder)
    beside.start()
    try:
        for load in (language.pipeline, _load_cleaning, beside.join, _load_reading):
            load()
            yield
    finally:
        beside.join()


# Has every stage load its tables and models.
_SAMPLE = "On Tuesday Peru recalled its ambassador from Chile, the minister said in Lima.\n"
# Seconds: many times what a report takes on a busy machine, so that only those are given up that never end.
CLEAN = Task(
    function=_clean,
    failed=cleaning.refusal,
    seconds=lambda document: 600 + len(document.data) / 50_000,
    load=_load_cleaning,
)
READ = Task(
    function=_read,
    failed=lambda report, reason: Reading(report_id=report.report_id, published=report.published, failed=reason),
    seconds=lambda report: 120 + len(report.text) / 200,
    load=_load_reading,
)
