"""The anniversaries that reports of a pair name, as rows of a chart: marked as such, they are no new events."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from communique.charts.drawing import CLAUSE, Spec, after
from communique.dates.vocabulary import ordinal
from communique.records import Event, Relation

__all__ = ["ANNIVERSARY", "anniversary_rows"]

ANNIVERSARY = "anniversary"
# "the 60th anniversary of their countries' defence treaty", up to the end of the phrase.
_NAMED = re.compile(r"\b(?P<nth>[\w-]+)\s+anniversary\s+of\s+(?P<what>[^,.;:()\"“”]{3,70})", re.I)
_CLAUSE_ENDS = re.compile(r"\s+(?:when|which|that|as|on|in|with|by|at|after|amid|and|said|says)\b.*$")


def anniversary_rows(events: Sequence[Event], relations: Sequence[Relation]) -> list[Spec]:
    """A row for every anniversary that the evidence of dated events names, the earliest first.

    Its day is that of the standing fact in the event's year where one began so many years before; else the event's.
    """
    found: dict[tuple[int, int], Spec] = {}
    for event in events:
        day = event.when.start
        if day is None or event.status == "historical":
            continue
        for evidence in event.evidence:
            for match in _NAMED.finditer(evidence.text):
                nth = ordinal(match["nth"])
                if nth is None or (day.year, nth) in found:
                    continue
                what = _CLAUSE_ENDS.sub("", match["what"]).strip()
                marked = _day_of(day, nth, relations) or day
                label = f"{match['nth']} anniversary of {what}"
                found[day.year, nth] = {
                    "start": str(marked), "end": after(marked), "when": str(marked), "what": label,
                    "label": f"{marked}   {label}", "sort": ANNIVERSARY, "evidence": evidence.text[:CLAUSE],
                    "href": f"/report/{evidence.report_id}#at-{evidence.start}",
                }  # fmt: skip
    return sorted(found.values(), key=lambda row: str(row["start"]))


def _day_of(day: dt.date, nth: int, relations: Sequence[Relation]) -> dt.date | None:
    """The day in the event's year on which a standing fact of the pair began (or ended) `nth` years before."""
    for relation in relations:
        for known in (relation.valid.start, relation.valid.end):
            if known is not None and day.year - known.year == nth and relation.valid.precision in {"day", "interval"}:
                try:
                    return known.replace(year=day.year)
                except ValueError:
                    return known.replace(year=day.year, day=28)
    return None
