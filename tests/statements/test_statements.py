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
