"""HTML is flattened in linear time with its offsets, and parsed where it can be killed."""

from __future__ import annotations

import time

import pytest

from communique.cleaning import clean
from communique.cleaning.flatten import flatten, flatten_marked
from communique.cleaning.html import read
from communique.records import Document

PARAGRAPH = "The envoys of Peru and Chile met in Arica on Monday and agreed to reopen the border bridge. "


def test_blocks_become_lines_and_inline_tags_vanish() -> None:
    text, _ = flatten("<div>One <b>two</b> three</div><p>Four<br>five</p>")
    assert text.split("\n") == ["One two three", "Four", "five", ""]


def test_scripts_styles_and_comments_hold_no_text() -> None:
    text, _ = flatten(
        "<style>p{}</style><p>Seen<!-- not <p>this</p> --></p><script>if (a<b) {'</p>'}</script>"
        "<svg><text>x</text></svg>"
    )
    assert text.strip() == "Seen"


def test_entities_map_to_their_first_character() -> None:
    source = "<p>A &amp; B&nbsp;&#8217;s</p>"
    text, offsets = flatten(source)
    assert text.strip() == "A & B ’s"
    assert source[offsets.raw(text.index("&"))] == "&"
    assert source[offsets.raw(text.index("B"))] == "B"


def test_a_bracket_in_an_attribute_ends_no_tag() -> None:
    text, _ = flatten('<p title="a > b">Kept</p> 3 < 4')
    assert text.split() == ["Kept", "3", "<", "4"]


def test_captions_asides_and_links_are_marked() -> None:
    text, _, marks = flatten_marked("<nav>Menu</nav><p>Body <a>link</a></p><figcaption>Seen here</figcaption>")
    assert {(text[start:end], mark) for start, end, mark in marks} == {
        ("Menu", "aside"), ("link", "link"), ("Seen here", "caption"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "source",
    [
        '<a x="' * 20_000,
        "<" * 50_000,
        "<script>" * 20_000,
        "<!--" * 20_000,
        "<p>" * 100_000,
        "<p " + "a=1 " * 50_000 + ">x",
    ],
)
def test_hostile_markup_takes_linear_time(source: str) -> None:
    started = time.process_time()
    flatten(source)
    assert time.process_time() - started < 3


def test_the_parser_reads_title_metas_and_linked_data() -> None:
    page = read(
        "<html lang='en'><head><title>T | Post</title><meta property='og:title' content='T'>"
        '<script type=\'application/ld+json\'>{"@type": "NewsArticle"}</script></head>'
        f"<body><article><h1>T</h1><p>{PARAGRAPH * 3}</p></article></body></html>"
    )
    assert page.title == "T | Post"
    assert ("og:title", "T") in page.metas
    assert page.headings == ["T"]
    assert "NewsArticle" in page.linked_data[0]


@pytest.mark.slow
def test_a_page_that_hangs_its_parser_is_refused_with_the_reason() -> None:
    source = f"<html><body><article><p>{PARAGRAPH}</p></article>" + "<p>" + "x " * 5 + "</p>" * 1 + "<i>" * 200_000
    started = time.monotonic()
    report = clean(Document(source="deep.html", data=source.encode(), media="text/html"))
    assert time.monotonic() - started < 60
    assert report.refused or PARAGRAPH.strip() in report.text
