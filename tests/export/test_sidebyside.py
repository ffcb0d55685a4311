from __future__ import annotations

from communique.export.sidebyside import html, marked
from communique.records import Change, Comparison, Evidence
from tests.making import report


def test_only_the_words_that_changed_are_marked() -> None:
    left, right = marked("rivalry with the United States grew", "rivalry with China grew")
    assert [text.strip() for text, new in left if new] == ["the United States"]
    assert [text.strip() for text, new in right if new] == ["China"]
    assert "".join(text for text, _ in left) == "rivalry with the United States grew"


def test_a_page_of_changes_escapes_the_texts() -> None:
    side = Evidence(report_id="a", start=0, end=8, text="<b>x</b>")
    change = Change(kind="dropped", a=side, b=None)
    page = html(
        Comparison(a="a", b="b", kind="edited", containment_a=1, containment_b=0.5, changes=(change,)),
        report("a"),
        report("b"),
    )
    assert "<b>x</b>" not in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page
