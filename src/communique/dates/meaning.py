"""What a time expression means, and what that hangs on: the types that the resolving modules share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import NamedTuple

from communique.dates import timex
from communique.dates.tense import Direction
from communique.dates.vocabulary import words
from communique.records import Basis, Span, When

__all__ = ["Context", "Meaning", "part_suffix", "stated", "to_when"]


_MODS = {
    "first half": "FIRST", "second half": "SECOND", "latter half": "SECOND", "first days": "START", "last days": "END",
    "early": "START", "beginning": "START", "start": "START", "outset": "START", "earlier": "START",
    "mid": "MID", "middle": "MID",
    "late": "END", "end": "END", "close": "END", "later": "END",
}  # fmt: skip


class Meaning(NamedTuple):
    """A TIMEX3 value, the days it covers where they can be known, and how they were found."""

    value: str
    days: timex.Interval | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class Context:
    """What relative expressions hang on.

    `published` is the day of publication or `None`; `coarse` its month or year where the day is unknown; `reference`
    the last date that the text has named, `day` the last one known to the day, `news_day` the last one told by a
    weekday or as today or yesterday; `narrative` is True in a text that tells of the past in order, where "in
    May" means the May of the story and not of the press.
    """

    published: dt.date | None
    published_year: int | None = None
    reference: dt.date | None = None
    narrative: bool = False
    direction: Direction = "unknown"
    coarse: timex.Interval | None = None
    day: dt.date | None = None
    news_day: dt.date | None = None

    @property
    def anchor(self) -> dt.date | None:
        """The day that "last month" counts from."""
        return self.reference if self.narrative and self.reference else self.published

    def since(self, unit: str) -> dt.date | None:
        """The date of the story that units are counted from: days and weeks never from a mere year."""
        return self.day if unit in {"day", "week", "fortnight"} and not self.narrative else self.reference

    def pointing(self, direction: Direction) -> Context:
        """The same context under a verb of that tense."""
        return replace(self, direction=direction)


def stated(value: str, mod: str | None = None, basis: Basis = "stated") -> Meaning:
    """The meaning of a TIMEX3 value, cut to a third by early, mid or late."""
    days = timex.interval(value)
    key = _MODS.get(" ".join(mod.lower().split()), _MODS.get(mod.lower().split()[0])) if mod else None
    return Meaning(value, timex.third(days, key) if days and key else days, basis)


def part_suffix(w: dict[str, str]) -> str:
    """What a part of the day adds to a TIMEX3 value: "TMO" for the morning."""
    part = w.get("part", "").lower()
    if part in {"noon", "midday"}:
        return "T12:00"
    if part == "midnight":
        return "T24:00"
    code = words("part of day").get(part)
    return f"T{code}" if code else ""


def to_when(meaning: Meaning, span: Span) -> When:
    """A meaning with the span that it was read at, as a record."""
    days = meaning.days
    if days is None:
        return When(basis=meaning.basis, span=span, value=meaning.value)
    return When(
        start=days.start, end=days.end, precision=days.precision, basis=meaning.basis, span=span, value=meaning.value
    )
