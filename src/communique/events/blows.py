"""Who strikes whom where a sentence does not say: by whom those were last told to be struck, held or fought."""

from __future__ import annotations

from collections.abc import Sequence

from communique.actors import country_actor
from communique.events.kinds import HOSTILE
from communique.events.told import NEAR, Told, latest
from communique.records import Actor

__all__ = ["assailant", "attacker", "foe", "holder", "same_victim"]

_BY_FORCE = frozenset({"ASSAULT", "COERCE"})


def attacker(own: Sequence[Actor], told: Sequence[Told]) -> tuple[Actor, ...]:
    """Whom those answer who "returned fire" or "retaliated": whoever was last told to attack them."""
    mine = {actor.country for actor in own}
    for event in latest(told):
        if event.type in _BY_FORCE and mine & {actor.country for actor in event.recipients}:
            return tuple(actor for actor in event.actors if actor.country not in mine)
    return ()


def holder(held: Sequence[Actor], told: Sequence[Told]) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Who lets go and who is let go where a passive says not by whom: those of the latest seizure or arrest.

    "Tokyo arrested the Chinese captain … He was freed a week later": Japan, China. Nothing where others were held.
    """
    countries = {actor.country for actor in held}
    for event in latest(told):
        if event.type in _BY_FORCE and event.actors and event.recipients and event.status in {"reported", "ongoing"}:
            if not held or countries <= {actor.country for actor in event.recipients}:
                return event.actors, tuple(held) or event.recipients
            break
    return (), tuple(held)


def same_victim(own: Sequence[Actor], told: Sequence[Told]) -> tuple[Actor, ...]:
    """Whom a hostile act without a party strikes: those whom its actors were just told to strike or to fight.

    "Moscow seized three Ukrainian ships … Its guards had opened fire on the vessels": Ukraine.
    """
    mine = {actor.country for actor in own}
    for event in latest(told)[:NEAR]:
        if not mine & {actor.country for actor in event.actors}:
            continue
        # Where two fight, each is done to by the other: "Thai and Cambodian troops clashed … the Thais shelled a post".
        everyone = event.recipients or event.actors
        foreign = tuple(actor for actor in everyone if actor.country and actor.country not in mine)
        hostile = event.type in HOSTILE and event.status in {"reported", "ongoing"}
        return foreign if hostile and len({actor.country for actor in foreign}) == 1 else ()
    return ()


def foe(own: Sequence[Actor], told: Sequence[Told], pair: Sequence[str]) -> tuple[Actor, ...]:
    """Whom force without a named victim strikes where two states were told to fight: the other of the `pair`.

    "Tajik and Kyrgyz guards clashed … Tajik guns destroyed a school": Kyrgyzstan.
    """
    mine = {actor.country for actor in own}
    other = {country for country in pair if country not in mine}
    if len(mine) != 1 or not mine <= set(pair) or len(other) != 1:
        return ()
    for event in told:
        sides = ({a.country for a in event.actors}, {a.country for a in event.recipients})
        both = mine | other <= sides[0] | sides[1] and sides[0] != sides[1]
        if both and event.type in _BY_FORCE and event.status in {"reported", "ongoing"}:
            return (country_actor(next(iter(other))),)
    return ()


def assailant(type_: str, suffering: Sequence[Actor], told: Sequence[Told], pair: Sequence[str]) -> tuple[Actor, ...]:
    """Who did it where a passive does not say: the pair's other state, once it was told to use force on this one."""
    hit = {actor.country for actor in suffering}
    for event in latest(told)[:NEAR] if None not in hit and len(hit) == 1 else ():
        # "Lima expelled two Chilean diplomats … A Chilean reporter was also ordered out".
        doers = {actor.country for actor in event.actors}
        if type_ == "SANCTION" == event.type and hit == {actor.country for actor in event.recipients}:
            return event.actors if len(doers) == 1 else ()
        # "Thai and Cambodian troops exchanged fire … A Thai villager was killed".
        if type_ == "ASSAULT" == event.type and not event.recipients and hit < doers and len(doers) == 2:
            return tuple(actor for actor in event.actors if actor.country not in hit)
    other = [country for country in pair if country not in hit]
    if type_ not in _BY_FORCE or len(hit) != 1 or len(other) != 1 or not hit <= set(pair):
        return ()
    for event in latest(told):
        if event.type in _BY_FORCE and hit & {actor.country for actor in event.recipients}:
            if {actor.country for actor in event.actors} == set(other):
                return (country_actor(other[0]),)
            return ()
    return ()
