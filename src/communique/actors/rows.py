"""Typed cells out of the tables: several values, numbers, and days from dates as coarse as a year."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
import unicodedata

from communique import tables

__all__ = ["first_day", "fold", "last_day", "number", "rows", "slug", "values"]

_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")
# Characters of a date to the day.
_WHOLE = 10


@functools.cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table; none where this installation does not carry it."""
    try:
        return tables.load(name)
    except FileNotFoundError:
        return ()


@functools.cache
def everyday_words() -> frozenset[str]:
    """English words so frequent that a capital letter alone does not make a name of them.

    Halvings of the most frequent word's frequency: at 13 stand "dawn" and "tempo", beyond it hardly a word of a name.
    """
    return frozenset(
        word for row in rows("word_frequency") if int(row["halvings"]) <= 13 for word in row["words"].split("|")
    )


def values(cell: str | None) -> tuple[str, ...]:
    """The values of a cell, joined there by `|`."""
    if not cell:
        return ()
    return tuple(part for part in map(str.strip, cell.split("|")) if part)


def number(cell: str | None) -> int | None:
    """A code such as 710, or none."""
    return int(cell) if cell and cell.strip().isdigit() else None


def first_day(cell: str | None) -> dt.date | None:
    """The first day that `1949`, `1949-10` or `1949-10-01` can mean; none for an empty cell."""
    if cell and len(cell) == _WHOLE and cell[4] == cell[7] == "-":
        return dt.date.fromisoformat(cell)
    match = _DAY.match((cell or "").strip())
    if not match:
        return None
    year, month, day = (int(part) if part else 1 for part in match.groups())
    return dt.date(year, month, day)


def last_day(cell: str | None) -> dt.date | None:
    """The last day that a date as coarse as a year or a month can mean; none for an empty cell."""
    if cell and len(cell) == _WHOLE and cell[4] == cell[7] == "-":
        return dt.date.fromisoformat(cell)
    match = _DAY.match((cell or "").strip())
    if not match:
        return None
    year, month = int(match[1]), int(match[2] or 12)
    return dt.date(year, month, int(match[3] or calendar.monthrange(year, month)[1]))


# Letters that do not decompose into a base letter and an accent.
_STROKES = str.maketrans("øØłŁđĐıŞşħß’ʼ‘", "oOlLdDiSshs'''")


def fold(text: str) -> str:
    """The text without accents and with straight apostrophes: how an English wire prints a foreign name."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_STROKES))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def slug(text: str) -> str:
    """`Kim Jong Un` as `kim-jong-un`: the readable half of an actor's ID."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text).lower()).strip("-")
