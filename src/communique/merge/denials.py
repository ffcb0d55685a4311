"""Claims and their denials: the statements by which a party denies what is said of it, joined to the events so denied.

A denial takes up a claim by a noun or pronoun ("denied the charge", "denied it", "the allegation is groundless"), and
then means the claim that stands next before it in its report; or it tells the deed again ("denied that its troops had
fired"), and then means the claim that is told in like words, in its report or in another of those days.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from communique.merge.denying import denies, is_denial_word, matter
from communique.merge.identity import Cluster
from communique.merge.likeness import content_words, sides
from communique.merge.press import Press
from communique.records import Contradiction, Event, EventMention, Evidence, Statement

__all__ = ["Denial", "claimed", "denials", "denied"]

# Days between a claim told in one report and its denial in another.
_DAYS = 7
# Share of content words that a denial has in common with the claim it tells again. In its own report a denial has few
# claims to mean; among the reports of a week it has many.
_ALIKE_HERE, _ALIKE_ELSEWHERE = 0.3, 0.4
# So many words in common at least, where the claim stands in another report.
_WORDS = 2
_UNTOLD = frozenset({"negated", "hypothetical"})


@dataclass(slots=True)
class Denial:
    """One denial: where, by whom, in what words; the statement and the event that it is, empty where it is none.

    `placed` is whether it is known for which party the denier speaks.
    """

    report_id: str
    start: int
    party: frozenset[str]
    name: str
    evidence: Evidence
    words: frozenset[str]
    statement: str = ""
    event: str = ""
    day: dt.date | None = None
    placed: bool = True
    claims: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A mention of an event that somebody may deny."""

    event_id: str
    mention: EventMention

    @property
    def start(self) -> int:
        return self.mention.trigger.start


def denials(events: Sequence[Event], groups: Mapping[str, Cluster], press: Press) -> list[Denial]:
    """The denials that mean a claim of these events, each with the IDs of the events so denied, in order of place."""
    found = sorted(_all(events, groups, press), key=lambda one: (one.report_id, one.start, one.statement))
    if not found:
        return []
    claims = _Claims(events, groups, press)
    before: dict[str, list[Denial]] = defaultdict(list)
    for one in found:
        one.claims = claims.here(one, before[one.report_id]) or claims.elsewhere(one)
        before[one.report_id].append(one)
    return [one for one in found if one.claims]


def denied(
    told: Sequence[Denial], disputed: Mapping[str, Sequence[Contradiction]], events: Sequence[Event],
    groups: Mapping[str, Cluster], press: Press,
) -> tuple[dict[str, list[Contradiction]], dict[str, tuple[str, ...]]]:  # fmt: skip
    """What denials add to the disputes between events, and the statements that deny each event; both by event ID.

    A copy's denial is listed with the statements; it is no dispute of its own. One party's word is one dispute.
    """
    by_id = {event.event_id: event for event in events}
    said: dict[str, set[str]] = defaultdict(set)
    parties: dict[str, set[str]] = defaultdict(set)
    for key, found in disputed.items():
        for other in found:
            act = by_id.get(other.other) if other.about == "denial" else None
            if act is not None and _is_act_of_denial(act) and not _is_act_of_denial(by_id[key]):
                said[key] |= set(act.asserted_by)
                parties[key] |= sides(act.actors)
    added: dict[str, list[Contradiction]] = defaultdict(list)
    for one in told:
        for key in sorted(one.claims):
            said[key] |= {one.statement} - {""}
            if press.is_own_reporting(one.report_id) and not parties[key] & one.party:
                parties[key] |= one.party
                _dispute(one, by_id[key], groups[key], added)
    return added, {key: tuple(sorted(ids)) for key, ids in said.items() if ids}


def _dispute(one: Denial, claim: Event, group: Cluster, added: dict[str, list[Contradiction]]) -> None:
    """The dispute as the claim has it, and the other way round as the act of denial has it, where that is an event."""
    told = min(group, key=lambda m: (m.report_id != one.report_id, m.report_id, m.mention_id)).evidence
    values = claimed(claim), f"denied by {one.name}"
    added[claim.event_id].append(
        Contradiction(
            about="denial", a=told, b=one.evidence, a_value=values[0], b_value=values[1], other=one.event
        )
    )  # fmt: skip
    if one.event:
        added[one.event].append(
            Contradiction(
                about="denial", a=one.evidence, b=told, a_value=values[1], b_value=values[0], other=claim.event_id
            )
        )  # fmt: skip


def claimed(event: Event) -> str:
    """What is said of an event that another side denies: a deed happened, an accusation is only claimed to be true."""
    return "claimed" if event.type == "ACCUSE" else "happened"


def _is_act_of_denial(event: Event) -> bool:
    return event.type == "REJECT" or event.status == "negated"


def _all(events: Sequence[Event], groups: Mapping[str, Cluster], press: Press) -> list[Denial]:
    """Statements that deny, and acts of denial that no statement tells ("Uganda denied it")."""
    acts: dict[str, tuple[Event, EventMention]] = {}
    silent: list[tuple[Event, EventMention]] = []
    days: dict[str, dt.date] = {}
    for event in events:
        for mention in groups[event.event_id]:
            day = mention.when.start or mention.when.end
            if day is not None and mention.status not in ("historical", "future"):
                days.setdefault(mention.report_id, day)
            if event.type == "REJECT" or mention.status == "negated":
                acts |= dict.fromkeys(mention.asserted_by, (event, mention))
                if event.type == "REJECT" and is_denial_word(_trigger(mention)):
                    silent.append((event, mention))
    found = []
    told: set[str] = set()
    for statement in press.statements.values():
        if not denies(statement):
            continue
        act = acts.get(statement.statement_id)
        one = _stated(statement, act)
        if one is None:
            continue
        one.day = one.day or days.get(one.report_id)
        told |= {act[1].mention_id} if act else set()
        found.append(one)
    for event, mention in silent:
        if mention.mention_id not in told and mention.actors:
            after = mention.evidence.text[mention.trigger.end - mention.evidence.start :]
            found.append(
                Denial(
                    mention.report_id, mention.trigger.start, sides(mention.actors), _names(mention),
                    mention.evidence, matter(after), event=event.event_id,
                    day=mention.when.start or days.get(mention.report_id),
                )
            )  # fmt: skip
    return found


def _stated(statement: Statement, act: tuple[Event, EventMention] | None) -> Denial | None:
    speaker = statement.speaker
    if speaker is not None and speaker.actor is not None:
        party, name = sides((speaker.actor,)), speaker.actor.name
    elif act is not None and act[1].actors:
        party, name = sides(act[1].actors), _names(act[1])
    else:
        # Who denies what is not known.
        return None
    start = statement.cue_span.start if statement.cue_span else statement.content.start
    return Denial(
        statement.report_id, min(start, statement.content.start), party, name,
        act[1].evidence if act else statement.content, matter(statement.content.text),
        statement.statement_id, act[0].event_id if act else "", statement.when.start,
        placed=act is not None or speaker is None or speaker.actor is None or speaker.actor.country is not None,
    )  # fmt: skip


class _Claims:
    """What may be denied: by report in order of place, and by party and word in order of days."""

    def __init__(self, events: Sequence[Event], groups: Mapping[str, Cluster], press: Press) -> None:
        self._accused: dict[str, frozenset[str]] = {}
        self._here: dict[str, list[_Claim]] = defaultdict(list)
        by_word: dict[tuple[str, str], dict[str, dt.date]] = defaultdict(dict)
        self._words: dict[str, list[frozenset[str]]] = {}
        for event in events:
            group = groups[event.event_id]
            accused = _accused(event, group, press)
            if not accused:
                continue
            self._accused[event.event_id] = accused
            self._words[event.event_id] = [content_words(mention.evidence.text) for mention in group]
            for mention in group:
                self._here[mention.report_id].append(_Claim(event.event_id, mention))
            day = event.when.start or event.when.end
            if day is not None:
                for side in accused:
                    for word in frozenset().union(*self._words[event.event_id]):
                        by_word[side, word][event.event_id] = day
        for claims in self._here.values():
            claims.sort(key=lambda claim: (claim.start, claim.event_id))
        self._by_word = {
            key: sorted((day, event_id) for event_id, day in days.items()) for key, days in by_word.items()
        }

    def here(self, one: Denial, before: Sequence[Denial]) -> set[str]:
        """The claims of its own report that a denial means."""
        mine = [
            claim
            for claim in self._here.get(one.report_id, ())
            if self._accused[claim.event_id] & one.party and claim.event_id != one.event
        ]
        if one.words:
            return {
                claim.event_id
                for claim in mine
                if _share(one.words, content_words(claim.mention.evidence.text)) >= _ALIKE_HERE
            }
        last = next((other for other in reversed(before) if other.party & one.party or not one.placed), None)
        ahead = [claim for claim in mine if claim.start < one.start]
        if last is not None and (not ahead or ahead[-1].start < last.start):
            # "The allegation is groundless", after a denial that has said which.
            one.party = one.party if one.placed else last.party
            return set(last.claims)
        return {claim.event_id for claim in ahead if claim.mention.evidence == ahead[-1].mention.evidence}

    def elsewhere(self, one: Denial) -> set[str]:
        """The claims of other reports of those days that a denial tells again."""
        if one.day is None:
            return set()
        first, last = one.day - dt.timedelta(days=_DAYS), one.day + dt.timedelta(days=1)
        shared: Counter[str] = Counter()
        for side in one.party:
            for word in one.words:
                days = self._by_word.get((side, word), [])
                for _, event_id in days[bisect_left(days, (first, "")) : bisect_right(days, (last, "~"))]:
                    shared[event_id] += 1
        likely = (event_id for event_id, number in shared.items() if number >= _WORDS and event_id != one.event)
        return {
            event_id
            for event_id in likely
            if max(_share(one.words, words) for words in self._words[event_id]) >= _ALIKE_ELSEWHERE
        }


def _accused(event: Event, group: Cluster, press: Press) -> frozenset[str]:
    """The parties that may deny an event: who did it, or of an accusation who is accused; nobody his own words."""
    if event.type == "REJECT" or event.status in _UNTOLD:
        return frozenset()
    accused = sides(event.recipients) - sides(event.actors) if event.type == "ACCUSE" else sides(event.actors)
    own = [_speaking(mention, press) for mention in group]
    if all(own):
        # Asserted by nobody else than these.
        accused -= frozenset.intersection(*own)
    return accused


def _speaking(mention: EventMention, press: Press) -> frozenset[str]:
    """The parties on whose word alone a mention stands; none where the report tells it itself."""
    said = (press.statements.get(key) for key in mention.asserted_by)
    actors = [one.speaker.actor for one in said if one is not None and one.speaker and one.speaker.actor]
    return sides(actors)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _trigger(mention: EventMention) -> str:
    start = mention.evidence.start
    return mention.evidence.text[mention.trigger.start - start : mention.trigger.end - start]


def _names(mention: EventMention) -> str:
    return " and ".join(sorted(actor.name for actor in mention.actors))
