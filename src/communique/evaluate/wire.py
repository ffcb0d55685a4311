"""Scores coded events against short reports in the plain manner of wire agencies and state media (`sets/wire.md`)."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from communique.evaluate import events

__all__ = ["evaluate"]

_SHIPPED = Path(str(resources.files("communique.evaluate"))) / "sets" / "wire.jsonl"


def evaluate(paths: Sequence[Path]) -> dict[str, object]:
    """The figures of `evaluate events` on the set that ships, or on `paths`."""
    return events.evaluate(paths or [_SHIPPED])
