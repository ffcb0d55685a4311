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
