from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.records import Report
from communique.stories import compare
from tests.stories.wire import OTHER, OWN, REWRITTEN, WIRE

Make = Callable[..., Report]


def test_a_text_taken_over_as_it_is_is_a_copy(report: Make) -> None:
    found = compare(report("a", WIRE), report("b", WIRE.replace("“", '"').replace("”", '"')))
    assert found.kind == "copy"
    assert found.containment == 1.0


def test_a_copy_that_stops_early_is_contained_in_its_source(report: Make) -> None:
    found = compare(report("a", WIRE), report("b", "\n".join(WIRE.split("\n")[:4])))
    assert found.kind == "copy"
    assert found.containment_b == 1.0
    assert found.containment_a < 0.7


def test_a_copy_with_its_paragraphs_moved_is_still_a_copy(report: Make) -> None:
    lines = WIRE.split("\n")
    assert compare(report("a", WIRE), report("b", "\n".join([*lines[4:], *lines[:4]]))).kind == "copy"


def test_some_sentences_changed_is_an_edit(report: Make) -> None:
    text = WIRE.replace("Nobody was hurt", "Two sailors were slightly hurt").replace(
        "About 300 boats from Sudmark sail there each summer", "Each summer some 250 ships work these grounds"
    ).replace("demanded the return of the men within 24 hours", "asked for the men to be sent home")  # fmt: skip
    assert compare(report("a", WIRE), report("b", text)).kind == "edited"


def test_every_sentence_reworded_is_a_rewrite(report: Make) -> None:
    found = compare(report("a", WIRE), report("b", REWRITTEN))
    assert found.kind == "rewritten"
    assert found.earlier == "a"


def test_own_reporting_of_one_event_is_no_copy(report: Make) -> None:
    assert compare(report("a", WIRE), report("b", OWN)).kind == "same event"


def test_reports_of_different_things_are_unrelated(report: Make) -> None:
    found = compare(report("a", WIRE), report("b", OTHER))
    assert found.kind == "unrelated"
    assert found.changes == ()
    assert found.earlier is None


def test_a_shared_statement_makes_no_copy(report: Make) -> None:
    said = (
        "“Our fishermen were taken from open waters at night and without cause, and we ask for their immediate return "
        "to their families before this week is over,” the ministry of Sudmark wrote."
    )
    one = (
        "Norland holds eleven sailors in Port Ask after shots at the Heron bank.\n" + said + "\nA judge will hear them."
    )
    other = "Families in Mol wait for word from the crew of a trawler.\n" + said + "\nBlack flags hang from the shops."
    assert compare(report("a", one), report("b", other)).kind not in {"copy", "edited", "rewritten", "partial"}


def test_a_passage_inside_own_reporting_is_a_partial_copy(report: Make) -> None:
    passage = WIRE.split("\n")[5] + "\n" + WIRE.split("\n")[6]
    found = compare(report("a", WIRE), report("b", OWN + "\n" + passage))
    assert found.kind == "partial"


def test_shared_furniture_makes_nothing_related(report: Make) -> None:
    footer = (
        "\nCopyright 2017 The Northern Press. All rights reserved. This material may not be published or rewritten."
    )
    assert compare(report("a", WIRE + footer), report("b", OTHER + footer)).kind == "unrelated"


def test_two_stubs_are_not_judged_as_copies(report: Make) -> None:
    stub = "This story is being updated."
    assert compare(report("a", stub), report("b", stub)).kind not in {"copy", "edited"}


@pytest.mark.parametrize("text", ["", " ", "…", "Word"])
def test_empty_and_tiny_texts_can_be_compared(report: Make, text: str) -> None:
    assert compare(report("a", text), report("b", WIRE)).kind == "unrelated"


def test_the_label_does_not_depend_on_which_comes_first(report: Make) -> None:
    for text in (REWRITTEN, OWN, OTHER):
        there, back = compare(report("a", WIRE), report("b", text)), compare(report("b", text), report("a", WIRE))
        assert there.kind == back.kind
        assert there.earlier == back.earlier
        assert there.containment_a == back.containment_b


def test_two_summits_of_one_pair_are_two_events(report: Make) -> None:
    first = (
        "The leaders of Norland and Sudmark met in Vellin on Monday to mark the 20th anniversary of their treaty.\n"
        "They signed a protocol on ferries, and a choir sang in front of the old customs house."
    )
    second = (
        "President Reyes of Sudmark and his colleague from Norland celebrated the 30th anniversary of the treaty.\n"
        "Their ministers of finance used the day in Port Ask to agree on tolls for the new tunnel."
    )
    assert compare(report("a", first), report("b", second)).kind == "unrelated"


def test_the_same_names_and_numbers_in_another_language_are_a_translation(report: Make) -> None:
    english = (
        "The presidents of Arvenia and Costa Lira opened a bridge at Dorel on Saturday. It is 640 metres long and cost "
        "1200 million crowns. Trains of 90 wagons will run to San Telmo. Governor Pablo Quintana called it a victory."
    )
    spanish = (
        "Los presidentes de Arvenia y Costa Lira inauguraron el sábado un puente en Dorel. Mide 640 metros y costó "
        "1200 millones de coronas. Trenes de 90 vagones llegarán a San Telmo. Para el gobernador Pablo Quintana es un "
        "triunfo."
    )
    a = Report(report_id="a", source="a", content_hash="a", language="en", text=english)
    b = Report(report_id="b", source="b", content_hash="b", language="es", text=spanish)
    assert compare(a, b).kind == "translated"
    assert compare(a, report("c", OTHER, language="es")).kind != "translated"


@pytest.mark.slow
def test_a_page_of_stray_marks_and_a_book_are_compared_in_bounded_time(report: Make) -> None:
    stray = "it's 'a \"b " * 5_000
    book = " ".join(f"Ship{n} sailed to port{n} on day {n}." for n in range(2_000))
    assert compare(report("a", stray), report("b", WIRE)).kind == "unrelated"
    assert compare(report("a", book), report("b", book)).kind == "copy"
