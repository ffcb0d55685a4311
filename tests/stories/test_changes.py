from __future__ import annotations

from collections.abc import Callable

from communique.records import Change, Report
from communique.stories import compare
from tests.stories.wire import REWRITTEN, WIRE

Make = Callable[..., Report]


def of(report: Make, was: str, now: str, *, wire: str = WIRE) -> list[Change]:
    assert was in wire
    return list(compare(report("a", wire), report("b", wire.replace(was, now))).changes)


def kinds(found: list[Change]) -> list[str]:
    return [change.kind for change in found]


def test_a_text_taken_over_as_it_is_has_no_changes(report: Make) -> None:
    assert compare(report("a", WIRE), report("b", WIRE)).changes == ()


def test_evidence_is_text_of_each_report(report: Make) -> None:
    texts = {"a": WIRE, "b": REWRITTEN}
    found = compare(report("a", WIRE), report("b", REWRITTEN)).changes
    assert found
    for side in (side for change in found for side in (change.a, change.b) if side is not None):
        assert texts[side.report_id][side.start : side.end] == side.text


def test_another_number(report: Make) -> None:
    (change,) = of(report, "eleven sailors", "nine sailors")
    assert change.kind == "number"
    assert change.a is not None
    assert change.b is not None
    assert "eleven" in change.a.text
    assert "nine" in change.b.text


def test_the_same_number_in_letters_is_no_change(report: Make) -> None:
    assert of(report, "eleven sailors", "11 sailors") == []


def test_a_year_cut_short_is_no_change(report: Make) -> None:
    text = WIRE + "\nA first dispute, the net war of 1958-61 over herring and cod, ended without a treaty."
    assert of(report, "the net war of 1958-61 over", "the net war of 1958 to 1961 over", wire=text) == []


def test_another_name_is_shown_with_its_words_around_it(report: Make) -> None:
    (change,) = of(report, "Olaf Reyes", "Jan Holt")
    assert change.kind == "name"
    assert "Olaf Reyes" in change.note
    assert "Jan Holt" in change.note


def test_a_country_for_its_people_is_no_other_name(report: Make) -> None:
    text = WIRE + "\nAnalysts expect a long Sudmarkish summer of protests at the harbours."
    assert "name" not in kinds(of(report, "a long Sudmarkish summer", "a long summer in Sudmark", wire=text))


def test_an_acronym_spelt_out_is_no_other_name(report: Make) -> None:
    text = WIRE + "\nThe N.C. sent two observers to the harbour at the end of the week, diplomats said."
    assert "name" not in kinds(of(report, "The N.C. sent", "The Northern Council sent", wire=text))


def test_a_negation_put_in(report: Make) -> None:
    (change,) = of(report, "the crew will face a judge", "the crew will not face a judge")
    assert change.kind == "negation"


def test_an_attribution_left_out(report: Make) -> None:
    (change,) = of(report, ", a court official said.", ".")
    assert change.kind == "attribution"


def test_quotation_marks_lost(report: Make) -> None:
    (change,) = of(report, "“warned three times”", "warned three times")
    assert change.kind == "attribution"
    assert "quotation marks are gone" in change.note


def test_a_sentence_dropped_and_one_added(report: Make) -> None:
    line = WIRE.split("\n")[6]
    new = "A helicopter from a third country watched from above during the whole incident."
    found = of(report, line, new)
    assert sorted(kinds(found)) == ["added", "dropped"]
    added = next(change for change in found if change.kind == "added")
    assert added.a is None
    assert added.b is not None
    assert added.b.text == new


def test_a_stop_in_the_middle_of_a_phrase_is_broken_text(report: Make) -> None:
    found = of(report, "moved its fishing limit", "moved its fishing people. limit")
    assert "corrupted" in kinds(found)


def test_a_stop_before_a_capital_in_the_middle_of_a_phrase_is_broken_text(report: Make) -> None:
    found = of(report, "demanded the return of the men", "demanded people. The return of the men")
    assert "corrupted" in kinds(found)


def test_a_name_put_into_the_wrong_place_is_named(report: Make) -> None:
    found = of(report, "quarrelled over the bank since", "quarrelled over Arvenia. the bank since")
    assert {"name", "corrupted"} <= set(kinds(found))


def test_a_sentence_well_cut_in_two_is_not_broken(report: Make) -> None:
    found = of(report, ", and the crew will face a judge on Friday", ". The crew will face a judge on Friday")
    assert "corrupted" not in kinds(found)


def test_words_that_only_moved_are_no_change(report: Make) -> None:
    found = of(
        report, "stopped a trawler from Sudmark on Tuesday near", "on Tuesday stopped a trawler from Sudmark near"
    )
    assert found == []


def test_a_cyrillic_capital_begins_a_sentence(report: Make) -> None:
    one = "Президент прибыл в Тбилиси с двухдневным визитом и встретился с премьером. Стороны обсудили мост."
    other = "Президент прибыл в Тбилиси с двухдневным визитом. Он встретился с премьером. Стороны обсудили мост."
    assert "corrupted" not in kinds(list(compare(report("a", one), report("b", other)).changes))
