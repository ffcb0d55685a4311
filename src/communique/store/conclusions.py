"""What was concluded from all readings together: written whole, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from communique.records import Actor, Comparison, Event, Relation, Statement, Story
from communique.store import rows, schema
from communique.store.connection import Connected
from communique.store.faults import guarded


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
        tables: list[tuple[sa.Table, list[dict[str, Any]]]] = [
            (schema.membership, [row for story in stories for row in rows.member_rows(story)]),
            (schema.story, [rows.story_row(story) for story in stories]),
            *([] if pairs is None else [(schema.pair, [rows.pair_row(pair) for pair in pairs])]),
            (schema.statement, [rows.statement_row(statement) for statement in statements]),
            (schema.event, [rows.event_row(event) for event in events]),
            (schema.party, [row for event in events for row in rows.party_rows(event)]),
            (
                schema.event_report,
                [{"event_id": event.event_id, "report_id": report} for event in events for report in event.reports],
            ),
            (schema.relation, [rows.relation_row(relation) for relation in relations]),
            (schema.relation_party, [row for relation in relations for row in rows.relation_party_rows(relation)]),
            (schema.actor, [rows.actor_row(*known) for known in actors.values()]),
        ]
        with self._engine.begin() as connection:
            for table, values in tables:
                connection.execute(table.delete())
                if values:
                    connection.execute(table.insert(), values)
            connection.execute(schema.meta.delete().where(schema.meta.c.key == "state"))
            connection.execute(schema.meta.insert(), {"key": "state", "value": state})

    @guarded
    def state(self) -> str:
        """The name of the readings that the conclusions were drawn from; empty before the first conclusion."""
        with self._engine.connect() as connection:
            return connection.scalar(sa.select(schema.meta.c.value).where(schema.meta.c.key == "state")) or ""
