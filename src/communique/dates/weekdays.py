"""Weekdays, today and yesterday, parts of the day and clock times as TIMEX3 values."""

from __future__ import annotations

import datetime as dt

from communique.dates import timex
from communique.dates.expressions import Expression
from communique.dates.meaning import Context, Meaning, part_suffix, stated
from communique.dates.vocabulary import words

__all__ = ["resolve_clock", "resolve_deictic", "resolve_part", "resolve_weekday", "resolve_weekdays"]


def resolve_weekday(item: Expression, text: str, context: Context) -> list[Meaning]:
    """The day that a weekday means under the tense of its verb."""
    w = item.words
    wanted = int(words("weekday")[w["wd"].lower()])
    suffix = part_suffix(w)
    day = which_weekday(wanted, w, context)
    if day is None:
        return [Meaning(f"XXXX-WXX-{wanted + 1}{suffix}", None, "weekday")]
    return [stated(timex.of_unit(day, "day") + suffix, None, "weekday")]


def which_weekday(wanted: int, w: dict[str, str], context: Context) -> dt.date | None:
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
        this = monday + dt.timedelta(days=wanted)
        if this > day and context.direction == "past":
            # "Sent each other this Sunday", written on a Monday: translated pages so name the Sunday that has been.
            return _last(day, wanted)
        return _next(day, wanted) if this < day and context.direction == "future" else this
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


def resolve_weekdays(item: Expression, text: str, context: Context) -> list[Meaning]:
    """A weekday that comes again: "every Friday"."""
    return [Meaning(f"XXXX-WXX-{int(words('weekday')[item.words['wd'].lower()]) + 1}", None, "stated")]


def resolve_deictic(item: Expression, text: str, context: Context) -> list[Meaning]:
    """Today, yesterday, "this morning", "last night"."""
    w = item.words
    suffix = part_suffix(w)
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
    return [stated(timex.of_unit(day + dt.timedelta(days=shift), "day") + suffix, None, "relative")]


def resolve_part(item: Expression, text: str, context: Context) -> list[Meaning]:
    """A part of the day last spoken of."""
    day = _day_of_clock(context)
    suffix = part_suffix(item.words)
    if day is None:
        return [Meaning(f"XXXX-XX-XX{suffix}", None, "relative")]
    return [stated(timex.of_unit(day, "day") + suffix, None, "relative")]


def _day_of_clock(context: Context) -> dt.date | None:
    """The day of a bare clock time: in a chronicle the one last named, in news the one the news is of."""
    if context.narrative:
        return context.reference or context.published
    return context.news_day or context.published


def resolve_clock(item: Expression, text: str, context: Context) -> list[Meaning]:
    """A clock time on its weekday or on the day last spoken of."""
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
        day = which_weekday(int(words("weekday")[w["wd"].lower()]), {}, context)
    else:
        day = _day_of_clock(context)
    if day is None:
        return [Meaning(f"XXXX-XX-XX{time}", None, "relative")]
    return [stated(timex.of_unit(day, "day") + time, None, "weekday" if "wd" in w else "relative")]
