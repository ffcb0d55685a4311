from __future__ import annotations

import json
from pathlib import Path

import pytest

from communique.errors import UsageError
from communique.evaluate.relations import evaluate

TEXT = "Peru and Albania established diplomatic relations in 1971."


def score(tmp_path: Path, *relations: dict[str, object]) -> dict[str, object]:
    row = {"id": "x", "published": "1974-11-20", "text": TEXT, "relations": relations}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row) + "\n", "utf-8")
    return evaluate([path])


def test_a_fact_is_right_by_kind_and_parties_and_dated_by_its_year(tmp_path: Path) -> None:
    figures = score(tmp_path, {"kind": "diplomatic-relations", "parties": ["ALB", "PER"], "start": "1971"})
    assert (figures["f1"], figures["dates_right"], figures["errors"]) == (1.0, 1.0, [])


def test_other_parties_are_a_miss_and_an_extra_and_another_year_a_wrong_date(tmp_path: Path) -> None:
    figures = score(tmp_path, {"kind": "diplomatic-relations", "parties": ["ALB", "CHL"], "start": "1971"})
    assert (figures["right"], figures["found"], figures["gold"]) == (0, 1, 1)
    figures = score(tmp_path, {"kind": "diplomatic-relations", "parties": ["ALB", "PER"], "start": "1972"})
    assert (figures["f1"], figures["dates_right"]) == (1.0, 0.0)


def test_gold_without_parties_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        score(tmp_path, {"kind": "war"})
