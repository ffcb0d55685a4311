from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from communique.errors import CommuniqueError
from communique.records import Report, When
from communique.stories import group, index, kept, laid_by
from communique.stories.batches import batches
from communique.stories.topics import Topic, topic
from tests.stories.wire import OTHER, OWN, REWRITTEN, WIRE

Make = Callable[..., Report]


def told(found: Topic) -> tuple[object, ...]:
    return (found.stems.tolist(), found.values.tolist(), *found[2:])


def day(text: str) -> When:
    date = dt.date.fromisoformat(text)
    return When(start=date, end=date, precision="day", basis="metadata")


def test_topics_that_were_laid_by_come_back_as_they_were(report: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_HELD", 2)
    texts = (WIRE, OWN, "Leaders met in Lima on Friday at the 12th summit of the bloc.", REWRITTEN)
    known = {name: report(name, text) for name, text in zip("abcd", texts, strict=True)}
    known["b"] = report("b", OWN, published=day("2019-05-07"))
    with kept.Kept(known, list(known)) as found:
        for batch in batches(known.values(), 3):
            found.take(batch)
        for number in (0, 1, 2, 3, 0, 1, 2, 3, 3, 2, 1, 0, 0, 1):
            assert repr(told(found.topic(number))) == repr(told(topic(known["abcd"[number]])))
        assert found.topic(2).occasions == {("summit", "12")}


def test_stories_are_the_same_however_little_is_held(report: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {name: report(name, text) for name, text in zip("abcd", (WIRE, OWN, OTHER, REWRITTEN), strict=True)}
    expected = group(known)
    monkeypatch.setattr(kept, "_HELD", 1)
    assert group(known) == expected


def full() -> IO[bytes]:
    return Path("/dev/full").open("w+b", buffering=0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(("module", "limit"), [(kept, "_HELD"), (index, "_HEAP")], ids=["topics", "pairs"])
def test_a_full_folder_for_temporary_files_is_told(
    report: Make, monkeypatch: pytest.MonkeyPatch, module: object, limit: str
) -> None:
    known = {name: report(name, text) for name, text in zip("abcd", (WIRE, OWN, OTHER, REWRITTEN), strict=True)}
    monkeypatch.setattr(module, limit, 1)
    monkeypatch.setattr(laid_by, "file", full)
    with pytest.raises(CommuniqueError, match=r"no room in .*: free some space there, or name"):
        group(known)
