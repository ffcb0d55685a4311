"""Where: the places on the ground that a report names, and the place of each event.

`recognition` finds the names, `gazetteer` knows what they may stand for, `resolution` decides, `attachment` ties a
place to an event. A capital that stands for a government is an actor, not a place.
"""

from __future__ import annotations

from collections.abc import Sequence

from communique.language import Parsed
from communique.places.attachment import of_event
from communique.places.recognition import names
from communique.places.resolution import resolve
from communique.records import Mention, Place

__all__ = ["find", "of_event", "toponyms"]


def find(parsed: Parsed, mentions: Sequence[Mention]) -> tuple[Place, ...]:
    """The places named in a report, in reading order, each with its span.

    `mentions` are the report's actor mentions: a metonym among them ("Beijing" said) is no place.
    """
    return tuple(place for place in resolve(names(parsed, mentions), parsed.text) if place is not None)


def toponyms(parsed: Parsed) -> tuple[Place, ...]:
    """Every name of a place wherever it stands: in adjectives ("Spanish") and in other names ("Kenya Airways") too.

    This is what toponym recognition is scored on; what happened somewhere needs `find`.
    """
    named = names(parsed, adjectives=True, parts=True)
    return tuple(place for place in resolve(named, parsed.text) if place is not None)
