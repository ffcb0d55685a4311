from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from communique.errors import RecordError
from communique.merge import conclude
from communique.records import Actor, Reading
from communique.store import Filter, Record, open_record
from communique.store.search import as_match, snippets
from tests.making import document, mention, on, reading, report, state, story

PERU, CHILE = state("PER", "Peru"), state("CHL", "Chile")


def filled(path: Path) -> Record:
    record = open_record(path, create=True)
    record.add_reports([(document(r), report(r, language="en", outlet="Sample")) for r in ("a", "b")])
    record.add_reports([(document("c"), report("c", refused="empty: no text"))])
    readings = [
        reading("a", mention("a", "ACCUSE", [PERU], [CHILE], on("2014-03-02"))),
        reading("b", mention("b", "CONSULT", [PERU, CHILE], [], on("2015-06-01"), "Peru and Chile met in Arica.")),
    ]
    record.add_readings(readings, "1")
    stories = [story(("a",)), story(("b",))]
    found = conclude(readings, stories)
    actors: dict[str, tuple[Actor, int, int]] = {"PER": (PERU, 2, 2)}
    record.conclude(
        stories=stories, pairs=[], events=found.events, relations=[], statements=[], actors=actors, state="s1"
    )
    return record


def test_reports_and_events_come_back_as_they_were_stored(tmp_path: Path) -> None:
    with filled(tmp_path / "r.communique") as record:
        assert [r.report_id for r in record.reports(Filter(refused=False))] == ["a", "b"]
        assert [event.type for event in record.events()] == ["ACCUSE", "CONSULT"]
        assert record.raw("a") == document("a").data
        assert record.counts()["refused"] == 1


def test_filters_hold_together(tmp_path: Path) -> None:
    with filled(tmp_path / "r.communique") as record:
        assert len(list(record.events(Filter(pair=("CHL", "PER"))))) == 2
        assert [e.type for e in record.events(Filter(recipient="CHL"))] == ["ACCUSE"]
        assert [e.type for e in record.events(Filter(since=on("2015-01-01").start))] == ["CONSULT"]
        assert [e.type for e in record.events(Filter(until=on("2014-12-31").start))] == ["ACCUSE"]
        assert list(record.events(Filter(party="BOL"))) == []
        assert [e.type for e in record.events(Filter(outlet="sample", types=("CONSULT",)))] == ["CONSULT"]


def test_a_report_added_twice_is_there_once(tmp_path: Path) -> None:
    with filled(tmp_path / "r.communique") as record:
        assert record.add_reports([(document("a"), report("a"))]) == 0
        assert record.counts()["report"] == 3


def test_only_reports_that_this_coder_has_not_read_are_read(tmp_path: Path) -> None:
    with filled(tmp_path / "r.communique") as record:
        assert record.unread("1") == []
        assert record.unread("2") == ["a", "b"]
        record.add_readings([Reading(report_id="a")], "2")
        assert record.unread("2") == ["b"]


def test_a_fact_is_found_by_the_beginning_of_its_id(tmp_path: Path) -> None:
    with filled(tmp_path / "r.communique") as record:
        event = next(iter(record.events()))
        assert record.find(event.event_id[:6]) == [("event", event.event_id)]
        assert record.fact("event", event.event_id) == event


def test_words_phrases_and_parts_are_found(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.communique", create=True) as record:
        texts = {
            "a": "The talks on fishing rights failed.",
            "b": "Fishing boats; rights talks.",
            "c": "中国和朝鲜举行会谈。",
        }
        record.add_reports([(document(key), report(key, text)) for key, text in texts.items()])
        assert {key for key, _ in record.search("fishing rights")} == {"a", "b"}
        assert [key for key, _ in record.search('"fishing rights"')] == ["a"]
        assert [key for key, _ in record.search("和朝鲜")] == ["c"]
        assert record.search("nothing-like-it") == []


def test_no_query_breaks_the_search(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.communique", create=True) as record:
        for query in ('"', "AND", "a* OR NEAR(", "title:x", "-", "''", "((", '"unclosed phrase', "%", "^x"):
            record.search(query)


def test_snippets_are_spans_of_the_report() -> None:
    one = report("a", "Nothing here. The talks on fishing failed. Fishing went on.")
    found = snippets(one, "fishing talks")
    assert found[0].text == "The talks on fishing failed."
    assert all(s.text == one.text[s.start : s.end] for s in found)
    assert as_match('two "a phrase"') == '"two" AND "a phrase"'


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"just a text file, not a record at all", "not a record"), (b"SQLite format 3\x00" + b"\xff" * 200, "damaged")],
)
def test_what_is_no_record_is_said_to_be_none(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "r.communique"
    path.write_bytes(content)
    with pytest.raises(RecordError, match=says):
        open_record(path)


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE accounts (id)")
    with pytest.raises(RecordError, match="another program"):
        open_record(path)


def test_a_newer_record_says_to_upgrade(tmp_path: Path) -> None:
    path = tmp_path / "r.communique"
    filled(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(RecordError, match="newer version"):
        open_record(path)


def test_a_missing_record_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="communique read"):
        open_record(tmp_path / "none.communique")


def test_a_locked_record_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.store.sqlite._BUSY_SECONDS", 0.1)
    path = tmp_path / "r.communique"
    filled(path).close()
    with sqlite3.connect(path) as other, open_record(path) as record:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(RecordError, match="locked"):
            record.add_reports([(document("d"), report("d"))])


def test_a_whole_record_passes_its_check(tmp_path: Path) -> None:
    with filled(tmp_path / "r.communique") as record:
        assert record.check() == []
