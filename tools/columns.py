"""Write the reference of all export columns from `tables/export_columns.csv`, so that the two can't differ."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from communique.export.datasets import KINDS
from communique.export.formats import JSON, TABLES
from communique.tables import load

_OPENING = """# Exports, column by column

<!-- Written by `make docs` from tables/export_columns.csv. -->

`communique export FORMAT DIR` writes a whole record, and a `data-card.json` beside the files: what made them, rows and
columns of each, outlets, languages, dates, counts, limits. Events that a person rejected are left out. A column that
says *empty* is there because the format has it, and holds nothing, for the reason given.

| format | files |
|---|---|
| `jsonl`, `csv`, `parquet` | one a kind of fact: `reports`, `stories`, `statements`, `events`, … |
| `polecat`, `gdelt`, `icews` | tab-separated with a header, **one row a pair** of actor and recipient |
| `plover-json` | one object an event |
| `followthemoney` | one entity a line, of the public schema |

A mutual event has a row for every two of its parties. In CSV and tab-separated files a list of words is joined by `;
`, what nests deeper is JSON, and a cell that a spreadsheet would run as a formula has an apostrophe before it. In
Parquet a date is two columns, `when_start` and `when_end`, of type `date32`, beside `when_precision` and
`when_basis`; a place and a speaker are columns of their own too. GDELT's own files have no header; ours do.

What is certain of POLECAT's columns: 7 of the event, 8 of each side, 10 of the place, 7 of the source, 40 in all, by
these names. The public files are said to have 41; we could not make sure of the name or place of another, so ours
(`Event Text`, the clause that the event rests on) stands last. Take columns by name, or the first 40 by position.
Nor are we sure whether the public files write a party's country as a name or a code: ours are names for parties and ISO
3166 alpha-3 codes for places.
"""


def main(path: Path) -> None:
    """Write the reference to `path`."""
    path.write_text(text(), encoding="utf-8")


def text() -> str:
    """The whole page."""
    files = [file for made in TABLES.values() for file in made] + [file for made in JSON.values() for file in made]
    order = [*files, *KINDS]
    found = {file: list(rows) for file, rows in groupby(load("export_columns"), key=lambda row: row["file"])}
    return "\n".join([_OPENING, *(line for file in order for line in _section(file, found[file]))])


def _section(file: str, rows: list[dict[str, str]]) -> list[str]:
    sources = list(dict.fromkeys(row["source"] for row in rows if not row["source"].startswith(("own", "docs/"))))
    lines = [f"## `{file}`", "", f"{len(rows)} columns{': ' + sources[0] if sources else ''}.", ""]
    lines += ["| column | type | holds |", "|---|---|---|"]
    for row in rows:
        own = f" ({row['source']})" if row["source"].startswith("own: ") else ""
        lines.append(
            f"| `{row['column']}` | {row['type']} | {row['holds']}{own} |".replace("joined by |", "joined by \\|")
        )
    return [*lines, ""]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
