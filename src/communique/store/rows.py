"""A fact as a row: the columns that are filtered and sorted by, and the whole fact as JSON in `body`."""

from __future__ import annotations

import zlib
from typing import Any

import msgspec

from communique.records import (
    Actor,
    Comparison,
    Document,
    Event,
    Judgement,
    Member,
    Reading,
    Relation,
    Report,
    Statement,
    Story,
    When,
)
from communique.store.schema import LAST_DAY


def report_row(report: Report, added: int) -> dict[str, Any]:
    """A row of `report`, the `added`-th; its dates come with its reading."""
    return {
        "report_id": report.report_id,
        "source": report.source,
        "content_hash": report.content_hash,
        "outlet": report.outlet,
        "language": report.language,
        "refused": report.refused,
        "body": msgspec.json.encode(report),
        "added": added,
        "outlet_folded": report.outlet.casefold(),
        "state_media": None if report.state_media is None else int(report.state_media),
    }


def raw_row(document: Document, report: Report) -> dict[str, Any]:
    """A row of `raw`, its bytes compressed."""
    return {"report_id": report.report_id, "media": document.media, "data": zlib.compress(document.data, 6)}


def reading_row(reading: Reading, coder: str) -> dict[str, Any]:
    """A row of `reading`."""
    return {"report_id": reading.report_id, "coder": coder, "body": msgspec.json.encode(reading)}


def dated_row(reading: Reading) -> dict[str, Any]:
    """What a reading says of its report's date: columns of `report`, its key as `key`."""
    return {"key": reading.report_id, **days(reading.published), "published": msgspec.json.encode(reading.published)}


def days(when: When) -> dict[str, str | None]:
    """The columns `start` and `end`, and the `day` to sort by."""
    start = when.start.isoformat() if when.start else None
    end = when.end.isoformat() if when.end else None
    return {"start": start, "end": end, "day": start or end or LAST_DAY}


def story_row(story: Story) -> dict[str, Any]:
    """A row of `story`."""
    body = msgspec.json.encode(story)
    return {"story_id": story.story_id, "origins": story.origins, "size": len(story.members), "body": body}


def member_rows(story: Story) -> list[dict[str, Any]]:
    """Rows of `membership`, one a member."""

    def row(member: Member) -> dict[str, Any]:
        return {
            "report_id": member.report_id,
            "story_id": story.story_id,
            "copy_kind": member.copy_kind,
            "derived_from": member.derived_from,
            "origin": member.origin,
        }

    return [row(member) for member in story.members]


def pair_row(pair: Comparison) -> dict[str, Any]:
    """A row of `pair`."""
    return {"a": pair.a, "b": pair.b, "kind": pair.kind, "body": msgspec.json.encode(pair)}


def statement_row(statement: Statement) -> dict[str, Any]:
    """A row of `statement`."""
    actor = statement.speaker.actor if statement.speaker else None
    return {
        "statement_id": statement.statement_id,
        "report_id": statement.report_id,
        "speaker": actor.actor_id if actor else None,
        "country": actor.country if actor else None,
        **days(statement.when),
        "repeats": int(bool(statement.repeats)),
        "body": msgspec.json.encode(statement),
    }


def event_row(event: Event, told: int) -> dict[str, Any]:
    """A row of `event`; `told` says who tells of it."""
    when = days(event.when)
    return {
        "event_id": event.event_id,
        "type": event.type,
        "mode": event.mode,
        "quad": event.quad,
        "status": event.status,
        "score": event.score,
        **when,
        "last": when["end"] or when["start"],
        "origins": event.origins,
        "place": event.place.name if event.place else None,
        "place_folded": event.place.name.casefold() if event.place else None,
        "judged": event.judged,
        "probability": event.probability,
        "told": told,
        "body": msgspec.json.encode(event),
    }


def party_rows(event: Event) -> list[dict[str, Any]]:
    """Rows of `party`: each actor once in each role."""
    sides = (("actor", event.actors), ("recipient", event.recipients))
    rows = {(role, actor.actor_id): actor.country for role, actors in sides for actor in actors}
    return [
        {"event_id": event.event_id, "role": role, "actor_id": actor_id, "country": country}
        for (role, actor_id), country in rows.items()
    ]


def relation_row(relation: Relation) -> dict[str, Any]:
    """A row of `relation`."""
    valid = days(relation.valid)
    return {
        "relation_id": relation.relation_id,
        "kind": relation.kind,
        "start": valid["start"],
        "end": valid["end"],
        "body": msgspec.json.encode(relation),
    }


def relation_party_rows(relation: Relation) -> list[dict[str, Any]]:
    """Rows of `relation_party`: each actor once."""
    parties = {actor.actor_id: actor.country for actor in relation.parties}
    return [
        {"relation_id": relation.relation_id, "actor_id": actor_id, "country": country}
        for actor_id, country in parties.items()
    ]


def judgement_row(judgement: Judgement) -> dict[str, Any]:
    """A row of `judgement`, in force."""
    return {
        "judgement_id": judgement.judgement_id,
        "target": judgement.target,
        "at": judgement.at,
        "undone": None,
        "body": msgspec.json.encode(judgement),
    }


def actor_row(actor: Actor, mentions: int, reports: int) -> dict[str, Any]:
    """A row of `actor`."""
    return {
        "actor_id": actor.actor_id,
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country,
        "mentions": mentions,
        "reports": reports,
        "body": msgspec.json.encode(actor),
    }
