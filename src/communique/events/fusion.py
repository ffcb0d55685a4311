"""Joins the two halves of the trained coder and says how good its probabilities are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["Figures", "calibrate", "figures", "fuse", "joined", "softmax"]

Floats = npt.NDArray[np.float64]
_LEAST = 1e-6
_BINS = 10
# The pooled state has four parts of the encoder's width; each is brought to this length beside the features' one.
_PARTS, _PART_LENGTH = 4, 1.0


@dataclass(frozen=True, slots=True)
class Figures:
    """Scores of probabilities against labels: F1 by type and their mean, accuracy, expected calibration error."""

    macro: float
    accuracy: float
    calibration: float
    by_type: dict[str, float]


def fuse(encoder: Floats, linear: Floats, weights: dict[str, float]) -> Floats:
    """One distribution from two: a weighted product, so that each may veto."""
    logits = weights["encoder"] * np.log(encoder + _LEAST) + weights["linear"] * np.log(linear + _LEAST)
    raised = np.exp(logits - logits.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True), dtype=np.float64)


def joined(named: Sequence[list[str]], index: dict[str, int], pooled: Floats) -> Floats:
    """What the linear half reads: named features, each row of unit length, then the pooled state, each part scaled."""
    rows = np.zeros((len(named), len(index) + pooled.shape[1]), dtype=np.float32)
    for number, names in enumerate(named):
        known = [index[name] for name in names if name in index]
        rows[number, known] = 1.0 / max(1, len(known)) ** 0.5
    parts = pooled.reshape(len(named), _PARTS, -1)
    lengths = np.linalg.norm(parts, axis=2, keepdims=True)
    rows[:, len(index) :] = (parts / np.maximum(lengths, _LEAST) * _PART_LENGTH).reshape(len(named), -1)
    return rows


def softmax(logits: npt.NDArray[Any]) -> Floats:
    """Probabilities of each row."""
    raised = np.exp(logits - logits.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True), dtype=np.float64)


def calibrate(encoder: Floats, linear: Floats, labels: npt.NDArray[np.int64]) -> dict[str, float]:
    """The weights that make held-out labels likeliest; they set both the mix and the temperature."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    def loss(pair: Floats) -> float:
        fused = fuse(encoder, linear, {"encoder": float(pair[0]), "linear": float(pair[1])})
        return float(-np.log(fused[np.arange(len(labels)), labels] + _LEAST).mean())

    found = minimize(loss, np.array([0.6, 0.6]), method="Nelder-Mead")
    return {"encoder": round(float(found.x[0]), 4), "linear": round(float(found.x[1]), 4)}


def figures(probabilities: Floats, labels: npt.NDArray[np.int64], names: list[str]) -> Figures:
    """Scores of a matrix rows × types."""
    guessed = probabilities.argmax(1)
    by_type: dict[str, float] = {}
    for number, name in enumerate(names):
        both = int(((guessed == number) & (labels == number)).sum())
        total = int((guessed == number).sum() + (labels == number).sum())
        by_type[name] = round(2 * both / total, 4) if total else 0.0
    sure = probabilities.max(1)
    bins = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    error = sum(
        float((bins == b).mean()) * abs(float((guessed == labels)[bins == b].mean()) - float(sure[bins == b].mean()))
        for b in range(_BINS)
        if (bins == b).any()
    )
    return Figures(
        macro=round(float(np.mean(list(by_type.values()))), 4),
        accuracy=round(float((guessed == labels).mean()), 4),
        calibration=round(error, 4),
        by_type=by_type,
    )
