"""Exports load where they are meant to: columns by name, order and type, as many rows as were shown, safe cells."""

from __future__ import annotations

import csv
import datetime as dt
import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from communique.cli.export import _FORMATS
from communique.export.columns import columns
from communique.export.datasets import FORMATS, KINDS, write
from communique.export.dyads import cameo
from communique.export.formats import JSON, TABLES
from communique.merge import conclude
from communique.records import Place
from communique.store import Record, open_record
from communique.tables import load
from tests.making import mention, on, reading, state, story
from tests.store.making import filled

FILES = [(format_, file) for format_, files in TABLES.items() for file in files]


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return filled(str(tmp_path / "r.communique"))


def tsv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("format_", "file"), FILES)
def test_a_file_has_the_columns_of_its_data_set_in_order_and_each_of_its_type(
    tmp_path: Path, record: Record, format_: str, file: str
) -> None:
    written = dict(write(record, format_, tmp_path / "out"))
    path = tmp_path / "out" / f"{file}.tsv"
    rows = tsv(path)
    assert tuple(rows[0]) == columns(file)
    assert len(rows) == written[path]
    parse = {"integer": int, "number": float, "date": dt.date.fromisoformat, "text": str}
    types = {row["column"]: row["type"] for row in load("export_columns") if row["file"] == file}
    for row in rows:
        for column, value in row.items():
            assert not value or parse[types[column]](value) is not None, (column, value)


def test_a_column_that_is_said_to_be_empty_is_and_no_other_is_left_unfilled(tmp_path: Path, record: Record) -> None:
    for format_, file in FILES:
        write(record, format_, tmp_path / format_, force=True)
        rows = tsv(tmp_path / format_ / f"{file}.tsv")
        for column in load("export_columns"):
            if column["file"] == file and column["holds"].startswith("empty"):
                assert {row[column["column"]] for row in rows} == {""}


def test_the_widths_are_those_of_the_public_files() -> None:
    assert [len(columns(kind)) for kind in ("polecat", "gdelt", "gdelt_mentions", "icews")] == [41, 61, 16, 20]


def test_a_row_says_who_did_what_to_whom(tmp_path: Path, record: Record) -> None:
    write(record, "gdelt", tmp_path / "g")
    write(record, "polecat", tmp_path / "p")
    accuse = tsv(tmp_path / "g" / "gdelt.tsv")[0]
    assert (accuse["Actor1CountryCode"], accuse["Actor2CountryCode"], accuse["Day"]) == ("PER", "CHL", "20140302")
    assert (accuse["EventRootCode"], accuse["QuadClass"], accuse["NumArticles"]) == ("11", "3", "1")
    assert tsv(tmp_path / "p" / "polecat.tsv")[0]["Recipient Country"] == "Chile"


def test_every_type_and_mode_has_a_cameo_code() -> None:
    from communique import codebook

    for name, kind in codebook.load().types.items():
        for mode in ("", *kind.modes):
            assert cameo(name, mode).code, (name, mode)
    assert all(len(row["cameo"]) in (3, 4) for row in load("cameo"))


@pytest.mark.parametrize("format_", ["jsonl", "csv", "parquet"])
def test_as_many_rows_are_written_as_are_listed(tmp_path: Path, record: Record, format_: str) -> None:
    written = {path.stem: count for path, count in write(record, format_, tmp_path / "out")}
    assert {kind: written[kind] for kind in KINDS} == {kind: len(list(made(record))) for kind, made in KINDS.items()}
    assert written["events"] == len(list(record.events())) == 2


def test_every_field_of_a_listing_is_documented_and_no_other(record: Record) -> None:
    for kind, made in KINDS.items():
        for row in made(record):
            assert tuple(row) == columns(kind), kind
    for row in JSON["plover-json"]["plover"](record):
        assert tuple(row) == columns("plover")
    known = set(columns("entities"))
    for entity in JSON["followthemoney"]["entities"](record):
        assert {"id", "schema", *(f"properties.{name}" for name in entity["properties"])} <= known


def test_json_lines_come_back_as_they_were(tmp_path: Path, record: Record) -> None:
    write(record, "jsonl", tmp_path / "out")
    for kind, made in KINDS.items():
        assert lines(tmp_path / "out" / f"{kind}.jsonl") == json.loads(json.dumps(list(made(record)), default=str))


def test_csv_opens_in_pandas_and_holds_nothing_that_a_spreadsheet_would_run(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    from tests.making import document, report

    with filled(str(tmp_path / "r.communique")) as record:
        record.add_reports([(document("e"), report("e", title='=HYPERLINK("x")', byline="@SUM(A1)", text="-1+1\nb"))])
        write(record, "csv", tmp_path / "out")
        expected = [report.title for report in record.reports()]
    frame = pandas.read_csv(tmp_path / "out" / "reports.csv", keep_default_na=False, dtype=str)
    assert [title.removeprefix("'") for title in frame["title"]] == expected
    assert tuple(frame.columns) == columns("reports")
    cells = [value for column in frame for value in frame[column]]
    assert not [value for value in cells if value.startswith(("=", "+", "-", "@", "\t", "\r"))]
    events = pandas.read_csv(tmp_path / "out" / "events.csv")
    assert (len(events), events["score"].dtype.kind) == (2, "f")


def test_parquet_is_read_back_by_duckdb_and_pandas_with_dates(tmp_path: Path, record: Record) -> None:
    duckdb, pandas = pytest.importorskip("duckdb"), pytest.importorskip("pandas")
    write(record, "parquet", tmp_path / "out")
    path = tmp_path / "out" / "events.parquet"
    days = [dt.date(2014, 3, 2), dt.date(2015, 6, 1)]
    found = duckdb.sql(f"SELECT type, when_start FROM '{path}' WHERE when_start IS NOT NULL ORDER BY when_start")
    assert found.fetchall() == [("ACCUSE", days[0]), ("CONSULT", days[1])]
    frame = pandas.read_parquet(path)
    assert list(frame["when_start"]) == days
    for kind in KINDS:
        [(count,)] = duckdb.sql(f"SELECT count(*) FROM '{tmp_path / 'out' / kind}.parquet'").fetchall()
        assert count == len(list(KINDS[kind](record))), kind


def test_a_plover_object_holds_all_parties_and_the_evidence(tmp_path: Path, record: Record) -> None:
    write(record, "plover-json", tmp_path / "out")
    accuse, consult = lines(tmp_path / "out" / "plover.jsonl")
    assert (accuse["event"], accuse["actor"][0]["country"], accuse["recipient"][0]["country"]) == (
        "ACCUSE",
        "PER",
        "CHL",
    )
    assert [actor["country"] for actor in consult["actor"]] == ["CHL", "PER"]
    assert accuse["text"][0]["text"] == "Peru protested to Chile over the boats."


def test_entities_refer_only_to_entities_of_the_file_and_hold_lists_of_strings(tmp_path: Path, record: Record) -> None:
    write(record, "followthemoney", tmp_path / "out")
    found = {entity["id"]: entity for entity in lines(tmp_path / "out" / "entities.jsonl")}
    for entity in found.values():
        for name, values in entity["properties"].items():
            assert values
            assert all(isinstance(value, str) and value for value in values)
            if name in ("involved", "proof", "subject", "object", "member", "organization"):
                assert set(values) <= found.keys()
    schemata = [entity["schema"] for entity in found.values()]
    assert sorted(set(schemata)) == ["Article", "Event", "PublicBody", "UnknownLink"]
    assert found["actor-PER"]["properties"]["country"] == ["pe"]


def test_the_data_card_counts_what_is_in_the_files(tmp_path: Path, record: Record) -> None:
    written = write(record, "polecat", tmp_path / "out")
    card = json.loads((tmp_path / "out" / "data-card.json").read_text("utf-8"))
    assert card["files"]["polecat.tsv"]["rows"] == written[0][1]
    assert (card["reports"]["count"], card["reports"]["refused"], card["events"]["count"]) == (3, 1, 2)
    assert card["reports"]["outlets"] == {"Sample": 2}
    assert (card["events"]["first"], card["events"]["last"]) == ("2014-03-02", "2015-06-01")
    assert any("pair" in limit for limit in card["limits"])


def test_an_earlier_export_is_not_written_over_unless_told(tmp_path: Path, record: Record) -> None:
    write(record, "jsonl", tmp_path / "out")
    with pytest.raises(FileExistsError):
        write(record, "jsonl", tmp_path / "out")
    write(record, "jsonl", tmp_path / "out", force=True)


def test_the_command_offers_every_format() -> None:
    assert set(_FORMATS) == set(FORMATS)


def test_the_page_of_columns_is_up_to_date() -> None:
    root = Path(__file__).parents[2]
    spec = importlib.util.spec_from_file_location("columns", root / "tools" / "columns.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (root / "docs" / "exports.md").read_text("utf-8") == module.text()


@pytest.mark.parametrize(("kind", "country", "code"), [("city", "CHL", 4), ("city", "USA", 3), ("region", "USA", 2)])
def test_a_place_has_the_number_that_gdelt_gives_its_sort(tmp_path: Path, kind: str, country: str, code: int) -> None:
    row = _placed(tmp_path, "gdelt", Place(name="Santiago", country=country, kind=kind))
    assert int(row["ActionGeo_Type"]) == code


def test_a_capital_is_a_city(tmp_path: Path) -> None:
    assert _placed(tmp_path, "polecat", Place(name="Lima", country="PER", kind="capital"))["City"] == "Lima"


def _placed(path: Path, format_: str, place: Place) -> dict[str, str]:
    told = mention("a", "ACCUSE", [state("PER")], [state("CHL")], on("2014-03-02"), place=place)
    concluded = conclude([reading("a", told)], [story(("a",))])
    with open_record(str(path / "p.communique"), create=True) as record:
        record.conclude(
            stories=(), pairs=None, events=concluded.events, relations=(), statements=(), actors={}, state="x"
        )
        write(record, format_, path / "out")
    with (path / "out" / f"{format_}.tsv").open(newline="") as file:
        return next(csv.DictReader(file, delimiter="\t"))
