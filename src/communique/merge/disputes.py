"""Events that can't both be so: one act on two days, its parties the other way round, told and denied.

What reports never merge may still be two tellings of one thing. Such pairs are sought among events of the same parties
and near dates, told in like words by independent reports none of which tells both (who tells both knows two acts).
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from communique.merge.denials import claimed
from communique.merge.denying import is_denial_word
from communique.merge.identity import Cluster
from communique.merge.likeness import MUTUAL, alike, dates_agree, sides, standing
from communique.merge.press import Press
from communique.records import Actor, Contradiction, Event, EventMention

__all__ = ["disputes"]

# Two stated days of one act lie no further apart; a wire's "Friday" against a paper's "Saturday" is the common case.
_DAYS_APART = 3
# A denial follows within so many days.
_DENIAL_DAYS = 7
# Share of content words for two tellings of one act across different days or roles. A series ("fired a missile into the
# sea") reaches this too, and is kept out by the story: the reports of a series do not share one.
_ALIKE = 0.4
# Mentions of an event that are compared with those of another.
_MOST = 6
_DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "AID", "COOPERATE", "PROTEST", "RETREAT"})


@dataclass(frozen=True, slots=True)
class _Side:
    """An event with its mentions that are no copies."""

    event: Event
    mentions: Sequence[EventMention]
    story: frozenset[str]

    @property
    def day(self) -> dt.date:
        return self.event.when.start or self.event.when.end or dt.date.max


Pair = tuple[EventMention, EventMention]


def disputes(events: Sequence[Event], groups: Mapping[str, Cluster], press: Press) -> dict[str, list[Contradiction]]:
    """Each event's disputes with others, by event ID; both events of a pair have it, each as its first side."""
    blocks: dict[tuple[str, ...], list[_Side]] = defaultdict(list)
    for event in events:
        parties = tuple(sorted(sides(event.actors) | sides(event.recipients)))
        if parties and event.when.known:
            blocks[parties].append(_side(event, groups[event.event_id], press))
    found: dict[str, list[Contradiction]] = defaultdict(list)
    for parties in sorted(blocks):
        for a, b in _near(sorted(blocks[parties], key=lambda side: (side.day, side.event.event_id))):
            about, pair = _dispute(a, b, press)
            if pair is not None:
                found[a.event.event_id].append(_told(about, pair, a, b))
                found[b.event.event_id].append(_told(about, (pair[1], pair[0]), b, a))
    return found


def _side(event: Event, group: Cluster, press: Press) -> _Side:
    speaking = sorted((m for m in group if press.speaks_for_itself(m)), key=lambda m: (m.report_id, m.mention_id))
    return _Side(event, speaking[:_MOST], frozenset(press.story(m) for m in group))


def _near(ordered: Sequence[_Side]) -> Iterator[tuple[_Side, _Side]]:
    days = [side.day for side in ordered]
    for number, side in enumerate(ordered):
        if side.day == dt.date.max:
            return
        last = bisect_right(days, side.day + dt.timedelta(days=_DENIAL_DAYS))
        for other in ordered[number + 1 : last]:
            yield side, other


def _dispute(a: _Side, b: _Side, press: Press) -> tuple[str, Pair | None]:
    """What two near events of the same parties dispute, with the words of each; `None` where they do not."""
    if a.event.type == b.event.type:
        real = [side for side in (a, b) if side.event.status != "negated"]
        if len(real) == 1:
            return _denied(a, b, press)
        if any(standing(m) != "real" for side in (a, b) for m in side.mentions):
            return "", None
        if _reversed(a.event, b.event):
            return "roles", _pair(a, b, press, independent=True) if dates_agree(a.event.when, b.event.when) else None
        if _same_roles(a.event, b.event) and _two_days(a.event, b.event):
            return "date", _pair(a, b, press, independent=True) if a.story & b.story else None
        return "", None
    for deed, word in ((a, b), (b, a)):
        if _rejects(word.event, deed.event, word.mentions):
            pair = _pair(deed, word, press, independent=False)
            return "denial", pair if deed is a or pair is None else (pair[1], pair[0])
    return "", None


def _denied(a: _Side, b: _Side, press: Press) -> tuple[str, Pair | None]:
    if not (_same_roles(a.event, b.event) or a.event.type in MUTUAL):
        return "", None
    negated = a if a.event.status == "negated" else b
    about = "denial" if any(m.asserted_by for m in negated.mentions) else "outcome"
    return about, _pair(a, b, press, independent=about == "outcome")


def _same_roles(a: Event, b: Event) -> bool:
    if a.type in MUTUAL:
        return sides(a.actors) | sides(a.recipients) == sides(b.actors) | sides(b.recipients)
    return sides(a.actors) == sides(b.actors) and sides(a.recipients) == sides(b.recipients)


def _reversed(a: Event, b: Event) -> bool:
    mutual = a.type in MUTUAL or sides(a.actors) == sides(a.recipients)
    return not mutual and sides(a.actors) == sides(b.recipients) and sides(a.recipients) == sides(b.actors)


def _two_days(a: Event, b: Event) -> bool:
    """Whether both days are said by the text, and lie close together but apart."""
    stated = all(event.when.precision == "day" and event.when.basis in ("stated", "weekday") for event in (a, b))
    if not stated or a.when.start is None or b.when.start is None or (a.mode and b.mode and a.mode != b.mode):
        return False
    return 0 < abs((a.when.start - b.when.start).days) <= _DAYS_APART


def _rejects(word: Event, deed: Event, mentions: Sequence[EventMention]) -> bool:
    """Whether one event is a denial of the other: by who is said to have done it, or by who was accused of it."""
    if word.type != "REJECT" or word.status != "reported" or not any(map(_denies, mentions)):
        return False
    if deed.type in _DEEDS and deed.status in ("reported", "ongoing"):
        return sides(word.actors) == sides(deed.actors)
    return deed.type == "ACCUSE" and sides(word.actors) == sides(deed.recipients)


def _denies(mention: EventMention) -> bool:
    start = mention.trigger.start - mention.evidence.start
    word = mention.evidence.text[start : mention.trigger.end - mention.evidence.start]
    return is_denial_word(word)


def _pair(a: _Side, b: _Side, press: Press, *, independent: bool) -> Pair | None:
    """The two likest tellings, if they are like enough; for tellings that must be independent, no report has both."""
    if independent and set(a.event.reports) & set(b.event.reports):
        return None
    best: tuple[float, Pair] | None = None
    for one in a.mentions:
        for other in b.mentions:
            if independent and not press.independent(one, other):
                continue
            likeness = alike(one, other)
            if best is None or likeness > best[0]:
                best = (likeness, (one, other))
    return best[1] if best is not None and best[0] >= _ALIKE else None


def _told(about: str, pair: Pair, mine: _Side, other: _Side) -> Contradiction:
    return Contradiction(
        about=about,
        a=pair[0].evidence,
        b=pair[1].evidence,
        a_value=_value(about, mine.event),
        b_value=_value(about, other.event),
        other=other.event.event_id,
    )


def _value(about: str, event: Event) -> str:
    if about == "date":
        return str(event.when.start)
    if about == "roles":
        return " → ".join(
            " and ".join(sorted(actor.name for actor in side)) for side in (event.actors, event.recipients)
        )
    if about == "denial" and event.type == "REJECT":
        return f"denied by {_names(event.actors)}"
    return {"negated": "did not happen" if about == "outcome" else "denied"}.get(
        event.status, claimed(event) if about == "denial" else "happened"
    )


def _names(actors: Sequence[Actor]) -> str:
    return " and ".join(sorted(actor.name for actor in actors))
