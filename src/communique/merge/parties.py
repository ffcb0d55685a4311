"""Whether the parties of two mentions may be those of one act: who is known must agree, who is not said may be anyone.

A state and those who fight it are two parties though they share a country.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from communique.records import Actor, EventMention

__all__ = ["MUTUAL", "apart", "bare", "nested", "parted", "said", "sides"]

# Types in which everyone is an actor: who is named first says nothing.
MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE"})
_NO_STATE = frozenset({"IGO", "NGO", "ISM", "IMG", "MNC"})
# Those who act for the state even where they are spoken of as people ("Sudanese officers").
_OF_STATE = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})


def sides(actors: Iterable[Actor]) -> frozenset[str]:
    """The parties' countries, or their own IDs where they have none that says who they are."""
    return frozenset(
        actor.country if actor.country and actor.country not in _NO_STATE else actor.actor_id for actor in actors
    )


def bare(mention: EventMention) -> bool:
    """Whether a mention names none of its parties: "the girls were released on Thursday"."""
    return not mention.actors and not mention.recipients


def said(actors: Sequence[Actor]) -> int:
    """How much is said of who did it: 0 nothing, 1 that fighters did whom nobody names ("gunmen"), 2 who."""
    if not actors:
        return 0
    return 1 if all(_fights(actor) and actor.actor_id == f"{actor.country}-REB" for actor in actors) else 2


def parted(a: EventMention, b: EventMention) -> bool:
    """Whether one of two tellings of a directed act says less than the other of who did it, or nothing of to whom."""
    return a.type not in MUTUAL and (said(a.actors) != said(b.actors) or bool(a.recipients) != bool(b.recipients))


def nested(a: EventMention, b: EventMention) -> bool:
    """Whether both name parties on the same ends, and one names some more: "UN forces", "U.S.-led UN forces"."""
    pairs = [(sides(a.actors), sides(b.actors)), (sides(a.recipients), sides(b.recipients))]
    ends = all(bool(one) == bool(other) for one, other in pairs)
    return ends and (all(one <= other for one, other in pairs) or all(one >= other for one, other in pairs))


def apart(a: EventMention, b: EventMention, *, copied: bool = False) -> str:
    """Why the parties of two mentions of one type can't be one act's; empty where they may be.

    `copied`: both are the same sentence, in a report and in its copy.
    """
    if copied and nested(a, b):
        return ""
    if a.type in MUTUAL:
        differ = a.type == "AGREE" and sides(a.actors) != sides(b.actors)
        return "one side's promise is not the other's" if differ else ""
    if parted(a, b):
        return _apart_in_part(a, b)
    if sides(a.actors) != sides(b.actors) or sides(a.recipients) != sides(b.recipients):
        return "different parties, or the other way round"
    if _opposed(a.actors, b.actors, doing=True) or _opposed(a.recipients, b.recipients, doing=False):
        return "one is the state, the other those who fight it, or two armed groups"
    return ""


def _apart_in_part(a: EventMention, b: EventMention) -> str:
    """Who is said in one and not in the other is no one who is said to be on the other end."""
    if a.recipients and b.recipients and (
        sides(a.recipients) != sides(b.recipients) or _opposed(a.recipients, b.recipients, doing=False)
    ):  # fmt: skip
        return "different recipients"
    if bare(a) or bare(b):
        return ""
    if said(a.actors) == said(b.actors):
        if sides(a.actors) != sides(b.actors) or _opposed(a.actors, b.actors, doing=True):
            return "different parties, or the other way round"
    elif a.actors and b.actors and not all(map(_fights, (*a.actors, *b.actors))):
        return "unnamed fighters in one, in the other those who are none"
    for one, other in ((a, b), (b, a)):
        if _ends(one.actors) & _ends(other.recipients):
            return "who acts in one suffers it in the other"
    if not a.recipients or not b.recipients:
        # "The rebels freed the girls", "the girls of the town were freed": two halves of one act are of one country.
        everyone = [sides(m.actors) | sides(m.recipients) for m in (a, b)]
        if not everyone[0] & everyone[1]:
            return "no party in common"
    return ""


def _ends(actors: Sequence[Actor]) -> frozenset[tuple[str, str]]:
    """The parties, each as a country and what it is there: the state, those who fight it, or its people."""
    return frozenset((side, _part(actor)) for actor in actors for side in sides((actor,)))


def _part(actor: Actor) -> str:
    if _fights(actor):
        return "rebels"
    return "people" if actor.kind == "people" and not set(actor.sector.split("|")) & _OF_STATE else "state"


def _fights(actor: Actor) -> bool:
    return actor.kind == "armed group" or "REB" in actor.sector.split("|")


def _opposed(a: Sequence[Actor], b: Sequence[Actor], *, doing: bool) -> bool:
    """Whether one of two parties of like countries is who fights the state and the other is not, or two such groups.

    What is done to "Lebanon" may be done to a group there; what the group does is not said of its state.
    """
    mine, yours = (frozenset(actor.actor_id for actor in side if actor.kind == "armed group") for side in (a, b))
    if mine and yours:
        return not mine & yours
    for armed, other in ((a, b), (b, a)):
        if armed and other and all(map(_fights, armed)) and not any(map(_fights, other)):
            return doing or not all(actor.kind == "state" for actor in other)
    return False
