from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from communique.errors import UsageError
from communique.store import Record
from communique.web import create_app
from communique.web.limits import Exports
from tests.web.making import client_of, two_reports


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two_reports(tmp_path_factory.mktemp("web") / "r.communique")


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with client_of(path) as made:
        yield made


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8321", "localhost:8321", "LOCALHOST", "[::1]:8321"])
def test_its_own_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:8321", "127.0.0.1.evil.example", "[::1].evil.example", "evil]", "testserver", "",
        "localhost:x", "127.0.0.1@evil.example", "localhost.",
    ],
)  # fmt: skip
def test_another_name_is_refused_so_that_no_domain_can_be_pointed_here(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 403
    refused = client.get("/api/v1/counts", headers={"host": host})
    assert refused.status_code == 403
    assert "its own address" in refused.json()["error"]["what"]


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://127.0.0.1:9", "http://localhost", "file://", "https://x//127.0.0.1"],
)
def test_another_origin_is_refused(client: TestClient, origin: str) -> None:
    assert client.get("/", headers={"origin": origin}).status_code == 403
    assert client.post("/event/x/judge", headers={"origin": origin}).status_code == 403


def test_another_site_may_link_here_but_neither_embed_nor_fetch(client: TestClient) -> None:
    foreign = {"sec-fetch-site": "cross-site"}
    opened = {**foreign, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert client.get("/", headers=opened).status_code == 200
    assert client.get("/", headers={**opened, "sec-fetch-dest": "iframe"}).status_code == 403
    embedded = {"sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script"}
    assert client.get("/api/v1/events", headers=embedded).status_code == 403


@pytest.mark.parametrize("address", ["/", "/api/v1/counts", "/nothing", "/static/style.css", "/pair/PER/CHL/feed.atom"])
def test_every_answer_carries_the_policy(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_a_nonce_is_used_once(client: TestClient) -> None:
    assert len({client.get("/").headers["content-security-policy"] for _ in range(3)}) == 3


def test_a_token_guards_every_address(path: Path) -> None:
    with client_of(path, token="word") as client:
        for address in ("/", "/api/v1/counts", "/static/style.css", "/events.csv", "/nothing", "/?token=wrong"):
            refused = client.get(address)
            assert refused.status_code == 403, address
            assert "Boats" not in refused.text
        scripted = client.get("/api/v1/counts", headers={"authorization": "Bearer word"})
        assert scripted.json()["report"] == 3
        assert client.get("/api/v1/counts?token=word").status_code == 200


def test_a_token_leaves_the_address_at_once(path: Path) -> None:
    with client_of(path, token="word") as client:
        first = client.get("/search?q=boats&token=word", follow_redirects=False)
        assert (first.status_code, first.headers["location"]) == (303, "/search?q=boats")
        assert "httponly" in first.headers["set-cookie"].lower()
        assert "samesite=strict" in first.headers["set-cookie"].lower()
        assert client.get("/search?q=boats").status_code == 200
        away = client.get("http://127.0.0.1//evil.example/?token=word", follow_redirects=False)
        assert not away.headers["location"].startswith("//")


def test_any_host_at_all_needs_a_token(path: Path) -> None:
    with pytest.raises(UsageError, match="needs a token"):
        create_app(path, hosts=None)
    with client_of(path, hosts=None, token="word") as client:
        named = {"host": "desk.example", "authorization": "Bearer word"}
        assert client.get("/api/v1/counts", headers=named).status_code == 200


@pytest.mark.parametrize("address", ["/search?q=%00", "/events?place=a%00b", "/report/a%00", "/api/v1/search?q=%1b"])
def test_control_characters_are_refused(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 400


@pytest.mark.parametrize(
    "address",
    ["/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static//etc/passwd", "/static/..\\app.py",
     "/../../etc/passwd", "/report/..%2f..%2fetc%2fpasswd"],
)  # fmt: skip
def test_no_path_leads_out(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code in (400, 404)
    assert "create_app" not in answer.text


def test_an_endless_query_is_refused(client: TestClient) -> None:
    assert client.get(f"/search?q={'a' * 20_000}").status_code == 414


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_page_that_is_read_only_takes_nothing(client: TestClient, method: str) -> None:
    answer = client.request(method, "/event/x/judge")
    assert answer.status_code == 403
    assert "--edit" in answer.text


def test_a_form_that_is_too_long_is_not_read(path: Path) -> None:
    with client_of(path, edit=True) as client:
        assert client.post("/event/x/judge", content=b"a" * 50_000).status_code == 413
        assert client.post("/event/x/judge", content=iter([b"a"])).status_code == 411
        assert client.post("/event/x/judge", content=b"action=accept").status_code == 403


def test_a_slow_answer_is_cut_with_a_friendly_page(path: Path) -> None:
    with client_of(path, seconds=0.0) as client:
        page = client.get("/events")
        assert page.status_code == 504
        assert "Ask for a shorter time" in page.text
        script = client.get("/api/v1/reports")
        assert script.status_code == 504
        assert script.json()["error"]["what_to_do"].startswith("ask for")


def test_a_fault_is_told_under_the_policy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Record, "counts", lambda self: 1 // 0)
    with client_of(path) as client:
        page = client.get("/")
        assert page.status_code == 500
        assert "the record is unharmed" in page.text
        assert "default-src 'self'" in page.headers["content-security-policy"]
        assert client.get("/api/v1/counts").json()["error"]["where"] == "/api/v1/counts"


def test_files_are_given_so_many_a_minute() -> None:
    now = [0.0]
    exports = Exports(most=2, seconds=60, at_once=5, clock=lambda: now[0])
    assert exports.begin() == exports.begin() == 0
    now[0] = 20
    assert exports.begin() == 40
    now[0] = 61
    assert exports.begin() == 0


def test_so_many_files_are_written_at_once() -> None:
    exports = Exports(at_once=1)
    assert exports.begin() == 0
    assert exports.begin() > 0
    exports.end()
    assert exports.begin() == 0


def test_one_export_too_many_is_asked_to_come_again(client: TestClient) -> None:
    answers = [client.get("/events.jsonl") for _ in range(21)]
    assert {one.status_code for one in answers[:20]} == {200}
    assert answers[20].status_code == 429
    assert int(answers[20].headers["retry-after"]) >= 1
