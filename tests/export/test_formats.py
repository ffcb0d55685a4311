from __future__ import annotations

import csv
from pathlib import Path

import pytest

from communique.export.datasets import write
from communique.export.dyads import cameo, columns
from communique.export.formats import FORMATS
from communique.tables import load
from tests.store.test_record import filled


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.mark.parametrize("format_", FORMATS)
def test_a_format_has_the_columns_of_its_data_set_in_order(tmp_path: Path, format_: str) -> None:
    with filled(tmp_path / "r.communique") as record:
        written = dict(write(record, format_, tmp_path / "out"))
    for kind in FORMATS[format_]:
        path = tmp_path / "out" / f"{kind}.tsv"
        found = rows(path)
        assert tuple(found[0]) == columns(kind)
        assert len(found) == written[path]


def test_the_widths_are_those_of_the_public_files() -> None:
    assert [len(columns(kind)) for kind in ("polecat", "gdelt", "gdelt_mentions", "icews")] == [41, 61, 16, 20]


def test_a_row_says_who_did_what_to_whom(tmp_path: Path) -> None:
    with filled(tmp_path / "r.communique") as record:
        write(record, "gdelt", tmp_path / "g")
        write(record, "polecat", tmp_path / "p")
    accuse = rows(tmp_path / "g" / "gdelt.tsv")[0]
    assert (accuse["Actor1CountryCode"], accuse["Actor2CountryCode"], accuse["Day"]) == ("PER", "CHL", "20140302")
    assert (accuse["EventRootCode"], accuse["QuadClass"], accuse["NumArticles"]) == ("11", "3", "1")
    assert rows(tmp_path / "p" / "polecat.tsv")[0]["Recipient Country"] == "Chile"


def test_every_type_and_mode_has_a_cameo_code() -> None:
    from communique import codebook

    for name, kind in codebook.load().types.items():
        for mode in ("", *kind.modes):
            assert cameo(name, mode).code, (name, mode)
    assert all(len(row["cameo"]) in (3, 4) for row in load("cameo"))


def test_parquet_is_read_back_with_dates(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    with filled(tmp_path / "r.communique") as record:
        write(record, "parquet", tmp_path / "out")
    table = parquet.read_table(tmp_path / "out" / "events.parquet")
    assert [str(day) for day in table.column("when_start").to_pylist()] == ["2014-03-02", "2015-06-01"]
