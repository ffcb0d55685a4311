"""What time expressions mean: each form of `expressions` as a TIMEX3 value and an interval of days.

Relative forms hang on a `Context`: the day of publication, and the last date that the text itself has named. Where the
day of publication is unknown they keep their span and a value with X for what can't be known, and no days.
"""

from __future__ import annotations

from collections.abc import Callable

from communique.dates import calendar, relative, weekdays
from communique.dates.expressions import Expression
from communique.dates.meaning import Context, Meaning

__all__ = ["Context", "Meaning", "resolve"]

_HANDLERS: dict[str, Callable[[Expression, str, Context], list[Meaning]]] = {
    "date": calendar.resolve_date,
    "season": calendar.resolve_season,
    "year": calendar.resolve_year,
    "year range": calendar.resolve_year_range,
    "day range": calendar.resolve_day_range,
    "month range": calendar.resolve_month_range,
    "decade": calendar.resolve_decade,
    "century": calendar.resolve_century,
    "quarter": calendar.resolve_quarter,
    "named day": calendar.resolve_named_day,
    "weekday": weekdays.resolve_weekday,
    "weekdays": weekdays.resolve_weekdays,
    "deictic": weekdays.resolve_deictic,
    "part": weekdays.resolve_part,
    "clock": weekdays.resolve_clock,
    "relative": relative.resolve_relative,
    "vague span": relative.resolve_vague_span,
    "duration": relative.resolve_duration,
    "shift": relative.resolve_shift,
    "set": relative.resolve_set,
    "reference": relative.resolve_reference,
}


def resolve(item: Expression, text: str, context: Context) -> list[Meaning]:
    """What an expression means; several meanings for a range with two ends, none where it turns out to be no time."""
    handler = _HANDLERS.get(item.form)
    try:
        return handler(item, text, context) if handler else []
    except (ValueError, OverflowError):
        # 31 February, year 0: a date that no calendar has is kept as words without days.
        return [Meaning("", None, "stated")]
