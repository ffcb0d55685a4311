"""Reports grouped into stories: who copied whom, how many pieces of reporting there are, which tell of one event.

The result depends on the reports alone, not on their order.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from communique.records import Comparison, CopyKind, Frozen, Member, PairKind, Report, Story, content_id
from communique.stories.alignment import align
from communique.stories.changes import changes
from communique.stories.clusters import Classes, average_link
from communique.stories.credits import agency_of
from communique.stories.direction import direction
from communique.stories.fingerprints import fingerprints
from communique.stories.index import StoryIndex
from communique.stories.kept import Texts
from communique.stories.labels import label
from communique.stories.laid_by import room
from communique.stories.occasions import EVENT, tell_of_one_event
from communique.stories.texts import Text
from communique.stories.topics import Topic, similarity

__all__ = ["EVENT", "Grouping", "group"]

# Comparisons between two classes of identical texts that tell what they are to each other.
_ENOUGH = 3
# Share of text in common from which "is a copy of" may be handed on: B of A and C of B makes C one of A.
_SURE = 0.8
_COPIES: frozenset[PairKind] = frozenset({"copy", "edited", "rewritten", "translated"})
_AS_MEMBER: Mapping[PairKind, CopyKind] = {
    "copy": "copy", "edited": "edited", "rewritten": "rewritten", "translated": "translated", "partial": "partial",
}  # fmt: skip
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
    for mark in fingerprints(known[report_id] for report_id in ids):
        index.add(mark)
    with room(), Texts(known) as texts:
        candidates = index.pairs()
        del index
        return _grouped(known, ids, candidates, texts)


def _grouped(
    known: Mapping[str, Report], ids: Sequence[str], candidates: Iterable[tuple[str, str, bool]], texts: Texts
) -> Grouping:
    number = {report_id: at for at, report_id in enumerate(ids)}
    related: dict[tuple[str, str], Comparison] = {}
    firsts, seconds, alike = array("q"), array("q"), array("d")
    same = Classes()
    seen: Counter[int] = Counter()
    for a, b, share in candidates:
        classes = sorted((same.of(a), same.of(b)))
        both = number[classes[0]] * len(ids) + number[classes[1]]
        # What is the same text as a third is not compared again: a story on n pages takes a few comparisons a page.
        if classes[0] == classes[1] or seen[both] >= _ENOUGH:
            continue
        if share:
            seen[both] += 1
        likeness = similarity(texts.topic(a), texts.topic(b))
        firsts.append(number[a])
        seconds.append(number[b])
        alike.append(likeness)
        if share or likeness >= EVENT:
            pair = _pair(texts.text(a), texts.text(b), texts.topic(a), texts.topic(b))
            if pair.kind != "unrelated":
                related[a, b] = pair
            if pair.kind in _COPIES and min(pair.containment_a, pair.containment_b) >= _SURE:
                same.join(a, b)
    del seen
    copies = _copies(known, related, same)
    events = _events(ids, copies, (firsts, seconds, alike), related, texts)
    pairs = _Pairs(related)
    home = {report_id: number for number, event in enumerate(events) for report_id in event}
    told: list[list[frozenset[str]]] = [[] for _ in events]
    for cluster in copies:
        told[home[min(cluster)]].append(cluster)
    stories = [_story(event, of, known, pairs, texts) for event, of in zip(events, told, strict=True)]
    return Grouping(stories=tuple(sorted(stories, key=lambda s: s.story_id)), pairs=tuple(related.values()))


class _Pairs:
    """Related pairs, by their two reports and by each of them: a story looks at its own, never at all."""

    def __init__(self, related: Mapping[tuple[str, str], Comparison]) -> None:
        self._related = related
        self._of: dict[str, list[Comparison]] = {}
        for (a, b), pair in related.items():
            self._of.setdefault(a, []).append(pair)
            self._of.setdefault(b, []).append(pair)

    def get(self, a: str, b: str) -> Comparison | None:
        """The pair of two reports, the smaller ID first."""
        return self._related.get((a, b))

    def of(self, report_id: str, among: frozenset[str]) -> list[Comparison]:
        """The pairs of a report with others among some."""
        return [pair for pair in self._of.get(report_id, ()) if pair.a in among and pair.b in among]


def _pair(a: Text, b: Text, topic_a: Topic, topic_b: Topic) -> Comparison:
    alignment = align(a, b)
    kind, reasons = label(a, b, alignment, (topic_a, topic_b))
    earlier: str | None = None
    confidence, why = 0.0, tuple[str, ...]()
    if kind in _AS_MEMBER:
        # What changed says nothing where only passages are shared, and takes most of the time of a comparison.
        edits = kind != "partial"
        there = changes(a, b, alignment) if edits else ()
        back = changes(b, a, alignment.turned()) if edits else ()
        earlier, confidence, why = direction(a.report, b.report, kind, there, back)
    return Comparison(
        a=a.report.report_id,
        b=b.report.report_id,
        kind=kind,
        containment_a=alignment.containment_a,
        containment_b=alignment.containment_b,
        earlier=earlier,
        confidence=confidence,
        reasons=(*reasons, *why),
    )


def _copies(
    known: Mapping[str, Report], pairs: Mapping[tuple[str, str], Comparison], same: Classes
) -> list[frozenset[str]]:
    """Groups of reports that go back to one text.

    Nearly identical texts are one by transitivity. Such classes then join as long as most pairs across them that were
    compared are copies: what is not compared, in a crowd, says nothing.
    """
    totals: dict[tuple[str, str], list[float]] = {}
    for (a, b), pair in pairs.items():
        one, other = sorted((same.of(a), same.of(b)))
        if one != other:
            totals.setdefault((one, other), []).append(float(pair.kind in _COPIES))
    links = {key: sum(found) / len(found) for key, found in totals.items() if any(found)}
    heads = sorted({same.of(report_id) for report_id in known})
    joined = average_link([frozenset([head]) for head in heads], links, 0.5)
    home = {head: min(group_) for group_ in joined for head in group_}
    found: dict[str, set[str]] = {}
    for report_id in known:
        found.setdefault(home[same.of(report_id)], set()).add(report_id)
    return sorted((frozenset(group_) for group_ in found.values()), key=min)


def _events(
    ids: Sequence[str],
    copies: list[frozenset[str]],
    scores: tuple[array[int], array[int], array[float]],
    related: Mapping[tuple[str, str], Comparison],
    texts: Texts,
) -> list[frozenset[str]]:
    """Reports that tell of one event. Copies have the topic of their source: one stands for all, with their weight."""
    heads = [min(group_) for group_ in copies]
    place = {report_id: at for at, group_ in enumerate(copies) for report_id in group_}
    head = np.array([place[report_id] for report_id in ids], dtype=np.int64)
    one, other = (head[np.asarray(column, dtype=np.int64)] for column in scores[:2])
    partial = [(place[a], place[b], pair.containment) for (a, b), pair in related.items() if pair.kind == "partial"]
    shares = np.array([share for *_, share in partial], dtype=np.float64)
    passages = tuple(np.array([row[column] for row in partial], dtype=np.int64) for column in (0, 1))
    joined = tell_of_one_event(
        heads,
        [len(group_) for group_ in copies],
        (one, other, np.asarray(scores[2], dtype=np.float64)),
        (passages[0], passages[1], shares),
        texts.topic,
    )
    of = dict(zip(heads, copies, strict=True))
    return sorted((frozenset().union(*(of[name] for name in group_)) for group_ in joined), key=min)


def _story(
    event: frozenset[str],
    copies: list[frozenset[str]],
    known: Mapping[str, Report],
    pairs: _Pairs,
    texts: Texts,
) -> Story:
    members = [member for cluster in copies for member in _members(cluster, event, known, pairs, texts)]
    first = _first(frozenset(member.report_id for member in members if member.derived_from is None) or event, known)
    return Story(
        story_id=content_id("story", first),
        title=known[first].title,
        members=tuple(sorted(members, key=lambda member: member.report_id)),
        origins=len({member.origin for member in members}),
    )


def _first(reports: frozenset[str], known: Mapping[str, Report]) -> str:
    """The earliest of some reports; of those with no date or the same, the one with the smallest ID."""
    return min(reports, key=lambda r: (str(known[r].published.start or "9999"), r))


def _members(
    cluster: frozenset[str],
    event: frozenset[str],
    known: Mapping[str, Report],
    pairs: _Pairs,
    texts: Texts,
) -> list[Member]:
    """The reports of one text: the source, and what each other one is to it."""
    source = _source(cluster, known, pairs)
    agencies = sorted({agency_of(known[r]) for r in cluster} - {""})
    # One agency's reporting of one event is one origin, however many of its texts were printed.
    origin = (
        content_id("origin", agencies[0].casefold(), _first(event, known)) if agencies else content_id("origin", source)
    )
    members = []
    for report_id in sorted(cluster):
        if report_id == source:
            members.append(_head(report_id, cluster, event, known, pairs, origin))
            continue
        pair = _to_source(report_id, source, cluster, pairs, texts)
        parent = pair.a if pair.b == report_id else pair.b
        members.append(
            Member(
                report_id=report_id,
                copy_kind=_AS_MEMBER.get(pair.kind, "edited"),
                derived_from=parent,
                origin=origin,
                confidence=max(0.5, pair.confidence),
                reasons=pair.reasons,
            )
        )
    return members


def _to_source(report_id: str, source: str, cluster: frozenset[str], pairs: _Pairs, texts: Texts) -> Comparison:
    """What a member is to the source; where that shares nothing with it, to the member that it shares most with."""
    a, b = sorted((report_id, source))
    pair = pairs.get(a, b) or _pair(texts.text(a), texts.text(b), texts.topic(a), texts.topic(b))
    if pair.kind in _COPIES:
        return pair
    near = [pair for pair in pairs.of(report_id, cluster) if pair.kind in _COPIES]
    return max(near, key=lambda p: (p.containment, p.a, p.b), default=pair)


def _source(cluster: frozenset[str], known: Mapping[str, Report], pairs: _Pairs) -> str:
    """The member that most others go back to."""
    votes = dict.fromkeys(cluster, 0.0)
    for report_id in cluster:
        for pair in pairs.of(report_id, cluster):
            if pair.earlier:
                votes[report_id] += pair.confidence if pair.earlier == report_id else -pair.confidence
    best = max(round(vote, 6) for vote in votes.values())
    return _first(frozenset(r for r, vote in votes.items() if round(vote, 6) == best), known)


def _head(
    report_id: str,
    cluster: frozenset[str],
    event: frozenset[str],
    known: Mapping[str, Report],
    pairs: _Pairs,
    origin: str,
) -> Member:
    """The source of a cluster as the story sees it: original, independent, partial, or a copy of a text not here."""
    report = known[report_id]
    swapped = sum(len(repair.now) for repair in report.repairs if repair.kind == "look-alike")
    kind: CopyKind = "original" if len(cluster) > 1 or len(event) == 1 else "independent"
    derived: str | None = None
    reasons: tuple[str, ...] = ()
    if swapped * 1000 >= _TAMPERED * max(1, len(report.text)):
        kind, reasons = "copy", (f"{swapped} look-alike letters hide a copy of a text that is not in the record",)
    else:
        taken = [
            pair for pair in pairs.of(report_id, event)
            if pair.kind == "partial" and pair.earlier and pair.earlier != report_id
        ]  # fmt: skip
        if taken and len(cluster) == 1:
            pair = max(taken, key=lambda p: (p.containment, p.a, p.b))
            kind, derived, reasons = "partial", pair.earlier, pair.reasons
    return Member(report_id=report_id, copy_kind=kind, derived_from=derived, origin=origin, reasons=reasons)
