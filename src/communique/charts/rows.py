"""Facts as the rows of a chart: where they lie on the axis, how they look, what a pointer over them says."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from communique.charts.drawing import CLAUSE, Spec, after
from communique.export.rows import day, who
from communique.records import Event, Relation, Statement

# More marks than this above each other are drawn as one pile.
_SLOTS = 5


def event_row(event: Event) -> Spec:
    """An event between the days that it may have happened on."""
    start, end = event.when.start, event.when.end
    return {
        "start": str(start or end),
        "end": after(end or start),
        "middle": _middle(start or end, end or start),
        "when": day(event.when),
        "type": event.type,
        "quad": event.quad,
        "sure": event.status in ("reported", "ongoing"),
        "status": event.status,
        "who": arrow(event),
        "origins": event.origins,
        "what": event.evidence[0].text[:CLAUSE],
        "event_id": event.event_id,
        "href": f"/event/{event.event_id}",
    }


def history_row(event: Event) -> Spec:
    """An event that is told as history, as a bar behind the news."""
    return {
        "start": str(event.when.start or event.when.end),
        "end": after(event.when.end or event.when.start),
        "when": day(event.when),
        "what": f"{event.type}: {arrow(event)}",
        "sort": "told as history",
        "evidence": event.evidence[0].text[:CLAUSE],
        "href": f"/event/{event.event_id}",
    }


def relation_row(relation: Relation) -> Spec:
    """A standing fact from its beginning to its end, or to today."""
    evidence = relation.evidence[0]
    return {
        "start": str(relation.valid.start or relation.valid.end),
        "end": after(relation.valid.end) if relation.valid.end else after(dt.date.today()),
        "when": day(relation.valid),
        "what": relation.name or relation.kind,
        "sort": "standing fact",
        "evidence": evidence.text[:CLAUSE],
        "href": f"/report/{evidence.report_id}#at-{evidence.start}",
    }


def statement_row(statement: Statement) -> Spec:
    """A statement on the day when it was made."""
    speaker = statement.speaker
    actor = speaker.actor if speaker else None
    return {
        "start": str(statement.when.start or statement.when.end),
        "when": day(statement.when),
        "who": actor.name if actor else speaker.text if speaker else "unknown",
        "side": (actor.country or actor.name) if actor else "unknown",
        "what": statement.content.text[:CLAUSE],
        "href": f"/report/{statement.report_id}?show=statements#at-{statement.content.start}",
    }


def dated(rows: Sequence[Spec]) -> list[Spec]:
    """The rows that have a place on the axis."""
    return [row for row in rows if row["start"] != "None"]


def slotted(rows: list[Spec], most: int = _SLOTS) -> list[Spec]:
    """Rows with a `slot`: events of one type that begin on one day stand above each other."""
    seen: Counter[tuple[str, str]] = Counter()
    for row in rows:
        key = (row["type"], row["start"])
        row["slot"] = min(seen[key], most)
        seen[key] += 1
    return rows


def arrow(event: Event) -> str:
    """Who did it to whom, on one line."""
    if not event.recipients:
        return " – ".join(actor.name for actor in event.actors)
    return f"{who(event.actors)} → {who(event.recipients)}"


def _middle(start: dt.date | None, end: dt.date | None) -> str:
    return str(start + (end - start) / 2) if start and end else str(start or end)
