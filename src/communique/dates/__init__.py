"""When: time expressions of a report, the report's own date, and the date of each event.

Own rules over text and parse: `patterns` (forms) → `expressions` (where) → `resolution` (what they mean) →
`recognition` (the whole report in order); `facts` holds anniversaries, `implied` the date of an undated report,
`attachment` the date of one event. Nothing is guessed: what can't be known has no days.
"""

from __future__ import annotations

from communique.dates.attachment import of_event
from communique.dates.implied import imply
from communique.dates.recognition import find, historical

__all__ = ["find", "historical", "imply", "of_event"]
