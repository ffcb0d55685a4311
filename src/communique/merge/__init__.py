"""Events and relations, once each, out of the mentions of all reports.

`conclude` is the whole of it: mentions that tell of one thing become one `Event`, what independent reports can't both
be right about becomes a `Contradiction`, standing facts become `Relation`s. The result depends on the mentions alone,
not on the order in which reports arrived.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from communique.merge.events import fuse
from communique.merge.identity import cluster
from communique.merge.relations import merge_relations
from communique.merge.statements import link_statements
from communique.records import Event, Frozen, Member, Reading, Relation, Statement, Story

__all__ = ["Conclusions", "conclude"]


class Conclusions(Frozen, frozen=True, kw_only=True):
    """What follows from all readings together."""

    events: tuple[Event, ...]
    relations: tuple[Relation, ...]
    statements: tuple[Statement, ...]


def conclude(readings: Iterable[Reading], stories: Sequence[Story]) -> Conclusions:
    """Merge the mentions of all readings; `stories` say which reports go back to one origin."""
    readings = sorted(readings, key=lambda reading: reading.report_id)
    members = members_of(stories)
    mentions = [mention for reading in readings for mention in reading.events]
    events = fuse(cluster(mentions, members), members)
    relations = merge_relations([one for reading in readings for one in reading.relations], members)
    statements = link_statements([one for reading in readings for one in reading.statements], events)
    return Conclusions(events=tuple(events), relations=tuple(relations), statements=tuple(statements))


def members_of(stories: Sequence[Story]) -> Mapping[str, tuple[str, Member]]:
    """Each report's story ID and its place in it."""
    return {member.report_id: (story.story_id, member) for story in stories for member in story.members}
