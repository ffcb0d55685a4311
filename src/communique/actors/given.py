"""Given names: the gender that they tell, and where the surname comes first."""

from __future__ import annotations

import functools

from communique.actors.rows import fold, rows

__all__ = ["EASTERN", "gender", "given_names"]

# States whose people are named surname first in the press.
EASTERN = frozenset({"CHN", "PRK", "KOR", "TWN", "HKG", "MAC", "VNM", "KHM"})


@functools.cache
def given_names() -> dict[str, str]:
    """Given names in lower case, with `m` or `f`."""
    return {row["name"]: row["gender"] for row in rows("given_names")}


def gender(name: str, country: str | None) -> str:
    """`m` or `f` by the given name, empty where it is borne by both or where the surname comes first."""
    words = fold(name).lower().replace("-", " ").split()
    return "" if len(words) < 2 or country in EASTERN else given_names().get(words[0], "")
