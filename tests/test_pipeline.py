from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import communique
from communique import pipeline
from communique.export.datasets import write
from communique.run import Inline
from communique.store import Record

PRESS = Path(__file__).parent.parent / "examples" / "press"


def exported(record: Record, folder: Path) -> dict[str, bytes]:
    write(record, "jsonl", folder)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def some(count: int) -> list[Path]:
    return sorted(PRESS.glob("*.txt"))[:count]


@pytest.mark.slow
def test_more_workers_and_another_order_give_the_same_record(tmp_path: Path) -> None:
    paths = some(6)
    with communique.open(tmp_path / "one.communique", create=True) as record:
        communique.read(paths, record)
        expected = exported(record, tmp_path / "one")
    with communique.open(tmp_path / "two.communique", create=True) as record:
        communique.read(list(reversed(paths)), record, workers=2)
        assert exported(record, tmp_path / "two") == expected


@pytest.mark.slow
def test_reports_that_arrive_one_by_one_make_the_same_record(tmp_path: Path) -> None:
    paths = some(5)
    with communique.open(tmp_path / "one.communique", create=True) as record:
        communique.read(paths, record)
        expected = exported(record, tmp_path / "one")
    with communique.open(tmp_path / "two.communique", create=True) as record:
        for path in random.Random(5).sample(paths, len(paths)):
            communique.read([path], record)
        assert exported(record, tmp_path / "two") == expected


def test_an_interrupted_reading_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = some(3)
    with communique.open(tmp_path / "one.communique", create=True) as record:
        communique.read(paths, record)
        expected = exported(record, tmp_path / "one")
    with communique.open(tmp_path / "two.communique", create=True) as record:

        def stopped(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(pipeline, "conclude", stopped)
            with pytest.raises(KeyboardInterrupt):
                pipeline.read(paths, record, engine=Inline())
        assert record.counts()["event"] == 0
        result = communique.read(paths, record)
        assert (result.new, result.read) == (0, 0)
        assert exported(record, tmp_path / "two") == expected


@pytest.mark.slow
def test_a_reading_that_is_killed_leaves_no_half_record(tmp_path: Path) -> None:
    paths = [str(path) for path in some(4)]
    with communique.open(tmp_path / "one.communique", create=True) as record:
        communique.read(paths, record)
        expected = exported(record, tmp_path / "one")
    target = tmp_path / "two.communique"
    command = [sys.executable, "-m", "communique", "read", *paths, "--record", str(target)]
    rng = random.Random(9)
    for _ in range(4):
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(rng.uniform(0.5, 6))
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with communique.open(target) as record:
        assert record.check() == []
        assert exported(record, tmp_path / "two") == expected


def test_a_report_that_breaks_a_stage_costs_only_its_own_coding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text("LIMA, March 4, 2014 - Peru recalled its ambassador from Chile on Tuesday over the ruling.")
    bad.write_text("QUITO, March 5, 2014 - Ecuador recalled its ambassador from Chile on Wednesday over fish.")
    whole = pipeline.dates.find

    def broken(parsed: Any, published: Any) -> Any:
        if "Ecuador" in parsed.text:
            raise KeyError("minute")
        return whole(parsed, published)

    monkeypatch.setattr(pipeline.dates, "find", broken)
    with communique.open(tmp_path / "r.communique", create=True) as record:
        result = pipeline.read([good, bad], record, engine=Inline())
        assert [(Path(source).name, "KeyError" in why) for source, why in result.uncoded] == [("bad.txt", True)]
        assert record.counts()["report"] == 2
        assert {report for event in record.events() for report in event.reports}
