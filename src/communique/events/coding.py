"""Codes a report: candidates, their types, their parties and status, one event an act.

The flow: sentence → cast (who is who) → candidates → coder → roles → status → event mention. An act that another is
about ("vowed to attack", "opposed sanctions") is part of that other and no event of its own.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from communique import dates
from communique import places as ground
from communique.actors import country_actor
from communique.actors.build import group
from communique.codebook import NONE, Codebook, load
from communique.events.acts import Act, act_of, trigger_span
from communique.events.candidates import Candidate, candidates
from communique.events.coder import Coder, Coding, LexiconCoder
from communique.events.contexts import Contexts
from communique.events.gathering import merge_actors
from communique.events.history import in_history
from communique.events.home import Home, home_of
from communique.events.model import load_model, shipped
from communique.events.model_coder import ModelCoder
from communique.events.organs import without_media
from communique.events.parties import Cast
from communique.events.preference import WRAPPERS
from communique.events.quantities import quantities
from communique.events.sides import settle
from communique.events.status import is_historical
from communique.events.told import Discourse, Told, focus
from communique.events.untied import untied
from communique.events.voices import Voices
from communique.records import (
    Actor,
    EventMention,
    Evidence,
    Mention,
    Place,
    Report,
    Span,
    Statement,
    When,
    content_id,
)  # fmt: skip

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.language import Parsed, Sentence

__all__ = ["code", "code_all"]

Actors = tuple[Actor, ...]

# What follows these is what a promise, a demand or a complaint is about; after "during" or "in" it is the occasion.
_CONTENT_PREPOSITIONS = frozenset("of for to on against with from about over into as".split())
# Below this the lexicon's reading is a bare verb without any sign of its sense.
_LEAST = 0.5


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
    return code_all(parsed, report, mentions, times, places, statements)[0]


def code_all(
    parsed: Parsed,
    report: Report,
    mentions: Sequence[Mention],
    times: Sequence[When],
    places: Sequence[Place],
    statements: Sequence[Statement],
) -> tuple[tuple[EventMention, ...], tuple[EventMention, ...]]:
    """The event mentions of one report as of `code`, and the acts that it tells without a known party."""
    coder, book = _coder(os.environ.get("COMMUNIQUE_CODER", ""))
    voices = Voices(statements)
    about = Contexts(parsed, book)
    actors = without_media(parsed, mentions)
    home = home_of(parsed, report, actors, places)
    actors = home.adopt(parsed, actors)
    pair = focus(actors)
    found: list[EventMention] = []
    without: list[EventMention] = []
    for sentence in parsed.sentences:
        before = [Told(e.type, e.actors, e.recipients, e.status) for e in found]
        here = [mention for mention in actors if sentence.start <= mention.start < sentence.end]
        cast = _cast(sentence, settle(sentence, here, before, pair), places, voices, home)
        read = list(candidates(sentence, cast, coder.lemmas, every_verb=coder.every_verb))
        acts = _acts(read, coder.code(read), voices, book, Discourse(before, pair, home.stage))
        mentioned = [_mention(act, parsed, report, times, places, voices, about, home) for act in acts]
        # A crowd that not even the report's home says anything of is nobody's.
        found += [event for event in mentioned if event.actors or event.recipients]
        untold = untied(sentence, {act.candidate.trigger.i for act in acts}, coder.lexicon, book)
        without += [_mention(act, parsed, report, times, places, voices, about, home) for act in untold]
    return tuple(found), tuple(without)


def _cast(sentence: Sentence, mentions: Sequence[Mention], places: Sequence[Place], voices: Voices, home: Home) -> Cast:
    countries = [
        (place.span.start, place.span.end, country_actor(place.country))
        for place in places
        if place.span is not None and place.country and sentence.start <= place.span.start < sentence.end
    ]
    return Cast(
        sentence, mentions, voices=voices.within(sentence.start, sentence.end), countries=countries,
        locals_=home.within(sentence),
    )  # fmt: skip


def _acts(
    read: Sequence[Candidate],
    codings: Sequence[Coding],
    voices: Voices,
    book: Codebook,
    known: Discourse,
) -> list[Act]:
    """The acts of one sentence: coded, with parties, none told twice. `known`: what the sentences before have told."""
    coded: list[tuple[Candidate, Coding, Act | None]] = []
    so_far = list(known.told)
    for candidate, coding in zip(read, codings, strict=True):
        if coding.type != NONE and coding.probability >= _LEAST:
            act = act_of(candidate, coding, voices, book, known._replace(told=so_far))
            coded.append((candidate, coding, act))
            if act is not None:
                so_far.append(Told(act.coding.type, act.actors, act.recipients, act.status))
    # What a wrapper is about is no event even where the wrapper lacks a party; a bare "held talks" leaves the talks.
    types = {candidate.trigger.i: act.coding.type for candidate, _, act in coded if act is not None}
    covered = {
        index
        for candidate, coding, act in coded
        if act is not None or (coding.type in WRAPPERS and not _lets_through(candidate, coding))
        for index in _content(candidate, coding)
        # "… would cut ties, a minister warned": where the wrapper has no party, what it is about may be the threat.
        if act is not None or types.get(index) != coding.type
    }
    acts: list[Act] = []
    for candidate, _, act in coded:
        if act is not None and candidate.trigger.i not in covered and not _told(act, acts):
            means = next((other for other in acts if _is_means(other, act)), None)
            if means is not None:
                acts.remove(means)
                mode = act.coding.mode or means.coding.mode
                act = replace(act, coding=replace(act.coding, mode=mode), actors=act.actors or means.actors)
            acts.append(act)
    return acts


def _is_means(one: Act, other: Act) -> bool:
    """Whether one act is what does the other: "an air strike killed five fighters" is one attack, told by its means."""
    if one.coding.type != other.coding.type or one.status != other.status:
        return False
    does = one.candidate.trigger.i in {token.i for token in other.candidate.frame.subjects}
    modes = {one.coding.mode, other.coding.mode} - {""}
    hit = {a.country for a in one.recipients} <= {a.country for a in other.recipients}
    return does and hit and len(modes) < 2


def _lets_through(candidate: Candidate, coding: Coding) -> bool:
    """Whether what a wrapper without a party is about may yet be an act: "Oslo has been compelled to stop its aid"."""
    if coding.entry is not None and coding.entry.role == "said":
        return True
    return coding.type == "REQUEST" and candidate.frame.passive and not candidate.frame.subjects


def _content(candidate: Candidate, coding: Coding) -> set[int]:
    """The tokens that an act is about: what a wrapper governs, and the object noun that a verb's line was read with."""
    trigger = candidate.trigger
    found: set[int] = set()
    if coding.inner is not None:
        if (coding.type, coding.inner[1].type) == ("REJECT", "ACCUSE"):
            # Accusation and denial are two acts, however the parser joins them.
            return set()
        found.add(coding.inner[0].i)
    if coding.type in WRAPPERS:
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


def _told(act: Act, acts: Sequence[Act]) -> bool:
    """Whether another word of the sentence has told this act: "held talks and discussed"."""
    everyone = {a.country for a in (*act.actors, *act.recipients)}
    for other in acts:
        modes = {other.coding.mode, act.coding.mode} - {""}
        alike = (len(modes) < 2 or act.coding.type == "PROTEST") and not _two_deeds(act, other)
        if other.coding.type == act.coding.type and other.status == act.status and alike:
            known = {a.country for a in (*other.actors, *other.recipients)}
            if everyone <= known and {a.country for a in act.actors} & {a.country for a in other.actors}:
                return True
    return False


def _two_deeds(one: Act, other: Act) -> bool:
    """Whether two coordinated verbs do different things to one party: "cut ties and closed its airspace"."""
    if one.coding.type not in {"SANCTION", "COERCE"}:
        return False
    first, second = one.candidate.trigger, other.candidate.trigger
    if second.dep_ == "xcomp":
        # "stopped issuing visas and expelled the consul".
        second = second.head
    things = [
        {t.lemma_ for t in act.candidate.frame.objects if t.head.i == act.candidate.trigger.i} for act in (one, other)
    ]
    joined = first.dep_ == "conj" and first.head.i == second.i
    return joined and first.pos_ == second.pos_ == "VERB" and all(things) and not things[0] & things[1]


def _visit(act: Act, place: Place | None) -> tuple[Coding, Actors, Actors]:
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


def _mention(
    act: Act,
    parsed: Parsed,
    report: Report,
    times: Sequence[When],
    places_found: Sequence[Place],
    voices: Voices,
    about: Contexts,
    home: Home | None,
) -> EventMention:
    sentence, trigger = act.candidate.sentence, act.candidate.trigger
    start, end = trigger_span(act.candidate)
    said = voices.of(start, end)
    when = dates.of_event(sentence, trigger, times, report.published)
    state = act.status
    if state == "reported" and (
        is_historical(when, report.published)
        or in_history(act.candidate, lambda word: dates.of_event(sentence, word, times, report.published), when, report)
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
