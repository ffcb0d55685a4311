"""Facts as plain dictionaries: the JSON that scripts may rely on, the same on the command line and on the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from communique.records import (
    Actor,
    Change,
    Comparison,
    Event,
    Evidence,
    Judgement,
    Place,
    Relation,
    Report,
    Speaker,
    Statement,
    Story,
    Voice,
    When,
)

Row = dict[str, Any]


def report_row(report: Report) -> Row:
    """A report with its text, its place in its story, its repairs and furniture."""
    return {
        "report_id": report.report_id,
        "source": report.source,
        "url": report.url,
        "title": report.title,
        "outlet": report.outlet,
        "byline": report.byline,
        "agency": report.agency,
        "language": report.language,
        "published": when_row(report.published),
        "story_id": report.story_id,
        "copy_kind": report.copy_kind,
        "derived_from": report.derived_from,
        "origin": report.origin,
        "repairs": [
            {"start": r.start, "end": r.end, "was": r.was, "now": r.now, "kind": r.kind} for r in report.repairs
        ],
        "furniture": [{"start": f.start, "end": f.end, "kind": f.kind, "text": f.text} for f in report.furniture],
        "refused": report.refused,
        "text": report.text,
    }


def clean_row(report: Report) -> Row:
    """What cleaning alone gives."""
    row = report_row(report)
    fields = ("source", "title", "byline", "published", "language", "text", "repairs", "furniture")
    return {field: row[field] for field in fields} | ({"refused": report.refused} if report.refused else {})


def story_row(story: Story) -> Row:
    """A story with its reports and the number of its independent origins."""
    return {
        "story_id": story.story_id,
        "title": story.title,
        "origins": story.origins,
        "reports": [
            {
                "report_id": member.report_id,
                "copy_kind": member.copy_kind,
                "derived_from": member.derived_from,
                "origin": member.origin,
                "confidence": member.confidence,
                "reasons": list(member.reasons),
            }
            for member in story.members
        ],
    }


def event_row(event: Event) -> Row:
    """An event with its evidence."""
    return {
        "event_id": event.event_id,
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "quad": event.quad,
        "score": event.score,
        "status": event.status,
        "actors": [actor_brief(actor) for actor in event.actors],
        "recipients": [actor_brief(actor) for actor in event.recipients],
        "when": when_row(event.when),
        "place": place_row(event.place),
        "evidence": [evidence_row(evidence) for evidence in event.evidence],
        "reports": list(event.reports),
        "stories": list(event.stories),
        "origins": event.origins,
        "asserted_by": list(event.asserted_by),
        "denied_by": list(event.denied_by),
        "contradictions": [
            {
                "about": c.about,
                "a": evidence_row(c.a) | {"value": c.a_value},
                "b": evidence_row(c.b) | {"value": c.b_value},
                "other": c.other or None,
            }
            for c in event.contradictions
        ],
        "confidence": event.confidence,
        "factors": [{"name": f.name, "value": f.value, "why": f.why} for f in event.factors],
        "voices": [voice_row(voice) for voice in event.voices],
        "single_origin": event.single_origin,
        "state_media_only": event.state_media_only,
        "probability": event.probability,
        "why": list(event.why),
        "judged": event.judged,
    }


def voice_row(voice: Voice) -> Row:
    """Somebody on whose word an event is known, with what that is to the event and what it counts."""
    return {
        "name": voice.name,
        "side": voice.side,
        "state_media": voice.state_media,
        "origins": list(voice.origins),
        "reports": list(voice.reports),
        "weight": voice.weight,
    }


def statement_row(statement: Statement) -> Row:
    """A statement with its speaker and the chain of those who passed it on."""
    return {
        "statement_id": statement.statement_id,
        "report_id": statement.report_id,
        "speaker": speaker_row(statement.speaker),
        "cue": statement.cue,
        "quote": statement.quote,
        "content": {
            "start": statement.content.start,
            "end": statement.content.end,
            "text": statement.content.text,
        },
        "addressee": actor_brief(statement.addressee) if statement.addressee else None,
        "occasion": statement.occasion,
        "chain": [
            {"name": link.name, "role": link.role, "country": link.country, "state_media": link.state_media}
            for link in statement.chain
        ],
        "when": when_row(statement.when),
        "about": list(statement.about),
        "bearing": list(statement.bearing),
        "repeats": statement.repeats or None,
        "copies": list(statement.copies),
    }


def relation_row(relation: Relation) -> Row:
    """A standing fact with its evidence."""
    return {
        "relation_id": relation.relation_id,
        "kind": relation.kind,
        "name": relation.name,
        "parties": [actor_brief(actor) for actor in relation.parties],
        "valid": when_row(relation.valid),
        "terms": [evidence_row(evidence) for evidence in relation.terms],
        "evidence": [evidence_row(evidence) for evidence in relation.evidence],
        "reports": list(relation.reports),
        "origins": relation.origins,
        "known": relation.known,
        "from_table": list(relation.from_table),
        "denials": [evidence_row(evidence) for evidence in relation.denials],
        "disputes": list(relation.disputes),
    }


def actor_row(actor: Actor, mentions: int, reports: int) -> Row:
    """An actor with its codes and how often it was named."""
    return actor_brief(actor) | {
        "kind": actor.kind,
        "cow": actor.cow,
        "gw": actor.gw,
        "office": actor.office,
        "mentions": mentions,
        "reports": reports,
    }


def hit_row(report: Report, snippets: Sequence[Evidence]) -> Row:
    """A report that a search found, with the sentences that hold its words."""
    return {
        "date": day(report.published),
        "report_id": report.report_id,
        "outlet": report.outlet,
        "title": report.title,
        "source": report.source,
        "sentence": " … ".join(f"{evidence.text} [{evidence.start}:{evidence.end}]" for evidence in snippets),
        "snippets": [evidence_row(evidence) for evidence in snippets],
    }


def comparison_row(comparison: Comparison) -> Row:
    """What one report is to another, and what it changed."""
    return {
        "a": comparison.a,
        "b": comparison.b,
        "kind": comparison.kind,
        "containment": round(comparison.containment, 4),
        "containment_a": round(comparison.containment_a, 4),
        "containment_b": round(comparison.containment_b, 4),
        "earlier": comparison.earlier,
        "confidence": round(comparison.confidence, 4),
        "reasons": list(comparison.reasons),
        "changes": [change_row(change) for change in comparison.changes],
    }


def change_row(change: Change) -> Row:
    """One change, the words of each side."""
    return {"kind": change.kind, "a": span_row(change.a), "b": span_row(change.b), "note": change.note}


def judgement_row(judgement: Judgement) -> Row:
    """A person's correction, whole: what `communique correct --import` takes."""
    row: Row = msgspec.to_builtins(judgement)
    return row


def actor_brief(actor: Actor) -> Row:
    """An actor inside another fact."""
    return {"actor_id": actor.actor_id, "name": actor.name, "country": actor.country, "sector": actor.sector}


def speaker_row(speaker: Speaker | None) -> Row | None:
    """Who spoke, resolved or not."""
    if speaker is None:
        return None
    actor = speaker.actor
    return {
        "actor_id": actor.actor_id if actor else None,
        "name": actor.name if actor else None,
        "country": actor.country if actor else None,
        "anonymous": speaker.anonymous,
        "text": speaker.text,
        "start": speaker.start,
        "end": speaker.end,
    }


def when_row(when: When) -> Row:
    """A date as ISO 8601 days, `None` where open or unknown."""
    return {
        "start": when.start.isoformat() if when.start else None,
        "end": when.end.isoformat() if when.end else None,
        "precision": when.precision,
        "basis": when.basis if when.known else None,
    }


def place_row(place: Place | None) -> Row | None:
    """A place with its coordinates."""
    if place is None:
        return None
    return {
        "name": place.name,
        "country": place.country,
        "geonameid": place.geonameid,
        "lat": place.lat,
        "lon": place.lon,
    }


def evidence_row(evidence: Evidence) -> Row:
    """A span of one report's text with its words."""
    return {
        "report_id": evidence.report_id,
        "start": evidence.start,
        "end": evidence.end,
        "text": evidence.text,
    }


def span_row(evidence: Evidence | None) -> Row | None:
    """A span without its report, where the report is known from the place it stands in."""
    if evidence is None:
        return None
    return {"start": evidence.start, "end": evidence.end, "text": evidence.text}


def day(when: When) -> str:
    """A date for a person: `2021-07-11`, `2023-07`, `1950`, `1950/1953`, `since 1949`, or `unknown`."""
    if not when.known:
        return "unknown"
    if when.start is None:
        return f"until {when.end if when.precision == 'interval' else _fine(when, when.end)}"
    if when.end is None:
        return f"since {_fine(when, when.start)}"
    if when.start == when.end or when.precision in ("month", "year", "decade"):
        text = _fine(when, when.start)
        if when.precision == "decade":
            return text + "s"
        if when.precision == "month" and (when.start.year, when.start.month) != (when.end.year, when.end.month):
            return f"{text}/{_fine(when, when.end)}"
        return text
    if (when.start.month, when.start.day, when.end.month, when.end.day) == (1, 1, 12, 31):
        return f"{when.start.year}/{when.end.year}"
    return f"{when.start.isoformat()}/{when.end.isoformat()}"


def _fine(when: When, date: object) -> str:
    text = str(date)
    if when.precision in ("year", "decade") or (when.precision == "interval" and text.endswith(("-01-01", "-12-31"))):
        return text[:4]
    return text[:7] if when.precision == "month" else text


def who(actors: tuple[Actor, ...]) -> str:
    """Actors for a person: `Kim Jong Un (PRK), China`."""
    return ", ".join(
        actor.name if actor.kind == "state" or not actor.country else f"{actor.name} ({actor.country})"
        for actor in actors
    )
