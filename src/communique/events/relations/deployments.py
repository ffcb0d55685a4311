"""Deployments: troops of one state that stand on another's soil."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.events.candidates import lemma
from communique.events.frames import frame
from communique.events.gathering import merge_actors
from communique.events.relations.telling import Telling, countries
from communique.events.status import status
from communique.events.words import words
from communique.records import RelationMention

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["deployment"]


def deployment(verb: Token, telling: Telling) -> Iterator[RelationMention]:
    """ "are stationed in", "keeps 900 soldiers in", "has a base in"; not a deployment that is only now ordered."""
    around = frame(verb)
    forces = [token for token in around.objects if lemma(token) in words("force_noun")]
    finite_past = verb.tag_ == "VBD"
    if not forces or (lemma(verb) == "deploy" and not around.passive and verb.tag_ != "VBG") or finite_past:
        return
    host = telling.parties([t for prep in ("in", "on", "at", "to") for t in around.preps.get(prep, ())])
    owner = telling.parties(forces) if around.passive else telling.parties(around.subjects) or telling.parties(forces)
    parties = merge_actors([owner, tuple(a for a in host if not countries([a]) & countries(owner))])
    state = status(around)
    if not owner or len(countries(parties)) < 2 or state in {"future", "hypothetical"}:
        return
    name = " ".join(
        token.text for token in forces[0].subtree if token.dep_ not in {"prep", "pobj"} or token.i < forces[0].i
    )
    yield telling.relation(
        "deployment", name, parties, telling.since(verb), status="negated" if state == "negated" else "reported"
    )
