"""States: their names, people, capitals and codes, and which of them existed on a date."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable
from dataclasses import dataclass

from communique.actors.rows import first_day, fold, last_day, number, rows, values
from communique.records import Actor

__all__ = ["Country", "countries", "country_actor", "country_code", "dateline_country", "existing", "forms"]


@dataclass(frozen=True, slots=True)
class Country:
    """A state, past or present, or a territory that the press treats as an actor."""

    iso3: str
    name: str
    adjective: str
    capital: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    metonyms: tuple[tuple[str, str], ...]
    cow: int | None
    gw: int | None
    start: dt.date | None
    end: dt.date | None
    predecessor: str
    successor: str
    kind: str

    def existed(self, on: dt.date | None) -> bool:
        """Whether the state was there on a date; without a date, whether it is there today."""
        if on is None:
            return self.end is None
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


@functools.cache
def countries() -> dict[str, Country]:
    """All states of the table by their alpha-3 code."""
    found: dict[str, Country] = {}
    for row in rows("countries"):
        country = _country(row)
        found.setdefault(country.iso3, country)
    return found


def _country(row: dict[str, str]) -> Country:
    names = dict.fromkeys((row["name"], row.get("official_name", ""), *values(row.get("names"))))
    adjectives = values(row.get("adjectives"))
    metonyms = [cell.partition(":") for cell in values(row.get("metonyms"))]
    return Country(
        iso3=row["iso3"],
        name=row["name"],
        adjective=adjectives[0] if adjectives else row["name"],
        capital=row.get("capital", ""),
        names=tuple(name for name in names if name),
        adjectives=adjectives,
        demonyms=values(row.get("demonyms")),
        metonyms=tuple((name, sector or "GOV") for name, _, sector in metonyms),
        cow=number(row.get("cow")),
        gw=number(row.get("gw")),
        start=first_day(row.get("start")),
        end=last_day(row.get("end")),
        predecessor=row.get("predecessor", ""),
        successor=row.get("successor", ""),
        kind=row.get("kind", ""),
    )


@functools.cache
def forms() -> dict[str, tuple[str, ...]]:
    """Every name, adjective and demonym, folded and in lower case, with the states that it may mean."""
    found: dict[str, dict[str, None]] = {}
    for iso3, country in countries().items():
        for form in (iso3, *country.names, *country.adjectives, *country.demonyms):
            found.setdefault(fold(form).lower(), {})[iso3] = None
    return {form: tuple(codes) for form, codes in found.items()}


def existing(codes: Iterable[str], on: dt.date | None) -> tuple[str, ...]:
    """Those of the states that existed on the date; all of them if none did."""
    known = countries()
    listed = tuple(dict.fromkeys(codes))
    return tuple(code for code in listed if code in known and known[code].existed(on)) or listed


@functools.cache
def country_actor(iso3: str) -> Actor:
    """The state itself as an actor; an unknown code gives an actor that has nothing but the code."""
    country = countries().get(iso3)
    if country is None:
        return Actor(actor_id=iso3, name=iso3, kind="state", country=iso3)
    return Actor(actor_id=iso3, name=country.name, kind="state", country=iso3, cow=country.cow, gw=country.gw)


@functools.cache
def _capitals() -> dict[str, str]:
    found: dict[str, str] = {}
    for country in sorted(countries().values(), key=lambda one: one.end is not None):
        for capital in values(country.capital):
            found.setdefault(fold(capital).lower(), country.iso3)
    return found


def dateline_country(town: str) -> str | None:
    """The state whose capital a town is; `None` where it is no capital."""
    return _capitals().get(fold(town).strip().lower())


def country_code(text: str) -> str | None:
    """The alpha-3 code for a code, a name or a demonym; none where nothing or more than one state is meant."""
    wanted = fold(text).strip().lower().removeprefix("the ")
    codes = forms().get(wanted, ())
    if wanted.upper() in codes:
        return wanted.upper()
    codes = existing(codes, None)
    return codes[0] if len(codes) == 1 else None
