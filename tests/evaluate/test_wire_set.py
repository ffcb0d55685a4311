"""The set of plain wire reports is whole: every row can be scored, and no report of it is empty."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any, get_args

import pytest

from communique import codebook
from communique.evaluate import events as scorer
from communique.records import Status

GOLD = resources.files("communique.evaluate").joinpath("sets/wire.jsonl")
BODIES = frozenset({"UNO", "EUR", "IGO", "NGO", "IMG", "ISM", "MNC"})


@pytest.fixture(scope="module")
def reports() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def readings(report: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for event in report["events"]:
        yield event
        yield from event.get("or", ())


def test_every_reading_is_of_the_codebook_and_names_known_states(reports: list[dict[str, Any]]) -> None:
    table = resources.files("communique.tables").joinpath("countries.csv").read_text(encoding="utf-8")
    codes = {row["iso3"] for row in csv.DictReader(table.splitlines())} | BODIES
    types = set(codebook.load().types)
    for report in reports:
        for event in readings(report):
            assert event["type"] in types, report["id"]
            assert event["status"] in get_args(Status), report["id"]
            assert {*event["actors"], *event["recipients"]} <= codes, report["id"]
            assert event["actors"] or event["recipients"], report["id"]


def test_reports_are_dated_told_apart_and_many(reports: list[dict[str, Any]]) -> None:
    assert (
        len({report["text"] for report in reports}) == len({report["id"] for report in reports}) == len(reports) >= 60
    )
    for report in reports:
        dt.date.fromisoformat(report["published"])
        assert report["outlet"], report["id"]
    assert sum(len(report["events"]) for report in reports) >= 300
    assert any(not report.get("read") for report in reports)


def test_another_reading_of_an_event_counts_where_it_is_what_was_found(tmp_path: Path) -> None:
    row = {"text": "Austria expelled two Russian diplomats.", "published": "2020-01-01"}
    wrong = {"type": "ACCUSE", "actors": ["AUT"], "recipients": ["RUS"], "status": "reported"}
    right = {**wrong, "type": "SANCTION"}
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps({**row, "events": [{**wrong, "or": [right]}]}), encoding="utf-8")
    assert scorer.evaluate([path])["f1"] == 1.0
    path.write_text(json.dumps({**row, "events": [wrong]}), encoding="utf-8")
    assert scorer.evaluate([path])["f1"] == 0.0
