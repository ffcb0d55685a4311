"""Two reports compared: label, direction, changes."""

from __future__ import annotations

from communique.records import Comparison, Report
from communique.stories.alignment import align
from communique.stories.changes import changes
from communique.stories.direction import direction
from communique.stories.labels import label
from communique.stories.texts import read
from communique.stories.topics import topic
from communique.stories.traces import Traces

__all__ = ["compare"]

_DERIVED = frozenset({"copy", "edited", "rewritten", "translated", "partial"})


def compare(a: Report, b: Report) -> Comparison:
    """What `b` is to `a`: label and its reasons, which came first, and what changed from `a` to `b`."""
    one, other = read(a), read(b)
    alignment = align(one, other)
    kind, reasons = label(one, other, alignment, (topic(a), topic(b)))
    found = changes(one, other, alignment) if kind in _DERIVED else ()
    earlier: str | None = None
    confidence, why = 0.0, tuple[str, ...]()
    if kind in _DERIVED:
        earlier, confidence, why = direction(a, b, kind, Traces(one, other, alignment))
    return Comparison(
        a=a.report_id,
        b=b.report_id,
        kind=kind,
        containment_a=alignment.containment_a,
        containment_b=alignment.containment_b,
        earlier=earlier,
        confidence=confidence,
        reasons=(*reasons, *why),
        changes=found,
    )
