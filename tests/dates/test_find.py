"""Time expressions: where they stand and what they mean."""

from __future__ import annotations

import datetime as dt

import pytest

from communique import dates
from communique.language import parse
from communique.records import UNKNOWN_DATE, When


def on(day: str) -> When:
    date = dt.date.fromisoformat(day)
    return When(start=date, end=date, precision="day", basis="metadata")


def values(text: str, published: str = "2015-06-10") -> dict[str, str]:
    """Words to TIMEX value, for a report of 10 June 2015, a Wednesday."""
    found = dates.find(parse("r", text), on(published) if published else UNKNOWN_DATE)
    return {text[when.span.start : when.span.end]: when.value for when in found if when.span}


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The pact was signed on 4 May 2011.", "4 May 2011", "2011-05-04"),
        ("The pact was signed on May 4, 2011.", "May 4, 2011", "2011-05-04"),
        ("They traded blows in the 1930s.", "the 1930s", "193"),
        ("Exports fell in the third quarter of 2014.", "the third quarter of 2014", "2014-Q3"),
        ("He came in the summer of 1969.", "the summer of 1969", "1969-SU"),
        ("The city was founded in 490 BC.", "490 BC", "BC0490"),
        ("They met late Tuesday local time.", "late Tuesday local time", "2015-06-09"),
        ("The ship was hit at 0300 GMT.", "0300 GMT", "2015-06-10T03:00Z"),
        ("He left two years ago.", "two years ago", "2013"),
        ("He left last month.", "last month", "2015-05"),
        ("They sent each other letters this Friday.", "this Friday", "2015-06-05"),
        ("They will meet this Friday.", "this Friday", "2015-06-12"),
        ("The truce lasted three weeks.", "three weeks", "P3W"),
        ("They meet every year.", "every year", "P1Y"),
        ("Talks now stall.", "now", "PRESENT_REF"),
        ("Shots fell on the morning of 31 January 1965.", "the morning of 31 January 1965", "1965-01-31TMO"),
        ("Ministers gather in the second half of July.", "the second half of July", "2015-07"),
    ],
)
def test_an_expression_has_its_timex_value(text: str, words: str, value: str) -> None:
    found = values(text)
    assert any(words in span and got == value for span, got in found.items()), found


def test_a_weekday_under_a_past_verb_is_the_last_one_and_under_a_future_verb_the_next() -> None:
    assert values("Peru expelled the envoy on Thursday.")["Thursday"] == "2015-06-04"
    assert values("Peru will expel the envoy on Thursday.")["Thursday"] == "2015-06-11"


def test_todays_weekday_is_today() -> None:
    assert values("Peru expelled the envoy on Wednesday.")["Wednesday"] == "2015-06-10"


def test_the_month_of_a_past_act_is_never_ahead() -> None:
    assert values("The shah fell in October.")["October"] == "2014-10"
    assert values("Voters will choose in October.")["October"] == "2015-10"


def test_relative_expressions_of_an_undated_report_keep_their_place_and_no_days() -> None:
    text = "Malta summoned the envoy on Tuesday."
    (when,) = dates.find(parse("r", text), UNKNOWN_DATE)
    assert text[when.span.start : when.span.end] == "Tuesday"  # type: ignore[union-attr]
    assert not when.known
    assert when.value.startswith("XXXX")


def test_a_range_gives_both_ends_and_the_whole() -> None:
    found = dates.find(parse("r", "They fought the 1950-53 war."), on("2015-06-10"))
    assert {(when.value, when.precision) for when in found} == {
        ("1950", "year"),
        ("1953", "year"),
        ("1950/1953", "interval"),
    }


def test_since_leaves_the_end_open_and_until_the_beginning() -> None:
    (since,) = dates.find(parse("r", "They have traded since 1949."), on("2015-06-10"))
    assert (since.start, since.end) == (dt.date(1949, 1, 1), None)
    (until,) = dates.find(parse("r", "They traded until 1949."), on("2015-06-10"))
    assert (until.start, until.end) == (None, dt.date(1949, 12, 31))


def test_a_number_of_troops_is_no_year() -> None:
    assert values("Kenya sent 2000 troops to the border.") == {}


def test_may_and_march_are_words_too() -> None:
    assert values("The envoy may march on regardless.") == {}
    assert values("Theresa May met him.") == {}


def test_days_after_an_event_are_a_length_and_days_after_a_date_a_date() -> None:
    assert values("He fled three days after the coup.")["three days after"] == "P3D"
    assert values("He fled three days after 4 March 2012.")["three days after"] == "2012-03-07"


def test_the_following_day_counts_from_the_date_told_before() -> None:
    found = values("Tanks took the palace on 26 May. The following day the airport closed.")
    assert found["The following day"] == "2015-05-27"


def test_an_anniversary_is_dated_by_the_table_of_facts() -> None:
    found = dates.find(
        parse("r", "Rwanda marked the 20th anniversary of the genocide against the Tutsi."), on("2014-04-08")
    )
    (when,) = [when for when in found if when.basis == "anniversary"]
    assert when.start == dt.date(2014, 4, 7)


def test_an_impossible_date_is_kept_without_days() -> None:
    (when,) = dates.find(parse("r", "It happened on February 31, 2011."), on("2015-06-10"))
    assert not when.known


def test_spans_are_the_words_of_the_report() -> None:
    text = "First paragraph.\nThey met on 4 May 2011."
    (when,) = dates.find(parse("r", text), on("2015-06-10"))
    assert when.span is not None
    assert text[when.span.start : when.span.end] == "4 May 2011"
