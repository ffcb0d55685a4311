"""Repair of look-alike letters beside a plain translation table and the libraries for it, in megabytes a second.

Run: python benchmarks/cleaning_lookalikes.py [FILE …]; without files, on the clean texts that ship with the scorers.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from communique.cleaning.decode import decode
from communique.cleaning.lookalikes import repair
from communique.evaluate import lookalikes
from communique.evaluate.disguise import alphabet, disguise
from communique.sources import documents

ROUNDS = 3
SIZE = 10_000_000


def texts(paths: Sequence[Path]) -> list[str]:
    if paths:
        return [decode(document.data).text for document in documents(paths) if document.refused is None]
    return [row["text"] * 8 for row in lookalikes.own_set() if row["id"].startswith("en")]


def speed(restore: Callable[[str], str], sample: Sequence[str]) -> float:
    """Megabytes a second, the best of three rounds over ten megabytes (or one round, where that takes long)."""
    size = sum(len(text.encode()) for text in sample)
    best = 0.0
    for _ in range(ROUNDS):
        start, done = time.perf_counter(), 0
        while done < SIZE and time.perf_counter() - start < 2:
            for text in sample:
                restore(text)
            done += size
        best = max(best, done / 1e6 / (time.perf_counter() - start))
    return best


def main() -> None:
    clean = texts([Path(name) for name in sys.argv[1:]])
    shapes = alphabet("Cyrillic")
    attacked = [disguise(text, shapes, 0.2, seed).text for seed, text in enumerate(clean)]
    rows = [("communique", lambda text: repair(text).text), *lookalikes.peers()]
    ours: dict[str, float] = {}
    for name, restore in rows:
        figures = {"clean": speed(restore, clean), "attacked": speed(restore, attacked)}
        ours = ours or figures
        said = ", ".join(
            f"{kind} {value:8.2f} MB/s (ratio {ours[kind] / value:6.2f})" for kind, value in figures.items()
        )
        print(f"{name:24} {said}")


if __name__ == "__main__":
    main()
