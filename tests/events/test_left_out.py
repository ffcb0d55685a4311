"""Parties that a sentence leaves out: those of the ground it stands on, of a list it goes on with, of an act before."""

from __future__ import annotations

import pytest

from communique.evaluate.events import code_report, facts


def told(text: str) -> set[tuple[str, str, str, str]]:
    row: dict[str, object] = {"text": text, "published": "2020-03-04"}
    return {fact for event in code_report(row) for fact in facts(event)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Libyan warplanes bombed demonstrators in Tripoli on Monday, witnesses said.", ("ASSAULT", "LBY", "LBY")),
        ("Kenya carried out strikes on militant camps in Somalia's Gedo region.", ("ASSAULT", "KEN", "SOM")),
        ("Ecuador seized nine Peruvian boats and arrested 60 fishermen.", ("COERCE", "ECU", "PER")),
        ("Peru cut ties with Chile and froze its assets.", ("SANCTION", "PER", "CHL")),
        ("Chad seized two Libyan trucks. Its soldiers opened fire on the trucks.", ("ASSAULT", "TCD", "LBY")),
        ("Chad shelled a Libyan outpost on Monday. Libya returned fire.", ("ASSAULT", "LBY", "TCD")),
        ("Norway sent tents to Chad. Denmark has also sent food.", ("AID", "DNK", "TCD")),
        ("Ghana and Togo held talks in Accra, and they agreed to build a road.", ("AGREE", "GHA", "TGO")),
        ("The Omani minister said Oman would bomb the port if Norway sent warships.", ("THREATEN", "OMN", "NOR")),
        ("Bolivia and Chile signed a treaty. Peru welcomed the agreement.", ("SUPPORT", "PER", "BOL")),
        ("Peru accused Chile of spying. Chile said the allegations were baseless.", ("REJECT", "CHL", "PER")),
        ("Angola and Zambia clashed on the river. Two Zambian soldiers were killed.", ("ASSAULT", "AGO", "ZMB")),
        ("Togo arrested a Ghanaian captain. He was freed on Friday.", ("RETREAT", "TGO", "GHA")),
        ("Oman entered the Yemeni town of Shahn, killing four people.", ("ASSAULT", "OMN", "YEM")),
        ("Lima announced that two Chilean consuls had been expelled.", ("SANCTION", "PER", "CHL")),
        ("Denmark voiced concern at the arrests in Belarus.", ("ACCUSE", "DNK", "BLR")),
        ("A Lagos court sentenced two Togolese traders to prison.", ("SANCTION", "NGA", "TGO")),
        ("Chad and Niger signed a pact. Sudan rejected it.", ("REJECT", "SDN", "TCD")),
        ("Iran renewed its threat of war against Israel.", ("THREATEN", "IRN", "ISR")),
        ("Ecuador will not recognise the result of Venezuela's election.", ("REJECT", "ECU", "VEN")),
        ("China retaliated with tariffs on Canadian canola.", ("SANCTION", "CHN", "CAN")),
        ("Bolivia's ambassador in Tel Aviv was withdrawn.", ("SANCTION", "BOL", "ISR")),
        ("A convoy of Turkish aid trucks arrived in Gaza.", ("AID", "TUR", "PSE")),
        ("Oslo and Paris called on Lima and Quito to de-escalate.", ("REQUEST", "NOR", "ECU")),
        ("Two Afghan policemen were killed in a Taliban ambush.", ("ASSAULT", "AFG", "AFG")),
        ("Three Turkish soldiers were killed in a PKK attack.", ("ASSAULT", "TUR", "TUR")),
        ("Oman lodged a complaint with the Security Council against Yemen.", ("ACCUSE", "OMN", "YEM")),
        ("The Albanian people condemn the aggression of US imperialism.", ("ACCUSE", "ALB", "USA")),
        ("A protocol on the exchange of goods between Peru and Chile was signed.", ("SUPPORT", "CHL", "PER")),
        ("A treaty between Peru and Chile was signed in Lima.", ("SUPPORT", "CHL", "PER")),
        ("Fighting broke out between Chadian and Libyan forces.", ("ASSAULT", "LBY", "TCD")),
        ("The Houthis claimed responsibility for an attack on a Greek tanker.", ("ASSAULT", "YEM", "GRC")),
        ("The president of Gabon was overthrown by his own guard.", ("COERCE", "GAB", "GAB")),
        ("Congo accused Rwanda of massing troops.", ("ACCUSE", "COD", "RWA")),
        ("The Saudi-led coalition bombed Sanaa.", ("ASSAULT", "SAU", "YEM")),
        ("Kenya summoned the Somali ambassador on Monday. Kenya has suspended talks.", ("REJECT", "KEN", "SOM")),
    ],
)
def test_a_party_that_the_sentence_leaves_out_is_found(text: str, wanted: tuple[str, str, str]) -> None:
    assert (*wanted, "reported") in told(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Nigeria cut off electricity to its northern neighbour on Monday.", ("NGA", "NGA")),
        ("Ghana evacuated its nationals from Chad.", ("GHA", "TCD")),
        ("A Russian-made missile killed two people in Poland.", ("RUS", "POL")),
        ("Ghana and Togo agreed to open a bridge in a deal brokered by Benin.", ("GHA", "BEN")),
        ("Ghana declined to comment on the arrest of two Togolese drivers.", ("GHA", "TGO")),
    ],
)
def test_a_country_that_is_no_party_is_left_out(text: str, wrong: tuple[str, str]) -> None:
    assert not any((actor, recipient) == wrong for _, actor, recipient, _ in told(text))


def test_two_who_accuse_each_other_are_both_actors() -> None:
    row: dict[str, object] = {
        "text": "Ghana and Togo accused each other of breaking the truce.",
        "published": "2020-03-04",
    }
    (event,) = code_report(row)
    assert {actor.country for actor in event.actors} == {"GHA", "TGO"}
    assert not event.recipients


def test_force_made_ready_without_anyone_warned_is_no_threat() -> None:
    assert {fact[0] for fact in told("Ghana said it would send 100 marines to protect its ships.")} == {"MOBILIZE"}


def test_a_coup_strikes_its_own_government() -> None:
    assert ("COERCE", "MMR", "MMR", "reported") in told("Myanmar's army seized power on Monday.")


def test_whom_an_envoy_stands_for_is_meant_and_not_the_envoy() -> None:
    text = "Kenya summoned the Somali ambassador on Monday. The Kenyan president threatened to cut relations."
    events = code_report({"text": text, "published": "2020-03-04"})
    threat = next(event for event in events if event.type == "THREATEN")
    assert [actor.actor_id for actor in threat.recipients] == ["SOM"]


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ("Oslo said that an armed attack on Danish ships would invoke the treaty.", False),
        ("Oslo said any Norwegian attack on Danish ships will be answered.", False),
        ("Oslo said that a visit by the Danish king to Norway would take place in May.", True),
    ],
)
def test_an_act_that_is_only_thought_of_is_no_event(text: str, told_of: bool) -> None:
    assert (
        any(status in {"reported", "future"} and type_ in {"ASSAULT", "CONSULT"} for type_, _, _, status in told(text))
        is told_of
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A spokesman for the Egyptian Foreign Ministry condemned Chad.", ("ACCUSE", "EGY", "TCD", "reported")),
        ("An adviser to the Chadian president accused Libya of lying.", ("ACCUSE", "TCD", "LBY", "reported")),
        (
            "Mali and Togo warned Ghana that a raid would be seen as an act of war.",
            ("THREATEN", "MLI", "GHA", "reported"),
        ),
        ("Peru will go to court, and has put its army on alert.", ("MOBILIZE", "PER", "-", "reported")),
    ],
)
def test_who_speaks_for_whom_and_what_is_done_already(text: str, wanted: tuple[str, str, str, str]) -> None:
    assert wanted in told(text)


def test_a_strike_that_kills_is_one_attack() -> None:
    events = code_report({"text": "An Israeli air strike killed five Lebanese soldiers.", "published": "2020-03-04"})
    assert [(event.type, event.mode) for event in events] == [("ASSAULT", "aerial")]
    assert [actor.country for actor in events[0].recipients] == ["LBN"]


def test_what_is_talked_about_does_not_talk() -> None:
    spoken = told("The Egyptian and Saudi foreign ministers discussed Libya by telephone.")
    assert not any("LBY" in fact for fact in spoken)
    assert any(fact[:2] == ("CONSULT", "EGY") for fact in spoken)
