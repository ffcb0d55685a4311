"""Standing facts, once each: a treaty named in ten reports is one relation with ten pieces of evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from communique.merge.events import sharpest
from communique.merge.likeness import sides
from communique.records import Member, Relation, RelationMention, When, content_id
from communique.tables import load


def merge_relations(mentions: Sequence[RelationMention], members: Mapping[str, tuple[str, Member]]) -> list[Relation]:
    """Relations in order of kind, parties and beginning.

    Mentions are one relation when kind and parties agree and their dates, as far as known, begin in one year.
    """
    groups: dict[tuple[str, ...], list[RelationMention]] = defaultdict(list)
    for mention in mentions:
        groups[(mention.kind, *sorted(sides(mention.parties)))].append(mention)
    return [_relation(group, members) for key in sorted(groups) for group in _apart(groups[key])]


def _apart(mentions: Sequence[RelationMention]) -> list[list[RelationMention]]:
    dated: dict[int, list[RelationMention]] = defaultdict(list)
    undated: list[RelationMention] = []
    for mention in mentions:
        if mention.valid.start:
            dated[mention.valid.start.year].append(mention)
        else:
            undated.append(mention)
    groups = [dated[year] for year in sorted(dated)]
    if undated and len(groups) == 1:
        groups[0] += undated
    elif undated:
        groups.append(undated)
    return groups


def _relation(group: Sequence[RelationMention], members: Mapping[str, tuple[str, Member]]) -> Relation:
    group = sorted(group, key=lambda m: (m.evidence.report_id, m.evidence.start))
    parties = {actor.actor_id: actor for mention in group for actor in mention.parties}
    reports = sorted({mention.evidence.report_id for mention in group})
    origins = {members[report][1].origin if report in members else report for report in reports}
    valid = sharpest([mention.valid for mention in group])
    kind = group[0].kind
    ends = sorted(mention.valid.end for mention in group if mention.valid.end)
    if valid.start and ends and valid.end is None:
        valid = When(start=valid.start, end=ends[-1], precision="interval", basis=valid.basis)
    name = max((mention.name for mention in group), key=lambda name: (len(name), name))
    evidence = {(e.report_id, e.start, e.end): e for e in (mention.evidence for mention in group)}
    terms = {(e.report_id, e.start, e.end): e for mention in group for e in mention.terms}
    return Relation(
        relation_id=content_id("relation", kind, *sorted(sides(parties.values())), valid.start),
        kind=kind,
        name=name,
        parties=tuple(parties[key] for key in sorted(parties)),
        valid=valid,
        evidence=tuple(evidence[key] for key in sorted(evidence)),
        terms=tuple(terms[key] for key in sorted(terms)),
        reports=tuple(reports),
        origins=len(origins),
        known=_known_row(kind, sides(parties.values()), valid),
    )


def _known_row(kind: str, parties: frozenset[str], valid: When) -> str:
    """The ID of the row of dated facts that says the same, if there is exactly one."""
    if valid.start is None:
        return ""
    rows = [
        row["id"]
        for row in load("dated_facts")
        if row["kind"] == kind
        and set(row["parties"].split("|")) >= parties
        and row["start"][:4] == str(valid.start.year)
    ]
    return rows[0] if len(rows) == 1 else ""
