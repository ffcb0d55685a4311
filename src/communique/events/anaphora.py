"""Whom "the move" or "the raid" was done by: the latest event of the report that the noun can mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.actors import country_actor
from communique.actors.countries import countries
from communique.events.candidates import Candidate, lemma
from communique.events.gathering import merge_actors
from communique.events.kinds import HOSTILE
from communique.events.subjects import subjects
from communique.events.told import NEAR, REACH, Discourse, Told, latest
from communique.events.words import words
from communique.records import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["author", "counterpart", "leading", "likewise", "meant", "together"]

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "its", "their", "his", "her"})
_RESUMED = {
    "deed_noun": frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "RETREAT"}),
    "force_noun_deed": frozenset({"ASSAULT", "COERCE"}),
    "show_noun": frozenset({"MOBILIZE", "COOPERATE"}),
    "cut_noun": frozenset({"SANCTION"}),
    "yield_noun": frozenset({"RETREAT", "CONCEDE"}),
    "claim_noun": frozenset({"ACCUSE", "REQUEST", "THREATEN"}),
    "accord_noun": frozenset({"AGREE", "SUPPORT", "CONCEDE", "CONSULT"}),
}
# Words that answer somebody, whether or not they name whom.
_ANSWERS = frozenset("ACCUSE REJECT THREATEN CONCEDE AGREE SANCTION REQUEST SUPPORT AID".split())
_TO_BOTH = frozenset({"REQUEST", "AGREE", "CONSULT"})
# What several do alike to one; what a third state does to the one that a report is about.
_ECHOED = frozenset({"SANCTION", "AID"})
_TO_STAGE = frozenset({"AID", "SUPPORT"})
_UNFRIENDLY = frozenset({"SANCTION", "ACCUSE", "THREATEN"})
_QUARREL = frozenset({"ACCUSE", "THREATEN", "REJECT", "REQUEST", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE"})
# Those who speak against their own state.
_WITHIN = frozenset({"LEG", "OPP", "PTY", "REB", "JUD", "LAB"})


def meant(candidate: Candidate, type_: str, own: Sequence[Actor], told: Sequence[Told]) -> tuple[Actor, ...]:
    """The others that an act without a named recipient is about, or none.

    `own` are the act's actors. A denial answers whoever accused them; a reaction to a definite deed or word ("condemned
    the raid", "rejected the complaint", "welcomed the deal") is to whoever did or said it.
    """
    mine = {actor.country for actor in own}
    denies = lemma(candidate.trigger) in {"deny", "refute", "dismiss", "dispute", "denial"}
    if type_ == "REJECT" and (denies or any("claim_noun" in _names(noun) for noun in candidate.frame.subjects)):
        for event in latest(told):
            if event.type == "ACCUSE" and mine & {actor.country for actor in event.recipients}:
                return event.actors
    about = [t for prep in ("by", "at", "over", "about", "against") for t in candidate.frame.preps.get(prep, ())]
    if candidate.frame.passive:
        # "was outraged by the strikes".
        about += candidate.frame.subjects
    if type_ == "ACCUSE" and candidate.trigger.dep_ == "attr":
        # "said that the arrest was an affront".
        about += subjects(candidate.trigger.head)
    elif type_ == "ACCUSE" and candidate.trigger.pos_ == "ADJ":
        about += candidate.frame.subjects
    for noun in [*candidate.frame.objects, *about]:
        kinds = _kinds(noun)
        if type_ == "ACCUSE" and lemma(noun) in {"protest", "complaint"}:
            # "lodged a protest after missiles fell in its waters": with whoever did the deed just told.
            kinds = _RESUMED["deed_noun"]
        elif noun.lower_ == "it":
            # "rejected it": what was last done or agreed.
            kinds = _RESUMED["deed_noun"] | _RESUMED["accord_noun"]
        elif not kinds or not any(c.dep_ in {"det", "poss"} and c.lower_ in _DEFINITE for c in noun.children):
            continue
        events = latest(told)
        of_kind = [event for event in events if event.type in kinds]
        if not any(mine & {actor.country for actor in (*event.actors, *event.recipients)} for event in of_kind):
            # Third parties react to what the report leads with, not to the answer it got.
            events = events[::-1]
        if lemma(noun) in words("pact_noun"):
            # A pact is what several agreed, before what one of them did of it.
            events = sorted(events, key=lambda event: len({actor.country for actor in event.actors}) < 2)
        for event in events:
            reaction = event.type == "SUPPORT" and event.recipients
            if event.type in kinds and not reaction and event.status not in {"negated", "hypothetical"}:
                shared = event.type in {"AGREE", "CONSULT"} and len({a.country for a in event.actors}) == 1
                others = merge_actors([event.actors, event.recipients] if shared else [event.actors])
                # A parliament's or an opposition's answer may go to its own government.
                sides = {actor.sector for actor in own}
                others = tuple(
                    a for a in others if a.country not in mine or (sides <= _WITHIN and a.sector not in sides)
                )
                if others:
                    return others
    felt = all(lemma(noun) in words("feeling") for noun in candidate.frame.objects)
    if type_ == "ACCUSE" and felt and not about:
        # "expressed grave concern": a third party's, over what the report leads with.
        return _led_with(mine, told)
    return ()


def _led_with(mine: set[str | None], told: Sequence[Told]) -> tuple[Actor, ...]:
    """Who did the first hostile deed of a report in which those who speak have had no part."""
    everyone = {actor.country for event in told for actor in (*event.actors, *event.recipients)}
    for event in told if not mine & everyone else ():
        if event.type in HOSTILE and event.status in {"reported", "ongoing"}:
            known = event.actors and all(actor.country for actor in event.actors)
            return event.actors if known else ()
    return ()


def leading(mine: set[str | None], told: Sequence[Told]) -> tuple[Actor, ...]:
    """Who did what a report leads with, where those who speak have had no part in anything that it tells."""
    everyone = {actor.country for event in told for actor in (*event.actors, *event.recipients)}
    for event in told if not mine & everyone else ():
        doers = {actor.country for actor in event.actors}
        if len(doers) == 1 and None not in doers and event.status in {"reported", "ongoing"}:
            return event.actors
    return ()


def together(candidate: Candidate, told: Sequence[Told]) -> tuple[Actor, ...]:
    """Who "they" are after an act of several: "Lima and Quito held talks, and they agreed to …"."""
    subjects = candidate.frame.subjects
    if not told or len(subjects) != 1 or subjects[0].lower_ not in {"they", "both"} or told[-1].recipients:
        return ()
    event = told[-1]
    several = len({actor.country for actor in event.actors}) > 1 and all(actor.country for actor in event.actors)
    return event.actors if several and event.status not in {"negated", "hypothetical"} else ()


def counterpart(type_: str, own: Sequence[Actor], known: Discourse) -> tuple[Actor, ...]:
    """Whom words without an addressee go to: the one other party of what was last told of those who say them.

    "Rome expelled the attaché. Cairo called it an affront": Rome. Where nothing was told of them, whom another has just
    done the same to, the other state of the `pair` that the report is about, or the state where it is about one (its
    `stage`). Nothing where the last event that the speaker's state took part in had several others, or where the
    speakers are of several states.
    """
    told, pair, stage = known
    mine = {actor.country for actor in own}
    if type_ not in _ANSWERS or len(mine) != 1 or None in mine:
        return ()
    if type_ == "SANCTION" and not any(event.type in _QUARREL for event in latest(told)):
        # "closed its borders because of the epidemic", in a report of messages and visits: against nobody.
        return ()
    blamed: set[str | None] = set()
    for event in latest(told)[:NEAR]:
        everyone = merge_actors([event.actors, event.recipients])
        if not mine & {actor.country for actor in everyone} or event.status in {"negated", "hypothetical"}:
            continue
        if type_ in _UNFRIENDLY and event.status == "future":
            # Nobody is cut off by who has just promised a visit.
            continue
        if type_ in _TO_STAGE and event.type in _QUARREL and mine <= {actor.country for actor in event.actors}:
            # "Washington denounced the raid and sent tents": not to the raiders.
            blamed |= {actor.country for actor in event.recipients}
            continue
        others = tuple(actor for actor in everyone if actor.country not in mine)
        one = len({actor.country for actor in others}) == 1 and others[0].country is not None
        return tuple({actor.actor_id: actor for actor in map(_answerable, others)}.values()) if one else ()
    third = not mine & set(pair)
    same = _echoed(type_, mine, told) if third and type_ in _ECHOED else ()
    if same:
        return same
    other = [country for country in pair if country not in mine | blamed]
    if len(other) == 1 or (other and type_ in _TO_BOTH):
        # What a third state asks, offers or praises without saying of whom is meant for both.
        return tuple(country_actor(country) for country in other)
    if stage and stage not in mine | blamed and type_ in _TO_STAGE:
        return (country_actor(stage),)
    return _echoed(type_, mine, told) if type_ == "AGREE" else ()


def _echoed(type_: str, mine: set[str | None], told: Sequence[Told]) -> tuple[Actor, ...]:
    """Whom others were just told to do the same to: "Oman recalled its envoy to Chad. Qatar recalled its own"."""
    for event in latest(told)[:REACH]:
        everyone = {actor.country for actor in (*event.actors, *event.recipients)}
        if event.type == type_ and event.recipients and not mine & everyone and event.status in {"reported", "ongoing"}:
            several = {actor.country for actor in event.recipients}
            return event.recipients if len(several) == 1 and None not in several else ()
    return ()


def _answerable(actor: Actor) -> Actor:
    """Whom words without an addressee mean where an envoy or a ministry was told of: the state that they act for."""
    bound = actor.kind == "office" or (actor.kind == "organisation" and actor.sector == "GOV")
    return country_actor(actor.country) if bound and actor.country in countries() else actor


def author(candidate: Candidate, told: Sequence[Told]) -> tuple[Actor, ...]:
    """Whose "the note" or "the statement" is that accuses or demands: the state's whose act was told last."""
    subjects = candidate.frame.subjects
    document = len(subjects) == 1 and lemma(subjects[0]) in words("document")
    # "In Lima, a government statement …" is of the state whose town it is.
    elsewhere = candidate.sentence.doc[0].lower_ == "in"
    resumed = document and any(
        child.lower_ == "the" or (not elsewhere and child.dep_ == "compound" and lemma(child) in words("institution"))
        for child in subjects[0].children
    )
    if not resumed or not told:
        return ()
    actors = told[-1].actors
    return actors if len({actor.country for actor in actors}) == 1 else ()


def likewise(type_: str, own: Sequence[Actor], told: Sequence[Told]) -> tuple[Actor, ...]:
    """Who is helped or cut off in a list of those who do it: "Oslo sent tents to Chad. Rome has also sent food"."""
    mine = {actor.country for actor in own}
    for event in latest(told)[:NEAR]:
        # Whoever was just struck is helped too.
        alike = event.type == type_ or (type_ == "AID" and event.type == "ASSAULT" and event.actors)
        if alike and event.recipients and event.status in {"reported", "ongoing"}:
            known = all(actor.country and actor.country not in mine for actor in event.recipients)
            return event.recipients if known and not mine & {actor.country for actor in event.actors} else ()
    return ()


def _kinds(noun: Token) -> frozenset[str]:
    """The types of event that a noun can resume."""
    return frozenset().union(*(_RESUMED[name] for name in _names(noun)))


def _names(noun: Token) -> list[str]:
    """The classes of resuming nouns that a noun is of."""
    word = lemma(noun)
    return [name for name in _RESUMED if word in words(name)]
