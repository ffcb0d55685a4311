"""The page driven as a reader drives it, in a real browser on the sample corpus.

`COMMUNIQUE_TEST_PRESS` names a folder of other reports to drive it on, `COMMUNIQUE_TEST_SAMPLE` a record of them.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import Open

pytestmark = pytest.mark.slow


def drawn(page: Any) -> None:
    page.wait_for_selector("#chart[data-drawn=yes]")


def settled(page: Any, address: str) -> None:
    """The page again, once corrections are worked in."""
    while page.request.get(f"{address}/progress").json()["working"]:
        page.wait_for_timeout(100)
    page.reload()


def listed(page: Any) -> int:
    return int(page.locator("#list-title").inner_text().split()[0].replace(",", ""))


def test_a_click_on_a_mark_leads_to_its_sentence(served: str, window: Open, pair: str) -> None:
    page = window()
    page.goto(served + pair)
    drawn(page)
    # The last is drawn on top of those of the same day.
    page.locator(".events_group .mark-symbol path").last.click()
    page.wait_for_url("**/event/*")
    words = page.locator("blockquote mark").first.inner_text()
    page.locator("figcaption a").first.click()
    page.wait_for_url("**/report/*#at-*")
    anchor = page.url.split("#")[1]
    box = page.locator(f"[id='{anchor}']").bounding_box()
    assert 0 <= box["y"] <= 900
    shown = " ".join(page.locator("article.text").inner_text().split())
    assert " ".join(words.split()) in shown


def test_a_mark_says_what_it_is(served: str, window: Open, pair: str) -> None:
    page = window()
    page.goto(served + pair)
    drawn(page)
    told = page.locator("#vg-tooltip-element")
    page.locator(".events_group .mark-symbol path").last.hover()
    told.wait_for(state="visible")
    assert len(told.inner_text().split()) > 5
    page.mouse.move(2, 2)
    told.wait_for(state="hidden")


def test_what_is_filtered_is_what_is_counted_listed_and_exported(served: str, window: Open, pair: str) -> None:
    page = window()
    page.goto(served + pair)
    everything = listed(page)
    chosen = page.locator(".aside a.what").first.inner_text().split()[0]
    page.get_by_text("Types", exact=True).click()
    page.get_by_label(chosen, exact=True).check()
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(f"**type={chosen}*")
    total = listed(page)
    assert 0 < total < everything
    assert page.locator(".aside .line.event").count() == total
    with page.expect_download() as started:
        page.get_by_role("link", name="CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(started.value.path()).read_text())))
    assert len(rows) == total
    assert {row["type"] for row in rows} == {chosen}
    page.get_by_role("link", name=f"Remove the filter {chosen}").click()
    page.wait_for_url(re.compile(f"{pair}$"))
    assert listed(page) == everything


def test_the_window_of_the_timeline_is_kept_in_the_address(served: str, window: Open, pair: str) -> None:
    page = window()
    page.goto(served + pair)
    drawn(page)
    whole = page.locator(".zoom output").inner_text()
    page.keyboard.press("+")
    closer = page.locator(".zoom output").inner_text()
    assert closer != whole
    assert "zoom=" in page.url
    page.reload()
    drawn(page)
    assert page.locator(".zoom output").inner_text() == closer
    page.keyboard.press("0")
    assert "zoom=" not in page.url


def test_a_sweep_over_the_chart_looks_closer(served: str, window: Open, pair: str) -> None:
    page = window()
    page.goto(served + pair)
    drawn(page)
    everything = listed(page)
    whole = page.locator(".zoom output").inner_text()
    box = page.locator(".scores_group path.background, .statements_group path.background").first.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.05, box["y"] + box["height"] * 0.1)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.95, box["y"] + box["height"] * 0.1, steps=4)
    page.mouse.up()
    assert page.locator(".zoom output").inner_text() != whole
    page.get_by_role("button", name="List only these days").click()
    page.wait_for_url("**since=*")
    assert 0 < listed(page) <= everything


def test_a_correction_is_seen_at_once_and_taken_back(editable: str, window: Open, pair: str) -> None:
    page = window()
    page.goto(editable + pair)
    before = listed(page)
    page.locator(".aside a.what").first.click()
    page.get_by_label("Why").fill("the sentence says something else")
    page.get_by_role("button", name="Reject", exact=True).click()
    page.wait_for_url("**#history")
    settled(page, editable)
    assert "rejected by a reader" in page.locator(".fact").inner_text()
    assert "the sentence says something else" in page.locator("#history").inner_text()
    event = page.url
    page.goto(editable + pair)
    assert listed(page) == before - 1
    page.goto(event)
    page.get_by_role("button", name="Undo").click()
    page.wait_for_selector("#history del")
    settled(page, editable)
    page.goto(editable + pair)
    assert listed(page) == before


def test_the_queue_is_judged_by_key(editable: str, window: Open) -> None:
    page = window()
    page.goto(editable + "/review")
    first = page.locator(".review .line").first
    event = first.get_attribute("data-event")
    page.keyboard.press("j")
    page.keyboard.press("a")
    first.get_by_text("accepted").wait_for()
    page.keyboard.press("u")
    first.get_by_text("taken back").wait_for()
    page.keyboard.press("k")
    page.keyboard.press("e")
    first.get_by_role("button", name="Save the edit").wait_for()
    settled(page, editable)
    assert page.locator(f"[data-event='{event}']").count() == 1


def test_everything_can_be_reached_without_a_mouse(served: str, window: Open, pair: str) -> None:
    page = window()
    page.goto(served + pair)
    one, other = page.locator("h1 a").all_inner_texts()
    page.goto(served)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type(f"{one} {other}")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search*")
    page.get_by_role("link", name=f"The record of {one} and {other}").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**" + pair)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("f")
    assert page.evaluate("document.activeElement.name") == "actor"
    page.evaluate("document.activeElement.blur()")
    for _ in range(40):
        page.keyboard.press("j")
        if "/event/" in (page.evaluate("document.activeElement.href") or ""):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/event/*")
    page.keyboard.press("g")
    page.keyboard.press("n")
    page.wait_for_url("**/network")


def test_layers_of_a_report_are_switched(served: str, window: Open) -> None:
    page = window()
    page.goto(served + "/reports")
    page.locator(".list a.what").first.click()
    assert page.locator("article .lit.event").count() > 0
    page.get_by_role("link", name="actors", exact=True).click()
    page.wait_for_url("**show=actors*")
    assert page.locator("article .lit.actor").count() > 0
    page.get_by_role("link", name="raw against clean").click()
    page.wait_for_url("**view=raw*")
    assert page.locator(".raw").inner_text().strip()


def pages(page: Any, served: str, pair: str) -> list[str]:
    """The address of a page of every kind, found by following links."""
    page.goto(served + "/stories")
    story = page.locator(".list a.what").first.get_attribute("href")
    page.goto(served + story)
    compare = page.locator(".tree a[href^='/compare/']").first.get_attribute("href")
    report = page.locator(".tree a[href^='/report/']").first.get_attribute("href")
    event = page.locator(".line.event a.what").first.get_attribute("href")
    one, other = pair.split("/")[2:]
    return [
        "/", pair, f"{pair}/statements", f"{pair}/wording", f"{pair}/map", f"{pair}?type=AID", story, compare, event,
        f"{report}?show=events&show=statements&show=actors&show=dates&show=relations&show=repairs",
        f"{report}?view=raw&show=repairs", f"/actor/{one}", "/actors", "/events", "/network", "/map", "/search?q=talks",
        "/search", "/review", "/reports", "/reports?refused=true", f"/wording?speaker={other}&about={one}", "/nothing",
    ]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_a_reader_out(served: str, window: Open, pair: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = window(scheme=scheme, missing=True)
    found = []
    for address in pages(page, served, pair):
        page.goto(served + address)
        if page.locator("#chart").count():
            drawn(page)
        for violation in axe.run(page).response["violations"]:
            if violation["impact"] in ("serious", "critical"):
                nodes = [node["html"][:160] for node in violation["nodes"][:3]]
                found.append((address, violation["id"], nodes))
    assert not found


@pytest.mark.parametrize("width", [360, 1280, 2560])
def test_no_page_is_wider_than_its_window(served: str, window: Open, pair: str, width: int) -> None:
    page = window(width=width, missing=True)
    for address in pages(page, served, pair):
        page.goto(served + address)
        if page.locator("#chart").count():
            drawn(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address


def test_corrections_shut_no_reader_out(editable: str, window: Open) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = window(width=360)
    page.goto(editable + "/review")
    page.locator("details.mend summary").first.click()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    violations = axe.run(page).response["violations"]
    assert not [one["id"] for one in violations if one["impact"] in ("serious", "critical")]
