"""One actor: its names and offices, whom it deals with, what it did and said, how it words things."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response

from communique.actors.holders import Term, people
from communique.asked import party
from communique.records import Actor, Event
from communique.store import Filter, Record
from communique.voices import Voice, voice
from communique.web.pages.listing import Filters, record_of
from communique.web.pages.phrasing import Phrased, phrased
from communique.web.query import PAGE, name_of
from communique.web.rendering import render

router = APIRouter()
# Reports in which the names of an actor are counted, and events in which its partners are.
_READ = 80
_MET = 1000


@router.get("/actors")
def actors(request: Request, country: Annotated[str, Query(max_length=100)] = "") -> Response:
    """Who is named in the record, the most named first."""
    found = list(islice(record_of(request).actors(party(country or None)), 300))
    return render(request, "actors.html", actors=found, country=country, most=300)


@router.get("/wording")
def wording(
    request: Request,
    where: Filters,
    speaker: Annotated[str, Query(max_length=100)] = "",
    about: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """How anybody words a subject."""
    who, on = voice(speaker.strip()) if speaker.strip() else None, party(about.strip() or None)
    found = phrased(record_of(request), who, on, where) if who else Phrased()
    return render(
        request, "wording.html", where=where, speaker=speaker, about=about, who=who, on=on, found=found,
        called=_called(who) if who else "", subject=name_of(on) if on else "",
    )  # fmt: skip


def _called(who: Voice) -> str:
    return name_of(who.parties[0]) if who.parties and not who.body else who.medium or who.name


@router.get("/actor/{actor_id:path}")
def actor(request: Request, actor_id: str) -> Response:
    """One actor."""
    record = record_of(request)
    found = record.fact("actor", actor_id)
    if found is None:
        raise HTTPException(404, f"the record names no actor {actor_id}: look for it among all actors at /actors")
    events = list(record.events(Filter(party=actor_id, limit=_MET)))
    statements = list(record.statements(Filter(actor=actor_id, limit=PAGE + 1, folded=True)))
    return render(
        request, "actor.html", actor=found, events=_latest(events),
        total=record.count_events(Filter(party=actor_id)),
        statements=statements[:PAGE], more=len(statements) > PAGE, terms=_terms(found), names=_names(record, found),
        partners=_partners(found, events), shown=PAGE, met=len(events),
    )  # fmt: skip


def _latest(events: Sequence[Event]) -> list[Event]:
    """The last of them first; those without a date come last here too."""
    dated = [event for event in events if event.when.known]
    return [*dated[::-1], *(event for event in events if not event.when.known)][:PAGE]


def _terms(actor: Actor) -> list[tuple[str, str, Term]]:
    """Offices over time: a person's own, or those who led a state, the latest first; (ID, name, term)."""
    if actor.kind == "state":
        found = [(p.person_id, p.name, t) for p in people().values() for t in p.terms if t.iso3 == actor.actor_id]
        led = [row for row in found if row[2].rank >= 1]
    else:
        person = people().get(actor.actor_id)
        led = [(person.person_id, person.name, term) for term in person.terms] if person else []
    return sorted(led, key=lambda row: row[2].start or dt.date.min, reverse=True)[:40]


def _names(record: Record, actor: Actor) -> list[tuple[str, int]]:
    """The words by which the press calls it, counted in reports that tell of it."""
    reports = {
        event_report
        for event in record.events(Filter(party=actor.actor_id, limit=200))
        for event_report in event.reports
    }
    counts: Counter[str] = Counter()
    for report_id in sorted(reports)[:_READ]:
        reading = record.reading(report_id)
        for mention in reading.mentions if reading else ():
            if mention.kind != "pronoun" and [one.actor_id for one in mention.actors] == [actor.actor_id]:
                counts[mention.text] += 1
    return counts.most_common(24)


def _partners(actor: Actor, events: Sequence[Event]) -> list[tuple[str, str, int, float]]:
    """Whom it meets in events: (code, name, number, mean score), the most met first."""
    scores: dict[str, list[float]] = {}
    own = {actor.actor_id, actor.country if actor.kind == "state" else actor.actor_id}
    for event in events:
        if event.status not in ("reported", "ongoing"):
            continue
        for code in {one.country or one.actor_id for one in (*event.actors, *event.recipients)} - {*own, actor.country}:
            scores.setdefault(code, []).append(event.score)
    rows = [(code, name_of(code), len(values), sum(values) / len(values)) for code, values in scores.items()]
    return sorted(rows, key=lambda row: (-row[2], row[1]))[:20]
