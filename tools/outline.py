"""Write the outline of the world's countries that maps are drawn on, out of a Natural Earth shapefile (public domain).

    python tools/outline.py ne_110m_admin_0_countries src/communique/tables/world.json

Reads NAME.shp and NAME.dbf. Coordinates are rounded to a tenth of a degree: a map of the world shows no more.
"""

from __future__ import annotations

import itertools
import json
import struct
import sys
from pathlib import Path
from typing import Any

_POLYGON = 5


def main(stem: str, target: str) -> None:
    """Read the shapefile `stem` and write GeoJSON to `target`."""
    codes = _codes(Path(stem + ".dbf").read_bytes())
    shapes = _shapes(Path(stem + ".shp").read_bytes())
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {},
            "geometry": {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]},
        }
        for code, rings in zip(codes, shapes, strict=True)
        if rings
    ]
    world = {
        "type": "FeatureCollection",
        "source": "Natural Earth 1:110m admin 0 countries, public domain, naturalearthdata.com",
        "features": features,
    }
    Path(target).write_text(json.dumps(world, separators=(",", ":")) + "\n")


def _shapes(data: bytes) -> list[list[list[list[float]]]]:
    found, position = [], 100
    while position < len(data):
        length = struct.unpack(">i", data[position + 4 : position + 8])[0] * 2
        found.append(_rings(data[position + 8 : position + 8 + length]))
        position += 8 + length
    return found


def _rings(record: bytes) -> list[list[list[float]]]:
    if struct.unpack("<i", record[:4])[0] != _POLYGON:
        return []
    parts, points = struct.unpack("<2i", record[36:44])
    starts = [*struct.unpack(f"<{parts}i", record[44 : 44 + 4 * parts]), points]
    flat = struct.unpack(f"<{2 * points}d", record[44 + 4 * parts : 44 + 4 * parts + 16 * points])
    rings = []
    for first, last in itertools.pairwise(starts):
        ring: list[list[float]] = []
        for n in range(first, last):
            point = [round(flat[2 * n], 1), round(flat[2 * n + 1], 1)]
            if not ring or ring[-1] != point:
                ring.append(point)
        # A hole (Lesotho in South Africa) is a country of its own in the file.
        if len(ring) >= 4 and _clockwise(ring):
            rings.append(ring)
    return rings


def _clockwise(ring: list[list[float]]) -> bool:
    return sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in itertools.pairwise(ring)) > 0


def _codes(data: bytes) -> list[str]:
    number, header, length = struct.unpack("<IHH", data[4:12])
    fields: list[tuple[str, int]] = []
    position = 32
    while data[position] != 0x0D:
        name = data[position : position + 11].split(b"\0")[0].decode().lower()
        fields.append((name, data[position + 16]))
        position += 32
    rows: list[dict[str, Any]] = []
    for n in range(number):
        at, row = header + n * length + 1, {}
        for name, size in fields:
            row[name] = data[at : at + size].decode("utf-8", "replace").strip()
            at += size
        rows.append(row)
    return [str(row["iso_a3"]) for row in rows]


if __name__ == "__main__":
    main(*sys.argv[1:])
