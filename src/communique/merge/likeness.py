"""Whether two mentions may tell of one event, how well they fit, and why.

What is forbidden is never outweighed: two different stated days, different parties, a denial with a report. A party
that one of them does not say ("were freed") is none that differs; such tellings need more in common, words among it.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from communique.merge.parties import MUTUAL, apart, bare, parted, sides
from communique.records import EventMention, Member, When
from communique.tables import load

__all__ = [
    "MUTUAL",
    "Fit",
    "alike",
    "content_words",
    "dates_agree",
    "days_of",
    "fit",
    "forbidden",
    "recalled",
    "sides",
    "standing",
]

# A date coarser than this says too little to join reports of different stories by itself.
_SHARP_DAYS = 7
_MONTH = 31
# An act of news that is given its report's date happened that day or the day before; a copy may run days later.
_NEWS_SLACK, COPY_SLACK = 1, 14
# Share of content words that two clauses of different stories, or of one report, must have in common when the date does
# not settle it. Set on hand-made pairs: same act 0.3 to 0.7, two acts of one pair of states 0.0 to 0.2.
_ALIKE = 0.25
# On one day one pair of states meets once, but accuses, helps or strikes more than once: with less than this in common,
# it is another matter (on the set: 8 pairs below it, none of one act; 79 of one act and 9 of two above).
_SOME = 0.15
# So many words at least, where one telling leaves out who did it: a clause of three words is like many.
_WORDS = 3

_ANOTHER = re.compile(r"\b(?:others?|another|similar|more(?! than))\b", re.I)


class Fit(NamedTuple):
    """How well two mentions fit: 1 surely one event, 0 no reason to join, -1 never; and the reason for a person."""

    score: float
    reason: str


def fit(a: EventMention, b: EventMention, members: Mapping[str, tuple[str, Member]]) -> Fit:
    """How well two mentions fit together."""
    same_origin = _origin(a, members) == _origin(b, members)
    copied = same_origin and a.report_id != b.report_id and alike(a, b) >= 2 * _ALIKE
    barred = forbidden(a, b, slack=COPY_SLACK if same_origin else _NEWS_SLACK, copied=copied)
    if barred:
        return Fit(-1, barred)
    if a.report_id == b.report_id and (bare(a) or bare(b)):
        # Who else was hurt is told in like words: that a report speaks of the same act is not known by itself.
        return Fit(0, "one report tells it again without its parties")
    if a.report_id == b.report_id:
        # One report tells of one act twice (headline and body, reprise) more often than of two like acts at one time.
        overlap = a.evidence.start < b.evidence.end and b.evidence.start < a.evidence.end
        # What says less, or recalls, is of this act only where more than the parties' names says so.
        less = not overlap and (parted(a, b) or standing(a) != standing(b))
        less = less and (_beyond_names(a, b) < _WORDS or _another(a) or _another(b))
        again = (alike(a, b) >= _ALIKE and (overlap or a.mode == b.mode) and not less) or _met_once(a, b)
        return Fit(1.0, "one report tells it twice") if again else Fit(0, "one report tells both, in other words")
    if a.evidence.text == b.evidence.text:
        # Word for word the same sentence is a copied sentence, whatever page it stands on.
        return Fit(1.0, "the same sentence")
    if parted(a, b) or standing(a) != standing(b):
        return _in_part(a, b, members, same_origin=same_origin)
    return _across(a, b, members, same_origin=same_origin)


def _another(mention: EventMention) -> bool:
    """Whether a clause sets its act beside others of its kind: "has abducted many more", "other villages"."""
    return bool(_ANOTHER.search(mention.evidence.text))


def _met_once(a: EventMention, b: EventMention) -> bool:
    """Whether both tell that the same parties met in the same way on one day: they met once."""
    both = [sides(m.actors) | sides(m.recipients) for m in (a, b)]
    return a.type == "CONSULT" and a.mode == b.mode and both[0] == both[1] and _one_day(a.when, b.when)


def _one_day(a: When, b: When) -> bool:
    return width(a) == width(b) == 0 and a.start == b.start


def _across(a: EventMention, b: EventMention, members: Mapping[str, tuple[str, Member]], *, same_origin: bool) -> Fit:
    """Two reports in different words."""
    likeness = alike(a, b)
    if same_origin and likeness >= _ALIKE:
        return Fit(1.0, "like words in reports of one origin")
    known = a.when.known and b.when.known
    if known and _story(a, members) == _story(b, members) and (a.type in MUTUAL or _matter(a, b) >= _SOME):
        return Fit(0.8, "one story, and the dates agree")
    if _sharp(a.when) and _sharp(b.when):
        if _matter(a, b) >= _ALIKE or (a.mode == b.mode and (a.type in MUTUAL or _matter(a, b) >= _SOME)):
            return Fit(0.6, "the days agree, and the " + ("modes" if a.mode == b.mode else "words"))
        return Fit(0, "one day, but other modes and other words")
    if a.status == "historical" and known:
        return Fit(0.5, "one act of history by its date")
    if known and likeness >= 2 * _ALIKE:
        return Fit(0.4, "dates that may be one, and very like words")
    if _story(a, members) == _story(b, members) and likeness >= 2 * _ALIKE and _beyond_names(a, b) >= _WORDS:
        return Fit(0.3, "one story tells it without a date, in very like words")
    return Fit(0, "nothing speaks for one event")


def _in_part(a: EventMention, b: EventMention, members: Mapping[str, tuple[str, Member]], *, same_origin: bool) -> Fit:
    """Two reports of which one leaves out who did it, or recalls what the other tells as news.

    Story or days must say that it is one act, and the words too.
    """
    likeness, one_story = alike(a, b), _story(a, members) == _story(b, members)
    if _same_spot(a, b) and (one_story or not parted(a, b)):
        return Fit(0.7, "one town and one time")
    alone = bool(a.mode) != bool(b.mode) and likeness < 2 * _ALIKE
    if likeness < _ALIKE or _shared(a, b) < _WORDS or alone or (a.mode and b.mode and a.mode != b.mode):
        return Fit(0, "one says less of it than the other, and the words differ")
    if same_origin:
        return Fit(1.0, "like words in reports of one origin")
    if not a.when.known and not b.when.known and one_story and likeness >= 2 * _ALIKE and _beyond_names(a, b) >= _WORDS:
        return Fit(0.3, "one story tells it without a date, in very like words")
    if not (a.when.known and b.when.known) or (_differ_in_number(a, b) and likeness < 2 * _ALIKE):
        return Fit(0, "one says less of it than the other, and dates or numbers don't bear out that it is one act")
    how = "without who did it" if parted(a, b) else "as what was long ago"
    if one_story:
        return Fit(0.7, f"one story, and like words, of one {how}")
    if _sharp(a.when) and _sharp(b.when) and likeness >= 2 * _ALIKE and not bare(a) and not bare(b):
        return Fit(0.4, f"the days agree, and very like words, of one {how}")
    return Fit(0, "one says less of it than the other, and nothing else speaks for one event")


def _same_spot(a: EventMention, b: EventMention) -> bool:
    """Whether both stand in one town at one time that the texts say: on one day, or for what is past in one month."""
    if not (a.place and b.place and a.place.is_town and a.place.name == b.place.name):
        return False
    widest = _MONTH if standing(a) == standing(b) == "historical" else 0
    days = all(m.when.basis != "inferred" and width(m.when) <= widest for m in (a, b))
    return days and not (a.mode and b.mode and a.mode != b.mode)


def _differ_in_number(a: EventMention, b: EventMention) -> bool:
    """Whether both count the same and no count agrees: "four were freed", "21 were freed"."""
    told = [{(quantity.of, quantity.value) for quantity in mention.quantities} for mention in (a, b)]
    both = {of for of, _ in told[0]} & {of for of, _ in told[1]}
    return bool(both) and not any(pair[0] in both for pair in told[0] & told[1])


def forbidden(a: EventMention, b: EventMention, *, slack: int, copied: bool = False) -> str:
    """Why two mentions can't be one event; empty where they may be. `copied`: one sentence in a report and its copy."""
    if not dates_agree(a.when, b.when, slack=slack):
        return "different days"
    if standing(a) != standing(b) and not recalled(a, b):
        return f"one is {a.status}, the other {b.status}"
    parties = apart(a, b, copied=copied)
    if parties:
        return parties
    if len({m.place.country for m in (a, b) if m.place and m.place.country}) > 1:
        return "different countries"
    if a.report_id == b.report_id and len({m.mode for m in (a, b) if m.mode}) > 1:
        return "one report tells them as two sorts of act"
    return ""


def standing(mention: EventMention) -> str:
    """A denied, a wished-for and a real event are three; history told again joins only history."""
    return {"reported": "real", "ongoing": "real"}.get(mention.status, mention.status)


def recalled(a: EventMention, b: EventMention) -> bool:
    """Whether one is told as news of a day and the other recalls it by a date of its own, no coarser than a month.

    What is told without a date may be anything that is past.
    """
    if {standing(a), standing(b)} != {"real", "historical"}:
        return False
    past, news = (a, b) if standing(a) == "historical" else (b, a)
    return past.when.basis != "inferred" and (not news.when.known or width(past.when) <= _MONTH)


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


def _shared(a: EventMention, b: EventMention) -> int:
    return len(content_words(a.evidence.text) & content_words(b.evidence.text))


def _beyond_names(a: EventMention, b: EventMention) -> int:
    """How many content words two clauses share that name none of their parties."""
    names = " ".join(actor.name for mention in (a, b) for actor in (*mention.actors, *mention.recipients))
    return len((content_words(a.evidence.text) & content_words(b.evidence.text)) - content_words(names))


def alike(a: EventMention, b: EventMention) -> float:
    """The share of content words that the shorter of two clauses has in common with the other, 0 to 1."""
    return _share(content_words(a.evidence.text), content_words(b.evidence.text))


def _matter(a: EventMention, b: EventMention) -> float:
    """How alike two clauses are beyond the town and the day, which are compared by themselves."""
    towns = content_words(" ".join(m.place.name for m in (a, b) if m.place and m.place.is_town))
    one, other = (content_words(m.evidence.text) - towns - _days_and_months() for m in (a, b))
    return _share(one, other)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
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


@lru_cache(maxsize=1)
def _days_and_months() -> frozenset[str]:
    # "March" and "may" are words too.
    names = {name.casefold() for name in (*calendar.day_name, *calendar.month_name)} - {"march", "may"}
    return content_words(" ".join(names))
