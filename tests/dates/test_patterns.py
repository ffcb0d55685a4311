from __future__ import annotations

import pytest

from communique.dates import expressions
from communique.dates.patterns import patterns

TEXTS = (
    "On Tuesday, 3 March 2019, and again between May 4 and 6, envoys met; the last Sept. 12 round had failed.",
    "In the spring of 1999 and late last autumn the border stayed shut.",
    "It was the 60th anniversary of the treaty, sixty years after the war of the early 19th century.",
    "A week ago Monday he left at 3 p.m. local time, two days before the weekend.",
    "The second half of June 1987 was quiet, the first quarter of 1988 was not.",
    "FROM MARCH TO MAY the Summer ANNIVERSARY was held as in May 1950, in the Nineteenth Century manner.",
)


@pytest.mark.parametrize("text", TEXTS)
def test_patterns_that_are_passed_over_would_have_found_nothing(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = expressions.recognise(text)
    every = [(form, pattern, ()) for form, pattern, _ in patterns()]
    monkeypatch.setattr(expressions, "patterns", lambda: every)
    assert expressions.recognise(text) == found
    assert found


def test_words_are_asked_for_where_a_pattern_has_them() -> None:
    asked = {form for form, _, needed in patterns() if needed}
    assert {"date", "season", "anniversary", "century", "day range", "month range"} <= asked
    assert all(word == word.lower() for _, _, needed in patterns() for word in needed)
