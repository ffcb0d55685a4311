"""The date of a report that does not state it."""

from __future__ import annotations

import datetime as dt

from communique import dates
from communique.language import parse
from communique.records import UNKNOWN_DATE, Furniture, Report, When


def implied(text: str, published: When = UNKNOWN_DATE, page: str = "") -> When:
    furniture = (Furniture(start=0, end=len(page), kind="related", text=page),) if page else ()
    report = Report(report_id="r", source="r.txt", content_hash="", text=text, published=published, furniture=furniture)
    return dates.imply(report, parse("r", text))


def test_a_stated_day_is_left_alone() -> None:
    stated = When(start=dt.date(2013, 5, 1), end=dt.date(2013, 5, 1), precision="day", basis="metadata")
    assert implied("Senegal marked the 60th anniversary of its independence.", stated) == stated


def test_an_anniversary_and_a_weekday_give_the_day() -> None:
    when = implied("The presidents of France and Germany met on Tuesday for the 50th anniversary of the Elysee Treaty.")
    assert (when.start, when.end) == (dt.date(2013, 1, 22), dt.date(2013, 1, 22))
    assert (when.precision, when.basis) == ("day", "anniversary")


def test_a_report_is_of_the_last_day_it_tells_of() -> None:
    when = implied(
        "Vietnam held a parade on Wednesday for the 50th anniversary of the fall of Saigon.\n"
        "On Friday its leader received a Lao delegation."
    )
    assert when.start == dt.date(2025, 5, 2)


def test_an_anniversary_without_a_weekday_gives_days_around_it() -> None:
    when = implied("Egypt and Israel exchanged messages for the 40th anniversary of their peace treaty.")
    assert when.precision == "week"
    assert when.start is not None
    assert when.end is not None
    assert when.start <= dt.date(2019, 3, 26) <= when.end


def test_a_bilateral_treaty_is_matched_by_its_parties() -> None:
    when = implied(
        "The leaders of India and Russia swapped messages Monday on the 30th anniversary of their friendship treaty.\n"
        "The 1971 treaty was renewed by New Delhi and Moscow."
    )
    assert when.start is not None
    assert when.start.year == 2001


def test_the_same_anniversary_of_other_countries_is_not_taken() -> None:
    assert not implied("Peru and Chile marked the 60th anniversary of their defense treaty on Sunday.").known


def test_an_anniversary_of_last_year_does_not_date_the_report() -> None:
    assert not implied("Last year the two held a parade for the 50th anniversary of the fall of Saigon.").known


def test_a_month_that_is_stated_is_narrowed_and_never_overruled() -> None:
    month = When(start=dt.date(2013, 1, 1), end=dt.date(2013, 1, 31), precision="month", basis="metadata")
    text = "France and Germany renewed their vows on Tuesday on the 50th anniversary of the Elysee Treaty."
    assert implied(text, month).start == dt.date(2013, 1, 22)
    other = When(start=dt.date(2013, 3, 1), end=dt.date(2013, 3, 31), precision="month", basis="metadata")
    assert implied(text, other) == other


def test_a_dateline_gives_the_day() -> None:
    when = implied("TUNIS, Oct 3, 2011 (TAP) - Tunisia handed over the minister.")
    assert (when.start, when.basis) == (dt.date(2011, 10, 3), "dateline")


def test_other_items_of_the_page_give_a_month() -> None:
    when = implied(
        "Two leaders spoke.", page="Lima, March 14: A bus fell\n\nCarnival 2019 opens\n\nLima, March 12: Rain"
    )
    assert (when.start, when.end) == (dt.date(2019, 3, 1), dt.date(2019, 3, 31))
    assert (when.precision, when.basis) == ("month", "inferred")


def test_a_day_without_any_year_on_the_page_is_not_guessed() -> None:
    assert not implied("Two leaders spoke.", page="Lima, March 14: A bus fell").known


def test_nothing_said_is_nothing_known() -> None:
    assert implied("Bahrain closed its embassy in Beirut.") == UNKNOWN_DATE


def test_the_day_on_which_somebody_spoke_dates_a_report() -> None:
    when = implied(
        "Peruvian troops crossed the river on Friday, the foreign ministry in Quito announced on 27 January 1995.\n"
        "The border was drawn in 1942."
    )
    assert (when.start, when.precision, when.basis) == (dt.date(1995, 1, 27), "day", "inferred")
    assert when.span is not None


def test_a_saying_before_the_last_day_told_dates_nothing() -> None:
    assert not implied(
        "The ministry in Quito announced a truce on 27 January 1995. Talks opened in Montevideo on 17 February 1995."
    ).known


def test_the_day_of_a_deed_dates_nothing() -> None:
    assert not implied("Chad and Libya signed the accord on 31 August 1989, and both withdrew their troops.").known
