"""Build tables/ministers.csv from known/ministers_*.txt, and the offices that several hold: `python ministers.py`."""

from __future__ import annotations

from common import KNOWN, cells, lines, write
from holders import COLUMNS, holders

SEVERAL = "several people hold this office at once"


def build() -> None:
    """Write both tables; an office whose name ends with `+` in the lists has several holders at once."""
    rows = [row for path in sorted(KNOWN.glob("ministers_*.txt")) for row in holders(lines(path.stem), "public record")]
    shared = sorted({(row["iso3"], row["office"].removesuffix("+")) for row in rows if row["office"].endswith("+")})
    for row in rows:
        row["office"] = row["office"].removesuffix("+")
        row.pop("implied")
    rows.sort(key=lambda row: (row["iso3"], row["office"], row["start"], row["name"]))
    write("ministers", COLUMNS, rows)
    columns = ("iso3", "office", "start", "end", "reason")
    exceptions = [cells(line, columns) for line in lines("office_exceptions")]
    exceptions += [cells(f"{iso3};{office};;;{SEVERAL}", columns) for iso3, office in shared]
    write("office_exceptions", [*columns, "source"], [row | {"source": "public record"} for row in exceptions])


if __name__ == "__main__":
    build()
