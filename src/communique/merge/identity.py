"""Which mentions tell of one event.

Two mentions are one event when type, parties, date, place and status agree as far as each says, and nothing forbids it
(`likeness`). Clusters are complete: every two of a cluster's mentions may stand together, so a vague mention can't
chain two clear ones, nor one that leaves out who did it two that say so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from communique.merge.likeness import COPY_SLACK, alike, days_of, fit, sides, standing, width
from communique.merge.parties import MUTUAL, bare, nested, said
from communique.records import EventMention, Member, When

__all__ = ["Cluster", "agreement", "cluster"]

# Dates that span more months than this are compared with every cluster; they are few (history, open intervals).
_MANY_MONTHS = 6
# A telling that says less of an event joins it only where its words are nearer to that one than to any other like it.
_CLEAR = 0.1
_PAST = "historical"

Cluster = tuple[EventMention, ...]


def cluster(mentions: Iterable[EventMention], members: Mapping[str, tuple[str, Member]]) -> list[Cluster]:
    """Group mentions into events; the result does not depend on their order.

    Mentions that say who did it are grouped first, by their parties; then those that recall it from later, and those
    that leave out who did it, find the one event that they can mean. A mention that names no party at all founds no
    event: it joins one, or is left out.
    """
    blocks: dict[tuple[str, ...], list[EventMention]] = defaultdict(list)
    without: list[EventMention] = []
    for mention in mentions:
        if bare(mention):
            without.append(mention)
        else:
            blocks[_block(mention)].append(mention)
    found: list[Cluster] = []
    for key in sorted(blocks):
        found += _within_block(blocks[key], members)
    return _with_what_says_less(found, without, members)


def _block(mention: EventMention) -> tuple[str, ...]:
    told = "" if mention.type in MUTUAL else f"{said(mention.actors)} {bool(mention.recipients)}"
    return (mention.type, standing(mention), told, *sorted(sides(mention.actors) | sides(mention.recipients)))


def _within_block(mentions: Sequence[EventMention], members: Mapping[str, tuple[str, Member]]) -> list[Cluster]:
    # The sharpest dates first: they found the clusters that vaguer mentions then join.
    ordered = sorted(mentions, key=lambda m: (width(m.when), str(m.when.start), m.mention_id))
    clusters = _Clusters(members)
    for mention in ordered:
        scored = [(agreement(mention, clusters.groups[n], members), -n) for n in clusters.near(mention)]
        best, index = max(scored, default=(0.0, 0))
        clusters.put(mention, -index if best > 0 else None)
    return [tuple(sorted(group, key=lambda m: m.mention_id)) for group in clusters.groups]


def _with_what_says_less(
    found: Sequence[Cluster], without: Sequence[EventMention], members: Mapping[str, tuple[str, Member]]
) -> list[Cluster]:
    """The clusters after those that say less of an event have joined the one that they mean, if there is one.

    In this order: where a sentence and its copy were read with a party more or less, the one with less joins the other;
    what is recalled from later joins what was told as news; then what says no more than that fighters did it, what
    leaves out who, and what leaves out to whom, join what says so; and what names no party any.
    """
    groups = [list(group) for group in found]
    groups = _joined(groups, _of_copies(groups, members), members)
    groups = _joined(groups, [number for number, group in enumerate(groups) if standing(group[0]) == _PAST], members)
    for less, still_less in ((_unnamed, _by_nobody), (_by_nobody, None), (_on_nobody, None)):
        directed = [n for n, group in enumerate(groups) if group[0].type not in MUTUAL]
        aside = [n for n in directed if still_less is not None and still_less(groups[n])]
        groups = _joined(groups, [n for n in directed if less(groups[n])], members, aside)
    for past in (False, True):
        bare_ones = sorted((m for m in without if (standing(m) == _PAST) == past), key=lambda m: _rank((m,)))
        index = _Index(groups, members) if bare_ones else None
        chosen = [(index.best((mention,)), mention) for mention in bare_ones] if index else []
        for number, mention in chosen:
            if number is not None and agreement(mention, groups[number], members) > 0:
                groups[number].append(mention)
    return [tuple(sorted(group, key=lambda m: m.mention_id)) for group in groups]


def _unnamed(group: Sequence[EventMention]) -> bool:
    return max(said(m.actors) for m in group) == 1


def _by_nobody(group: Sequence[EventMention]) -> bool:
    return not any(m.actors for m in group)


def _on_nobody(group: Sequence[EventMention]) -> bool:
    return not any(m.recipients for m in group)


def _of_copies(groups: Sequence[Sequence[EventMention]], members: Mapping[str, tuple[str, Member]]) -> list[int]:
    """The numbers of groups of which another, of one origin with it, names the same parties and some more."""
    by_origin: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        for origin in {members[m.report_id][1].origin for m in group if m.report_id in members}:
            by_origin[group[0].type, standing(group[0]), origin].append(number)
    return sorted(
        {
            number
            for numbers in by_origin.values()
            for number in numbers
            for other in numbers
            if number != other
            and len(_everyone(groups[number])) < len(_everyone(groups[other]))
            and nested(groups[number][0], groups[other][0])
        }
    )


def _everyone(group: Sequence[EventMention]) -> frozenset[str]:
    return sides(group[0].actors) | sides(group[0].recipients)


def _joined(
    groups: list[list[EventMention]],
    less: Sequence[int],
    members: Mapping[str, tuple[str, Member]],
    aside: Sequence[int] = (),
) -> list[list[EventMention]]:
    """The groups after those numbered `less` have each joined the best of the others but `aside`, or stayed."""
    if not less:
        return groups
    apart = {*less, *aside}
    kept = [group for number, group in enumerate(groups) if number not in apart]
    index = _Index(kept, members)
    alone: list[list[EventMention]] = []
    for group in sorted((groups[number] for number in less), key=_rank):
        number = index.best(group)
        if number is None:
            alone.append(group)
        else:
            kept[number] += group
    return [*kept, *alone, *(groups[number] for number in aside)]


def _rank(group: Sequence[EventMention]) -> tuple[int, str, str]:
    return min((width(m.when), str(m.when.start), m.mention_id) for m in group)


class _Index:
    """Clusters found by type and story, or by type, country and month."""

    def __init__(self, groups: Sequence[list[EventMention]], members: Mapping[str, tuple[str, Member]]) -> None:
        self._groups, self._members = groups, members
        self._by_key: dict[tuple[str, ...], dict[int, None]] = defaultdict(dict)
        for number, group in enumerate(groups):
            for mention in group:
                for key in self._keys(mention):
                    self._by_key[key][number] = None

    def best(self, group: Sequence[EventMention]) -> int | None:
        """The number of the one cluster that all of a group fit best; none where another fits about as well."""
        near = {number for mention in group for key in self._keys(mention) for number in self._by_key.get(key, ())}
        scored: list[tuple[float, float, int]] = []
        for number in sorted(near):
            scores = [agreement(mention, self._groups[number], self._members) for mention in group]
            if min(scores) > 0:
                closest = max(alike(a, b) for a in group for b in self._groups[number])
                scored.append((max(scores), closest, -number))
        if not scored:
            return None
        score, closest, number = max(scored)
        rivals = [other for other in scored if other[0] == score and other[1] > closest - _CLEAR]
        return -number if len(rivals) == 1 else None

    def _keys(self, mention: EventMention) -> list[tuple[str, ...]]:
        known = self._members.get(mention.report_id)
        kind = (mention.type,)
        keys: list[tuple[str, ...]] = [(*kind, "story", known[0] if known else mention.report_id)]
        months = _months(mention.when) if mention.when.known else None
        for side in sorted(sides(mention.actors) | sides(mention.recipients)):
            keys += [(*kind, side, str(month)) for month in months or ()]
        return keys


class _Clusters:
    """The clusters of one block, found by month and by origin so that a busy pair of states costs no square."""

    def __init__(self, members: Mapping[str, tuple[str, Member]]) -> None:
        self.groups: list[list[EventMention]] = []
        self._members = members
        self._by_month: dict[int, dict[int, None]] = defaultdict(dict)
        self._by_origin: dict[str, dict[int, None]] = defaultdict(dict)
        self._by_words: dict[str, dict[int, None]] = defaultdict(dict)
        self._by_story: dict[str, dict[int, None]] = defaultdict(dict)
        self._wide: dict[int, None] = {}

    def near(self, mention: EventMention) -> list[int]:
        """Numbers of the clusters that a mention might join, in order."""
        found = dict(self._by_origin[self._origin(mention)]) | self._by_words[mention.evidence.text]
        found |= self._by_story[self._story(mention)]
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
        self._by_story[self._story(mention)][number] = None
        months = _months(mention.when) if mention.when.known else []
        if months is None:
            self._wide[number] = None
        for month in months or []:
            self._by_month[month][number] = None

    def _story(self, mention: EventMention) -> str:
        known = self._members.get(mention.report_id)
        return known[0] if known else mention.report_id

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
