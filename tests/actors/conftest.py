"""One call for all tests here: the mentions of a text, by their words, on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from communique import actors
from communique.language import parse
from communique.records import UNKNOWN_DATE, Mention, Report, When

Find = Callable[..., dict[str, Mention]]


@pytest.fixture(scope="session")
def find() -> Find:
    def found(text: str, on: str = "") -> dict[str, Mention]:
        day = dt.date.fromisoformat(on) if on else None
        published = When(start=day, end=day, precision="day") if day else UNKNOWN_DATE
        report = Report(report_id="r", source="r.txt", content_hash="0", text=text, published=published)
        return {mention.text: mention for mention in actors.find(parse("r", text), report)}

    return found
