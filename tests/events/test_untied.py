"""Acts that a report tells without any party that is known."""

from __future__ import annotations

import pytest

from communique import dates, events, places
from communique.language import parse
from tests.events.cast import report


def untied(text: str) -> list[str]:
    parsed = parse("untied", text)
    one = report(text)
    told = events.code_all(parsed, one, (), dates.find(parsed, one.published), places.find(parsed, ()), ())
    assert told[0] == ()
    return [f"{m.type}.{m.mode} {m.when.start} {text[m.trigger.start : m.trigger.end]}" for m in told[1]]


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("The hostages were freed on Monday.", ["RETREAT.release 2021-05-10 freed"]),
        ("Twelve people were killed.", ["ASSAULT. 2021-05-12 killed"]),
        ("The release of the hostages was announced at dawn.", ["RETREAT.release 2021-05-12 release"]),
    ],
)
def test_what_was_done_to_somebody_is_told_though_nobody_is_known(text: str, acts: list[str]) -> None:
    assert untied(text) == acts


@pytest.mark.parametrize(
    "text",
    [
        "The hostages will be freed on Monday.",
        "No hostages were freed on Monday.",
        "The families demanded the release of the hostages.",
        "The hostages were freed by a passing driver.",
        "The road was opened on Monday.",
    ],
)
def test_what_has_not_happened_or_says_by_whom_is_not(text: str) -> None:
    assert untied(text) == []
