"""What the table builders share: where tables lie, and reading and writing them in one way."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).parent
KNOWN = HERE / "known"
TABLES = HERE.parents[1] / "src" / "communique" / "tables"


def facts(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of one CSV of the facts folder."""
    path = folder / f"{name}.csv"
    if not path.exists():
        raise SystemExit(f"{path}: no such file. Give the folder that holds {name}.csv as the first argument.")
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:  # REIGN's list mixes code pages; only its notes and a few accents suffer
        text = raw.decode("latin-1")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def lines(name: str) -> list[str]:
    """The lines of `known/NAME.txt` that say something: no blank lines, no comments."""
    text = (KNOWN / f"{name}.txt").read_text(encoding="utf-8")
    return [line.rstrip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def cells(line: str, columns: Sequence[str]) -> dict[str, str]:
    """One `;`-separated line as a row; cells left out at the end are empty."""
    values = [value.strip() for value in line.split(";")]
    if len(values) > len(columns):
        raise SystemExit(f"Too many cells ({len(values)} for {len(columns)} columns): {line}")
    return dict(zip(columns, values + [""] * (len(columns) - len(values)), strict=True))


def several(*values: str) -> str:
    """Values (each perhaps several, joined by `|`) joined into one cell, each once, in order."""
    seen: dict[str, None] = {}
    for value in values:
        for part in value.split("|"):
            if part.strip():
                seen.setdefault(part.strip())
    return "|".join(seen)


def write(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> int:
    """Write `tables/NAME.csv`; the number of rows."""
    count = 0
    with (TABLES / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(columns), lineterminator="\n", extrasaction="raise")
        writer.writeheader()
        for row in rows:
            writer.writerow(row)
            count += 1
    print(f"{name}.csv: {count} rows")
    return count
