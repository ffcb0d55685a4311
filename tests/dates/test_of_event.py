"""The date of one event: what the parse ties to its trigger, not every date in the sentence."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from communique import dates
from communique.evaluate.dates import evaluate
from communique.language import parse
from communique.records import When

CASES = Path(__file__).parents[1] / "data" / "dates" / "event_dates.jsonl"


def when(text: str, trigger: str, day: str = "2015-06-10") -> When:
    date = dt.date.fromisoformat(day)
    published = When(start=date, end=date, precision="day", basis="metadata")
    parsed = parse("r", text)
    times = dates.find(parsed, published)
    for sentence in parsed.sentences:
        for token in sentence.doc:
            if token.text == trigger:
                return dates.of_event(sentence, token, times, published)
    raise AssertionError(trigger)


def test_each_of_two_verbs_has_its_own_day() -> None:
    text = "Zambia said on Monday that it had closed its border on Saturday."
    assert when(text, "said").start == dt.date(2015, 6, 8)
    assert when(text, "closed").start == dt.date(2015, 6, 6)


def test_the_year_of_a_treaty_is_not_the_day_of_the_meeting() -> None:
    assert when("Under the 1960 treaty, the governors met on Tuesday.", "met").start == dt.date(2015, 6, 9)


def test_an_act_in_a_dated_war_is_of_that_war() -> None:
    assert when("In the 1962 war China seized the plateau.", "seized").start == dt.date(1962, 1, 1)


def test_a_relative_clause_keeps_its_date_to_itself() -> None:
    text = "The general, who took power in 1969, received the envoy on Monday."
    assert when(text, "received").start == dt.date(2015, 6, 8)
    assert when(text, "took").start == dt.date(1969, 1, 1)


def test_news_without_a_date_is_inferred_from_the_report() -> None:
    found = when("Togo and Benin signed a trade agreement.", "signed")
    assert (found.start, found.basis) == (dt.date(2015, 6, 10), "inferred")


def test_what_has_not_happened_has_no_inferred_date() -> None:
    assert not when("The two countries will cooperate on water.", "cooperate").known
    assert not when("The delegation never visited the camp.", "visited").known
    assert not when("Seychelles once hosted a base.", "hosted").known


def test_a_noun_shares_the_time_of_its_verb() -> None:
    assert when("The prime ministers held talks in Riga on Monday.", "talks").start == dt.date(2015, 6, 8)


def test_history_is_more_than_ten_days_old() -> None:
    published = when("Togo signed.", "signed")
    old = When(start=dt.date(2015, 5, 1), end=dt.date(2015, 5, 1), precision="day")
    new = When(start=dt.date(2015, 6, 5), end=dt.date(2015, 6, 5), precision="day")
    assert dates.historical(old, published)
    assert not dates.historical(new, published)


def test_the_own_set_is_read_and_scored() -> None:
    result = evaluate([CASES])["event dates"]
    assert isinstance(result, dict)
    assert result["cases"] >= 150
    assert 0.0 <= result["wrong"] <= 1.0
