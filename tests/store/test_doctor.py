"""A record that looks at itself, and mends itself."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from communique.cli import cli
from communique.pipeline import read
from communique.run import engine
from communique.store import Filter, Record, open_record
from tests.store.making import filled


def change(record: Record, *statements: str) -> None:
    with record._writing() as connection:
        if connection.dialect.name == "sqlite":
            # As a program that knows nothing of keys would do it.
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for statement in statements:
            connection.execute(sa.text(statement))


def mended(record: Record) -> list[str]:
    done = record.repair(record.problems())
    with engine() as crew:
        read([], record, engine=crew)
    return done


def test_reports_that_the_index_of_words_lost_are_found_again(place: str) -> None:
    with filled(place) as record:
        change(record, "DELETE FROM search WHERE report_id = 'a'")
        assert [key for key, _ in record.search("boats")] == ["b"]
        assert record.check() == ["search lacks report a"]
        assert record.repair(record.problems()) == ["made the index of words anew from 2 reports"]
        assert {key for key, _ in record.search("boats")} == {"a", "b"}
        assert record.check() == []


def test_rows_that_belong_to_nothing_are_dropped_and_nothing_else(place: str) -> None:
    with filled(place) as record:
        change(
            record,
            "INSERT INTO event_report (event_id, report_id) VALUES ('no-event', 'a')",
            "INSERT INTO relation_party VALUES ('no-relation', 'X', 'X')",
        )
        assert record.check() == [
            "1 rows of event_report belong to no event", "1 rows of relation_party belong to no relation",
        ]  # fmt: skip
        done = mended(record)
        assert "dropped 1 rows of event_report that belong to no event" in done
        assert record.check() == []
        assert record.counts()["report"] == 3


def test_evidence_that_is_not_the_text_is_found_and_drawn_anew(place: str) -> None:
    with filled(place) as record:
        event = next(iter(record.events()))
        body = sa.text("UPDATE event SET body = :body WHERE event_id = :key")
        with record._writing() as connection:
            stored = connection.execute(
                sa.text("SELECT body FROM event WHERE event_id = :k"), {"k": event.event_id}
            ).scalar()
            connection.execute(body, {"body": stored.replace(b"protested", b"protects!"), "key": event.event_id})
        assert any("rests on words that report a does not hold" in says for says in record.check())
        mended(record)
        assert record.check() == []
        assert all(one.text == "Peru protested to Chile over the boats."[one.start : one.end]
                   for event in record.events() for one in event.evidence)  # fmt: skip


def test_a_reading_that_can_not_be_read_is_made_anew(place: str) -> None:
    with filled(place) as record:
        with record._writing() as connection:
            connection.execute(sa.text("UPDATE reading SET body = :b WHERE report_id = 'a'"), {"b": b"{not json"})
        assert record.check() == ["what was found in report a is not what the text holds"]
        assert "dropped what was found in 1 reports, to be read anew" in mended(record)
        assert record.check() == []
        assert record.reading("a") is not None


def test_conclusions_that_are_missing_are_drawn_again(place: str) -> None:
    with filled(place) as record:
        change(record, "DELETE FROM side", "DELETE FROM meeting", "DELETE FROM party", "DELETE FROM event_report",
               "DELETE FROM event")  # fmt: skip
        assert record.check() == ["0 rows of event are there, and 2 were written"]
        mended(record)
        assert record.check() == []
        assert len(list(record.events(Filter(pair=("PER", "CHL"))))) > 0


def test_the_command_says_what_it_found_and_did(tmp_path: Path) -> None:
    path = str(tmp_path / "r.communique")
    with filled(path) as record:
        change(record, "DELETE FROM search_parts")
    found = CliRunner().invoke(cli, ["doctor", "--record", path, "--repair"])
    assert found.exit_code == 0, found.output
    assert "found: search_parts lacks reports a, b" in found.output
    assert "done:  made the index of words anew from 2 reports" in found.output
    assert f"{path} is whole now" in found.output
    again = CliRunner().invoke(cli, ["doctor", "--record", path, "--repair"])
    assert "is whole; nothing was done" in again.output


def test_a_report_that_can_not_be_read_is_left_for_a_person(tmp_path: Path) -> None:
    path = tmp_path / "r.communique"
    filled(str(path)).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE report SET body = '{' WHERE report_id = 'a'")
    found = CliRunner().invoke(cli, ["doctor", "--record", str(path), "--repair"], standalone_mode=False)
    assert "left:  report a can't be read" in found.output
    assert "needs a copy from before" in found.output
    assert found.return_value == 4


@pytest.mark.parametrize("table", ["search", "search_parts"])
def test_a_damaged_index_of_words_is_made_anew(tmp_path: Path, table: str) -> None:
    path = tmp_path / "r.communique"
    filled(str(path)).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"UPDATE {table}_data SET block = x'00ff00ff' WHERE id > 10")
    with open_record(path) as record:
        assert record.check()
        assert record.repair(record.problems())
        assert record.check() == []
        assert len(record.search("boats")) == 2
