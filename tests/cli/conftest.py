"""The command line called in this process, and one record of a few reports that all tests may look at."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from communique.cli import main


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Ran]

REPORTS = {
    "wire.txt": """Lima recalls envoy over border ruling

LIMA, March 4, 2014 - Peru recalled its ambassador from Chile on Tuesday after the navy of Chile seized two boats.

Foreign Minister Rosa Ejemplo accused Chile of "breaking the spirit" of a ruling. "We will not have it," Ejemplo said.

Chile denied that its navy had crossed the border.
""",
    "talks.txt": """Presidents meet

ARICA, May 20, 2015 - The presidents of Peru and Chile met in Arica on Wednesday and agreed to reopen the border.
""",
}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["communique", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        return Ran(stopped.value.code if isinstance(stopped.value.code, int) else 0, out, err)

    return call


@pytest.fixture
def press(tmp_path: Path) -> Path:
    folder = tmp_path / "press"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def record(press: Path, run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "r.communique"
    assert run("read", press, "--record", path).code == 0
    return path
