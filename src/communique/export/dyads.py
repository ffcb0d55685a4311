"""Events as pairs of actor and recipient: the unit of the field's older data sets."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from itertools import combinations

from communique.records import Actor, Event, Frozen, Report
from communique.sentences import split
from communique.store import Record
from communique.tables import load


class Dyad(Frozen, frozen=True, kw_only=True):
    """One pair of an event. `number` counts an event's pairs from 1; `recipient` is `None` where there is none."""

    event: Event
    number: int
    actor: Actor | None
    recipient: Actor | None
    reports: tuple[Report, ...]

    @property
    def dyad_id(self) -> str:
        """The event's ID and the number of the pair."""
        return f"{self.event.event_id}-{self.number}"

    @property
    def first_report(self) -> Report | None:
        """The earliest report that tells of the event."""
        return min(self.reports, key=lambda r: (str(r.published.start or "9999"), r.report_id), default=None)


def dyads(record: Record) -> Iterator[Dyad]:
    """Every listed event, pair by pair, in the order of the listing."""
    reports: dict[str, Report] = {}
    for event in record.events():
        for report_id in event.reports:
            if report_id not in reports:
                found = record.report(report_id)
                if found is not None:
                    reports[report_id] = found
        told = tuple(reports[report_id] for report_id in event.reports if report_id in reports)
        for number, (actor, recipient) in enumerate(_pairs(event), 1):
            yield Dyad(event=event, number=number, actor=actor, recipient=recipient, reports=told)


def _pairs(event: Event) -> list[tuple[Actor | None, Actor | None]]:
    if event.recipients:
        return [(actor, to) for actor in (event.actors or (None,)) for to in event.recipients]
    # A mutual event: every two of its parties once, those of one side apart from each other.
    mutual = [pair for pair in combinations(event.actors, 2) if pair[0].country != pair[1].country]
    return list(mutual) if mutual else [(actor, None) for actor in event.actors]


class Cameo(Frozen, frozen=True):
    """A CAMEO code with its name and the Goldstein value of its root."""

    code: str
    name: str
    goldstein: float


@functools.cache
def cameo(event_type: str, mode: str) -> Cameo:
    """The CAMEO code of a type and mode by the crosswalk table; a type that it lacks has none (`""`)."""
    rows = {(row["type"], row["mode"]): row for row in load("cameo")}
    row = rows.get((event_type, mode)) or rows.get((event_type, ""))
    return Cameo(row["cameo"], row["name"], float(row["goldstein"])) if row else Cameo("", "", 0.0)


@functools.cache
def country_name(code: str | None) -> str:
    """The press name of a country code; the code itself where it names no country."""
    names = {row["iso3"]: row["name"] for row in load("countries")}
    return names.get(code or "", code or "")


def sentence_number(report: Report, offset: int) -> int:
    """The number of the sentence at an offset, from 1."""
    return sum(sentence.start <= offset for sentence in split(report.text)) or 1
