"""Whose "police" and "government" are: the dateline's state's, unless the sentence gives them to somebody else."""

from __future__ import annotations

from communique.evaluate.events import code_report, facts


def told(text: str) -> set[tuple[str, str, str, str]]:
    row: dict[str, object] = {"text": text, "published": "2020-03-04"}
    return {fact for event in code_report(row) for fact in facts(event)}


def test_bare_police_are_those_of_the_dateline() -> None:
    assert ("ASSAULT", "NGA", "NGA", "reported") in told(
        "LAGOS, March 3, 2020 (Sample Wire) - Police fired tear gas at protesters on Tuesday."
    )


def test_a_report_without_a_dateline_has_no_home() -> None:
    assert not told("Police fired tear gas at protesters on Tuesday.")


def test_soldiers_in_a_sentence_set_abroad_are_not_those_of_the_dateline() -> None:
    found = told("LAGOS, March 3, 2020 (Sample Wire) - In Chad, soldiers shelled a village on Tuesday, officials said.")
    assert not any("NGA" in fact for fact in found)


def test_a_government_joined_to_his_party_is_his() -> None:
    found = told(
        "BEIJING, March 3, 2020 (Sample Wire) - Chad's president told China's premier that it was the will of his "
        "party and government to develop the friendship between the two countries."
    )
    assert ("AGREE", "CHN", "TCD", "reported") not in found


def test_an_opposition_leader_of_no_said_state_is_of_the_one_that_the_report_is_from() -> None:
    found = told("LAGOS, March 3, 2020 (Sample Wire) - Opposition candidate Ade Okon condemned the government.")
    assert ("ACCUSE", "NGA", "NGA", "reported") in found


def test_a_minister_named_after_another_state_is_not_of_the_dateline() -> None:
    found = told(
        "LAGOS, March 3, 2020 (Sample Wire) - Nigeria closed the border with Chad. Chad protested. "
        "Opposition leader Mahamat Issa accused Cameroon of silence."
    )
    assert ("ACCUSE", "NGA", "CMR", "reported") not in found


def test_a_report_written_elsewhere_is_set_where_all_of_it_is() -> None:
    found = told(
        "BRUSSELS, March 3, 2020 (Sample Wire) - Chad held an election on Sunday.\n\nChad's president won. Soldiers of "
        "Chad guarded the polls. Chad is calm.\n\nPolice fired on demonstrators on Tuesday."
    )
    assert ("ASSAULT", "TCD", "TCD", "reported") in found


def test_a_junta_takes_power_from_its_own_state() -> None:
    found = told("LAGOS, March 3, 2020 (Sample Wire) - The junta seized power on Tuesday.")
    assert ("COERCE", "NGA", "NGA", "reported") in found


def test_a_company_of_a_state_acts_for_it() -> None:
    assert ("THREATEN", "RUS", "BGR", "reported") in told("Gazprom threatened to halt gas deliveries to Bulgaria.")
    assert ("AID", "HUN", "SRB", "reported") in told("Hungary's state oil company lent Serbia 10,000 tonnes of fuel.")


def test_a_government_that_protests_complains() -> None:
    found = told("Chad protested to Cameroon against the shelling of a village.")
    assert ("ACCUSE", "TCD", "CMR", "reported") in found


def test_leaders_meeting_in_a_town_are_who_calls() -> None:
    found = told("African leaders meeting in Accra have called on Chad to hold elections.")
    assert ("REQUEST", "IGO", "TCD", "reported") in found
