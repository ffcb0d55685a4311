"""The time expressions of a whole report, resolved in reading order."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from communique.dates import facts, timex
from communique.dates.anniversaries import anniversary_in
from communique.dates.expressions import Expression, recognise
from communique.dates.meaning import Context, Meaning, to_when
from communique.dates.resolution import resolve
from communique.dates.tense import direction
from communique.language import Parsed, Sentence
from communique.records import Span, When

__all__ = ["find", "historical"]

# A report that tells of days further back than this tells history, not news.
_NEWS_DAYS = 10
_NEWS_WORDS = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|tomorrow|tonight)\b|\blast (?:week|month)\b"
)
_CONNECTS = re.compile(r"\s*,?\s*(?:and|or|to|until|till|through|[-–—])\s*(?:on\s+|the\s+)?$")
_RANGE = re.compile(r"\s*(?:to|until|till|through|up to|and ending|[-–—])\s*$", re.I)
_OPEN_START = re.compile(
    r"\b(?:since|ever since|starting(?: from| in)?|as of|from)\s+(?:the\s+|about\s+|around\s+|at\s+least\s+)?$", re.I
)
_OPEN_END = re.compile(r"\b(?:until|till|up to|through)\s+(?:the\s+|about\s+|around\s+)?$", re.I)


@dataclass(slots=True)
class _Story:
    """What has been read so far: the context, and where the last stated date of the past stood."""

    context: Context
    countries: Counter[str]
    years: frozenset[int]
    paragraph: int = -1
    past: dt.date | None = None
    past_sentence: int = -1
    past_end: int = -1
    jump: dt.date | None = None
    found: list[When] = field(default_factory=list)


def find(parsed: Parsed, published: When) -> tuple[When, ...]:
    """All time expressions of a report in reading order; what can't be known has a span and no days.

    A range with two ends ("from May 3 to June 7") gives both ends and, after them, the whole as one interval.
    """
    story = _Story(_context(parsed, published), facts.countries_named(parsed.text), facts.years_named(parsed.text))
    for sentence in parsed.sentences:
        _read_sentence(sentence, story)
    return tuple(story.found)


def _context(parsed: Parsed, published: When) -> Context:
    day = published.start if published.precision == "day" else None
    start, end = published.start, published.end
    year = start.year if start and end and start.year == end.year else None
    years = [int(match) for match in re.findall(r"\b(1[5-9]\d\d|20\d\d)\b", parsed.text)]
    old = [value for value in years if year is None or value < year - 1]
    news = len(_NEWS_WORDS.findall(parsed.text))
    # Three in five named years long past, six of them at least, and hardly a weekday: a chronicle, whenever printed.
    narrative = len(old) >= 6 and len(old) >= 0.6 * len(years) and 4 * news <= len(old)
    coarse = timex.Interval(start, end, published.precision) if start and end and not day else None
    return Context(day, year, narrative=narrative, coarse=coarse)


def _read_sentence(sentence: Sentence, story: _Story) -> None:
    text = sentence.text
    items = recognise(text, sentence.doc)
    if sentence.paragraph != story.paragraph:
        story.paragraph, story.past = sentence.paragraph, None
    resolved: list[tuple[Expression, When]] = []
    counted: Expression | None = None
    for at, item in enumerate(items):
        following = items[at + 1] if at + 1 < len(items) else None
        item = _anchored(_borrow_year(item, following, text), following, text)
        if item.form == "counted":
            counted = item
            continue
        for when in _whens(item, sentence, story):
            if counted and when.start:
                whole = _counted(counted, when, sentence)
                story.found.append(whole)
                _remember(whole, story, sentence, counted.form)
            elif not resolved or resolved[-1][0] is not item:
                # Of a range the beginning is where the story stands.
                _remember(when, story, sentence, item.form)
            resolved.append((item, when))
            story.found.append(when)
        counted = None
    story.found.extend(_ranges(resolved, text))


def _whens(item: Expression, sentence: Sentence, story: _Story) -> Iterator[When]:
    span = Span(sentence.start + item.start, sentence.start + item.end)
    if item.form == "anniversary":
        anniversary = anniversary_in(item, sentence, story.countries, story.years, story.context.published_year)
        if anniversary:
            yield anniversary.when
        return
    context = story.context.pointing(direction(sentence.doc, item.start, item.end))
    if (
        story.past
        and item.form in {"date", "season"}
        and not {"y", "rel", "relyear"} & item.words.keys()
        and context.direction != "future"
        and (
            story.past_sentence == sentence.start
            or ("d" in item.words and context.direction == "past" and 0 <= sentence.start - story.past_end <= 2)
        )
    ):
        context = replace(context, reference=story.past, narrative=True)
    for meaning in resolve(item, sentence.text, context):
        yield from _ends(item, meaning, sentence)
        yield _opened(to_when(meaning, span), sentence.text[: item.start])


def _ends(item: Expression, meaning: Meaning, sentence: Sentence) -> Iterator[When]:
    """The two ends of a range written as one ("1950-53", "May 3-5"), each with its own digits as span."""
    if "/" not in meaning.value:
        return
    text = sentence.text[item.start : item.end]
    pieces = [match for match in re.finditer(r"\w+", text) if match[0][0].isdigit()]
    if "m2" in item.words:
        pieces = [match for match in re.finditer(r"\w+", text) if match[0] in {item.words["m"], item.words["m2"]}]
    if len(pieces) < 2:
        return
    at, first_end = item.start + pieces[1].start(), item.start + pieces[0].end()
    for value, start, end in zip(meaning.value.split("/"), (item.start, at), (first_end, item.end), strict=True):
        days = timex.interval(value)
        if days:
            yield to_when(Meaning(value, days, meaning.basis), Span(sentence.start + start, sentence.start + end))


def _opened(when: When, before: str) -> When:
    """ "since 1949" has no end, "until 1953" no beginning."""
    if when.start is None or "/" in when.value:
        return when
    match = _OPEN_START.search(before)
    if match and not match[0].lower().startswith("from"):
        return When(start=when.start, precision=when.precision, basis=when.basis, span=when.span, value=when.value)
    if _OPEN_END.search(before):
        return When(end=when.end, precision=when.precision, basis=when.basis, span=when.span, value=when.value)
    return when


def _borrow_year(item: Expression, following: Expression | None, text: str) -> Expression:
    """ "between March and June 2014": the first month has the second's year."""
    if item.form != "date" or "y" in item.words or following is None or "y" not in following.words:
        return item
    if following.form not in {"date", "day range"} or not _CONNECTS.fullmatch(text[item.end : following.start]):
        return item
    return item._replace(words=item.words | {"y": following.words["y"]})


def _anchored(item: Expression, following: Expression | None, text: str) -> Expression:
    """ "three days after the attack" hangs on the attack, whose day is not known here: a length of time."""
    if (
        item.form == "shift"
        and item.words.get("dir") in {"after", "before", "prior"}
        and re.match(r"\s+(?:to\s+)?\w", text[item.end :])
    ):
        if following is not None and re.fullmatch(r"\s+(?:to\s+)?(?:on\s+|the\s+)?", text[item.end : following.start]):
            return item._replace(form="counted")
        return item._replace(form="duration", words={"n": "one"} | item.words)
    return item


def _counted(item: Expression, origin: When, sentence: Sentence) -> When:
    """ "three days after 4 July": the date counted from the one that follows."""
    span = Span(sentence.start + item.start, sentence.start + item.end)
    before = item._replace(
        form="shift", words=item.words | {"dir": "later" if item.words["dir"] == "after" else "earlier"}
    )
    for meaning in resolve(before, sentence.text, Context(None, reference=origin.start, day=origin.start)):
        return to_when(meaning, span)
    return When(span=span)


_AS_TIME = re.compile(r"\b(?:in|on|of|since|until|by|during|from|to|and|early|late|mid)[\s-]+(?:the\s+)?$", re.I)


def _as_time(when: When, sentence: Sentence) -> bool:
    """ "in 1954" sets the time of what follows, "a 1954 convention" does not."""
    if not when.span or when.precision == "day":
        return True
    return bool(_AS_TIME.search(sentence.text[: when.span.start - sentence.start]))


# A chronicle that leaps this many years looks ahead or back in passing, unless the next date agrees with the leap.
_LEAP = 5 * 366


def _remember(when: When, story: _Story, sentence: Sentence, form: str) -> None:
    day = when.start or when.end
    if day is None or when.value.startswith("P") or when.precision in {"decade", "unknown"} or len(when.value) < 4:
        return
    context = story.context
    if context.narrative and form in {"deictic", "relative", "shift", "weekday"} and context.reference is None:
        return
    if "/" not in when.value:
        reference = context.reference
        leaps = context.narrative and reference is not None and abs((day - reference).days) > _LEAP
        if leaps and (story.jump is None or abs((day - story.jump).days) > _LEAP):
            story.jump = day
            return
        story.jump = None
        near = context.day if context.day and abs((day - context.day).days) <= 366 else None
        precise = day if when.precision == "day" else near
        told = day if when.basis == "weekday" or form == "deictic" else context.news_day
        story.context = replace(context, reference=day, day=precise, news_day=told)
    published = context.published
    if when.basis == "stated" and published and (published - day).days > 366 and _as_time(when, sentence):
        story.past, story.past_sentence, story.past_end = day, sentence.start, sentence.end
    elif when.basis == "weekday" and not context.narrative:
        story.past = None


def _ranges(resolved: list[tuple[Expression, When]], text: str) -> Iterator[When]:
    for (left, first), (right, second) in itertools.pairwise(resolved):
        begin, finish = first.start or first.end, second.end or second.start
        between = text[left.end : right.start]
        paired = re.search(r"\b(?:between|from)\s+(?:the\s+)?$", text[: left.start], re.I)
        joined = _RANGE.fullmatch(between) or (paired and re.fullmatch(r"\s*(?:and|until|to)\s*", between))
        if not joined or not begin or not finish or begin > finish or "P" in (first.value[:1], second.value[:1]):
            continue
        if first.span and second.span:
            span = Span(first.span.start, second.span.end)
            value = f"{first.value}/{second.value}"
            yield When(start=begin, end=finish, precision="interval", basis=second.basis, span=span, value=value)


def historical(when: When, published: When) -> bool:
    """Whether a date lies more than about ten days before publication."""
    last = when.end or (when.start if when.precision == "day" else None)
    first = published.start
    if when.start and when.end is None and when.known:
        return False
    return bool(last and first and (first - last).days > _NEWS_DAYS)
