from __future__ import annotations

import contextvars
import threading
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from communique.errors import RecordError, TooSlow
from communique.store import Filter, Record, deadlines, open_record
from tests.making import document, report

# It counts to a hundred million: seconds of work in one statement.
_ENDLESS = sa.text(
    "SELECT n FROM (WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 100000000) "
    "SELECT max(n) AS n FROM c) AS counted"
).columns(sa.column("n"))


def _endless(record: Record) -> None:
    try:
        record._number(_ENDLESS)  # type: ignore[arg-type]
    except sa.exc.SQLAlchemyError as error:
        raise record._backend.explained(error) from error


def _read_slowly(record: Record) -> None:
    for _ in record.reports():
        time.sleep(0.1)


def test_a_query_that_takes_too_long_is_cut_and_the_record_answers_on(place: str) -> None:
    with open_record(place, create=True) as record:
        with deadlines.limited(0.2), pytest.raises(TooSlow, match=r"longer than 0\.2 seconds"):
            _endless(record)
        assert record.count_reports(Filter()) == 0


def test_rows_that_are_worked_on_for_too_long_are_cut(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.communique", create=True) as record:
        record.add_reports([(document(key), report(key)) for key in "ab"])
        with deadlines.limited(0.05), pytest.raises(RecordError, match="given up"):
            _read_slowly(record)
        assert len(list(record.reports())) == 2


def test_a_thread_that_is_given_the_context_has_the_same_limit() -> None:
    found: list[float | None] = []
    with deadlines.limited(100):
        context = contextvars.copy_context()
    thread = threading.Thread(target=lambda: found.append(context.run(deadlines.remaining)))
    thread.start()
    thread.join()
    assert found[0] is not None
    assert found[0] > 90
    assert deadlines.remaining() is None
