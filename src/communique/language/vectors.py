"""Token vectors of a spaCy model, computed twice as fast as by spaCy: the same weights, the same sums, other kernels.

A vector is made in two steps. The first sees a token alone (its norm, prefix, suffix, shape), so it is made once for
each different token. The second looks at the neighbours in four rounds; its weights are laid out so that the best of
three is found in three sweeps, and numpy multiplies faster than thinc does. Figures differ in the seventh digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Floats", "Vectors", "multiplied_by_numpy"]

Floats = npt.NDArray[np.float32]
Keys = npt.NDArray[np.uint64]

# Different tokens remembered, about 1 kB each for both models of the pipeline.
_MOST = 50_000
# Tokens that are computed at once: what stays in a processor's cache.
_BLOCK = 1_500
# The layers of a round.
_LAYERS = ["expand_window", "maxout", "layernorm", "dropout"]
# What spaCy adds to a variance.
_EPSILON = np.float32(1e-8)
# Odd numbers that mix a token's attributes into one key.
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)


class _Round(NamedTuple):
    """One round over the neighbours: weights (inputs, pieces x width), bias, and the scale and shift of the norm."""

    weights: Floats
    bias: Floats
    scale: Floats
    shift: Floats


class Vectors:
    """The vectors of one `Tok2Vec` model, whose layers have to be those of spaCy's small models."""

    def __init__(self, model: Any) -> None:
        embed, encode = model.layers
        extract, _, self._hashed, mixed, _ = embed.layers
        self._mixed = multiplied_by_numpy(mixed)
        self._columns: list[Any] = extract.attrs["columns"]
        self._pad: int = encode.attrs["pad"]
        self._rounds = [_round(residual) for residual in encode.layers[0].layers]
        self.width: int = model.get_dim("nO")
        self._rows: dict[int, int] = {}
        self._table = np.zeros((_MOST, self.width), dtype=np.float32)

    def __call__(self, docs: Sequence[Doc]) -> list[Floats]:
        """For each document its tokens' vectors, one a row."""
        return [rows for block in _blocks(docs) for rows in self._encode(block, self._alone(block))]

    def _alone(self, docs: Sequence[Doc]) -> Floats:
        """The tokens' vectors as they are without neighbours."""
        keys = np.concatenate([doc.to_array(["ORTH", "NORM", "SPACY"]) for doc in docs]) @ _MIX
        found = list(map(self._rows.get, keys.tolist()))
        if None in found:
            self._learn(docs, keys)
            found = list(map(self._rows.get, keys.tolist()))
        return self._table[np.array(found, dtype=np.intp)]

    def _learn(self, docs: Sequence[Doc], keys: Keys) -> None:
        if len(self._rows) + len(keys) > _MOST:
            self._rows.clear()
        unknown, first = np.unique(keys, return_index=True)
        places = [at for key, at in zip(unknown.tolist(), first.tolist(), strict=True) if key not in self._rows]
        features = np.concatenate([doc.to_array(self._columns) for doc in docs])[places]
        start, end = len(self._rows), len(self._rows) + len(places)
        if end > len(self._table):
            # A text with more different tokens than are remembered.
            self._table = np.zeros((end, self.width), dtype=np.float32)
        self._table[start:end] = self._mixed.predict(self._hashed.predict(features))
        self._rows |= zip(keys[places].tolist(), range(start, end), strict=True)

    def _encode(self, docs: Sequence[Doc], alone: Floats) -> Iterable[Floats]:
        """The vectors that see their neighbours, four to each side; between texts stand rows of nothing."""
        starts, at = [], self._pad
        for doc in docs:
            starts.append(at)
            at += len(doc) + self._pad
        here = np.concatenate([np.arange(start, start + len(doc)) for start, doc in zip(starts, docs, strict=True)])
        rows = np.zeros((at, self.width), dtype=np.float32)
        rows[here] = alone
        window = np.zeros((at, 3 * self.width), dtype=np.float32)
        pieces = np.empty((at, len(self._rounds[0].bias)), dtype=np.float32)
        for one in self._rounds:
            window[1:, : self.width] = rows[:-1]
            window[:, self.width : -self.width] = rows
            window[:-1, -self.width :] = rows[1:]
            np.matmul(window, one.weights, out=pieces)
            pieces += one.bias
            rows += _normal(_best(pieces, self.width), one)
        return [rows[start : start + len(doc)].copy() for start, doc in zip(starts, docs, strict=True)]


def multiplied_by_numpy(model: Any) -> Any:
    """A copy of a model whose layers multiply matrices with numpy; the model itself stays as it is."""
    from thinc.api import NumpyOps

    class Ops(NumpyOps):  # type: ignore[misc, unused-ignore]
        """thinc's operations on numpy arrays but for one."""

        def gemm(self, x: Floats, y: Floats, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            """The product of two matrices, each transposed or not."""
            return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)

    copy = model.copy()
    for layer in copy.walk():
        layer.ops = Ops()
    return copy


def _best(pieces: Floats, width: int) -> Floats:
    """The largest of the pieces, which stand side by side, each `width` columns."""
    best = np.maximum(pieces[:, :width], pieces[:, width : 2 * width])
    for start in range(2 * width, pieces.shape[1], width):
        np.maximum(best, pieces[:, start : start + width], out=best)
    return best


def _normal(rows: Floats, one: _Round) -> Floats:
    """Rows with mean 0 and variance 1, scaled and shifted; in place."""
    rows -= rows.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows) / np.float32(rows.shape[1]) + _EPSILON
    rows *= (1 / np.sqrt(variance))[:, None]
    rows *= one.scale
    rows += one.shift
    return rows


def _round(residual: Any) -> _Round:
    """The weights of one round, its pieces laid side by side."""
    leaves = [layer for layer in residual.walk(order="dfs_pre") if not layer.layers]
    if [leaf.name for leaf in leaves] != _LAYERS or leaves[0].attrs["window_size"] != 1:
        raise ValueError(f"a layer that is not known: {residual.name}")
    _, maxout, norm, _ = leaves
    weights, bias = maxout.get_param("W"), maxout.get_param("b")
    width, pieces, inputs = weights.shape
    return _Round(
        np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(inputs, pieces * width), dtype=np.float32),
        np.ascontiguousarray(bias.T.reshape(pieces * width), dtype=np.float32),
        norm.get_param("G"),
        norm.get_param("b"),
    )


def _blocks(docs: Sequence[Doc]) -> Iterable[list[Doc]]:
    block: list[Doc] = []
    size = 0
    for doc in docs:
        block.append(doc)
        size += len(doc)
        if size >= _BLOCK:
            yield block
            block, size = [], 0
    if block:
        yield block
