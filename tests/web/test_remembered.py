from __future__ import annotations

from pathlib import Path

from communique.store import Record, open_record
from communique.web.remembered import Remembered


def conclude(record: Record, state: str) -> None:
    record.conclude(stories=[], pairs=[], events=[], relations=[], statements=[], actors={}, state=state)


def test_an_answer_is_made_once_until_there_are_other_conclusions(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.communique", create=True) as record:
        remembered = Remembered(record)
        conclude(record, "one")
        assert [remembered.get("key", lambda: "first") for _ in range(2)] == ["first", "first"]
        assert remembered.get("key", lambda: "unasked") == "first"
        conclude(record, "two")
        assert remembered.get("key", lambda: "second") == "second"
        conclude(record, "one")
        assert remembered.get("key", lambda: "unasked") == "first"


def test_what_changed_while_it_was_made_is_not_kept(tmp_path: Path) -> None:
    def slow() -> str:
        conclude(record, "two")
        return "of both"

    with open_record(tmp_path / "r.communique", create=True) as record:
        remembered = Remembered(record)
        conclude(record, "one")
        assert remembered.get("key", slow) == "of both"
        conclude(record, "one")
        assert remembered.get("key", lambda: "of one") == "of one"


def test_so_many_answers_are_kept(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.communique", create=True) as record:
        remembered = Remembered(record)
        for number in range(100):
            remembered.get(number, lambda: "kept")
        assert remembered.get(99, lambda: "new") == "kept"
        assert remembered.get(0, lambda: "new") == "new"
