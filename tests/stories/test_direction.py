from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from communique.records import Report, When
from communique.stories import compare
from tests.stories.wire import OWN, WIRE

Make = Callable[..., Report]


def day(text: str) -> When:
    date = dt.date.fromisoformat(text)
    return When(start=date, end=date, precision="day", basis="metadata")


def test_nothing_decides_between_two_equal_texts(report: Make) -> None:
    found = compare(report("a", WIRE), report("b", WIRE))
    assert found.earlier is None
    assert found.confidence < 0.7


def test_a_copy_that_credits_the_outlet_of_the_other_is_later(report: Make) -> None:
    source = report("a", WIRE, outlet="Northern Post")
    copy = report("b", WIRE + "\nThe clash was first reported by the Northern Post.", outlet="Mol Daily")
    assert compare(source, copy).earlier == "a"
    assert compare(copy, source).earlier == "a"


def test_a_credit_outweighs_the_published_times(report: Make) -> None:
    source = report("a", WIRE, outlet="Northern Post", published=day("2019-05-09"))
    copy = report(
        "b",
        WIRE + "\nThe clash was first reported by the Northern Post.",
        outlet="Mol Daily",
        published=day("2019-05-07"),
    )
    assert compare(source, copy).earlier == "a"


def test_an_agencys_own_page_comes_before_the_paper_that_prints_it(report: Make) -> None:
    source = report("a", WIRE, url="https://www.reuters.com/world/x")
    assert compare(source, report("b", WIRE, outlet="Mol Daily")).earlier == "a"


def test_the_text_that_lost_its_quotation_marks_is_later(report: Make) -> None:
    found = compare(report("a", WIRE.replace("“", "").replace("”", "")), report("b", WIRE))
    assert found.earlier == "b"


def test_the_text_with_broken_sentences_is_later(report: Make) -> None:
    broken = WIRE.replace("moved its fishing limit", "moved its fishing people. limit")
    assert compare(report("a", broken), report("b", WIRE)).earlier == "b"
    assert compare(report("a", WIRE), report("b", broken)).earlier == "a"


def test_reports_that_share_nothing_have_no_direction(report: Make) -> None:
    first, second = report("a", WIRE, published=day("2019-05-07")), report("b", OWN, published=day("2019-05-09"))
    assert compare(first, second).earlier is None
