from __future__ import annotations

import random

from communique.merge import conclude
from communique.records import Place, When
from tests.making import killed, mention, month, on, reading, state, story

PERU, CHILE, BOLIVIA = state("PER", "Peru"), state("CHL", "Chile"), state("BOL", "Bolivia")


def test_a_copied_wire_story_counts_once() -> None:
    events = [mention(r, "ACCUSE", [PERU], [CHILE], on("2014-03-02")) for r in ("wire", "paper", "site")]
    found = conclude([reading(m.report_id, m) for m in events], [story(("wire", "paper", "site"))]).events
    assert len(found) == 1
    assert (len(found[0].reports), found[0].origins) == (3, 1)


def test_two_independent_reports_of_one_act_are_one_event_with_two_origins() -> None:
    events = [
        mention("a", "ACCUSE", [PERU], [CHILE], on("2014-03-02"), "Peru accused Chile of moving the border buoys."),
        mention(
            "b", "ACCUSE", [PERU], [CHILE], on("2014-03-02"), "Lima blamed Chile for shifting buoys at the border."
        ),
    ]
    found = conclude([reading(m.report_id, m) for m in events], [story(("a",), ("b",))]).events
    assert [event.origins for event in found] == [2]


def test_different_stated_days_are_never_one_event() -> None:
    tests = [
        mention(f"r{day}", "MOBILIZE", [PERU], [], on(f"2014-03-0{day}"), "Peru tested a missile.") for day in (1, 3, 5)
    ]
    found = conclude([reading(m.report_id, m) for m in tests], [story(("r1",), ("r3",), ("r5",))]).events
    assert len(found) == 3


def test_a_vague_date_does_not_chain_two_clear_ones() -> None:
    clear = [
        mention(f"r{day}", "MOBILIZE", [PERU], [], on(f"2014-03-0{day}"), "Peru tested a missile.") for day in (1, 3)
    ]
    vague = mention("v", "MOBILIZE", [PERU], [], month("2014-03"), "Peru tested a missile.")
    found = conclude([reading(m.report_id, m) for m in [*clear, vague]], []).events
    assert len(found) == 2


def test_different_parties_and_roles_are_different_events() -> None:
    day = on("2014-03-02")
    events = [
        mention("a", "ACCUSE", [PERU], [CHILE], day),
        mention("b", "ACCUSE", [CHILE], [PERU], day),
        mention("c", "ACCUSE", [PERU], [BOLIVIA], day),
    ]
    assert len(conclude([reading(m.report_id, m) for m in events], []).events) == 3


def test_a_denied_act_is_not_the_act() -> None:
    day = on("2014-03-02")
    events = [
        mention("a", "ASSAULT", [PERU], [CHILE], day, "Peru fired on Chilean boats."),
        mention("b", "ASSAULT", [PERU], [CHILE], day, "Peru did not fire on Chilean boats.", status="negated"),
    ]
    assert {e.status for e in conclude([reading(m.report_id, m) for m in events], []).events} == {"reported", "negated"}


def test_the_sharper_date_is_kept() -> None:
    text = "The presidents of Peru and Chile met in Arica."
    events = [
        mention("a", "CONSULT", [PERU, CHILE], [], month("2014-03"), text),
        mention("b", "CONSULT", [PERU, CHILE], [], on("2014-03-09"), text),
    ]
    (event,) = conclude([reading(m.report_id, m) for m in events], [story(("a", "b"))]).events
    assert str(event.when.start) == "2014-03-09"
    assert event.when.precision == "day"


def test_the_order_of_arrival_does_not_matter() -> None:
    rng = random.Random(7)
    mentions = [
        mention(f"r{i}", kind, [PERU], [CHILE], when, f"Peru did thing {i % 3} to Chile at sea.")
        for i, (kind, when) in enumerate(
            (kind, when)
            for kind in ("ACCUSE", "SANCTION", "CONSULT")
            for when in (on("2014-03-02"), month("2014-03"), on("2014-03-05"), on("2014-03-02"))
        )
    ]
    expected = conclude([reading(m.report_id, m) for m in mentions], []).events
    for _ in range(5):
        rng.shuffle(mentions)
        assert conclude([reading(m.report_id, m) for m in mentions], []).events == expected


def test_numbers_of_independent_reports_that_disagree_are_a_contradiction() -> None:
    events = [
        mention(
            "a", "ASSAULT", [PERU], [CHILE], on("2014-03-02"), "63 soldiers were killed.", quantities=(killed(63),)
        ),
        mention(
            "b",
            "ASSAULT",
            [PERU],
            [CHILE],
            on("2014-03-02"),
            "140 soldiers were killed.",
            quantities=(killed(140, 0, 3),),
        ),
    ]
    (event,) = conclude([reading(m.report_id, m) for m in events], [story(("a",), ("b",))]).events
    assert [(c.about, c.a_value, c.b_value) for c in event.contradictions] == [("killed", "63", "140")]
    assert event.contradictions[0].b.text == "140"


def test_what_a_copy_corrupts_is_no_contradiction() -> None:
    events = [
        mention(
            "a", "ASSAULT", [PERU], [CHILE], on("2014-03-02"), "63 soldiers were killed.", quantities=(killed(63),)
        ),
        mention(
            "b", "ASSAULT", [PERU], [CHILE], on("2014-03-02"), "36 soldiers were killed.", quantities=(killed(36),)
        ),
    ]
    (event,) = conclude([reading(m.report_id, m) for m in events], [story(("a", "b"))]).events
    assert event.contradictions == ()


def test_events_in_two_countries_are_two() -> None:
    text = "Protesters marched against Chile."
    places = [Place(name="Lima", country="PER"), Place(name="La Paz", country="BOL")]
    events = [mention(p.name, "PROTEST", [PERU], [CHILE], on("2014-03-02"), text, place=p) for p in places]
    assert len(conclude([reading(m.report_id, m) for m in events], []).events) == 2


def test_a_copy_that_ran_a_day_later_does_not_make_a_second_event() -> None:
    events = [
        mention("wire", "ACCUSE", [PERU], [CHILE], on("2014-03-02", "inferred")),
        mention("paper", "ACCUSE", [PERU], [CHILE], on("2014-03-03", "inferred")),
    ]
    (event,) = conclude([reading(m.report_id, m) for m in events], [story(("wire", "paper"))]).events
    assert str(event.when.start) == "2014-03-02"


def test_like_events_of_one_day_have_ids_of_their_own() -> None:
    day = on("2014-03-02")
    texts = [
        "Peru accused Chile of spying.",
        "Lima blamed its neighbour for the oil spill.",
        "Peru accused Chile of spying.",
    ]
    events = [mention(f"r{i}", "ACCUSE", [PERU], [CHILE], day, text, mode=f"m{i}") for i, text in enumerate(texts)]
    far = mention("r9", "ACCUSE", [PERU], [CHILE], on("2014-05-02"), texts[0])
    found = conclude([reading(m.report_id, m) for m in [*events, far]], []).events
    assert len({event.event_id for event in found}) == len(found)


def test_a_sentence_copied_word_for_word_is_no_second_event_even_without_a_date() -> None:
    events = [mention(r, "ACCUSE", [PERU], [CHILE], When()) for r in ("a", "b")]
    (event,) = conclude([reading(m.report_id, m) for m in events], []).events
    assert event.reports == ("a", "b")
