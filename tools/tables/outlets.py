"""Build tables/outlets.csv: `python outlets.py FACTS`: known outlets, then those that only the State Media Matrix has.

The matrix's typology becomes `ownership`: SC state-controlled, CaPu captured public, CaPr captured private, ISFM
state-funded and state-managed but independent, ISF state-funded, ISM state-managed, IP public. `state_media` is yes for
SC and CaPu, where a government decides what is said; a public broadcaster with editorial independence is not one.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from common import TABLES, cells, facts, lines, several, write
from holders import plain, unmarked

COLUMNS = "id name aliases domain country kind ownership state_media start end timezone source".split()
KNOWN_COLUMNS = "name aliases domain country kind ownership state_media start end".split()
TYPOLOGY = {
    "SC": ("state", "yes"),
    "CaPu": ("captured public", "yes"),
    "CaPr": ("captured", "no"),
    "ISFM": ("public", "no"),
    "ISF": ("public", "no"),
    "ISM": ("public", "no"),
    "IP": ("public", "no"),
}
SPELLED = {
    "Czech Rep.": "CZE",
    "Bosnia & Herzegovina": "BIH",
    "Palestinian Territories": "PSE",
    "UK": "GBR",
    "USA": "USA",
}
LABEL = re.compile(
    r"^(?:Television|TV|Radio|Newspapers?|News agency|Online|Print|Magazine|Website|Radio stations?|TV channels?)s?"
    r"\s*:\s*",
    re.I,
)


def slug(text: str) -> str:
    """An id: plain letters and digits joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", plain(text)).strip("-")


def zones() -> dict[str, str]:
    """The capital's IANA zone by ISO alpha-3, where sure."""
    table = dict(pair.split("=") for line in lines("timezones") for pair in line.split())
    unknown = set(table.values()) - available_timezones()
    if unknown:
        raise SystemExit(f"known/timezones.txt: no such IANA zones: {sorted(unknown)}")
    return table


def countries() -> dict[str, str]:
    """ISO alpha-3 by every name of a living country."""
    with (TABLES / "countries.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] != "historical"]
    names = {name.removeprefix("the "): row["iso3"] for row in reversed(rows) for name in row["names"].split("|")}
    return names | SPELLED


def demonyms() -> set[str]:
    """Adjectives and demonyms: an outlet of such a name ("French") can't be told from the people."""
    with (TABLES / "countries.csv").open(encoding="utf-8", newline="") as file:
        return {
            word for row in csv.DictReader(file) for cell in ("adjectives", "demonyms") for word in row[cell].split("|")
        }


def kind(name: str) -> str:
    """The kind of outlet as its name tells it."""
    low = name.lower()
    if "agency" in low or "agence" in low or "agencia" in low or "press service" in low:
        return "agency"
    if re.search(r"\b(tv|tele\w*|radio\w*|channel|broadcast\w*|canal|kanal|fm|rádio|television)\b", low):
        return "broadcaster"
    if re.search(r"\b(daily|times|newspaper|gazette|herald|news|post|journal|tribune|diario|zeitung)\b", low):
        return "paper"
    return "site"


def matrix(folder: Path) -> Iterator[dict[str, str]]:
    """The matrix's outlets with a plain name and a known country."""
    by_name = countries()
    peoples = set(by_name) | demonyms() | set(lines("outlets_skipped"))
    for row in facts(folder, "state_media_matrix"):
        typology = row["Typology"].strip("?")
        name = LABEL.sub("", row["Main assets"].strip()).strip(" .*")
        country = by_name.get(row["Country"].strip().removeprefix("The "), by_name.get(row["Country"].strip()))
        if not name or typology not in TYPOLOGY or not country or row["Status"] == "Currently Not Functional":
            continue
        if name in peoples or len(name) > 50 or len(name) < 4 or re.search(r"[;:,/\n]", name):
            continue
        short = re.fullmatch(r"(.+?) ?\(([A-Z][\w-]{2,})\)", name)
        aliases = ""
        if short:
            name, aliases = short[1], "" if short[2] in peoples else short[2]
        ownership, state = TYPOLOGY[typology]
        host = (urlsplit(row["URL"].strip()).hostname or "").removeprefix("www.")
        yield {
            "name": name,
            "aliases": several(aliases, unmarked(name) if unmarked(name) != name else ""),
            "domain": host,
            "country": country,
            "kind": kind(name),
            "ownership": ownership,
            "state_media": state,
            "start": "",
            "end": "",
            "source": f"State Media Matrix (State Media Monitor typology {typology}; MIT)",
        }


def build(folder: Path) -> None:
    """Write the table."""
    known = [cells(line, KNOWN_COLUMNS) | {"source": "public record"} for line in lines("outlets")]
    names = {plain(name) for row in known for name in [row["name"], *row["aliases"].split("|")] if name}
    hosts = {host.removeprefix("www.") for row in known for host in row["domain"].split("|") if host}
    rows = list(known)
    for row in matrix(folder):
        own = {plain(name) for name in [row["name"], *row["aliases"].split("|")] if name}
        if plain(row["name"]) in names or (row["domain"] and row["domain"] in hosts):
            continue
        row["aliases"] = several(
            *(alias for alias in row["aliases"].split("|") if plain(alias) not in names - {plain(row["name"])})
        )
        names |= own
        hosts |= {row["domain"]} - {""}
        rows.append(row)
    table, seen = zones(), set[str]()
    for row in rows:
        row["id"] = (
            slug(row["name"]) if slug(row["name"]) not in seen else f"{slug(row['name'])}-{row['country'].lower()}"
        )
        if row["id"] in seen:
            raise SystemExit(
                f"{row['name']}: two outlets of this name in {row['country']}; tell them apart in known/outlets.txt"
            )
        seen.add(row["id"])
        row["timezone"] = table.get(row["country"], "")
        row["aliases"] = several(row["aliases"], unmarked(row["name"]) if unmarked(row["name"]) != row["name"] else "")
    write("outlets", COLUMNS, rows)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
