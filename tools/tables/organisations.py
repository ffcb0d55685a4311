"""Build tables/organisations.csv and tables/bodies.csv from known/: `python organisations.py`."""

from __future__ import annotations

from common import KNOWN, cells, lines, several, write
from holders import unmarked

ORGANISATION = "id name aliases code country sector kind seat start end members".split()
BODY = "id name aliases iso3 sector kind start end".split()


def spelled(row: dict[str, str]) -> str:
    """The aliases, with the spelling that papers without accents print."""
    own = [row["name"], *row["aliases"].split("|")]
    return several(row["aliases"], *(unmarked(name) for name in own if name and unmarked(name) != name))


def organisations() -> None:
    """International organisations, alliances, courts, armed groups, companies."""
    rows = []
    for line in lines("organisations"):
        row = cells(line, ORGANISATION)
        rows.append(row | {"aliases": spelled(row), "source": "public record"})
    write("organisations", [*ORGANISATION, "source"], rows)


def bodies() -> None:
    """Parliaments, ministries, forces, services, parties of one state: `@iso3` opens a state's lines."""
    rows, iso3 = [], ""
    for line in lines("bodies"):
        if line.startswith("@"):
            iso3 = line[1:].strip()
            continue
        row = cells(line, ["name", "aliases", "sector", "kind", "start", "end"])
        row["iso3"] = iso3
        slug = "-".join("".join(c if c.isalnum() else " " for c in unmarked(row["name"]).lower()).split())
        row["id"] = f"{iso3.lower()}-{slug}"
        rows.append({column: row[column] for column in BODY} | {"aliases": spelled(row), "source": "public record"})
    write("bodies", [*BODY, "source"], rows)


if __name__ == "__main__":
    organisations()
    if (KNOWN / "bodies.txt").exists():
        bodies()
