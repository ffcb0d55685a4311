"""Whether two mentions may tell of one event, how well they fit, and why.

What is forbidden is never outweighed: two different stated days, different parties, a denial with a report.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from communique.records import Actor, EventMention, Member, When
from communique.tables import load

__all__ = ["MUTUAL", "Fit", "alike", "content_words", "dates_agree", "days_of", "fit", "forbidden", "sides", "standing"]

# Types in which everyone is an actor: who is named first says nothing.
MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE"})
# A date coarser than this says too little to join reports of different stories by itself.
_SHARP_DAYS = 7
# An act of news that is given its report's date happened that day or the day before; a copy may run days later.
_NEWS_SLACK, COPY_SLACK = 1, 14
# Share of content words that two clauses of different stories, or of one report, must have in common when the date does
# not settle it. Set on hand-made pairs: same act 0.3 to 0.7, two acts of one pair of states 0.0 to 0.2.
_ALIKE = 0.25
_NO_STATE = frozenset({"IGO", "NGO", "ISM", "IMG", "MNC"})


class Fit(NamedTuple):
    """How well two mentions fit: 1 surely one event, 0 no reason to join, -1 never; and the reason for a person."""

    score: float
    reason: str


def fit(a: EventMention, b: EventMention, members: Mapping[str, tuple[str, Member]]) -> Fit:
    """How well two mentions fit together."""
    same_origin = _origin(a, members) == _origin(b, members)
    barred = forbidden(a, b, slack=COPY_SLACK if same_origin else _NEWS_SLACK)
    if barred:
        return Fit(-1, barred)
    if a.report_id == b.report_id:
        # One report tells of one act twice (headline and body, reprise) more often than of two like acts at one time.
        overlap = a.evidence.start < b.evidence.end and b.evidence.start < a.evidence.end
        again = alike(a, b) >= _ALIKE and (overlap or a.mode == b.mode)
        return Fit(1.0, "one report tells it twice") if again else Fit(0, "one report tells both, in other words")
    if a.evidence.text == b.evidence.text:
        # Word for word the same sentence is a copied sentence, whatever page it stands on.
        return Fit(1.0, "the same sentence")
    return _across(a, b, members, same_origin=same_origin)


def _across(a: EventMention, b: EventMention, members: Mapping[str, tuple[str, Member]], *, same_origin: bool) -> Fit:
    """Two reports in different words."""
    likeness = alike(a, b)
    if same_origin and likeness >= _ALIKE:
        return Fit(1.0, "like words in reports of one origin")
    known = a.when.known and b.when.known
    if known and _story(a, members) == _story(b, members):
        return Fit(0.8, "one story, and the dates agree")
    if _sharp(a.when) and _sharp(b.when):
        if a.mode == b.mode or likeness >= _ALIKE:
            return Fit(0.6, "the days agree, and the " + ("modes" if a.mode == b.mode else "words"))
        return Fit(0, "one day, but other modes and other words")
    if a.status == "historical" and known:
        return Fit(0.5, "one act of history by its date")
    if known and likeness >= 2 * _ALIKE:
        return Fit(0.4, "dates that may be one, and very like words")
    return Fit(0, "nothing speaks for one event")


def forbidden(a: EventMention, b: EventMention, *, slack: int) -> str:
    """Why two mentions can't be one event; empty where they may be."""
    if not dates_agree(a.when, b.when, slack=slack):
        return "different days"
    if standing(a) != standing(b):
        return f"one is {a.status}, the other {b.status}"
    if a.type not in MUTUAL and (sides(a.actors) != sides(b.actors) or sides(a.recipients) != sides(b.recipients)):
        return "different parties, or the other way round"
    if a.type == "AGREE" and sides(a.actors) != sides(b.actors):
        return "one side's promise is not the other's"
    if len({m.place.country for m in (a, b) if m.place and m.place.country}) > 1:
        return "different countries"
    if a.report_id == b.report_id and len({m.mode for m in (a, b) if m.mode}) > 1:
        return "one report tells them as two sorts of act"
    return ""


def standing(mention: EventMention) -> str:
    """A denied, a wished-for and a real event are three; history told again joins only history."""
    return {"reported": "real", "ongoing": "real"}.get(mention.status, mention.status)


def sides(actors: Iterable[Actor]) -> frozenset[str]:
    """The parties' countries, or their own IDs where they have none that says who they are."""
    return frozenset(
        actor.country if actor.country and actor.country not in _NO_STATE else actor.actor_id for actor in actors
    )


def dates_agree(a: When, b: When, *, slack: int = 0) -> bool:
    """Whether two dates may be one: they overlap, or one is unknown.

    A date that is only the report's own (`inferred`) may lie up to `slack` days after the event.
    """
    if not a.known or not b.known:
        return True
    first, last = days_of(a, slack), days_of(b, slack)
    return first[0] <= last[1] and last[0] <= first[1]


def days_of(when: When, slack: int) -> tuple[dt.date, dt.date]:
    """The first and last day that a date may mean."""
    start = when.start or dt.date.min
    if slack and when.basis == "inferred" and when.start is not None:
        start -= dt.timedelta(days=slack)
    return start, when.end or dt.date.max


def width(when: When) -> int:
    """Days between the ends of a date; very many where an end is open."""
    if when.start is None or when.end is None:
        return 1_000_000
    return (when.end - when.start).days


def _sharp(when: When) -> bool:
    return width(when) <= _SHARP_DAYS


def _origin(mention: EventMention, members: Mapping[str, tuple[str, Member]]) -> str:
    known = members.get(mention.report_id)
    return known[1].origin if known else mention.report_id


def _story(mention: EventMention, members: Mapping[str, tuple[str, Member]]) -> str:
    known = members.get(mention.report_id)
    return known[0] if known else mention.report_id


def alike(a: EventMention, b: EventMention) -> float:
    """The share of content words that the shorter of two clauses has in common with the other, 0 to 1."""
    one, other = content_words(a.evidence.text), content_words(b.evidence.text)
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


@lru_cache(maxsize=50_000)
def content_words(text: str) -> frozenset[str]:
    """The words of a clause that carry its matter, cut to stems of six letters so that endings don't count."""
    words = ("".join(c for c in word.casefold() if c.isalnum()) for word in text.replace("-", " ").split())
    return frozenset(word[:6] for word in words if len(word) > 2 and word not in _function_words())


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    rows = (row for row in load("function_words") if row["language"] == "en")
    return frozenset(word for row in rows for word in row["words"].split("|"))
