"""A dossier of one pair: what an analyst hands on. Plain templates around the press's own words; every line cited.

`gather` collects the lines from a record; `markdown`, `html` and `docx` write them. Nothing is said here that the
record does not hold: a line is a date, an act in the codebook's verbs, the clause it rests on, and where that stands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from communique.briefing.citing import Sources
from communique.briefing.lines import dispute, event_lines, relation_line, wording_lines
from communique.briefing.shapes import Brief, Cite, Line, Section, Source
from communique.briefing.writing import WRITERS, docx, html, markdown
from communique.export.dyads import country_name
from communique.export.rows import day
from communique.records import Event, Relation
from communique.store import Filter, Record
from communique.wordings import wording_of

__all__ = ["WRITERS", "Brief", "Cite", "Line", "Section", "Source", "docx", "gather", "html", "markdown"]

# Types whose act is one of words: they stand apart from deeds, by who spoke.
_OF_WORDS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


def gather(record: Record, a: str, b: str, *, since: dt.date | None = None) -> Brief:
    """The dossier of two parties (codes or actor IDs); with `since`, what is new from that day on stands first."""
    events = list(record.events(Filter(pair=(a, b))))
    relations = list(record.relations(Filter(pair=(a, b))))
    book = Sources(record)
    names = {code: country_name(code) for code in (a, b)}
    sections = [
        *_of_events(events, since, names, book),
        *(_wording(record, speaker, about, names, book) for speaker, about in ((a, b), (b, a))),
        Section("What stands between them", tuple(relation_line(relation, book) for relation in relations)),
        Section("Where reports disagree", tuple(dispute(one, book) for one in _disputed(events))),
        Section("Told as history", event_lines([e for e in events if e.status == "historical"], book)),
    ]
    return Brief(
        title=" – ".join(names.values()),
        summary=_summary(events, relations, book),
        sections=tuple(section for section in sections if section.lines),
        sources=book.listed(),
    )


def _of_events(
    events: Sequence[Event], since: dt.date | None, names: dict[str, str], book: Sources
) -> Iterable[Section]:
    """What is new, deeds, words by who spoke, what is still to come, what was denied."""
    if since is not None:
        new = [event for event in events if event.when.end and event.when.end >= since and event.status != "historical"]
        yield Section(f"New since {since}", event_lines(new, book))
        events = [event for event in events if event not in new]
    current = [event for event in events if event.status in ("reported", "ongoing")]
    yield Section("What happened", event_lines([e for e in current if e.type not in _OF_WORDS], book))
    words = [event for event in current if event.type in _OF_WORDS]
    for code, name in names.items():
        yield Section(f"What {name} said", event_lines([e for e in words if _speaks(e, code)], book))
    others = [event for event in words if not any(_speaks(event, code) for code in names)]
    yield Section("What others said to or of both", event_lines(others, book))
    yield Section("Announced or conditional", event_lines([e for e in events if e.status in _TO_COME], book))
    yield Section(
        "Denied, or said not to have happened", event_lines([e for e in events if e.status == "negated"], book)
    )


_TO_COME = ("future", "hypothetical")


def _speaks(event: Event, code: str) -> bool:
    """Whether a party acts first: an agreement of both is told once, under the first of its actors."""
    return bool(event.actors) and code in (event.actors[0].country, event.actors[0].actor_id)


def _disputed(events: Sequence[Event]) -> list[Event]:
    """Events with contradictions; of two that dispute each other, the first."""
    shown: set[str] = set()
    found = []
    for event in events:
        if event.contradictions and event.event_id not in shown:
            found.append(event)
            shown |= {one.other for one in event.contradictions if one.other}
    return found


def _wording(record: Record, speaker: str, about: str, names: dict[str, str], book: Sources) -> Section:
    found, _, _ = wording_of(record, speaker, about)
    return Section(f"How {names[speaker]}'s wording on {names[about]} moved", wording_lines(found, book))


def _summary(events: Sequence[Event], relations: Sequence[Relation], book: Sources) -> str:
    if not events and not relations:
        return "The record holds nothing on this pair."
    reports = {report for event in events for report in event.reports}
    told = [event for event in events if event.status in ("reported", "ongoing")]
    good = sum(event.quad.endswith("cooperation") for event in told)
    days = [event.when for event in told if event.when.known]
    span = f", {day(days[0])} to {day(days[-1])}" if days else ""
    return (
        f"{_count(len(events), 'event')}{span} ({good} of cooperation, {len(told) - good} of conflict, "
        f"{len(events) - len(told)} planned, denied or told as history) and {_count(len(relations), 'standing fact')}, "
        f"from {_count(len(reports), 'report')} of {_count(book.origins(reports), 'independent origin')}."
    )


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")
