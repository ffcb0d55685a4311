"""Work for workers to do in tests: lines of text that say what becomes of the process that reads them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from communique.errors import UsageError
from communique.run import Task

# Seconds: a lost worker must be noticed well before its time is over, on a busy machine too.
PATIENCE, HASTE = 120.0, 2.0


def ready() -> None:
    """Nothing to load."""


steps: list[str] = []


def warm() -> Iterator[None]:
    for step in ("first", "second"):
        steps.append(step)
        yield
    raise ValueError("a load that fails")


def failed(item: str, reason: str) -> str:
    return f"{item}: {reason}"


def work(shared: str, items: list[str]) -> Iterator[str]:
    for item in items:
        yield _one(shared, item)


def _one(shared: str, item: str) -> str:
    kind, _, argument = item.partition(" ")
    if kind == "die":
        os._exit(9)
    if kind == "die-once" and not Path(argument).exists():
        Path(argument).touch()
        os._exit(9)
    if kind == "hang":
        while True:
            pass
    if kind == "eat":
        return str(len(bytearray(int(argument) << 20)))
    if kind == "raise":
        raise ValueError(argument)
    if kind == "misused":
        raise UsageError("this is no text: say what it is")
    if kind == "steps":
        return " ".join(steps)
    if kind == "who":
        return str(os.getpid())
    return f"{shared}{item}"


WORK = Task(function=work, failed=failed, seconds=lambda item: HASTE if item == "hang" else PATIENCE, load=ready)
