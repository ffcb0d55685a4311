"""What time expressions mean: each form of `expressions` as a TIMEX3 value and an interval of days.

Relative forms hang on a `Context`: the day of publication, and the last date that the text itself has named. Where the
day of publication is unknown they keep their span and a value with X for what can't be known, and no days.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from communique.dates import timex
from communique.dates.expressions import Expression
from communique.dates.tense import Direction
from communique.dates.vocabulary import number, ordinal, words
from communique.records import Basis

__all__ = ["Context", "Meaning", "resolve"]

_MODS = {
    "early": "START", "beginning": "START", "start": "START", "outset": "START", "earlier": "START",
    "mid": "MID", "middle": "MID",
    "late": "END", "end": "END", "close": "END", "later": "END",
}  # fmt: skip
_UNIT_LETTERS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE"}


class Meaning(NamedTuple):
    """A TIMEX3 value, the days it covers where they can be known, and how they were found."""

    value: str
    days: timex.Interval | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class Context:
    """What relative expressions hang on.

    `published` is the day of publication or `None`; `coarse` its month or year where
    the day is unknown; `reference` the last date that the text has named; `narrative` is True in a text that tells of the past in order, where "in May" means the May of the story and not of the press.
    """

    published: dt.date | None
    published_year: int | None = None
    reference: dt.date | None = None
    narrative: bool = False
    direction: Direction = "unknown"
    coarse: timex.Interval | None = None

    @property
    def anchor(self) -> dt.date | None:
        """The day that "last month" counts from."""
        return self.reference if self.narrative and self.reference else self.published

    def pointing(self, direction: Direction) -> Context:
        """The same context under a verb of that tense."""
        return replace(self, direction=direction)


def resolve(item: Expression, text: str, context: Context) -> list[Meaning]:
    """What an expression means; several meanings for a range with two ends, none where it turns out to be no time."""
    handler = _HANDLERS.get(item.form)
    try:
        return handler(item, text, context) if handler else []
    except (ValueError, OverflowError):
        # 31 February, year 0: a date that no calendar has is kept as words without days.
        return [Meaning("", None, "stated")]


def _stated(value: str, mod: str | None = None, basis: Basis = "stated") -> Meaning:
    days = timex.interval(value)
    key = _MODS.get(mod.lower().split()[0]) if mod else None
    return Meaning(value, timex.third(days, key) if days and key else days, basis)


# --- calendar dates ---------------------------------------------------------------------------------------------


def _date(item: Expression, text: str, context: Context) -> list[Meaning]:
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
    year = _year_of_month(month, day, w, context)
    if year is None:
        return [Meaning(f"XXXX-{suffix}", None, "relative")]
    return [_day_or_week(f"{year:04}-{suffix}", w, "relative")]


def _day_or_week(value: str, w: dict[str, str], basis: Basis) -> Meaning:
    """A date as stated, with its part of the day; the whole week for "the week of March 6"."""
    days = timex.interval(value)
    if days is None:
        raise ValueError(value)
    if "weekof" in w:
        return _stated(timex.of_unit(days.start, "week"), None, basis)
    return _stated(value + _part_suffix(w), w.get("mod"), basis)


def _slashed(first: int, second: int, year: str) -> Meaning:
    full = int(year) + (0 if len(year) == 4 else 1900 if int(year) > 50 else 2000)
    if first > 12:
        first, second = second, first
    elif second <= 12 and first != second:
        # 3/4/2021 is March in Ohio and April in Oslo: only the year is sure.
        return Meaning(f"{full:04}", timex.interval(f"{full:04}"), "stated")
    return _stated(f"{full:04}-{first:02}-{second:02}")


def _year_of_month(month: int, day: int | None, w: dict[str, str], context: Context) -> int | None:
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
    # A chronicle goes forward: "in December ... in January" is the next year, but a step back of a few months is a flashback.
    return int(anchor.month - month >= 7)


# The press leaves out the year of the nearest such day; a tense that points the other way weighs as much as 150 days.
_AGAINST_TENSE = 150


def _nearest_year(month: int, day: int | None, anchor: dt.date, direction: Direction) -> int:
    def cost(year: int) -> float:
        distance = 365.25 * (year - anchor.year) + 30.44 * (month - anchor.month) + ((day or anchor.day) - anchor.day)
        against = (direction == "past" and distance > 0) or (direction == "future" and distance < 0)
        return abs(distance) + _AGAINST_TENSE * against

    return min((anchor.year - 1, anchor.year, anchor.year + 1), key=cost)


def _season(item: Expression, text: str, context: Context) -> list[Meaning]:
    w = item.words
    code = words("season")[w["s"].lower()]
    if w.get("era", "").startswith("B"):
        return [Meaning(f"BC{int(w['y']):04}-{code}", None, "stated")]
    if "relyear" in w:
        base = context.reference if w["relyear"].split()[-1] in {"that", "same", "following"} else context.published
        shift = {"last": -1, "next": 1, "the following": 1}.get(w["relyear"].lower(), 0)
        return [_stated(f"{base.year + shift}-{code}", w.get("mod"), "relative") if base else Meaning(f"XXXX-{code}", None, "relative")]
    if "y" in w:
        return [_stated(f"{w['y']}-{code}", w.get("mod"))]
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
    return [_stated(f"{year}-{code}", w.get("mod"), "relative")]


def _year(item: Expression, text: str, context: Context) -> list[Meaning]:
    w = item.words
    if w.get("era", "").startswith("B"):
        return [Meaning(f"BC{int(w['y']):04}", None, "stated")]
    return [_stated(("FY" if "fy" in w else "") + f"{int(w['y']):04}", w.get("mod"))]


def _short_year(first: int, second: str) -> int:
    return int(second) if len(second) == 4 else first // 100 * 100 + int(second)


def _between(first: str, second: str, basis: Basis = "stated") -> Meaning:
    a, b = timex.interval(first), timex.interval(second)
    days = timex.Interval(a.start, b.end, "interval") if a and b and a.start <= b.end else None
    return Meaning(f"{first}/{second}", days, basis)


def _year_range(item: Expression, text: str, context: Context) -> list[Meaning]:
    first = int(item.words["y"])
    second = _short_year(first, item.words["y2"])
    if not first < second <= first + 150 or re.match(r"[$£€]", text[item.start - 1 : item.start]):
        return []
    return [_between(f"{first:04}", f"{second:04}")]


def _day_range(item: Expression, text: str, context: Context) -> list[Meaning]:
    w = item.words
    month = int(words("month")[w["m"].lower()])
    year = int(w["y"]) if "y" in w else _year_of_month(month, int(w["d"]), {}, context)
    if not int(w["d"]) < int(w["d2"]) <= 31:
        return []
    prefix = f"{year:04}" if year is not None else "XXXX"
    basis: Basis = "stated" if "y" in w else "relative"
    return [_between(f"{prefix}-{month:02}-{int(w['d']):02}", f"{prefix}-{month:02}-{int(w['d2']):02}", basis)]


def _month_range(item: Expression, text: str, context: Context) -> list[Meaning]:
    w = item.words
    first, second = int(words("month")[w["m"].lower()]), int(words("month")[w["m2"].lower()])
    year = int(w["y"])
    return [_between(f"{year - (first > second):04}-{first:02}", f"{year:04}-{second:02}")]


_DECADES = {name: str(tens) for name, tens in zip(
    ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"), range(2, 10), strict=True
)}  # fmt: skip


def _decade(item: Expression, text: str, context: Context) -> list[Meaning]:
    w = item.words
    if "dec" in w:
        return [_stated(w["dec"][:3], w.get("mod"))]
    tens = w["dec2"][0] if "dec2" in w else _DECADES[w["decword"].lower()]
    base = context.reference or context.published
    century = base.year // 100 if base else 20
    if base is None or century * 10 + int(tens) > base.year // 10:
        century -= 1
    return [_stated(f"{century:02}{tens}", w.get("mod"), "stated")]


def _century(item: Expression, text: str, context: Context) -> list[Meaning]:
    nth = ordinal(item.words["o"])
    if nth is None or not 1 <= nth <= 30:
        return []
    if item.words.get("era", "").startswith("B"):
        return [Meaning(f"BC{nth - 1:02}", None, "stated")]
    return [_stated(f"{nth - 1:02}", item.words.get("mod"))]


def _quarter(item: Expression, text: str, context: Context) -> list[Meaning]:
    w = item.words
    code = w.get("q") or ("Q" if w["what"] == "quarter" else "H") + str(({"last": 4 if w["what"] == "quarter" else 2, "latter": 2}.get(w["o"])) or ordinal(w["o"]))
    if code not in {"Q1", "Q2", "Q3", "Q4", "H1", "H2"}:
        return []
    if "y" in w:
        return [_stated(f"{w['y']}-{code}")]
    anchor = context.anchor
    if anchor is None:
        return [Meaning(f"XXXX-{code}", None, "relative")]
    shift = {"last": -1, "next": 1}.get(w.get("relyear", w.get("rel", "")), 0)
    value = f"{anchor.year + shift}-{code}"
    days = timex.interval(value)
    if not shift and "relyear" not in w and context.direction == "past" and days and days.start > anchor:
        value = f"{anchor.year - 1}-{code}"
    return [_stated(value, None, "relative")]


# --- weekdays, days, clock times --------------------------------------------------------------------------------


def _weekday(item: Expression, text: str, context: Context) -> list[Meaning]:
    w = item.words
    wanted = int(words("weekday")[w["wd"].lower()])
    suffix = _part_suffix(w)
    day = _which_weekday(wanted, w, context)
    if day is None:
        return [Meaning(f"XXXX-WXX-{wanted + 1}{suffix}", None, "weekday")]
    return [_stated(timex.of_unit(day, "day") + suffix, None, "weekday")]


def _which_weekday(wanted: int, w: dict[str, str], context: Context) -> dt.date | None:
    rel, week = w.get("rel", "").lower(), w.get("week", "").lower()
    narrative = (
        context.narrative
        or rel in {"following", "previous", "same", "preceding"}
        or week in {"same", "following", "previous"}
    )
    day = context.reference if narrative and context.reference else context.published
    if day is None:
        return None
    monday = day - dt.timedelta(days=day.weekday())
    if "awk" in w:
        return (
            _last(day, wanted) - dt.timedelta(days=7)
            if w["awk"] == "ago"
            else _next(day, wanted) + dt.timedelta(days=7)
        )
    if week:
        shift = {"last": -7, "previous": -7, "next": 7, "following": 7}.get(week, 0)
        return monday + dt.timedelta(days=wanted + shift)
    if rel in {"last", "past", "previous", "preceding"}:
        return _last(day - dt.timedelta(days=1), wanted)
    if rel == "next":
        return monday + dt.timedelta(days=7 + wanted)
    if rel in {"following", "coming", "upcoming"}:
        return _next(day + dt.timedelta(days=1), wanted)
    if rel == "this":
        return monday + dt.timedelta(days=wanted)
    if context.direction == "future":
        return _next(day, wanted)
    if context.direction == "present":
        # "is meeting Xi on Thursday", "opens on Monday": scheduled, unless the day is just past in headline style.
        last = _last(day, wanted)
        return last if (day - last).days <= 1 else _next(day, wanted)
    return _next(day, wanted) if context.narrative else _last(day, wanted)


def _last(day: dt.date, weekday: int) -> dt.date:
    return day - dt.timedelta(days=(day.weekday() - weekday) % 7)


def _next(day: dt.date, weekday: int) -> dt.date:
    return day + dt.timedelta(days=(weekday - day.weekday()) % 7)


def _part_suffix(w: dict[str, str]) -> str:
    part = w.get("part", "").lower()
    if part in {"noon", "midday"}:
        return "T12:00"
    if part == "midnight":
        return "T24:00"
    code = words("part of day").get(part)
    return f"T{code}" if code else ""


def _weekdays(item: Expression, text: str, context: Context) -> list[Meaning]:
    return [Meaning(f"XXXX-WXX-{int(words('weekday')[item.words['wd'].lower()]) + 1}", None, "stated")]


def _deictic(item: Expression, text: str, context: Context) -> list[Meaning]:
    w = item.words
    suffix = _part_suffix(w)
    if "deictic" in w:
        word = " ".join(w["deictic"].lower().split())
        shift = int(words("deictic")[word])
        suffix = suffix or ("TNI" if word == "tonight" else "")
        day = context.published
    else:
        rel = w["rel"].lower()
        shift = -1 if rel == "last" else 0
        day = context.reference if rel == "that" else context.published
    if day is None:
        return [Meaning(f"XXXX-XX-XX{suffix}", None, "relative")]
    return [_stated(timex.of_unit(day + dt.timedelta(days=shift), "day") + suffix, None, "relative")]


def _part(item: Expression, text: str, context: Context) -> list[Meaning]:
    day = context.reference or context.published
    suffix = _part_suffix(item.words)
    if day is None:
        return [Meaning(f"XXXX-XX-XX{suffix}", None, "relative")]
    return [_stated(timex.of_unit(day, "day") + suffix, None, "relative")]


def _clock(item: Expression, text: str, context: Context) -> list[Meaning]:
    w = item.words
    if "noon" in w:
        time = "T12:00" if w["noon"] == "noon" else "T24:00"
    else:
        hour = int(w["h"])
        if w.get("ap", "").lower().startswith("p") and hour < 12:
            hour += 12
        if w.get("ap", "").lower().startswith("a") and hour == 12:
            hour = 0
        if w.get("part", "").lower() in {"afternoon", "evening"} and hour < 12:
            hour += 12
        time = f"T{hour:02}:{w.get('min', '00')}" + ("Z" if w.get("tz", "") in {"GMT", "UTC", "Z"} else "")
    if "wd" in w:
        day = _which_weekday(int(words("weekday")[w["wd"].lower()]), {}, context)
    else:
        day = context.reference or context.published
    if day is None:
        return [Meaning(f"XXXX-XX-XX{time}", None, "relative")]
    return [_stated(timex.of_unit(day, "day") + time, None, "weekday" if "wd" in w else "relative")]


# --- counted from now or from the story -------------------------------------------------------------------------

_STORY_RELS = frozenset("following previous preceding same that prior".split())


def _relative(item: Expression, text: str, context: Context) -> list[Meaning]:
    w = item.words
    unit, rel = w["u"].lower(), w["rel"].lower()
    word = text[item.start : item.end].lower()
    count = {
        "last": -1,
        "past": -1,
        "previous": -1,
        "preceding": -1,
        "prior": -1,
        "next": 1,
        "coming": 1,
        "following": 1,
        "upcoming": 1,
    }.get(rel, 0)
    if rel == "past":
        # "in the past year", "the past week": the stretch up to now.
        return [_stretch(unit, 1, -1, context)]
    story = rel in _STORY_RELS or (rel == "next" and (word.startswith("the next") or unit == "day"))
    anchor = (
        (context.reference or (None if story and rel != "previous" else context.published)) if story else context.anchor
    )
    if story and anchor is None:
        anchor = context.published if rel == "previous" else None
    pattern = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "weekend": "XXXX-WXX-WE"}.get(unit, "XXXX")
    if anchor is None and context.coarse and not story:
        first, last = context.coarse.start, context.coarse.end
        if unit in {"month", "quarter", "year", "decade", "century"} and timex.of_unit(first, unit) == timex.of_unit(
            last, unit
        ):
            anchor = first
    if anchor is None:
        return [Meaning(pattern, None, "relative")]
    if unit == "weekend":
        monday = anchor - dt.timedelta(days=anchor.weekday())
        back = count or (-1 if rel == "the" and context.direction == "past" and anchor.weekday() < 5 else 0)
        return [_stated(timex.of_unit(monday + dt.timedelta(days=7 * back), "week") + "-WE", None, "relative")]
    if unit == "fortnight":
        return [_stretch("week", 2, -1 if count < 0 else 1, context)]
    value = timex.of_unit(timex.add(anchor, unit, count), unit)
    return [_stated(value, w.get("mod", "").lower().removeprefix("the ") or None, "relative")]


def _length(unit: str, count: str) -> str:
    """The TIMEX3 duration: P3D, PT2H, PXY; decades and centuries in years."""
    unit = {"centurie": "century", "centur": "century"}.get(unit, unit)
    clock = words("unit").get(unit, unit)
    if clock in {"S", "M", "H"}:
        whole, _, half = count.partition(".")
        return f"PT{whole}{clock}30M" if half == "5" and clock == "H" else f"PT{count}{clock}"
    if clock in {"decade", "century"}:
        factor = 10 if clock == "decade" else 100
        return f"P{float(count) * factor:g}Y" if count != "X" else f"PX{_UNIT_LETTERS[clock]}"
    if clock == "fortnight":
        return f"P{float(count) * 2:g}W" if count != "X" else "PXW"
    if clock == "weekend":
        return f"P{count}WE"
    return f"P{count}{_UNIT_LETTERS[clock]}"


def _stretch(unit: str, count: int | None, sign: int, context: Context) -> Meaning:
    """A duration that ends or begins at the anchor: "the past two weeks"."""
    value = _length(unit, str(count) if count else "X")
    anchor = context.published
    if anchor is None or not count or unit not in _UNIT_LETTERS:
        return Meaning(value, None, "relative")
    other = timex.add(anchor, unit, sign * count)
    first, last = min(anchor, other), max(anchor, other)
    return Meaning(value, timex.Interval(first, last, "interval"), "relative")


def _vague_span(item: Expression, text: str, context: Context) -> list[Meaning]:
    w = item.words
    unit = {"centurie": "century"}.get(w["u"], w["u"])
    count = number(w.get("n", "several"))
    sign = 1 if w["rel"].lower() in {"next", "coming", "following"} else -1
    if w["rel"].lower() in {"first", "final"} or unit not in _UNIT_LETTERS or not (count or "X").isdigit():
        return [Meaning(_length(unit, count or "X"), None, "relative")]
    return [_stretch(unit, int(count or 0) or None, sign, context)]


def _duration(item: Expression, text: str, context: Context) -> list[Meaning]:
    w = item.words
    if "half" in w:
        return (
            [
                Meaning(
                    {"hour": "PT30M", "day": "PT12H", "month": "P15D"}.get(
                        w["u"], f"P{0.5:g}{_UNIT_LETTERS.get(w['u'], 'Y')}"
                    ),
                    None,
                    "stated",
                )
            ]
            if w["u"] not in {"year", "century", "decade"}
            else [Meaning({"year": "P6M", "century": "P50Y", "decade": "P5Y"}[w["u"]], None, "stated")]
        )
    if "u" not in w:
        return [Meaning(_length(w["n"].lower(), "1" if "long" in text[item.start : item.end] else "X"), None, "stated")]
    count = number(w["n"]) or "X"
    if "and a half" in text[item.start : item.end]:
        count = f"{count}.5"
    return [Meaning(_length(w["u"].lower(), count), None, "stated")]


def _shift(item: Expression, text: str, context: Context) -> list[Meaning]:
    w = item.words
    unit = {"centur": "century", "night": "day", "yr": "year"}.get(w["u"].lower(), w["u"].lower())
    count = number(w.get("n", "one")) or "X"
    heading = " ".join(w.get("dir", "").lower().split())
    back = heading in {"ago", "earlier", "before", "previously", "prior"}
    if "within" in w:
        if w["within"] == "within" or context.direction != "future":
            return [Meaning(_length(unit, count), None, "relative")]
        anchor = context.published
    elif heading == "on" or unit not in {*_UNIT_LETTERS, "fortnight"}:
        return [Meaning(_length(unit, count), None, "relative")]
    else:
        now = heading in {"ago", "hence", "from now", ""} or "today" in w
        anchor = context.anchor if now and context.narrative else context.published if now else context.reference
        back = back or ("today" in w and not heading)
    if unit == "fortnight":
        unit, count = "week", f"{2 * float(count):g}" if count != "X" else "X"
    if count == "X" or not count.isdigit():
        return [Meaning("PAST_REF" if back else "FUTURE_REF", None, "relative")]
    if anchor is None:
        value = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX"}.get(unit, "XXXX")
        return [Meaning(value if heading in {"ago", "from now", "hence"} else _length(unit, count), None, "relative")]
    day = timex.add(anchor, unit, -int(count) if back else int(count))
    grain = {"decade": "year", "century": "year", "quarter": "month"}.get(unit, unit)
    return [_stated(timex.of_unit(day, "day" if "today" in w else grain), None, "relative")]


def _set(item: Expression, text: str, context: Context) -> list[Meaning]:
    w = item.words
    if "adverb" in w:
        return [Meaning(words("set")[w["adverb"].lower()], None, "stated")]
    unit = w["u"].lower()
    if unit in {"morning", "evening", "night"}:
        return [Meaning(f"P1D{_part_suffix({'part': unit})}", None, "stated")]
    if unit in words("season"):
        return [Meaning(f"XXXX-{words('season')[unit]}", None, "stated")]
    count = "2" if w.get("n") == "other" else number(w.get("n", "1")) or "X"
    return [Meaning(_length(unit, count), None, "stated")]


def _reference(item: Expression, text: str, context: Context) -> list[Meaning]:
    return [Meaning(words("reference")[" ".join(item.words["ref"].lower().split())], None, "relative")]


def _named_day(item: Expression, text: str, context: Context) -> list[Meaning]:
    w = item.words
    if "easter" in w:
        year = int(w["y"]) if "y" in w else context.anchor.year if context.anchor else None
        if year is None:
            return [Meaning("XXXX-XX-XX", None, "relative")]
        shift = {"good": -2, "monday": 1}
        offset = next((days for word, days in shift.items() if word in w["easter"].lower()), 0)
        day = _easter(year) + dt.timedelta(days=offset)
        return [_stated(timex.of_unit(day, "day"), None, "stated" if "y" in w else "relative")]
    month, day_number = (int(part) for part in words("named day")[w["named"].lower()].split("-"))
    fixed = int(w["y"]) if "y" in w else _year_of_month(month, day_number, {}, context)
    if fixed is None:
        return [Meaning(f"XXXX-{month:02}-{day_number:02}", None, "relative")]
    return [_stated(f"{fixed:04}-{month:02}-{day_number:02}", None, "stated" if "y" in w else "relative")]


def _easter(year: int) -> dt.date:
    """Western Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, g = b // 4, b % 4, (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * (c // 4) - c % 4 - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return dt.date(year, month, (h - m + r + month + 19) % 32)


_HANDLERS = {
    "date": _date, "season": _season, "year": _year, "year range": _year_range, "day range": _day_range,
    "month range": _month_range, "decade": _decade, "century": _century, "quarter": _quarter, "weekday": _weekday,
    "weekdays": _weekdays, "deictic": _deictic, "part": _part, "clock": _clock, "relative": _relative,
    "vague span": _vague_span, "shift": _shift, "duration": _duration, "set": _set, "reference": _reference,
    "named day": _named_day,
}  # fmt: skip
