from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from pydantic import TypeAdapter

from communique.cli import cli
from communique.web import shapes
from tests.web.making import client_of, two_reports


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two_reports(tmp_path_factory.mktemp("api") / "r.communique")


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient]:
    with client_of(path) as made:
        yield made


def get(client: TestClient, address: str, **query: Any) -> Any:
    answer = client.get(f"/api/v1{address}", params=query or None)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("kind", ["events", "statements", "reports", "stories", "relations", "actors"])
def test_a_listing_has_the_rows_of_the_command_line(client: TestClient, path: Path, kind: str) -> None:
    printed = CliRunner().invoke(cli, [kind, "--record", str(path), "--format", "jsonl"])
    rows = [json.loads(line) for line in printed.stdout.splitlines()]
    listing = get(client, f"/{kind}")
    assert listing[kind] == rows
    assert listing["total"] == len(rows) > 0
    assert listing["next"] is None


def test_a_search_has_the_rows_of_the_command_line(client: TestClient, path: Path) -> None:
    printed = CliRunner().invoke(cli, ["search", "boats", "--record", str(path), "--format", "jsonl"])
    found = get(client, "/search", q="boats")
    assert found["hits"] == [json.loads(line) for line in printed.stdout.splitlines()]
    assert (found["total"], found["complete"]) == (2, True)
    assert get(client, "/search", q="boats", size=1, page=2)["hits"] == found["hits"][1:]


@pytest.mark.parametrize(
    ("options", "query", "reports"),
    [
        (["--actor", "Peru", "--type", "ACCUSE"], {"actor": "Peru", "type": "ACCUSE"}, ["a"]),
        (["--type", "ACCUSE", "--type", "CONSULT"], {"type": ["ACCUSE", "CONSULT"]}, ["a", "b"]),
        (["--actor", "Bolivia"], {"actor": "BOL"}, []),
        (["--outlet", "other"], {"outlet": "other"}, ["b"]),
        (["--story", "story-a"], {"story": "story-a"}, ["a"]),
        (["--outlet", "Other", "--type", "ACCUSE"], {"outlet": "Other", "type": "ACCUSE"}, []),
        (["--to", "1990"], {"until": "1990"}, []),
    ],
)
def test_a_search_is_narrowed_as_on_the_command_line(
    client: TestClient, path: Path, options: list[str], query: dict[str, Any], reports: list[str]
) -> None:
    command = ["search", "boats", *options, "--record", str(path), "--format", "jsonl"]
    printed = CliRunner().invoke(cli, command)
    found = get(client, "/search", q="boats", **query)
    assert found["hits"] == [json.loads(line) for line in printed.stdout.splitlines()]
    assert sorted(one["report_id"] for one in found["hits"]) == reports
    assert (found["total"], found["complete"]) == (len(reports), True)


@pytest.mark.parametrize(
    ("address", "shape"),
    [
        ("/counts", shapes.Counts), ("/events", shapes.Events), ("/pairs/PER/Chile/events", shapes.Events),
        ("/pairs/PER/CHL/statements", shapes.Statements), ("/pairs/PER/CHL/series", shapes.Series),
        ("/statements", shapes.Statements), ("/statements/said-a", shapes.Statement), ("/reports", shapes.Reports),
        ("/reports/a", shapes.Report), ("/stories", shapes.Stories), ("/stories/story-a", shapes.Story),
        ("/relations", shapes.Relations), ("/relations/rel-b", shapes.Relation), ("/actors", shapes.Actors),
        ("/actors/PER", shapes.CountedActor), ("/search?q=boats", shapes.Hits), ("/facts/said-", shapes.Fact),
    ],
)  # fmt: skip
def test_every_answer_is_what_the_schema_says(client: TestClient, address: str, shape: Any) -> None:
    TypeAdapter(shape).validate_python(get(client, address), strict=True)


def test_pages_are_walked_by_the_address_of_the_next(client: TestClient) -> None:
    whole = get(client, "/events")["events"]
    first = get(client, "/events", size=1, status="reported")
    assert (first["total"], first["page"], first["events"]) == (2, 1, whole[:1])
    second = client.get(first["next"]).json()
    assert (second["events"], second["next"], second["state"]) == (whole[1:], None, first["state"])


@pytest.mark.parametrize(
    ("query", "types"),
    [
        ({"actor": "Peru", "recipient": "CHL"}, ["ACCUSE"]), ({"party": "chile"}, ["ACCUSE", "CONSULT"]),
        ({"type": ["ACCUSE", "AID"]}, ["ACCUSE"]), ({"quad": "verbal-cooperation"}, ["CONSULT"]),
        ({"since": "2015"}, ["CONSULT"]), ({"until": "2014-03"}, ["ACCUSE"]), ({"report": "b"}, ["CONSULT"]),
        ({"story": "story-a"}, ["ACCUSE"]), ({"outlet": "sample"}, ["ACCUSE"]), ({"origins": 2}, []),
        ({"place": "Arica"}, []), ({"status": "negated"}, []), ({"state_media": "true"}, []),
    ],
)  # fmt: skip
def test_events_are_filtered(client: TestClient, query: dict[str, Any], types: list[str]) -> None:
    found = get(client, "/events", **query)
    assert [one["type"] for one in found["events"]] == types
    assert found["total"] == len(types)


def test_other_listings_are_filtered(client: TestClient) -> None:
    assert get(client, "/reports", refused="true")["total"] == 1
    assert get(client, "/reports", outlet="Sample")["reports"][0]["report_id"] == "a"
    assert get(client, "/statements", speaker="CHL")["total"] == 0
    assert get(client, "/relations", kind="war")["total"] == 0
    assert get(client, "/relations", party="PER")["total"] == 1
    assert get(client, "/actors", country="Chile")["total"] == 1


def test_a_series_has_the_rows_of_the_command_line(client: TestClient, path: Path) -> None:
    asked = ["series", "PER", "CHL", "--by", "quarter", "--record", str(path), "--format", "jsonl"]
    printed = CliRunner().invoke(cli, asked)
    found = get(client, "/pairs/PER/CHL/series", by="quarter")
    assert found["series"] == [json.loads(line) for line in printed.stdout.splitlines()]
    assert sum(row["events"] for row in found["series"]) == 2


def test_a_fact_is_found_by_the_beginning_of_its_id(client: TestClient) -> None:
    event_id = get(client, "/events")["events"][0]["event_id"]
    assert get(client, f"/facts/{event_id[:9]}")["fact"]["event_id"] == event_id
    assert client.get("/api/v1/facts/story-").status_code == 409
    assert client.get("/api/v1/facts/zzz").status_code == 404


@pytest.mark.parametrize(
    ("address", "status", "word"),
    [
        ("/events?acter=CHN", 422, "acter"), ("/counts?size=1", 422, "size"), ("/events?size=5000", 422, "1000"),
        ("/events?size=0", 422, "size"), ("/events?page=x", 422, "page"), ("/events?since=soonish", 422, "since"),
        ("/events?since=2023-02-30", 422, "2023-07-27"), ("/events?type=BURN", 422, "ACCUSE"),
        ("/events?status=maybe", 422, "reported"), ("/events?actor=Atlantis", 422, "ISO code"), ("/search", 422, "q"),
        ("/pairs/PER/PER/events", 422, "two different"), ("/relations?kind=feud", 422, "treaty"),
        ("/events/none", 404, "listing"), ("/nothing", 404, "openapi.json"), ("/actors/none", 404, "listing"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_told_what_where_and_what_to_do(
    client: TestClient, address: str, status: int, word: str
) -> None:
    answer = client.get(f"/api/v1{address}")
    assert answer.status_code == status
    TypeAdapter(shapes.Error).validate_python(answer.json(), strict=True)
    error = answer.json()["error"]
    assert word in " ".join(error.values())
    assert all(error.values())


def test_what_is_not_answered_says_what_is(client: TestClient) -> None:
    answer = client.post("/api/v1/events")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"
    assert answer.json()["error"]["what_to_do"] == "use GET"


def test_every_parameter_of_a_listing_is_described(client: TestClient) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    for path, methods in paths.items():
        for one in methods["get"].get("parameters", ()):
            assert one.get("description") or one["in"] == "path", (path, one["name"])
