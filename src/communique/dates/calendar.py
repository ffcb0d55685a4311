"""Calendar dates, seasons, years, ranges, decades, centuries, quarters and named days as TIMEX3 values."""

from __future__ import annotations

import datetime as dt
import re

from communique.dates import timex
from communique.dates.expressions import Expression
from communique.dates.meaning import Context, Meaning, part_suffix, stated
from communique.dates.tense import Direction
from communique.dates.vocabulary import ordinal, words
from communique.records import Basis

__all__ = [
    "resolve_century",
    "resolve_date",
    "resolve_day_range",
    "resolve_decade",
    "resolve_month_range",
    "resolve_named_day",
    "resolve_quarter",
    "resolve_season",
    "resolve_year",
    "resolve_year_range",
]


def resolve_date(item: Expression, text: str, context: Context) -> list[Meaning]:
    """A date or month, with or without its year; slashed forms where day and month can't be mixed up."""
    w = item.words
    if "slash1" in w:
        return [_slashed(int(w["slash1"]), int(w["slash2"]), w["y"])]
    month = int(w["mm"]) if "mm" in w else int(words("month")[w["m"].lower()])
    day = int(w["d"]) if "d" in w else None
    if w.get("era", "").startswith("B"):
        return [Meaning(f"BC{int(w['y']):04}-{month:02}", None, "stated")]
    suffix = f"{month:02}" + (f"-{day:02}" if day else "")
    if "y" in w:
        value = f"{int(w['y']):04}-{suffix}"
        return [_day_or_week(value, w, "stated")]
    if day and day > 31:
        return []
    year = year_of_month(month, day, w, context)
    if year is None:
        return [Meaning(f"XXXX-{suffix}", None, "relative")]
    return [_day_or_week(f"{year:04}-{suffix}", w, "relative")]


def _day_or_week(value: str, w: dict[str, str], basis: Basis) -> Meaning:
    """A date as stated, with its part of the day; the whole week for "the week of March 6"."""
    days = timex.interval(value)
    if days is None:
        raise ValueError(value)
    if "weekof" in w:
        return stated(timex.of_unit(days.start, "week"), None, basis)
    return stated(value + part_suffix(w), w.get("mod"), basis)


def _slashed(first: int, second: int, year: str) -> Meaning:
    full = int(year) + (0 if len(year) == 4 else 1900 if int(year) > 50 else 2000)
    if first > 12:
        first, second = second, first
    elif second <= 12 and first != second:
        # 3/4/2021 is March in Ohio and April in Oslo: only the year is sure.
        return Meaning(f"{full:04}", timex.interval(f"{full:04}"), "stated")
    return stated(f"{full:04}-{first:02}-{second:02}")


def year_of_month(month: int, day: int | None, w: dict[str, str], context: Context) -> int | None:
    rel = (w.get("relyear") or w.get("rel") or "").lower().removeprefix("the ")
    if "relyear" in w:
        base = context.reference if rel in {"that", "same", "following"} else context.published
        return base.year + {"last": -1, "next": 1, "following": 1}.get(rel, 0) if base else None
    anchor = context.anchor
    if anchor is None:
        return context.published_year if not rel else None
    candidate = (month, day or 1)
    if rel in {"last", "past", "previous"}:
        return anchor.year - (candidate >= (anchor.month, anchor.day if day else 1))
    if rel in {"next", "coming", "upcoming", "following"}:
        return anchor.year + (candidate <= (anchor.month, anchor.day))
    if rel in {"this", "current", "same", "that"} or (not day and month == anchor.month):
        return anchor.year
    if context.narrative:
        return anchor.year + _next_in_story(month, day, anchor, context)
    return _nearest_year(month, day, anchor, context.direction)


def _next_in_story(month: int, day: int | None, anchor: dt.date, context: Context) -> int:
    # A chronicle goes forward: "in December ... in January" is the next year; a few months back is a flashback.
    return int(anchor.month - month >= 7)


# The press leaves out the year of the nearest such day. A tense that points the other way rules a month out and weighs
# as much as 250 days against a day: "to testify on Feb. 10" is often told in the past tense.
_AGAINST_TENSE = {"month": 400, "day": 250}


def _nearest_year(month: int, day: int | None, anchor: dt.date, direction: Direction) -> int:
    def cost(year: int) -> float:
        distance = 365.25 * (year - anchor.year) + 30.44 * (month - anchor.month) + ((day or anchor.day) - anchor.day)
        against = (direction == "past" and distance > 0) or (direction == "future" and distance < 0)
        return abs(distance) + _AGAINST_TENSE["day" if day else "month"] * against

    return min((anchor.year - 1, anchor.year, anchor.year + 1), key=cost)


def resolve_season(item: Expression, text: str, context: Context) -> list[Meaning]:
    """A season of a stated, relative or understood year."""
    w = item.words
    code = words("season")[w["s"].lower()]
    if w.get("era", "").startswith("B"):
        return [Meaning(f"BC{int(w['y']):04}-{code}", None, "stated")]
    if "relyear" in w:
        base = context.reference if w["relyear"].split()[-1] in {"that", "same", "following"} else context.published
        shift = {"last": -1, "next": 1, "the following": 1}.get(w["relyear"].lower(), 0)
        return [
            stated(f"{base.year + shift}-{code}", w.get("mod"), "relative")
            if base
            else Meaning(f"XXXX-{code}", None, "relative")
        ]
    if "y" in w:
        return [stated(f"{w['y']}-{code}", w.get("mod"))]
    anchor = context.anchor
    if anchor is None:
        return [Meaning(f"XXXX-{code}", None, "relative")]
    year = anchor.year
    start_month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    rel = w.get("rel", "").lower()
    if rel in {"last", "previous"}:
        year -= anchor.month < start_month + 3
        year -= code == "WI" and anchor.month >= 12
    elif rel == "next":
        year += anchor.month >= start_month
    elif code == "WI":
        year -= anchor.month < 6 and context.direction != "future"
    elif not context.narrative and context.direction == "past":
        year -= anchor.month < start_month
    elif context.direction == "future":
        year += anchor.month >= start_month + 3
    return [stated(f"{year}-{code}", w.get("mod"), "relative")]


def resolve_year(item: Expression, text: str, context: Context) -> list[Meaning]:
    """A year as stated, of the era or before it, calendar or fiscal."""
    w = item.words
    if w.get("era", "").startswith("B"):
        return [Meaning(f"BC{int(w['y']):04}", None, "stated")]
    if w.get("mod", "").lower().endswith("half"):
        return [stated(f"{int(w['y']):04}-H{1 if w['mod'].lower().startswith('first') else 2}")]
    return [stated(("FY" if "fy" in w else "") + f"{int(w['y']):04}", w.get("mod"))]


def _short_year(first: int, second: str) -> int:
    return int(second) if len(second) == 4 else first // 100 * 100 + int(second)


def _between(first: str, second: str, basis: Basis = "stated") -> Meaning:
    a, b = timex.interval(first), timex.interval(second)
    days = timex.Interval(a.start, b.end, "interval") if a and b and a.start <= b.end else None
    return Meaning(f"{first}/{second}", days, basis)


def resolve_year_range(item: Expression, text: str, context: Context) -> list[Meaning]:
    """Two years written as one: "1950-53"."""
    first = int(item.words["y"])
    second = _short_year(first, item.words["y2"])
    if not first < second <= first + 150 or re.match(r"[$£€]", text[item.start - 1 : item.start]):
        return []
    return [_between(f"{first:04}", f"{second:04}")]


def resolve_day_range(item: Expression, text: str, context: Context) -> list[Meaning]:
    """Two days of a month: "May 3-5"."""
    w = item.words
    month = int(words("month")[w["m"].lower()])
    year = int(w["y"]) if "y" in w else year_of_month(month, int(w["d"]), {}, context)
    if not int(w["d"]) < int(w["d2"]) <= 31:
        return []
    prefix = f"{year:04}" if year is not None else "XXXX"
    basis: Basis = "stated" if "y" in w else "relative"
    return [_between(f"{prefix}-{month:02}-{int(w['d']):02}", f"{prefix}-{month:02}-{int(w['d2']):02}", basis)]


def resolve_month_range(item: Expression, text: str, context: Context) -> list[Meaning]:
    """Two months of a year: "March-June 2014"."""
    w = item.words
    first, second = int(words("month")[w["m"].lower()]), int(words("month")[w["m2"].lower()])
    year = int(w["y"])
    return [_between(f"{year - (first > second):04}-{first:02}", f"{year:04}-{second:02}")]


_DECADES = {
    "twenties": "2", "thirties": "3", "forties": "4", "fifties": "5", "sixties": "6", "seventies": "7", "eighties": "8",
    "nineties": "9",
}  # fmt: skip


def resolve_decade(item: Expression, text: str, context: Context) -> list[Meaning]:
    """ "the 1930s", "the nineties"."""
    w = item.words
    if "dec" in w:
        return [stated(w["dec"][:3], w.get("mod"))]
    tens = w["dec2"][0] if "dec2" in w else _DECADES[w["decword"].lower()]
    base = context.reference or context.published
    century = base.year // 100 if base else 20
    if base is None or century * 10 + int(tens) > base.year // 10:
        century -= 1
    return [stated(f"{century:02}{tens}", w.get("mod"), "stated")]


def resolve_century(item: Expression, text: str, context: Context) -> list[Meaning]:
    """ "the 19th century"."""
    nth = ordinal(item.words["o"])
    if nth is None or not 1 <= nth <= 30:
        return []
    if item.words.get("era", "").startswith("B"):
        return [Meaning(f"BC{nth - 1:02}", None, "stated")]
    return [stated(f"{nth - 1:02}", item.words.get("mod"))]


def resolve_quarter(item: Expression, text: str, context: Context) -> list[Meaning]:
    """A quarter or half of a stated or understood year."""
    w = item.words
    code = w.get("q") or ("Q" if w["what"] == "quarter" else "H") + str(
        ({"last": 4 if w["what"] == "quarter" else 2, "latter": 2}.get(w["o"])) or ordinal(w["o"])
    )
    if code not in {"Q1", "Q2", "Q3", "Q4", "H1", "H2"}:
        return []
    if "y" in w:
        return [stated(f"{w['y']}-{code}")]
    anchor = context.anchor
    if anchor is None:
        return [Meaning(f"XXXX-{code}", None, "relative")]
    shift = {"last": -1, "next": 1}.get(w.get("relyear", w.get("rel", "")), 0)
    value = f"{anchor.year + shift}-{code}"
    days = timex.interval(value)
    if not shift and "relyear" not in w and context.direction == "past" and days and days.start > anchor:
        value = f"{anchor.year - 1}-{code}"
    return [stated(value, None, "relative")]


def resolve_named_day(item: Expression, text: str, context: Context) -> list[Meaning]:
    """Christmas, New Year, Easter and other days with a name."""
    w = item.words
    if "easter" in w:
        year = int(w["y"]) if "y" in w else context.anchor.year if context.anchor else None
        if year is None:
            return [Meaning("XXXX-XX-XX", None, "relative")]
        shift = {"good": -2, "monday": 1}
        offset = next((days for word, days in shift.items() if word in w["easter"].lower()), 0)
        day = _easter(year) + dt.timedelta(days=offset)
        return [stated(timex.of_unit(day, "day"), None, "stated" if "y" in w else "relative")]
    month, day_number = (int(part) for part in words("named day")[w["named"].lower()].split("-"))
    fixed = int(w["y"]) if "y" in w else year_of_month(month, day_number, {}, context)
    if fixed is None:
        return [Meaning(f"XXXX-{month:02}-{day_number:02}", None, "relative")]
    return [stated(f"{fixed:04}-{month:02}-{day_number:02}", None, "stated" if "y" in w else "relative")]


def _easter(year: int) -> dt.date:
    """Western Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, g = b // 4, b % 4, (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * (c // 4) - c % 4 - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return dt.date(year, month, (h - m + r + month + 19) % 32)
