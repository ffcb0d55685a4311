"""Wars, treaties and armistices that `tables/dated_facts.csv` knows by name, with their parties and dates."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from communique.records import RelationKind, When
from communique.tables import load

__all__ = ["Fact", "facts", "named"]

_KINDS = frozenset({"treaty", "alliance", "war", "armistice"})


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of the dated facts, its names as one pattern; `valid` has the basis "inferred": the table says so."""

    kind: RelationKind
    name: str
    pattern: re.Pattern[str]
    parties: tuple[str, ...]
    valid: When


def named(text: str) -> Iterator[Fact]:
    """The facts that a text names."""
    return (fact for fact in facts() if fact.pattern.search(text))


@functools.cache
def facts() -> tuple[Fact, ...]:
    """All facts that have a proper name: "end of the war" or "Victory Day" are occasions and name nothing."""
    found: list[Fact] = []
    for row in load("dated_facts"):
        names = {row["name"], *row["aliases"].split("|")} if row["kind"] in _KINDS else set()
        proper = sorted((name for name in names if name[:1].isupper() and len(name.split()) > 1), key=len, reverse=True)
        if proper:
            pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, proper))})\b")
            kind: RelationKind = row["kind"]  # type: ignore[assignment]
            found.append(Fact(kind, row["name"], pattern, tuple(row["parties"].split("|")), _valid(row)))
    return tuple(found)


def _valid(row: dict[str, str]) -> When:
    start, end = (dt.date.fromisoformat(row[key]) if row[key] else None for key in ("start", "end"))
    return When(start=start, end=end, precision="interval" if end else "day", basis="inferred")
