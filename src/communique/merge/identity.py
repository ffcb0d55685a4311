"""Which mentions tell of one event.

Two mentions are one event when type, parties, date, place and status agree as far as each says, and nothing forbids it
(`likeness`). Clusters are complete: every two of a cluster's mentions may stand together, so a vague mention can't
chain two clear ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from communique.merge.likeness import COPY_SLACK, days_of, fit, sides, standing, width
from communique.records import EventMention, Member, When

__all__ = ["Cluster", "agreement", "cluster"]

# Dates that span more months than this are compared with every cluster; they are few (history, open intervals).
_MANY_MONTHS = 6

Cluster = tuple[EventMention, ...]


def cluster(mentions: Iterable[EventMention], members: Mapping[str, tuple[str, Member]]) -> list[Cluster]:
    """Group mentions into events; the result does not depend on their order."""
    blocks: dict[tuple[str, ...], list[EventMention]] = defaultdict(list)
    for mention in mentions:
        blocks[_block(mention)].append(mention)
    found: list[Cluster] = []
    for key in sorted(blocks):
        found += _within_block(blocks[key], members)
    return found


def _block(mention: EventMention) -> tuple[str, ...]:
    return (mention.type, standing(mention), *sorted(sides(mention.actors) | sides(mention.recipients)))


def _within_block(mentions: Sequence[EventMention], members: Mapping[str, tuple[str, Member]]) -> list[Cluster]:
    # The sharpest dates first: they found the clusters that vaguer mentions then join.
    ordered = sorted(mentions, key=lambda m: (width(m.when), str(m.when.start), m.mention_id))
    clusters = _Clusters(members)
    for mention in ordered:
        scored = [(agreement(mention, clusters.groups[n], members), -n) for n in clusters.near(mention)]
        best, index = max(scored, default=(0.0, 0))
        clusters.put(mention, -index if best > 0 else None)
    return [tuple(sorted(group, key=lambda m: m.mention_id)) for group in clusters.groups]


class _Clusters:
    """The clusters of one block, found by month and by origin so that a busy pair of states costs no square."""

    def __init__(self, members: Mapping[str, tuple[str, Member]]) -> None:
        self.groups: list[list[EventMention]] = []
        self._members = members
        self._by_month: dict[int, dict[int, None]] = defaultdict(dict)
        self._by_origin: dict[str, dict[int, None]] = defaultdict(dict)
        self._by_words: dict[str, dict[int, None]] = defaultdict(dict)
        self._wide: dict[int, None] = {}

    def near(self, mention: EventMention) -> list[int]:
        """Numbers of the clusters that a mention might join, in order."""
        found = dict(self._by_origin[self._origin(mention)]) | self._by_words[mention.evidence.text]
        if mention.when.known:
            months = _months(mention.when)
            found |= self._wide
            if months is None:
                found |= dict.fromkeys(range(len(self.groups)))
            else:
                for month in months:
                    found |= self._by_month[month]
        return sorted(found)

    def put(self, mention: EventMention, number: int | None) -> None:
        """Add a mention to a cluster, or found one with it."""
        if number is None:
            number = len(self.groups)
            self.groups.append([])
        self.groups[number].append(mention)
        self._by_origin[self._origin(mention)][number] = None
        self._by_words[mention.evidence.text][number] = None
        months = _months(mention.when) if mention.when.known else []
        if months is None:
            self._wide[number] = None
        for month in months or []:
            self._by_month[month][number] = None

    def _origin(self, mention: EventMention) -> str:
        known = self._members.get(mention.report_id)
        return known[1].origin if known else mention.report_id


def _months(when: When) -> list[int] | None:
    """The months that a date may touch, slack among them; `None` where they are too many to list."""
    start, end = days_of(when, COPY_SLACK)
    first, last = (day.year * 12 + day.month for day in (start, end))
    return list(range(first, last + 1)) if last - first <= _MANY_MONTHS else None


def agreement(mention: EventMention, group: Sequence[EventMention], members: Mapping[str, tuple[str, Member]]) -> float:
    """How well a mention fits a group, 0 (not at all) to 1; 0 as soon as one of the group forbids it."""
    best = 0.0
    for other in group:
        score = fit(mention, other, members).score
        if score < 0:
            return 0.0
        best = max(best, score)
    return best
