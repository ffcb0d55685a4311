"""Statements joined to the events that they assert."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from communique.records import Event, Statement


def link_statements(statements: Sequence[Statement], events: Sequence[Event]) -> list[Statement]:
    """The statements with `about` holding the IDs of the events that rest on them, in order of report and place."""
    about: dict[str, list[str]] = defaultdict(list)
    for event in events:
        for statement_id in event.asserted_by:
            about[statement_id].append(event.event_id)
    linked = [
        msgspec.structs.replace(statement, about=tuple(sorted(about[statement.statement_id])))
        for statement in statements
    ]
    return sorted(linked, key=lambda s: (s.report_id, s.content.start, s.statement_id))
