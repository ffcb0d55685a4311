"""Classes of words that change what a verb or noun says of an act, from `tables/event_words.csv`."""

from __future__ import annotations

import functools

from communique.tables import load

__all__ = ["words"]


@functools.cache
def words(name: str) -> frozenset[str]:
    """The lemmas of one class, such as `light` ("hold talks") or `sufferer` ("face sanctions")."""
    for row in load("event_words"):
        if row["class"] == name:
            return frozenset(row["words"].split("|"))
    raise KeyError(f"tables/event_words.csv has no class {name!r}")
