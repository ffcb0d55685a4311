"""What a copy repeats counts once."""

from __future__ import annotations

import json
from pathlib import Path

import communique

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
