from __future__ import annotations

from communique.evaluate.identity import evaluate, parse

SET = """cluster\treport\torigin\ttype\tmode\tactors\trecipients\twhen\tbasis\tplace\tstatus\ttext
x1\tr1\to1\tACCUSE\t\tPER\tCHL\t2014-03-02\tstated\t\treported\tPeru accused Chile of moving buoys.
x1\tr2\to1\tACCUSE\t\tPER\tCHL\t2014-03-03\tinferred\t\treported\tPeru accused Chile of moving buoys.
x2\tr3\to3\tACCUSE\t\tPER\tCHL\t2014-03-09\tstated\tLima:PER\tnegated\tPeru did not accuse Chile of anything.
"""


def test_a_set_is_read_with_its_families_and_dates() -> None:
    gold, mentions, members = parse(SET)
    assert sorted(gold.values()) == ["x1", "x1", "x2"]
    assert members["r2"][1].derived_from == "r1"
    assert mentions[2].place is not None
    assert mentions[2].place.country == "PER"


def test_the_rules_that_are_never_broken_hold_on_the_set_that_ships() -> None:
    figures = evaluate([])
    assert figures["never_merge_broken"] == 0
    assert figures["shuffles_that_changed_the_result"] == 0
