"""Where the time goes: seconds by stage, in this process and in the workers that report to it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import ParamSpec, TypeVar

__all__ = ["Spent", "add", "take", "timed"]

P = ParamSpec("P")
R = TypeVar("R")

# By stage: calls, seconds by the clock, seconds of processor time.
Spent = dict[str, tuple[int, float, float]]

_spent: Spent = {}


def timed(stage: str, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """`function` of the arguments, its time put down to `stage`."""
    clock, processor = time.perf_counter(), time.process_time()
    try:
        return function(*args, **kwargs)
    finally:
        add({stage: (1, time.perf_counter() - clock, time.process_time() - processor)})


def add(spent: Mapping[str, tuple[int, float, float]]) -> None:
    """Put down what another process spent."""
    for stage, (calls, clock, processor) in spent.items():
        known = _spent.get(stage, (0, 0.0, 0.0))
        _spent[stage] = (known[0] + calls, known[1] + clock, known[2] + processor)


def take() -> Spent:
    """What was spent since the last call; the count begins anew."""
    spent = dict(_spent)
    _spent.clear()
    return spent
