from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from communique.errors import CommuniqueError
from communique.records import Report, When
from communique.stories import Shelf, group, laid_by
from tests.stories.wire import OTHER, OWN, REWRITTEN, WIRE

Make = Callable[..., Report]


def test_reports_come_back_as_they_were_and_make_the_same_stories(report: Make) -> None:
    day = dt.date(2019, 5, 7)
    when = When(start=day, end=day, precision="day", basis="metadata")
    made = [
        report(name, text, published=when) for name, text in zip("dcba", (WIRE, OWN, OTHER, REWRITTEN), strict=True)
    ]
    with Shelf(made) as shelf:
        assert [shelf[one.report_id] for one in made] == made
        assert list(shelf) == ["d", "c", "b", "a"]
        assert group(shelf) == group(made)


def full() -> IO[bytes]:
    return Path("/dev/full").open("w+b", buffering=0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_folder_for_temporary_files_is_told(report: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laid_by, "file", full)
    with pytest.raises(CommuniqueError, match="free some space there"):
        Shelf([report("a", WIRE)])
