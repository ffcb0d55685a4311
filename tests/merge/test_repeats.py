"""What a copy repeats counts once."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

import communique
from communique.cli import cli
from communique.export.card import card
from communique.store import Filter
from tests.web.making import client_of

_TOLD = (
    "Kenya will keep the port of Mombasa open to Ugandan traders through the summer, "
    "Kenyan President Uhuru Kenyatta said on Tuesday{by}.\n\n"
    "Kenyatta told reporters in Nairobi that the customs union had failed both countries "
    "and that he would call a summit in April.\n\n"
    "Ugandan President Yoweri Museveni welcomed the decision on the port of Mombasa "
    "and said that his traders had waited for it for two years."
)


def _row(number: int, text: str) -> str:
    outlet = f"https://{number}.example/port"
    title = "Kenya to keep the port open"
    row = {"url": outlet, "outlet": f"Paper {number}", "published": f"2021-03-0{number}", "title": title, "text": text}
    return json.dumps(row) + "\n"


def test_a_copys_statements_are_folded_under_those_they_repeat(tmp_path: Path) -> None:
    (tmp_path / "reports.jsonl").write_text(
        _row(2, "NAIROBI, March 2 (Reuters) - " + _TOLD.format(by="")) + _row(3, _TOLD.format(by=", Reuters reported")),
        encoding="utf-8",
    )
    with communique.open(tmp_path / "record.db", create=True) as record:
        communique.read(tmp_path / "reports.jsonl", record)
        said = list(record.statements())

    repeating = [one for one in said if one.repeats]
    repeated = {one.statement_id: one for one in said if one.copies}
    assert repeating
    assert all(one.report_id in repeated[one.repeats].copies for one in repeating)
    assert len({one.report_id for one in repeating}) == 1


def test_what_copies_repeat_is_counted_once_wherever_statements_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    text = _row(2, "NAIROBI, March 2 (Reuters) - " + _TOLD.format(by="")) + _row(
        3, _TOLD.format(by=", Reuters reported")
    )
    (tmp_path / "reports.jsonl").write_text(text, encoding="utf-8")
    with communique.open(path, create=True) as record:
        communique.read(tmp_path / "reports.jsonl", record)
        everything = list(record.statements())
        once = [one for one in everything if not one.repeats]
        again = len(everything) - len(once)
        assert again > 0
        assert (record.count_statements(Filter()), record.count_repeats(Filter())) == (len(once), again)
        assert list(record.statements(Filter(folded=True))) == once
        assert (record.counts()["statement"], record.counts()["repeat"]) == (len(once), again)
        made = card(record, "jsonl", {})
        assert (made["statements"], made["statements_that_copies_repeat"]) == (len(once), again)
    with client_of(path) as web:
        listed = web.get("/api/v1/statements").json()
        assert (listed["total"], listed["repeats"], len(listed["statements"])) == (len(once), again, len(once))
        assert web.get("/api/v1/statements", params={"copies": "true"}).json()["total"] == len(everything)
        copy = next(one.report_id for one in everything if one.repeats)
        own = web.get("/api/v1/statements", params={"report": copy}).json()
        assert own["total"] == len([one for one in everything if one.report_id == copy])
        assert web.get("/api/v1/counts").json()["repeat"] == again
    rows = CliRunner().invoke(cli, ["statements", "--record", str(path), "--format", "jsonl"]).stdout.splitlines()
    assert len(rows) == len(once)
    assert all(json.loads(row)["copies"] for row in rows)
    listing = ["statements", "--copies", "--record", str(path), "--format", "jsonl"]
    assert len(CliRunner().invoke(cli, listing).stdout.splitlines()) == len(everything)
