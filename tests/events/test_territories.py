"""Whom an act strikes that falls on a territory."""

from __future__ import annotations

from communique.evaluate.events import code_report, facts


def told(text: str, published: str) -> set[tuple[str, str, str, str]]:
    row: dict[str, object] = {"text": text, "published": published}
    return {fact for event in code_report(row) for fact in facts(event)}


def test_a_territory_that_is_bombed_is_its_states() -> None:
    assert ("ASSAULT", "JPN", "USA", "reported") in told("Japanese aircraft bombed Guam on Monday.", "1952-03-04")


def test_a_territorys_own_government_is_itself() -> None:
    found = told("Greenland's prime minister rejected an American offer on Monday.", "2020-03-04")
    assert ("REJECT", "GRL", "USA", "reported") in found


def test_what_a_state_does_to_its_own_territory_stays_between_them() -> None:
    assert ("SANCTION", "FRA", "NCL", "reported") in told("France suspended aid to New Caledonia.", "2020-03-04")


def test_a_region_without_a_government_of_its_own_goes_by_its_state() -> None:
    assert ("ASSAULT", "RUS", "RUS", "reported") in told("Russian jets bombed Chechnya on Monday.", "1996-03-04")
