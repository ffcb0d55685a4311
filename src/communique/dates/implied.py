"""The date of a report that does not state it, or states it too coarsely: what its text implies, and on what basis."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from communique.dates import facts, timex
from communique.dates.anniversaries import Anniversary, anniversaries
from communique.dates.expressions import recognise
from communique.dates.meaning import Context
from communique.dates.resolution import resolve
from communique.dates.tense import direction, governor
from communique.dates.vocabulary import words
from communique.language import Parsed
from communique.records import UNKNOWN_DATE, Basis, Report, Span, When
from communique.tables import load

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["imply"]

# Days around an anniversary in which the press tells of it: delegations come before it and leave after.
_NEAR = 4
# In how many first sentences a text says who tells its news, and when.
_LEAD = 2
_COARSE = frozenset({"unknown", "week", "month", "quarter", "year", "decade", "interval"})
_DATELINE = re.compile(r"^[^\n]{0,60}?\b[A-Z][A-Za-z.' /-]+[,(]?\s[^\n]{0,40}?(?:\(|—|–|--|-|:)")


def imply(report: Report, parsed: Parsed) -> When:
    """The report's own date: as published where that is a day, else what the text implies; unknown if nothing does.

    In order: an anniversary of a dated fact, made exact by the weekdays that the report names; a dateline; the day on
    which its first sentences say that somebody spoke; the newest date among the page's other items. A stated month or
    year is only narrowed, never overruled.
    """
    published = report.published
    if published.precision not in _COARSE:
        return published
    for implied in _implied(report, parsed):
        if implied.known and _within(implied, published):
            return implied
    return published


def _implied(report: Report, parsed: Parsed) -> Iterator[When]:
    yield _by_anniversary(report, parsed)
    yield _by_dateline(report)
    yield _by_announcement(parsed)
    yield _by_page(report, parsed)


def _within(implied: When, published: When) -> bool:
    if not published.known:
        return True
    first, last = implied.start, implied.end
    return bool(
        first and last
        and (published.start is None or published.start <= last)
        and (published.end is None or first <= published.end)
    )  # fmt: skip


def _span(start: dt.date, end: dt.date, precision: str, basis: Basis, span: Span | None = None) -> When:
    if start == end:
        return When(start=start, end=end, precision="day", basis=basis, span=span, value=start.isoformat())
    value = timex.of_unit(start, "month") if precision == "month" else f"{start}/{end}"
    kind = "month" if precision == "month" else "week" if precision == "week" else "interval"
    return When(start=start, end=end, precision=kind, basis=basis, span=span, value=value)  # type: ignore[arg-type]


# --- by an anniversary and the weekdays ---------------------------------------------------------------------------


def _by_anniversary(report: Report, parsed: Parsed) -> When:
    year = report.published.start.year if report.published.start and report.published.precision != "decade" else None
    marked = [item for item in anniversaries(parsed, year) if item.when.start and _is_now(item)]
    days = Counter(item.when.start for item in marked if item.when.precision == "day")
    if not days:
        return _coarse(marked)
    day = min(days, key=lambda value: (-days[value], value or dt.date.max))
    assert day is not None
    first = next(item for item in marked if item.when.start == day)
    weekdays = _past_weekdays(parsed)
    near = [_nearest(day, weekday) for weekday in weekdays]
    if near:
        # Nothing is told before it happened: the report is of the last day that it names.
        told = max(near)
        return _span(told, told, "day", "anniversary", first.when.span)
    around = dt.timedelta(days=_NEAR)
    return _span(day - around, day + around, "week", "anniversary", first.when.span)


def _coarse(marked: list[Anniversary]) -> When:
    # The fact is known by its month or year only: so is the report.
    return next((item.when for item in marked if item.when.precision in {"month", "year"}), UNKNOWN_DATE)


def _is_now(item: Anniversary) -> bool:
    """Whether the report tells of the anniversary as its own time: no other date in the sentence, no "last year"."""
    text = item.sentence.text
    for other in recognise(text, item.sentence.doc):
        inside = item.start <= other.start and other.end <= item.end
        if inside or other.form in {
            "weekday",
            "deictic",
            "part",
            "clock",
            "duration",
            "set",
            "reference",
            "anniversary",
        }:
            continue
        if other.form == "date" and "y" not in other.words:
            continue
        if other.form == "shift" and other.words.get("u", "").startswith("day"):
            # "a day after a parade that marked the anniversary" is told at the anniversary.
            continue
        stated = other.form in {"year", "date"} and "y" in other.words
        if stated and other.start > item.end and re.search(r"\bof\b[^,;]*$", text[item.end - 3 : other.start]):
            # "the anniversary of the 1961 treaty": the year belongs to the treaty.
            continue
        if other.form in {"year", "date"} and _names_the_fact(other.words, item):
            continue
        return False
    return direction(item.sentence.doc, item.start, item.end) != "future"


def _names_the_fact(found: dict[str, str], item: Anniversary) -> bool:
    """Whether a stated year is the one in which it began, or that of the anniversary itself."""
    year = item.when.start.year if item.when.start else 0
    return found.get("y") in {str(year), str(year - (item.nth or 0)), item.fact.start[:4] if item.fact else ""}


def _past_weekdays(parsed: Parsed) -> list[int]:
    """The weekdays that the report tells of in the past tense, "last Friday" and the like left out."""
    found = []
    for sentence in parsed.sentences:
        for item in recognise(sentence.text, sentence.doc):
            if item.form != "weekday" or {"rel", "week", "awk"} & item.words.keys():
                continue
            if direction(sentence.doc, item.start, item.end) in {"past", "unknown"}:
                found.append(int(words("weekday")[item.words["wd"].lower()]))
    return found


def _nearest(day: dt.date, weekday: int) -> dt.date:
    shift = (weekday - day.weekday()) % 7
    return day + dt.timedelta(days=shift if shift <= 3 else shift - 7)


# --- by a dateline, by the page ------------------------------------------------------------------------------------


def _by_dateline(report: Report) -> When:
    """ "BEIJING, July 11 (Xinhua) --" at the head of the text, its year stated there or on the page."""
    head = report.text[:140]
    match = _DATELINE.match(head)
    if not match:
        return UNKNOWN_DATE
    for item in recognise(match[0]):
        if item.form != "date" or "d" not in item.words or "m" not in item.words:
            continue
        year = int(item.words["y"]) if "y" in item.words else _year_around(report)
        days = (
            timex.interval(f"{year:04}-{int(words('month')[item.words['m'].lower()]):02}-{int(item.words['d']):02}")
            if year
            else None
        )
        if days:
            return _span(days.start, days.end, "day", "dateline", Span(item.start, item.end))
    return UNKNOWN_DATE


def _by_announcement(parsed: Parsed) -> When:
    """The full day of the saying that a text begins with: "…, the ministry announced on 27 January 1995".

    News is told on the day on which it is said; a text that goes on to a later day tells of the past instead.
    """
    said = UNKNOWN_DATE
    for number, sentence in enumerate(parsed.sentences):
        if number >= _LEAD and not said.known:
            break
        for item in recognise(sentence.text, sentence.doc):
            if item.form != "date" or not {"d", "m", "y"} <= item.words.keys():
                continue
            meanings = resolve(item, sentence.text, Context(None))
            if len(meanings) != 1 or not meanings[0].days:
                continue
            day = meanings[0].days
            if said.known and said.start and day.end > said.start:
                return UNKNOWN_DATE
            if number < _LEAD and not said.known and _tells_of_a_saying(sentence.doc, item.start, item.end):
                start = sentence.start + item.start
                said = _span(day.start, day.end, "day", "inferred", Span(start, start + item.end - item.start))
    return said


def _tells_of_a_saying(doc: Doc, start: int, end: int) -> bool:
    """Whether the words are when the main verb says, in the past tense."""
    verb = governor(doc, start, end)
    return verb is not None and verb.tag_ == "VBD" and verb.dep_ == "ROOT" and verb.lemma_ in _sayings()


@functools.cache
def _sayings() -> frozenset[str]:
    return frozenset(row["lemma"] for row in load("cues") if row["kind"] == "say")


def _year_around(report: Report) -> int | None:
    if report.published.start and report.published.end and report.published.start.year == report.published.end.year:
        return report.published.start.year
    years = facts.years_named("\n".join(_page(report)))
    return max(years, default=None)


def _page(report: Report) -> Iterable[str]:
    yield report.title
    for item in report.furniture:
        yield item.text


def _by_page(report: Report, parsed: Parsed) -> When:
    """The month of the newest date among the page's other items; a date without a year has the newest year named."""
    texts = list(_page(report))
    newest = max(facts.years_named("\n".join(texts)), default=None)
    found: list[dt.date] = []
    for text in texts:
        for item in recognise(text):
            if item.form != "date" or "m" not in item.words or "d" not in item.words:
                continue
            value = item.words if "y" in item.words else item.words | {"y": str(newest or "")}
            if value["y"]:
                for meaning in resolve(item._replace(words=value), text, Context(None)):
                    found.extend([meaning.days.start] if meaning.days else [])
    if not found:
        return UNKNOWN_DATE
    month = timex.interval(timex.of_unit(max(found), "month"))
    return _span(month.start, month.end, "month", "inferred") if month else UNKNOWN_DATE
