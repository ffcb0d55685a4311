"""Memberships of organisations of states: who is a member, since when, who joined and who left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique import dates
from communique.events.candidates import lemma
from communique.events.frames import frame
from communique.events.gathering import merge_actors
from communique.events.relations.telling import Actors, Telling, beginning, end
from communique.events.status import status
from communique.events.words import words
from communique.records import RelationMention, When

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["joining", "member"]


def member(noun: Token, telling: Telling) -> Iterator[RelationMention]:
    """ "Turkey, a NATO member since 1952", "became a member of the European Union"."""
    around = frame(noun)
    bodies = merge_actors([telling.bodies(around.preps.get("of", ())), _of(noun, telling)])
    verb = noun.head if noun.dep_ == "attr" else None
    holder: Actors = ()
    if verb is not None:
        holder = telling.parties([child for child in verb.children if child.dep_ == "nsubj"])
    elif noun.dep_ == "appos":
        holder = telling.parties([noun.head])
    holder = tuple(actor for actor in holder if actor.kind == "state")
    if not bodies or not holder:
        return
    if verb is not None and status(frame(verb)) in {"future", "hypothetical"}:
        return
    denied = verb is not None and any(child.dep_ == "neg" for child in verb.children)
    yield telling.relation(
        "membership", bodies[0].name, (*holder, *bodies), _since(noun, verb, telling),
        status="negated" if denied else "reported",
    )  # fmt: skip


def _of(noun: Token, telling: Telling) -> Actors:
    return telling.bodies([child for child in noun.children if child.dep_ in {"compound", "amod", "nmod", "poss"}])


def _since(noun: Token, verb: Token | None, telling: Telling) -> When:
    since = telling.since(*([noun] if verb is None else [noun, verb]))
    if since.known or verb is None or lemma(verb) != "become":
        return since
    return beginning(dates.of_event(telling.sentence, verb, telling.times, telling.report.published))


def joining(verb: Token, telling: Telling) -> Iterator[RelationMention]:
    """ "joined the bloc in 1973", "left the European Union on Friday"."""
    around = frame(verb)
    prepositions = ("to", "from") if lemma(verb) in {"accede", "withdraw"} else ()
    bodies = telling.bodies([*around.objects, *(t for prep in prepositions for t in around.preps.get(prep, ()))])
    holder = tuple(actor for actor in telling.parties(around.subjects) if actor.kind == "state")
    if not bodies or not holder or status(around) not in {"reported", "ongoing", "historical"}:
        return
    when = dates.of_event(telling.sentence, verb, telling.times, telling.report.published)
    valid = end(when) if lemma(verb) in words("leaving_verb") else beginning(when)
    yield telling.relation("membership", bodies[0].name, (*holder, *bodies[:1]), valid)
