"""An event as its parties see it: rows for listings by party and by pair, and sums over them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from communique.records import Event
from communique.store.rows import days

# What is told as news and as done: no plans, denials or history.
TOLD = ("reported", "ongoing")


def side_rows(event: Event, told: int) -> Iterator[dict[str, Any]]:
    """Rows of `side`: one for each country and each actor that takes part; `told` says who tells of the event."""
    roles: defaultdict[str, set[str]] = defaultdict(set)
    for role, actors in (("actor", event.actors), ("recipient", event.recipients)):
        for actor in actors:
            for side in {actor.actor_id, actor.country} - {None, ""}:
                roles[str(side)].add(role)
    shared = _shared(event, told)
    for side, taken in roles.items():
        yield {"side": side, "role": "both" if len(taken) == 2 else min(taken), **shared}


def meeting_rows(event: Event, told: int) -> Iterator[dict[str, Any]]:
    """Rows of `meeting`: one for each two countries of an event; `told` says who tells of it."""
    shared = {**_shared(event, told), "score": event.score}
    for a, b in combinations(_countries(event), 2):
        yield {"a": a, "b": b, **shared}


def _shared(event: Event, told: int) -> dict[str, Any]:
    """What listings of events filter and sort by."""
    when = days(event.when)
    return {
        "day": when["day"],
        "type": event.type,
        "event_id": event.event_id,
        "last": when["end"] or when["start"],
        "status": event.status,
        "quad": event.quad,
        "judged": event.judged,
        "origins": event.origins,
        "told": told,
    }


def dyad_rows(events: Sequence[Event]) -> Iterator[dict[str, Any]]:
    """Rows of `dyad`: how often two countries meet."""
    number: Counter[tuple[str, str]] = Counter()
    told: Counter[tuple[str, str]] = Counter()
    score: defaultdict[tuple[str, str], float] = defaultdict(float)
    for event in events:
        if event.judged == "rejected":
            continue
        for both in combinations(_countries(event), 2):
            number[both] += 1
            if event.status in TOLD:
                told[both] += 1
                score[both] += event.score
    for both, count in number.items():
        yield {"a": both[0], "b": both[1], "events": count, "told": told[both], "score": score[both]}


def totals(events: Sequence[Event]) -> dict[str, int]:
    """How many events each side has, by its name in `tally`."""
    return dict(Counter(f"side:{row['side']}" for event in events for row in side_rows(event, 0)))


def _countries(event: Event) -> list[str]:
    """Countries and kinds of bodies that have a code of three letters, in order."""
    found = {actor.country for actor in (*event.actors, *event.recipients)}
    return sorted(country for country in found if country is not None and len(country) == 3)
