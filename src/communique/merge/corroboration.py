"""How well an event is known: on whose word, through whose media, and a confidence made of factors that are shown.

A confidence is a product of three factors, each with its reason: how sure the coder is of the reading, how many voices
vouch for it, and what speaks against it. The weights stand in `tables/corroboration.csv`; they are our own judgement.
"""

from __future__ import annotations

import functools
import math
from collections import defaultdict
from collections.abc import Sequence

from communique.merge.identity import Cluster
from communique.merge.likeness import sides
from communique.merge.press import Press
from communique.records import Contradiction, EventMention, Factor, Side, Statement, Voice
from communique.tables import load

__all__ = ["factors", "voices"]

# Types whose act is itself one of words: who quotes the actor has witnessed the act.
_OF_WORDS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_CARRIERS = ("agency", "outlet")


def voices(group: Cluster, press: Press) -> tuple[Voice, ...]:
    """Those on whose word an event is known, each once, the weightiest first.

    A paper that quotes an agency adds no voice to the agency's; nor do ten papers that quote one minister.
    """
    heard: dict[tuple[str, Side], list[tuple[bool, EventMention]]] = defaultdict(list)
    for mention in group:
        name, side, state = _heard(mention, press)
        heard[name, side].append((state, mention))
    found = [_voice(name, side, told, press) for (name, side), told in heard.items()]
    return tuple(sorted(found, key=lambda voice: (-voice.weight, voice.name, voice.side)))


def _heard(mention: EventMention, press: Press) -> tuple[str, Side, bool]:
    """Whose word a mention rests on, what that is to the event, and whether it came through a state's media."""
    medium = press.medium(mention)
    reporter = medium.name or f"report {press.origin(mention)}"
    statement = next((press.statements[key] for key in mention.asserted_by if key in press.statements), None)
    if statement is None:
        # Asserted by nobody, or by a statement that a person has since rejected.
        return reporter, "unnamed" if mention.asserted_by else "reporter", medium.state
    carrier = next((link for link in statement.chain if link.role in _CARRIERS), None)
    state = carrier.state_media if carrier else medium.state
    side = _side(mention, statement)
    if side == "own words":
        return carrier.name if carrier else reporter, side, state
    return _name(statement), side, state


def _side(mention: EventMention, statement: Statement) -> Side:
    actor = statement.speaker.actor if statement.speaker else None
    if actor is None:
        return "unnamed"
    speaking = sides((actor,))
    if speaking & sides(mention.actors):
        return "own words" if mention.type in _OF_WORDS else "own side"
    return "other side" if speaking & sides(mention.recipients) else "third party"


def _name(statement: Statement) -> str:
    speaker = statement.speaker
    if speaker is None:
        return "somebody unnamed"
    return speaker.actor.name if speaker.actor else speaker.text


def _voice(name: str, side: Side, told: Sequence[tuple[bool, EventMention]], press: Press) -> Voice:
    # Heard once outside a state's media, a voice is not known through them alone.
    state = all(flag for flag, _ in told)
    return Voice(
        name=name,
        side=side,
        state_media=state,
        origins=tuple(sorted({press.origin(mention) for _, mention in told})),
        reports=tuple(sorted({mention.report_id for _, mention in told})),
        weight=round(weight(side) * (weight("state media") if state else 1.0), 3),
    )


def factors(
    group: Cluster, heard: Sequence[Voice], disputes: Sequence[Contradiction], event_type: str
) -> tuple[Factor, ...]:
    """The factors whose product is the confidence: the reading, the voices, and what speaks against the event."""
    best = max(mention.probability for mention in group)
    found = [
        Factor(name="reading", value=round(best, 3), why=f"the coder's probability that the words mean {event_type}"),
        Factor(name="voices", value=_together(heard), why=_said(heard)),
    ]
    against = sorted({one.about for one in disputes}, key=lambda about: (_against(about), about))
    if against:
        found.append(Factor(name="disputed", value=_against(against[0]), why="reports disagree: " + ", ".join(against)))
    return tuple(found)


def _together(heard: Sequence[Voice]) -> float:
    """The chance that not all voices are wrong, were each right as often as its weight says and none knew another."""
    return round(1 - math.prod(1 - voice.weight for voice in heard), 3)


def _said(heard: Sequence[Voice]) -> str:
    shown = [
        f"{voice.name} {voice.weight:g} ({_says(voice.side)}{', through state media' if voice.state_media else ''})"
        for voice in heard[:4]
    ]
    more = [f"{len(heard) - 4} more"] if len(heard) > 4 else []
    return "; ".join([*shown, *more])


def _against(about: str) -> float:
    return weight(about) if about in _rows() else weight("number")


def weight(key: str) -> float:
    """The weight of a row of the table."""
    return float(_rows()[key]["weight"])


def _says(side: Side) -> str:
    return _rows()[side]["says"]


@functools.cache
def _rows() -> dict[str, dict[str, str]]:
    return {row["key"]: dict(row) for row in load("corroboration")}
