"""Scores the coder on marked sentences with gold types: a TSV file with `marked_sentence` and `gold_root`.

The choice is forced among the types that the gold knows; where it merges two (CONCEDE and RETREAT as YIELD) so does the
score. Quads come from the codebook.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from communique.codebook import NONE, load
from communique.errors import UsageError
from communique.events.classify import classify_texts, marked_rows

__all__ = ["evaluate", "macro"]

_MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
# YIELD joins a verbal and a material type; its quad in such sets is the material one.
_YIELD_QUAD = "material-cooperation"


def evaluate(paths: Sequence[Path], *, model: Path | None = None) -> dict[str, object]:
    """Macro-F1 over the types and over the quads, with counts and F1 by type."""
    gold: list[str] = []
    guessed: list[str] = []
    for path in paths:
        rows = marked_rows(path)
        if rows and "gold_root" not in rows[0]:
            raise UsageError(f"{path}: has no column 'gold_root' with the type of each row; add it")
        gold += [row["gold_root"].strip().upper() for row in rows]
        guessed += [
            _forced(prediction.types)
            for prediction in classify_texts([row["marked_sentence"] for row in rows], model=model)
        ]
    types = sorted(set(gold))
    merged = [_MERGED.get(guess, guess) if "YIELD" in types else guess for guess in guessed]
    by_type = {name: _f1(gold, merged, name) for name in types}
    gold_quads, guessed_quads = ([_quad(name) for name in side] for side in (gold, merged))
    by_quad = {name: _f1(gold_quads, guessed_quads, name) for name in sorted(set(gold_quads))}
    return {
        "rows": len(gold),
        "type_macro_f1": macro(by_type),
        "quad_macro_f1": macro(by_quad),
        "accuracy": round(sum(a == b for a, b in zip(gold, merged, strict=True)) / max(1, len(gold)), 4),
        "types": by_type,
        "quads": by_quad,
        "confusions": [[*pair, count] for pair, count in Counter(
            (a, b) for a, b in zip(gold, merged, strict=True) if a != b).most_common(15)],
    }  # fmt: skip


def _forced(types: dict[str, float]) -> str:
    """The likeliest type that is one; none only where nothing else is known."""
    real = {name: value for name, value in types.items() if name != NONE}
    return max(real, key=lambda name: real[name]) if real else NONE


def _quad(name: str) -> str:
    if name == "YIELD":
        return _YIELD_QUAD
    types = load().types
    return types[name].quad if name in types else NONE


def _f1(gold: Sequence[str], guessed: Sequence[str], name: str) -> float:
    both = sum(a == b == name for a, b in zip(gold, guessed, strict=True))
    total = gold.count(name) + guessed.count(name)
    return round(2 * both / total, 4) if total else 0.0


def macro(scores: dict[str, float]) -> float:
    """The mean of the scores, each name counting alike."""
    return round(sum(scores.values()) / max(1, len(scores)), 4)
