"""What is counted from now or from the story ("last month", "two days later"), lengths of time and repetitions."""

from __future__ import annotations

import datetime as dt

from communique.dates import timex
from communique.dates.expressions import Expression
from communique.dates.meaning import Context, Meaning, part_suffix, stated
from communique.dates.vocabulary import number, words

__all__ = [
    "resolve_duration",
    "resolve_reference",
    "resolve_relative",
    "resolve_set",
    "resolve_shift",
    "resolve_vague_span",
]


_UNIT_LETTERS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE"}

_STORY_RELS = frozenset("following previous preceding same that prior".split())


def resolve_relative(item: Expression, text: str, context: Context) -> list[Meaning]:
    """ "last month", "the following day", "later this year"."""
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
    anchor = context.since(unit) if story else context.anchor
    if anchor is None and rel == "previous":
        anchor = context.published
    pattern = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "weekend": "XXXX-WXX-WE"}.get(unit, "XXXX")
    if anchor is None and context.coarse and not story:
        first, last = context.coarse.start, context.coarse.end
        coarse_enough = unit in {"month", "quarter", "year", "decade", "century"}
        if coarse_enough and timex.of_unit(first, unit) == timex.of_unit(last, unit):
            anchor = first
    if anchor is None:
        return [Meaning(pattern, None, "relative")]
    if unit == "weekend":
        monday = anchor - dt.timedelta(days=anchor.weekday())
        back = count or (-1 if rel == "the" and context.direction == "past" and anchor.weekday() < 5 else 0)
        return [stated(timex.of_unit(monday + dt.timedelta(days=7 * back), "week") + "-WE", None, "relative")]
    if unit == "fortnight":
        return [_stretch("week", 2, -1 if count < 0 else 1, context)]
    value = timex.of_unit(timex.add(anchor, unit, count), unit)
    return [stated(value, w.get("mod", "").lower().removeprefix("the ") or None, "relative")]


def _length(unit: str, count: str) -> str:
    """The TIMEX3 duration: P3D, PT2H, PXY; decades and centuries in years."""
    unit = {"centurie": "century", "centur": "century", "night": "day"}.get(unit, unit)
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


def resolve_vague_span(item: Expression, text: str, context: Context) -> list[Meaning]:
    """ "the past two weeks", "the next few days"."""
    w = item.words
    unit = {"centurie": "century"}.get(w["u"], w["u"])
    count = number(w.get("n", "several"))
    sign = 1 if w["rel"].lower() in {"next", "coming", "following"} else -1
    if w["rel"].lower() in {"first", "final"} or unit not in _UNIT_LETTERS or not (count or "X").isdigit():
        return [Meaning(_length(unit, count or "X"), None, "relative")]
    return [_stretch(unit, int(count or 0) or None, sign, context)]


def resolve_duration(item: Expression, text: str, context: Context) -> list[Meaning]:
    """A length of time: "three years", "ten-day"."""
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


def resolve_shift(item: Expression, text: str, context: Context) -> list[Meaning]:
    """ "two days ago", "a year later", "in three weeks"."""
    w = item.words
    unit = {"centur": "century", "night": "day", "yr": "year"}.get(w["u"].lower(), w["u"].lower())
    count = number(w.get("n", "one")) or "X"
    heading = " ".join(w.get("dir", "").lower().split())
    back = heading in {"ago", "earlier", "before", "previously", "prior"}
    if unit not in {*_UNIT_LETTERS, "fortnight"}:
        # Minutes and hours from now: no day can be counted from them.
        return [Meaning(_length(unit, count), None, "relative")]
    if "within" in w:
        if w["within"] == "within" or context.direction != "future":
            return [Meaning(_length(unit, count), None, "relative")]
        anchor = context.published
    elif heading == "on":
        return [Meaning(_length(unit, count), None, "relative")]
    else:
        now = heading in {"ago", "hence", "from now", ""} or "today" in w
        anchor = context.anchor if now and context.narrative else context.published if now else context.since(unit)
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
    return [stated(timex.of_unit(day, "day" if "today" in w else grain), None, "relative")]


def resolve_set(item: Expression, text: str, context: Context) -> list[Meaning]:
    """ "every year", "daily", "twice a week"."""
    w = item.words
    if "adverb" in w:
        return [Meaning(words("set")[w["adverb"].lower()], None, "stated")]
    unit = w["u"].lower()
    if unit in {"morning", "evening", "night"}:
        return [Meaning(f"P1D{part_suffix({'part': unit})}", None, "stated")]
    if unit in words("season"):
        return [Meaning(f"XXXX-{words('season')[unit]}", None, "stated")]
    count = "2" if w.get("n") == "other" else number(w.get("n", "1")) or "X"
    return [Meaning(_length(unit, count), None, "stated")]


def resolve_reference(item: Expression, text: str, context: Context) -> list[Meaning]:
    """ "now", "recently", "the future"."""
    return [Meaning(words("reference")[" ".join(item.words["ref"].lower().split())], None, "relative")]
