"""A document becomes a report: text, metadata, repairs, furniture, and a map that leads every character back."""

from __future__ import annotations

import pytest

from communique.cleaning import Repeats, clean, pages
from communique.cleaning.offsets import OffsetMap
from communique.records import Document, Report

STORY = """Kenya and Uganda agree on lake patrols

By Grace Achieng
Published: 4 March 2019

Kenya and Uganda agreed on Monday to patrol the lake together after a summer of quarrels over nets and boats.

The two ministers signed the accord in Busia, where fishermen from both countries had blocked the road for a week.

"Nobody should go to prison over a fish," the Ugandan minister told reporters after the signing.
"""


def document(text: str, **options: object) -> Document:
    return Document(source="story.txt", data=text.encode("utf-8"), **options)  # type: ignore[arg-type]


def assert_offsets_lead_back(report: Report, raw: str) -> None:
    back = OffsetMap.from_segments(report.offsets, len(report.text))
    repaired = {repair.start for repair in report.repairs}
    for position, character in enumerate(report.text):
        if not character.isspace():
            at = back.raw(position)
            assert raw[at] == character or raw[at] == "&" or at in repaired, (position, character, raw[at : at + 10])


def test_a_plain_story_is_read_whole() -> None:
    report = clean(document(STORY))
    assert report.refused is None
    assert report.title == "Kenya and Uganda agree on lake patrols"
    assert report.byline == "Grace Achieng"
    assert (report.published.value, report.published.basis) == ("2019-03-04", "stated")
    assert report.language == "en"
    assert report.text.startswith("Kenya and Uganda agreed on Monday")
    assert report.text.endswith("after the signing.")
    assert report.text.count("\n\n") == 2


def test_every_character_leads_back_to_its_source() -> None:
    assert_offsets_lead_back(clean(document(STORY)), STORY)


def test_look_alikes_are_repaired_and_their_spans_are_raw() -> None:
    attacked = STORY.replace("Monday", "Mоndаy")
    report = clean(document(attacked))
    assert "Monday" in report.text
    assert len(report.repairs) == 2
    for repair in report.repairs:
        assert attacked[repair.start : repair.end] == repair.was
    assert_offsets_lead_back(report, attacked)


def test_what_is_cut_is_kept_as_furniture_with_raw_spans() -> None:
    text = STORY + "\nAdvertisement\n\n© 2019 The Lake Post. All rights reserved.\n"
    report = clean(document(text))
    assert "All rights reserved" not in report.text
    assert any("All rights reserved" in cut.text for cut in report.furniture)
    for cut in report.furniture:
        assert text[cut.start : cut.end] == cut.text


def test_a_row_wins_over_what_the_text_says() -> None:
    row = document(STORY, fields={"title": "Lake accord", "published": "2019-03-05", "outlet": "The Lake Post"})
    report = clean(row)
    assert (report.title, report.outlet) == ("Lake accord", "The Lake Post")
    assert (report.published.value, report.published.basis) == ("2019-03-05", "metadata")


def test_the_same_document_has_the_same_id_wherever_it_lies() -> None:
    here = clean(Document(source="/a/story.txt", data=STORY.encode()))
    there = clean(Document(source="/b/story.txt", data=STORY.encode()))
    assert here.report_id == there.report_id


@pytest.mark.parametrize("data", [b"", b" \n\n ", b"\x00" * 50, b"\xff\xfe", b"\xed\xa0\x80 abc", b"<" * 5_000])
def test_bad_documents_never_raise(data: bytes) -> None:
    report = clean(Document(source="bad.txt", data=data))
    assert report.refused or report.text


def test_an_empty_document_is_refused_with_its_reason() -> None:
    assert "no text" in (clean(Document(source="empty.txt")).refused or "")


def test_a_refusal_of_the_reader_is_kept() -> None:
    assert clean(Document(source="x.zip", refused="it is locked")).refused == "it is locked"


def test_a_short_brief_is_not_lost() -> None:
    report = clean(document("Chad and Niger reopened their border on Friday."))
    assert report.text == "Chad and Niger reopened their border on Friday."


def test_a_language_without_blanks_is_kept() -> None:
    report = clean(
        document(
            "日本と越南の防衛相は火曜日にハノイで会談し、海上安全保障での協力に合意した。両国は毎年、共同訓練を行う。"
        )
    )
    assert "協力に合意した。" in report.text
    assert report.language == "ja"


def test_wrapped_lines_become_paragraphs() -> None:
    wrapped = (
        "Fishermen from the two countries clashed again on Tuesday near the\n"
        "banks, where both have quarrelled over cod since the spring. Two\n"
        "boats were damaged and one man was taken to hospital with a broken\n"
        "arm.\n\n"
        "The foreign ministry summoned the ambassador and handed over a note\n"
        "of protest, a spokeswoman said, and asked for an answer within the\n"
        "week.\n"
    )
    report = clean(document(wrapped))
    assert report.text.count("\n\n") == 1
    assert "near the banks, where" in report.text
    assert_offsets_lead_back(report, wrapped)


def test_a_newspapers_column_is_one_text_and_its_broken_words_are_whole() -> None:
    scanned = (
        "THE PUNO OBSERVER, THURSDAY, OCTOBER 4, 1962                       PAGE 7\n\n"
        "PUNO, Oct. 3.—Fishermen from the two\n"
        "countries clashed again near the banks,\n"
        "where both have quarrelled over cod.\n\n"
        "Under the agree-\n"
        "ment both had promised to keep twenty-\n"
        "four miles apart, and the Govern-\n"
        "ment of Bolivia asked for an answer.\n"
    )
    report = clean(document(scanned))
    assert "from the two countries clashed again near the banks, where both" in report.text
    assert "Under the agreement both had promised to keep twenty-four miles apart, and the Government" in report.text
    assert [repair.was for repair in report.repairs] == ["-\n", "-\n"]
    assert "OBSERVER" not in report.text
    assert_offsets_lead_back(report, scanned)


def test_an_indent_begins_a_paragraph_of_a_wire() -> None:
    wire = (
        "    PUNO, May 17 - Peru and Bolivia agreed on Tuesday to reopen\n"
        "the frontier post at Desaguadero, closed since the floods, a\n"
        "joint communique said.\n"
        "    Both will let lorries through from Thursday and will send\n"
        "forty customs men each, the two ministers told reporters.\n"
        "    Bolivia's minister flew home after the two-day meeting that\n"
        "nobody had expected to end so well.\n"
    )
    assert clean(document(wire)).text.count("\n\n") == 2


def test_a_paragraph_that_stands_twice_is_read_once() -> None:
    paragraph = "Kenya and Uganda agreed on Monday to patrol the lake together after a summer of quarrels."
    report = clean(document(STORY + "\n" + STORY.split("\n\n")[2] + "\n"))
    assert report.text.count(paragraph[:60]) == 1


def test_the_order_of_documents_does_not_change_what_repeats() -> None:
    footer = "The Lake Post is printed on Tuesdays and Fridays in Busia"
    documents = [
        Document(source=f"{number}.txt", data=f"{STORY}\nNote {number}\n{footer}".encode(), fields={"outlet": "Post"})
        for number in range(3)
    ]
    assert Repeats.of(documents) == Repeats.of(documents[::-1])
    report = clean(documents[0], repeats=Repeats.of(documents))
    assert footer not in report.text


def test_html_offsets_count_in_the_decoded_source() -> None:
    paragraphs = "".join(f"<p>{line}</p>\n" for line in STORY.split("\n\n")[2:])
    source = (
        "<html><head><title>Lake patrols | The Lake Post</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>Kenya and Uganda agree on lake patrols</h1>{paragraphs}<p>Fish &amp; nets were returned, "
        "the ministry&#8217;s spokesman said on the evening of the signing.</p></article></body></html>"
    )
    page = Document(source="page.html", data=source.encode(), media="text/html")
    report = clean(page)
    assert report.title == "Kenya and Uganda agree on lake patrols"
    assert "Fish & nets were returned, the ministry’s spokesman" in report.text
    assert "Home" not in report.text
    assert_offsets_lead_back(report, pages.raw_text(page))


def test_a_row_that_a_table_calls_an_article_is_not_refused_for_looking_like_captions() -> None:
    captions = "\n".join(
        f"Photos: the border in pictures. Soldiers wait near gate {n}. Hide Caption {n} of 9" for n in range(1, 9)
    )
    report = clean(Document(source="t.jsonl#1", data=captions.encode(), media="text/x-row", fields={"title": "Border"}))
    assert report.refused is None
    assert "Soldiers wait" in report.text
