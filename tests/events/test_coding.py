from __future__ import annotations

import pytest

from tests.events.cast import brief, code, person, said


def told(text: str, **names: object) -> list[str]:
    return [brief(event) for event in code(text, **names)]  # type: ignore[arg-type]


def test_an_act_has_its_actor_and_its_recipient() -> None:
    assert told("Austria expelled two Russian diplomats.", Austria="AUT", Russian="RUS") == [
        "SANCTION.expel AUT>RUS reported"
    ]


def test_a_passive_is_turned_round() -> None:
    assert told("Two Russian diplomats were expelled by Austria.", Austria="AUT", Russian="RUS") == [
        "SANCTION.expel AUT>RUS reported"
    ]


def test_those_who_act_together_are_all_actors() -> None:
    assert told("France and Italy condemned Libya.", France="FRA", Italy="ITA", Libya="LBY") == [
        "ACCUSE.disapprove FRA+ITA>LBY reported"
    ]


def test_talks_between_two_have_two_actors() -> None:
    assert told("Talks between Serbia and Kosovo ended on Monday.", Serbia="SRB", Kosovo="XKX") == [
        "CONSULT SRB+XKX>- reported"
    ]


def test_a_light_verb_lends_its_subject() -> None:
    assert told("Serbia held talks with Hungary.", Serbia="SRB", Hungary="HUN") == ["CONSULT SRB+HUN>- reported"]


def test_talks_that_are_called_off_are_rejected_and_no_talks() -> None:
    assert told("Serbia called off talks with Hungary.", Serbia="SRB", Hungary="HUN") == [
        "REJECT.meet SRB>HUN reported"
    ]


def test_a_promise_is_one_event_and_not_two() -> None:
    assert told("Norway pledged to send aid to Somalia.", Norway="NOR", Somalia="SOM") == ["AGREE NOR>SOM reported"]


def test_aid_to_come_is_a_promise_still_ahead() -> None:
    assert told("Norway will send aid to Somalia next month.", Norway="NOR", Somalia="SOM") == ["AGREE NOR>SOM future"]


def test_force_vowed_is_a_threat_of_violence() -> None:
    assert told("Ethiopia vowed to attack Eritrea.", Ethiopia="ETH", Eritrea="ERI") == [
        "THREATEN.violence ETH>ERI reported"
    ]


def test_a_refusal_takes_its_mode_from_what_is_refused() -> None:
    assert told("Cyprus refused to meet Turkey.", Cyprus="CYP", Turkey="TUR") == ["REJECT.meet CYP>TUR reported"]


def test_what_one_is_accused_of_is_no_event_of_its_own() -> None:
    assert told("Mali accused France of bombing a village.", Mali="MLI", France="FRA") == [
        "ACCUSE.allege MLI>FRA reported"
    ]


def test_who_is_urged_is_the_recipient() -> None:
    assert told("Japan urged Fiji to release the crew.", Japan="JPN", Fiji="FJI") == ["REQUEST.yield JPN>FJI reported"]


def test_denied_is_negated() -> None:
    assert told("Ghana has not recalled its ambassador from Togo.", Ghana="GHA", Togo="TGO") == [
        "SANCTION.withdraw GHA>TGO negated"
    ]


def test_long_ago_is_historical() -> None:
    assert told("Iraq invaded Kuwait in 1990.", Iraq="IRQ", Kuwait="KWT") == [
        "ASSAULT.heavy-weapons IRQ>KWT historical"
    ]


def test_sanctions_in_force_go_on() -> None:
    found = told("U.S.-led sanctions on Iran have hit trade.", Iran="IRN", **{"U.S.": "USA"})
    assert found == ["SANCTION.discontinue USA>IRN ongoing"]


def test_a_joint_drill_is_cooperation_and_a_drill_alone_is_a_show_of_force() -> None:
    together = told("Spain and Morocco held naval drills on Monday.", Spain="ESP", Morocco="MAR")
    alone = told("Spain held naval drills on Monday.", Spain="ESP")
    assert together == ["COOPERATE ESP+MAR>- reported"]
    assert alone == ["MOBILIZE.weapons ESP>- reported"]


def test_who_fights_alongside_fights_too() -> None:
    found = told("Mali fought alongside Chad against Libya.", Mali="MLI", Chad="TCD", Libya="LBY")
    assert found == ["ASSAULT MLI+TCD>LBY reported"]


def test_a_denial_answers_the_accuser() -> None:
    found = told("Peru accused Chile of spying. Chile denied the claim.", Peru="PER", Chile="CHL")
    assert found[-1] == "REJECT CHL>PER reported"


def test_to_condemn_the_raid_is_to_condemn_who_raided() -> None:
    found = told("Kenya attacked Uganda. Rwanda condemned the raid.", Kenya="KEN", Uganda="UGA", Rwanda="RWA")
    assert found[-1] == "ACCUSE.disapprove RWA>KEN reported"


def test_the_speaker_stands_behind_we_and_asserts_it() -> None:
    text = "“We will stand by Cyprus,” the minister said."
    minister = person("Minister", "GRC")
    [event] = code(text, (said(text, "We will stand by Cyprus", minister),), Cyprus="CYP")
    assert brief(event) == "SUPPORT GRC>CYP reported"
    assert event.asserted_by == ("s1",)


@pytest.mark.parametrize(
    "text",
    [
        "Sales at the firm met the target of Finland.",
        "Morocco beat Portugal in the final.",
        "A storm killed ten people in Kenya.",
        "Lesotho lies within South Africa.",
    ],
)
def test_no_act_between_parties_gives_no_event(text: str) -> None:
    countries = {"Finland": "FIN", "Morocco": "MAR", "Portugal": "PRT", "Kenya": "KEN", "Lesotho": "LSO"}
    assert told(text, South_Africa="ZAF", **countries) == []


def test_a_coach_is_no_political_actor() -> None:
    coach = person("Coach", None)
    assert told("Coach attacked Ghana.", Coach=coach, Ghana="GHA") == []


def test_evidence_and_trigger_are_spans_of_the_text() -> None:
    text = "It rained. Austria expelled two Russian diplomats."
    [event] = code(text, Austria="AUT", Russian="RUS")
    assert event.evidence.text == text[event.evidence.start : event.evidence.end]
    assert text[event.trigger.start : event.trigger.end] == "expelled"


def test_the_dead_are_counted() -> None:
    [event] = code("Israel bombed Lebanon, killing 12 people.", Israel="ISR", Lebanon="LBN")
    assert [(quantity.of, quantity.value) for quantity in event.quantities] == [("killed", 12)]


def test_the_same_report_gives_the_same_ids() -> None:
    text = "Austria expelled two Russian diplomats."
    first, second = (code(text, Austria="AUT", Russian="RUS")[0].mention_id for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Chile lodged stern representations with Peru.", {"Chile": "CHL", "Peru": "PER"}, "ACCUSE.disapprove CHL>PER"),
        ("Chile instituted proceedings against Peru.", {"Chile": "CHL", "Peru": "PER"}, "ACCUSE.allege CHL>PER"),
        ("Chile showed Peruvian diplomats the door.", {"Chile": "CHL", "Peruvian": "PER"}, "SANCTION.expel CHL>PER"),
        ("Chile took Peru to court in The Hague.", {"Chile": "CHL", "Peru": "PER"}, "ACCUSE.allege CHL>PER"),
        ("Chile fined a Peruvian bank.", {"Chile": "CHL", "Peruvian": "PER"}, "SANCTION.convict CHL>PER"),
        ("Chile airlifted troops toward Peru.", {"Chile": "CHL", "Peru": "PER"}, "MOBILIZE.troops CHL>PER"),
    ],
)
def test_plain_wordings_of_the_wires_are_read(text: str, names: dict[str, str], expected: str) -> None:
    assert f"{expected} reported" in told(text, **names)
