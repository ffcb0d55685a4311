"""The actors of several parties, and those of them who are not among others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from communique.records import Actor

if TYPE_CHECKING:
    from communique.events.parties import Party

__all__ = ["actors_of", "merge_actors", "without"]

Actors = tuple[Actor, ...]


def merge_actors(groups: Iterable[Sequence[Actor]]) -> tuple[Actor, ...]:
    """All actors in order, each once."""
    found: dict[str, Actor] = {}
    for several in groups:
        for actor in several:
            found.setdefault(actor.actor_id, actor)
    return tuple(found.values())


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
