"""The name of the outlet where it stands alone on a line, as at the head of a page."""

from __future__ import annotations

import functools

from communique import tables

__all__ = ["is_masthead"]

# Names of outlets are short, and each word of one has a capital.
_LONGEST = 6
_SMALL = frozenset({"of", "the", "and", "for", "in", "de", "la", "&"})


def is_masthead(text: str) -> bool:
    """Whether a line is an outlet's name: one that is known, or capitalised words with one that such names have."""
    names = text.strip().split()
    if not 1 < len(names) <= _LONGEST or text.rstrip()[-1:] in ".!?:,;":
        return False
    if text.strip().lower() in _known():
        return True
    capitals = all(name[0].isupper() or name.lower() in _SMALL for name in names)
    return capitals and bool(_words() & {name.lower() for name in names[-2:]})


@functools.cache
def _words() -> frozenset[str]:
    return frozenset(row["word"] for row in tables.load("masthead_words"))


@functools.cache
def _known() -> frozenset[str]:
    rows = tables.load("outlets")
    return frozenset(name.lower() for row in rows for name in [row["name"], *row["aliases"].split("|")] if " " in name)
