"""Multinomial logistic regression for the linear half, all its targets in one pass over the rows."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

__all__ = ["regression"]

Floats = npt.NDArray[np.float64]

# L-BFGS has settled by then: another hundred steps moved no prediction of the codebook's own rows.
_STEPS = 120
# A class that no row has can't win.
_NEVER = -20.0


def regression(
    matrix: npt.NDArray[Any],
    targets: Sequence[tuple[npt.NDArray[np.int64], int]],
    regularity: float,
) -> list[Floats]:
    """Weights for each target, (columns + 1) × classes, the intercept last.

    `matrix` is almost all zero. `regularity` is C: the weight of the rows against the squared length of the weights.
    """
    warnings.filterwarnings("ignore", message="Sparse CSR tensor support is in beta")
    sparse = torch.from_numpy(matrix).to_sparse_csr()
    turned = sparse.to_sparse_coo().t().to_sparse_csr()  # type: ignore[no-untyped-call]
    size = sum(classes for _, classes in targets)
    of_names = torch.zeros(matrix.shape[1], size, requires_grad=True)
    intercepts = torch.zeros(size, requires_grad=True)
    labels = [torch.from_numpy(ids) for ids, _ in targets]
    sizes = [classes for _, classes in targets]
    optimiser = torch.optim.LBFGS(
        [of_names, intercepts], max_iter=_STEPS, history_size=12, line_search_fn="strong_wolfe"
    )

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        logits = _Product.apply(sparse, turned, of_names) + intercepts  # type: ignore[no-untyped-call]
        loss = sum(
            (
                nn.functional.cross_entropy(part, ids, reduction="sum")
                for part, ids in zip(logits.split(sizes, 1), labels, strict=True)
            ),
            torch.zeros(()),
        )
        loss = loss + of_names.square().sum() / (2 * regularity)
        loss = loss / len(matrix)
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    weights = torch.cat([of_names, intercepts[None]]).detach().numpy().astype(np.float64)
    found = []
    for part, (ids, classes) in zip(np.split(weights, np.cumsum(sizes)[:-1], axis=1), targets, strict=True):
        missing = np.setdiff1d(np.arange(classes), ids)
        part[:, missing] = 0.0
        part[-1, missing] = _NEVER
        found.append(part)
    return found


class _Product(torch.autograd.Function):
    """Sparse times dense whose gradient is the turned matrix times the gradient: torch's own makes it dense."""

    @staticmethod
    def forward(context: Any, sparse: torch.Tensor, turned: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
        context.turned = turned
        return sparse @ weights

    @staticmethod
    def backward(context: Any, *gradients: torch.Tensor) -> tuple[None, None, torch.Tensor]:
        return None, None, context.turned @ gradients[0]
