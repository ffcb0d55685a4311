"""One coded candidate as an act: who does it to whom, whether it happened, and whether that is enough for an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from communique.actors.build import group
from communique.codebook import Codebook
from communique.events.anaphora import author, meant, together
from communique.events.candidates import Candidate, lemma
from communique.events.coder import Coding
from communique.events.completion import POLICE_WORK, complete, keeps_order
from communique.events.frames import frame
from communique.events.politics import is_civil, is_political
from communique.events.preference import AT_HOME, DECIDES, WRAPPERS, preferred
from communique.events.roles import roles
from communique.events.status import status
from communique.events.subjects import subjects
from communique.events.territories import settled
from communique.events.told import Discourse
from communique.events.voices import Voices
from communique.events.words import words
from communique.records import Actor, Statement, Status

__all__ = ["Act", "act_of", "trigger_span"]

Actors = tuple[Actor, ...]

# A party that speaks or meets does so with someone; without the other the event says nothing.
_NEEDS_OTHER = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT"})
# The specificity of a line that asks for any complement: "refused to …".
_OPEN = 0.6
# A refusal, a demand, a promise or a concession of a state may name no one; the report's other events say to whom.
_MAY_STAND_ALONE = frozenset({"REJECT", "REQUEST", "AGREE", "CONCEDE"})
_OF_CIVILIANS = frozenset({"PROTEST"})


@dataclass(frozen=True, slots=True)
class Act:
    """A coded candidate with its parties and status, before it becomes a mention."""

    candidate: Candidate
    coding: Coding
    actors: Actors
    recipients: Actors
    status: Status


def act_of(candidate: Candidate, coding: Coding, voices: Voices, book: Codebook, known: Discourse) -> Act | None:
    """The act that a coded candidate names; none where too little is known of it, or where it is nobody's politics.

    `known` is what the report has told before it.
    """
    actors, recipients = roles(candidate, coding)
    spoken = lemma(candidate.trigger) == "protest" and "ACCUSE" in book.types
    if coding.type == "PROTEST" and spoken and actors and all(_a_government(a) for a in actors):
        # "Kabul protested against the shelling": a state's protest is a complaint.
        coding = replace(coding, type="ACCUSE", mode="disapprove")
    actors = (
        actors or together(candidate, known.told) or (author(candidate, known.told) if coding.type in WRAPPERS else ())
    )
    if (
        coding.type == "AGREE"
        and lemma(candidate.trigger) in DECIDES
        and coding.inner
        and coding.inner[1].type == "SANCTION"
    ):
        # "agreed to ban imports": the act of adoption is the event.
        word, inner = coding.inner
        return act_of(Candidate(candidate.sentence, word, frame(word), candidate.cast), inner, voices, book, known)
    if coding.type == "REQUEST" and coding.inner is not None and _to_its_own(actors, recipients):
        # "told its envoy to protest", "ordered its troops home": the state's own act.
        word, inner = coding.inner
        below = Candidate(candidate.sentence, word, frame(word), candidate.cast)
        act = act_of(below, inner, voices, book, known)
        ordered = status(candidate.frame, wrapped=True)
        return replace(act, candidate=candidate, status=ordered) if act is not None and ordered != "negated" else None
    said = voices.of(*trigger_span(candidate))
    if coding.entry is not None and coding.entry.role == "said":
        actors, recipients = _speakers(said), actors or _predicated(candidate)
        recipients = tuple(a for a in recipients if a.country not in {b.country for b in actors})
        recipients = recipients or meant(candidate, coding.type, actors, known.told)
        if not recipients and coding.type != "REJECT":
            return None
    if not actors and coding.type == "AGREE":
        actors, recipients = _speaker(said, recipients)
    if book.quad_of(coding.type).endswith("cooperation") or coding.type == "MOBILIZE":
        # What one does for or with one's own side is no act between parties.
        own = {actor.country for actor in actors}
        recipients = tuple(a for a in recipients if a.country is None or a.country not in own or _other_side(a, actors))
    if not recipients and len({a.country for a in actors}) == 1 and _laid_at_home(candidate, coding, actors):
        # A curfew and a gag are laid on a state's own people, and power is seized from its own government.
        recipients = tuple(group(str(actor.country), "CVL") for actor in actors[:1] if actor.country)
    if coding.type == "MOBILIZE" and candidate.frame.passive and not actors:
        # "Soldiers were posted on the border": whose they are has posted them.
        actors, recipients = recipients, ()
    actors, recipients = complete(candidate, coding, actors, recipients, said, known)
    if coding.type == "AGREE" and len({a.country for a in actors}) > 1 and not _gives(coding, book):
        # "agreed to step up pressure on Harare": with each other, not with whom it is about.
        helped = [t for prep in ("to", "for", "with") for t in candidate.frame.preps.get(prep, ())]
        promised = {a.actor_id for party in candidate.parties(helped) for a in party.actors}
        recipients = tuple(actor for actor in recipients if actor.actor_id in promised)
    state = status(candidate.frame, wrapped=coding.type in WRAPPERS)
    if coding.type == "REJECT" and state == "negated" and lemma(candidate.trigger) in words("accepting_verb"):
        # "will not recognise the result": the denial is the refusal.
        state = "reported"
    if coding.entry is not None:
        light = candidate.frame.light
        if coding.entry.status and state == "reported" and (light is None or lemma(light) in words("sufferer")):
            state = coding.entry.status
        if state == "negated" and any("not" in condition.words for condition in coding.entry.conditions):
            # "would never accept": the line itself is of what one will not do.
            state = "reported"
        if coding.entry.together in book.types and len({actor.country for actor in actors}) > 1:
            coding = replace(coding, type=coding.entry.together, mode="")
    silent = lemma(candidate.trigger) in {"decline", "refuse"}
    if silent and coding.type == "REJECT" and any(lemma(word) in words("reticent") for word in candidate.frame.inner):
        # "declined to comment".
        return None
    joint = coding.type in {"COOPERATE", "CONSULT"} and not recipients
    coding, state = preferred(candidate.trigger, coding, state, actors, said, book, against=bool(recipients))
    if joint and coding.type == "AGREE" and state == "reported":
        actors, recipients = _of_the_speaker(said, actors)
    actors = tuple(a for a in actors if is_political(a) or (coding.type in _OF_CIVILIANS and is_civil(a)))
    if state == "hypothetical" and not _possible(candidate, coding, book):
        return None
    if not _tells(candidate, coding, actors, recipients, state, book):
        return None
    actors, recipients = settled(coding.type, actors, recipients)
    return Act(candidate, coding, actors, recipients, state)


def _a_government(actor: Actor) -> bool:
    return actor.kind in {"state", "office"} or "GOV" in actor.sector.split("|")


def _laid_at_home(candidate: Candidate, coding: Coding, actors: Actors) -> bool:
    if coding.type != "COERCE":
        return coding.mode in AT_HOME
    forces = all({"MIL", "COP", "PRM"} & set(actor.sector.split("|")) for actor in actors)
    if coding.mode == "seize":
        forces = forces or any(lemma(word) in words("putschist") for word in candidate.frame.subjects)
        return forces and any(lemma(word) in {"power", "control"} for word in candidate.frame.objects)
    # "Soldiers blocked roads": at home, unless the act has somebody's things for its object.
    return coding.mode in AT_HOME or (coding.mode == "restrict" and forces)


def _other_side(actor: Actor, actors: Actors) -> bool:
    """Whether one of the same country stands against the others in it: rebels, a party, the opposition."""
    sides = {"REB", "OPP", "PTY", "IMG", "SEP"}
    mine = {sector for other in actors for sector in other.sector.split("|")}
    return bool(set(actor.sector.split("|")) & sides) and not mine & sides


def _sides(actors: Actors) -> bool:
    """Whether a state's government and those against it act together: "the president and the rebel leader"."""
    return any(_a_government(actor) for actor in actors) and any(_other_side(actor, actors[:1]) for actor in actors[1:])


def _gives(coding: Coding, book: Codebook) -> bool:
    """Whether what is promised is cooperation with somebody."""
    return coding.inner is not None and book.quad_of(coding.inner[1].type).endswith("cooperation")


def _possible(candidate: Candidate, coding: Coding, book: Codebook) -> bool:
    """Whether a thing that may be is worth the record: force that someone says may come, not every purpose."""
    modal = any(child.tag_ == "MD" for child in candidate.trigger.children)
    return modal and book.quad_of(coding.type) == "material-conflict"


def _to_its_own(actors: Actors, recipients: Actors) -> bool:
    """Whether an order stays within a state's own government and forces."""
    own = {actor.country for actor in actors}
    return bool(own and recipients) and all(
        actor.country in own and bool({"GOV", "MIL", "COP", "SPY"} & set(actor.sector.split("|")))
        for actor in recipients
    )


def _speakers(said: Sequence[Statement]) -> Actors:
    return tuple(s.speaker.actor for s in said if s.speaker is not None and s.speaker.actor is not None)


def _predicated(candidate: Candidate) -> Actors:
    """Of whom a noun is said: "Lima's note was a provocation"."""
    if candidate.trigger.dep_ != "attr":
        return ()
    return tuple(a for party in candidate.parties(subjects(candidate.trigger.head)) for a in party.actors)


def _speaker(said: Sequence[Statement], recipients: Actors) -> tuple[Actors, Actors]:
    """Whose promise it is when its words name no one: the speaker's, where the speaker's side is one of the parties."""
    for statement in said:
        actor = statement.speaker.actor if statement.speaker is not None else None
        if actor is not None and any(actor.country == other.country for other in recipients):
            return (actor,), tuple(other for other in recipients if other.country != actor.country)
    return (), recipients


def _of_the_speaker(said: Sequence[Statement], actors: Actors) -> tuple[Actors, Actors]:
    """What one side says that two will do is its promise to the other."""
    for statement in said:
        speaker = statement.speaker.actor if statement.speaker is not None else None
        mine = tuple(a for a in actors if speaker is not None and a.country == speaker.country)
        if mine and len(mine) < len(actors):
            return mine, tuple(a for a in actors if a not in mine)
    return actors, ()


def _tells(
    candidate: Candidate, coding: Coding, actors: Actors, recipients: Actors, state: Status, book: Codebook
) -> bool:
    """Whether enough is known of an act for it to be an event between political actors."""
    kind = book.types[coding.type]
    other = bool(recipients) or len({actor.country for actor in actors}) > 1 or _sides(actors)
    if not actors:
        # A passive without its agent: who was arrested or sanctioned is known, by whom is not.
        undergone = candidate.frame.passive or candidate.trigger.pos_ in {"NOUN", "PROPN"}
        # "Police stormed the embassy": whose police is not said.
        undergone = undergone or any(lemma(word) in words("local_force") for word in candidate.frame.subjects)
        known = any(is_political(actor) for actor in recipients)
        if coding.type == "PROTEST":
            # "Thousands marched through the capital": whose streets they are the report's home says.
            return state in {"reported", "ongoing"} and _crowd(candidate)
        undergone = undergone or any(lemma(word) in words("bomb") for word in candidate.frame.subjects)
        # "were freed", "the release of the girls": whose they are is known, by whom they are let go is not.
        done = kind.quad == "material-conflict" or coding.mode == "release"
        return done and undergone and known and state not in {"hypothetical", "future"}
    if other:
        return True
    if coding.type == "ACCUSE" and any(lemma(word) in words("force_noun_deed") for word in candidate.frame.objects):
        # "condemned the bombing": by whom it was is not known.
        return True
    if coding.type in _MAY_STAND_ALONE:
        return _specific(coding) and any(_speaks_for_state(actor) for actor in actors)
    if coding.mode in POLICE_WORK and all(keeps_order(actor) for actor in actors):
        # Police news: an arrest is politics only by whom it strikes.
        return any(lemma(word) in words("political_person") for word in candidate.frame.objects)
    return not (kind.needs_recipient or coding.type in _NEEDS_OTHER or state == "hypothetical")


def _crowd(candidate: Candidate) -> bool:
    """Whether the subject is people that no state is named for."""
    return any(lemma(word) in words("crowd") for word in candidate.frame.subjects)


def _speaks_for_state(actor: Actor) -> bool:
    return (
        actor.kind in {"state", "office", "person", "armed group"}
        or actor.country in {"IGO", "UNO", "EUR"}
        or "GOV" in actor.sector
    )


def _specific(coding: Coding) -> bool:
    """Whether the lexicon's line asked for more than the bare word."""
    if coding.entry is None:
        return False
    asked = any(condition.key != "obj" for condition in coding.entry.conditions)
    return coding.inner is not None or coding.entry.specificity >= 1 or (asked and coding.entry.specificity >= _OPEN)


def trigger_span(candidate: Candidate) -> tuple[int, int]:
    """Where the candidate's word stands in the report."""
    return candidate.sentence.span(candidate.trigger, candidate.trigger)
