"""Feeds are followed politely, each article is fetched once, and what fails costs nobody else anything."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from communique import sources
from communique.errors import RecordError, UsageError
from communique.records import Document
from communique.sources import fetch
from communique.watch import rounds
from communique.watch.courtesy import later
from tests.watch.site import Said, Site, let_loopback_through


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(fetch, "allowed", let_loopback_through())
    found = Site()
    yield found
    found.close()


class Desk:
    """Follows for a test: reading is only taking the documents, the clock is moved by hand, pauses are noted."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.read: list[Document] = []
        self.pauses: list[float] = []
        self.time = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)
        self.state = folder / "r.communique-watch.json"
        self.breaks = False
        monkeypatch.setattr(rounds.pipeline, "read", self._take)

    def _take(self, paths: Any, record: object, **_: object) -> object:
        if self.breaks:
            raise KeyboardInterrupt
        found = list(sources.documents(paths))
        self.read += found
        refused = tuple((each.source, each.refused) for each in found if each.refused)
        return SimpleNamespace(refused=refused, uncoded=())

    def round(self, *named: str, pause: float = 0.0) -> rounds.Round:
        return rounds.round_of(
            rounds.resolve(named), None, self.state, engine=None, pause=pause,  # type: ignore[arg-type]
            now=lambda: self.time, sleep=self.pauses.append,
        )  # fmt: skip

    def sources(self) -> list[str]:
        """What was read since the last call, by the last part of its name."""
        found = [each.source.rpartition("/")[2] for each in self.read]
        self.read.clear()
        return found


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(tmp_path, monkeypatch)


def test_each_article_is_read_once_from_its_page_with_what_the_feed_knows_of_it(site: Site, desk: Desk) -> None:
    site.feed("one", "two")
    desk.round(f"{site.url}/feed")
    first = desk.read[0]
    assert b"<article>" in first.data
    assert first.fields["title"] == "Talks one"
    assert first.fields["published"].startswith("2014-03-04")
    assert first.fields["url"] == f"{site.url}/one"
    assert desk.sources() == ["one", "two"]
    site.feed("two", "three")
    desk.round(f"{site.url}/feed")
    assert desk.sources() == ["three"]


def test_an_article_that_the_feed_dates_anew_is_read_again(site: Site, desk: Desk) -> None:
    site.feed("one")
    desk.round(f"{site.url}/feed")
    said = site.pages["/feed"]({})  # type: ignore[operator]
    site.pages["/feed"] = Said(200, said.body.replace("04 Mar", "05 Mar"))
    desk.round(f"{site.url}/feed")
    assert desk.sources() == ["one", "one"]


def test_an_unchanged_feed_is_asked_with_its_validator_and_sends_nothing(site: Site, desk: Desk) -> None:
    site.feed("one", etag='"v1"')
    desk.round(f"{site.url}/feed")
    site.paths()
    (row,) = desk.round(f"{site.url}/feed").rows
    assert row.status == "unchanged"
    assert site.asked[-1][1]["if-none-match"] == '"v1"'
    assert site.paths() == ["/feed"]


def test_last_modified_is_a_validator_too(site: Site, desk: Desk) -> None:
    day = "Tue, 04 Mar 2014 09:00:00 GMT"
    site.pages["/feed"] = Said(200, "<rss><channel><title>P</title></channel></rss>", {"Last-Modified": day})
    for _ in range(2):
        desk.round(f"{site.url}/feed")
    assert site.asked[-1][1]["if-modified-since"] == day


def test_a_feed_that_fails_has_its_reason_and_costs_no_other(site: Site, desk: Desk) -> None:
    site.feed("one")
    site.pages["/broken"] = Said(200, "<html><head></head><body><p>A page.</p></body></html>")
    site.pages["/inside"] = Said(302, "", {"Location": "http://169.254.169.254/latest/meta-data/"})
    names = ("gone", "broken", "inside", "feed")
    found = desk.round(*(f"{site.url}/{name}" for name in names))
    status = {row.followed.rpartition("/")[2]: (row.status, row.reason) for row in found.rows}
    assert "answered 404" in status["gone"][1]
    assert "a page, no RSS or Atom feed" in status["broken"][1]
    assert "private network" in status["inside"][1]
    assert status["feed"][0] == "read"
    assert desk.sources() == ["one"]


@pytest.mark.parametrize(
    ("header", "minutes"), [("600", 10), ("Wed, 01 May 2024 12:30:00 GMT", 30), ("", 5), ("soon", 5), ("9" * 30, 1440)]
)
def test_a_server_that_wants_patience_gets_it(site: Site, desk: Desk, header: str, minutes: int) -> None:
    site.pages["/feed"] = Said(429, "", {"Retry-After": header} if header else {})
    (row,) = desk.round(f"{site.url}/feed").rows
    assert (row.status, row.next) == ("failed", desk.time + dt.timedelta(minutes=minutes))
    site.feed("one")
    site.paths()
    desk.time += dt.timedelta(minutes=minutes, seconds=-1)
    (row,) = desk.round(f"{site.url}/feed").rows
    assert row.status == "waiting"
    assert "429" in row.reason
    assert not site.paths()
    desk.time += dt.timedelta(seconds=2)
    desk.round(f"{site.url}/feed")
    assert desk.sources() == ["one"]


def test_a_wait_that_was_set_while_the_clock_was_wrong_holds_nobody_up(site: Site, desk: Desk) -> None:
    now = desk.time
    site.pages["/feed"] = Said(429, "", {"Retry-After": "600"})
    desk.time = now.replace(year=2031)
    desk.round(f"{site.url}/feed")
    desk.time = now
    site.feed("one")
    desk.round(f"{site.url}/feed")
    assert desk.sources() == ["one"]


def test_each_failure_in_a_row_doubles_the_wait_up_to_a_day() -> None:
    now = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    waits = [(later(now, failures) - now).total_seconds() / 60 for failures in (1, 2, 3, 8, 9, 10_000)]
    assert waits == [5, 10, 20, 640, 1_280, 1_440]


def test_what_robots_are_kept_from_is_not_fetched_not_even_by_a_redirect(site: Site, desk: Desk) -> None:
    site.pages["/robots.txt"] = Said(
        200, "User-agent: *\nDisallow: /private/*.html\n\nUser-agent: other\nDisallow: /\n"
    )
    site.pages["/way"] = Said(302, "", {"Location": "/private/x.html"})
    site.feed("one", "way", "private/y.html")
    found = desk.round(f"{site.url}/feed")
    assert sorted(desk.sources()) == ["one", "way", "y.html"]
    assert {source.rpartition("/")[2] for source, reason in found.refused if "robots" in reason} == {"way", "y.html"}
    assert not [path for path in site.paths() if path.startswith("/private")]


def test_rules_are_asked_for_once_a_day(site: Site, desk: Desk) -> None:
    site.feed("one")
    for _ in range(3):
        desk.round(f"{site.url}/feed")
    assert site.paths(rules=True).count("/robots.txt") == 1
    desk.time += dt.timedelta(days=1, minutes=1)
    desk.round(f"{site.url}/feed")
    assert site.paths(rules=True).count("/robots.txt") == 1


def test_a_host_whose_rules_can_not_be_had_is_not_asked_for_more(site: Site, desk: Desk) -> None:
    site.pages["/robots.txt"] = Said(500)
    site.feed("one")
    desk.round(f"{site.url}/feed")
    assert not site.paths()


def test_there_is_a_pause_between_two_requests_to_one_host(site: Site, desk: Desk) -> None:
    site.pages["/robots.txt"] = Said(200, "User-agent: *\nCrawl-delay: 7\n")
    site.feed("one", "two")
    desk.round(f"{site.url}/feed", pause=2.0)
    assert [round(pause) for pause in desk.pauses] == [7, 7, 7]


def test_an_article_that_fails_comes_later_and_is_given_up_after_five_tries(site: Site, desk: Desk) -> None:
    site.feed("one", "two", etag='"v1"')
    site.pages["/one"] = Said(500)
    for _ in range(4):
        (row,) = desk.round(f"{site.url}/feed").rows
        assert row.left == 1
    assert desk.sources() == ["two"]
    found = desk.round(f"{site.url}/feed")
    assert "answered 500" in found.refused[0][1]
    desk.sources()
    desk.round(f"{site.url}/feed")
    assert desk.sources() == []


def test_an_article_that_is_gone_is_read_from_the_feed_if_it_has_a_text(site: Site, desk: Desk) -> None:
    site.feed("one", "two")
    said = site.pages["/feed"]({})  # type: ignore[operator]
    text = "<description>Peru recalled its ambassador from Chile.</description>"
    site.pages["/feed"] = Said(200, said.body.replace("<guid>one</guid>", f"<guid>one</guid>{text}"))
    site.pages["/one"] = site.pages["/two"] = Said(410)
    found = desk.round(f"{site.url}/feed")
    assert desk.read[0].data == b"Peru recalled its ambassador from Chile."
    assert [source for source, _ in found.refused] == [f"{site.url}/two"]


def test_a_round_that_was_interrupted_is_taken_up_by_the_next(site: Site, desk: Desk) -> None:
    site.feed("one", "two", etag='"v1"')
    desk.breaks = True
    with pytest.raises(KeyboardInterrupt):
        desk.round(f"{site.url}/feed")
    desk.breaks = False
    desk.round(f"{site.url}/feed")
    assert desk.sources() == ["one", "two"]


def test_an_article_that_two_feeds_list_is_read_once(site: Site, desk: Desk) -> None:
    site.feed("one")
    site.pages["/other"] = site.pages["/feed"]
    desk.round(f"{site.url}/feed", f"{site.url}/other")
    assert desk.sources() == ["one"]


def test_a_list_of_feeds_names_them_all_and_a_folder_is_read_where_it_changed(
    site: Site, desk: Desk, tmp_path: Path
) -> None:
    site.feed("one")
    (tmp_path / "feeds.opml").write_text(f'<opml><body><outline xmlUrl="{site.url}/feed"/></body></opml>')
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Peru recalled its ambassador.")
    named = (str(tmp_path / "feeds.opml"), str(folder))
    desk.round(*named)
    assert desk.sources() == ["one", "a.txt"]
    (folder / "b.txt").write_text("Chile did not answer.")
    desk.round(*named)
    assert desk.sources() == ["b.txt"]


def test_a_list_without_feeds_and_a_path_that_is_not_there_are_usage_errors(tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text("<opml><body/></opml>")
    for path in (tmp_path / "feeds.opml", tmp_path / "nowhere"):
        with pytest.raises(UsageError):
            rounds.resolve([str(path)])


def test_what_is_known_that_can_not_be_read_is_no_reason_to_fetch_all_anew(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    for text in ("{", json.dumps({"version": 99})):
        path.write_text(text)
        with pytest.raises(RecordError, match=r"state\.json"):
            rounds.load(path)


def test_a_second_watcher_of_one_record_is_told_of_the_first(tmp_path: Path) -> None:
    with (
        rounds.locked(tmp_path / "state.json"),
        pytest.raises(RecordError, match="another"),
        rounds.locked(tmp_path / "state.json"),
    ):
        pass
