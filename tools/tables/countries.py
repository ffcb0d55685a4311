"""Build tables/countries.csv and state_codes.csv: `python countries.py FACTS` (factbook_countries, country-codes)."""

from __future__ import annotations

import sys
from pathlib import Path

from common import cells, facts, lines, several, write

KNOWN_COLUMNS = (
    "iso3 iso2 cow gw name names demonyms adjectives capital metonyms start end predecessor successor kind "
    "official_name"
).split()
COLUMNS = (
    "iso3 iso2 cow gw name official_name names demonyms adjectives capital metonyms start end predecessor successor "
    "kind source"
).split()


def official_names(folder: Path) -> dict[str, str]:
    """Official name by ISO alpha-3: the UN's English formal name without its article, else the Factbook's long form."""
    names: dict[str, str] = {}
    by_fips = {row["FIPS"].lower(): row["ISO3166-1-Alpha-3"] for row in facts(folder, "country-codes") if row["FIPS"]}
    for row in facts(folder, "factbook_countries"):
        code, long = by_fips.get(row["fips"]), row["long"]
        if code and long and long != "none" and "conventional" not in long:
            names[code] = long
    for row in facts(folder, "country-codes"):
        formal = row["UNTERM English Formal"].removeprefix("the ").replace("*", "").strip()
        if formal and "(" not in formal:
            names[row["ISO3166-1-Alpha-3"]] = formal
    return names


def demonyms(adjectives: str) -> str:
    """The first adjective and its regular plural: "Albanian|Albanians"."""
    first = adjectives.split("|")[0]
    return f"{first}|{first}s" if first else ""


def build(folder: Path) -> None:
    """Write the table."""
    official = official_names(folder)
    rows = []
    for line in lines("countries"):
        row = cells(line, KNOWN_COLUMNS)
        row["kind"] = row["kind"] or "state"
        row["official_name"] = row["official_name"] or official.get(row["iso3"], row["name"])
        row["demonyms"] = row["demonyms"] or demonyms(row["adjectives"])
        seats = row["metonyms"]
        row["metonyms"] = seats[1:] if seats.startswith("!") else several(row["capital"], seats)
        row["names"] = several(row["name"], row["names"], row["official_name"] if len(row["official_name"]) > 3 else "")
        codes = "ISO 3166; Correlates of War; Gleditsch-Ward; " if row["cow"] else "ISO 3166; " if row["iso2"] else ""
        row["source"] = f"{codes}CIA World Factbook; UNTERM; public record" if row["iso2"] else f"{codes}public record"
        rows.append(row)
    write("countries", COLUMNS, rows)
    numbers = ("iso3", "system", "code", "start", "end")
    changed = [cells(line, numbers) | {"source": "Correlates of War; Gleditsch-Ward"} for line in lines("state_codes")]
    write("state_codes", [*numbers, "source"], changed)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
