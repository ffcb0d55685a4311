"""Build tables/ministers.csv from known/ministers_*.txt, and the offices that several hold: `python ministers.py`."""

from __future__ import annotations

from common import KNOWN, lines, write
from holders import COLUMNS, holders

ROLES = {"several": "several people hold this office at once"}


def build() -> None:
    """Write both tables; an office whose name ends with `+` in the lists has several holders at once."""
    rows = [row for path in sorted(KNOWN.glob("ministers_*.txt")) for row in holders(lines(path.stem), "public record")]
    shared = sorted({(row["iso3"], row["office"].removesuffix("+")) for row in rows if row["office"].endswith("+")})
    for row in rows:
        row["office"] = row["office"].removesuffix("+")
    rows.sort(key=lambda row: (row["iso3"], row["office"], row["start"], row["name"]))
    write("ministers", COLUMNS, rows)
    write(
        "office_exceptions",
        ("iso3", "office", "start", "end", "reason", "source"),
        [
            {
                "iso3": iso3,
                "office": office,
                "start": "",
                "end": "",
                "reason": ROLES["several"],
                "source": "public record",
            }
            for iso3, office in shared
        ],
    )


if __name__ == "__main__":
    build()
