"""Parties that only the report's course makes plain, and readings that rest on more than a sentence's words."""

from __future__ import annotations

import pytest

from communique.evaluate.events import code_report, facts

Fact = tuple[str, str, str, str]


def told(text: str, **row: str) -> set[Fact]:
    found = code_report({"text": text, "published": "2020-03-04", **row})
    return {fact for event in found for fact in facts(event)}


def has(text: str, wanted: tuple[str, str, str]) -> bool:
    return any(fact[:3] == wanted for fact in told(text))


_CHAD = (
    "N'DJAMENA, March 3 (Reuters) - Floods killed forty people in Chad, the government of Chad said. Chad mourned.\n\n"
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # A third state's help is for the one that the report is about.
        (f"{_CHAD}Norway sent ten tonnes of medicines.", ("AID", "NOR", "TCD")),
        ("Oman expelled three Yemeni diplomats. Qatar recalled its ambassador.", ("SANCTION", "QAT", "YEM")),
        ("Sudan closed its mission in Tehran, and Oman recalled its own envoy.", ("SANCTION", "OMN", "IRN")),
        # Where two fight, each strikes the other.
        ("Tajik and Kyrgyz guards clashed on the river. Tajik guns shelled a village.", ("ASSAULT", "TJK", "KGZ")),
        # A state's own media speak for it where they blame.
        ("KCNA accused Seoul of lying.", ("ACCUSE", "PRK", "KOR")),
        ("Peru and Chile quarrel over a map. Chile and Peru trade little, Chile said. Peru drew the map. The foreign ministers spoke by telephone.",  # noqa: E501
         ("CONSULT", "CHL", "PER")),
        ("Chad released John Doe, an American held since May.", ("RETREAT", "TCD", "USA")),
        ("Brazil condemned the coup in Bolivia.", ("ACCUSE", "BRA", "BOL")),
        ("Djiboutian and Eritrean troops clashed on Sunday. Djibouti said nine of its soldiers had been killed.",
         ("ASSAULT", "ERI", "DJI")),
        ("The minister of Peru said that Chile's note was a provocation.", ("ACCUSE", "PER", "CHL")),
        # What parsers break.
        ("On Thursday rebels of the north of Mali attacked a Nigerien convoy.", ("ASSAULT", "MLI", "NER")),
        ("Sudan, whose factory was destroyed on Monday, recalled its envoy from Lima.", ("SANCTION", "SDN", "PER")),
        ("Indira Gandhi talked with the Pakistani minister, with the Omani envoy and with the president of Zambia.",
         ("CONSULT", "IND", "ZMB")),
        ("Chile and Peru agreed on a cease-fire.", ("CONCEDE", "CHL", "PER")),
    ],
)  # fmt: skip
def test_what_a_sentence_leaves_out_the_report_tells(text: str, wanted: tuple[str, str, str]) -> None:
    assert has(text, wanted)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        # Friendly words and help never go to whom one has just blamed.
        ("Norway accused Russia of an attack on Georgia. Norway sent tents.", ("AID", "NOR", "RUS")),
        ("Denmark criticised Russia. The Danish premier thanked the allies.", ("SUPPORT", "DNK", "RUS")),
        # What is signed has not signed.
        ("Chile and Peru signed a declaration that sets up the African Union.", ("SUPPORT", "CHL", "IGO")),
        ("U.S.-led sanctions on Iran have hit trade.", ("ASSAULT", "USA", "IRN")),
        ("Kenya's minister denied that Nairobi had interfered.", ("REJECT", "KEN", "KEN")),
    ],
)
def test_who_is_no_party_stays_out(text: str, wrong: tuple[str, str, str]) -> None:
    assert not has(text, wrong)


def test_the_next_morning_lies_behind() -> None:
    assert told("Oman recalled its ambassador from Yemen the next morning.") == {("SANCTION", "OMN", "YEM", "reported")}


def test_what_has_since_been_done_is_over() -> None:
    assert ("ACCUSE", "PER", "CHL", "reported") in told("Peru has since complained to Chile about the quotas.")
