"""Reports grouped into stories: who copied whom, how many pieces of reporting there are, which tell of one event.

The result depends on the reports alone, not on their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from communique.records import Comparison, CopyKind, Frozen, Member, Report, Story, content_id
from communique.stories.batches import batches
from communique.stories.clusters import average_link
from communique.stories.fingerprints import marks
from communique.stories.index import StoryIndex
from communique.stories.kept import Kept
from communique.stories.laid_by import room
from communique.stories.occasions import EVENT, tell_of_one_event
from communique.stories.related import AS_MEMBER, COPIES, Related, compare_all, compared

__all__ = ["EVENT", "Grouping", "group"]

# Look-alike letters a thousand characters from which a text was tampered with to hide where it was copied from.
_TAMPERED = 5


class Grouping(Frozen, frozen=True, kw_only=True):
    """Stories sorted by ID, and the pairs that were found related, without their changes."""

    stories: tuple[Story, ...]
    pairs: tuple[Comparison, ...]


def group(reports: Iterable[Report] | Mapping[str, Report]) -> Grouping:
    """Group reports into stories; refused reports are in none.

    A mapping from ID to report may read its reports when asked. Beyond some thousand reports, what is held in between
    goes to the folder for temporary files; raises `CommuniqueError` where that is full.
    """
    known = reports if isinstance(reports, Mapping) else {one.report_id: one for one in reports if not one.refused}
    ids = sorted(known)
    index = StoryIndex()
    with room(), Kept(known, ids) as kept:
        for batch in batches(known[report_id] for report_id in ids):
            kept.take(batch)
            for mark in marks(batch):
                index.add(mark)
        codes, shared = index.codes()
        del index
        return _grouped(compare_all(codes, shared, kept), kept)


def _grouped(related: Related, kept: Kept) -> Grouping:
    copies = _copies(related, len(kept.ids))
    events = _events(copies, related, kept)
    pairs = _Pairs(related.pairs)
    home = {number: at for at, event in enumerate(events) for number in event}
    told: list[list[frozenset[int]]] = [[] for _ in events]
    for cluster in copies:
        told[home[min(cluster)]].append(cluster)
    stories = [_story(event, of, pairs, kept) for event, of in zip(events, told, strict=True)]
    return Grouping(stories=tuple(sorted(stories, key=lambda s: s.story_id)), pairs=tuple(related.pairs.values()))


class _Pairs:
    """Related pairs, by their two reports and by each of them: a story looks at its own, never at all."""

    def __init__(self, related: Mapping[tuple[int, int], Comparison]) -> None:
        self._related = related
        self._of: dict[int, list[int]] = {}
        for a, b in related:
            self._of.setdefault(a, []).append(b)
            self._of.setdefault(b, []).append(a)

    def get(self, a: int, b: int) -> Comparison | None:
        """The pair of two reports."""
        return self._related.get((a, b) if a < b else (b, a))

    def of(self, report: int, among: frozenset[int]) -> list[Comparison]:
        """The pairs of a report with others among some, which are not few where it is one of them."""
        near = [other for other in self._of.get(report, ()) if other in among] if report in among else []
        return [self._related[(report, other) if report < other else (other, report)] for other in near]


def _copies(related: Related, count: int) -> list[frozenset[int]]:
    """Groups of reports that go back to one text.

    Nearly identical texts are one by transitivity. Such classes then join as long as most pairs across them that were
    compared are copies: what is not compared, in a crowd, says nothing.
    """
    same = related.same
    totals: dict[tuple[int, int], list[float]] = {}
    for (a, b), pair in related.pairs.items():
        one, other = sorted((same.of(a), same.of(b)))
        if one != other:
            totals.setdefault((one, other), []).append(float(pair.kind in COPIES))
    links = {key: sum(found) / len(found) for key, found in totals.items() if any(found)}
    heads = sorted({same.of(number) for number in range(count)})
    joined = average_link([frozenset([head]) for head in heads], links, 0.5)
    home = {head: min(group_) for group_ in joined for head in group_}
    found: dict[int, set[int]] = {}
    for number in range(count):
        found.setdefault(home[same.of(number)], set()).add(number)
    return sorted((frozenset(group_) for group_ in found.values()), key=min)


def _events(copies: list[frozenset[int]], related: Related, kept: Kept) -> list[frozenset[int]]:
    """Reports that tell of one event. Copies have the topic of their source: one stands for all, with their weight."""
    heads = [min(group_) for group_ in copies]
    place = np.zeros(len(kept.ids), dtype=np.int64)
    for at, group_ in enumerate(copies):
        place[list(group_)] = at
    partial = [(a, b, pair.containment) for (a, b), pair in related.pairs.items() if pair.kind == "partial"]
    shares = np.array([share for *_, share in partial], dtype=np.float64)
    passages = tuple(place[np.array([row[column] for row in partial], dtype=np.int64)] for column in (0, 1))
    one, other, alike = related.scores
    joined = tell_of_one_event(
        heads,
        [len(group_) for group_ in copies],
        (place[one], place[other], alike),
        (passages[0], passages[1], shares),
        kept.topic,
    )
    of = dict(zip(heads, copies, strict=True))
    return sorted((frozenset().union(*(of[name] for name in group_)) for group_ in joined), key=min)


def _story(event: frozenset[int], copies: list[frozenset[int]], pairs: _Pairs, kept: Kept) -> Story:
    members = [member for cluster in copies for member in _members(cluster, event, pairs, kept)]
    sources = frozenset(number for number, member in members if member.derived_from is None)
    first = kept.first(sources or event)
    return Story(
        story_id=content_id("story", kept.ids[first]),
        title=kept.title(first),
        members=tuple(member for _, member in sorted(members, key=lambda pair: pair[0])),
        origins=len({member.origin for _, member in members}),
    )


def _members(cluster: frozenset[int], event: frozenset[int], pairs: _Pairs, kept: Kept) -> list[tuple[int, Member]]:
    """The reports of one text: the source, and what each other one is to it."""
    source = _source(cluster, pairs, kept)
    agencies = sorted({kept.agency(number) for number in cluster} - {""})
    # One agency's reporting of one event is one origin, however many of its texts were printed.
    origin = (
        content_id("origin", agencies[0].casefold(), kept.ids[kept.first(event)])
        if agencies
        else content_id("origin", kept.ids[source])
    )
    members = []
    for number in sorted(cluster):
        if number == source:
            members.append((number, _head(number, cluster, event, pairs, kept, origin)))
            continue
        report_id = kept.ids[number]
        pair = _to_source(number, source, cluster, pairs, kept)
        member = Member(
            report_id=report_id,
            copy_kind=AS_MEMBER.get(pair.kind, "edited"),
            derived_from=pair.a if pair.b == report_id else pair.b,
            origin=origin,
            confidence=max(0.5, pair.confidence),
            reasons=pair.reasons,
        )
        members.append((number, member))
    return members


def _to_source(number: int, source: int, cluster: frozenset[int], pairs: _Pairs, kept: Kept) -> Comparison:
    """What a member is to the source; where that shares nothing with it, to the member that it shares most with."""
    pair = pairs.get(number, source) or compared(min(number, source), max(number, source), kept)
    if pair.kind in COPIES:
        return pair
    near = [pair for pair in pairs.of(number, cluster) if pair.kind in COPIES]
    return max(near, key=lambda p: (p.containment, p.a, p.b), default=pair)


def _source(cluster: frozenset[int], pairs: _Pairs, kept: Kept) -> int:
    """The member that most others go back to."""
    if len(cluster) == 1:
        return min(cluster)
    votes = dict.fromkeys(cluster, 0.0)
    for number in cluster:
        for pair in pairs.of(number, cluster):
            if pair.earlier:
                votes[number] += pair.confidence if pair.earlier == kept.ids[number] else -pair.confidence
    best = max(round(vote, 6) for vote in votes.values())
    return kept.first(frozenset(number for number, vote in votes.items() if round(vote, 6) == best))


def _head(
    number: int, cluster: frozenset[int], event: frozenset[int], pairs: _Pairs, kept: Kept, origin: str
) -> Member:
    """The source of a cluster as the story sees it: original, independent, partial, or a copy of a text not here."""
    report_id = kept.ids[number]
    swapped, length = kept.swapped(number)
    kind: CopyKind = "original" if len(cluster) > 1 or len(event) == 1 else "independent"
    derived: str | None = None
    reasons: tuple[str, ...] = ()
    if swapped and swapped * 1000 >= _TAMPERED * max(1, length):
        kind, reasons = "copy", (f"{swapped} look-alike letters hide a copy of a text that is not in the record",)
    else:
        taken = [
            pair for pair in pairs.of(number, event)
            if pair.kind == "partial" and pair.earlier and pair.earlier != report_id
        ]  # fmt: skip
        if taken and len(cluster) == 1:
            pair = max(taken, key=lambda p: (p.containment, p.a, p.b))
            kind, derived, reasons = "partial", pair.earlier, pair.reasons
    return Member(report_id=report_id, copy_kind=kind, derived_from=derived, origin=origin, reasons=reasons)
