"""Events and relations, once each, out of the mentions of all reports.

`conclude` is the whole of it: mentions that tell of one thing become one `Event`, what independent reports can't both
be right about becomes a `Contradiction`, standing facts become `Relation`s. The result depends on the mentions alone,
not on the order in which reports arrived.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from communique.merge.events import fuse
from communique.merge.identity import cluster
from communique.merge.judgements import judged_events, kept, regroup
from communique.merge.relations import merge_relations
from communique.merge.statements import link_statements
from communique.records import Event, Frozen, Judgement, Member, Reading, Relation, Statement, Story

__all__ = ["Conclusions", "conclude"]


class Conclusions(Frozen, frozen=True, kw_only=True):
    """What follows from all readings together."""

    events: tuple[Event, ...]
    relations: tuple[Relation, ...]
    statements: tuple[Statement, ...]


def conclude(
    readings: Iterable[Reading], stories: Sequence[Story], judgements: Sequence[Judgement] = ()
) -> Conclusions:
    """Merge the mentions of all readings; `stories` say which reports go back to one origin.

    `judgements` are a person's corrections in the order in which they were made.
    """
    readings = sorted(readings, key=lambda reading: reading.report_id)
    members = members_of(stories)
    mentions = [mention for reading in readings for mention in reading.events]
    events = judged_events(fuse(regroup(cluster(mentions, members), judgements), members), judgements)
    relations = kept(merge_relations([one for reading in readings for one in reading.relations], members), judgements)
    said = kept([one for reading in readings for one in reading.statements], judgements)
    statements = link_statements(said, events)
    return Conclusions(events=tuple(events), relations=tuple(relations), statements=tuple(statements))


def members_of(stories: Sequence[Story]) -> Mapping[str, tuple[str, Member]]:
    """Each report's story ID and its place in it."""
    return {member.report_id: (story.story_id, member) for story in stories for member in story.members}
