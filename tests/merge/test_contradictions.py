"""Where reports disagree: within one event on a number or a place, between two on the day, the roles, or whether."""

from __future__ import annotations

from communique.merge import conclude
from communique.records import Event, EventMention, Place, Story
from tests.making import killed, mention, on, reading, state, story

PERU, CHILE = state("PER", "Peru"), state("CHL", "Chile")
DAY = on("2014-03-02")
RAID = "Peruvian troops raided a Chilean post by the river and killed six guards."
SIX = RAID.index("six")
AGAIN = "Soldiers from Peru killed guards in a raid on a Chilean post by the river."


def raid(report: str, words: str = RAID, when: str = "2014-03-02", **more: object) -> EventMention:
    return mention(report, "ASSAULT", [PERU], [CHILE], on(when), words, **more)


def events(mentions: list[EventMention], *stories: Story) -> list[Event]:
    return list(conclude([reading(m.report_id, m) for m in mentions], stories).events)


def about(found: list[Event]) -> list[list[str]]:
    return [[one.about for one in event.contradictions] for event in found]


def test_independent_numbers_that_differ_are_shown_with_the_words_of_each() -> None:
    told = [raid("a", quantities=(killed(6, SIX, SIX + 3),)), raid("b", AGAIN, quantities=(killed(12, 0, 8),))]
    [event] = events(told, story(("a",), ("b",)))
    [one] = event.contradictions
    assert (one.about, one.a_value, one.b_value) == ("killed", "6", "12")
    assert (one.a.report_id, one.a.text) == ("a", "six")
    assert any(factor.name == "disputed" for factor in event.factors)


def test_a_copy_s_corruption_is_no_contradiction() -> None:
    told = [raid("a", quantities=(killed(6),)), raid("b", quantities=(killed(60),))]
    assert about(events(told, story(("a", "b")))) == [[]]


def test_a_report_that_gives_both_numbers_counts_two_things() -> None:
    told = [raid("a", quantities=(killed(6), killed(12))), raid("b", AGAIN, quantities=(killed(12),))]
    assert about(events(told, story(("a",), ("b",)))) == [[]]


def test_rounding_is_no_contradiction() -> None:
    told = [raid("a", quantities=(killed(2000),)), raid("b", AGAIN, quantities=(killed(1950),))]
    assert about(events(told, story(("a",), ("b",)))) == [[]]


def test_two_towns_are_a_contradiction_and_a_town_and_its_suburb_are_not() -> None:
    tacna = Place(name="Tacna", country="PER", lat=-18.01, lon=-70.25)
    suburb = Place(name="Pocollay", country="PER", lat=-17.99, lon=-70.22)
    puno = Place(name="Puno", country="PER", lat=-15.84, lon=-70.02)
    far = events([raid("a", place=tacna), raid("b", AGAIN, place=puno)], story(("a",), ("b",)))
    near = events([raid("a", place=tacna), raid("b", AGAIN, place=suburb)], story(("a",), ("b",)))
    assert (about(far), about(near)) == ([["place"]], [[]])


def test_one_act_told_on_two_days_by_one_story_s_reports_is_disputed_and_not_merged() -> None:
    told = [raid("a"), raid("b", AGAIN, when="2014-03-03")]
    found = events(told, story(("a",), ("b",)))
    assert about(found) == [["date"], ["date"]]
    assert found[0].contradictions[0].other == found[1].event_id
    assert (found[0].contradictions[0].a_value, found[0].contradictions[0].b_value) == ("2014-03-02", "2014-03-03")


def test_a_series_is_no_dispute() -> None:
    # One report tells both, so it knows two raids; reports of different stories tell different raids.
    both = [raid("a"), raid("a", when="2014-03-03", start=100), raid("b", AGAIN, when="2014-03-03")]
    apart = [raid("a"), raid("b", AGAIN, when="2014-03-03")]
    readings = [reading("a", *both[:2]), reading("b", both[2])]
    assert about(list(conclude(readings, [story(("a",), ("b",))]).events)) == [[], []]
    assert about(events(apart, story(("a",)), story(("b",)))) == [[], []]


def test_who_did_it_to_whom_the_other_way_round_is_disputed() -> None:
    other = mention(
        "b", "ASSAULT", [CHILE], [PERU], DAY, "Chilean guards killed six Peruvian troops at the river post."
    )
    found = events([raid("a"), other], story(("a",), ("b",)))
    assert about(found) == [["roles"], ["roles"]]
    assert found[0].contradictions[0].a_value != found[0].contradictions[0].b_value


def test_a_denial_disputes_the_deed_even_in_the_same_report() -> None:
    denied = raid("a", "Peru denied that its troops raided a post by the river.", status="negated", start=200,
                  asserted_by=("s",))  # fmt: skip
    found = list(conclude([reading("a", raid("a"), denied)], [story(("a",))]).events)
    assert about(found) == [["denial"], ["denial"]]


def test_a_rejected_charge_disputes_the_charge() -> None:
    charge = mention("a", "ACCUSE", [CHILE], [PERU], DAY, "Chile accused Peru of raiding a post by the river.")
    text = "Peru denied raiding a post by the river."
    denial = mention("b", "REJECT", [PERU], [CHILE], on("2014-03-03"), text)
    at = text.index("denied")
    import msgspec

    from communique.records import Span

    denial = msgspec.structs.replace(denial, trigger=Span(at, at + 6))
    found = events([charge, denial], story(("a",), ("b",)))
    assert about(found) == [["denial"], ["denial"]]
    assert found[0].contradictions[0].b_value == "denied by Peru"


def test_talks_that_failed_by_one_report_and_succeeded_by_another_are_disputed() -> None:
    done = mention("a", "AGREE", [PERU, CHILE], [], DAY, "Peru and Chile agreed in Arica to reopen the river border.")
    not_done = mention(
        "b", "AGREE", [PERU, CHILE], [], DAY, "Peru and Chile failed in Arica to agree on the river border.",
        status="negated",
    )  # fmt: skip
    assert about(events([done, not_done], story(("a",), ("b",)))) == [["outcome"], ["outcome"]]
