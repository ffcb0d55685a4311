"""Names of places and what they may stand for: countries, regions, cities of GeoNames, and tables for what these lack.

Countries and our own tables are read when first asked; regions, towns of 15,000 people and more, and villages down to
500 people are looked up in the files of the atlas, villages only where a text names a place that nothing larger is.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from communique.places import atlas
from communique.tables import load

__all__ = ["Candidate", "abbreviated", "capitals", "iso3", "key", "lookup", "major", "region_name"]


class Candidate(NamedTuple):
    """One place that a name may stand for. `country` is ISO 3166 alpha-3, `region` the GeoNames first-level code."""

    name: str
    kind: str
    country: str | None
    region: str
    lat: float
    lon: float
    geonameid: int | None
    population: int


Index = dict[str, list[Candidate]]


def key(name: str) -> str:
    """A name as the index holds it: lower case, without accents, stops and a leading article."""
    if name.isascii() and name.isalpha():
        return name.lower()
    plain = name
    if not name.isascii():
        plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    plain = plain.lower().replace("’", "'").replace(".", "").replace("-", " ").replace("ʼ", "'")
    return " ".join(plain.split()).removeprefix("the ")


@functools.cache
def _codes() -> dict[str, str]:
    return {row["iso2"]: row["iso3"] for row in load("country_points")}


def iso3(iso2: str) -> str | None:
    """ISO 3166 alpha-3 of an alpha-2 code."""
    return _codes().get(iso2)


@functools.cache
def _countries() -> Index:
    """Countries by every name of the actor table, at the point GeoNames gives them."""
    index: Index = {}
    points = {row["iso3"]: row for row in load("country_points")}
    named = {row["iso3"]: [row["name"], *row["names"].split("|")] for row in load("countries") if not row["end"]}
    for code, row in points.items():
        found = Candidate(
            row["name"], "country", code, "", float(row["lat"]), float(row["lon"]),
            int(row["geonameid"]), int(row["population"]),
        )  # fmt: skip
        for name in {key(name) for name in [row["name"], *named.get(code, [])] if name}:
            index.setdefault(name, []).append(found)
    return index


# An area stands in our own table because the press means it by its name: "Gaza" is no province of Mozambique.
_NEWSWORTHY = 5_000_000


@functools.cache
def _extra() -> Index:
    """Seas, straits, islands, borders, bases, test sites, venues and wide regions, from our own tables."""
    index: Index = {}
    for row in (*load("seas"), *load("places_extra")):
        country = row.get("country", "").split("|")[0] or None
        number = row.get("geonameid") or ""
        found = Candidate(
            row["name"], row["kind"], country, "", float(row["lat"]), float(row["lon"]),
            int(number) if number else None, _NEWSWORTHY if row["kind"] == "area" else 0,
        )  # fmt: skip
        for name in {key(name) for name in [row["name"], *row["aliases"].split("|")] if name}:
            index.setdefault(name, []).append(found)
    return index


@functools.cache
def capitals() -> frozenset[tuple[str, str]]:
    """ISO 3166 alpha-3 codes with the folded names of their capitals."""
    named = ((row["iso3"], row["capital"].split("|")) for row in load("countries"))
    return frozenset((code, key(name)) for code, names in named for name in names if name)


def _candidates(layer: atlas.Layer, wanted: str) -> Iterator[Candidate]:
    for spot in atlas.find(layer, wanted):
        country = iso3(spot.country)
        kind = spot.level
        if layer == "city" and country and spot.population > 500 and (country, key(spot.name)) in capitals():
            kind = "capital"
        yield Candidate(
            spot.name, kind, country, f"{spot.country}.{spot.region}", spot.lat, spot.lon,
            spot.geonameid, spot.population,
        )  # fmt: skip


@functools.lru_cache(maxsize=20_000)
def lookup(name: str, *, small: bool = False) -> tuple[Candidate, ...]:
    """All places that a name may stand for; `small` looks among villages as well."""
    wanted = key(name)
    found = [
        *_countries().get(wanted, ()),
        *_candidates("region", wanted),
        *_extra().get(wanted, ()),
        *_candidates("city", wanted),
    ]
    if small:
        seen = {item.geonameid for item in found}
        found += [item for item in _candidates("village", wanted) if item.geonameid not in seen]
    return tuple(found)


@functools.lru_cache(maxsize=20_000)
def major(name: str) -> tuple[Candidate, ...]:
    """The countries, first-level regions, seas and the like that a name stands for: places by name alone."""
    wanted = key(name)
    regions = [item for item in _candidates("region", wanted) if item.kind == "region"]
    return (*_countries().get(wanted, ()), *regions, *_extra().get(wanted, ()))


@functools.cache
def _abbreviations() -> dict[str, str]:
    return {row["abbreviation"]: row["name"] for row in load("region_abbreviations")}


def abbreviated(text: str) -> str:
    """The region that the press's abbreviation stands for ("Mo." → Missouri), empty if it is none."""
    known = _abbreviations()
    return known.get(text) or known.get(f"{text}.", "")


@functools.cache
def _region_names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in load("regions") if row["level"] == "1"}


def region_name(code: str) -> str:
    """The name of a GeoNames first-level region ("US.NC" → North Carolina), empty if unknown."""
    return _region_names().get(code, "")
