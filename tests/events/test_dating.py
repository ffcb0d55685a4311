from __future__ import annotations

from communique.events.dating import dated
from communique.language import Parsed
from communique.records import Evidence, Statement, When
from tests.making import mention, on, report, state

PERU, CHILE = state("PER"), state("CHL")
DAY = on("2014-03-04")
NOTHING = Parsed("r", "", ())


def said(key: str, when: When) -> Statement:
    content = Evidence(report_id="r", start=0, end=4, text="Peru")
    return Statement(
        statement_id=key,
        report_id="r",
        speaker=None,
        cue="said",
        cue_span=None,
        quote="indirect",
        content=content,
        when=when,
    )


def test_a_pledge_was_made_when_it_was_spoken() -> None:
    pledge = mention("r", "AGREE", [PERU], [CHILE], When(), asserted_by=("s",))
    (found,) = dated([pledge], [said("s", DAY)], NOTHING, report("r"))
    assert (found.when.start, found.when.basis) == (DAY.start, "inferred")


def test_a_deed_told_in_a_statement_stays_undated() -> None:
    deed = mention("r", "ASSAULT", [PERU], [CHILE], When(), asserted_by=("s",), start=500)
    (found,) = dated([deed], [said("s", DAY)], NOTHING, report("r", published=DAY))
    assert not found.when.known


def test_what_is_planned_or_history_gets_no_date_from_the_report() -> None:
    for status in ("future", "historical", "negated", "hypothetical"):
        event = mention("r", "AGREE", [PERU], [CHILE], When(), asserted_by=("s",), status=status)
        (found,) = dated([event], [said("s", DAY)], NOTHING, report("r", published=DAY))
        assert not found.when.known
