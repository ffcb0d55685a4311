"""The words that announce a statement: verbs and nouns of communication with the frames that they take."""

from __future__ import annotations

import functools
from typing import NamedTuple

from communique import tables

__all__ = ["Cue", "nouns", "occasions", "verbs"]


class Cue(NamedTuple):
    """One row of the table: what kind of act the word names, and which complements hold the content.

    `strict` verbs have facts and figures for subjects as well ("figures show"): theirs must be able to speak.
    """

    lemma: str
    particle: str
    kind: str
    takes: frozenset[str]
    addressee: frozenset[str]
    strict: bool = False


@functools.cache
def verbs() -> dict[str, tuple[Cue, ...]]:
    """Verbal cues by lemma; the ones with a particle first."""
    found: dict[str, list[Cue]] = {}
    for row in tables.load("cues"):
        cue = Cue(
            row["lemma"],
            row["particle"],
            row["kind"],
            _parts(row["takes"]),
            _parts(row["addressee"]),
            row["strict"] == "yes",
        )
        found.setdefault(cue.lemma, []).append(cue)
    return {lemma: tuple(sorted(cues, key=lambda cue: not cue.particle)) for lemma, cues in found.items()}


@functools.cache
def nouns() -> dict[str, Cue]:
    """Nominal cues by lemma."""
    return {
        row["lemma"]: Cue(row["lemma"], "", row["kind"], _parts(row["takes"]), frozenset())
        for row in tables.load("cue_nouns")
    }


@functools.cache
def occasions() -> dict[str, str]:
    """The occasion that a noun names: "letter" is a message, "toast" a speech."""
    return {row["word"]: row["occasion"] for row in tables.load("occasions")}


def _parts(cell: str) -> frozenset[str]:
    return frozenset(part for part in cell.split("|") if part)
