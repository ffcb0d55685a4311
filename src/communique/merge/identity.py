"""Which mentions tell of one event.

Two mentions are one event when type, parties, date, place and status agree as far as each says, and nothing forbids it.
What is forbidden is never outweighed: two different stated days, different parties, a denial with a report. Clusters
are complete: every two of a cluster's mentions may stand together, so a vague mention can't chain two clear ones.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from communique.records import Actor, EventMention, Member, When
from communique.tables import load

# Types in which everyone is an actor: who is named first says nothing.
MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE"})
# A date coarser than this says too little to join reports of different stories by itself.
_SHARP_DAYS = 7
# An act of news that is given its report's date happened that day or the day before; a copy may run days later.
_NEWS_SLACK, _COPY_SLACK = 1, 14
# Dates that span more months than this are compared with every cluster; they are few (history, open intervals).
_MANY_MONTHS = 6
# Share of content words that two clauses of different stories, or of one report, must have in common when the date does
# not settle it. Set on hand-made pairs: same act 0.3 to 0.7, two acts of one pair of states 0.0 to 0.2.
_ALIKE = 0.25

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
    return (mention.type, _standing(mention), *sorted(sides(mention.actors) | sides(mention.recipients)))


def _standing(mention: EventMention) -> str:
    # A denied, a wished-for and a real event are three; history told again joins only history.
    return {"reported": "real", "ongoing": "real"}.get(mention.status, mention.status)


def sides(actors: Iterable[Actor]) -> frozenset[str]:
    """The parties' countries, or their own IDs where they have none that says who they are."""
    return frozenset(actor.country if _has_state(actor) else actor.actor_id for actor in actors)  # type: ignore[misc]


def _has_state(actor: Actor) -> bool:
    return bool(actor.country) and actor.country not in {"IGO", "NGO", "ISM", "IMG", "MNC"}


def _within_block(mentions: Sequence[EventMention], members: Mapping[str, tuple[str, Member]]) -> list[Cluster]:
    # The sharpest dates first: they found the clusters that vaguer mentions then join.
    ordered = sorted(mentions, key=lambda m: (_width(m.when), str(m.when.start), m.mention_id))
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
        found = dict(self._by_origin[_origin(mention, self._members)]) | self._by_words[mention.evidence.text]
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
        self._by_origin[_origin(mention, self._members)][number] = None
        self._by_words[mention.evidence.text][number] = None
        months = _months(mention.when) if mention.when.known else []
        if months is None:
            self._wide[number] = None
        for month in months or []:
            self._by_month[month][number] = None


def _months(when: When) -> list[int] | None:
    """The months that a date may touch, slack among them; `None` where they are too many to list."""
    start, end = _bounds(when, _COPY_SLACK)
    first, last = (day.year * 12 + day.month for day in (start, end))
    return list(range(first, last + 1)) if last - first <= _MANY_MONTHS else None


def agreement(mention: EventMention, group: Sequence[EventMention], members: Mapping[str, tuple[str, Member]]) -> float:
    """How well a mention fits a group, 0 (not at all) to 1; 0 as soon as one of the group forbids it."""
    scores = [_pair(mention, other, members) for other in group]
    return max(scores) if all(score >= 0 for score in scores) and max(scores) > 0 else 0.0


def _pair(a: EventMention, b: EventMention, members: Mapping[str, tuple[str, Member]]) -> float:
    """1 surely one event, 0 no reason to join, -1 never."""
    same_origin = _origin(a, members) == _origin(b, members)
    if not _may_join(a, b, slack=_COPY_SLACK if same_origin else _NEWS_SLACK):
        return -1
    if a.report_id == b.report_id:
        # One report tells of one act twice (headline and body, reprise) more often than of two like acts at one time.
        overlap = a.evidence.start < b.evidence.end and b.evidence.start < a.evidence.end
        return 1.0 if _alike(a, b) >= _ALIKE and (overlap or a.mode == b.mode) else 0.0
    if a.evidence.text == b.evidence.text:
        # Word for word the same sentence is a copied sentence, whatever page it stands on.
        return 1.0
    if same_origin and _alike(a, b) >= _ALIKE:
        return 1.0
    if _story(a, members) == _story(b, members) and a.when.known and b.when.known:
        return 0.8
    if _sharp(a.when) and _sharp(b.when):
        return 0.6 if a.mode == b.mode or _alike(a, b) >= _ALIKE else 0.0
    if a.status == "historical" and a.when.known and b.when.known:
        return 0.5
    return 0.4 if a.when.known and b.when.known and _alike(a, b) >= 2 * _ALIKE else 0.0


def _may_join(a: EventMention, b: EventMention, *, slack: int) -> bool:
    if not dates_agree(a.when, b.when, slack=slack) or _standing(a) != _standing(b):
        return False
    if a.type not in MUTUAL and (sides(a.actors) != sides(b.actors) or sides(a.recipients) != sides(b.recipients)):
        return False
    if a.type == "AGREE" and sides(a.actors) != sides(b.actors):
        return False
    countries = {m.place.country for m in (a, b) if m.place and m.place.country}
    modes = {m.mode for m in (a, b) if m.mode}
    return len(countries) < 2 and (len(modes) < 2 or a.report_id != b.report_id)


def dates_agree(a: When, b: When, *, slack: int = 0) -> bool:
    """Whether two dates may be one: they overlap, or one is unknown.

    A date that is only the report's own (`inferred`) may lie up to `slack` days after the event.
    """
    if not a.known or not b.known:
        return True
    first, last = _bounds(a, slack), _bounds(b, slack)
    return first[0] <= last[1] and last[0] <= first[1]


def _bounds(when: When, slack: int) -> tuple[dt.date, dt.date]:
    start = when.start or dt.date.min
    if slack and when.basis == "inferred" and when.start is not None:
        start -= dt.timedelta(days=slack)
    return start, when.end or dt.date.max


def _width(when: When) -> int:
    if when.start is None or when.end is None:
        return 1_000_000
    return (when.end - when.start).days


def _sharp(when: When) -> bool:
    return _width(when) <= _SHARP_DAYS


def _origin(mention: EventMention, members: Mapping[str, tuple[str, Member]]) -> str:
    known = members.get(mention.report_id)
    return known[1].origin if known else mention.report_id


def _story(mention: EventMention, members: Mapping[str, tuple[str, Member]]) -> str:
    known = members.get(mention.report_id)
    return known[0] if known else mention.report_id


def _alike(a: EventMention, b: EventMention) -> float:
    one, other = content_words(a.evidence.text), content_words(b.evidence.text)
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


@lru_cache(maxsize=50_000)
def content_words(text: str) -> frozenset[str]:
    """The words of a clause that carry its matter, cut to stems of six letters so that endings don't count."""
    words = ("".join(c for c in word.casefold() if c.isalnum()) for word in text.replace("-", " ").split())
    return frozenset(word[:6] for word in words if len(word) > 2 and word not in _function_words())


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    rows = (row for row in load("function_words") if row["language"] == "en")
    return frozenset(word for row in rows for word in row["words"].split("|"))
