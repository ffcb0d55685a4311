"""Scores story grouping against reports whose event is known: B-cubed and pairwise precision, recall and F."""

from __future__ import annotations

import itertools
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from communique.cleaning import Repeats, clean
from communique.errors import UsageError
from communique.records import Document, Report
from communique.stories import group
from communique.stories.grouping import EVENT

__all__ = ["evaluate", "read_rows", "reports_of"]

_FIELDS = ("title", "url", "outlet", "published", "updated", "author", "language")


def evaluate(paths: Sequence[Path]) -> dict[str, object]:
    """B-cubed and pair scores over JSON-lines files of reports with `text` and `event`."""
    rows = [row for path in paths for row in read_rows(path) if "event" in row]
    if not rows:
        raise UsageError(
            f"no reports with an `event` in {', '.join(map(str, paths))}: give JSON lines with text and event"
        )
    reports = reports_of(rows)
    gold = {str(row["id"]): str(row["event"]) for row in rows}
    grouping = group(reports.values())
    names = {report.report_id: key for key, report in reports.items()}
    found = {names[m.report_id]: story.story_id for story in grouping.stories for m in story.members}
    return {
        "reports": len(gold),
        "events": len(set(gold.values())),
        "stories": len(grouping.stories),
        "threshold": EVENT,
        **scores(found, gold),
    }


def read_rows(path: Path) -> list[dict[str, object]]:
    """The rows of a JSON-lines file; each needs `text`, and gets its line number as `id` where it has none."""
    rows: list[dict[str, object]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise UsageError(f"{path}, line {number}: not JSON ({error}): give one object a line") from error
        if not isinstance(row, dict) or "text" not in row:
            raise UsageError(f"{path}, line {number}: no `text`: give one report a line")
        rows.append({"id": str(number), **row})
    return rows


def reports_of(rows: Sequence[Mapping[str, object]]) -> dict[str, Report]:
    """The rows cleaned as the pipeline would, by their `id`; IDs of reports are unique even for equal texts."""
    documents = {
        str(row["id"]): Document(
            source=f"row#{row['id']}",
            data=str(row["text"]).encode("utf-8", "surrogatepass"),
            media="text/x-row",
            fields={name: str(row[name]) for name in _FIELDS if row.get(name)} | {"id": str(row["id"])},
        )
        for row in rows
    }
    repeats = Repeats.of(documents.values())
    return {key: clean(document, repeats=repeats) for key, document in documents.items()}


def scores(found: Mapping[str, str], gold: Mapping[str, str]) -> dict[str, float]:
    """B-cubed and pair precision, recall and F of groups `found` against `gold`, both from report to group."""
    ours: dict[str, set[str]] = defaultdict(set)
    theirs: dict[str, set[str]] = defaultdict(set)
    for key, event in gold.items():
        ours[found.get(key, f"none {key}")].add(key)
        theirs[event].add(key)
    precision = recall = 0.0
    for key, event in gold.items():
        mine = ours[found.get(key, f"none {key}")]
        common = len(mine & theirs[event])
        precision += common / len(mine) / len(gold)
        recall += common / len(theirs[event]) / len(gold)
    together = {pair for members in ours.values() for pair in itertools.combinations(sorted(members), 2)}
    wanted = {pair for members in theirs.values() for pair in itertools.combinations(sorted(members), 2)}
    hits = len(together & wanted)
    pair_p, pair_r = hits / max(1, len(together)), hits / max(1, len(wanted))
    return {
        "b3_precision": round(precision, 4),
        "b3_recall": round(recall, 4),
        "b3_f": round(f_score(precision, recall), 4),
        "pair_precision": round(pair_p, 4),
        "pair_recall": round(pair_r, 4),
        "pair_f": round(f_score(pair_p, pair_r), 4),
        "pairs": len(wanted),
    }


def f_score(precision: float, recall: float) -> float:
    """The harmonic mean of precision and recall; 0 where both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
