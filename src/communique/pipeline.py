"""The whole flow on one screen: from paths to a record.

    sources → cleaning → language → actors, dates, places → statements → events → stories → merge → store

Up to `events` a report is read by itself; from `stories` on, all reports together. Each batch is one transaction:
killed at any moment, the next call goes on where this one stopped and ends with the same record.
"""

from __future__ import annotations

import functools
import hashlib
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

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
from communique.records import Actor, Comparison, Document, Frozen, Judgement, Reading, Report, Story
from communique.run import Engine
from communique.statements.dating import dated as date_statements
from communique.store import Filter, Record
from communique.version import __version__

__all__ = ["Result", "clean_documents", "conclude", "read", "read_report"]

T = TypeVar("T")

# What reads a report; a record read by another coder is read anew. Raised when a change alters what is found.
CODER = f"{__version__}.3"
# Reports a transaction: enough that the disk is no bottleneck, few enough that a kill costs seconds.
_BATCH = 64

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


def read(
    paths: Iterable[str | Path],
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
    known = record.known()
    seen: list[Report] = []
    new = 0
    for batch in _batches(clean_documents(paths, engine=engine, mapping=mapping, outlets=outlets), _BATCH):
        new += record.add_reports(batch)
        seen += [_outline(report) for _, report in batch]
        progress("clean", len(batch))
    unread = record.unread(CODER)
    uncoded: list[tuple[str, str]] = []
    for ids in _batches(unread, _BATCH):
        reports = [report for report in map(record.report, ids) if report is not None]
        readings = list(engine.map(read_or_say_why, reports, chunk=4))
        record.add_readings(readings, CODER)
        sources_of = {report.report_id: report.source for report in reports}
        uncoded += [(sources_of[reading.report_id], reading.failed) for reading in readings if reading.failed]
        progress("read", len(ids))
    conclude(record, progress=progress)
    return Result(
        documents=len(seen),
        new=new,
        known=sum(report.report_id in known for report in seen),
        refused=tuple((report.source, report.refused) for report in seen if report.refused is not None),
        uncoded=tuple(uncoded),
        read=len(unread),
        counts=record.counts(),
    )


def clean_documents(
    paths: Iterable[str | Path],
    *,
    engine: Engine,
    mapping: Mapping[str, str] | None = None,
    outlets: Mapping[str, cleaning.Facts] | None = None,
) -> Iterator[tuple[Document, Report]]:
    """Every document of `paths` with its cleaned report. The paths are read twice: first for lines that pages share."""
    paths = list(paths)
    repeats = cleaning.Repeats.of(sources.documents(paths, mapping=mapping))
    clean = functools.partial(_clean, repeats=repeats, outlets=outlets)
    for batch in _batches(sources.documents(paths, mapping=mapping), _BATCH):
        yield from zip(batch, engine.map(clean, batch, chunk=8), strict=True)


def _clean(
    document: Document, repeats: cleaning.Repeats, outlets: Mapping[str, cleaning.Facts] | None = None
) -> Report:
    return cleaning.clean(document, repeats=repeats, known=outlets)


def read_or_say_why(report: Report) -> Reading:
    """`read_report`, except that a report which breaks a stage costs its own coding and nobody else's."""
    try:
        return read_report(report)
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(where.filename).stem}.{where.name}"
        reason = f"could not be coded ({type(error).__name__}: {error}, in {place}): please report this document"
        return Reading(report_id=report.report_id, published=report.published, failed=reason)


def read_report(report: Report) -> Reading:
    """All that is found in one report by itself."""
    if report.language not in ("en", ""):
        # Kept, searchable and grouped with its story; no coder for its language, and so nothing is claimed.
        return Reading(report_id=report.report_id, published=report.published)
    parsed = language.parse(report.report_id, report.text)
    report = msgspec.structs.replace(report, published=dates.imply(report, parsed))
    mentions = actors.find(parsed, report)
    times = dates.find(parsed, report.published)
    places_found = places.find(parsed, mentions)
    said = date_statements(statements.find(parsed, mentions, report), parsed, times, report.published)
    medium = actors.outlet(report.agency or report.outlet)
    coded = events.code(parsed, report, mentions, times, places_found, said)
    return Reading(
        report_id=report.report_id,
        published=report.published,
        medium=medium.name if medium else report.agency or report.outlet,
        state_media=bool(medium and medium.state_media),
        mentions=mentions,
        times=times,
        places=places_found,
        statements=said,
        events=date_events(coded, said, parsed, report),
        relations=events.relations(parsed, report, mentions, times),
    )


def conclude(record: Record, *, progress: Progress = lambda stage, done: None) -> None:
    """Group all reports into stories and merge all readings, unless that was done for these readings before."""
    readings = list(record.readings())
    judgements = list(record.judgements())
    read_state, state = _state(readings, judgements)
    if state == record.state():
        return
    if record.state().startswith(read_state):
        # Only judgements are new: the stories stand as they are.
        grouped: Sequence[Story] = list(record.stories())
        pairs: Sequence[Comparison] | None = None
    else:
        grouping = stories.group(record.reports(Filter(refused=False)))
        grouped, pairs = grouping.stories, grouping.pairs
        progress("group", len(readings))
    concluded = merge.conclude(readings, grouped, judgements)
    progress("merge", len(readings))
    record.conclude(
        stories=grouped,
        pairs=pairs,
        events=concluded.events,
        relations=concluded.relations,
        statements=concluded.statements,
        actors=_census(readings),
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


def _census(readings: Sequence[Reading]) -> dict[str, tuple[Actor, int, int]]:
    known: dict[str, Actor] = {}
    mentions: dict[str, int] = {}
    reports: dict[str, set[str]] = {}
    for reading in readings:
        for mention in reading.mentions:
            for actor in mention.actors:
                known.setdefault(actor.actor_id, actor)
                mentions[actor.actor_id] = mentions.get(actor.actor_id, 0) + 1
                reports.setdefault(actor.actor_id, set()).add(reading.report_id)
    return {key: (known[key], mentions[key], len(reports[key])) for key in sorted(known)}


def _outline(report: Report) -> Report:
    return Report(
        report_id=report.report_id, source=report.source, content_hash=report.content_hash, refused=report.refused
    )


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
