"""A dossier of one pair: what an analyst hands on. Plain templates around the press's own words; every line cited.

`gather` collects the lines from a record; `markdown`, `html` and `docx` write them. Nothing is said here that the
record does not hold: a line is a date, an act in the codebook's verbs, the clause it rests on, and where that stands.
A dossier keeps to about two pages: each section shows what weighs most, and says how much more there is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from communique.briefing.citing import Sources
from communique.briefing.lines import day, dispute, event_lines, in_short, relation_line, weight, wording_lines
from communique.briefing.shapes import Brief, Cite, Line, Section, Source
from communique.briefing.writing import WRITERS, docx, html, markdown
from communique.export.dyads import country_name
from communique.records import Event, Relation
from communique.store import Filter, Record
from communique.wordings import wording_of

__all__ = ["WRITERS", "Brief", "Cite", "Line", "Section", "Source", "docx", "gather", "html", "markdown"]

# Types whose act is one of words: they stand apart from deeds, by who spoke.
_OF_WORDS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_TOLD, _TO_COME = ("reported", "ongoing"), ("future", "hypothetical")
# Lines of a section at most, so that all of them fill about two pages. What is new since a day is never cut.
_SHORT, _DEEDS, _SAID, _OTHER, _MOVES, _STANDING = 4, 7, 4, 2, 2, 4
# With fewer events than this, what weighs most is seen without being told first.
_FEW = 6


class _Part(NamedTuple):
    """A section before it is written: its events, and how many of them it shows."""

    title: str
    events: Sequence[Event]
    most: int


def gather(record: Record, a: str, b: str, *, since: dt.date | None = None) -> Brief:
    """The dossier of two parties (codes or actor IDs); with `since`, what is new from that day on stands first."""
    events = list(record.events(Filter(pair=(a, b))))
    relations = list(record.relations(Filter(pair=(a, b))))
    book = Sources(record)
    names = {code: _name(record, code) for code in (a, b)}
    disputed = _disputed(events)
    past = _Part("Told as history", [e for e in events if e.status == "historical"], _OTHER)
    told = _quoted_once(
        [
            *_of_events(events, since, names, book),
            _cut("Where reports disagree", [dispute(one, book) for one in disputed], _STANDING),
            _cut("What stands between them", [relation_line(relation, book) for relation in relations], _STANDING),
            _section(past, book),
        ]
    )
    moved = (_wording(record, speaker, about, names, book) for speaker, about in ((a, b), (b, a)))
    sections = (*told, *moved)
    return Brief(
        title=" – ".join(names.values()),
        summary=_summary(events, relations, book),
        sections=tuple(section for section in sections if section.lines),
        sources=book.listed(),
    )


def _name(record: Record, party: str) -> str:
    found = record.actor(party) if ":" in party else None
    return found[0].name if found is not None else country_name(party)


def _of_events(events: Sequence[Event], since: dt.date | None, names: dict[str, str], book: Sources) -> list[Section]:
    """What is new, what weighs most, deeds, words by who spoke, what is still to come, what was denied."""
    found: list[Section] = []
    if since is not None:
        new = [event for event in events if event.when.end and event.when.end >= since and event.status != "historical"]
        found.append(_section(_Part(f"New since {since}", new, len(new)), book))
        events = [event for event in events if event not in new]
    current = [event for event in events if event.status in _TOLD]
    if len(current) >= _FEW:
        found.append(Section("In short", in_short(current, _SHORT, book)))
    return found + [_section(part, book) for part in _parts(events, current, names)]


def _parts(events: Sequence[Event], current: Sequence[Event], names: dict[str, str]) -> list[_Part]:
    words = [event for event in current if event.type in _OF_WORDS]
    both: list[Event] = []
    others: list[Event] = []
    own: dict[str, list[Event]] = {code: [] for code in names}
    for event in words:
        speaking = [code for code in names if _speaks(event, code)]
        (both if len(speaking) > 1 else own[speaking[0]] if speaking else others).append(event)
    return [
        _Part("What happened", [e for e in current if e.type not in _OF_WORDS], _DEEDS),
        _Part("What both said or agreed", both, _SAID),
        *(_Part(f"What {name} said", own[code], _SAID) for code, name in names.items()),
        _Part("What others said to or of both", others, _OTHER),
        _Part("Announced or conditional", [e for e in events if e.status in _TO_COME], _OTHER),
        _Part("Denied, or said not to have happened", [e for e in events if e.status == "negated"], _OTHER),
    ]


def _section(part: _Part, book: Sources) -> Section:
    """The lines that weigh most, in order of time."""
    heaviest = sorted(part.events, key=lambda event: (-weight(event), event.event_id))[: part.most]
    return Section(part.title, event_lines(heaviest, book), len(part.events) - len(heaviest))


def _cut(title: str, lines: Sequence[Line], most: int) -> Section:
    return Section(title, tuple(lines[:most]), max(0, len(lines) - most))


def _quoted_once(sections: Sequence[Section]) -> tuple[Section, ...]:
    """A clause is quoted where it first stands; a later line that rests on it only cites it."""
    seen: set[str] = set()
    found = []
    for section in sections:
        lines = []
        for line in section.lines:
            # Two lines may quote two parts of one long sentence.
            words = line.said if "…" in line.said else line.words
            lines.append(msgspec.structs.replace(line, again=words in seen))
            seen |= {words} - {""}
        found.append(msgspec.structs.replace(section, lines=tuple(lines)))
    return tuple(found)


def _speaks(event: Event, code: str) -> bool:
    """Whether a party is among those who act."""
    return any(code in (actor.country, actor.actor_id) for actor in event.actors)


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
    """The latest moves; a move is cited with both of its wordings."""
    found, _, _ = wording_of(record, speaker, about)
    lines = wording_lines(found, book)
    return Section(
        f"How {names[speaker]}'s wording on {names[about]} moved", lines[-_MOVES:], max(0, len(lines) - _MOVES)
    )


def _summary(events: Sequence[Event], relations: Sequence[Relation], book: Sources) -> str:
    if not events and not relations:
        return "The record holds nothing on this pair."
    reports = {report for event in events for report in event.reports}
    reports |= {report for relation in relations for report in relation.reports}
    told = [event for event in events if event.status in _TOLD]
    good = sum(event.quad.endswith("cooperation") for event in told)
    days = [event.when for event in told if event.when.known]
    span = f", {day(days[0])} to {day(days[-1])}" if len(days) > 1 else ""
    rest = len(events) - len(told)
    sorts = [f"{good} of cooperation", f"{len(told) - good} of conflict"]
    sorts += [f"{rest} planned, denied or told as history"] if rest else []
    counted = [f"{_count(len(events), 'event')}{span} ({', '.join(sorts)})"] if events else []
    counted += [_count(len(relations), "standing fact")] if relations else []
    origins = book.origins(reports)
    return (
        f"The record holds {' and '.join(counted)}, from {_count(len(reports), 'report')} of "
        f"{_count(origins, 'independent origin')}."
    )


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")
