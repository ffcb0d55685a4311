"""Office-holders with their terms: who held which office of which state on a date."""

from __future__ import annotations

import datetime as dt
import functools
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from communique.actors.rows import first_day, fold, last_day, rows, slug, values

__all__ = ["Person", "Term", "by_name", "by_surname", "holder", "people"]


class Term(NamedTuple):
    """One person's time in one office; an open end is still in office."""

    person_id: str
    iso3: str
    office: str
    title: str
    start: dt.date | None
    end: dt.date | None
    leads: bool

    def covers(self, on: dt.date) -> bool:
        """Whether the office was held on the date."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


@dataclass(frozen=True, slots=True)
class Person:
    """A person who held office, with all names the press uses."""

    person_id: str
    name: str
    iso3: str
    surname: str
    eastern: bool
    names: tuple[str, ...]
    terms: tuple[Term, ...]

    def term_on(self, on: dt.date | None) -> Term | None:
        """The office on the date, leading offices first; without a date the latest office."""
        if on is None:
            return max(self.terms, key=lambda term: (term.end or dt.date.max, term.leads), default=None)
        held = [term for term in self.terms if term.covers(on)]
        return max(held, key=lambda term: (term.leads, term.start or dt.date.min), default=None)


@functools.cache
def people() -> dict[str, Person]:
    """All office-holders by their ID."""
    groups: dict[tuple[str, str], list[tuple[dict[str, str], bool]]] = defaultdict(list)
    states: dict[str, set[str]] = defaultdict(set)
    for table in ("leaders", "ministers"):
        for row in rows(table):
            key = (slug(row["name"]), row["iso3"])
            groups[key].append((row, table == "leaders"))
            states[key[0]].add(key[1])
    found: dict[str, Person] = {}
    for (name, iso3), entries in groups.items():
        person_id = f"person:{name}" if len(states[name]) == 1 else f"person:{name}-{iso3.lower()}"
        found[person_id] = _person(person_id, iso3, entries)
    return found


def _person(person_id: str, iso3: str, entries: list[tuple[dict[str, str], bool]]) -> Person:
    first = entries[0][0]
    names: dict[str, None] = {}
    for row, _ in entries:
        names |= dict.fromkeys((row["name"], *values(row.get("aliases"))))
    terms = tuple(
        Term(
            person_id, iso3, row.get("office", ""), row.get("title", ""),
            first_day(row.get("start")), last_day(row.get("end")), leads,
        )
        for row, leads in entries
    )  # fmt: skip
    surname = first.get("surname") or first["name"].split()[-1]
    eastern = first.get("name_order", "").lower().startswith(("e", "surname", "family", "asian"))
    return Person(person_id, first["name"], iso3, surname, eastern, tuple(names), terms)


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
    # On the day of a hand-over two terms touch: the one that begins is meant as little as the one that ends.
    if len({term.person_id for term in held}) != 1:
        return None
    return people()[held[0].person_id], held[0]


def fits(term: Term, phrase: str) -> bool:
    """Whether a phrase of the press names this office: its title, its office, or "leader" for who leads."""
    wanted = phrase.lower()
    named = {term.office.lower(), term.title.lower()}
    if wanted in named:
        return True
    if wanted in {"leader", "ruler", "strongman"}:
        return term.leads
    return any(wanted in title.split() for title in named) and "vice" not in term.title.lower()
