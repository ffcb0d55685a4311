"""An event in a few plain words: who did what to whom, by the verbs of `tables/act_words.csv`."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from communique.records import Actor, Event
from communique.tables import load

__all__ = ["act", "known_from", "parties"]

# More names than this are "and others".
_MOST = 4


class _Words(NamedTuple):
    """What one does to others ("asks {} for talks"), what several do together, what one does with nobody named.

    `(people of )` stands only before a state or a body: one frees sailors and an ambassador, and people of Chile.
    """

    one: str
    together: str
    alone: str


def act(event: Event) -> str:
    """ "Xi Jinping visits North Korea", "China and North Korea exchange calls or messages"."""
    words = _words(event.type, event.mode, " ".join(evidence.text for evidence in event.evidence))
    actors = parties(event.actors) or "somebody unnamed"
    many = _are_many(event.actors)
    if event.recipients:
        one = _of_states(words.one, event.recipients)
        told = _of_many(one) if many else one
        whom = parties(event.recipients)
        sentence = f"{actors} {told.format(whom)}" if "{}" in told else f"{actors} {told} {whom}"
    else:
        sentence = f"{actors} {words.together if many else words.alone}"
    return sentence[0].upper() + sentence[1:]


def _are_many(actors: Sequence[Actor]) -> bool:
    return len(actors) > 1 or any(map(_is_plural, actors))


def _is_plural(actor: Actor) -> bool:
    return (actor.kind == "people" and actor.name.endswith("s")) or actor.name.lower().endswith(" police")


def _of_states(words: str, recipients: Sequence[Actor]) -> str:
    people = any(actor.kind in ("people", "person", "office") for actor in recipients)
    return re.sub(r"\(([^)]*)\)", "" if people else r"\1", words).replace("  ", " ").rstrip()


def _of_many(words: str) -> str:
    """What several do, from what one does: "backs" → "back", "calls or writes to" → "call or write to"."""
    return _each_verb(words, _plural)


def _of_one(words: str) -> str:
    """What one does, from what several do: "move troops" → "moves troops"."""
    return _each_verb(words, _singular)


def _each_verb(words: str, change: Callable[[str], str]) -> str:
    told = words.split(" ")
    return " ".join(change(word) if n == 0 or (told[n - 1] == "or" and n == 2) else word for n, word in enumerate(told))


def _plural(verb: str) -> str:
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    if verb == "goes":
        return "go"
    return verb[:-2] if verb.endswith(("sses", "shes", "ches")) else verb.removesuffix("s")


def _singular(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("ss", "sh", "ch", "go")) else "s")


def parties(actors: Sequence[Actor]) -> str:
    """The names: "Kim Jong Un and Xi Jinping", the first few where there are many."""
    names = [_named(actor) for actor in actors]
    if len(names) > _MOST:
        return f"{', '.join(names[:_MOST])} and others"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _named(actor: Actor) -> str:
    """A name as it stands in a sentence: "the United States", "the Chinese government", "Chile", "Chilean sailors"."""
    last = actor.name.split(" ")[-1]
    described = last.islower() and " " in actor.name and not (actor.kind == "people" and last.endswith("s"))
    takes = actor.kind not in ("person", "people") and bool(set(actor.name.split(" ")) & _with_the())
    return f"the {actor.name}" if described or takes else actor.name


@functools.cache
def _with_the() -> frozenset[str]:
    return frozenset(row["word"] for row in load("names_with_the"))


def _words(event_type: str, mode: str, evidence: str) -> _Words:
    rows = [row for row in load("act_words") if row["type"] == event_type]
    fitting = [row for row in rows if row["mode"] == mode] or [row for row in rows if not row["mode"]]
    if not fitting:
        return _Words(event_type, event_type, event_type)
    near = (row for row in fitting if row["near"] and re.search(rf"\b(?:{row['near']})\b", evidence, re.I))
    row = next(near, None) or next(row for row in fitting if not row["near"])
    return _Words(row["words"], row["together"], row["alone"] or _of_one(row["together"]))


def known_from(event: Event) -> str:
    """What makes an event sure or doubtful, in a few words: origins, state media, disputes, a person's verdict."""
    origins = "1 origin" if event.origins == 1 else f"{event.origins} origins"
    flags = [
        *(["state media only"] if event.state_media_only else []),
        *(["disputed"] if event.contradictions else []),
        *([event.judged] if event.judged else []),
    ]
    return ", ".join([origins, *flags])
