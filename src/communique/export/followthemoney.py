"""Actors, events, standing facts and reports as entities of the public FollowTheMoney schema, one JSON object a line.

Only schemata and properties of its public model are used; every property is a list of strings, dates are ISO 8601,
countries ISO 3166 alpha-2 in lower case. No library is needed to write them, and none was used.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from itertools import combinations

from communique.export.columns import Row
from communique.export.rows import who
from communique.records import Actor, Event, Relation, Report, When
from communique.store import Record
from communique.tables import load

__all__ = ["entities"]

_SCHEMATA = {
    "state": "PublicBody",
    "office": "PublicBody",
    "person": "Person",
    "party": "Organization",
    "organisation": "Organization",
    "agency": "Organization",
    "armed group": "Organization",
    "people": "LegalEntity",
}
_OF_STATE = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})
Values = Iterable[str | None]


def entities(record: Record) -> Iterator[Row]:
    """Actors that take part in something, then reports, events and standing facts, each after what it refers to."""
    events, relations = list(record.events()), list(record.relations())
    parties = [actor for event in events for actor in (*event.actors, *event.recipients)]
    parties += [actor for relation in relations for actor in relation.parties]
    for actor in sorted({actor.actor_id: actor for actor in parties}.values(), key=lambda one: one.actor_id):
        yield _actor(actor)
    for report in record.reports():
        if report.refused is None:
            yield _article(report)
    for event in events:
        yield _event(event)
    for relation in relations:
        yield from _relation(relation)


def _entity(key: str, schema: str, **properties: Values) -> Row:
    kept = {name: list(dict.fromkeys(value for value in values if value)) for name, values in properties.items()}
    return {"id": key, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _actor(actor: Actor) -> Row:
    # A ministry or an army is a body of its state; a person in office stays a person.
    of_state = actor.kind == "organisation" and set(actor.sector.split("|")) & _OF_STATE
    schema = "PublicBody" if of_state else _SCHEMATA[actor.kind]
    role = {"position": [actor.office]} if schema == "Person" else {}
    return _entity(f"actor-{actor.actor_id}", schema, name=[actor.name], country=[_alpha2(actor.country)], **role)


def _article(report: Report) -> Row:
    return _entity(
        f"report-{report.report_id}",
        "Article",
        title=[report.title or report.source],
        author=[name.strip() for name in report.byline.split(",")],
        publisher=[report.outlet],
        publishedAt=[_first(report.published)],
        language=[_alpha3(report.language)],
        sourceUrl=[report.url],
        fileName=[report.source],
    )


def _event(event: Event) -> Row:
    what = f"{event.type} {event.mode}".strip()
    to = f" → {who(event.recipients)}" if event.recipients else ""
    return _entity(
        f"event-{event.event_id}",
        "Event",
        name=[f"{what}: {who(event.actors)}{to}"],
        startDate=[_first(event.when)],
        endDate=[_last(event.when)],
        summary=[event.evidence[0].text],
        description=[f"{event.status}; {event.origins} independent origins; confidence {event.confidence:g}"],
        keywords=[event.type, event.mode, event.quad, *event.contexts],
        involved=[f"actor-{actor.actor_id}" for actor in (*event.actors, *event.recipients)],
        location=[event.place.name if event.place else None],
        country=[_alpha2(event.place.country) if event.place else None],
        proof=[f"report-{report}" for report in event.reports],
        recordId=[event.event_id],
    )


def _relation(relation: Relation) -> Iterator[Row]:
    """A link for every two parties; a membership is one of its own schema."""
    bodies = [actor for actor in relation.parties if actor.kind == "organisation"]
    members = [actor for actor in relation.parties if actor.kind != "organisation"]
    shared: dict[str, Values] = {
        "startDate": [_first(relation.valid) if relation.valid.start else None],
        "endDate": [_last(relation.valid) if relation.valid.end else None],
        "summary": [relation.evidence[0].text],
        "role": [relation.name or relation.kind],
        "proof": [f"report-{report}" for report in relation.reports],
        "recordId": [relation.relation_id],
    }
    if relation.kind == "membership":
        for number, (member, body) in enumerate(((m, b) for b in bodies for m in members), 1):
            key = f"relation-{relation.relation_id}-{number}"
            of = {"member": [f"actor-{member.actor_id}"], "organization": [f"actor-{body.actor_id}"]}
            yield _entity(key, "Membership", **of, **shared)
        return
    for number, (one, other) in enumerate(combinations(relation.parties, 2), 1):
        key = f"relation-{relation.relation_id}-{number}"
        ends: dict[str, Values] = {"subject": [f"actor-{one.actor_id}"], "object": [f"actor-{other.actor_id}"]}
        yield _entity(key, "UnknownLink", **ends, description=[relation.kind], **shared)


def _first(when: When) -> str | None:
    day = when.start or when.end
    return day.isoformat() if day else None


def _last(when: When) -> str | None:
    day = when.end or when.start
    return day.isoformat() if day else None


@functools.cache
def _alpha2(code: str | None) -> str | None:
    codes = {row["iso3"]: row["iso2"].lower() for row in load("countries")}
    return codes.get(code or "") or None


def _alpha3(language: str) -> str | None:
    """The model names languages by three letters; only those that this program tells apart are mapped."""
    return {row["two"]: row["three"] for row in load("language_codes")}.get(language)
