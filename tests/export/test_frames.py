"""Facts as frames of the three libraries: a row a fact, dates as dates, the columns of the Parquet export."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import communique
from communique.errors import UsageError
from communique.store import Filter
from tests.store.making import filled

pytest.importorskip("pyarrow")


def test_a_listing_becomes_a_frame_of_each_library(tmp_path: Path) -> None:
    with filled(str(tmp_path / "r.communique")) as record:
        arrow = communique.frame(record.events(), "arrow")
        assert arrow.column("type").to_pylist() == ["ACCUSE", "CONSULT"]
        assert arrow.column("when_start").to_pylist() == [dt.date(2014, 3, 2), dt.date(2015, 6, 1)]
        pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
        frame = communique.frame(record.events(Filter(types=("ACCUSE",))))
        assert isinstance(frame, pandas.DataFrame)
        assert list(frame["when_start"].dt.year) == [2014]
        other = communique.frame(record.reports(), "polars")
        assert isinstance(other, polars.DataFrame)
        assert other["report_id"].to_list() == [report.report_id for report in record.reports()]
        assert len(communique.frame(record.actors())) == 2
        assert len(communique.frame(record.judgements())) == 0


def test_an_unknown_library_is_refused(tmp_path: Path) -> None:
    with filled(str(tmp_path / "r.communique")) as record, pytest.raises(UsageError, match="pandas, polars, arrow"):
        communique.frame(record.events(), "excel")


def test_a_frame_has_the_same_columns_whatever_is_in_it(tmp_path: Path) -> None:
    with filled(str(tmp_path / "r.communique")) as record:
        whole = communique.frame(record.events())
        none = communique.frame(record.events(Filter(pair=("NOR", "GHA"))), kind="events")
        assert list(none.columns) == list(whole.columns)
        assert "place_name" in none.columns
        with pytest.raises(UsageError, match="two kinds"):
            communique.frame([*record.events(), *record.reports()])
        with pytest.raises(UsageError, match="no kind of fact"):
            communique.frame([], kind="storms")


def test_a_filter_refuses_what_would_find_nothing() -> None:
    with pytest.raises(UsageError, match="'China' is no code"):
        Filter(pair=("China", "PRK"))
    with pytest.raises(UsageError, match=r"since takes a datetime\.date"):
        Filter(since="2020")  # type: ignore[arg-type]
