"""Build tables/ambiguous_names.csv from known/ambiguous_names.txt: `python ambiguous.py`."""

from __future__ import annotations

from common import lines, write


def build() -> None:
    """One row a name; the cue may itself hold semicolons."""
    rows = []
    for line in lines("ambiguous_names"):
        name, readings, cue = (part.strip() for part in line.split(";", 2))
        rows.append({"name": name, "readings": readings, "cues": cue, "source": "public record"})
    write("ambiguous_names", ("name", "readings", "cues", "source"), rows)


if __name__ == "__main__":
    build()
