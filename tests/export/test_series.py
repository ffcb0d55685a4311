"""Events by period: every period of the range is there, and an event that fits into none is counted apart."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from communique.charts import counts, render
from communique.cli.series import _PERIODS
from communique.export.series import PERIODS, series
from communique.merge import conclude
from communique.records import Event, When
from tests.making import mention, month, on, reading, state

PERU, CHILE = state("PER", "Peru"), state("CHL", "Chile")


def events() -> list[Event]:
    told = [
        mention("a", "ACCUSE", [PERU], [CHILE], on("2014-01-30")),
        mention("b", "AGREE", [PERU], [CHILE], on("2014-04-02"), "Peru promised water."),
        mention("c", "AGREE", [CHILE], [PERU], month("2014-04"), "Chile promised boats."),
        mention("d", "THREATEN", [CHILE], [PERU], on("2014-05-01"), "It may act.", status="hypothetical"),
        mention("e", "ACCUSE", [CHILE], [PERU], When(), "Chile accused Peru."),
    ]
    return list(conclude([reading(one.report_id, one) for one in told], []).events)


def test_months_without_an_event_are_there_with_nought() -> None:
    found = series(events(), "month")
    assert [(row["period"], row["events"]) for row in found.rows] == [
        ("2014-01", 1), ("2014-02", 0), ("2014-03", 0), ("2014-04", 2)
    ]  # fmt: skip
    assert (found.rows[0]["verbal_conflict"], found.rows[3]["verbal_cooperation"]) == (1, 2)
    assert (found.rows[1]["mean_score"], found.rows[3]["mean_score"]) == (None, 2.5)
    assert (found.coarse, found.undated) == (0, 1)


def test_the_range_that_was_asked_for_is_filled_to_its_end() -> None:
    found = series(events(), "quarter", since=dt.date(2013, 12, 31), until=dt.date(2015, 1, 1))
    assert [row["period"] for row in found.rows] == [
        "2013-Q4", "2014-Q1", "2014-Q2", "2014-Q3", "2014-Q4", "2015-Q1"
    ]  # fmt: skip
    assert found.rows[-1]["end"] == "2015-03-31"


def test_a_month_is_too_coarse_for_a_day() -> None:
    found = series(events(), "day")
    assert (len(found.rows), sum(row["events"] for row in found.rows), found.coarse) == (63, 2, 1)


def test_weeks_and_leap_years_have_no_holes() -> None:
    for by in PERIODS:
        rows = series([], by, since=dt.date(2019, 12, 28), until=dt.date(2021, 1, 5)).rows
        for row, following in pairwise(rows):
            after = dt.date.fromisoformat(row["end"]) + dt.timedelta(days=1)
            assert after.isoformat() == following["start"], (by, row)


def test_a_series_is_drawn() -> None:
    spec = counts(series(events(), "month").rows, title="PER – CHL")
    assert b"verbal cooperation" in render(spec, "svg")


def test_the_command_offers_every_period() -> None:
    assert tuple(PERIODS) == _PERIODS
