from __future__ import annotations

from pathlib import Path

import pytest

from communique.store import Record, open_record
from communique.web import remembered
from communique.web.remembered import Remembered


def conclude(record: Record, state: str) -> None:
    record.conclude(stories=[], pairs=[], events=[], relations=[], statements=[], actors={}, state=state)


def test_an_answer_is_made_once_until_there_are_other_conclusions(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.communique", create=True) as record:
        kept = Remembered(record)
        conclude(record, "one")
        assert [kept.get("key", lambda: "first") for _ in range(2)] == ["first", "first"]
        assert kept.get("key", lambda: "unasked") == "first"
        conclude(record, "two")
        assert kept.get("key", lambda: "second") == "second"
        conclude(record, "one")
        assert kept.get("key", lambda: "unasked") == "first"


def test_what_changed_while_it_was_made_is_not_kept(tmp_path: Path) -> None:
    def slow() -> str:
        conclude(record, "two")
        return "of both"

    with open_record(tmp_path / "r.communique", create=True) as record:
        kept = Remembered(record)
        conclude(record, "one")
        assert kept.get("key", slow) == "of both"
        conclude(record, "one")
        assert kept.get("key", lambda: "of one") == "of one"


def test_no_more_is_kept_than_there_is_room_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_MOST", 100)
    with open_record(tmp_path / "r.communique", create=True) as record:
        kept = Remembered(record)
        for number in range(4):
            kept.get(number, lambda: "kept", lambda _: 30)
        assert kept.get(3, lambda: "new", lambda _: 30) == "kept"
        assert kept.get(1, lambda: "new", lambda _: 30) == "kept"
        assert kept.get(0, lambda: "new", lambda _: 30) == "new"
        kept.get("large", lambda: "never", lambda _: 101)
        assert kept.get("large", lambda: "new", lambda _: 30) == "new"
