"""On whose word an event is known, and a confidence that is the product of the factors shown."""

from __future__ import annotations

import math

from communique.merge import conclude
from communique.records import Actor, Event, EventMention, Evidence, Link, Reading, Speaker, Statement, Story
from tests.making import mention, on, state, story

PERU, CHILE, SPAIN = state("PER", "Peru"), state("CHL", "Chile"), state("ESP", "Spain")
DAY = on("2014-03-02")


def said(report: str, by: Actor | None, *through: Link) -> Statement:
    return Statement(
        statement_id=f"s-{report}",
        report_id=report,
        speaker=Speaker(text=by.name if by else "a source", start=0, end=1, actor=by, anonymous="" if by else "source"),
        cue="said",
        cue_span=None,
        quote="indirect",
        content=Evidence(report_id=report, start=0, end=1, text="P"),
        chain=through,
    )


def read(told: EventMention, statement: Statement | None = None, medium: str = "", *, state: bool = False) -> Reading:
    statements = (statement,) if statement else ()
    return Reading(report_id=told.report_id, events=(told,), statements=statements, medium=medium, state_media=state)


def fired(report: str, by: Statement | None = None) -> EventMention:
    asserted = (by.statement_id,) if by else ()
    words = "Peruvian troops fired on a Chilean patrol near the river."
    return mention(report, "ASSAULT", [PERU], [CHILE], DAY, words, asserted_by=asserted)


def only(readings: list[Reading], *stories: Story) -> Event:
    [event] = conclude(readings, stories).events
    return event


def test_what_a_report_tells_itself_weighs_more_than_the_other_side_s_word() -> None:
    own = only([read(fired("a"), medium="Andes Sample")])
    chile = said("a", CHILE)
    theirs = only([read(fired("a", chile), chile)])
    assert [voice.side for voice in own.voices] == ["reporter"]
    assert [(voice.side, voice.name) for voice in theirs.voices] == [("other side", "Chile")]
    assert own.confidence > theirs.confidence


def test_ten_papers_that_quote_one_speaker_are_one_voice() -> None:
    quoting = [said(report, CHILE) for report in "abc"]
    event = only([read(fired(s.report_id, s), s) for s in quoting], story(("a",), ("b",), ("c",)))
    assert (event.origins, len(event.voices)) == (3, 1)
    assert event.voices[0].origins == ("a", "b", "c")


def test_a_page_that_repeats_a_wire_story_is_no_second_voice() -> None:
    told = [read(fired("wire"), medium="Andes Sample"), read(fired("page"), medium="Sample Mirror")]
    event = only(told, story(("wire", "page")))
    assert [(voice.name, voice.reports) for voice in event.voices] == [("Andes Sample", ("page", "wire"))]


def test_two_sides_that_say_the_same_are_known_better_than_one() -> None:
    peru, chile = said("a", PERU), said("b", CHILE)
    both = only([read(fired("a", peru), peru), read(fired("b", chile), chile)], story(("a",), ("b",)))
    one = only([read(fired("a", peru), peru)], story(("a",)))
    assert {voice.side for voice in both.voices} == {"own side", "other side"}
    assert both.confidence > one.confidence


def test_what_only_state_media_carry_is_marked_and_counts_less() -> None:
    agency = Link(name="Sample State Agency", role="agency", country="PER", state_media=True)
    through = said("a", PERU, agency)
    promise = mention("a", "AGREE", [PERU], [CHILE], DAY, "Peru promised Chile water.", asserted_by=("s-a",))
    event = only([read(promise, through)])
    assert event.state_media_only
    assert event.voices[0].name == "Sample State Agency"
    assert event.voices[0].side == "own words"
    free = only([read(promise, said("a", PERU), "Free Sample")])
    assert not free.state_media_only
    assert free.confidence > event.confidence


def test_a_state_s_own_paper_is_state_media_without_being_cited() -> None:
    assert only([read(fired("a"), medium="Sample Daily", state=True)]).state_media_only


def test_a_source_without_a_name_counts_least() -> None:
    nobody, spain = said("a", None), said("a", SPAIN)
    unnamed = only([read(fired("a", nobody), nobody)])
    third = only([read(fired("a", spain), spain)])
    assert unnamed.voices[0].side == "unnamed"
    assert unnamed.confidence < third.confidence


def test_the_confidence_is_the_product_of_what_is_shown() -> None:
    event = only([read(fired("a"), medium="Andes Sample")])
    assert event.confidence == round(math.prod(factor.value for factor in event.factors), 3)
    assert [factor.name for factor in event.factors] == ["reading", "voices"]
    assert "Andes Sample" in event.factors[1].why
