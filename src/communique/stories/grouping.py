"""Reports grouped into stories: who copied whom, how many pieces of reporting there are, which tell of one event.

The result depends on the reports alone, not on their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from communique.records import Comparison, CopyKind, Frozen, Member, PairKind, Report, Story, content_id
from communique.stories.alignment import align
from communique.stories.changes import changes
from communique.stories.clusters import average_link, components
from communique.stories.credits import agency_of
from communique.stories.direction import direction
from communique.stories.index import StoryIndex
from communique.stories.labels import label
from communique.stories.texts import Text, read
from communique.stories.topics import Topic, conflict, similarities, similarity, topic

__all__ = ["EVENT", "Grouping", "group"]

# Average topic likeness within a story. Reports of two events of one pair of states reach .17; at .19 the 33 events of
# the set come out with a precision of .97 and more.
EVENT = 0.19
# Candidates less alike than this can't pull a group together; nothing larger is looked at as a whole.
_WORTH, _LARGEST = 0.08, 600
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


def group(reports: Iterable[Report]) -> Grouping:
    """Group reports into stories; refused reports are in none."""
    known = {report.report_id: report for report in reports if not report.refused}
    index = StoryIndex()
    marks = [mark for _, report in sorted(known.items()) if (mark := index.add(report))]
    candidates = [
        (mark.report_id, other) for mark in marks for other in index.candidates(mark) if mark.report_id < other
    ]
    texts = {report_id: read(report) for report_id, report in known.items()}
    topics = {report_id: topic(text) for report_id, text in texts.items()}
    pairs = {(a, b): _pair(texts[a], texts[b], topics[a], topics[b]) for a, b in candidates}
    related = {key: pair for key, pair in pairs.items() if pair.kind != "unrelated"}
    copies = _copies(known, related)
    events = _events(copies, candidates, related, topics)
    stories = [_story(event, [c for c in copies if c <= event], known, related) for event in events]
    return Grouping(
        stories=tuple(sorted(stories, key=lambda s: s.story_id)), pairs=tuple(p for _, p in sorted(related.items()))
    )


def _pair(a: Text, b: Text, topic_a: Topic, topic_b: Topic) -> Comparison:
    alignment = align(a, b)
    kind, reasons = label(a, b, alignment, (topic_a, topic_b))
    earlier: str | None = None
    confidence, why = 0.0, tuple[str, ...]()
    if kind in _AS_MEMBER:
        earlier, confidence, why = direction(
            a.report, b.report, kind, changes(a, b, alignment), changes(b, a, alignment.turned())
        )
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


def _copies(known: Mapping[str, Report], pairs: Mapping[tuple[str, str], Comparison]) -> list[frozenset[str]]:
    """Groups of reports that go back to one text."""
    scores = {key: 1.0 if pair.containment >= _SURE else 0.75 for key, pair in pairs.items() if pair.kind in _COPIES}
    return average_link([frozenset([report_id]) for report_id in known], scores, 0.5)


def _events(
    copies: list[frozenset[str]],
    candidates: list[tuple[str, str]],
    related: Mapping[tuple[str, str], Comparison],
    topics: Mapping[str, Topic],
) -> list[frozenset[str]]:
    """Texts that tell of one event: average link over the likeness of their topics, passages in common included."""
    scores = {(a, b): similarity(topics[a], topics[b]) for a, b in candidates}
    for group_ in copies:
        first = min(group_)
        scores |= {(first, other): 1.0 for other in group_ if other != first}
    every = dict(scores)
    for component in components(scores, _WORTH, _LARGEST):
        members = sorted(component)
        likeness = similarities([topics[report_id] for report_id in members])
        every |= {(members[i], members[j]): float(likeness[i, j]) for j in range(len(members)) for i in range(j)}
    for key, pair in related.items():
        if pair.kind == "partial":
            every[key] = max(every.get(key, 0.0), pair.containment)
    return average_link(copies, every, EVENT, lambda a, b: bool(conflict(topics[a], topics[b])))


def _story(
    event: frozenset[str],
    copies: list[frozenset[str]],
    known: Mapping[str, Report],
    pairs: Mapping[tuple[str, str], Comparison],
) -> Story:
    members = [member for cluster in copies for member in _members(cluster, event, known, pairs)]
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
    pairs: Mapping[tuple[str, str], Comparison],
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
        pair = pairs.get((min(report_id, source), max(report_id, source))) or _nearest(report_id, cluster, pairs)
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


def _nearest(report_id: str, cluster: frozenset[str], pairs: Mapping[tuple[str, str], Comparison]) -> Comparison:
    near = [p for key, p in pairs.items() if report_id in key and set(key) <= cluster and p.kind in _COPIES]
    return max(near, key=lambda p: (p.containment, p.a, p.b))


def _source(cluster: frozenset[str], known: Mapping[str, Report], pairs: Mapping[tuple[str, str], Comparison]) -> str:
    """The member that most others go back to."""
    votes = dict.fromkeys(cluster, 0.0)
    for (a, b), pair in pairs.items():
        if a in cluster and b in cluster and pair.earlier:
            votes[pair.earlier] += pair.confidence
            votes[b if pair.earlier == a else a] -= pair.confidence
    best = max(round(vote, 6) for vote in votes.values())
    return _first(frozenset(r for r, vote in votes.items() if round(vote, 6) == best), known)


def _head(
    report_id: str,
    cluster: frozenset[str],
    event: frozenset[str],
    known: Mapping[str, Report],
    pairs: Mapping[tuple[str, str], Comparison],
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
            p for key, p in pairs.items()
            if report_id in key and set(key) <= event and p.kind == "partial" and p.earlier and p.earlier != report_id
        ]  # fmt: skip
        if taken and len(cluster) == 1:
            pair = max(taken, key=lambda p: (p.containment, p.a, p.b))
            kind, derived, reasons = "partial", pair.earlier, pair.reasons
    return Member(report_id=report_id, copy_kind=kind, derived_from=derived, origin=origin, reasons=reasons)
