"""A person's judgements applied to what was merged: they outlive re-reading, for they are kept by evidence, not by ID.

A judged fact is found again by its ID; where a new coder gave it another, by the stretch of text that it rested on, and
where two events rest on one stretch, by type and parties. Judgements are applied in the order in which they were made,
so a later one has the last word.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from communique import codebook
from communique.actors import resolve_name
from communique.errors import UsageError
from communique.merge.identity import Cluster
from communique.merge.likeness import sides
from communique.records import Actor, Event, EventMention, Evidence, Factor, Judgement, Relation, Statement, When

Fact = TypeVar("Fact", Statement, Relation)
K = TypeVar("K", int, str)

# Two stretches are one when they share at least this part of the shorter: a new coder may cut a clause elsewhere.
_SAME = 0.5
EDITABLE = ("type", "mode", "status", "when", "actors", "recipients")
_STATUSES = ("reported", "ongoing", "future", "hypothetical", "negated", "historical")


def regroup(clusters: Sequence[Cluster], judgements: Sequence[Judgement]) -> list[Cluster]:
    """The clusters after all judgements that merge or split."""
    groups = _Groups(clusters)
    for judgement in judgements:
        if judgement.kind != "event" or judgement.action not in ("merge", "split"):
            continue
        found = groups.find(judgement.evidence, judgement.event_type, judgement.parties)
        if judgement.action == "merge":
            groups.join(found | groups.find(judgement.other, judgement.other_type, judgement.other_parties))
        else:
            groups.split(found)
    return groups.all()


class _Groups:
    """Clusters that can be joined and split, found by the reports of their mentions."""

    def __init__(self, clusters: Sequence[Cluster]) -> None:
        self._groups: dict[int, list[EventMention]] = {number: list(group) for number, group in enumerate(clusters)}
        self._by_report: dict[str, dict[int, None]] = defaultdict(dict)
        for number, group in self._groups.items():
            self._index(number, group)

    def find(self, evidence: Sequence[Evidence], event_type: str, parties: Sequence[str]) -> set[int]:
        """The groups of a type that rest on one of the stretches; where several do, those of the nearest parties."""
        numbers = {number for e in evidence for number in self._by_report[e.report_id] if number in self._groups}
        found = [number for number in sorted(numbers) if self._rests_on(number, evidence, event_type)]
        sides_of = {number: _sides(self._groups[number]) for number in found}
        return set(_nearest(found, sides_of, parties))

    def join(self, numbers: set[int]) -> None:
        """Make one group of several."""
        if len(numbers) < 2:
            return
        first, *rest = sorted(numbers)
        for number in rest:
            self._groups[first] += self._groups.pop(number)
        self._index(first, self._groups[first])

    def split(self, numbers: set[int]) -> None:
        """Make one group a report."""
        for number in sorted(numbers):
            apart: dict[str, list[EventMention]] = defaultdict(list)
            for mention in self._groups.pop(number):
                apart[mention.report_id].append(mention)
            for report in sorted(apart):
                new = max(self._groups, default=0) + 1
                self._groups[new] = apart[report]
                self._index(new, apart[report])

    def all(self) -> list[Cluster]:
        """The groups as they are now."""
        return [tuple(sorted(group, key=lambda m: m.mention_id)) for _, group in sorted(self._groups.items())]

    def _index(self, number: int, group: Sequence[EventMention]) -> None:
        for mention in group:
            self._by_report[mention.report_id][number] = None

    def _rests_on(self, number: int, evidence: Sequence[Evidence], event_type: str) -> bool:
        return any(m.type == event_type and any(_same(m.evidence, e) for e in evidence) for m in self._groups[number])


def _sides(mentions: Sequence[EventMention]) -> frozenset[str]:
    return frozenset(side for m in mentions for side in sides(m.actors) | sides(m.recipients))


def _nearest(found: Sequence[K], sides_of: Mapping[K, frozenset[str]], parties: Sequence[str]) -> list[K]:
    """Of several facts that rest on one stretch, those whose parties are most like those that were judged."""
    if len(found) < 2 or not parties:
        return list(found)
    wanted = frozenset(parties)
    apart = {key: len(sides_of[key] ^ wanted) for key in found}
    return [key for key in found if apart[key] == min(apart.values())]


def judged_events(events: Iterable[Event], judgements: Sequence[Judgement]) -> list[Event]:
    """The events with accepted, rejected and edited ones marked, and edits made."""
    found = {event.event_id: event for event in events}
    by_report: dict[str, list[str]] = defaultdict(list)
    for event in found.values():
        for report in event.reports:
            by_report[report].append(event.event_id)
    for judgement in judgements:
        if judgement.kind == "event" and judgement.action not in ("merge", "split"):
            for key in _concerned(judgement, found, by_report):
                found[key] = _judged(found[key], judgement)
    return list(found.values())


def _concerned(judgement: Judgement, events: Mapping[str, Event], by_report: Mapping[str, list[str]]) -> list[str]:
    """IDs of the events that a judgement is about: the one with its ID; without it, those on its evidence."""
    if judgement.target in events:
        return [judgement.target]
    near = dict.fromkeys(key for e in judgement.evidence for key in by_report.get(e.report_id, ()))
    found = [
        key
        for key in near
        if judgement.event_type in ("", events[key].type)
        and any(_same(a, b) for a in events[key].evidence for b in judgement.evidence)
    ]
    sides_of = {key: sides(events[key].actors) | sides(events[key].recipients) for key in found}
    return _nearest(found, sides_of, judgement.parties)


def kept(facts: Iterable[Fact], judgements: Sequence[Judgement]) -> list[Fact]:
    """Statements or relations without those that a person rejected."""
    rejected = _last_words(judgements)
    return [fact for fact in facts if not _rejected(fact, rejected)]


def check_edits(edits: dict[str, str]) -> None:
    """Raise `UsageError` where an edit names no field or holds no value for it."""
    for field, value in edits.items():
        if field not in EDITABLE:
            raise UsageError(f"{field!r} can't be edited: only {', '.join(EDITABLE)} can")
        _value(field, value)


def _same(a: Evidence, b: Evidence) -> bool:
    if a.report_id != b.report_id:
        return False
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared >= _SAME * max(1, min(a.end - a.start, b.end - b.start))


def _judged(event: Event, judgement: Judgement) -> Event:
    if judgement.action == "edit":
        event = _edited(event, judgement.edits)
    else:
        event = msgspec.structs.replace(event, judged=judgement.action + "ed")
    return msgspec.structs.replace(event, factors=_judged_factors(judgement))


def _judged_factors(judgement: Judgement) -> tuple[Factor, ...]:
    """A person's word takes the place of what was reckoned."""
    value = 0.0 if judgement.action == "reject" else 1.0
    reason = f": {judgement.why}" if judgement.why else ""
    return (Factor(name="judged", value=value, why=f"{judgement.action}ed by {judgement.by}{reason}"),)


def _edited(event: Event, edits: dict[str, str]) -> Event:
    changes: dict[str, Any] = {field: _value(field, value) for field, value in edits.items()}
    kind = codebook.load().types[changes.get("type", event.type)]
    mode = changes.get("mode", event.mode if event.mode in kind.modes else "")
    changes |= {"mode": mode, "quad": kind.quad, "score": kind.score_of(mode), "judged": "edited"}
    return msgspec.structs.replace(event, **changes)


def _value(field: str, value: str) -> Any:
    if field == "type":
        if value not in codebook.load().types:
            raise UsageError(f"{value!r} is no event type: there are {' '.join(sorted(codebook.load().types))}")
        return value
    if field == "status" and value not in _STATUSES:
        raise UsageError(f"{value!r} is no status: there are {', '.join(_STATUSES)}")
    if field == "when":
        return _when(value)
    if field in ("actors", "recipients"):
        return tuple(_actor(name.strip()) for name in value.split(",") if name.strip())
    return value


def _when(value: str) -> When:
    try:
        day = dt.date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"{value!r} is no day: write it as 2023-07-27") from error
    return When(start=day, end=day, precision="day", basis="stated")


def _actor(name: str) -> Actor:
    actor = resolve_name(name, None)
    if actor is None:
        raise UsageError(f"{name!r} names no known actor: give a code (CHN), a country or a person")
    return actor


def _last_words(judgements: Sequence[Judgement]) -> list[Judgement]:
    last: dict[str, Judgement] = {}
    for judgement in judgements:
        if judgement.kind != "event":
            last[judgement.target] = judgement
    return [judgement for judgement in last.values() if judgement.action == "reject"]


def _rejected(fact: Statement | Relation, rejected: Sequence[Judgement]) -> bool:
    if isinstance(fact, Statement):
        return any(j.kind == "statement" and any(_same(fact.content, e) for e in j.evidence) for j in rejected)
    return any(j.kind == "relation" and any(_same(a, b) for a in fact.evidence for b in j.evidence) for j in rejected)
