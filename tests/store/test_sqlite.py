"""What is particular to a record in a file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from communique.errors import RecordError
from communique.store import open_record
from tests.store.making import filled


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


def test_a_missing_record_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="communique read"):
        open_record(tmp_path / "none.communique")


def test_a_record_may_have_any_name(tmp_path: Path) -> None:
    for name in ("a b?c#d%20.communique", "日本.communique", "x&mode=ro"):
        filled(str(tmp_path / name)).close()
        assert (tmp_path / name).is_file()


def test_any_sqlite_tool_opens_a_record(tmp_path: Path) -> None:
    path = tmp_path / "r.communique"
    filled(str(path)).close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM event WHERE type = 'ACCUSE'").fetchone() == (1,)
        assert connection.execute("SELECT report_id FROM search WHERE search MATCH 'boats'").fetchall()


def test_a_record_that_is_closed_is_one_file(tmp_path: Path) -> None:
    filled(str(tmp_path / "r.communique")).close()
    assert [path.name for path in tmp_path.iterdir()] == ["r.communique"]


def test_a_record_that_another_tool_has_vacuumed_is_still_whole(tmp_path: Path) -> None:
    path = tmp_path / "r.communique"
    filled(str(path)).close()
    with sqlite3.connect(path, isolation_level=None) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM raw WHERE report_id = 'a'")
        connection.execute("DELETE FROM reading WHERE report_id = 'a'")
        connection.execute("DELETE FROM membership WHERE report_id = 'a'")
        connection.execute("DELETE FROM search WHERE report_id = 'a'")
        connection.execute("DELETE FROM search_parts WHERE report_id = 'a'")
        connection.execute("DELETE FROM report WHERE report_id = 'a'")
        connection.execute("VACUUM")
    with open_record(path) as record:
        assert not [says for says in record.check() if says.startswith("search")]
        assert [key for key, _ in record.search("boats")] == ["b"]
