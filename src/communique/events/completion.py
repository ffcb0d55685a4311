"""The parties that an act's own sentence leaves out: those addressed, those who did what it answers, those at home."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from communique.actors import country_actor
from communique.actors.build import group
from communique.events.anaphora import counterpart, leading, likewise, meant
from communique.events.blows import assailant, attacker, foe, holder, same_victim
from communique.events.candidates import Candidate, lemma
from communique.events.coder import Coding
from communique.events.kinds import HOSTILE, REACTIONS
from communique.events.told import Discourse
from communique.events.words import words
from communique.records import Actor, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["POLICE_WORK", "complete", "keeps_order"]

Actors = tuple[Actor, ...]

POLICE_WORK = frozenset({"arrest", "convict", "investigate"})
_ORDER_KEPT = frozenset({"arrest", "crowd-control", "beat", "restrict", "convict"})
_ANYBODY = frozenset({"people", "person", "man", "woman", "suspect"})


def complete(
    candidate: Candidate,
    coding: Coding,
    actors: Actors,
    recipients: Actors,
    said: Sequence[Statement],
    known: Discourse,
) -> tuple[Actors, Actors]:
    """Actors and recipients, with those that only the report's other words name.

    `said` are the statements around the act, `known` what the report has told before it.
    """
    told, pair, _ = known
    recipients = recipients or _addressee(said, coding, actors)
    if len({actor.country for actor in actors}) > 1:
        # Of two states that act together the other party is no company that they speak of.
        recipients = tuple(actor for actor in recipients if actor.country is not None)
    unknown = bool(recipients) and all(actor.country is None for actor in recipients)
    if actors and unknown and (coding.type == "REQUEST" or any(a.office == "ambassador" for a in recipients)):
        # "demanded his release": from whoever holds him; "summoned Ambassador X": whose else?
        recipients = counterpart(coding.type, actors, known) or recipients
    if actors and coding.type in REACTIONS and _reacts_to_it(candidate):
        # "Singapore welcomed it": the deal, before the state that "it" may also be.
        recipients = meant(candidate, coding.type, actors, told) or recipients
    if actors and not recipients and coding.type in REACTIONS:
        recipients = meant(candidate, coding.type, actors, told)
    named_there = any(
        candidate.cast.is_actor(token)
        and token.pos_ != "PRON"
        and not any(child.dep_ == "poss" and child.pos_ == "PRON" for child in token.children)
        for token in candidate.frame.objects
    )
    others = _to_others(candidate)
    if actors and not recipients and coding.mode not in POLICE_WORK and not named_there and not others:
        recipients = counterpart(coding.type, actors, known)
    if coding.type in HOSTILE and not _within(candidate, actors, recipients):
        # "cut ties with Chile and froze its assets", "soldiers abducted the mayor" abroad: not one's own.
        recipients = tuple(a for a in recipients if a.country not in {b.country for b in actors})
        recipients = recipients or _on_foreign_ground(candidate, actors)
    if actors and not recipients and not named_there:
        recipients = _to_the_scene(candidate, coding, actors, known)
    if actors and not recipients and coding.type == "ASSAULT" and lemma(candidate.trigger) in words("answer"):
        recipients = attacker(actors, told)
    if actors and not recipients and coding.type in HOSTILE and _names_things(candidate):
        recipients = same_victim(actors, told)
    if actors and coding.type == "ASSAULT" and not any(actor.country for actor in recipients):
        known_here = any(lemma(token) in words("political_person") for token in candidate.frame.objects)
        if not known_here and not all(keeps_order(actor) and actor.kind != "state" for actor in actors):
            recipients = foe(actors, told, pair) or same_victim(actors, told) or recipients
    if actors and not recipients and coding.type in {"AID", "SANCTION", "REJECT"}:
        recipients = likewise(coding.type, actors, told)
    if coding.mode in _ORDER_KEPT and actors and all(keeps_order(actor) for actor in actors):
        # "Police arrested the opposition leader": one of their own, where nothing says another nation.
        at_home = str(actors[0].country or "")
        recipients = tuple(
            msgspec.structs.replace(a, country=at_home) if at_home and a.country is None and a.sector else a
            for a in recipients
        )
    if actors and not recipients and _on_own_people(candidate, coding, actors):
        recipients = (group(str(actors[0].country), "CVL"),)
    elif not actors and candidate.frame.passive and coding.mode == "release":
        actors, recipients = holder(recipients, told)
    elif recipients and not actors and candidate.frame.passive:
        actors = assailant(coding.type, recipients, told, pair)
    return actors, recipients


def _to_others(candidate: Candidate) -> bool:
    """Whether words go to several who are no party of the report: "thanked the allies", "asked his friends"."""
    around = candidate.frame
    said_to = [*around.objects, *(token for prep in ("to", "on") for token in around.preps.get(prep, ()))]
    return any(
        lemma(token) in words("anybody") or (token.tag_ == "NNS" and lemma(token) in words("relational"))
        for token in said_to
        if not candidate.cast.is_actor(token)
    )


def _to_the_scene(candidate: Candidate, coding: Coding, actors: Actors, known: Discourse) -> Actors:
    """Whom a third state's blame, or the envoy and embassy that it calls home, is for: whom the report is about."""
    own = {actor.country for actor in actors}
    if len(own) != 1 or None in own:
        return ()
    things = {lemma(token) for token in candidate.frame.objects}
    if coding.type == "ACCUSE" and coding.mode in {"", "disapprove"}:
        return leading(own, known.told)
    if coding.type == "SANCTION" and things & (words("embassy") | words("envoy")):
        return (country_actor(known.stage),) if known.stage and known.stage not in own else ()
    return ()


def _addressee(said: Sequence[Statement], coding: Coding, actors: Actors) -> Actors:
    """To whom a pledge, a thank or a demand is said when it names no one else."""
    if coding.type not in {"AGREE", "SUPPORT", "THREATEN", "REQUEST", "CONCEDE"}:
        return ()
    for statement in said:
        if statement.addressee is not None and statement.addressee not in actors:
            return (statement.addressee,)
    return ()


def _reacts_to_it(candidate: Candidate) -> bool:
    """Whether a reaction has "it" for its object and is not one that only a state can be given: "recognised it"."""
    objects = candidate.frame.objects
    return len(objects) == 1 and objects[0].lower_ == "it" and lemma(candidate.trigger) in words("reacting_verb")


def _within(candidate: Candidate, actors: Actors, recipients: Actors) -> bool:
    """Whether a hostile act may strike the actors' own state: its people, its opposition; not "its assets" abroad."""
    own = {actor.country for actor in actors}
    if not recipients or not {actor.country for actor in recipients} <= own:
        return True
    named = [token for token in candidate.frame.objects if token.dep_ in {"dobj", "nsubjpass"}]
    whose = [c for token in named for c in token.children if c.dep_ == "poss"]
    people = words("local_force") | words("political_person")
    pronoun = bool(whose) and all(c.pos_ == "PRON" and lemma(c.head) not in people for c in whose)
    return not pronoun and not _on_foreign_ground(candidate, actors)


def _on_foreign_ground(candidate: Candidate, actors: Actors) -> Actors:
    """Those of the one other state on whose ground a clause sets an act, where it names none of its own objects."""
    own = {actor.country for actor in actors}
    grounds = [
        party.actors[0].country
        for token in candidate.trigger.children
        if token.dep_ == "prep" and token.lower_ in {"in", "near", "at"}
        for noun in token.children
        if (party := candidate.cast.place(noun)) is not None
    ]
    if len(set(grounds)) == 1 and grounds[0] and grounds[0] not in own:
        return (group(grounds[0], "CVL"),)
    return ()


def _names_things(candidate: Candidate) -> bool:
    """Whether the act has an object of its own, which is known to be somebody's: "the ships", "its assets"."""
    around = candidate.frame
    things = [*around.objects, *(t for p in ("on", "at", "with") for t in around.preps.get(p, ()))]
    return any(
        child.dep_ in {"det", "poss"} and child.lower_ in {"the", "these", "those", "its", "their", "his"}
        for token in things
        for child in token.children
    )


def _on_own_people(candidate: Candidate, coding: Coding, actors: Actors) -> bool:
    """Whether those who keep order lay hands on people of no other nation: "security forces detained 17 protesters"."""
    shot = coding.mode == "firearms" and all("COP" in actor.sector.split("|") for actor in actors)
    one = len({actor.country for actor in actors}) == 1 and actors[0].country is not None
    if not one or (coding.mode not in _ORDER_KEPT and not shot):
        return False
    around = candidate.frame
    people = [*around.objects, *(t for prep in ("at", "on", "into") for t in around.preps.get(prep, ()))]
    people += [noun for word in people if lemma(word) in words("quantity") or word.pos_ == "NUM" for noun in _of(word)]
    known = any(lemma(word) in words("political_person") for word in people)
    if not known and any(word.lower_ == "them" for word in people):
        # "dispersed the marchers and arrested five of them".
        known = any(lemma(word) in words("political_person") | _ANYBODY for word in candidate.sentence.doc)
    if not known and any(lemma(word) in _ANYBODY for word in people):
        # "broke up the march and detained 17 people": those just named.
        known = any(lemma(word) in words("political_person") for word in candidate.sentence.doc[: candidate.trigger.i])
    return known and all(keeps_order(actor) or {"MIL", "GOV"} & set(actor.sector.split("|")) for actor in actors)


def _of(noun: Token) -> list[Token]:
    """What a number or a quantity is of."""
    preps = [child for child in noun.children if child.dep_ == "prep" and child.lower_ == "of"]
    return [child for prep in preps for child in prep.children if child.dep_ == "pobj"]


def keeps_order(actor: Actor) -> bool:
    """Whether an actor arrests and tries: police, courts, a state by its name."""
    return bool({"COP", "JUD"} & set(actor.sector.split("|"))) or actor.kind == "state"
