"""The quality gate: every score against its floor in `floors.toml`; exit 1 when one has fallen.

`python -m communique.evaluate.gate DATA` takes a folder of development sets. A figure whose set is not there is passed
over and said to be.
"""

from __future__ import annotations

import importlib
import sys
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any


def floors() -> list[dict[str, Any]]:
    """The floors in order: scorer, paths below the data folder (or `own` for sets that ship), figure, least value."""
    text = resources.files("communique.evaluate").joinpath("floors.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text).get("floor", [])
    return found


def check(data: Path | None) -> int:
    """Print every figure beside its floor; return how many fell under theirs."""
    results: dict[tuple[str, tuple[str, ...]], dict[str, Any]] = {}
    fallen = passed = 0
    for floor in floors():
        paths = tuple(floor.get("paths", ()))
        places = [data / path for path in paths] if data is not None else []
        if paths and (not places or not all(place.exists() for place in places)):
            print(f"passed over  {floor['scorer']} {floor['figure']}: no {' '.join(paths)}")
            continue
        key = (floor["scorer"], paths)
        if key not in results:
            results[key] = importlib.import_module(f"communique.evaluate.{floor['scorer']}").evaluate(places)
        value = _figure(results[key], floor["figure"])
        good = value is not None and (value >= floor["least"] if "least" in floor else value <= floor["most"])
        bound = f"≥ {floor['least']}" if "least" in floor else f"≤ {floor['most']}"
        print(f"{'holds      ' if good else 'FALLEN     '}  {floor['scorer']} {floor['figure']}: {value} ({bound})")
        passed += good
        fallen += not good
    print(f"{passed} passed, {fallen} failed")
    return fallen


def _figure(figures: dict[str, Any], name: str) -> float | None:
    value: Any = figures
    for part in name.split("."):
        if not isinstance(value, dict) or part not in value:
            return None
        value = value[part]
    return float(value) if isinstance(value, int | float) else None


if __name__ == "__main__":
    sys.exit(1 if check(Path(sys.argv[1]) if len(sys.argv) > 1 else None) else 0)
