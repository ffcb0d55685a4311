"""What a report has told so far, and the states that it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from communique.actors.build import BODIES
from communique.records import Actor, Mention, Status

__all__ = ["NEAR", "REACH", "Discourse", "Told", "focus", "latest"]

# So many events back somebody still acts or suffers in a sentence that does not name him.
NEAR = 3
# How many events back a noun reaches, those of history not counted: the press seldom resumes anything older.
REACH = 6
# A state that is named less often is not what a report is about.
_NAMED = 3


class Told(NamedTuple):
    """What is known of an event told before, in this sentence or an earlier one."""

    type: str
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    status: Status


class Discourse(NamedTuple):
    """What a report has told so far, the two states that it is about (or the one), and the one that it is set in.

    `stage` is empty where the report is set in none, or is about others more.
    """

    told: Sequence[Told] = ()
    pair: Sequence[str] = ()
    stage: str = ""


def focus(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The two states that a report is about, if two stand out from all others that it names; the one if one does."""
    named = Counter(
        country
        for mention in mentions
        for country in {actor.country for actor in mention.actors}
        if country and len(country) == 3 and country not in BODIES
    )
    ranked = named.most_common(3)
    if len(ranked) < 2 or ranked[1][1] < _NAMED or (len(ranked) > 2 and ranked[2][1] * 2 > ranked[1][1]):
        alone = ranked and ranked[0][1] >= _NAMED and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1])
        return (ranked[0][0],) if alone else ()
    return tuple(country for country, _ in ranked[:2])


def latest(told: Sequence[Told]) -> Sequence[Told]:
    """The latest events that are not history, the last first, as far back as a noun reaches."""
    fresh = [event for event in told if event.status != "historical"]
    return fresh[-1 : -REACH - 1 : -1]
