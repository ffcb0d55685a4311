"""The table of dated facts: every row whole, and anniversaries matched by what and between whom."""

from __future__ import annotations

from collections import Counter

from communique.dates import facts, timex
from communique.tables import load


def test_every_fact_has_a_date_a_kind_and_a_source() -> None:
    kinds = {row["kind"] for row in load("fact_words")} | {"summit", "disaster"}
    rows = load("dated_facts")
    assert len(rows) >= 250
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert timex.interval(row["start"]), row["id"]
        assert not row["end"] or timex.interval(row["end"]), row["id"]
        assert row["kind"] in kinds, row["id"]
        assert row["source"], row["id"]
        assert not row["end"] or row["start"] <= row["end"], row["id"]


def test_the_parties_of_every_fact_are_countries() -> None:
    known = {row["iso3"] for row in load("countries")}
    for row in load("dated_facts"):
        assert set(filter(None, row["parties"].split("|"))) <= known, row["id"]


def test_days_marked_in_other_calendars_are_days_of_the_year() -> None:
    for row in load("dated_facts"):
        for part in filter(None, row["commemorated"].split("|")):
            code, _, day = part.partition(":")
            assert len(code) == 3, row["id"]
            assert timex.interval(f"2000-{day}"), row["id"]


def test_the_end_of_the_war_is_marked_on_each_countrys_own_day() -> None:
    def day(country: str) -> str:
        found = facts.match("the end of World War II", "", Counter({country: 3}), years=frozenset(), nth=80, year=None)
        return found.day if found else ""

    assert day("CHN") == "1945-09-03"
    assert day("RUS") == "1945-05-09"


def test_a_pact_between_others_is_not_taken() -> None:
    found = facts.match(
        "their defense treaty", "Peru and Chile", Counter({"PER": 2, "CHL": 2}), years=frozenset(), nth=60, year=None
    )
    assert found is None


def test_the_year_of_publication_must_agree() -> None:
    def matched(year: int) -> bool:
        found = facts.match("the fall of the Berlin Wall", "", Counter(), years=frozenset(), nth=30, year=year)
        return found is not None

    assert matched(2019)
    assert not matched(2012)
