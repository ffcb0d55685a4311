"""Scores copy detection: labelled pairs of real reports, and a ladder of copies made on purpose, beside two peers."""

from __future__ import annotations

import itertools
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from communique.errors import UsageError
from communique.evaluate.copies_ladder import RUNGS, retold
from communique.evaluate.stories import f_score, read_rows, reports_of
from communique.records import Report
from communique.stories import StoryIndex, compare

__all__ = ["evaluate"]

_CLASSES = ("copy or edited", "partial", "same event", "unrelated")
# A rewrite and a translation are edits, to someone who only tells text that was taken from text that was not.
_CLASS = {
    "copy": "copy or edited", "edited": "copy or edited", "rewritten": "copy or edited",
    "translated": "copy or edited", "same_event": "same event",
}  # fmt: skip
_TAKEN = frozenset({"copy", "edited", "rewritten", "translated"})
# Words that a report needs for its quarter to be more than a stub.
_LADDER_WORDS = 120
_PEER_SHINGLE, _PEER_HASHES = 3, 128


def evaluate(paths: Sequence[Path]) -> dict[str, object]:
    """Scores of JSON-lines files of reports (`id, text, event`) and JSON files of labelled `pairs` among them."""
    rows = [row for path in paths if path.suffix == ".jsonl" for row in read_rows(path)]
    pairs = [pair for path in paths if path.suffix == ".json" for pair in _read_pairs(path)]
    if not rows:
        raise UsageError(
            f"no reports in {', '.join(map(str, paths))}: give a .jsonl file of reports, and a .json of pairs"
        )
    reports = reports_of(rows)
    result: dict[str, object] = {"reports": len(reports)}
    if pairs:
        result["labelled"] = _labelled(pairs, reports)
    result["ladder"] = _ladder(rows, pairs, reports)
    return result


def _read_pairs(path: Path) -> list[dict[str, str]]:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        return [dict(pair) for pair in read["pairs"]]
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path}: no labelled pairs ({error}): give {{'pairs': [{{a, b, label}}]}}") from error


def _found(reports: Mapping[str, Report], prefix: str) -> Report:
    """The report whose ID begins with `prefix`."""
    match = [report for key, report in reports.items() if key.startswith(prefix)]
    if len(match) != 1:
        raise UsageError(f"pair names report {prefix!r}, which {len(match)} reports match: give a longer ID")
    return match[0]


def _labelled(pairs: Sequence[Mapping[str, str]], reports: Mapping[str, Report]) -> dict[str, object]:
    """Macro F over the classes; a second label `alt` counts as right too. Direction where the set tells it."""
    table: Counter[tuple[str, str]] = Counter()
    wrong: list[str] = []
    directions: Counter[str] = Counter()
    for pair in pairs:
        a, b = _found(reports, pair["a"]), _found(reports, pair["b"])
        comparison = compare(a, b)
        ours = _CLASS.get(comparison.kind, comparison.kind)
        labels = [_CLASS.get(label, label) for label in (pair["label"], pair.get("alt")) if label]
        gold = ours if ours in labels else labels[0]
        table[gold, ours] += 1
        if gold != ours:
            wrong.append(f"{pair['a']} {pair['b']}: {gold}, we say {ours} ({comparison.containment:.2f} contained)")
        first = _earlier(pair)
        if first and comparison.earlier:
            right = comparison.earlier == (a if first == pair["a"] else b).report_id
            directions["right" if right else "wrong"] += 1
            if not right:
                wrong.append(f"{pair['a']} {pair['b']}: {first} is the earlier, we say the other: {comparison.reasons}")
        elif first and labels[0] in {"copy or edited", "partial"}:
            directions["undecided"] += 1
    by_class = {name: _class_scores(table, name) for name in _CLASSES}
    return {
        "pairs": len(pairs),
        "macro_f": round(sum(float(str(by_class[name]["f"])) for name in _CLASSES) / len(_CLASSES), 4),
        "classes": by_class,
        "unrelated_called_copy_or_edited": table["unrelated", "copy or edited"],
        "direction": dict(directions),
        "wrong": sorted(wrong),
    }


def _class_scores(table: Counter[tuple[str, str]], name: str) -> dict[str, float]:
    hit = table[name, name]
    said = sum(count for (_, ours), count in table.items() if ours == name)
    true = sum(count for (gold, _), count in table.items() if gold == name)
    f = f_score(hit / max(1, said), hit / max(1, true))
    return {"hit": hit, "said": said, "true": true, "f": round(f, 4)}


def _earlier(pair: Mapping[str, str]) -> str | None:
    """Which of a pair came first: `earlier`, or the one of the two whose ID's first four digits `origin` names."""
    if pair.get("earlier"):
        return pair["earlier"]
    for named in re.findall(r"\b[0-9a-f]{4}\b", pair.get("origin", "")):
        for side in ("a", "b"):
            if pair[side].startswith(named):
                return pair[side]
    return None


def _ladder(
    rows: Sequence[Mapping[str, object]], pairs: Sequence[Mapping[str, str]], reports: Mapping[str, Report]
) -> dict[str, object]:
    """Recall on each rung, and precision against pairs of reports of one event that no one took from the other."""
    bases = [row for row in rows if len(str(row["text"]).split()) >= _LADDER_WORDS]
    own = retold()
    index = StoryIndex()
    by_hand = reports_of([{"id": row["id"], "text": row["text"]} for row in own])
    for report in (*reports.values(), *by_hand.values()):
        index.add(report)
    negatives = [*_same_event(rows, pairs, reports), *_same_event(own, [], by_hand)]
    false = sum(compare(a, b).kind in _TAKEN for a, b in negatives)
    made = {name: _made(name, change, bases) for name, change in RUNGS.items()}
    made["rewritten by hand"] = [(str(row["id"]), str(row["retold"])) for row in own]
    originals = {**reports, **by_hand}
    rungs: dict[str, object] = {}
    for name, copies in made.items():
        hits = _hits(copies, originals, index)
        rungs[name] = {
            "copies": len(copies),
            "recall": round(hits / max(1, len(copies)), 4),
            "precision": round(hits / max(1, hits + false), 4),
        }
    return {
        "negatives": len(negatives),
        "false": false,
        "rungs": rungs,
        "peers": _peers(made, {**{str(row["id"]): str(row["text"]) for row in (*rows, *own)}}, negatives),
    }


def _same_event(
    rows: Sequence[Mapping[str, object]], pairs: Sequence[Mapping[str, str]], reports: Mapping[str, Report]
) -> list[tuple[Report, Report]]:
    """Pairs of one event that are not labelled as sharing text."""
    shared = {(pair["a"], pair["b"]) for pair in pairs if pair["label"] in {"copy", "edited", "partial"}}
    kept = []
    for one, other in itertools.combinations(sorted(rows, key=lambda row: str(row["id"])), 2):
        a, b = str(one["id"]), str(other["id"])
        labelled = any(
            (a.startswith(x) and b.startswith(y)) or (a.startswith(y) and b.startswith(x)) for x, y in shared
        )
        if one.get("event") is not None and one.get("event") == other.get("event") and not labelled:
            kept.append((reports[a], reports[b]))
    return kept


def _made(name: str, change: Any, bases: Sequence[Mapping[str, object]]) -> list[tuple[str, str]]:
    return [(str(row["id"]), change(str(row["text"]), random.Random(f"{name} {row['id']}"))) for row in bases]


def _hits(copies: Iterable[tuple[str, str]], originals: Mapping[str, Report], index: StoryIndex) -> int:
    """How many copies the index leads to their original and the label calls a copy, edited or rewritten."""
    cleaned = reports_of([{"id": f"{at} of {key}", "text": text} for at, (key, text) in enumerate(copies)])
    hits = 0
    for name, report in cleaned.items():
        original = originals[name.split(" of ", 1)[1]]
        near = report.report_id == original.report_id or original.report_id in index.candidates(report)
        hits += near and compare(original, report).kind in _TAKEN
    return hits


def _peers(
    made: Mapping[str, Sequence[tuple[str, str]]], texts: Mapping[str, str], negatives: Sequence[tuple[Report, Report]]
) -> dict[str, object]:
    """Estimated Jaccard of word trigrams by datasketch and rensa, at .8 and at the threshold that serves each best."""
    import datasketch
    import rensa

    def of_datasketch(tokens: list[str]) -> Any:
        sketch = datasketch.MinHash(num_perm=_PEER_HASHES, seed=1)
        sketch.update_batch([token.encode() for token in tokens])
        return sketch

    def of_rensa(tokens: list[str]) -> Any:
        sketch = rensa.RMinHash(_PEER_HASHES, 1)
        sketch.update(tokens)
        return sketch

    result: dict[str, object] = {}
    for name, sketch_of in (("datasketch", of_datasketch), ("rensa", of_rensa)):
        sketches = {key: sketch_of(_shingles(text)) for key, text in texts.items()}
        against = [sketch_of(_shingles(a.text)).jaccard(sketch_of(_shingles(b.text))) for a, b in negatives]
        rungs = {
            rung: [sketches[key].jaccard(sketch_of(_shingles(text))) for key, text in copies]
            for rung, copies in made.items()
        }
        every = [score for scores in rungs.values() for score in scores]
        best = max(sorted({round(score, 2) for score in every}), key=lambda t: _f_at(t, every, against))
        result[name] = {
            f"at {threshold:.2f}": {
                "false": sum(score >= threshold for score in against),
                **{rung: round(float(np.mean([s >= threshold for s in scores])), 4) for rung, scores in rungs.items()},
            }
            for threshold in (0.8, best)
        }
    return result


def _f_at(threshold: float, copies: Sequence[float], against: Sequence[float]) -> float:
    hits = sum(score >= threshold for score in copies)
    false = sum(score >= threshold for score in against)
    return f_score(hits / max(1, hits + false), hits / len(copies))


def _shingles(text: str) -> list[str]:
    words = re.findall(r"\w+", text.lower())
    return [" ".join(words[at : at + _PEER_SHINGLE]) for at in range(max(1, len(words) - _PEER_SHINGLE + 1))]
