"""An event in a few plain words: who did what to whom, by the verbs of `tables/act_words.csv`."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from communique.records import Actor, Event
from communique.tables import load

__all__ = ["act", "known_from", "parties"]

# More names than this are "and others".
_MOST = 4


def act(event: Event) -> str:
    """ "Xi Jinping visits North Korea", "China and North Korea exchange calls or messages"."""
    one, together = _words(event.type, event.mode)
    actors = parties(event.actors) or "somebody unnamed"
    if event.recipients:
        said = _of_many(one) if len(event.actors) > 1 else one
        return f"{actors} {said} {parties(event.recipients)}"
    # A verb that needs an object ("fires on") gives way to the one that stands alone, which is in the plural.
    return f"{actors} {together}" if len(event.actors) > 1 else f"{actors} – {together}"


def _of_many(words: str) -> str:
    """What several do, from what one does: "backs" → "back", "rejects or denies to" → "reject or deny to"."""
    told = words.split(" ")
    return " ".join(_plural(word) if n == 0 or told[n - 1] == "or" else word for n, word in enumerate(told))


def _plural(verb: str) -> str:
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    return verb[:-2] if verb.endswith(("sses", "shes", "ches")) else verb.removesuffix("s")


def parties(actors: Sequence[Actor]) -> str:
    """The names: "Kim Jong Un and Xi Jinping", the first few where there are many."""
    names = [actor.name for actor in actors]
    if len(names) > _MOST:
        return f"{', '.join(names[:_MOST])} and others"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


@functools.cache
def _words(event_type: str, mode: str) -> tuple[str, str]:
    rows = {(row["type"], row["mode"]): row for row in load("act_words")}
    row = rows.get((event_type, mode)) or rows.get((event_type, ""))
    return (row["words"], row["together"]) if row else (event_type, event_type)


def known_from(event: Event) -> str:
    """What makes an event sure or doubtful, in a few words: origins, state media, disputes, a person's verdict."""
    origins = "1 origin" if event.origins == 1 else f"{event.origins} origins"
    flags = [
        *(["state media only"] if event.state_media_only else []),
        *(["disputed"] if event.contradictions else []),
        *([event.judged] if event.judged else []),
    ]
    return ", ".join([origins, *flags])
