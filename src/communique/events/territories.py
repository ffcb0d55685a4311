"""Whom an act strikes that falls on a territory: the state that answers for its defence.

A landing on the Falklands is done to Britain. A territory's own government, police and people stay themselves
("Greenland's premier rejected the offer"), and so does what a state does to a territory of its own (China to Hong
Kong). Regions without a government that other states deal with (`always`: Chechnya, Gaza) go by their state on both
sides, all their sectors.
"""

from __future__ import annotations

import functools

import msgspec

from communique import tables
from communique.actors import country_actor
from communique.actors.build import group
from communique.events.gathering import merge_actors
from communique.records import Actor

__all__ = ["settled"]

Actors = tuple[Actor, ...]

# Acts that fall on the ground itself; with words and visits a territory is its own party.
_ON_THE_GROUND = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "THREATEN", "SANCTION", "RETREAT"})


@functools.cache
def _sovereigns() -> dict[str, tuple[str, bool]]:
    return {row["territory"]: (row["sovereign"], bool(row["always"])) for row in tables.load("sovereigns")}


def settled(type_: str, actors: Actors, recipients: Actors) -> tuple[Actors, Actors]:
    """Actors and recipients of an act of this type, territories by the rule above."""
    doing = merge_actors([tuple(_of_its_state(actor) for actor in actors)])
    own = {actor.country for actor in doing}
    return doing, merge_actors([tuple(_struck(type_, actor, own) for actor in recipients)])


def _of_its_state(actor: Actor) -> Actor:
    state, always = _sovereigns().get(actor.country or "", ("", False))
    if not always:
        return actor
    if actor.kind == "state" or actor.actor_id.startswith(f"{actor.country}-"):
        return group(state, actor.sector)
    return msgspec.structs.replace(actor, country=state)


def _struck(type_: str, actor: Actor, own: set[str | None]) -> Actor:
    state, always = _sovereigns().get(actor.country or "", ("", False))
    if always or not state:
        return _of_its_state(actor)
    ground = type_ in _ON_THE_GROUND and actor.kind == "state" and state not in own
    return country_actor(state) if ground else actor
