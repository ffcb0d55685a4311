"""Whom "the move" or "the raid" was done by: the latest event of the report that the noun can mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from communique.actors import country_actor
from communique.actors.build import BODIES
from communique.actors.countries import countries
from communique.events.candidates import Candidate, lemma
from communique.events.kinds import HOSTILE
from communique.events.parties import merge_actors
from communique.events.words import words
from communique.records import Actor, Mention, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = [
    "Told",
    "assailant",
    "attacker",
    "author",
    "counterpart",
    "focus",
    "holder",
    "likewise",
    "meant",
    "same_victim",
    "together",
]

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
_ANSWERS = frozenset(
    {
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "CONCEDE",
        "AGREE",
        "SANCTION",
        "REQUEST",
        "SUPPORT",
        "AID",
    }
)
_TO_BOTH = frozenset({"REQUEST", "AGREE", "CONSULT"})
_UNFRIENDLY = frozenset({"SANCTION", "ACCUSE", "THREATEN"})
_QUARREL = frozenset({"ACCUSE", "THREATEN", "REJECT", "REQUEST", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE"})
_BY_FORCE = frozenset({"ASSAULT", "COERCE"})
# Those who speak against their own state.
_WITHIN = frozenset({"LEG", "OPP", "PTY", "REB", "JUD", "LAB"})
_NEAR = 3
# A state that is named less often is not what a report is about.
_NAMED = 3
# How many events back a noun reaches, those of history not counted: the press seldom resumes anything older.
_REACH = 6


class Told(NamedTuple):
    """What is known of an event told before, in this sentence or an earlier one."""

    type: str
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    status: Status


def meant(candidate: Candidate, type_: str, own: Sequence[Actor], told: Sequence[Told]) -> tuple[Actor, ...]:
    """The others that an act without a named recipient is about, or none.

    `own` are the act's actors. A denial answers whoever accused them; a reaction to a definite deed or word ("condemned
    the raid", "rejected the complaint", "welcomed the deal") is to whoever did or said it.
    """
    mine = {actor.country for actor in own}
    denies = lemma(candidate.trigger) in {"deny", "refute", "dismiss", "dispute", "denial"}
    if type_ == "REJECT" and (denies or any("claim_noun" in _names(noun) for noun in candidate.frame.subjects)):
        for event in _latest(told):
            if event.type == "ACCUSE" and mine & {actor.country for actor in event.recipients}:
                return event.actors
    about = [t for prep in ("by", "at", "over", "about", "against") for t in candidate.frame.preps.get(prep, ())]
    if candidate.frame.passive:
        # "was outraged by the strikes".
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
        events = _latest(told)
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


def together(candidate: Candidate, told: Sequence[Told]) -> tuple[Actor, ...]:
    """Who "they" are after an act of several: "Lima and Quito held talks, and they agreed to …"."""
    subjects = candidate.frame.subjects
    if not told or len(subjects) != 1 or subjects[0].lower_ not in {"they", "both"} or told[-1].recipients:
        return ()
    event = told[-1]
    several = len({actor.country for actor in event.actors}) > 1 and all(actor.country for actor in event.actors)
    return event.actors if several and event.status not in {"negated", "hypothetical"} else ()


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


def counterpart(type_: str, own: Sequence[Actor], told: Sequence[Told], pair: Sequence[str] = ()) -> tuple[Actor, ...]:
    """Whom words without an addressee go to: the one other party of what was last told of those who say them.

    "Rome expelled the attaché. Cairo called it an affront": Rome. Where nothing was told of them, the other state of
    the `pair` that the report is about, or the one state where it is about one. Nothing where the last event that the
    speaker's state took part in had several others, or where the speakers are of several states.
    """
    mine = {actor.country for actor in own}
    if type_ not in _ANSWERS or len(mine) != 1 or None in mine:
        return ()
    if type_ == "SANCTION" and not any(event.type in _QUARREL for event in _latest(told)):
        # "closed its borders because of the epidemic", in a report of messages and visits: against nobody.
        return ()
    for event in _latest(told)[:_NEAR]:
        everyone = merge_actors([event.actors, event.recipients])
        if not mine & {actor.country for actor in everyone} or event.status in {"negated", "hypothetical"}:
            continue
        if type_ in _UNFRIENDLY and event.status == "future":
            # Nobody is cut off by who has just promised a visit.
            continue
        others = tuple(actor for actor in everyone if actor.country not in mine)
        one = len({actor.country for actor in others}) == 1 and others[0].country is not None
        return tuple({actor.actor_id: actor for actor in map(_answerable, others)}.values()) if one else ()
    other = [country for country in pair if country not in mine]
    if len(other) == 1 or type_ in _TO_BOTH:
        # What a third state asks, offers or praises without saying of whom is meant for both.
        return tuple(country_actor(country) for country in other)
    return ()


def _answerable(actor: Actor) -> Actor:
    """Whom words without an addressee mean where an envoy or a ministry was told of: the state that they act for."""
    bound = actor.kind == "office" or (actor.kind == "organisation" and actor.sector == "GOV")
    return country_actor(actor.country) if bound and actor.country in countries() else actor


def attacker(own: Sequence[Actor], told: Sequence[Told]) -> tuple[Actor, ...]:
    """Whom those answer who "returned fire" or "retaliated": whoever was last told to attack them."""
    mine = {actor.country for actor in own}
    for event in _latest(told):
        if event.type in _BY_FORCE and mine & {actor.country for actor in event.recipients}:
            return tuple(actor for actor in event.actors if actor.country not in mine)
    return ()


def holder(held: Sequence[Actor], told: Sequence[Told]) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Who lets go and who is let go where a passive says not by whom: those of the latest seizure or arrest.

    "Tokyo arrested the Chinese captain … He was freed a week later": Japan, China. Nothing where others were held.
    """
    countries = {actor.country for actor in held}
    for event in _latest(told):
        if event.type in _BY_FORCE and event.actors and event.recipients and event.status in {"reported", "ongoing"}:
            if not held or countries <= {actor.country for actor in event.recipients}:
                return event.actors, tuple(held) or event.recipients
            break
    return (), tuple(held)


def same_victim(own: Sequence[Actor], told: Sequence[Told]) -> tuple[Actor, ...]:
    """Whom a hostile act without a party strikes: those whom its actors were just told to strike.

    "Moscow seized three Ukrainian ships … Its guards had opened fire on the vessels": Ukraine.
    """
    mine = {actor.country for actor in own}
    for event in _latest(told)[:_NEAR]:
        if not mine & {actor.country for actor in event.actors}:
            continue
        foreign = tuple(actor for actor in event.recipients if actor.country and actor.country not in mine)
        hostile = event.type in HOSTILE and event.status in {"reported", "ongoing"}
        return foreign if hostile and len({actor.country for actor in foreign}) == 1 else ()
    return ()


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
    for event in _latest(told)[:_NEAR]:
        # Whoever was just struck is helped too.
        alike = event.type == type_ or (type_ == "AID" and event.type == "ASSAULT" and event.actors)
        if alike and event.recipients and event.status in {"reported", "ongoing"}:
            known = all(actor.country and actor.country not in mine for actor in event.recipients)
            return event.recipients if known and not mine & {actor.country for actor in event.actors} else ()
    return ()


def assailant(type_: str, suffering: Sequence[Actor], told: Sequence[Told], pair: Sequence[str]) -> tuple[Actor, ...]:
    """Who did it where a passive does not say: the pair's other state, once it was told to use force on this one."""
    hit = {actor.country for actor in suffering}
    for event in _latest(told)[:_NEAR] if None not in hit and len(hit) == 1 else ():
        # "Lima expelled two Chilean diplomats … A Chilean reporter was also ordered out".
        doers = {actor.country for actor in event.actors}
        if type_ == "SANCTION" == event.type and hit == {actor.country for actor in event.recipients}:
            return event.actors if len(doers) == 1 else ()
        # "Thai and Cambodian troops exchanged fire … A Thai villager was killed".
        if type_ == "ASSAULT" == event.type and not event.recipients and hit < doers and len(doers) == 2:
            return tuple(actor for actor in event.actors if actor.country not in hit)
    other = [country for country in pair if country not in hit]
    if type_ not in _BY_FORCE or len(hit) != 1 or len(other) != 1 or not hit <= set(pair):
        return ()
    for event in _latest(told):
        if event.type in _BY_FORCE and hit & {actor.country for actor in event.recipients}:
            if {actor.country for actor in event.actors} == set(other):
                return (country_actor(other[0]),)
            return ()
    return ()


def _latest(told: Sequence[Told]) -> Sequence[Told]:
    fresh = [event for event in told if event.status != "historical"]
    return fresh[-1 : -_REACH - 1 : -1]


def _kinds(noun: Token) -> frozenset[str]:
    """The types of event that a noun can resume."""
    return frozenset().union(*(_RESUMED[name] for name in _names(noun)))


def _names(noun: Token) -> list[str]:
    """The classes of resuming nouns that a noun is of."""
    word = lemma(noun)
    return [name for name in _RESUMED if word in words(name)]
