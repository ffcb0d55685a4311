"""The anniversaries that a report names: which one, of what, and its days."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from communique.dates import facts, timex
from communique.dates.expressions import Expression, recognise
from communique.dates.meaning import Context, Meaning, to_when
from communique.dates.resolution import resolve
from communique.dates.vocabulary import number, ordinal
from communique.language import Parsed, Sentence
from communique.records import Span, When

__all__ = ["Anniversary", "anniversaries", "anniversary_in"]


@dataclass(frozen=True, slots=True)
class Anniversary:
    """An anniversary that a sentence names: which one, of what, and its days."""

    nth: int | None
    fact: facts.Fact | None
    when: When
    sentence: Sentence
    start: int
    end: int


def anniversaries(parsed: Parsed, year: int | None) -> Iterator[Anniversary]:
    """The anniversaries that a report names; `year` is the year of publication where known."""
    countries, years = facts.countries_named(parsed.text), facts.years_named(parsed.text)
    for sentence in parsed.sentences:
        if "nniversar" in sentence.text or " years " in sentence.text:
            for item in recognise(sentence.text, sentence.doc):
                if item.form == "anniversary":
                    found = anniversary_in(item, sentence, countries, years, year)
                    if found:
                        yield found


def anniversary_in(
    item: Expression, sentence: Sentence, countries: Counter[str], years: frozenset[int], year: int | None
) -> Anniversary | None:
    """The anniversary that an expression names; its date is unknown where no fact or stated date fits."""
    text = sentence.text
    words = item.words
    nth = ordinal(words["an"]) if "an" in words else None
    if "nyears" in words:
        count = number(words["nyears"])
        nth = int(count) if count and count.isdigit() else None
    phrase = _of_what(item, text)
    matched = facts.match(phrase, text, countries, years=years, nth=nth, year=year)
    value = matched.day if matched else _stated_origin(phrase)
    if nth is None and value and year:
        nth = year - int(value[:4])
    days = facts.occurrence(value, nth) if value and nth else None
    span = Span(sentence.start + item.start, sentence.start + item.end)
    timex_value = (
        timex.of_unit(days.start, days.precision) if days and days.precision in {"day", "month", "year"} else ""
    )
    meaning = Meaning(timex_value, days, "anniversary")
    return Anniversary(nth, matched.fact if matched else None, to_when(meaning, span), sentence, item.start, item.end)


# Where the words for what is marked end. "that ended the war" still says which armistice it is.
_STOP = re.compile(
    r"[;:–—]|\.\s|,\s+(?:which|who|when|where|as|said|the|in|on|at|a)\b|\b(?:when|amid|as)\b|"
    r"\b(?:which|that)\b(?!\s+(?:had\s+|has\s+)?"
    r"(?:end|halt|stop|clos|found|establish|creat|beg[au]n|start|open|normali|restor|unit|split|divid|sever))"
)


def _of_what(item: Expression, text: str) -> str:
    """The words that say what happened then: after "of", else those before ("the treaty's 60th anniversary")."""
    if "of" in item.words:
        tail = text[item.end :]
        stop = _STOP.search(tail)
        return tail[: stop.start() if stop else len(tail)][:140]
    return text[max(0, item.start - 80) : item.start] + " " + text[item.end : item.end + 60]


def _stated_origin(phrase: str) -> str:
    """The date that the phrase itself states: "the 10th anniversary of the March 11, 2011 earthquake"."""
    for item in recognise(phrase):
        if item.form in {"date", "year"} and "y" in item.words:
            for meaning in resolve(item, phrase, Context(None)):
                return meaning.value
    match = re.search(r"\b(1[5-9]\d\d|20\d\d)\b", phrase)
    return match[1] if match else ""
