"""Build tables/leaders.csv: `python leaders.py FACTS`.

What is known for sure by name (known/leaders_*.txt) comes first. Archigos (to 2015) and REIGN (to 2021) add the leaders
that no known row covers, under the name they give; the World Factbook adds the holders of today.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from common import KNOWN, facts, lines, several, write
from holders import COLUMNS, Row, holders, plain

GW_ISO3 = dict(
    pair.split("=")
    for pair in (KNOWN / "gw_iso3.txt").read_text(encoding="utf-8").split()
)
MONTHS = {
    name[:3].lower(): number
    for number, name in enumerate(
        "January February March April May June July August September October November December".split(), 1
    )
}


def words(name: str) -> set[str]:
    """The words of a name that may tell two people apart: plain letters, no particles."""
    return {word for word in re.split(r"[^a-z]+", plain(name)) if len(word) > 2}


def overlaps(row: Row, start: str, end: str) -> bool:
    """Whether a row's term touches the interval; open ends are open."""
    return (not end or row["start"] <= end) and (not row["end"] or not start or row["end"] >= start)


def covered(rows: list[Row], iso3: str, name: str, start: str, end: str) -> bool:
    """Whether a row of this state shares a word of the name (or of an alias) at that time."""
    wanted = words(name)
    return any(
        row["iso3"] == iso3 and overlaps(row, start[:4], end[:4] + "-99" if end else "") and wanted & words(several(row["name"], row["aliases"]))
        for row in rows
    )


def filled(rows: list[Row], iso3: str, start: str, end: str) -> bool:
    """Whether known rows name an effective leader for the whole interval already."""
    ranks = {"head of government", "head of state", "de facto leader", "party leader", "president", "supreme leader"}
    return any(
        row["iso3"] == iso3 and row["office"] in ranks and row["start"] <= start and (not row["end"] or (end and end <= row["end"]))
        for row in rows
    )


def archigos(folder: Path) -> Iterator[tuple[str, str, str, str, str]]:
    """iso3, leader, start, end, source of each term that touches 1945 or later."""
    for row in facts(folder, "archigos_leaders_1945-2015"):
        code = GW_ISO3.get(row["ccode"])
        end = "" if row["enddate"] == "2015-12-31" else row["enddate"]
        if code:
            yield code, row["leader"], row["startdate"], end, "Archigos 4.1 (CC BY 4.0)"


def reign(folder: Path) -> Iterator[tuple[str, str, str, str, str]]:
    """The same from REIGN, for terms that began after Archigos ends (2016 on), by month."""
    for row in facts(folder, "reign_leaderlist_2021-03"):
        code = GW_ISO3.get(row["ccode"])
        if not code or not row["syear"].isdigit() or int(row["syear"]) < 2016:
            continue
        start = f"{row['syear']}-{int(row['smonth']):02d}-{int(row['sdate']):02d}" if row["sdate"].isdigit() else f"{row['syear']}-{int(row['smonth']):02d}"
        last = f"{row['eyear']}-{int(row['emonth']):02d}" if row["emonth"].isdigit() else row["eyear"]
        end = "" if last >= "2021-03" else last
        yield code, row["leader"], start, end, "REIGN leader list (March 2021)"


def today(folder: Path) -> Iterator[tuple[str, str, str, str, str]]:
    """iso3, office, title, NAME, since: the holders that the World Factbook names."""
    by_fips = {row["FIPS"].lower(): row["ISO3166-1-Alpha-3"] for row in facts(folder, "country-codes") if row["FIPS"]}
    for row in facts(folder, "factbook_countries"):
        code = by_fips.get(row["fips"])
        for column, office in (("chief_of_state", "head of state"), ("head_of_government", "head of government")):
            for part in row[column].split(";")[:1]:
                match = re.match(r"(?P<who>[^(]+)\(since (?:(?P<day>\d+) )?(?:(?P<month>[A-Z][a-z]+) )?(?P<year>\d{4})", part)
                if code and match:
                    month = MONTHS.get((match["month"] or "")[:3].lower(), 0)
                    since = match["year"] + (f"-{month:02d}" if month else "") + (f"-{int(match['day']):02d}" if match["day"] else "")
                    yield code, office, match["who"].strip(), since, row["short"]


def strip_marks(text: str) -> str:
    """Text with no accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def factbook_name(who: str) -> tuple[str, str, str]:
    """Title, name and surname from "Prime Minister Sifi GHRIEB": capitals mark the surname."""
    parts = who.replace(",", " ").split()
    titles = set(
        "President Prime Minister King Queen Sultan Amir Emir Chancellor Premier Governor Emperor Grand Duke Prince Chairman "
        "Chairperson of the Presidency Interim Acting Transitional Supreme Leader Taoiseach Pope Captain Captains Regent State "
        "Council Chief Executive General Field Marshal Lt. Gen. Brig. Lieutenant Colonel Capt. Lt. Sheikh Ayatollah Federal "
        "Sovereign Head Co-prince Administrator Crown Dr. Sir Dame Minister Cardinal".split()
    )
    cut = next((i for i, word in enumerate(parts) if word not in titles), len(parts))
    name = [word for word in parts[cut:]]
    surname = " ".join(word.title() for word in name if len(word) > 1 and word.isupper() and not word.endswith("."))
    pretty = " ".join(word.title() if word.isupper() and len(word) > 2 else word for word in name)
    return " ".join(parts[:cut]), pretty, surname


def build(folder: Path) -> None:
    """Write the table."""
    rows = [row for path in sorted(KNOWN.glob("leaders_*.txt")) for row in holders(lines(path.stem), "public record")]
    known = len(rows)
    for iso3, leader, start, end, source in [*archigos(folder), *reign(folder)]:
        if end and end < "1945":
            continue
        if covered(rows, iso3, leader, start, end) or filled(rows[:known], iso3, start, end):
            continue
        surname = leader.split(",")[0]
        rows.append(
            {
                "iso3": iso3, "office": "leader", "title": "", "name": leader, "aliases": "", "surname": surname,
                "name_order": "single" if surname == leader else "western", "start": start, "end": end, "source": source,
            }
        )
    for iso3, office, who, since, short in today(folder):
        title, name, surname = factbook_name(who)
        if not covered(rows, iso3, name, since, ""):
            clash = [row["name"] for row in rows if row["iso3"] == iso3 and row["office"] == office and not row["end"]]
            if clash:
                print(f"{short}: the Factbook has {name} since {since} as {office}, known rows have {clash}", file=sys.stderr)
                continue
            rows.append(
                {
                    "iso3": iso3, "office": office, "title": title, "name": name, "aliases": "", "surname": surname or name,
                    "name_order": "western", "start": since, "end": "", "source": "CIA World Factbook",
                }
            )
    rows.sort(key=lambda row: (row["iso3"], row["office"], row["start"], row["name"]))
    write("leaders", COLUMNS, rows)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
