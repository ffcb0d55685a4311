"""Several programs on one record at once."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from communique.store import open_record
from tests.making import document, report
from tests.store.making import filled, readings, settle

_BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "store.py"


def test_two_writers_of_the_same_reports_store_each_once(place: str) -> None:
    open_record(place, create=True).close()
    keys = [f"r{n:02}" for n in range(40)]

    def add(order: list[str]) -> int:
        with open_record(place) as record:
            return sum(record.add_reports([(document(key), report(key))]) for key in order)

    with ThreadPoolExecutor(2) as pool:
        added = list(pool.map(add, (keys, keys[::-1])))
    assert sum(added) == len(keys)
    with open_record(place) as record:
        assert [one.report_id for one in record.reports()] == keys
        assert len({one.report_id for one in record.latest(100)}) == len(keys)
        assert record.check() == []


def test_two_programs_that_begin_a_record_at_once_begin_one(place: str) -> None:
    def begin(key: str) -> None:
        with open_record(place, create=True) as record:
            record.add_reports([(document(key), report(key))])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(begin, "abcd"))
    with open_record(place) as record:
        assert record.known() == set("abcd")


def test_two_programs_that_conclude_at_once_leave_one_whole_conclusion(place: str) -> None:
    filled(place).close()

    def conclude(number: int) -> None:
        with open_record(place) as record:
            settle(record, readings()[:number], f"s{number}")

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(conclude, (1, 2, 1, 2)))
    with open_record(place) as record:
        assert f"s{record.counts()['event']}" == record.state()
        assert record.check() == []


@pytest.mark.slow
def test_one_writer_and_eight_readers_go_on_without_an_error(place: str) -> None:
    done = subprocess.run(
        [sys.executable, str(_BENCHMARK), place, "--seconds", "6"], capture_output=True, text=True, timeout=500
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 errors; the record is whole" in done.stdout
