"""A person's judgements applied to what was merged: they outlive re-reading, for they are kept by evidence, not by ID.

A judged fact is found again by the stretch of text that it rested on; where two events rest on one stretch, by type.
Judgements are applied in the order in which they were made, so a later one has the last word.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import msgspec

from communique import codebook
from communique.actors import resolve_name
from communique.errors import UsageError
from communique.merge.identity import Cluster
from communique.records import Actor, Event, EventMention, Evidence, Factor, Judgement, Relation, Statement, When

Fact = TypeVar("Fact", Statement, Relation)

# Two stretches are one when they share at least this part of the shorter: a new coder may cut a clause elsewhere.
_SAME = 0.5
EDITABLE = ("type", "mode", "status", "when", "actors", "recipients")
_STATUSES = ("reported", "ongoing", "future", "hypothetical", "negated", "historical")


def regroup(clusters: Sequence[Cluster], judgements: Sequence[Judgement]) -> list[Cluster]:
    """The clusters after all judgements that merge or split."""
    groups = [list(cluster) for cluster in clusters]
    for judgement in judgements:
        if judgement.kind != "event" or judgement.action not in ("merge", "split"):
            continue
        found = [n for n, group in enumerate(groups) if _of(group, judgement.evidence, judgement.event_type)]
        if judgement.action == "merge":
            found += [n for n, group in enumerate(groups) if _of(group, judgement.other, judgement.other_type)]
            groups = _merged(groups, sorted(set(found)))
        else:
            groups = _split(groups, found, judgement)
    return [tuple(sorted(group, key=lambda m: m.mention_id)) for group in groups]


def judged_events(events: Iterable[Event], judgements: Sequence[Judgement]) -> list[Event]:
    """The events with accepted, rejected and edited ones marked, and edits made."""
    return [_judged(event, judgements) for event in events]


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


def _merged(groups: list[list[EventMention]], numbers: list[int]) -> list[list[EventMention]]:
    if len(numbers) < 2:
        return groups
    first = numbers[0]
    together = [mention for number in numbers for mention in groups[number]]
    return [together if n == first else group for n, group in enumerate(groups) if n == first or n not in numbers]


def _split(groups: list[list[EventMention]], numbers: list[int], judgement: Judgement) -> list[list[EventMention]]:
    result: list[list[EventMention]] = []
    for number, group in enumerate(groups):
        if number not in numbers:
            result.append(group)
            continue
        apart: dict[str, list[EventMention]] = defaultdict(list)
        for mention in group:
            apart[mention.report_id].append(mention)
        result += [apart[report] for report in sorted(apart)]
    return result


def _of(group: Sequence[EventMention], evidence: Sequence[Evidence], event_type: str) -> bool:
    return any(m.type == event_type and any(_same(m.evidence, e) for e in evidence) for m in group)


def _same(a: Evidence, b: Evidence) -> bool:
    if a.report_id != b.report_id:
        return False
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared >= _SAME * max(1, min(a.end - a.start, b.end - b.start))


def _judged(event: Event, judgements: Sequence[Judgement]) -> Event:
    for judgement in judgements:
        if judgement.kind != "event" or judgement.action in ("merge", "split"):
            continue
        if not _concerns(judgement, event):
            continue
        if judgement.action == "edit":
            event = _edited(event, judgement.edits)
        else:
            event = msgspec.structs.replace(event, judged=judgement.action + "ed")
        event = msgspec.structs.replace(event, factors=_judged_factors(judgement))
    return event


def _judged_factors(judgement: Judgement) -> tuple[Factor, ...]:
    """A person's word takes the place of what was reckoned."""
    value = 0.0 if judgement.action == "reject" else 1.0
    reason = f": {judgement.why}" if judgement.why else ""
    return (Factor(name="judged", value=value, why=f"{judgement.action}ed by {judgement.by}{reason}"),)


def _concerns(judgement: Judgement, event: Event) -> bool:
    if judgement.target == event.event_id:
        return True
    alike = judgement.event_type in ("", event.type)
    return alike and any(_same(a, b) for a in event.evidence for b in judgement.evidence)


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
