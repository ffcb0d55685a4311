"""Whatever a report says, it is text: it never becomes markup, a link that runs, a header, or a broken page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from lxml import html

from tests.web.attacks import ATTACKS
from tests.web.making import client_of, hostile

_FOREIGN = {
    "iframe", "object", "embed", "base", "style", "svg", "math", "video", "audio", "image", "img", "marquee",
    "plaintext", "xmp", "template", "noscript", "textarea", "applet",
}  # fmt: skip
_OURS = re.compile(r"(/(?!/)|#|\?|https?://|data:,$)")


def assert_is_harmless(answer: Response) -> None:
    """Every element, handler and address of a page is one that our templates wrote."""
    nonce = re.search(r"'nonce-([^']+)'", answer.headers["content-security-policy"])
    assert nonce
    for element in html.fromstring(answer.content).iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag not in _FOREIGN, html.tostring(element)[:300]
        if element.tag == "script":
            assert element.get("nonce") == nonce[1]
            assert element.get("type") == "application/json" or str(element.get("src")).startswith("/static/")
        if element.tag == "meta":
            assert element.get("http-equiv") is None
        for name, value in element.attrib.items():
            assert not str(name).startswith("on"), html.tostring(element)[:300]
            assert name != "style", html.tostring(element)[:300]
            if name in ("href", "src", "action", "formaction", "xlink:href", "data"):
                assert _OURS.match(str(value)), html.tostring(element)[:300]
        if str(element.get("href")).startswith("http"):
            assert "noopener" in str(element.get("rel"))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = hostile(tmp_path_factory.mktemp("hostile") / "r.communique", ATTACKS)
    with client_of(path, edit=True) as made:
        yield made


def _numbered(client: TestClient) -> dict[int, str]:
    """The event that tells of each attack."""
    found = client.get("/api/v1/events?size=1000").json()["events"]
    return {int(one["reports"][0][1:]): one["event_id"] for one in found}


SHARED = [
    "/", "/events", "/events?page=2", "/reports", "/reports?page=3", "/reports?refused=true", "/stories", "/actors",
    "/network", "/map", "/review", "/pair/PER/CHL", "/pair/PER/CHL/statements", "/pair/PER/CHL/map",
    "/pair/PER/CHL/wording", "/wording?speaker=PER", "/search?q=boats", "/actor/PER",
]  # fmt: skip


def test_a_hundred_attacks_are_different() -> None:
    assert len(set(ATTACKS)) >= 100


@pytest.mark.slow
@pytest.mark.parametrize("address", SHARED)
def test_pages_of_many_hostile_reports_are_whole_and_harmless(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text[:500]
    assert_is_harmless(answer)


@pytest.mark.slow
def test_pages_of_one_hostile_report_are_whole_and_harmless(client: TestClient) -> None:
    events = _numbered(client)
    for n, attack in enumerate(ATTACKS):
        layers = "show=events&show=statements&show=actors&show=dates&show=repairs"
        for address in (
            f"/report/a{n}?{layers}", f"/report/a{n}?view=raw", f"/report/c{n}", f"/story/story-a{n}",
            f"/event/{events[n]}", f"/actor/person:x{n}", f"/compare/a{n}/b{n}",
        ):  # fmt: skip
            answer = client.get(address)
            assert answer.status_code == 200, (attack[:80], address, answer.text[:500])
            assert_is_harmless(answer)
            if "<" in attack and len(attack) < 1000:
                assert attack not in answer.text, address


@pytest.mark.slow
def test_what_is_asked_for_is_text_too(client: TestClient) -> None:
    for attack in (one[:3000] for one in ATTACKS):
        for address, name in (
            ("/search", "q"), ("/search", "outlet"), ("/events", "outlet"), ("/events", "place"),
            ("/reports", "outlet"), ("/wording", "speaker"), ("/actors", "country"),
        ):  # fmt: skip
            answer = client.get(address, params={name: attack, **({"q": "boats"} if name == "outlet" else {})})
            assert answer.status_code in (200, 400, 414, 422), (attack[:80], address, answer.text[:300])
            assert "set-cookie" not in answer.headers
            if answer.headers["content-type"].startswith("text/html"):
                assert_is_harmless(answer)


@pytest.mark.slow
def test_an_address_of_an_attack_is_not_found_and_harmless(client: TestClient) -> None:
    for attack in (one for one in ATTACKS if len(one) < 1000):
        for start in ("/", "/report/", "/event/", "/actor/", "/static/", "/pair/PER/", "/compare/a0/", "/story/"):
            answer = client.get(start + quote(attack, safe="/.%\\:*()"))
            assert answer.status_code in (400, 404), (attack, start, answer.status_code)
            if answer.headers["content-type"].startswith("text/html"):
                assert_is_harmless(answer)


@pytest.mark.slow
def test_feeds_and_files_hold_attacks_as_text(client: TestClient) -> None:
    feed = client.get("/events/feed.atom")
    entries = ElementTree.fromstring(feed.content).findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == 50
    ElementTree.fromstring(client.get("/search/feed.atom", params={"q": "boats"}).content)
    answer = client.get("/events.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert "\n=cmd|" not in answer.text
    rows = client.get("/api/v1/reports", params={"size": 1000}).json()["reports"]
    assert {row["title"] for row in rows} >= set(ATTACKS)
