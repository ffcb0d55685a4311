"""Which of two reports that share text came first: evidence for and against, added up; undecided where it is thin.

Credits say most: a copy names the agency or outlet that it took the text from. Loss says much: rewriting loses
quotation marks, names and numbers and breaks sentences. Published times say little, since outlets stamp in their own
zone and some weeks late.
"""

from __future__ import annotations

import math
import re

from communique.records import Change, Report

__all__ = ["direction"]

# Weights in log-odds; a decision needs odds of about 2 to 1.
_CREDIT = 2.5
_LOSS = 0.8
_CORRUPTION = 1.2
_TIME = 0.9
_DECIDED = 0.7


def direction(a: Report, b: Report, changes: tuple[Change, ...]) -> tuple[str | None, float, tuple[str, ...]]:
    """The report_id of the earlier one, or None; the confidence; and the reasons."""
    odds = 0.0
    reasons: list[str] = []
    for sign, one, other in ((1.0, a, b), (-1.0, b, a)):
        if _credits(other, one):
            odds += sign * _CREDIT
            reasons.append(f"{other.report_id} credits {one.outlet or one.agency}")
    for kind, weight, what in (("corrupted", _CORRUPTION, "broken text"), ("attribution", _LOSS, "lost attribution")):
        found = [change for change in changes if change.kind == kind]
        there = sum(change.b is not None and "a:" not in change.note for change in found)
        back = sum("a:" in change.note for change in found)
        if there != back:
            odds += weight * math.copysign(min(2, abs(there - back)), there - back)
            reasons.append(f"{what} in {b.report_id if there > back else a.report_id}")
    days = _days_between(a, b)
    if days:
        odds += math.copysign(_TIME, days)
        reasons.append(f"published {abs(days)} days before")
    confidence = 1 / (1 + math.exp(-abs(odds)))
    if confidence < _DECIDED:
        return None, round(confidence if odds else 0.0, 3), tuple(reasons)
    return (a if odds > 0 else b).report_id, round(confidence, 3), tuple(reasons)


def _credits(report: Report, source: Report) -> bool:
    """Whether `report` names the outlet of `source` as where it has the text from."""
    names = [name for name in (source.outlet, source.agency) if len(name) >= 2]
    if report.agency and source.outlet and report.agency.lower() == source.outlet.lower() != report.outlet.lower():
        return True
    if source.outlet and source.outlet.lower() == report.outlet.lower():
        return False
    return any(
        re.search(
            rf"(?:according to|told|reported by|first reported in|via)\s+(?:the\s+)?{re.escape(name)}\b", report.text
        )
        for name in names
    )


def _days_between(a: Report, b: Report) -> int:
    """Whole days from `a` to `b`; 0 when either is not known to the day."""
    if a.published.precision != "day" or b.published.precision != "day":
        return 0
    if a.published.start is None or b.published.start is None:
        return 0
    return (b.published.start - a.published.start).days
