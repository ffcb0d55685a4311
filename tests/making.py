"""Small facts for tests: each maker fills what a test does not care about."""

from __future__ import annotations

import datetime as dt
from typing import Any

from communique.records import (
    Actor,
    Document,
    EventMention,
    Evidence,
    Member,
    Quantity,
    Reading,
    Report,
    Span,
    Story,
    When,
    content_id,
)


def state(code: str, name: str = "") -> Actor:
    return Actor(actor_id=code, name=name or code, kind="state", country=code)


def on(day: str, basis: Any = "stated") -> When:
    date = dt.date.fromisoformat(day)
    return When(start=date, end=date, precision="day", basis=basis)


def month(text: str) -> When:
    year, number = map(int, text.split("-"))
    end = dt.date(year + number // 12, number % 12 + 1, 1) - dt.timedelta(days=1)
    return When(start=dt.date(year, number, 1), end=end, precision="month", basis="stated")


def mention(
    report: str,
    kind: str,
    actors: list[Actor],
    recipients: list[Actor],
    when: When,
    text: str = "Peru protested to Chile over the boats.",
    **more: Any,
) -> EventMention:
    start = more.pop("start", 0)
    evidence = Evidence(report_id=report, start=start, end=start + len(text), text=text)
    return EventMention(
        mention_id=content_id("mention", report, kind, text, start, *[a.actor_id for a in (*actors, *recipients)]),
        report_id=report,
        type=kind,
        mode=more.pop("mode", ""),
        contexts=(),
        actors=tuple(actors),
        recipients=tuple(recipients),
        when=when,
        place=more.pop("place", None),
        status=more.pop("status", "reported"),
        evidence=evidence,
        trigger=Span(start, start + 1),
        **more,
    )


def reading(report: str, *events: EventMention) -> Reading:
    return Reading(report_id=report, events=tuple(events))


def story(*groups: tuple[str, ...]) -> Story:
    """A story of reports; each group of reports goes back to one origin, its first report being the original."""
    members = tuple(
        Member(
            report_id=report,
            copy_kind=("original" if number == 0 else "independent") if report == group[0] else "copy",
            derived_from=None if report == group[0] else group[0],
            origin=group[0],
        )
        for number, group in enumerate(groups)
        for report in group
    )
    return Story(story_id=f"story-{groups[0][0]}", title="", members=members, origins=len(groups))


def report(report_id: str, text: str = "Peru protested to Chile over the boats.", **more: Any) -> Report:
    return Report(report_id=report_id, source=f"{report_id}.txt", content_hash=report_id, text=text, **more)


def document(report_id: str, text: str = "Peru protested to Chile over the boats.") -> Document:
    return Document(source=f"{report_id}.txt", data=text.encode())


def killed(number: float, start: int = 0, end: int = 2) -> Quantity:
    return Quantity(of="killed", value=number, span=Span(start, end))
