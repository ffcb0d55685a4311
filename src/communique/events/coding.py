"""Codes a report: candidates, their types, their parties and status, one event an act.

The flow: sentence → cast (who is who) → candidates → coder → roles → status → event mention. An act that another is
about ("vowed to attack", "opposed sanctions") is part of that other and no event of its own.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from communique import dates
from communique import places as ground
from communique.actors import country_actor
from communique.actors.build import group
from communique.codebook import NONE, Codebook, load
from communique.events.anaphora import Told, assailant, counterpart, focus, meant
from communique.events.candidates import Candidate, candidates, lemma
from communique.events.coder import Coder, Coding, LexiconCoder
from communique.events.contexts import Contexts
from communique.events.facts import named
from communique.events.frames import frame
from communique.events.home import Home, home_of
from communique.events.model import load_model, shipped
from communique.events.model_coder import ModelCoder
from communique.events.parties import Cast, is_civil, is_political, merge_actors
from communique.events.quantities import quantities
from communique.events.roles import roles
from communique.events.sides import settle
from communique.events.status import is_historical, status
from communique.events.voices import Voices
from communique.events.words import words
from communique.records import (
    Actor,
    EventMention,
    Evidence,
    Mention,
    Place,
    Report,
    Span,
    Statement,
    Status,
    When,
    content_id,
)  # fmt: skip

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.language import Parsed, Sentence

__all__ = ["code"]

Actors = tuple[Actor, ...]

# Types whose act is said: what they are about is their content, not a second event.
_WRAPPERS = frozenset({"AGREE", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"})
_COOPERATION_TO_COME = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
# Acts that one may be asked for: to say that one will not do them is to refuse.
_REFUSABLE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
_WILL = frozenset({"will", "would", "wo", "'ll", "'d", "can", "could", "ca", "shall"})
_FORCE = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE"})
# A party that speaks or meets does so with someone; without the other the event says nothing.
_NEEDS_OTHER = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT"})
_POLICE_WORK = frozenset({"arrest", "convict", "investigate"})
_AT_HOME = frozenset({"martial-law", "curfew", "censor"})
_DECIDES = frozenset({"agree", "decide", "vote", "approve"})
# Types that answer what another did or said before.
_REACTIONS = frozenset({"ACCUSE", "REJECT", "SUPPORT", "CONCEDE"})
# A refusal, a demand, a promise or a concession of a state may name no one; the report's other events say to whom.
_MAY_STAND_ALONE = frozenset({"REJECT", "REQUEST", "AGREE", "CONCEDE"})
_OF_CIVILIANS = frozenset({"PROTEST"})
# What follows these is what a promise, a demand or a complaint is about; after "during" or "in" it is the occasion.
_CONTENT_PREPOSITIONS = frozenset("of for to on against with from about over into as".split())
# Below this the lexicon's reading is a bare verb without any sign of its sense.
_LEAST = 0.5


@dataclass(frozen=True, slots=True)
class _Act:
    """A coded candidate with its parties and status, before it becomes a mention."""

    candidate: Candidate
    coding: Coding
    actors: Actors
    recipients: Actors
    status: Status


@functools.cache
def _coder(folder: str = "") -> tuple[Coder, Codebook]:
    """The coder of a folder that `communique train` wrote, or the package's own; the lexicon where none is shipped."""
    model = load_model(Path(folder)) if folder else shipped()
    if model is not None:
        return ModelCoder(model), model.book
    book = load()
    return LexiconCoder(book), book


def code(
    parsed: Parsed,
    report: Report,
    mentions: Sequence[Mention],
    times: Sequence[When],
    places: Sequence[Place],
    statements: Sequence[Statement],
) -> tuple[EventMention, ...]:
    """The event mentions of one report, in the order of their triggers.

    The coder is the package's own unless `COMMUNIQUE_CODER` names the folder of another.
    """
    coder, book = _coder(os.environ.get("COMMUNIQUE_CODER", ""))
    voices = Voices(statements)
    about = Contexts(parsed, book)
    actors = [mention for mention in mentions if not mention.source_role]
    home = home_of(parsed, report, actors, places)
    pair = focus(actors)
    found: list[EventMention] = []
    for sentence in parsed.sentences:
        before = [Told(e.type, e.actors, e.recipients, e.status) for e in found]
        cast = _cast(sentence, settle(actors, before, pair), places, voices, home)
        read = list(candidates(sentence, cast, coder.lemmas, every_verb=coder.every_verb))
        acts = _acts(read, coder.code(read), voices, book, before, pair)
        found += [_mention(act, parsed, report, times, places, voices, about, home) for act in acts]
    return tuple(found)


def _cast(
    sentence: Sentence, mentions: Sequence[Mention], places: Sequence[Place], voices: Voices, home: Home | None
) -> Cast:
    here = [mention for mention in mentions if sentence.start <= mention.start < sentence.end]
    countries = [
        (place.span.start, place.span.end, country_actor(place.country))
        for place in places
        if place.span is not None and place.country and sentence.start <= place.span.start < sentence.end
    ]
    return Cast(
        sentence, here, voices=voices.within(sentence.start, sentence.end), countries=countries,
        locals_=home.within(sentence) if home is not None else None,
    )  # fmt: skip


def _acts(
    read: Sequence[Candidate],
    codings: Sequence[Coding],
    voices: Voices,
    book: Codebook,
    told: Sequence[Told],
    pair: Sequence[str],
) -> list[_Act]:
    """The acts of one sentence: coded, with parties, none told twice. `told` are the events of the sentences before."""
    coded: list[tuple[Candidate, Coding, _Act | None]] = []
    so_far = list(told)
    for candidate, coding in zip(read, codings, strict=True):
        if coding.type != NONE and coding.probability >= _LEAST:
            act = _act(candidate, coding, voices, book, so_far, pair)
            coded.append((candidate, coding, act))
            if act is not None:
                so_far.append(Told(act.coding.type, act.actors, act.recipients, act.status))
    # What a wrapper is about is no event even where the wrapper lacks a party; a bare "held talks" leaves the talks.
    types = {candidate.trigger.i: act.coding.type for candidate, _, act in coded if act is not None}
    covered = {
        index
        for candidate, coding, act in coded
        if act is not None or (coding.type in _WRAPPERS and (coding.entry is None or coding.entry.role != "said"))
        for index in _content(candidate, coding)
        # "… would cut ties, a minister warned": where the wrapper has no party, what it is about may be the threat.
        if act is not None or types.get(index) != coding.type
    }
    acts: list[_Act] = []
    for candidate, _, act in coded:
        if act is not None and candidate.trigger.i not in covered and not _told(act, acts):
            acts.append(act)
    return acts


def _content(candidate: Candidate, coding: Coding) -> set[int]:
    """The tokens that an act is about: what a wrapper governs, and the object noun that a verb's line was read with."""
    trigger = candidate.trigger
    found: set[int] = set()
    if coding.inner is not None:
        found.add(coding.inner[0].i)
    if coding.type in _WRAPPERS:
        for token in [*candidate.frame.inner, *candidate.frame.objects]:
            found |= {word.i for word in token.subtree if not _in_relative(word, token)}
        for prep, nouns in candidate.frame.preps.items():
            for noun in nouns if prep in _CONTENT_PREPOSITIONS else ():
                found |= {word.i for word in noun.subtree if not _in_relative(word, noun)}
    elif trigger.pos_ == "VERB":
        found |= {token.i for token in candidate.frame.objects}
        found |= {noun.i for nouns in candidate.frame.preps.values() for noun in nouns}
    return found - {trigger.i}


def _in_relative(word: Token, top: Token) -> bool:
    """Whether a word stands in a clause that only adds something: "…, which it bombed", "… as they met"."""
    while word.i != top.i and word.head.i != word.i:
        finite = any(child.dep_ == "mark" and child.lower_ != "to" for child in word.children)
        if word.dep_ == "relcl" or (word.dep_ == "advcl" and finite):
            return True
        word = word.head
    return False


def _act(
    candidate: Candidate, coding: Coding, voices: Voices, book: Codebook, told: Sequence[Told], pair: Sequence[str]
) -> _Act | None:
    actors, recipients = roles(candidate, coding)
    if coding.type == "REQUEST" and coding.inner is not None and _to_its_own(actors, recipients):
        # "told its envoy to protest", "ordered its troops home": the state's own act.
        word, inner = coding.inner
        below = Candidate(candidate.sentence, word, frame(word), candidate.cast)
        act = _act(below, inner, voices, book, told, pair)
        ordered = status(candidate.frame, wrapped=True)
        return replace(act, candidate=candidate, status=ordered) if act is not None and ordered != "negated" else None
    said = voices.of(*_trigger_span(candidate))
    if coding.entry is not None and coding.entry.role == "said":
        actors, recipients = _speakers(said), actors
        recipients = tuple(a for a in recipients if a.country not in {b.country for b in actors})
        if not recipients:
            return None
    if not actors and coding.type == "AGREE":
        actors, recipients = _speaker(said, recipients)
    if book.quad_of(coding.type).endswith("cooperation") or coding.type == "MOBILIZE":
        # What one does for or with one's own side is no act between parties.
        own = {actor.country for actor in actors}
        recipients = tuple(a for a in recipients if a.country is None or a.country not in own or _other_side(a, actors))
    if coding.type == "MOBILIZE" and candidate.frame.passive and not actors:
        # "Soldiers were posted on the border": whose they are has posted them.
        actors, recipients = recipients, ()
    recipients = recipients or _addressee(said, coding, actors)
    if len({actor.country for actor in actors}) > 1:
        # Of two states that act together the other party is no company that they speak of.
        recipients = tuple(actor for actor in recipients if actor.country is not None)
    if actors and not recipients and coding.type in _REACTIONS:
        recipients = meant(candidate, coding.type, actors, told)
    if actors and not recipients and coding.mode not in _POLICE_WORK:
        recipients = counterpart(coding.type, actors, told, pair)
    elif recipients and not actors and candidate.frame.passive:
        actors = assailant(coding.type, recipients, told, pair)
    state = status(candidate.frame, wrapped=coding.type in _WRAPPERS)
    if coding.entry is not None:
        light = candidate.frame.light
        if coding.entry.status and state == "reported" and (light is None or lemma(light) in words("sufferer")):
            state = coding.entry.status
        if coding.entry.together in book.types and len({actor.country for actor in actors}) > 1:
            coding = replace(coding, type=coding.entry.together, mode="")
    coding, state = _preferred(candidate.trigger, coding, state, actors, said, book)
    actors = tuple(a for a in actors if is_political(a) or (coding.type in _OF_CIVILIANS and is_civil(a)))
    if state == "hypothetical" and not _possible(candidate, coding, book):
        return None
    if not _tells(candidate, coding, actors, recipients, state, book):
        return None
    return _Act(candidate, coding, actors, recipients, state)


def _other_side(actor: Actor, actors: Actors) -> bool:
    """Whether one of the same country stands against the others in it: rebels, a party, the opposition."""
    sides = {"REB", "OPP", "PTY", "IMG", "SEP"}
    mine = {sector for other in actors for sector in other.sector.split("|")}
    return bool(set(actor.sector.split("|")) & sides) and not mine & sides


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


def _speaker(said: Sequence[Statement], recipients: Actors) -> tuple[Actors, Actors]:
    """Whose promise it is when its words name no one: the speaker's, where the speaker's side is one of the parties."""
    for statement in said:
        actor = statement.speaker.actor if statement.speaker is not None else None
        if actor is not None and any(actor.country == other.country for other in recipients):
            return (actor,), tuple(other for other in recipients if other.country != actor.country)
    return (), recipients


def _addressee(said: Sequence[Statement], coding: Coding, actors: Actors) -> Actors:
    """To whom a pledge, a thank or a demand is said when it names no one else."""
    if coding.type not in {"AGREE", "SUPPORT", "THREATEN", "REQUEST", "CONCEDE"}:
        return ()
    for statement in said:
        if statement.addressee is not None and statement.addressee not in actors:
            return (statement.addressee,)
    return ()


def _preferred(
    trigger: Token, coding: Coding, state: Status, actors: Actors, said: Sequence[Statement], book: Codebook
) -> tuple[Coding, Status]:
    """PLOVER's preference: cooperation to come is AGREE, force to come is THREATEN, retreat to come is CONCEDE."""
    own_word = any(_own(statement, actors) for statement in said)
    if state == "negated" and own_word and coding.type in _REFUSABLE and _of_will(trigger) and "REJECT" in book.types:
        # "We will not open the border": what one's own word rules out is refused.
        mode = book.types["REJECT"].inner.get(coding.type, "")
        return replace(coding, type="REJECT", mode=mode), "reported"
    able = own_word and state == "hypothetical" and coding.type == "ASSAULT"
    if state != "future" and not able:
        return coding, state
    if coding.type == "SANCTION" and lemma(trigger.head) in _DECIDES:
        # "agreed to ban imports": the act of adoption is the event.
        return coding, "reported"
    if coding.type in _COOPERATION_TO_COME:
        if coding.type == "SUPPORT" and own_word and _performative(coding):
            return coding, "reported"
        return replace(coding, type="AGREE", mode=""), "reported" if own_word else "future"
    if coding.type == "RETREAT":
        return replace(coding, type="CONCEDE", mode=""), "reported" if own_word else "future"
    if coding.mode in _AT_HOME:
        # A curfew that is announced is one, not a threat of one.
        return coding, state
    if coding.type in _FORCE and "THREATEN" in book.types and (own_word or not said):
        mode = book.types["THREATEN"].inner.get(coding.type, "")
        return replace(coding, type="THREATEN", mode=mode), "reported"
    if coding.type in _WRAPPERS:
        return coding, "reported" if own_word and coding.type != "REJECT" else state
    return coding, state


def _own(statement: Statement, actors: Actors) -> bool:
    """Whether a statement is the actors' own word: their side speaks, or a voice with no name threatens."""
    if statement.cue.lower() in words("intention"):
        return False
    speaker = statement.speaker.actor if statement.speaker is not None else None
    if speaker is None or speaker.country is None:
        return statement.cue.lower() in words("menace")
    return speaker.country in {actor.country for actor in actors}


def _of_will(trigger: Token) -> bool:
    return any(child.tag_ == "MD" and child.lower_ in _WILL for child in trigger.children)


def _performative(coding: Coding) -> bool:
    """Backing that is given by being declared: "we will always stand by them"."""
    lemmas = set(coding.entry.lemmas) if coding.entry else set()
    return bool(lemmas & {"support", "back", "stand", "endorse", "defend", "side", "rally"})


def _tells(
    candidate: Candidate, coding: Coding, actors: Actors, recipients: Actors, state: Status, book: Codebook
) -> bool:
    """Whether enough is known of an act for it to be an event between political actors."""
    kind = book.types[coding.type]
    other = bool(recipients) or len({actor.country for actor in actors}) > 1
    if not actors:
        # A passive without its agent: who was arrested or sanctioned is known, by whom is not.
        undergone = candidate.frame.passive or candidate.trigger.pos_ in {"NOUN", "PROPN"}
        # "Police stormed the embassy": whose police is not said.
        undergone = undergone or any(lemma(word) in words("local_force") for word in candidate.frame.subjects)
        known = any(is_political(actor) for actor in recipients)
        return kind.quad == "material-conflict" and undergone and known and state not in {"hypothetical", "future"}
    if other:
        return True
    if coding.type == "ACCUSE" and any(lemma(word) in words("force_noun_deed") for word in candidate.frame.objects):
        # "condemned the bombing": by whom it was is not known.
        return True
    if coding.type in _MAY_STAND_ALONE:
        return _specific(coding) and any(_speaks_for_state(actor) for actor in actors)
    if coding.mode in _POLICE_WORK and all(_keeps_order(actor) for actor in actors):
        # Police news: an arrest is politics only by whom it strikes.
        return any(lemma(word) in words("political_person") for word in candidate.frame.objects)
    return not (kind.needs_recipient or coding.type in _NEEDS_OTHER or state == "hypothetical")


def _speaks_for_state(actor: Actor) -> bool:
    return (
        actor.kind in {"state", "office", "person"} or actor.country in {"IGO", "UNO", "EUR"} or "GOV" in actor.sector
    )


def _specific(coding: Coding) -> bool:
    """Whether the lexicon's line asked for more than the bare word."""
    return coding.inner is not None or (coding.entry is not None and coding.entry.specificity >= 1)


def _keeps_order(actor: Actor) -> bool:
    return bool({"COP", "JUD"} & set(actor.sector.split("|"))) or actor.kind == "state"


def _told(act: _Act, acts: Sequence[_Act]) -> bool:
    """Whether another word of the sentence has told this act: "held talks and discussed"."""
    everyone = {a.country for a in (*act.actors, *act.recipients)}
    for other in acts:
        modes = {other.coding.mode, act.coding.mode} - {""}
        if other.coding.type == act.coding.type and other.status == act.status and len(modes) < 2:
            known = {a.country for a in (*other.actors, *other.recipients)}
            if everyone <= known and {a.country for a in act.actors} & {a.country for a in other.actors}:
                return True
    return False


def _trigger_span(candidate: Candidate) -> tuple[int, int]:
    return candidate.sentence.span(candidate.trigger, candidate.trigger)


def _visit(act: _Act, place: Place | None) -> tuple[Coding, Actors, Actors]:
    """Talks on the soil of one of those who talk are a visit: the others are the visitors, that one the host."""
    everyone = merge_actors([act.actors, act.recipients])
    country = place.country if place is not None else _ground(act.candidate)
    if act.coding.type == "CONSULT" and act.coding.mode in {"", "visit"} and country:
        hosts = tuple(actor for actor in everyone if actor.country == country)
        visitors = tuple(actor for actor in everyone if actor.country != country)
        if hosts and len({actor.country for actor in visitors}) == 1:
            return replace(act.coding, mode="visit"), visitors, hosts
    return act.coding, act.actors, act.recipients


def _ground(candidate: Candidate) -> str | None:
    """The country of the place that the act's own words name after "in" or "at", appositions among them."""
    nouns = [noun for prep in ("in", "at") for noun in candidate.frame.preps.get(prep, ())]
    for word in (word for noun in nouns for word in noun.subtree):
        found = candidate.cast.place(word)
        if found is not None:
            return found.actors[0].country
    return None


def _in_history(candidate: Candidate, date_of: Callable[[Token], When], when: When, report: Report) -> bool:
    """Whether an undated act hangs on a dated one of long ago ("in 1949, a year before the North attacked …")."""
    if when.known:
        return False
    word = candidate.trigger
    if word.pos_ in {"NOUN", "PROPN"} and any(up.dep_ == "prep" and up.lower_ == "since" for up in word.ancestors):
        return True
    clauses = {word.i, *(above.i for above in word.ancestors)}
    if any(clauses & {verb.i for verb in _verbs_above(noun)[:1]} for noun in _old_wars(candidate, report)):
        return True
    for above in word.ancestors:
        if word.dep_ == "ccomp":
            return False
        if above.pos_ == "VERB" and is_historical(date_of(above), report.published):
            return True
        word = above
    return False


def _old_wars(candidate: Candidate, report: Report) -> Iterator[Token]:
    """The nouns of a sentence that set it in a war of the past: "during the Winter War"."""
    for token in candidate.sentence.doc:
        if token.dep_ == "pobj" and token.head.lower_ in {"during", "in", "since", "throughout", "after"}:
            words_ = " ".join(word.text for word in token.subtree)
            if any(fact.kind == "war" and is_historical(fact.valid, report.published) for fact in named(words_)):
                yield token


def _verbs_above(token: Token) -> list[Token]:
    return [word for word in token.ancestors if word.pos_ == "VERB"]


def _mention(
    act: _Act,
    parsed: Parsed,
    report: Report,
    times: Sequence[When],
    places_found: Sequence[Place],
    voices: Voices,
    about: Contexts,
    home: Home | None,
) -> EventMention:
    sentence, trigger = act.candidate.sentence, act.candidate.trigger
    start, end = _trigger_span(act.candidate)
    said = voices.of(start, end)
    when = dates.of_event(sentence, trigger, times, report.published)
    state = act.status
    if state == "reported" and (
        is_historical(when, report.published)
        or _in_history(
            act.candidate, lambda word: dates.of_event(sentence, word, times, report.published), when, report
        )
    ):
        state = "historical"
    place = ground.of_event(sentence, trigger, places_found, report)
    coding, actors, recipients = _visit(act, place)
    if coding.type == "PROTEST" and not actors and place is not None and place.country:
        # Who takes to the streets of a state is of it.
        actors = (group(place.country, "CVL"),)
    elif coding.type == "PROTEST" and not actors and home is not None:
        actors = home.crowd(sentence)
    ids = [",".join(actor.actor_id for actor in group) for group in (actors, recipients)]
    return EventMention(
        mention_id=content_id("mention", report.report_id, coding.type, start, *ids),
        report_id=report.report_id,
        type=coding.type,
        mode=coding.mode,
        contexts=about.of(sentence.paragraph),
        actors=actors,
        recipients=recipients,
        when=when,
        place=place,
        status=state,
        evidence=Evidence(
            report_id=report.report_id,
            start=sentence.start,
            end=sentence.end,
            text=parsed.text[sentence.start : sentence.end],
        ),
        trigger=Span(start, end),
        asserted_by=tuple(statement.statement_id for statement in said),
        quantities=quantities(sentence, trigger),
        probability=round(act.coding.probability, 3),
    )
