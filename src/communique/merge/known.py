"""What the table of dated facts says of a relation: its row, and where a report says otherwise. Never evidence."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.merge.likeness import content_words
from communique.records import RelationMention, When
from communique.tables import load

__all__ = ["Row", "disputes_with", "row_of"]

# A treaty and an alliance are one thing under two names.
_KINDS = {"alliance": ("alliance", "treaty"), "treaty": ("treaty", "alliance")}
# A date that a report gives as no finer than this can't contradict a day.
_COARSE = ("decade", "unknown")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table of dated facts."""

    row_id: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    parties: frozenset[str]
    valid: When


def row_of(kind: str, parties: frozenset[str], names: Sequence[str], valid: When) -> Row | None:
    """The row that is about the same fact: by its name, or, where it is unnamed, by the year of its beginning.

    `None` where no row is, or more than one.
    """
    rows = [row for row in _rows() if row.kind in _KINDS.get(kind, (kind,)) and row.parties >= parties]
    by_name = [row for row in rows if any(_named(row, name) for name in names)]
    if len(by_name) == 1:
        return by_name[0]
    year = valid.start.year if valid.start else None
    by_year = [row for row in by_name or rows if row.valid.start and row.valid.start.year == year]
    return by_year[0] if len(by_year) == 1 else None


def disputes_with(row: Row | None, mention: RelationMention) -> Iterator[str]:
    """What a report says of the beginning or end that the table does not, in words for a person."""
    said = mention.valid
    if row is None or said.precision in _COARSE or "dates" in mention.from_table:
        return
    for name, mine, theirs in (("began", said.start, row.valid.start), ("ended", said.end, row.valid.end)):
        if mine and theirs and not _agree(mine, theirs, said):
            yield (
                f"report {mention.evidence.report_id} says that it {name} {_shown(mine, said)}, the table "
                f"{theirs.isoformat()} (row {row.row_id})"
            )


def _agree(mine: dt.date, theirs: dt.date, said: When) -> bool:
    if said.precision == "day":
        # Signed on one day, in force from another: a treaty's dates differ by months without contradiction.
        return abs((mine - theirs).days) <= 366
    if said.precision in ("month", "week", "quarter"):
        return abs((mine.year - theirs.year) * 12 + mine.month - theirs.month) <= 12
    return abs(mine.year - theirs.year) <= 1


def _shown(day: dt.date, said: When) -> str:
    return (
        str(day.year)
        if said.precision in ("year", "interval")
        else str(day)[:7]
        if said.precision == "month"
        else str(day)
    )


def _named(row: Row, name: str) -> bool:
    """Whether a name of several words is the row's, whole or in all of its words that carry matter."""
    words = content_words(name)
    if len(words) < 2:
        return False
    return any(words <= content_words(other) or content_words(other) <= words for other in (row.name, *row.aliases))


@functools.cache
def _rows() -> tuple[Row, ...]:
    return tuple(
        Row(
            row["id"],
            row["kind"],
            row["name"],
            tuple(alias for alias in row["aliases"].split("|") if len(alias.split()) > 1),
            frozenset(row["parties"].split("|")),
            _valid(row["start"], row["end"]),
        )
        for row in load("dated_facts")
    )


def _valid(start: str, end: str) -> When:
    first, last = (dt.date.fromisoformat(day) if day else None for day in (start, end))
    return When(start=first, end=last, precision="interval" if last else "day", basis="inferred")
