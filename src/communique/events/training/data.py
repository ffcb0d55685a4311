"""What a coder is trained on: the codebook's rows with their types and modes as numbers, whole groups to a fold."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from communique.codebook import NONE
from communique.errors import UsageError
from communique.events.instances import Labelled

__all__ = ["Options", "TrainingSet", "folds_of", "training_set"]


@dataclass(frozen=True, slots=True)
class Options:
    """What a run may vary. The defaults reproduce the shipped weights."""

    epochs: int = 4
    folds: int = 2
    rate: float = 4e-4
    head_rate: float = 2e-3
    batch: int = 16
    smoothing: float = 0.05
    contrast: float = 0.5
    temperature: float = 0.1
    frozen: int = 0
    show_trigger: float = 0.6
    mode_weight: float = 0.5
    regularity: float = 16.0
    bystanders: float = 1.0
    seed: int = 7
    threads: int = 2


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """Rows, the names of types and modes, and for each row its type, its mode and its group."""

    rows: list[Labelled]
    types: list[str]
    modes: list[str]
    type_ids: npt.NDArray[np.int64]
    mode_ids: npt.NDArray[np.int64]
    groups: npt.NDArray[np.int64]


def training_set(rows: list[Labelled]) -> TrainingSet:
    """The rows as numbers. Raises `UsageError` where fewer than two types have examples."""
    if len({row.type for row in rows}) < 2:
        raise UsageError("the codebook has examples of fewer than two types: add examples, see communique.codebook")
    types = [*sorted({row.type for row in rows} - {NONE}), NONE]
    modes = sorted({f"{row.type}.{row.mode}" for row in rows})
    return TrainingSet(
        rows, types, modes,
        np.array([types.index(row.type) for row in rows]),
        np.array([modes.index(f"{row.type}.{row.mode}") for row in rows]),
        np.array([row.group for row in rows]),
    )  # fmt: skip


def folds_of(data: TrainingSet, options: Options) -> list[int]:
    """A fold for every row: whole groups, types spread evenly."""
    chance = random.Random(options.seed)
    first = {int(group): data.rows[i].type for i, group in reversed(list(enumerate(data.groups)))}
    folds: dict[int, int] = {}
    for kind in sorted(set(first.values())):
        groups = sorted(group for group, name in first.items() if name == kind)
        chance.shuffle(groups)
        folds |= {group: number % options.folds for number, group in enumerate(groups)}
    return [folds[int(group)] for group in data.groups]
