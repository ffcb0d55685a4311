from __future__ import annotations

import json
from pathlib import Path

import pytest

from communique.errors import UsageError
from communique.evaluate.events import evaluate


def rows(path: Path, *reports: dict[str, object]) -> Path:
    path.write_text("\n".join(map(json.dumps, reports)), encoding="utf-8")
    return path


TEXT = "Austria expelled two Russian diplomats on Monday."
EVENT = {"type": "SANCTION", "actors": ["AUT"], "recipients": ["RUS"], "status": "reported"}


def test_what_is_right_counts_for_both_sides(tmp_path: Path) -> None:
    figures = evaluate([rows(tmp_path / "gold.jsonl", {"text": TEXT, "published": "2021-05-12", "events": [EVENT]})])
    assert (figures["right"], figures["found"], figures["gold"]) == (1, 1, 1)


def test_another_status_is_wrong_but_right_without_status(tmp_path: Path) -> None:
    other = EVENT | {"status": "negated"}
    figures = evaluate([rows(tmp_path / "gold.jsonl", {"text": TEXT, "published": "2021-05-12", "events": [other]})])
    assert figures["right"] == 0
    assert figures["without_status"]["right"] == 1  # type: ignore[index]


def test_a_meeting_counts_once_whoever_is_written_first(tmp_path: Path) -> None:
    text = "Serbia held talks with Hungary on Monday."
    event = {"type": "CONSULT", "actors": ["HUN"], "recipients": ["SRB"], "status": "reported"}
    figures = evaluate([rows(tmp_path / "gold.jsonl", {"text": text, "published": "2021-05-12", "events": [event]})])
    assert figures["right"] == 1


def test_a_row_without_events_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="line 1"):
        evaluate([rows(tmp_path / "gold.jsonl", {"text": TEXT})])
