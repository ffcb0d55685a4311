"""Any text, any page: a report whose characters map back to where they came from, or a reason."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.records import Document
from tests.fuzz.rules import report_of

some = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

LINES = st.sampled_from([
    "LIMA, March 4, 2014 (AP) - Peru recalled its ambassador from Chile on Tuesday after a border dispute.",
    "Тhe fоreign minister of Chile said that his country would not answer the step.", "By Ana Ruiz", "Share this",
    "Related: Talks end in Arica", "donâ€™t", "Сообщение министерства.", "\u200bt\u200da\u2060lks", "…", "-- ", "1/2",
    "Updated: 4 March 2014, 09:00 GMT", "“We will not,” she said.", "\ufeff", "\u2028", "ﬁnal oﬃce", "Ａ Ｂ", "e\u0301",
])  # fmt: skip
MARKS = st.sampled_from([
    "<p>", "</p>", "<div class='byline'>", "</div>", "<article>", "</article>", "<h1>", "</h1>", "<br>", "<!--", "-->",
    "<script>x='<p>'</script>", "&amp;", "&#x430;", "&bogus;", "<table><tr><td>", "<a href='/x'>", "</a>", "<title>",
    "<meta property='article:published_time' content='2014-03-04T09:00:00Z'>", "<nav>", "</nav>", "<time datetime='x'>",
])  # fmt: skip


@some
@given(st.lists(LINES | st.text(max_size=80), max_size=12), st.sampled_from(["\n", "\r\n", "\n\n", "\r", "\x0b"]))
def test_any_text_is_a_report_that_maps_back_or_has_a_reason(lines: list[str], end: str) -> None:
    data = end.join(lines).encode("utf-8", "surrogatepass")
    report_of(Document(source="a.txt", data=data))


@some
@given(st.binary(max_size=400))
def test_so_are_any_bytes(data: bytes) -> None:
    report_of(Document(source="a.txt", data=data))


@pytest.mark.slow
@some
@given(st.lists(LINES | MARKS | st.text(max_size=40), max_size=30))
def test_so_is_any_page(parts: list[str]) -> None:
    data = ("<html><body>" + "".join(parts)).encode("utf-8", "surrogatepass")
    report_of(Document(source="a.html", data=data, media="text/html"))


def test_a_page_that_was_sent_as_plain_text_is_flattened_like_any_page() -> None:
    page = "<html><body><article><p>Peru recalled its ambassador from\u00a0Chile on Tuesday, the minister said.</p>"
    report = report_of(Document(source="a.eml", data=page.encode()))
    assert "from Chile" in report.text
