"""Dates for events that have none of their own: the day of the words that they rest on, or of the news that they lead.

A pledge, a demand or an accusation is made when it is spoken, so it happened when its statement did. What a report
tells in its first sentences as having happened is its news, so it happened by the report's day. Everything else stays
undated.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from communique import codebook
from communique.language import Parsed
from communique.records import EventMention, Report, Statement, When

# The headline and the lead: where the press puts what is new. Further down, an undated act is as often background.
_LEAD_SENTENCES = 3
_TOLD = ("reported",)


def dated(
    events: Sequence[EventMention], statements: Sequence[Statement], parsed: Parsed, report: Report
) -> tuple[EventMention, ...]:
    """The events; a date that is put in has the basis `inferred`."""
    spoken = {statement.statement_id: statement.when for statement in statements}
    lead_end = _lead_end(parsed)
    return tuple(_dated(event, spoken, lead_end, report.published) for event in events)


def _dated(event: EventMention, spoken: dict[str, When], lead_end: int, published: When) -> EventMention:
    if event.when.known or event.status not in _TOLD:
        return event
    when = When()
    if _is_spoken(event.type):
        known = [spoken[key] for key in event.asserted_by if key in spoken and spoken[key].known]
        when = known[0] if known else when
    if not when.known and event.trigger.start < lead_end:
        when = published
    if not when.known:
        return event
    return msgspec.structs.replace(event, when=msgspec.structs.replace(when, basis="inferred", span=None))


def _is_spoken(event_type: str) -> bool:
    kind = codebook.load().types.get(event_type)
    return kind is not None and kind.quad.startswith("verbal")


def _lead_end(parsed: Parsed) -> int:
    lead = [sentence for sentence in parsed.sentences if len(sentence.doc) > 6][:_LEAD_SENTENCES]
    return lead[-1].end if lead else 0
