"""What reports of one event can't both be right about: numbers and places that differ between independent origins."""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import combinations

from communique.merge.identity import Cluster
from communique.merge.press import Press
from communique.records import Contradiction, EventMention, Evidence, Place, Quantity

__all__ = ["contradictions"]

# A count that differs by less than this share is rounding ("about 28,000", "28,500"), not a contradiction.
_ROUNDING = 0.05
# Two names of places nearer than this are a city and its suburb or base, not two places.
_NEAR_KM = 50.0
_EARTH_KM = 6371.0


def contradictions(group: Cluster, press: Press) -> tuple[Contradiction, ...]:
    """Each disagreement once, between two mentions of different origin; a copy's corruption is not one."""
    speaking = [mention for mention in group if press.speaks_for_itself(mention)]
    speaking.sort(key=lambda m: (m.report_id, m.mention_id))
    return (*_numbers(speaking, press), *_places(speaking, press))


def _numbers(mentions: list[EventMention], press: Press) -> list[Contradiction]:
    told: dict[str, dict[float, list[tuple[EventMention, Quantity]]]] = defaultdict(lambda: defaultdict(list))
    for mention in mentions:
        for quantity in mention.quantities:
            told[quantity.of][quantity.value].append((mention, quantity))
    found = []
    for of in sorted(told):
        for low, high in combinations(sorted(told[of]), 2):
            if high - low <= _ROUNDING * high or _tells_both(told[of][low], told[of][high]):
                continue
            pair = next(((a, b) for a in told[of][low] for b in told[of][high] if press.independent(a[0], b[0])), None)
            if pair is not None:
                found.append(
                    Contradiction(
                        about=of, a=_words(*pair[0]), b=_words(*pair[1]), a_value=f"{low:,.12g}",
                        b_value=f"{high:,.12g}",
                    )
                )  # fmt: skip
    return found


def _tells_both(low: list[tuple[EventMention, Quantity]], high: list[tuple[EventMention, Quantity]]) -> bool:
    """Whether one report gives both numbers: they then count two things ("63 soldiers, among them 12 officers")."""
    return bool({mention.report_id for mention, _ in low} & {mention.report_id for mention, _ in high})


def _places(mentions: list[EventMention], press: Press) -> list[Contradiction]:
    told: dict[str, EventMention] = {}
    for mention in mentions:
        if mention.place and mention.place.is_town:
            told.setdefault(mention.place.name, mention)
    return [
        Contradiction(about="place", a=told[a].evidence, b=told[b].evidence, a_value=a, b_value=b)
        for a, b in combinations(sorted(told), 2)
        if press.independent(told[a], told[b]) and not _near(told[a].place, told[b].place)
    ]


def _near(a: Place | None, b: Place | None) -> bool:
    if a is None or b is None or a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    one, other = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((other - one) / 2) ** 2
    half += math.cos(one) * math.cos(other) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half)) < _NEAR_KM


def _words(mention: EventMention, quantity: Quantity) -> Evidence:
    evidence, span = quantity.evidence or mention.evidence, quantity.span
    if evidence.start <= span.start and span.end <= evidence.end:
        text = evidence.text[span.start - evidence.start : span.end - evidence.start]
        return Evidence(report_id=mention.report_id, start=span.start, end=span.end, text=text)
    return evidence
