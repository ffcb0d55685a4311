"""Words that reach a report through several hands, and words that several speak at once."""

from __future__ import annotations

import datetime as dt

from communique.actors import find as find_actors
from communique.language import parse
from communique.records import Report, Statement, When
from communique.statements import find


def said(text: str, published: str = "2021-03-01") -> tuple[Statement, ...]:
    day = dt.date.fromisoformat(published)
    when = When(start=day, end=day, precision="day", basis="metadata")
    report = Report(report_id="r", source="r", content_hash="r", text=text, published=when)
    parsed = parse("r", text)
    return find(parsed, find_actors(parsed, report), report)


def names(one: Statement) -> list[tuple[str, str]]:
    return [(link.name, link.role) for link in one.chain]


def test_a_medium_that_quotes_its_source_is_a_link_and_the_source_speaks() -> None:
    one = said("Xinhua, quoting the border command, said that the crossing had been closed.")[0]

    assert one.speaker is not None
    assert one.speaker.text == "the border command"
    assert names(one) == [("Xinhua News Agency", "agency")]


def test_unnamed_officials_whom_a_medium_cites_speak_for_themselves() -> None:
    one = said("The embassy will close in June, Reuters said, citing Peruvian officials.")[0]

    assert one.speaker is not None
    assert (one.speaker.text, one.speaker.anonymous) == ("Peruvian officials", "officials")
    assert names(one) == [("Reuters", "agency")]


def test_it_quoted_takes_up_the_medium_named_before() -> None:
    text = "The bridge is open, Tass reported. The repairs were “child's play”, it quoted Sergei Orlov as saying."
    last = said(text)[-1]

    assert last.speaker is not None
    assert last.speaker.text == "Sergei Orlov"
    assert names(last) == [("TASS", "agency")]


def test_a_sentence_that_tells_who_carried_the_words_adds_to_their_chain() -> None:
    text = "President Alan Garcia said the border would stay shut. His words were carried by Andina and quoted by EFE."
    found = said(text)

    assert len(found) == 1
    assert [name for name, _ in names(found[0])] == ["Andina", "EFE"]


def test_a_letter_read_out_by_an_envoy_comes_through_the_envoy() -> None:
    text = "In a letter read out by his envoy, President Alan Garcia begged both sides to spare the dam."

    assert ("his envoy", "spokesperson") in names(said(text)[0])


def test_his_office_is_a_link_where_the_minister_speaks_before_it() -> None:
    one = said("The prime minister promised that the dam would be finished, his press service reported.")[0]

    assert one.speaker is not None
    assert one.speaker.text == "The prime minister"
    assert names(one) == [("his press service", "spokesperson")]


def test_a_joint_statement_is_a_statement_of_each_speaker() -> None:
    found = said("Peru and Bolivia said in a joint statement that the bridge would be rebuilt.")

    assert {one.speaker.actor.country for one in found if one.speaker and one.speaker.actor} == {"PER", "BOL"}
    assert len({one.content.text for one in found}) == 1
    assert len({one.statement_id for one in found}) == 2


def test_a_message_broadcast_by_a_radio_is_its_author_s() -> None:
    text = "Tehran Radio broadcast a message from Ayatollah Ruhollah Khomeini: “A thief has come and has gone home.”"
    one = said(text, "1980-09-22")[0]

    assert one.speaker is not None
    assert one.speaker.text == "Ayatollah Ruhollah Khomeini"
    assert names(one) == [("IRIB", "outlet")]
    assert one.occasion == "message"


def test_a_medium_belongs_to_who_owned_it_on_the_day() -> None:
    text = "The talks had failed, the minister said, Tanjug reported."
    then, now = said(text, "1988-05-01")[0], said(text, "2018-05-01")[0]

    assert [link.state_media for link in then.chain] == [True]
    assert [link.state_media for link in now.chain] == [False]


def test_what_is_answered_is_said_by_whom_the_page_introduces() -> None:
    text = (
        "These are excerpts from a news conference of Bolivian Foreign Minister Diego Pary.\n\n"
        "Q. Will the border be opened?\n\nA. It will be opened in May. We have told Lima so.\n\n"
        "Q. And the port?\n\nA. No."
    )
    answer = next(one for one in said(text) if one.content.text.startswith("It will be opened"))

    assert answer.speaker is not None
    assert answer.speaker.actor is not None
    assert answer.speaker.actor.country == "BOL"
    assert answer.occasion == "briefing"


def test_a_new_paragraph_that_names_the_speaker_anew_starts_a_chain_of_its_own() -> None:
    text = (
        "The talks were “useful”, Kim Jong Un said, according to CCTV.\n"
        "The North Korean leader also thanked his hosts, saying: “We shall not forget this welcome.”"
    )

    assert names(said(text)[-1]) == []


def test_nobody_who_declines_to_be_named_makes_a_statement_of_it() -> None:
    assert said("The officer declined to be identified.") == ()


def test_a_dispatch_that_another_agency_carries_has_both_in_its_chain() -> None:
    one = said("The bridge is lost, Chad's envoy said, Reuters reported, in a dispatch carried by Xinhua.")[0]

    assert one.content.text == "The bridge is lost"
    assert names(one) == [("Reuters", "agency"), ("Xinhua News Agency", "agency")]


def test_where_a_broadcast_was_monitored_is_no_source() -> None:
    one = said("The strait will stay shut, Radio Uganda said, monitored in Nairobi.")[0]

    assert one.content.text == "The strait will stay shut"
    assert one.speaker is not None
    assert one.speaker.text == "Radio Uganda"


def test_a_name_that_two_media_bear_is_that_of_the_country_spoken_of() -> None:
    here = said("Venezuela will not sell its gold, Foreign Minister Rosa Lara told VTV.")[0]
    there = said("Vietnam will not sell its rice, Foreign Minister Tran Van An told VTV.")[0]

    assert [link.country for link in here.chain] == ["VEN"]
    assert [link.country for link in there.chain] == ["VNM"]


def test_the_radio_is_the_one_named_before() -> None:
    found = said('Radio Uganda said the port was shut. "No ship may leave," the mayor said, according to the radio.')

    assert names(found[-1]) == [("UBC", "outlet")]


def test_one_of_the_officials_is_of_those_who_spoke_before() -> None:
    found = said('Kenyan border officials said the road was closed. "Nobody passes," one of the officials said.')

    assert [one.speaker.actor.country for one in found if one.speaker and one.speaker.actor] == ["KEN", "KEN"]


def test_the_spokesman_of_who_spoke_before_is_of_the_same_state() -> None:
    found = said("President Emmanuel Macron condemned the raid. His spokesman, Paul Lenoir, said Paris would wait.")

    assert found[-1].speaker is not None
    assert found[-1].speaker.actor is not None
    assert found[-1].speaker.actor.country == "FRA"


def test_ministers_of_several_states_speak_for_each_of_them() -> None:
    found = said("The foreign ministers of Kenya, Uganda and Rwanda said that the port would open in May.")

    assert {one.speaker.actor.country for one in found if one.speaker and one.speaker.actor} == {"KEN", "UGA", "RWA"}


def test_an_official_told_of_by_the_agency_of_the_dateline_is_of_its_state() -> None:
    one = said("YEREVAN, MAY 3, ARMENPRESS. The road is open, Defence Ministry spokesperson Ani Sarian said.")[0]

    assert one.speaker is not None
    assert one.speaker.actor is not None
    assert one.speaker.actor.country == "ARM"


def test_a_body_of_a_state_is_not_its_namesake_elsewhere() -> None:
    one = said("Argentina's Joint Chiefs of Staff said that the garrison would resist.")[0]

    assert one.speaker is not None
    assert one.speaker.actor is not None
    assert one.speaker.actor.country == "ARG"


def test_asking_not_to_be_named_is_no_statement() -> None:
    found = said("An adviser who asked for anonymity told Reuters that the talks had failed.")

    assert [one.content.text for one in found] == ["the talks had failed"]


def test_what_is_posted_on_a_network_came_through_no_agency() -> None:
    found = said(
        "Kenya will wait, Defence Minister Ali Noor said, the Daily Nation reported. "
        '"We are in no hurry," he wrote on Twitter.'
    )

    assert [len(one.chain) for one in found] == [1, 0]


def test_whoever_is_asked_by_a_medium_or_speaks_to_its_people_is_heard_through_it() -> None:
    told = said("Drivers reached by Reuters said the bridge at Lomar had been closed for a week.")
    assert [link.name for link in told[0].chain] == ["Reuters"]
    told = said("Fishermen told a BBC correspondent that the nets had been cut by a patrol boat.")
    assert [link.name for link in told[0].chain] == ["British Broadcasting Corporation"]
    told = said("A senior officer, speaking to Agence France-Presse, said the garrison would stay where it was.")
    assert [link.name for link in told[0].chain] == ["Agence France-Presse"]


def test_a_state_speaks_through_its_embassy() -> None:
    told = said("Lisbon said through its embassy here that the note had not been received.")
    assert [(link.name, link.role) for link in told[0].chain] == [("its embassy", "spokesperson")]


def test_a_name_that_no_table_knows_is_a_medium_where_only_one_can_stand() -> None:
    told = said("The crossing would stay shut, Foreign Minister Ali Noor told AFP, The Lomar Courier reported.")
    assert [link.name for link in told[0].chain] == ["Agence France-Presse", "The Lomar Courier"]


def test_who_carried_what_is_denied_carries_not_the_denial() -> None:
    told = said("Oslo denied reports, published in Le Monde, that its frigate had fired on the trawler.")
    assert all(not one.chain for one in told)


def country(one: Statement) -> str | None:
    return one.speaker.actor.country if one.speaker and one.speaker.actor else None


def test_a_diplomat_is_not_of_the_state_where_he_sits() -> None:
    [one] = said("LIMA, March 1 - Peru will close the port, a Western diplomat in Lima said.")
    assert country(one) is None


def test_a_colleague_is_of_the_state_that_is_named() -> None:
    text = (
        "SANTIAGO, March 1 - Chilean Foreign Minister Juan Modelo said the bridge was shut. "
        "His Peruvian colleague, Rosa Ejemplo, said that it was open."
    )
    assert [country(one) for one in said(text)] == ["CHL", "PER"]


def test_a_ministry_named_with_its_country_is_that_country_s() -> None:
    [one] = said("The Chilean Ministry of Defence said that the ferry was safe.")
    assert country(one) == "CHL"


def test_the_ministry_of_foreign_affairs_is_no_magazine() -> None:
    text = "QUITO (Andes) - Peru has shut the bridge at Macara, the Ministry of Foreign Affairs said. Peru kept silent."
    one = said(text)[0]
    assert country(one) != "USA"
    assert one.speaker is not None
    assert one.speaker.actor is None or one.speaker.actor.kind != "agency"


def test_whom_an_apposition_names_keeps_his_country() -> None:
    text = (
        "The Chilean navy said the ferry was safe. Its commander, Pedro Ficticio, said that it would sail.\n\n"
        "“We have seen worse,” Ficticio said."
    )
    assert [country(one) for one in said(text)] == ["CHL", "CHL", "CHL"]


def test_a_medium_between_told_and_that_is_a_link() -> None:
    [one] = said("The owner of the ferry told the BBC, the Danish newspaper Politiken wrote, that the crew was safe.")
    assert one.speaker is not None
    assert one.speaker.text.startswith("The owner")
    assert one.content.text == "the crew was safe"
    assert [name for name, _ in names(one)] == ["British Broadcasting Corporation", "Politiken"]


def test_a_paper_that_no_table_knows_is_told_by_its_masthead() -> None:
    [one] = said("Mayor Pedro Ficticio told the Lomar Examiner that the quay was unsafe.")
    assert names(one) == [("Lomar Examiner", "outlet")]


def test_a_body_that_is_told_something_is_no_medium() -> None:
    [one] = said("Mayor Pedro Ficticio told the Security Council that the quay was unsafe.")
    assert names(one) == []


def test_a_name_after_what_kind_of_medium_it_is() -> None:
    [one] = said("The bishop said that the well was dry, the missionary agency FIDESIA reported.")
    assert names(one) == [("FIDESIA", "agency")]


def test_who_asked_carries_the_answer() -> None:
    text = "“The treaty stands,” spokeswoman Ana Lima said in answer to a question from Tass."
    [one] = said(text)
    assert [name for name, _ in names(one)] == ["TASS"]


def test_a_bodys_own_website_is_no_link() -> None:
    [one] = said("The quay is unsafe, the mayor told Reuters, the daily Politiken reported on its website.")
    assert [name for name, _ in names(one)] == ["Reuters", "Politiken"]


def test_the_message_goes_on_through_the_same_hands() -> None:
    text = (
        "Governor Pedro Ficticio said in a message to the king that ships were in sight, Reuters reported. "
        "“We shall do our duty,” the message added."
    )
    assert [[name for name, _ in names(one)] for one in said(text)] == [["Reuters"], ["Reuters"]]


def test_what_a_medium_is_may_stand_after_its_name() -> None:
    found = said("“They were asked to leave,” the mayor said, according to Lomaro, an independent newspaper.")
    assert [names(one) for one in found] == [[("Lomaro", "outlet")]]


def test_an_apposition_that_names_no_medium_is_no_source() -> None:
    [one] = said("“They were asked to leave,” the mayor told Reuters, an hour after the ferry had sailed.")
    assert names(one) == [("Reuters", "agency")]
