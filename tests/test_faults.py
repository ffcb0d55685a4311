"""A reading that is killed at any moment, or meets another, leaves a record that the next reading finishes the same."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import communique
from communique import pipeline
from communique.cleaning import stamps
from communique.export.datasets import write
from communique.run import Inline, engine
from communique.store import open_record

KILLS = 200
# Small enough that a reading has many transactions to be killed in.
BATCH = 2
NEWS = (
    "LIMA, March 4, 2014 - Peru recalled its ambassador from Chile on Tuesday over the fishing limits.",
    "SANTIAGO, March 5, 2014 - Chile said on Wednesday that it regrets it. “We ask Peru to talk,” the minister said.",
    "QUITO, March 6, 2014 - Ecuador offered to mediate between Peru and Chile, its president said on Thursday.",
    "LIMA, March 7, 2014 - Peru rejected the offer of Ecuador. Two fishermen were killed near Arica on Friday.",
    "SANTIAGO, March 8, 2014 - Chile protested to Peru after three fishermen were killed near Arica on Friday.",
    "NAIROBI, June 2, 2015 - Kenya and Uganda agreed on Tuesday to patrol Lake Victoria together.",
    "KAMPALA, June 3, 2015 - Uganda will send two boats to the lake, its defence minister told reporters.",
    "NAIROBI, June 9, 2015 - Kenya accused Uganda of arresting fishermen on Lake Victoria. Uganda denied it.",
)
COPIES = (1, 3, 5, 7)


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Twelve reports: eight, and four of them printed again with a line of another outlet."""
    folder = tmp_path_factory.mktemp("press")
    texts = [*NEWS, *(f"{NEWS[number]}\nThe report was received on the following day." for number in COPIES)]
    for number, text in enumerate(texts):
        (folder / f"{number:02}.txt").write_text(text + "\n")
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def expected(press: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The export of a reading that nothing disturbs; it also has this process load its models."""
    record = tmp_path_factory.mktemp("whole") / "r.communique"
    read(press, record)
    found = exported(record)
    assert found["events.jsonl"]
    return found


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_BATCH", BATCH)


def read(press: list[Path], record: Path) -> None:
    with open_record(record, create=True) as opened:
        pipeline.read(press, opened, engine=Inline())


def exported(record: Path) -> dict[str, bytes]:
    folder = record.parent / "export"
    with open_record(record) as opened:
        assert opened.check() == []
        write(opened, "jsonl", folder)
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    shutil.rmtree(folder)
    return found


def forked(work: Callable[[], None]) -> int:
    """A child of this process, models and all, that does some work; its process ID."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        work()
        status = 0
    finally:
        os._exit(status)


def orphans(record: Path) -> Iterator[str]:
    """Tables that hold rows of reports or events that are not there."""
    with open_record(record) as opened, opened._engine.connect() as connection:
        for table in ("raw", "reading", "membership", "statement", "event_report"):
            query = f"SELECT count(*) FROM {table} WHERE report_id NOT IN (SELECT report_id FROM report)"
            if connection.exec_driver_sql(query).scalar():
                yield table
        for table in ("party", "event_report", "side", "meeting"):
            query = f"SELECT count(*) FROM {table} WHERE event_id NOT IN (SELECT event_id FROM event)"
            if connection.exec_driver_sql(query).scalar():
                yield table


@pytest.mark.slow
def test_two_hundred_kills_at_any_moment_leave_the_same_record(
    press: list[Path], expected: dict[str, bytes], tmp_path: Path
) -> None:
    begun = time.monotonic()
    os.waitpid(forked(lambda: read(press, tmp_path / "first.communique")), 0)
    whole = time.monotonic() - begun
    chance = random.Random(20)
    kills = 0
    for trial in range(KILLS):
        record = tmp_path / str(trial) / "r.communique"
        record.parent.mkdir()
        # A record is killed a few times at different ages before it may finish.
        for _ in range(chance.randint(2, 5)):
            pid = forked(lambda record=record: read(press, record))  # type: ignore[misc]
            time.sleep(chance.uniform(0, whole))
            os.kill(pid, signal.SIGKILL)
            killed = os.WIFSIGNALED(os.waitpid(pid, 0)[1])
            kills += killed
            if not killed:
                # It had ended by itself: the first reading, on a busy machine, took longer than this one.
                whole *= 0.9
        assert os.waitpid(forked(lambda record=record: read(press, record)), 0)[1] == 0  # type: ignore[misc]
        assert list(orphans(record)) == []
        assert exported(record) == expected
        shutil.rmtree(record.parent)
        if kills >= KILLS:
            break
    assert kills >= KILLS


@pytest.mark.slow
def test_two_readings_at_once_make_one_record(press: list[Path], expected: dict[str, bytes], tmp_path: Path) -> None:
    record = tmp_path / "r.communique"
    both = [forked(lambda part=part: read(part, record)) for part in (press[:8], press[4:])]  # type: ignore[misc]
    assert [os.waitpid(pid, 0)[1] for pid in both] == [0, 0]
    # Whoever was last to conclude may not have seen what the other read last; any reading after does.
    read(press[:1], record)
    assert list(orphans(record)) == []
    assert exported(record) == expected


@pytest.mark.slow
def test_a_clock_that_jumps_changes_nothing(
    press: list[Path], expected: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = stamps._today()
    jumps = iter(range(10_000))
    monkeypatch.setattr(stamps, "_today", lambda: today.replace(year=today.year + next(jumps) % 7))
    monkeypatch.setattr(time, "time", lambda: random.Random(next(jumps)).uniform(0, 4e9))
    read(press, tmp_path / "r.communique")
    assert exported(tmp_path / "r.communique") == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "workers"), [("local", 1), ("local", 2), ("local", 4), ("ray", 2)], ids=lambda value: str(value)
)
def test_every_engine_makes_the_same_record(
    name: str, workers: int, press: list[Path], expected: dict[str, bytes], tmp_path: Path
) -> None:
    if name == "ray":
        pytest.importorskip("ray")
    record = tmp_path / "r.communique"
    with engine(name, workers) as crew, open_record(record, create=True) as opened:
        pipeline.read(press[::-1], opened, engine=crew)
    assert exported(record) == expected


@pytest.mark.slow
def test_a_report_that_ends_its_worker_is_not_coded_and_says_so(
    press: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The stages run in the workers, out of a test's reach: what is patched is found by them under its name.
    monkeypatch.setattr(pipeline, "READ", FATAL)
    with communique.open(tmp_path / "r.communique", create=True) as record:
        result = communique.read(press, record)
        # The eleventh is a copy of the sixth, and as fatal.
        lost = [(Path(source).name, "ends the process" in why) for source, why in result.uncoded]
        assert lost == [("05.txt", True), ("10.txt", True)]
        assert record.counts()["report"] == len(press)
        assert record.counts()["event"] > 0


def read_or_die(shared: None, reports: list[communique.Report]) -> Iterator[pipeline.Reading]:
    for report in reports:
        if "patrol" in report.text:
            os.kill(os.getpid(), signal.SIGSEGV)
        yield pipeline.read_report(report)


FATAL = pipeline.Task(
    function=read_or_die, failed=pipeline.READ.failed, seconds=lambda report: 600.0, load=pipeline._load_reading
)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["local", "ray"])
def test_a_worker_that_is_killed_changes_nothing(
    name: str, press: list[Path], expected: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "ray":
        pytest.importorskip("ray")
    monkeypatch.setenv(MARKS, str(tmp_path / "marks"))
    (tmp_path / "marks").mkdir()
    monkeypatch.setattr(pipeline, "READ", MORTAL)
    record = tmp_path / "r.communique"
    # Another limit than in other tests: no worker of theirs, which knows of no marks, is taken over.
    with engine(name, 2, memory=(1 << 30) + 1) as crew, open_record(record, create=True) as opened:
        result = pipeline.read(press, opened, engine=crew)
    # Every report that a worker was killed over was read by another one.
    assert len(list((tmp_path / "marks").iterdir())) >= 2
    assert result.uncoded == ()
    assert exported(record) == expected


def read_or_be_killed(shared: None, reports: list[communique.Report]) -> Iterator[pipeline.Reading]:
    for report in reports:
        mark = Path(os.environ[MARKS]) / report.report_id
        if "fishermen" in report.text and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        yield pipeline.read_report(report)


MARKS = "COMMUNIQUE_TEST_MARKS"
MORTAL = pipeline.Task(
    function=read_or_be_killed, failed=pipeline.READ.failed, seconds=lambda report: 600.0, load=pipeline._load_reading
)
