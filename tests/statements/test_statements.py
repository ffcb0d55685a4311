"""Who said it, and through whom."""

from __future__ import annotations

from communique.language import parse
from communique.records import Report, Statement
from communique.statements import find


def statements(text: str) -> tuple[Statement, ...]:
    report = Report(report_id="r1", source="test", content_hash="h", text=text)
    return find(parse("r1", text), (), report)


def test_a_quotation_around_its_cue_is_one_statement() -> None:
    (one,) = statements("“The river treaty is void,” the minister said. “We will not sign it again.”")
    assert one.quote == "direct"
    assert one.content.text.startswith("The river treaty is void")
    assert one.content.text.endswith("We will not sign it again")
    assert one.speaker is not None
    assert one.speaker.text == "the minister"


def test_the_agency_that_reports_a_speaker_is_a_link_and_no_speaker() -> None:
    (one,) = statements("The dam will open in May, Prime Minister Abel Tesfa said, the state-run news agency reported.")
    assert one.speaker is not None
    assert one.speaker.text == "Prime Minister Abel Tesfa"
    assert [(link.role, link.state_media) for link in one.chain] == [("agency", True)]


def test_a_scare_quote_is_no_statement() -> None:
    assert statements("The so-called “peace bridge” was closed on Friday.") == ()


def test_every_span_is_the_reports_own_words() -> None:
    text = "Lima was “ready to talk”, the envoy told reporters, but Quito denied the claim."
    for one in statements(text):
        assert text[one.content.start : one.content.end] == one.content.text
        assert one.speaker is None or text[one.speaker.start : one.speaker.end] == one.speaker.text


def test_an_open_quotation_runs_on_into_the_next_paragraph() -> None:
    (one,) = statements("“We came in peace,” the envoy said. “We stayed.\n“Now we go home.”")
    assert one.content.text.endswith("Now we go home")


def test_an_apostrophe_is_no_quotation_mark() -> None:
    assert [one.quote for one in statements("The ministers' envoy said the ports' owners won't pay.")] == ["indirect"]


def test_stacked_sources_are_links_from_the_inside_out() -> None:
    text = "The bridge will open in June, Transport Minister Ola Berg said, Tass reported, according to Reuters."
    (one,) = statements(text)
    assert [link.name for link in one.chain] == ["TASS", "Reuters"]
    assert [link.state_media for link in one.chain] == [True, False]


def test_a_medium_on_its_own_account_is_the_speaker() -> None:
    (one,) = statements("The bridge was closed at noon, Tass reported.")
    assert one.speaker is not None
    assert one.speaker.text == "Tass"
    assert one.chain == ()


def test_a_cited_medium_speaks_and_the_one_that_cites_it_is_a_link() -> None:
    (one,) = statements("The bridge was closed at noon, Reuters reported, citing Tass.")
    assert one.speaker is not None
    assert one.speaker.text == "Tass"
    assert [link.name for link in one.chain] == ["Reuters"]


def test_he_added_keeps_the_chain_of_the_words_before() -> None:
    first, second = statements("The bridge is safe, the mayor said, Tass reported. “It will hold,” he added.")
    assert first.chain == second.chain != ()


def test_a_source_that_gives_no_name_is_typed() -> None:
    (one,) = statements("Some experts say that the bridge will fall.")
    assert one.speaker is not None
    assert one.speaker.anonymous == "experts"


def test_a_headline_colon_names_the_speaker() -> None:
    (one,) = statements("Minister: bridge to open in June\n")
    assert one.speaker is not None
    assert one.speaker.text == "Minister"
    assert one.content.text == "bridge to open in June"


def test_what_nobody_said_is_no_statement() -> None:
    assert statements("The mayor declined to comment. He may accuse the builders tomorrow.") == ()


def test_a_dateline_is_no_part_of_what_is_said() -> None:
    (one,) = statements("LIMA, May 3 (Reuters) - The bridge has fallen, the ministry said.")
    assert one.content.text == "The bridge has fallen"


def test_the_occasion_is_kept() -> None:
    (one,) = statements("In a letter to the king, the premier said that the bridge was lost.")
    assert one.occasion == "message"


def test_a_statement_keeps_its_id_when_it_is_read_again() -> None:
    text = "The bridge has fallen, the ministry said."
    assert statements(text) == statements(text)
