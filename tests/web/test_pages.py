from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient
from lxml import html

from communique.merge import conclude
from communique.records import Actor
from communique.store import open_record
from communique.web.pages import phrasing, search
from tests.making import document, mention, on, reading, report, state, story
from tests.web.making import client_of, hostile

PERU, CHILE = state("PER", "Peru"), state("CHL", "Chile")
ATTACK = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'{{7*7}}"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    path = tmp_path / "r.communique"
    texts = {"a": "Peru protested to Chile over the boats.", "b": f"Peru met Chile in Arica {ATTACK} on Monday."}
    with open_record(path, create=True) as record:
        reports = [
            report("a", texts["a"], language="en", title="Boats", outlet="Sample", url="javascript:alert(1)"),
            report("b", texts["b"], language="en", title=ATTACK, outlet=ATTACK, byline=ATTACK),
            report("c", refused=f"empty {ATTACK}"),
        ]
        record.add_reports([(document(r.report_id, r.text), r) for r in reports])
        readings = [
            reading("a", mention("a", "ACCUSE", [PERU], [CHILE], on("2014-03-02"), texts["a"])),
            reading("b", mention("b", "CONSULT", [PERU, CHILE], [], on("2015-06-01"), texts["b"])),
        ]
        record.add_readings(readings, "1")
        stories = [story(("a",)), story(("b",))]
        found = conclude(readings, stories)
        actors: dict[str, tuple[Actor, int, int]] = {"PER": (PERU, 2, 2)}
        record.conclude(
            stories=stories, pairs=[], events=found.events, relations=[], statements=[], actors=actors, state="s"
        )
    with client_of(path) as made:
        yield made


def pages(client: TestClient) -> list[str]:
    events = client.get("/api/v1/events").json()["events"]
    return [
        "/", "/pair/PER/CHL", "/search?q=boats", "/search?q=", "/search?q=zzz", "/report/a", "/report/b?show=plain",
        "/report/c", "/report/a?show=actors", "/story/story-a", "/actor/PER", "/compare/a/b", "/pair/NOR/GHA",
        "/pair/PER/CHL/statements", "/pair/PER/CHL/wording", "/pair/PER/CHL/map", "/events", "/map", "/network",
        "/review",
        "/actors", "/actors?country=CHL", "/reports", "/reports?refused=true", "/stories", "/wording",
        "/wording?speaker=PER&about=Chile", "/report/b?view=raw&show=repairs", "/search?q=Peru&outlet=Sample",
        *(f"/event/{event['event_id']}" for event in events),
    ]  # fmt: skip


def test_every_page_answers_under_a_strict_policy(client: TestClient) -> None:
    for page in pages(client):
        answer = client.get(page)
        assert answer.status_code == 200, page
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe-eval" not in policy


def test_nothing_that_a_report_says_becomes_markup(client: TestClient) -> None:
    for page in pages(client):
        text = client.get(page).text
        assert "<script>alert" not in text, page
        assert "<img src=x" not in text, page
        assert "javascript:" not in text, page


def test_a_table_counts_what_the_api_gives(client: TestClient) -> None:
    page = client.get("/pair/PER/CHL").text
    rows = client.get("/api/v1/pairs/PER/CHL/events").json()
    assert rows["total"] == len(rows["events"]) == 2
    assert "2 events" in heading(page)
    narrow = client.get("/pair/PER/CHL?type=ACCUSE")
    assert "1 event" in heading(narrow.text)
    assert "of 2" in heading(narrow.text)
    assert client.get("/api/v1/pairs/PER/CHL/events?type=ACCUSE").json()["total"] == 1


def heading(page: str) -> str:
    return page.split('<h2 id="list-title">')[1].split("</h2>")[0]


@pytest.mark.parametrize("filters", ["", "?type=ACCUSE", "?since=2015", "?type=ACCUSE&since=2015"])
def test_an_export_holds_exactly_what_is_counted(client: TestClient, filters: str) -> None:
    total = client.get(f"/api/v1/pairs/PER/CHL/events{filters}").json()["total"]
    lines = client.get(f"/pair/PER/CHL/events.jsonl{filters}").text.splitlines()
    cells = list(csv.reader(client.get(f"/pair/PER/CHL/events.csv{filters}").text.splitlines()))
    assert len(lines) == total
    assert len(cells[1:]) == total
    assert client.get("/pair/PER/CHL/events.xml").status_code == 422


def test_a_cell_of_an_export_is_no_formula(tmp_path: Path) -> None:
    text = "=cmd() Peru protested to Chile."
    with open_record(tmp_path / "f.communique", create=True) as record:
        record.add_reports([(document("a", text), report("a", text))])
        found = conclude(
            [reading("a", mention("a", "ACCUSE", [PERU], [CHILE], on("2014-03-02"), text))], [story(("a",))]
        )
        record.conclude(
            stories=[story(("a",))], pairs=[], events=found.events, relations=[], statements=[], actors={}, state="s"
        )
    with client_of(tmp_path / "f.communique") as client:
        assert not any(
            value.startswith("=") for row in csv.reader(client.get("/events.csv").text.splitlines()) for value in row
        )


def test_a_name_in_the_address_leads_to_the_codes(client: TestClient) -> None:
    answer = client.get("/pair/Peru/Chilean?type=ACCUSE", follow_redirects=False)
    assert answer.headers["location"] == "/pair/PER/CHL?type=ACCUSE"


def test_a_search_for_a_pair_leads_to_its_record(client: TestClient) -> None:
    assert "/pair/PER/CHL" in client.get("/search?q=Peru Chile").text
    assert 'href="/actor/PER"' in client.get("/search?q=Peru").text


def test_a_facet_narrows_and_counts(client: TestClient) -> None:
    assert "of 2 with" in " ".join(client.get("/search?q=Peru&outlet=Sample").text.split())


def test_hits_come_in_pages_and_facets_count_all_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_SHOWN", 4)
    with client_of(hostile(tmp_path / "r.communique", ["Arica", "Tacna", "Lima"])) as client:
        first, second = (html.fromstring(client.get(f"/search?q=boats&page={number}").text) for number in (1, 2))
        titles = [page.xpath("//ol[@class='list']//a[@class='what']/@href") for page in (first, second)]
        assert [len(found) for found in titles] == [4, 2]
        assert len({address.split("#")[0] for found in titles for address in found}) == 6
        assert next(small.text for small in second.xpath("//aside//small")) == "2"
        assert not second.xpath("//nav[@aria-label='Pages']/a[@rel='next']")


def test_every_filter_can_be_taken_off(client: TestClient) -> None:
    page = client.get("/pair/PER/CHL?type=ACCUSE&since=2014&state_media=no").text
    assert "Remove the filter ACCUSE" in page
    assert 'href="/pair/PER/CHL?type=ACCUSE&amp;since=2014"' in page


def test_no_result_says_why(client: TestClient) -> None:
    page = client.get("/pair/PER/CHL?since=2030").text
    assert "without them there are 2" in page
    assert "None of the 3 reports" in client.get("/search?q=zebra").text


def test_another_host_or_origin_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 403
    assert client.get("/", headers={"origin": "https://evil.example"}).status_code == 403
    assert client.get("/", headers={"origin": "http://127.0.0.1"}).status_code == 200


def test_a_token_guards_every_address(tmp_path: Path) -> None:
    with open_record(tmp_path / "t.communique", create=True):
        pass
    with client_of(tmp_path / "t.communique", token="word") as client:
        assert client.get("/api/v1/counts").status_code == 403
        assert client.get("/?token=wrong").status_code == 403
        assert client.get("/?token=word").status_code == 200
        assert client.get("/api/v1/counts").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/event/none", "/report/none", "/story/none", "/actor/none", "/nothing", "/static/../app.py", "/compare/a/zz"],
)
def test_what_is_not_there_is_said_kindly(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Go <a href" in answer.text
    for sentence in html.fromstring(answer.text).xpath("//div[@class='none']/p"):
        assert sentence.text_content()[0].isupper()
        assert sentence.text_content().endswith(".")


def test_more_words_than_can_be_laid_side_by_side_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrasing, "_ALIGNED", 2)
    texts = [
        f"We will {verb} the boats of {name}." for verb in ("watch", "keep") for name in ("Arica", "Tacna", "Lima")
    ]
    with client_of(hostile(tmp_path / "r.communique", texts)) as client:
        page = client.get("/wording?speaker=PER").text
        assert "4 earlier statements left out" in page
        assert client.get("/pair/PER/CHL/wording").status_code == 200


def test_a_wrong_filter_is_the_callers_mistake(client: TestClient) -> None:
    assert client.get("/pair/Atlantis/PER").status_code == 400
    assert client.get("/api/v1/events?since=soonish").status_code in (400, 422)
    assert client.get("/api/v1/events?size=5000").status_code == 422
    assert "error" in client.get("/api/v1/events?actor=Atlantis").json()


def test_a_feed_is_atom_with_links_to_events(client: TestClient) -> None:
    feed = ElementTree.fromstring(client.get("/pair/PER/CHL/feed.atom").content)
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == 2
    assert entries[0].find("{http://www.w3.org/2005/Atom}updated").text == "2015-06-01T00:00:00Z"  # type: ignore[union-attr]


def test_an_empty_record_shows_how_to_begin(tmp_path: Path) -> None:
    with open_record(tmp_path / "e.communique", create=True):
        pass
    with client_of(tmp_path / "e.communique") as client:
        assert "communique read PATHS" in client.get("/").text
