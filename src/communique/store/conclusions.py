"""What was concluded from all readings together: written whole, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

import sqlalchemy as sa

from communique.records import Actor, Comparison, Event, Relation, Statement, Story
from communique.store import rows, schema, sides
from communique.store.connection import Connected
from communique.store.faults import guarded
from communique.store.outlets import Carriers

# Rows written at a time; more are no faster.
_ROWS = 5000


class Conclusions(Connected):
    """The part of a record that is written anew whenever its readings or judgements change."""

    @guarded
    def conclude(
        self,
        *,
        stories: Sequence[Story],
        pairs: Sequence[Comparison] | None,
        events: Sequence[Event],
        relations: Sequence[Relation],
        statements: Sequence[Statement],
        actors: Mapping[str, tuple[Actor, int, int]],
        state: str,
    ) -> None:
        """Replace all conclusions in one transaction. `state` names the readings that they were drawn from.

        `actors` maps an actor ID to the actor, its number of mentions, and its number of reports. `pairs` may be left
        as they are (`None`).
        """
        tally = {
            "story": len(stories),
            "origins": sum(story.origins for story in stories),
            "statement": sum(not statement.repeats for statement in statements),
            "repeat": sum(bool(statement.repeats) for statement in statements),
            "event": len(events),
            "relation": len(relations),
            "actor": len(actors),
            **sides.totals(events),
        }
        with self._writing() as connection:
            by = Carriers(connection)
            # Each table's rows are made while they are written: a large record is never held as rows.
            tables: list[tuple[sa.Table, Iterable[dict[str, Any]]]] = [
                (schema.membership, (row for story in stories for row in rows.member_rows(story))),
                (schema.story, (rows.story_row(story) for story in stories)),
                *([] if pairs is None else [(schema.pair, (rows.pair_row(pair) for pair in pairs))]),
                (schema.statement, (rows.statement_row(statement) for statement in statements)),
                (schema.event, (rows.event_row(event, by.told(event)) for event in events)),
                (schema.party, (row for event in events for row in rows.party_rows(event))),
                (schema.event_report, (row for event in events for row in by.event_report_rows(event))),
                (schema.outlet, by.outlet_rows(events)),
                (schema.side, (row for event in events for row in sides.side_rows(event, by.told(event)))),
                (schema.meeting, (row for event in events for row in sides.meeting_rows(event, by.told(event)))),
                (schema.dyad, sides.dyad_rows(events)),
                (schema.relation, (rows.relation_row(relation) for relation in relations)),
                (schema.relation_party, (row for relation in relations for row in rows.relation_party_rows(relation))),
                (schema.actor, (rows.actor_row(*known) for known in actors.values())),
                (schema.tally, ({"name": name, "number": number} for name, number in tally.items())),
            ]
            for table, values in tables:
                connection.execute(table.delete())
                _fill(connection, table, values)
            known = {"state": state, **_span(events)}
            connection.execute(schema.meta.delete().where(schema.meta.c.key.in_(("state", "first", "last"))))
            connection.execute(schema.meta.insert(), [{"key": key, "value": value} for key, value in known.items()])

    @guarded
    def state(self) -> str:
        """The name of the readings that the conclusions were drawn from; empty before the first conclusion."""
        with self._engine.connect() as connection:
            return connection.scalar(sa.select(schema.meta.c.value).where(schema.meta.c.key == "state")) or ""


def _fill(connection: sa.Connection, table: sa.Table, values: Iterable[dict[str, Any]]) -> None:
    remaining = iter(values)
    while batch := list(islice(remaining, _ROWS)):
        connection.execute(table.insert(), batch)


def _span(events: Sequence[Event]) -> dict[str, str]:
    """The `first` and `last` day of what is told as news; nothing where no event has a day."""
    news = [event.when for event in events if event.status != "historical"]
    starts = [when.start for when in news if when.start is not None]
    ends = [when.end for when in news if when.end is not None]
    return {"first": min(starts).isoformat(), "last": max(ends).isoformat()} if starts and ends else {}
