"""Statements joined to the events that they assert, deny, pledge, demand or threaten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from communique.events.words import words
from communique.merge.likeness import sides
from communique.records import Bearing, Event, Statement

__all__ = ["link_statements"]

# What whoever acts by speaking does with the words; said of somebody else, they are asserted.
_OWN: Mapping[str, Bearing] = {"AGREE": "pledges", "REQUEST": "demands", "THREATEN": "threatens"}


def link_statements(statements: Sequence[Statement], events: Sequence[Event]) -> list[Statement]:
    """The statements with `about` holding the events that rest on them or that they deny, and `bearing` how.

    In order of report and place.
    """
    about: dict[str, dict[str, Event]] = defaultdict(dict)
    denied: dict[str, set[str]] = defaultdict(set)
    for event in events:
        for statement_id in (*event.asserted_by, *event.denied_by):
            about[statement_id][event.event_id] = event
        for statement_id in event.denied_by:
            denied[statement_id].add(event.event_id)
    linked = [_linked(one, about[one.statement_id], denied[one.statement_id]) for one in statements]
    return sorted(linked, key=lambda s: (s.report_id, s.content.start, s.statement_id))


def _linked(statement: Statement, about: Mapping[str, Event], denied: set[str]) -> Statement:
    keys = tuple(sorted(about))
    how: tuple[Bearing, ...] = tuple("denies" if key in denied else _bearing(statement, about[key]) for key in keys)
    return msgspec.structs.replace(statement, about=keys, bearing=how)


def _bearing(statement: Statement, event: Event) -> Bearing:
    if event.status == "negated":
        return "denies"
    speaker = statement.speaker.actor if statement.speaker else None
    if speaker is None or not sides((speaker,)) & sides(event.actors):
        return "asserts"
    if event.type in _OWN:
        return _OWN[event.type]
    bound = event.status == "future" or _promises(statement)
    return "pledges" if bound and event.quad.endswith("cooperation") else "asserts"


def _promises(statement: Statement) -> bool:
    """Whether the cue binds the speaker: "promised to reopen the border" is a pledge whatever the act is called."""
    return any(word in words("promise_form") for word in statement.cue.casefold().split())
