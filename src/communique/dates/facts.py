"""Anniversaries: "the 60th anniversary of their countries' defence treaty" as a day, by the table of dated facts."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from communique.dates import timex
from communique.tables import load

__all__ = ["Fact", "Match", "countries_named", "facts", "match"]

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_STOP = frozenset("the of a an and in on for at to between with its their his her s".split())
_ENDING = re.compile(r"\b(?:end(?:ing)?|victory|surrender|conclusion|defeat|liberation|armistice|truce)\b", re.I)
_THEIR = re.compile(
    r"\b(?:their|both|two|bilateral|countries|nations|neighbou?rs|allies|sides|its|our|the country)\b", re.I
)


class Fact(NamedTuple):
    """One row of `dated_facts`: what it is, between whom, from when to when (TIMEX3 values), and other marked days."""

    fact_id: str
    kind: str
    name: str
    aliases: tuple[frozenset[str], ...]
    parties: frozenset[str]
    start: str
    end: str
    marked: Mapping[str, str]


class Match(NamedTuple):
    """A fact that an anniversary phrase means, and the TIMEX3 value of the day that is marked each year."""

    fact: Fact
    day: str
    score: int


@functools.cache
def facts() -> tuple[Fact, ...]:
    """All dated facts."""
    return tuple(
        Fact(
            row["id"], row["kind"], row["name"],
            tuple(_tokens(alias) for alias in [row["name"], *row["aliases"].split("|")] if alias),
            frozenset(filter(None, row["parties"].split("|"))), row["start"], row["end"],
            dict(part.split(":") for part in row["commemorated"].split("|") if part),
        )
        for row in load("dated_facts")
    )  # fmt: skip


@functools.cache
def _kind_words() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple((row["kind"], row["side"], re.compile(rf"\b(?:{row['words']})\b", re.I)) for row in load("fact_words"))


@functools.cache
def _country_words() -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for row in load("countries"):
        current = not row["end"]
        for column in ("metonyms", "adjectives", "demonyms", "names"):
            for name in filter(None, row[column].split("|")):
                key = tuple(_WORD.findall(name))
                if key and (current or key not in found):
                    found[key] = row["iso3"]
    return found


def countries_named(text: str) -> Counter[str]:
    """How often each country (ISO3) is named in a text, by name, adjective or seat of government."""
    known = _country_words()
    words = [re.sub(r"['’]s?$", "", word) for word in _WORD.findall(text)]
    found: Counter[str] = Counter()
    at = 0
    while at < len(words):
        step = 1
        if words[at][0].isupper():
            for length in (4, 3, 2, 1):
                code = known.get(tuple(words[at : at + length]))
                if code:
                    found[code] += 1
                    step = length
                    break
        at += step
    return found


def _tokens(text: str) -> frozenset[str]:
    words = (re.sub(r"['’]s?$", "", word.lower()) for word in _WORD.findall(text))
    return frozenset(_stem(word) for word in words if word not in _STOP)


def _stem(word: str) -> str:
    # "Korean" and "Korea", "accords" and "accord", "defense" and "defence" count as one word.
    word = word.replace("defense", "defence")
    return re.sub(r"(?<=\w{4})(?:ns|n|s)$", "", word)


def match(
    phrase: str, context: str, countries: Counter[str], *, years: frozenset[int], nth: int | None, year: int | None
) -> Match | None:
    """The fact whose anniversary `phrase` names, or `None` where none or more than one fits.

    `context` is the sentence, `countries` those of the report, `years` all years it names, `nth` which anniversary,
    `year` the year of publication where known.
    """
    found: list[Match] = []
    named = countries_named(phrase)
    if not named or _THEIR.search(phrase):
        named = named + countries_named(context) if _THEIR.search(phrase) or not named else named
    leading = {code for code, _ in countries.most_common(3)}
    words = _tokens(phrase)
    for fact in facts():
        score = _score(fact, phrase, words, set(named), leading)
        if not score:
            continue
        value = _marked_day(fact, phrase, countries)
        if not value[:4].isdigit() or (nth and year and abs(int(value[:4]) + nth - year) > 0):
            continue
        score += 3 * (int(value[:4]) in years) + 2 * bool(nth and year)
        found.append(Match(fact, value, score))
    found.sort(key=lambda item: -item.score)
    best = [item for item in found if item.score == found[0].score]
    return best[0] if best and len({item.day for item in best}) == 1 else None


def _score(fact: Fact, phrase: str, words: frozenset[str], named: set[str], leading: set[str]) -> int:
    alias = max((len(tokens) for tokens in fact.aliases if tokens and tokens <= words), default=0)
    if alias >= 2 or (alias == 1 and fact.parties & (named | leading)):
        return 4 + 2 * alias
    if not any(kind == fact.kind and pattern.search(phrase) for kind, _, pattern in _kind_words()):
        return 0
    if len(fact.parties) == 2:
        if fact.parties <= named:
            return 4
        return 3 if fact.parties <= named | leading and (named & fact.parties or _THEIR.search(phrase)) else 0
    return 3 if len(fact.parties) == 1 and fact.parties <= named else 0


def _marked_day(fact: Fact, phrase: str, countries: Counter[str]) -> str:
    """The day that the report's countries mark: the end for "the end of the war", V-Day in their own calendar."""
    value = fact.start
    if (fact.end and _ENDING.search(phrase)) or (
        fact.kind == "war"
        and fact.end
        and fact.marked
        and not re.search(r"outbreak|start|begin|invasion", phrase, re.I)
    ):
        value = fact.end
    own = sorted((-countries[code], code) for code in fact.marked if countries[code])
    if own and (value == fact.end or not fact.end):
        return f"{value[:4]}-{fact.marked[own[0][1]]}"
    return value


def occurrence(value: str, nth: int) -> timex.Interval | None:
    """The days of the nth anniversary of a day, month or year."""
    days = timex.interval(value)
    if days is None:
        return None
    try:
        moved = timex.add(days.start, "year", nth)
    except ValueError:
        return None
    return (
        days._replace(start=moved, end=moved + (days.end - days.start))
        if days.precision != "year"
        else timex.interval(str(moved.year))
    )


def years_named(text: str) -> frozenset[int]:
    """All years that a text names in digits."""
    return frozenset(int(year) for year in re.findall(r"\b(1[5-9]\d\d|20\d\d)\b", text))


def anniversary_of(day: dt.date, year: int) -> dt.date:
    """The same day in another year; 29 February becomes the 28th."""
    return timex.add(day, "year", year - day.year)
