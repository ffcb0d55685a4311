from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import pytest
from fastapi.testclient import TestClient

from communique.merge import conclude
from communique.store import open_record
from tests.making import document, mention, on, reading, report, story
from tests.web.making import CHILE, PERU, client_of, two_reports


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client_of(two_reports(tmp_path_factory.mktemp("feeds") / "r.communique")) as made:
        yield made


def read(client: TestClient, address: str) -> Any:
    answer = client.get(address)
    assert answer.headers["content-type"] == "application/atom+xml"
    feed = feedparser.parse(answer.content)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    assert feed.feed.id
    assert feed.feed.updated_parsed
    assert {link.rel for link in feed.feed.links} == {"self", "alternate"}
    assert all(entry.id and entry.title and entry.updated_parsed and entry.link for entry in feed.entries)
    return feed


def test_a_pair_is_followed_the_newest_first(client: TestClient) -> None:
    feed = read(client, "/pair/PER/CHL/feed.atom")
    assert [entry.updated[:10] for entry in feed.entries] == ["2015-06-01", "2014-03-02"]
    assert feed.entries[1].summary == "Peru protested to Chile over the boats."
    assert client.get(feed.entries[0].link).status_code == 200


def test_any_query_is_followed(client: TestClient) -> None:
    assert len(read(client, "/events/feed.atom").entries) == 2
    assert len(read(client, "/events/feed.atom?type=ACCUSE&status=&actor=").entries) == 1
    assert len(read(client, "/search/feed.atom?q=boats").entries) == 2
    assert read(client, "/search/feed.atom?q=zebra").entries == []


def test_an_entry_keeps_its_name_on_another_port(client: TestClient) -> None:
    moved = client.get("/events/feed.atom", headers={"host": "localhost:9999"})
    entries = feedparser.parse(moved.content).entries
    assert [one.id for one in entries] == [one.id for one in read(client, "/events/feed.atom").entries]
    assert entries[0].link.startswith("http://localhost:9999/event/")


def test_a_feed_of_many_events_holds_the_last_of_them_and_none_without_a_date(tmp_path: Path) -> None:
    texts = {f"r{n}": f"Peru protested to Chile over boat {n}." for n in range(60)}
    readings = [
        reading(key, mention(key, "ACCUSE", [PERU], [CHILE], on(f"{1900 + n}-01-01"), text))
        for n, (key, text) in enumerate(texts.items())
    ]
    stories = [story((key,)) for key in texts]
    with open_record(tmp_path / "r.communique", create=True) as record:
        record.add_reports([(document(key, text), report(key, text)) for key, text in texts.items()])
        record.add_readings(readings, "1")
        found = conclude(readings, stories)
        record.conclude(
            stories=stories, pairs=[], events=found.events, relations=[], statements=[], actors={}, state="s"
        )
    with client_of(tmp_path / "r.communique") as client:
        years = [int(entry.updated[:4]) for entry in read(client, "/pair/PER/CHL/feed.atom").entries]
    assert years == list(range(1959, 1909, -1))
