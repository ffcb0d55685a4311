"""The gold set of events is whole: every row can be scored, and its evidence is in its text."""

from __future__ import annotations

import csv
import datetime as dt
import itertools
import json
from collections.abc import Iterator
from importlib import resources
from typing import Any, get_args

import pytest

from communique import codebook
from communique.records import Status

GOLD = resources.files("communique.evaluate").joinpath("sets/events.jsonl")
BODIES = frozenset({"UNO", "EUR", "IGO", "NGO", "IMG", "ISM", "MNC"})


@pytest.fixture(scope="module")
def reports() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def countries() -> frozenset[str]:
    table = resources.files("communique.tables").joinpath("countries.csv").read_text(encoding="utf-8")
    return frozenset(row["iso3"] for row in csv.DictReader(table.splitlines()))


def events(reports: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((f"{report['id']}: {event['words']}", event) for report in reports for event in report["events"])


def test_there_are_sixty_short_reports_each_with_its_own_name_and_date(reports: list[dict[str, Any]]) -> None:
    assert [report["id"] for report in reports] == [f"gold-{number:02}" for number in range(1, 61)]
    for report in reports:
        assert 120 <= len(report["text"].split()) <= 260, report["id"]
        assert len(report["text"].split("\n\n")) >= 3, report["id"]
        assert report["title"], report["id"]
        assert report["outlet"], report["id"]
        dt.date.fromisoformat(report["published"])


def test_a_few_reports_hold_no_event_at_all(reports: list[dict[str, Any]]) -> None:
    assert sum(not report["events"] for report in reports) == 5


def test_events_are_many_and_over_many_pairs_of_countries(
    reports: list[dict[str, Any]], countries: frozenset[str]
) -> None:
    pairs: set[frozenset[str]] = set()
    for _, event in events(reports):
        doing, suffering = ([code for code in event[side] if code in countries] for side in ("actors", "recipients"))
        between = itertools.product(doing, suffering) if event["recipients"] else itertools.combinations(doing, 2)
        pairs.update(frozenset(pair) for pair in between if len(set(pair)) == 2)
    assert sum(1 for _ in events(reports)) >= 300
    assert len(pairs) >= 40


def test_every_type_and_every_status_occurs(reports: list[dict[str, Any]]) -> None:
    assert {event["type"] for _, event in events(reports)} == set(codebook.load().types)
    assert {event["status"] for _, event in events(reports)} == set(get_args(Status))


def test_types_and_modes_are_those_of_the_codebook(reports: list[dict[str, Any]]) -> None:
    types = codebook.load().types
    for where, event in events(reports):
        assert event["type"] in types, where
        assert event["mode"] == "" or event["mode"] in types[event["type"]].modes, where


def test_codes_are_countries_of_the_table_or_bodies_without_one(
    reports: list[dict[str, Any]], countries: frozenset[str]
) -> None:
    for where, event in events(reports):
        assert {*event["actors"], *event["recipients"]} <= countries | BODIES, where
        assert event["actors"] or event["recipients"], where


def test_the_evidence_of_an_event_stands_once_and_verbatim_in_its_report(reports: list[dict[str, Any]]) -> None:
    for report in reports:
        for event in report["events"]:
            assert report["text"].count(event["words"]) == 1, f"{report['id']}: {event['words']}"


def test_no_event_is_written_down_twice(reports: list[dict[str, Any]]) -> None:
    for report in reports:
        evidence = [(event["type"], event["words"]) for event in report["events"]]
        assert len(evidence) == len(set(evidence)), report["id"]
