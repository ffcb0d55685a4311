"""Whose doings are politics: which actors act for a state, a force or a cause, and who suffers and protests."""

from __future__ import annotations

from communique.records import Actor

__all__ = ["BODIES", "CIVIL_SECTORS", "is_civil", "is_political"]

# Sectors (PLOVER) of those who act for a state, a force or a cause. A person of another sector may be done something
# to, but what a coach or a film director does is no event between political actors.
_POLITICAL_SECTORS = frozenset("COP GOV JUD LEG MIL PRM PTY REB SPY UAF OPP ELI CRM SEP".split())
CIVIL_SECTORS = frozenset("CVL LAB EDU REL MED AGR REF SOC JRN BUS".split())
BODIES = frozenset("IGO UNO EUR NGO ISM IMG".split())


def is_political(actor: Actor) -> bool:
    """Whether what this actor does is politics: states, offices, forces, parties, international bodies, officials."""
    if actor.kind in {"state", "armed group", "party"} or (actor.kind == "office" and actor.country):
        return True
    if actor.country is None:
        # A name with a title and no country ("the director", "a chief") is not known to act for anyone.
        return False
    sectors = set(actor.sector.split("|"))
    if actor.country in BODIES or sectors & _POLITICAL_SECTORS or actor.actor_id.startswith("outlet:"):
        # A medium is a party only where it is its state's voice (`organs`).
        return True
    return actor.kind == "people"


def is_civil(actor: Actor) -> bool:
    """Whether the actor is of those who protest, strike and suffer."""
    return actor.kind == "people" or bool(set(actor.sector.split("|")) & CIVIL_SECTORS)
