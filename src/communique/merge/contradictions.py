"""What reports of one event can't both be right about: numbers and places that differ between independent origins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations

from communique.merge.identity import Cluster
from communique.records import Contradiction, EventMention, Evidence, Member, Quantity

# A count that differs by less than this share is rounding ("about 28,000", "28,500"), not a contradiction.
_ROUNDING = 0.05


def contradictions(group: Cluster, members: Mapping[str, tuple[str, Member]]) -> tuple[Contradiction, ...]:
    """Each disagreement once, between two mentions of different origin; a copy's corruption is not one."""
    return (*_numbers(group, members), *_places(group, members))


def _numbers(group: Cluster, members: Mapping[str, tuple[str, Member]]) -> list[Contradiction]:
    told: dict[str, dict[float, tuple[EventMention, Quantity]]] = defaultdict(dict)
    for mention in sorted(group, key=lambda m: (m.report_id, m.mention_id)):
        if _speaks_for_itself(mention, members):
            for quantity in mention.quantities:
                told[quantity.of].setdefault(quantity.value, (mention, quantity))
    found = []
    for of in sorted(told):
        for low, high in combinations(sorted(told[of]), 2):
            (a, first), (b, second) = told[of][low], told[of][high]
            if _independent(a, b, members) and high - low > _ROUNDING * high:
                found.append(
                    Contradiction(
                        about=of, a=_words(a, first), b=_words(b, second), a_value=f"{low:g}", b_value=f"{high:g}"
                    )
                )
    return found


def _places(group: Cluster, members: Mapping[str, tuple[str, Member]]) -> list[Contradiction]:
    told: dict[str, EventMention] = {}
    for mention in sorted(group, key=lambda m: (m.report_id, m.mention_id)):
        if mention.place and mention.place.kind == "city" and _speaks_for_itself(mention, members):
            told.setdefault(mention.place.name, mention)
    return [
        Contradiction(about="place", a=told[a].evidence, b=told[b].evidence, a_value=a, b_value=b)
        for a, b in combinations(sorted(told), 2)
        if _independent(told[a], told[b], members)
    ]


def _speaks_for_itself(mention: EventMention, members: Mapping[str, tuple[str, Member]]) -> bool:
    known = members.get(mention.report_id)
    return known is None or known[1].copy_kind in ("original", "independent")


def _independent(a: EventMention, b: EventMention, members: Mapping[str, tuple[str, Member]]) -> bool:
    if a.report_id == b.report_id:
        return False
    one, other = members.get(a.report_id), members.get(b.report_id)
    return one is None or other is None or one[1].origin != other[1].origin


def _words(mention: EventMention, quantity: Quantity) -> Evidence:
    evidence, span = mention.evidence, quantity.span
    if evidence.start <= span.start and span.end <= evidence.end:
        text = evidence.text[span.start - evidence.start : span.end - evidence.start]
        return Evidence(report_id=mention.report_id, start=span.start, end=span.end, text=text)
    return evidence
