from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from communique import charts
from communique.export.cells import defused
from communique.export.datasets import write
from communique.export.rows import day
from communique.records import When
from tests.making import month, on
from tests.store.making import filled


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (on("2021-07-11"), "2021-07-11"),
        (month("2023-07"), "2023-07"),
        (When(start=dt.date(1950, 1, 1), end=dt.date(1953, 12, 31), precision="interval"), "1950/1953"),
        (When(start=dt.date(1930, 1, 1), end=dt.date(1939, 12, 31), precision="decade"), "1930s"),
        (When(start=dt.date(1949, 10, 6), precision="interval"), "since 1949-10-06"),
        (When(), "unknown"),
    ],
)
def test_a_date_reads_as_fine_as_it_is(when: When, text: str) -> None:
    assert day(when) == text


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-cmd", "@SUM(A1)", "\t=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_defused(text: str) -> None:
    assert defused(text) == "'" + text


def test_a_negative_number_stays_a_number() -> None:
    assert defused("-6.5") == "-6.5"


def test_a_data_set_has_a_file_a_kind_and_a_card(tmp_path: Path) -> None:
    with filled(str(tmp_path / "r.communique")) as record:
        written = dict(write(record, "jsonl", tmp_path / "out"))
        assert written[tmp_path / "out" / "events.jsonl"] == 2
        with pytest.raises(FileExistsError):
            write(record, "jsonl", tmp_path / "out")
        again = dict(write(record, "jsonl", tmp_path / "out", force=True))
    assert again == written


def test_a_timeline_is_drawn_without_a_network(tmp_path: Path) -> None:
    with filled(str(tmp_path / "r.communique")) as record:
        spec = charts.timeline(list(record.events()), [], title="PER – CHL")
    svg = charts.render(spec, "svg").decode()
    assert "Peru criticises Chile" in svg or "Peru accuses Chile" in svg
    assert "https://" not in charts.render(spec, "html").decode().split("</head>")[0].split("<script")[0]
