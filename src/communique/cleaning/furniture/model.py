"""The trained weights and how they judge a page's lines: two passes of a small network, then the best path."""

from __future__ import annotations

import functools
import io
from collections.abc import Sequence
from importlib import resources

import numpy as np
import numpy.typing as npt

from communique.cleaning.furniture import features
from communique.cleaning.furniture.lines import Line

# Rows multiplied at a time.
_ROWS = 64

Vector = npt.NDArray[np.float32]


@functools.cache
def _weights() -> dict[str, npt.NDArray[np.float32]]:
    data = resources.files("communique.cleaning").joinpath("model/furniture.npz").read_bytes()
    with np.load(io.BytesIO(data), allow_pickle=False) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}


def layers(weights: dict[str, npt.NDArray[np.float32]], part: str, matrix: features.Matrix) -> Vector:
    """The probability that each row is body: the mean odds of the networks of the pass named `part`."""
    inputs = (matrix - weights[f"{part}_mean"]) / weights[f"{part}_scale"]
    np.clip(inputs, -6, 6, out=inputs)
    first, second = weights[f"{part}_w0"], weights[f"{part}_w1"]
    # All networks side by side are one multiplication; in slices of rows, since BLAS would start threads for a page as
    # a whole and then wait for processors that other workers use.
    wide = first.transpose(1, 0, 2).reshape(first.shape[1], -1)
    slices = [inputs[at : at + _ROWS] @ wide for at in range(0, len(inputs), _ROWS)]
    hidden = np.concatenate(slices) + weights[f"{part}_b0"].reshape(-1)
    odds = (np.maximum(hidden, 0) @ second.reshape(-1) + weights[f"{part}_b1"].sum()) / len(second)
    chances: Vector = (1 / (1 + np.exp(-np.clip(odds, -15, 15)))).astype(np.float32)
    return chances


def probabilities(
    lines: Sequence[Line], base: features.Matrix, topics: Sequence[features.Topic], title: str = ""
) -> Vector:
    """How likely each line is part of the article, from its features."""
    if not lines:
        return np.zeros(0, dtype=np.float32)
    weights = _weights()
    features.set_title(base, lines, topics, title)
    first = layers(weights, "first", base)
    return layers(weights, "second", features.second_look(first, base, topics))


def body(chances: Vector, votes: Sequence[float] | None = None) -> list[bool]:
    """Which lines are body: the likeliest path of in and out, with a price on each change (Viterbi).

    `votes` are log odds that another reader adds to each line's own.
    """
    if not len(chances):
        return []
    odds = np.log((chances + 1e-4) / (1 - chances + 1e-4)).astype(np.float64)
    if votes is not None:
        odds = odds + np.asarray(votes)
    price = float(_weights()["price"])
    path = np.zeros((len(odds), 2), dtype=np.int8)
    out, inside = 0.0, 0.0
    for number, gain in enumerate(odds):
        path[number] = (inside - price > out, out - price > inside)
        out, inside = max(out, inside - price), max(inside, out - price) + float(gain)
    kept = [False] * len(odds)
    state = int(inside > out)
    for number in range(len(odds) - 1, -1, -1):
        kept[number] = bool(state)
        if path[number][state]:
            state = 1 - state
    return kept
