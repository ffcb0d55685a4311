"""Tolls told in a later sentence than their event: "Gunmen attacked the post. Twelve were killed, officials said."

The number goes to the last attack told before it, with the words that give it. Nothing is attached where the sentence
tells of another attack, another time or place, a mishap, or a sum over months and years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from communique.events.candidates import lemma
from communique.events.frames import frame
from communique.events.quantities import quantities
from communique.events.status import status
from communique.events.words import words
from communique.records import EventMention, Evidence, Place, Quantity, When

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.language import Parsed, Sentence

__all__ = ["tolls"]

_SUFFERED = frozenset({"killed", "injured"})
# A place so named says where; "the Somali president" does not.
_IN = re.compile(r"\b(?:in|at|near|outside|across|around|off)\s+(?:\w+ern\s+|the\s+)*$", re.I)
# How many sentences after the attack the press still counts its dead; what is further down is as often another matter.
_REACH = 3
# A time longer than this is no time of one attack.
_DAYS = 7


def tolls(
    events: Sequence[EventMention], parsed: Parsed, times: Sequence[When], places: Sequence[Place]
) -> tuple[EventMention, ...]:
    """The events, each attack with the numbers that sentences soon after it give of its dead and injured."""
    more: dict[int, list[Quantity]] = {}
    attacks = [number for number, event in enumerate(events) if event.type == "ASSAULT"]
    for at, sentence in enumerate(parsed.sentences if attacks else ()):
        inside = [number for number in attacks if sentence.start <= events[number].trigger.start < sentence.end]
        counted = () if inside else tuple(_counted(sentence, parsed))
        if not counted:
            continue
        before = parsed.sentences[max(0, at - _REACH)].start
        told = [number for number in attacks if before <= events[number].trigger.start < sentence.start]
        last = [n for n in told if events[n].evidence.start == events[told[-1]].evidence.start]
        if len(last) == 1 and _of_it(events[last[0]], sentence, times, places):
            more.setdefault(last[0], []).extend(counted)
    return tuple(
        msgspec.structs.replace(event, quantities=(*event.quantities, *more[number])) if number in more else event
        for number, event in enumerate(events)
    )


def _counted(sentence: Sentence, parsed: Parsed) -> Iterator[Quantity]:
    """The dead and injured that a sentence counts as a fact, with the sentence as evidence."""
    if not any(token.like_num for token in sentence.doc) or any(_elsewhere(token) for token in sentence.doc):
        return
    verb = sentence.doc[:].root
    if status(frame(verb)) not in {"reported", "ongoing"}:
        return
    text = parsed.text[sentence.start : sentence.end]
    evidence = Evidence(report_id=parsed.report_id, start=sentence.start, end=sentence.end, text=text)
    for quantity in quantities(sentence, verb):
        if quantity.of in _SUFFERED:
            yield msgspec.structs.replace(quantity, evidence=evidence)


def _elsewhere(token: Token) -> bool:
    """Whether a word sets its sentence apart from the attack before: "in a separate raid", "in a road accident"."""
    word = lemma(token)
    if word in words("another_matter"):
        return True
    return token.lower_ == "since" and token.dep_ in {"prep", "mark", "advmod"}


def _of_it(attack: EventMention, sentence: Sentence, times: Sequence[When], places: Sequence[Place]) -> bool:
    """Whether time and place of a sentence may be the attack's, and the attack happened."""
    if attack.status not in {"reported", "ongoing"}:
        return False
    here = [t for t in times if t.known and t.span is not None and sentence.start <= t.span.start < sentence.end]
    if not all(_may_be(when, attack.when) for when in here):
        return False
    countries = {actor.country for actor in (*attack.actors, *attack.recipients)}
    if attack.place is not None:
        countries.add(attack.place.country)
    return all(
        place.country is None or place.country in countries
        for place in places
        if place.span is not None
        and sentence.start <= place.span.start < sentence.end
        and _IN.search(sentence.text[: place.span.start - sentence.start])
    )


def _may_be(when: When, attack: When) -> bool:
    if when.start is None or when.end is None or (when.end - when.start).days > _DAYS:
        return False
    if attack.start is None or attack.end is None:
        return True
    return attack.start <= when.end and when.start <= attack.end
