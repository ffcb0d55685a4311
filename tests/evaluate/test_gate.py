from __future__ import annotations

from pathlib import Path

import pytest

from communique.evaluate import gate


def test_every_floor_names_a_figure_and_a_bound() -> None:
    for floor in gate.floors():
        assert {"scorer", "figure"} <= floor.keys()
        assert ("least" in floor) != ("most" in floor)


def test_a_fallen_score_fails_and_a_missing_set_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    floors = [
        {"scorer": "identity", "figure": "f1", "least": 0.5},
        {"scorer": "identity", "figure": "f1", "least": 1.01},
        {"scorer": "identity", "figure": "no.such.figure", "least": 0.0},
        {"scorer": "dates", "paths": ["nowhere"], "figure": "x", "least": 0.5},
    ]
    monkeypatch.setattr(gate, "floors", lambda: floors)
    assert gate.check(tmp_path) == 2
    out = capsys.readouterr().out
    assert "passed over" in out
    assert "1 passed, 2 failed" in out
