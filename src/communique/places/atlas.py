"""Regions and towns of GeoNames by name, from files that are laid out for looking up, not for loading.

`python -m tools.atlas` makes them from the table of regions and from GeoNames' towns. They are mapped into memory: all
workers share one copy, a look-up touches a few pages, and nothing is built when a process starts.

- `rows.npy`: one row a place (`ROW`), in the order in which places of one name are to be tried.
- `names.npy`: the places' names, UTF-8, one after the other.
- `keys.npy`: a key (`digest` of a layer and a folded name) for each name of each place, sorted.
- `numbers.npy`: for each key the number of the place's row.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np

__all__ = ["FOLDER", "LEVELS", "ROW", "SCALE", "Layer", "Spot", "digest", "find"]

# Regions of the table; towns of 15,000 people and more; places down to 500 people.
Layer = Literal["region", "city", "village"]

FOLDER = Path(__file__).parent / "atlas"
LEVELS = ("region", "county", "city")
# Coordinates are kept in units of a hundred-thousandth of a degree, a metre: as fine as GeoNames gives them.
SCALE = 100_000
ROW = np.dtype([
    ("level", "u1"), ("country", "S2"), ("region", "S12"), ("lat", "<i4"), ("lon", "<i4"),
    ("geonameid", "<u4"), ("population", "<u4"), ("name", "<u4"), ("length", "u1"),
])  # fmt: skip


class Spot(NamedTuple):
    """One place: `country` is ISO 3166 alpha-2, `region` the GeoNames first-level code within it."""

    level: str
    name: str
    country: str
    region: str
    lat: float
    lon: float
    geonameid: int
    population: int


def digest(layer: Layer, name: str) -> int:
    """The key of a folded name in a layer, 64 bits: that a name meets another's key is never to be expected."""
    return int.from_bytes(hashlib.blake2b(f"{layer}\0{name}".encode("utf-8", "replace"), digest_size=8).digest(), "big")


def find(layer: Layer, name: str) -> Iterator[Spot]:
    """The places of a layer that bear a folded name, in order."""
    keys, numbers, rows, names = _files()
    wanted = np.uint64(digest(layer, name))
    at = int(keys.searchsorted(wanted))
    while at < len(keys) and keys[at] == wanted:
        level, country, region, lat, lon, geonameid, population, start, length = rows[numbers[at]].item()
        yield Spot(
            LEVELS[level], names[start : start + length].tobytes().decode(), country.decode(), region.decode(),
            lat / SCALE, lon / SCALE, geonameid, population,
        )  # fmt: skip
        at += 1


@functools.cache
def _files() -> tuple[Any, Any, Any, Any]:
    # A plain array over the mapped bytes: numpy's own class for them takes longer over every look.
    keys, numbers, rows, names = (
        np.load(FOLDER / f"{name}.npy", mmap_mode="r", allow_pickle=False).view(np.ndarray)
        for name in ("keys", "numbers", "rows", "names")
    )
    return keys, numbers, rows, names
