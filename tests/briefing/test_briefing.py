from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from communique.briefing import Brief, Cite, Line, Section, docx, gather, html, markdown
from communique.briefing.quoting import clipped, quoted
from tests.making import on
from tests.store.making import filled


def test_every_line_of_a_brief_cites_words_of_its_source(tmp_path: Path) -> None:
    with filled(str(tmp_path / "r.communique")) as record:
        brief = gather(record, "PER", "CHL")
        texts = {source.number: record.report(source.report_id) for source in brief.sources}
    lines = [line for section in brief.sections for line in section.lines]
    assert {line.words for line in lines} == {"Peru protested to Chile over the boats.", "Peru protested to Chile"}
    for line in lines:
        assert line.cites
        for cite in line.cites:
            report = texts[cite.source]
            assert report is not None
            assert line.words in report.text
    assert re.search(r"\*\*2014-03-02\*\* Peru criticises Chile: .*\[\d, Sample, 0–39\]", markdown(brief))


def test_what_is_new_since_a_day_stands_first(tmp_path: Path) -> None:
    with filled(str(tmp_path / "r.communique")) as record:
        brief = gather(record, "PER", "CHL", since=on("2015-01-01").start)
    assert brief.sections[0].title == "New since 2015-01-01"
    assert [line.when for line in brief.sections[0].lines] == ["2015-06-01"]


def test_an_empty_brief_says_that_the_record_holds_nothing(tmp_path: Path) -> None:
    with filled(str(tmp_path / "r.communique")) as record:
        brief = gather(record, "NOR", "GHA")
    assert "holds nothing on this pair" in brief.summary
    assert brief.sections == ()


def test_a_page_escapes_what_reports_say() -> None:
    line = Line(when="2014", what="ACCUSE", words="<script>alert(1)</script>", cites=(Cite(1, 0, 5),))
    page = html(Brief(title="<b>", summary="", sections=(Section("What & who", (line,)),), sources=()))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "What &amp; who" in page


def test_a_word_document_holds_every_line(tmp_path: Path) -> None:
    library = pytest.importorskip("docx")
    with filled(str(tmp_path / "r.communique")) as record:
        brief = gather(record, "PER", "CHL")
    document = library.Document(io.BytesIO(docx(brief)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "“Peru protested to Chile over the boats.”" in text


def test_events_that_rest_on_one_clause_share_a_line(tmp_path: Path) -> None:
    from communique.briefing.citing import Sources
    from communique.briefing.lines import event_lines

    with filled(str(tmp_path / "r.communique")) as record:
        accuse, consult = record.events()
        import msgspec

        second = msgspec.structs.replace(consult, when=accuse.when, evidence=accuse.evidence)
        [line] = event_lines([accuse, second], Sources(record))
    assert line.what == "Chile and Peru meet; Peru criticises Chile"
    assert len(line.cites) == 1


def test_what_is_new_is_told_once(tmp_path: Path) -> None:
    with filled(str(tmp_path / "r.communique")) as record:
        brief = gather(record, "PER", "CHL", since=on("2015-01-01").start)
    words = [line.words for section in brief.sections for line in section.lines]
    # The protest and the treaty rest on one sentence.
    assert words.count("Peru protested to Chile") == 1
    assert words.count("Peru protested to Chile over the boats.") == 2


LONG = (
    "The talks, which had been put off twice because of a strike of customs officers in the port of Arica and a storm "
    "that closed the pass for nine days, ended late on Friday, while in Santiago the foreign minister of Chile, "
    "Alma Rey, accused Peru of moving the marker of the border by night."
)


def test_a_long_sentence_is_quoted_where_it_tells_of_the_parties() -> None:
    told = clipped(LONG, ["Alma Rey", "Peru"])
    assert told.startswith("… ended late on Friday, while in Santiago")
    assert told.endswith("accused Peru of moving the marker of the border by night.")
    assert told.removeprefix("… ") in LONG


def test_marks_inside_a_quotation_are_inner_marks() -> None:
    assert quoted('He called it "a theft" at once.') == "“He called it ‘a theft’ at once.”"
    assert quoted("“We shall stay.”") == "“We shall stay.”"


def test_a_section_says_how_much_it_leaves_out() -> None:
    line = Line(when="2014", what="Peru criticises Chile", words="Peru protested.", cites=(Cite(1, 0, 5),))
    brief = Brief(title="x", summary="", sections=(Section("What Peru said", (line,), 4),), sources=())
    assert "- … and 4 more of less weight" in markdown(brief)
    assert "and 4 more of less weight" in html(brief)


def test_what_a_line_before_quotes_is_cited_without_its_words() -> None:
    line = Line(when="2014", what="Peru criticises Chile", words="Peru protested.", cites=(Cite(1, 0, 5),), again=True)
    assert "**2014** Peru criticises Chile, as quoted above [1" in markdown(
        Brief(title="x", summary="", sections=(Section("What Peru said", (line,)),), sources=())
    )
