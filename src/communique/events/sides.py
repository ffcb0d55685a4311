"""The parties behind "both sides", "the three countries" and "its neighbour", where actors left them open.

Coreference reads a few sentences and refuses in doubt. Here the events told before and the pair of states that the
report is about are known as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from communique.actors import country_actor
from communique.actors.build import BODIES
from communique.events.gathering import merge_actors
from communique.events.told import Told
from communique.records import Actor, Mention

if TYPE_CHECKING:
    from communique.language import Sentence

__all__ = ["settle"]

_TWO = re.compile(
    r"(?:both|the two|these two|either|each|(?:its|their|his) two)(?: \w+)? "
    r"(?:sides?|countries|country|governments?|states?|nations?|parties|capitals|neighbou?rs|allies|leaders"
    r"|presidents|premiers|ministers|armies|navies|delegations|teams|peoples|rivals)",
    re.I,
)
# "The foreign ministers spoke by telephone": those of the two states that a report is about.
_HOLDERS = re.compile(
    r"\b[Tt]he (?:(?:foreign|prime|defen[cs]e|interior|finance|trade|energy) ministers|presidents|premiers)\b(?! of\b)"
)
_SEVERAL = re.compile(
    r"(?:the|all|these) (three|four|five|six) (?:\w+ )?(?:countries|governments|states|nations|sides)", re.I
)
_NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6}
# How many events back a group may have been told of.
_REACH = 4


def settle(sentence: Sentence, mentions: Sequence[Mention], told: Sequence[Told], pair: Sequence[str]) -> list[Mention]:
    """The mentions of a sentence, those of open groups with their parties where one answer stands out."""
    settled = [
        mention if mention.actors else msgspec.structs.replace(mention, actors=_group(mention.text, told, pair))
        for mention in mentions
    ]
    return [*settled, *_holders(sentence, settled, pair)] if len(pair) == 2 else settled


def _holders(sentence: Sentence, mentions: Sequence[Mention], pair: Sequence[str]) -> Iterator[Mention]:
    """Mentions of "the foreign ministers" and the like where no words say of which states."""
    for found in _HOLDERS.finditer(sentence.text):
        start, end = sentence.start + found.start(), sentence.start + found.end()
        if any(mention.actors and mention.start < end and start < mention.end for mention in mentions):
            continue
        actors = tuple(country_actor(code) for code in pair)
        head = start + found.group().rindex(" ") + 1
        yield Mention(start=start, end=end, text=found.group(), kind="nominal", head=head, actors=actors)


def _group(text: str, told: Sequence[Told], pair: Sequence[str]) -> tuple[Actor, ...]:
    if _TWO.fullmatch(text) or _HOLDERS.fullmatch(text):
        return tuple(country_actor(code) for code in pair if len(pair) == 2) or _last(2, told)
    found = _SEVERAL.fullmatch(text)
    return _last(_NUMBERS[found.group(1).lower()], told) if found else ()


def _last(count: int, told: Sequence[Told]) -> tuple[Actor, ...]:
    """The states of the latest event, or of one of its sides, that has just so many."""
    for event in told[-1 : -_REACH - 1 : -1]:
        for side in (event.actors, merge_actors([event.actors, event.recipients])):
            codes = {actor.country for actor in side if actor.country and actor.country not in BODIES}
            if len(codes) == count:
                return tuple(country_actor(code) for code in sorted(codes))
    return ()
