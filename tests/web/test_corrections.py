from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from communique import pipeline
from communique.records import Reading
from communique.store import open_record
from tests.making import document, mention, on, reading, report, state
from tests.web.making import client_of

PERU, CHILE = state("PER", "Peru"), state("CHL", "Chile")
TEXTS = {
    "a": "Peru protested to Chile over the boats that crossed the line on Sunday night.",
    "b": "Chile met Peru in Arica to talk of copper, and of nothing else at all.",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "r.communique"
    with open_record(made, create=True) as record:
        record.add_reports([(document(k, t), report(k, t, language="en")) for k, t in TEXTS.items()])
        readings: list[Reading] = [
            reading("a", mention("a", "ACCUSE", [PERU], [CHILE], on("2014-03-02"), TEXTS["a"], probability=0.7)),
            reading("b", mention("b", "CONSULT", [PERU, CHILE], [], on("2015-06-01"), TEXTS["b"], probability=0.5)),
        ]
        record.add_readings(readings, pipeline.CODER)
        pipeline.conclude(record)
    return made


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with client_of(path, edit=True) as made:
        yield made


def event(client: TestClient, kind: str) -> dict[str, str]:
    found = client.get("/api/v1/events?size=100").json()["events"]
    return next(one for one in found if one["type"] == kind)


def key(client: TestClient) -> str:
    found = re.search(r'name="key" value="([^"]+)"', client.get("/review").text)
    assert found
    return found[1]


def judged(client: TestClient, kind: str, **form: str) -> str:
    event_id = event(client, kind)["event_id"]
    answer = client.post(
        f"/event/{event_id}/judge", data={"key": key(client), **form}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 200, answer.text
    return str(answer.json()["judgement_id"])


def test_a_rejected_event_is_listed_no_more_until_it_is_undone(client: TestClient) -> None:
    judgement = judged(client, "ACCUSE", action="reject", why="it was a question")
    assert client.get("/api/v1/events?type=ACCUSE").json()["total"] == 0
    assert "it was a question" in client.get("/review").text
    client.post(f"/judgement/{judgement}/undo", data={"key": key(client)})
    assert client.get("/api/v1/events?type=ACCUSE").json()["total"] == 1


def test_an_edit_changes_the_event_and_stands_in_its_history(client: TestClient) -> None:
    judged(client, "ACCUSE", action="edit", type="THREATEN", by="ana")
    page = client.get(f"/event/{event(client, 'THREATEN')['event_id']}").text
    assert "edited by a reader" in page
    assert "by ana" in page


def test_the_least_sure_event_comes_first_and_goes_when_it_is_judged(client: TestClient) -> None:
    first = client.get("/review").text.split('data-event="')[1][:16]
    assert first == event(client, "CONSULT")["event_id"]
    judged(client, "CONSULT", action="accept")
    assert f'data-event="{first}"' not in client.get("/review").text


def test_nothing_can_be_corrected_on_a_page_that_is_read_only(path: Path) -> None:
    with client_of(path) as client:
        event_id = event(client, "ACCUSE")["event_id"]
        answer = client.post(f"/event/{event_id}/judge", data={"action": "reject"})
        assert answer.status_code == 403
        assert "--edit" in answer.text
        assert client.get("/api/v1/events?type=ACCUSE").json()["total"] == 1


@pytest.mark.parametrize("form", [{}, {"key": "guessed"}])
def test_a_form_of_another_site_is_refused(client: TestClient, form: dict[str, str]) -> None:
    event_id = event(client, "ACCUSE")["event_id"]
    answer = client.post(f"/event/{event_id}/judge", data={"action": "reject", **form})
    assert answer.status_code == 403


@pytest.mark.parametrize("form", [{"action": "burn"}, {"action": "edit"}, {"action": "edit", "when": "soon"}, {}])
def test_a_correction_that_means_nothing_is_explained(client: TestClient, form: dict[str, str]) -> None:
    event_id = event(client, "ACCUSE")["event_id"]
    answer = client.post(f"/event/{event_id}/judge", data={"key": key(client), **form})
    assert answer.status_code == 400
    assert client.get("/api/v1/events").json()["total"] == 2
