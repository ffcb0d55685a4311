"""Who acts where a verb does not say: passives without an agent, soldiers and guards without a state."""

from __future__ import annotations

from communique.actors import country_actor
from communique.actors.build import group
from communique.events.candidates import Candidate, lemma
from communique.events.coder import Coding
from communique.events.frames import frame
from communique.events.gathering import actors_of, without
from communique.events.search import beneath, occasion, places
from communique.events.subjects import subjects
from communique.events.words import words
from communique.records import Actor

__all__ = ["SHARED", "unsaid"]

SHARED = ("between", "among")
# What an authority does and tells in the passive.
_DONE_AND_TOLD = frozenset({"SANCTION", "COERCE", "AID", "RETREAT", "CONCEDE", "MOBILIZE"})

Actors = tuple[Actor, ...]


def unsaid(candidate: Candidate, coding: Coding, actors: Actors, found: Actors) -> tuple[Actors, Actors]:
    """The actors and recipients of a verb, with those that its clause implies; as they were where it implies none."""
    around = candidate.frame
    if not actors and found and (coding.type, coding.mode) == ("COERCE", "seize"):
        # "soldiers ousted President …": those who topple a government are its own.
        countries = {actor.country for actor in found}
        bare = [t for t in around.subjects if lemma(t) in words("local_force")]
        if bare and len(countries) == 1 and (country := countries.pop()) is not None:
            actors = (group(country, "MIL"),)
    if actors and not found and around.passive and (coding.type, coding.mode) == ("COERCE", "seize"):
        # "was overthrown by his own guard".
        own = [t for t in around.subjects if lemma(t) in words("local_force")]
        if own and len(actors) == 1 and actors[0].kind in {"person", "office"} and actors[0].country is not None:
            actors, found = (group(actors[0].country, "MIL"),), actors
    if not actors and around.passive and coding.type in {"SUPPORT", "AGREE"}:
        # "A treaty between … was signed", "A memorandum was signed after talks between …".
        nouns = around.objects + [
            t for p in ("following", "after", "during", "at", "in") for t in around.preps.get(p, ())
        ]
        nouns += [t for noun in around.objects for p in ("on", "of", "for") for t in beneath(noun, p)]
        nouns += [t for noun in nouns for t in beneath(noun, "of")]
        actors = actors_of(
            p for noun in nouns for p in candidate.parties([t for s in SHARED for t in frame(noun).preps.get(s, ())])
        )
    if not actors and around.passive and coding.type in _DONE_AND_TOLD:
        # "Lima announced that two consuls had been expelled".
        above = candidate.trigger.head
        if candidate.trigger.dep_ == "ccomp" and lemma(above) in words("announcing_verb"):
            actors = without(actors_of(candidate.parties(subjects(above))), found)
    if not actors and around.passive and (coding.type, coding.mode) == ("SANCTION", "withdraw"):
        # "Peru's ambassador in Quito was withdrawn": by Peru, from Ecuador.
        actors = tuple(country_actor(a.country) for a in found[:1] if a.country)
        nouns = [t for noun in around.objects for p in ("in", "to", "from") for t in beneath(noun, p)]
        nouns += [t for p in ("from", "in") for t in around.preps.get(p, ())]
        found = without(actors_of(places(candidate, nouns) or candidate.parties(nouns)), actors)
    if not actors and around.passive and coding.type == "ASSAULT":
        actors = without(actors_of(occasion(candidate)), found)
    return actors, found
