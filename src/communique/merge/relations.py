"""Standing facts, once each: a treaty named in ten reports is one relation with ten pieces of evidence.

A fact is an interval. What opens ("restored ties in 2015") and what closes ("broke them off in 1961") are put together
in order of time, so that a pair can have, lose and have again. A report that denies a fact is kept beside it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from communique.merge.events import sharpest
from communique.merge.known import Row, disputes_with, row_of
from communique.merge.likeness import sides
from communique.records import Actor, Evidence, Member, Relation, RelationMention, When, content_id

__all__ = ["merge_relations"]

Members = Mapping[str, tuple[str, Member]]


def merge_relations(mentions: Sequence[RelationMention], members: Members) -> list[Relation]:
    """Relations in order of kind, parties and beginning.

    Mentions are one relation when kind and parties agree and their dates, as far as known, are of one interval. A fact
    that is only denied is none.
    """
    groups: dict[tuple[str, ...], list[RelationMention]] = defaultdict(list)
    denied: dict[tuple[str, ...], list[RelationMention]] = defaultdict(list)
    for mention in mentions:
        side = denied if mention.status == "negated" else groups
        side[(mention.kind, *sorted(sides(mention.parties)))].append(mention)
    return [
        _relation(group, denied.get(key, []), members) for key in sorted(groups) for group in _intervals(groups[key])
    ]


def _intervals(mentions: Sequence[RelationMention]) -> list[list[RelationMention]]:
    """The mentions of one kind and pair by interval, the earliest first."""
    ordered = sorted(mentions, key=lambda m: (m.evidence.report_id, m.evidence.start, str(m.valid.start)))
    begun: dict[int, list[RelationMention]] = defaultdict(list)
    for mention in ordered:
        if mention.valid.start:
            begun[mention.valid.start.year].append(mention)
    ended: dict[int, list[RelationMention]] = defaultdict(list)
    for mention in ordered:
        if mention.valid.start is None and mention.valid.end is not None:
            year = max((year for year in begun if _may_end(begun[year], mention.valid.end, begun)), default=None)
            (ended[mention.valid.end.year] if year is None else begun[year]).append(mention)
    undated = [mention for mention in ordered if not mention.valid.known]
    groups = sorted([*begun.items(), *ended.items()], key=lambda item: item[0])
    if not groups:
        return [undated] if undated else []
    # What a report tells without a date stands now: it belongs to the last interval that is open, else to the last.
    open_ones = [group for _, group in groups if not any(m.valid.end for m in group)]
    (open_ones or [groups[-1][1]])[-1].extend(undated)
    return [group for _, group in groups]


def _may_end(group: Sequence[RelationMention], end: dt.date, begun: Mapping[int, list[RelationMention]]) -> bool:
    """Whether what began with this group ended then: after its beginning and before the next."""
    first = min(mention.valid.start for mention in group if mention.valid.start)
    later = [year for year in begun if year > first.year]
    return first <= end and (not later or end.year <= min(later))


def _relation(group: Sequence[RelationMention], denied: Sequence[RelationMention], members: Members) -> Relation:
    group = sorted(group, key=lambda m: (m.evidence.report_id, m.evidence.start))
    parties = {actor.actor_id: actor for actor in _standing([a for mention in group for a in mention.parties])}
    reports = sorted({mention.evidence.report_id for mention in group})
    told = [mention for mention in group if "dates" not in mention.from_table]
    valid = _valid([mention.valid for mention in told])
    kind, names = group[0].kind, [mention.name for mention in group]
    row = row_of(kind, sides(parties.values()), names, valid)
    from_table = tuple(name for name in ("parties", "dates") if all(name in mention.from_table for mention in group))
    if not valid.known and row is not None and any(mention.from_table for mention in group):
        valid, from_table = row.valid, tuple(dict.fromkeys((*from_table, "dates")))
    elif row is not None and _names_the_day(group, row, valid):
        # One report says "the 1961 treaty", another dates it by its anniversary: the table's day, as the basis says.
        valid = msgspec.structs.replace(row.valid, end=valid.end, basis="anniversary")
    return Relation(
        relation_id=content_id("relation", kind, *sorted(sides(parties.values())), valid.start or valid.end),
        kind=kind,
        name=max(names, key=lambda name: (len(name), name)),
        parties=tuple(parties[key] for key in sorted(parties)),
        valid=valid,
        evidence=_once([mention.evidence for mention in group]),
        terms=_once([evidence for mention in group for evidence in mention.terms]),
        reports=tuple(reports),
        origins=len({members[report][1].origin if report in members else report for report in reports}),
        known=row.row_id if row is not None else "",
        from_table=from_table,
        denials=_once([mention.evidence for mention in denied]),
        disputes=_disputes(told, row, members),
    )


def _names_the_day(group: Sequence[RelationMention], row: Row, valid: When) -> bool:
    """Whether the table's beginning is finer than the reports' and lies in it, and a report leans on the table."""
    begun, mine = row.valid.start, valid.start
    leans = any("dates" in mention.from_table for mention in group)
    coarse = valid.precision in {"year", "quarter", "month"}
    return leans and coarse and begun is not None and mine is not None and begun.year == mine.year and begun >= mine


def _standing(actors: Sequence[Actor]) -> list[Actor]:
    """The states themselves where any mention names them: a leader who signs for one is not a party beside it."""
    states = {actor.country for actor in actors if actor.kind == "state"}
    return [actor for actor in actors if actor.kind == "state" or actor.country not in states]


def _valid(dates: Sequence[When]) -> When:
    """The interval of the sharpest beginning and the sharpest end that reports give."""
    start = sharpest([when for when in dates if when.start])
    ends = [when for when in dates if when.end and (when.start is None or when.precision == "interval")]
    end = min(ends, key=lambda when: (_fineness(when), str(when.end)), default=None)
    if not start.known:
        return end if end is not None else When()
    if end is not None and end.end and start.start and start.end is None and end.end >= start.start:
        return When(start=start.start, end=end.end, precision="interval", basis=start.basis)
    return start


def _fineness(when: When) -> int:
    return ("day", "week", "month", "quarter", "year", "decade", "interval", "unknown").index(when.precision)


def _disputes(told: Sequence[RelationMention], row: Row | None, members: Members) -> tuple[str, ...]:
    """Where reports say another beginning than one another or than the table; a copy's corruption says nothing."""
    own = [
        mention
        for mention in told
        if members.get(mention.evidence.report_id) is None
        or members[mention.evidence.report_id][1].copy_kind in ("original", "independent")
    ]
    return tuple(dict.fromkeys(text for mention in own for text in disputes_with(row, mention)))


def _once(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    found = {(e.report_id, e.start, e.end): e for e in evidence}
    return tuple(found[key] for key in sorted(found))
