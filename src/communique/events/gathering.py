"""The actors of several parties, and those of them who are not among others."""

from __future__ import annotations

from collections.abc import Iterable

from communique.events.parties import Party, merge_actors
from communique.records import Actor

__all__ = ["actors_of", "without"]

Actors = tuple[Actor, ...]


def actors_of(parties: Iterable[Party]) -> Actors:
    """All actors of the parties in order, each once."""
    return merge_actors(party.actors for party in parties)


def without(actors: Actors, others: Actors) -> Actors:
    """Those not among the others, neither as themselves nor as another actor of the same country and sector."""
    ids = {actor.actor_id for actor in others}
    countries = {actor.country for actor in others if actor.country}
    kept = tuple(actor for actor in actors if actor.actor_id not in ids)
    foreign = tuple(actor for actor in kept if actor.country not in countries)
    return foreign or (kept if not any(a.kind in {"state", "office"} for a in kept) else ())
