from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.records import Report
from communique.stories import group, kept
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
