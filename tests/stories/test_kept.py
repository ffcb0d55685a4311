from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from communique.errors import CommuniqueError
from communique.records import Report
from communique.stories import group, index, kept, laid_by
from communique.stories.texts import read
from communique.stories.topics import Topic, topic
from tests.stories.wire import OTHER, OWN, REWRITTEN, WIRE

Make = Callable[..., Report]


def told(found: Topic) -> tuple[object, ...]:
    return (found.stems.tolist(), found.values.tolist(), *found[2:])


def test_topics_that_were_laid_by_come_back_as_they_were(report: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_HELD", 2)
    known = {name: report(name, text) for name, text in zip("abcd", (WIRE, OWN, OTHER, REWRITTEN), strict=True)}
    with kept.Texts(known) as texts:
        for name in "abcdabcddcbaab":
            assert told(texts.topic(name)) == told(topic(read(known[name])))


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
