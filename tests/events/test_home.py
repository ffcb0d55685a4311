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
