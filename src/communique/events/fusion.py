"""Joins the parts of the trained coder and says how good its probabilities are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from communique.events.features import votes

__all__ = ["Figures", "Halves", "calibrate", "figures", "fuse", "rows_of", "said", "softmax"]

Floats = npt.NDArray[np.float64]
_LEAST = 1e-6
_BINS = 10
_SPREAD = 0.2


class Halves(NamedTuple):
    """Three distributions over the types, rows × types: the encoder's heads, the linear half, the lexicon's votes."""

    encoder: Floats
    linear: Floats
    words: Floats


@dataclass(frozen=True, slots=True)
class Figures:
    """Scores of probabilities against labels: F1 by type and their mean, accuracy, expected calibration error."""

    macro: float
    accuracy: float
    calibration: float
    by_type: dict[str, float]


def fuse(halves: Halves, weights: dict[str, float]) -> Floats:
    """One distribution from three: a weighted product, so that each may veto."""
    logits = sum(weights[name] * np.log(part + _LEAST) for name, part in halves._asdict().items())
    return softmax(np.asarray(logits))


def said(named: Sequence[list[str]], types: Sequence[str]) -> Floats:
    """The lexicon's votes as a distribution over the types, a little of it spread over all."""
    rows = np.full((len(named), len(types)), _SPREAD / len(types))
    index = {name: number for number, name in enumerate(types)}
    for number, names in enumerate(named):
        cast = {index[name]: weight for name, weight in votes(names).items() if name in index}
        for column, weight in cast.items():
            rows[number, column] += (1.0 - _SPREAD) * weight / sum(cast.values())
    return np.asarray(rows / rows.sum(1, keepdims=True), dtype=np.float64)


def rows_of(named: Sequence[list[str]], index: dict[str, int]) -> npt.NDArray[np.float32]:
    """What the linear half reads: named features as columns, each row of unit length."""
    rows = np.zeros((len(named), len(index)), dtype=np.float32)
    for number, names in enumerate(named):
        known = [index[name] for name in names if name in index]
        rows[number, known] = 1.0 / max(1, len(known)) ** 0.5
    return rows


def softmax(logits: npt.NDArray[Any]) -> Floats:
    """Probabilities of each row."""
    raised = np.exp(logits - logits.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True), dtype=np.float64)


def calibrate(halves: Halves, labels: npt.NDArray[np.int64]) -> dict[str, float]:
    """The weights that make held-out labels likeliest; they set both the mix and the temperature."""
    from scipy.optimize import minimize

    names = list(halves._fields)

    def loss(given: Floats) -> float:
        fused = fuse(halves, {name: abs(float(weight)) for name, weight in zip(names, given, strict=True)})
        return float(-np.log(fused[np.arange(len(labels)), labels] + _LEAST).mean())

    found = minimize(loss, np.array([0.4, 0.6, 0.4]), method="Nelder-Mead")
    return {name: round(abs(float(weight)), 4) for name, weight in zip(names, found.x, strict=True)}


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
