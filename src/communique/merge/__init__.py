"""Events and relations, once each, out of the mentions of all reports.

`conclude` is the whole of it: mentions that tell of one thing become one `Event`, what independent reports can't both
be right about becomes a `Contradiction`, standing facts become `Relation`s. The result depends on the mentions alone,
not on the order in which reports arrived.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from communique.merge.census import Census
from communique.merge.events import fuse
from communique.merge.identity import cluster
from communique.merge.judgements import judged_events, kept, regroup
from communique.merge.press import Press
from communique.merge.relations import merge_relations
from communique.merge.repeats import fold_repeats
from communique.merge.statements import link_statements
from communique.records import Event, Frozen, Judgement, Reading, Relation, Statement, Story

__all__ = ["Census", "Conclusions", "conclude"]


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
    press = Press.of(readings, stories)
    mentions = [mention for reading in readings for mention in (*reading.events, *reading.untied)]
    events = judged_events(fuse(regroup(cluster(mentions, press.members), judgements), press), judgements)
    told = [relation for reading in readings for relation in reading.relations]
    relations = kept(merge_relations(told, press.members), judgements)
    said = kept([one for reading in readings for one in reading.statements], judgements)
    statements = fold_repeats(link_statements(said, events), press)
    return Conclusions(events=tuple(events), relations=tuple(relations), statements=tuple(statements))
