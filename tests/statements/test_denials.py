"""A claim and its denial joined: in one report, and across reports of one matter; told wherever the claim is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import communique
from communique.briefing import gather, markdown
from communique.cli import cli
from communique.records import Event, Statement
from communique.store import Record
from tests.web.making import client_of

REPORTS = {
    "claim.txt": """Lima complains of shots on the lake

LIMA, March 4, 2014 (Andina) - Peru accused Bolivia on Tuesday of arming smugglers on Lake Titicaca.

Bolivian marines fired on two Peruvian ferries near Copacabana, Defence Minister Rosa Ejemplo told reporters in Lima.
""",
    "denial.txt": """La Paz answers Lima

LA PAZ, March 5, 2014 (ABI) - Bolivia denied on Wednesday that its marines had fired on Peruvian ferries.

"This did not happen," Bolivian Foreign Minister Juan Modelo told a news conference.
""",
    "both.txt": """SANTIAGO, June 2, 2015 - Ecuador accused Colombia on Tuesday of spraying fields across the border.

Colombian Foreign Minister Ana Muestra rejected the accusation as baseless.
""",
    "other.txt": """BRASILIA, March 6, 2014 - Bolivia denied that it had raised the price of gas sold to Brazil.
""",
    "pledge.txt": """ASUNCION, May 5, 2016 - Uruguay promised to reopen its border with Paraguay on Friday.

Paraguay demanded that Uruguay release four truck drivers. "We will close the river to Uruguayan ships," Paraguayan \
Foreign Minister Luis Caso warned.
""",
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("denials")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with communique.open(folder / "r.communique", create=True) as made:
        communique.read(sorted(folder.glob("*.txt")), made)
    return folder / "r.communique"


@pytest.fixture(scope="module")
def record(path: Path) -> Iterator[Record]:
    with communique.open(path) as made:
        yield made


def the(record: Record, kind: str, actor: str) -> Event:
    [found] = [
        event for event in record.events() if event.type == kind and actor in {one.country for one in event.actors}
    ]
    return found


def words(record: Record, keys: tuple[str, ...]) -> set[str]:
    return {record.fact("statement", key).content.text for key in keys}


def bearing(record: Record, event: Event) -> dict[str, set[str]]:
    """What each speaker's words do to an event."""
    found: dict[str, set[str]] = {}
    for one in record.statements():
        if event.event_id in one.about:
            found.setdefault(said_by(one), set()).add(dict(zip(one.about, one.bearing, strict=True))[event.event_id])
    return found


def said_by(one: Statement) -> str:
    return one.speaker.actor.name if one.speaker and one.speaker.actor else ""


def test_a_denial_in_another_report_stands_beside_the_claim(record: Record) -> None:
    shots = the(record, "ASSAULT", "BOL")
    assert words(record, shots.asserted_by) == {"Bolivian marines fired on two Peruvian ferries near Copacabana"}
    assert words(record, shots.denied_by) == {"its marines had fired on Peruvian ferries", "This did not happen"}
    assert bearing(record, shots) == {"Rosa Ejemplo": {"asserts"}, "Bolivia": {"denies"}, "Juan Modelo": {"denies"}}
    [dispute] = shots.contradictions
    assert (dispute.about, dispute.a_value, dispute.b_value) == ("denial", "happened", "denied by Bolivia")
    assert dispute.b.text.startswith("Bolivia denied")


def test_a_denial_that_only_takes_the_charge_up_means_the_claim_before_it(record: Record) -> None:
    charge = the(record, "ACCUSE", "ECU")
    assert words(record, charge.denied_by) == {"the accusation as baseless"}
    [dispute] = charge.contradictions
    assert (dispute.a_value, dispute.b_value) == ("claimed", "denied by Ana Muestra")


def test_a_denial_of_another_matter_is_joined_to_nothing(record: Record) -> None:
    [other] = [one for one in record.statements() if "price of gas" in one.content.text]
    assert "denies" not in [
        how for key, how in zip(other.about, other.bearing, strict=True) if record.fact("event", key).type == "ASSAULT"
    ]


def test_what_is_promised_demanded_and_threatened(record: Record) -> None:
    assert bearing(record, the(record, "CONCEDE", "URY")) == {"Uruguay": {"pledges"}}
    assert bearing(record, the(record, "REQUEST", "PRY")) == {"Paraguay": {"demands"}}
    assert bearing(record, the(record, "THREATEN", "PRY")) == {"Luis Caso": {"threatens"}}


def test_show_its_json_the_brief_and_the_page_have_the_denial_beside_the_claim(record: Record, path: Path) -> None:
    def shown(*arguments: str) -> str:
        return CliRunner().invoke(cli, ["show", *arguments, "--record", str(path)]).stdout

    shots = the(record, "ASSAULT", "BOL")
    told = shown(shots.event_id)
    assert "on the word of: Rosa Ejemplo" in told
    assert "denied by:      Bolivia" in told
    assert "“its marines had fired on Peruvian ferries”" in told
    [row] = json.loads(shown(shots.event_id, "--format", "json"))
    assert row["denied_by"] == list(shots.denied_by)
    assert [one["b"]["value"] for one in row["contradictions"]] == ["denied by Bolivia"]
    assert f"denies:         {shots.event_id}" in shown(shots.denied_by[0])
    dossier = markdown(gather(record, "PER", "BOL"))
    assert "one says that it happened" in dossier
    assert "denied by Bolivia" in dossier
    with client_of(path) as web:
        assert web.get(f"/api/v1/events/{shots.event_id}").json()["denied_by"] == list(shots.denied_by)
        page = web.get(f"/event/{shots.event_id}").text
        assert "Denied by" in page
        assert "its marines had fired on Peruvian ferries" in page
