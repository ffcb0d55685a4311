"""Build tables/leaders.csv: `python leaders.py FACTS`.

What is known for sure by name (known/leaders_*.txt) comes first. Archigos (to 2015) and REIGN (to 2021) add the leaders
that no known row covers, under the name they give; the World Factbook adds the holders of today.
"""

from __future__ import annotations

import csv
import datetime as dt
import functools
import re
import sys
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from common import KNOWN, TABLES, cells, facts, lines, several, write
from holders import COLUMNS, Row, holders, plain, unmarked

GW_ISO3 = dict(pair.split("=") for pair in (KNOWN / "gw_iso3.txt").read_text(encoding="utf-8").split())
Term = tuple[str, str, str, str, str]  # iso3, leader, start, end, source
SHARED_WORDS = set(
    "ould bin ibn mohamed mohammed muhammad mohammad ahmed ahmad abdul abdel ali sheikh king prince queen".split()
)
NO_PERSONS = {"Executive council", "Military Junta"}
SINCE = re.compile(r"(?P<who>[^(]+)\(since (?:(?P<day>\d+) )?(?:(?P<month>[A-Z][a-z]+) )?(?P<year>\d{4})")
FOREIGN = re.compile(r"CHARLES III|Emmanuel MACRON \(since|Co-prince|Frederik X of|of the Netherlands")
LOUD = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ'’]+")
ROMAN = re.compile(r"[IVX]+")
TITLE_WORDS = set(
    "President Prime Minister Ministers King Queen Sultan Amir Emir Chancellor Premier Governor Emperor Grand Duke "
    "Prince Chairman Chairperson of the and Presidency Interim Acting Transitional Transition Supreme Leader Taoiseach "
    "Pope Captain Captains Regent State Council Chief Executive General Gen. Sr. Field Marshal Lt. Brig. Lieutenant "
    "Colonel Col. Capt. Sheikh Ayatollah Federal Sovereign Head Administrator Crown Dr. Sir Dame "
    "Cardinal Cabinet Presidential Caretaker CNSP "
    "Government Ratu Pontifical Commission".split()
)
MONTHS = {
    name[:3].lower(): number
    for number, name in enumerate(
        "January February March April May June July August September October November December".split(), 1
    )
}


def words(name: str) -> set[str]:
    """The words of a name that may tell two people apart: plain letters, no particles."""
    found = {word for word in re.split(r"[^a-z]+", plain(name)) if len(word) > 2}
    return (found - SHARED_WORDS) or found


def overlaps(row: Row, start: str, end: str) -> bool:
    """Whether a row's term touches the interval; open ends are open."""
    return (not end or row["start"] <= end) and (not row["end"] or not start or row["end"] >= start)


def alike(one: set[str], other: set[str]) -> bool:
    """Whether two names share a word, or nearly ("Mitterand", "Mitterrand")."""
    return bool(one & other) or any(
        len(a) > 4 < len(b) and SequenceMatcher(None, a, b).ratio() >= 0.8 for a in one for b in other
    )


def covered(rows: list[Row], iso3: str, name: str, start: str, end: str) -> bool:
    """Whether rows of this state with nearly this name fill the better part of a term; of a short one, its year."""
    wanted = words(name)
    filled = 0
    for row in rows:
        if row["iso3"] != iso3 or not overlaps(row, start[:4], end[:4] + "-99" if end else ""):
            continue
        if alike(wanted, words(several(row["name"], row["aliases"]))):
            if not end or days(end) - days(start) < 400:
                return True
            shared = min(days(row["end"] or end), days(end)) - max(days(row["start"] or start), days(start))
            filled += max(shared, 0)
    return bool(end) and filled * 2 > days(end) - days(start)


def shorten(rows: list[Row], terms: list[Term]) -> None:
    """End a term whose end was only implied where Archigos has a successor whom the lists skip.

    The holder before such a gap would else seem to stay in office. Where a state has both a head of state and a head of
    government in the lists, Archigos may have turned from the one to the other: then the head of state is left alone.
    """
    governed = {row["iso3"] for row in rows if row["office"] == "head of government"}
    skipped = [term for term in terms if not covered(rows, term[0], term[1], term[2], term[3])]
    for row in rows:
        if row["implied"] != "yes" or (row["office"] != "head of government" and row["iso3"] in governed):
            continue
        own = words(several(row["name"], row["aliases"]))
        ends = [
            end
            for iso3, leader, start, end, _ in terms
            if iso3 == row["iso3"] and overlaps(row, start, end) and start < row["end"] and alike(own, words(leader))
        ]
        last = max(ends, default="")
        if not last or last <= row["start"] or days(row["end"]) - days(last) <= 60:
            continue
        if any(term[0] == row["iso3"] and abs(days(term[2]) - days(last)) < 60 for term in skipped):
            row["end"] = last


def days(date: str) -> int:
    """A date as a number of days, a coarse one at its first day."""
    return dt.date.fromisoformat((date + "-01-01")[:10] if len(date) == 4 else (date + "-01")[:10]).toordinal()


def state(gw: str, start: str) -> str:
    """ISO alpha-3 (or a historical state's code) of a Gleditsch-Ward code at a date."""
    if gw == "365" and start < "1991-12-25":
        return "SUN"
    if gw == "816" and start >= "1976-07-02":
        return "VNM"
    if gw == "345" and start >= "2003-02-04":
        return "SCG" if start < "2006-06-05" else "SRB"
    if gw == "710" and start < "1949-10-01":
        return "CHR"
    return GW_ISO3.get(gw, "")


def archigos(folder: Path) -> Iterator[Term]:
    """iso3, leader, start, end, source of each term; a term open at Archigos' end runs on as REIGN knows it."""
    later = facts(folder, "reign_leaderlist_2021-03")
    for row in facts(folder, "archigos_leaders_1945-2015"):
        code, end = state(row["ccode"], row["startdate"]), row["enddate"]
        if end == "2015-12-31":
            for other in later:
                if (
                    other["ccode"] == row["ccode"]
                    and other["syear"] <= "2015"
                    and words(other["leader"]) & words(row["leader"])
                ):
                    end = (
                        max(end, f"{other['eyear']}-{int(other['emonth'] or 1):02d}")
                        if other["eyear"].isdigit()
                        else end
                    )
        if code:
            yield code, row["leader"].strip(), row["startdate"], end, "Archigos 4.1 (CC BY 4.0)"


def reign(folder: Path) -> Iterator[Term]:
    """The same from REIGN, for terms that began after Archigos ends (2016 on), by month."""
    for row in facts(folder, "reign_leaderlist_2021-03"):
        if not row["syear"].isdigit() or int(row["syear"]) < 2016 or not row["emonth"].isdigit():
            continue
        start = f"{row['syear']}-{int(row['smonth']):02d}" + (
            f"-{int(row['sdate']):02d}" if row["sdate"].isdigit() else ""
        )
        code, end = state(row["ccode"], start), f"{row['eyear']}-{int(row['emonth']):02d}"
        if code and end >= start[:7] and "\u00c3" not in row["leader"]:  # a name in the wrong code page is no name
            yield code, row["leader"].strip(), start, end, "REIGN leader list (March 2021)"


def today(folder: Path) -> Iterator[Term]:
    """iso3, office, title and NAME, since, country: the holders that the World Factbook names, of states."""
    by_fips = {row["FIPS"].lower(): row["ISO3166-1-Alpha-3"] for row in facts(folder, "country-codes") if row["FIPS"]}
    with (TABLES / "countries.csv").open(encoding="utf-8", newline="") as file:
        states = {row["iso3"] for row in csv.DictReader(file) if row["kind"] in {"state", "entity"}}
    for row in facts(folder, "factbook_countries"):
        code = by_fips.get(row["fips"], "")
        for column, office in (("chief_of_state", "head of state"), ("head_of_government", "head of government")):
            part = re.split(r";", row[column])[0]
            match = SINCE.match(part)
            if code not in states or not match or FOREIGN.search(part) or "Vice President" in part:
                continue
            month = MONTHS.get((match["month"] or "")[:3].lower(), 0)
            since = (
                match["year"]
                + (f"-{month:02d}" if month else "")
                + (f"-{int(match['day']):02d}" if match["day"] else "")
            )
            yield code, office, match["who"].strip(), since, row["short"]


def factbook_name(who: str) -> tuple[str, str, str]:
    """Title, name and surname from "Prime Minister Sifi GHRIEB": capitals mark the surname."""
    parts = who.replace(",", " ").split()
    cut = next((i for i, word in enumerate(parts) if word not in TITLE_WORDS), len(parts))
    name = parts[cut:]
    loud = [word for word in name if re.search(r"[A-ZÀ-Þ]{2,}", word.replace("'", "")) and not ROMAN.fullmatch(word)]
    pretty = " ".join(word if ROMAN.fullmatch(word) else LOUD.sub(lambda m: m[0].title(), word) for word in name)
    surname = " ".join(LOUD.sub(lambda m: m[0].title(), word) for word in loud)
    return " ".join(parts[:cut]), pretty, surname or pretty


@functools.cache
def full_names() -> dict[tuple[str, str], tuple[str, str]]:
    """Full name and short form of a leader whom Archigos or REIGN names by surname."""
    rows = [cells(line, ("iso3", "given", "full", "short")) for line in lines("full_names")]
    return {(row["iso3"], row["given"]): (row["full"], row["short"] or row["full"].split()[-1]) for row in rows}


def effective(iso3: str, leader: str, start: str, end: str, source: str) -> Row:
    """The row of a leader whom only Archigos or REIGN has."""
    surname = leader.split(",")[0]
    full, short = full_names().get((iso3, leader), (leader, surname))
    if full != leader:
        source += "; public record (full name)"
    return {
        "iso3": iso3,
        "office": "leader",
        "title": "",
        "name": full,
        "aliases": several(
            unmarked(full) if unmarked(full) != full else "", surname if surname not in unmarked(full) else ""
        ),
        "surname": short,
        "name_order": "single" if " " not in full else "western",
        "start": start,
        "end": end,
        "source": source,
    }


def build(folder: Path) -> None:
    """Write the table."""
    rows = [row for path in sorted(KNOWN.glob("leaders_*.txt")) for row in holders(lines(path.stem), "public record")]
    terms = [term for term in (*archigos(folder), *reign(folder)) if term[3] > "1945"]
    shorten(rows, terms)
    for row in rows:
        row.pop("implied")
    for iso3, leader, start, end, source in terms:
        same = full_names().get((iso3, leader), ("", ""))[0] == "-"
        if same or leader in NO_PERSONS or covered(rows, iso3, leader, start, end):
            continue
        rows.append(effective(iso3, leader, start, end, source))
    for iso3, office, who, since, short in today(folder):
        title, name, surname = factbook_name(who)
        if iso3 != "VAT" and not covered(rows, iso3, name, since, ""):
            clash = [row["name"] for row in rows if row["iso3"] == iso3 and row["office"] == office and not row["end"]]
            if clash:
                print(
                    f"{short}: the Factbook has {name} since {since} as {office}, known rows have {clash}",
                    file=sys.stderr,
                )
                continue
            rows.append(
                {
                    "iso3": iso3,
                    "office": office,
                    "title": title,
                    "name": name,
                    "aliases": "",
                    "surname": surname or name,
                    "name_order": "western",
                    "start": since,
                    "end": "",
                    "source": "CIA World Factbook",
                }
            )
    rows.sort(key=lambda row: (row["iso3"], row["office"], row["start"], row["name"]))
    write("leaders", COLUMNS, rows)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
