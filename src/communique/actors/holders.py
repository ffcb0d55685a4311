"""Office-holders with their terms: who held which office of which state on a date."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from communique.actors.rows import first_day, fold, last_day, rows, slug, values

__all__ = ["Person", "Term", "by_name", "by_surname", "holder", "people"]


class Term(NamedTuple):
    """One person's time in one office; an open end is still in office. `titles` are the press's words for it."""

    person_id: str
    iso3: str
    office: str
    titles: tuple[str, ...]
    start: dt.date | None
    end: dt.date | None
    rank: int
    # Up to when the source tells of it, where it leaves the end open.
    known_to: dt.date | None = None

    def covers(self, on: dt.date) -> bool:
        """Whether the office was held on the date."""
        end = self.end or self.known_to
        return (self.start is None or self.start <= on) and (end is None or on <= end)

    @property
    def last(self) -> dt.date:
        """The last day in office, far away where it goes on."""
        return self.end or dt.date.max

    def title(self, phrase: str = "") -> str:
        """The office as the press names it, by the phrase used where that is one of its titles."""
        wanted = phrase.lower()
        if not self.titles:
            return phrase or self.office
        return next((title for title in self.titles if title.lower() == wanted), self.titles[0])


@dataclass(frozen=True, slots=True)
class Person:
    """A person who held office, with all names the press uses."""

    person_id: str
    name: str
    iso3: str
    surname: str
    names: tuple[str, ...]
    terms: tuple[Term, ...]

    def in_office(self, on: dt.date | None) -> bool:
        """Whether any office was held on the date; today's where none is given."""
        return any(term.end is None if on is None else term.covers(on) for term in self.terms)


@functools.cache
def _leads() -> dict[str, str]:
    """Which office leads where it is not the head of state's: parliamentary republics and crowned ones."""
    return {row["iso3"]: row["leads"] for row in rows("executives")}


def _rank(iso3: str, office: str, table: str) -> int:
    """How much the holder is "the leader": 3 the one and only, 2 the leading office, 1 the other, 0 no leader."""
    if table != "leaders":
        return 0
    if office in {"leader", "supreme leader", "de facto leader", "party leader"}:
        return 3
    if office in {"deputy head of state", "ceremonial head of state", "crown prince", "office"}:
        return 0
    leading = _leads().get(iso3, "head of state")
    return 2 if leading in office or office == "president" else 1


# The day up to which a source tells of terms: one that it leaves open is known to last until then, no longer.
_EDITIONS = {"Archigos": dt.date(2015, 12, 31), "REIGN": dt.date(2021, 3, 31)}


@functools.cache
def people() -> dict[str, Person]:
    """All office-holders by their ID."""
    groups: dict[tuple[str, str], list[_Row]] = defaultdict(list)
    for table in ("leaders", "ministers"):
        for row in rows(table):
            groups[row["iso3"], slug(row["name"])].append(_Row(row, table))
    _join_bare_names(groups)
    states: dict[str, set[str]] = defaultdict(set)
    for iso3, name in groups:
        states[name].add(iso3)
    found: dict[str, Person] = {}
    for (iso3, name), entries in groups.items():
        person_id = f"person:{name}" if len(states[name]) == 1 else f"person:{name}-{iso3.lower()}"
        found[person_id] = _person(person_id, iso3, entries)
    return found


class _Row(NamedTuple):
    cells: dict[str, str]
    table: str

    @property
    def start(self) -> dt.date:
        return first_day(self.cells.get("start")) or dt.date.min

    @property
    def end(self) -> dt.date:
        return last_day(self.cells.get("end")) or self.known_to or dt.date.max

    @property
    def known_to(self) -> dt.date | None:
        source = self.cells.get("source", "").split(" ")[0]
        return _EDITIONS.get(source) if self.start <= _EDITIONS.get(source, dt.date.min) else None


def _join_bare_names(groups: dict[tuple[str, str], list[_Row]]) -> None:
    """Give the terms of "Castro" to the one fuller name of that state whose term they share: Archigos is bare."""
    by_state: dict[str, list[str]] = defaultdict(list)
    for iso3, name in groups:
        by_state[iso3].append(name)
    for iso3, name in list(groups):
        words = set(name.split("-"))
        bare = groups[iso3, name]
        if any(row.cells.get("name_order") != "single" for row in bare):
            continue
        fuller = [
            other
            for other in by_state[iso3]
            if words < set(other.split("-"))
            and any(a.start <= b.end and b.start <= a.end for a in groups.get((iso3, other), ()) for b in bare)
        ]
        if len(fuller) == 1:
            groups[iso3, fuller[0]] += bare
            del groups[iso3, name]


def _person(person_id: str, iso3: str, entries: list[_Row]) -> Person:
    first = entries[0].cells
    names: dict[str, None] = {}
    for row in entries:
        names |= dict.fromkeys((row.cells["name"], *values(row.cells.get("aliases"))))
    terms = tuple(
        Term(
            person_id, iso3, row.cells.get("office", ""), values(row.cells.get("title")),
            first_day(row.cells.get("start")), last_day(row.cells.get("end")),
            _rank(iso3, row.cells.get("office", ""), row.table), None if row.cells.get("end") else row.known_to,
        )
        for row in entries
    )  # fmt: skip
    surname = first.get("surname") or first["name"]
    if first.get("name_order") == "single":
        # Archigos gives one string; its last word is what the press goes on with.
        surname = surname.split()[-1]
    return Person(person_id, first["name"], iso3, surname, tuple(names), terms)


@functools.cache
def by_name() -> dict[str, tuple[Person, ...]]:
    """Office-holders by each full name, folded and in lower case, hyphens as spaces."""
    return _index({person_id: person.names for person_id, person in people().items()})


@functools.cache
def by_surname() -> dict[str, tuple[Person, ...]]:
    """Office-holders by surname (and by one-word names), folded and in lower case."""
    return _index({
        person_id: (person.surname, *(name for name in person.names if " " not in name))
        for person_id, person in people().items()
    })  # fmt: skip


def key(name: str) -> str:
    """How names are compared: no accents, lower case, hyphens as spaces."""
    return fold(name).lower().replace("-", " ")


def _index(names: dict[str, tuple[str, ...]]) -> dict[str, tuple[Person, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for person_id, forms in names.items():
        for form in forms:
            found[key(form)][person_id] = None
    known = people()
    return {form: tuple(known[person_id] for person_id in ids) for form, ids in found.items()}


@functools.cache
def _by_state() -> dict[str, tuple[Term, ...]]:
    found: dict[str, list[Term]] = defaultdict(list)
    for person in people().values():
        for term in person.terms:
            found[term.iso3].append(term)
    return {iso3: tuple(terms) for iso3, terms in found.items()}


def holder(iso3: str, phrase: str, on: dt.date | None) -> tuple[Person, Term] | None:
    """Who held the office that a phrase names ("prime minister", "leader") on the date, if exactly one did."""
    if on is None:
        return None
    held = [term for term in _by_state().get(iso3, ()) if term.covers(on) and fits(term, phrase)]
    top = max((term.rank for term in held), default=0)
    held = [term for term in held if term.rank == top]
    # On the day of a hand-over two terms touch: the one that begins is meant as little as the one that ends.
    if len({term.person_id for term in held}) != 1:
        return None
    return people()[held[0].person_id], held[0]


# What the effective leader is called, by the office that leads the state; a king is known by his number.
_HEADS = {
    "head of state": frozenset({"president", "chairman"}),
    "head of government": frozenset({"prime minister", "premier", "chancellor"}),
    "monarch": frozenset({"king", "queen", "emperor", "emir", "sultan", "shah", "monarch"}),
}
_NUMBERED = re.compile(r"(?:-|^)(?:i|ii|iii|iv|v|vi|vii|viii|ix|x|xi|xii)$")
_LEADER = frozenset({"leader", "ruler", "strongman", "head of state or government"})


def fits(term: Term, phrase: str) -> bool:
    """Whether a phrase of the press names this office: one of its titles, its office, or "leader" for who leads."""
    wanted = phrase.lower()
    if not wanted:
        return False
    if wanted == term.office or any(wanted == title.lower() for title in term.titles):
        return True
    if wanted in _LEADER:
        return term.rank >= 2
    # Where the table knows no title (Archigos), the effective leader fits any head's title.
    if term.titles or term.rank != 3:
        return False
    crowned = _NUMBERED.search(term.person_id)
    return wanted in _HEADS["monarch" if crowned else _leads().get(term.iso3, "head of state")]
