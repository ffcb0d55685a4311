"""Scores the repair of look-alike letters: a ladder of attacks on clean texts, clean words harmed, speed, offsets."""

from __future__ import annotations

import functools
import importlib
import json
import time
from collections.abc import Callable, Iterable, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from communique import tables
from communique.cleaning.decode import decode
from communique.cleaning.lookalikes import repair
from communique.evaluate.disguise import ALPHABETS, alphabet, disguise
from communique.sources import documents

__all__ = ["evaluate", "own_set", "peers"]

RUNGS = (0.01, 0.05, 0.10, 0.20, 0.50, 1.00)
_CYRILLIC = {"ru", "uk", "be", "bg", "sr", "mk"}
# A page has a few hundred words; longer ones are cut so that a set of pages is scored in minutes.
_LONGEST = 6_000
Restorer = Callable[[str], str]


def evaluate(paths: Sequence[Path], *, with_peers: bool = True) -> dict[str, object]:
    """Figures of the ladder over the English texts of `paths` (JSON lines or text files), and over our own set.

    `restored` is the share of attacked words that are again exactly what they were.
    """
    english = list(_texts(paths))
    own = own_set()
    if not english:
        english = [row["text"] for row in own if row["language"] == "en" and row["id"].startswith("en")]
    cyrillic = [row["text"] for row in own if row["language"] in _CYRILLIC and row["id"] != "sr-2"]
    greek = [row["text"] for row in own if row["language"] == "el"]
    ours: Restorer = lambda text: repair(text).text  # noqa: E731
    figures: dict[str, object] = {
        "texts": len(english),
        "ladder": _ladder(english, ours),
        "reverse": {"Cyrillic": _reverse(cyrillic, "Cyrillic", ours), "Greek": _reverse(greek, "Greek", ours)},
        "clean": _clean(english, own),
        "offsets": _offsets(english),
        "speed": _speed(english),
    }
    figures |= _summary(figures)
    if with_peers:
        figures["peers"] = {name: _peer(english, own, restorer) for name, restorer in peers()}
    return figures


def _texts(paths: Sequence[Path]) -> Iterable[str]:
    for document in documents(paths) if paths else ():
        if document.refused is None and document.media != "text/html":
            yield decode(document.data).text[:_LONGEST]


def own_set() -> list[dict[str, str]]:
    """The clean texts of many languages and scripts that were written for this scorer."""
    text = resources.files("communique.evaluate").joinpath("sets", "scripts.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _ladder(texts: Sequence[str], restorer: Restorer) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for name in ALPHABETS:
        shapes = alphabet(name)
        for zero_width in (False, True):
            for rung in RUNGS:
                key = f"{name}{' + zero-width' if zero_width else ''}"
                figures.setdefault(key, {})[f"{rung:.0%}"] = _score(
                    texts, shapes, rung, restorer, zero_width=zero_width
                )
    return figures


def _score(
    texts: Sequence[str],
    shapes: Any,
    rung: float,
    restorer: Restorer,
    *,
    zero_width: bool = False,
) -> dict[str, Any]:
    attacked = restored = 0
    for seed, text in enumerate(texts):
        made = disguise(text, shapes, rung, seed, zero_width=zero_width)
        good, now = text.split(), restorer(made.text).split()
        attacked += len(made.attacked)
        if len(good) == len(now):
            restored += sum(good[number] == now[number] for number in made.attacked)
    return {"attacked": attacked, "restored": _share(restored, attacked)}


def _reverse(texts: Sequence[str], script: str, restorer: Restorer) -> dict[str, Any]:
    """Words of another script attacked with Latin letters."""
    shapes: dict[str, tuple[str, ...]] = {}
    for row in tables.load("confusables"):
        if row["script"] == script and row["likeness"] == "same" and row["looks_like"].isascii():
            shapes[row["letter"]] = (row["looks_like"],)
    return {f"{rung:.0%}": _score(texts, shapes, rung, restorer) for rung in RUNGS}


def _clean(english: Sequence[str], own: Sequence[dict[str, str]]) -> dict[str, Any]:
    """Words changed in texts with nothing to repair."""
    figures: dict[str, Any] = {"English pages": _harmed(english, lambda text: repair(text).text)}
    for row in own:
        figures[row["id"]] = _harmed([row["text"]], lambda text: repair(text).text)
    return figures


def _harmed(texts: Sequence[str], restorer: Restorer) -> dict[str, int]:
    words = harmed = 0
    for text in texts:
        before, after = text.split(), restorer(text).split()
        words += len(before)
        same = len(before) == len(after)
        harmed += sum(a != b for a, b in zip(before, after, strict=False)) if same else len(before)
    return {"words": words, "harmed": harmed}


def _offsets(texts: Sequence[str]) -> dict[str, int]:
    """Characters of attacked texts whose offset leads neither to themselves nor to what a repair says stood there."""
    shapes = alphabet("any")
    checked = wrong = 0
    for seed, text in enumerate(texts):
        raw = disguise(text, shapes, 0.2, seed, zero_width=True).text
        done = repair(raw)
        mended = {at for item in done.repairs for at in range(item.start, item.end)}
        for at, char in enumerate(done.text):
            source = done.offsets.raw(at)
            checked += 1
            wrong += raw[source] != char and source not in mended
        wrong += sum(raw[item.start : item.end] != item.was for item in done.repairs)
    return {"characters": checked, "wrong": wrong}


def _speed(texts: Sequence[str]) -> dict[str, float]:
    """Megabytes a second on texts with nothing to repair: as they are, and with typographic marks; one core."""
    figures: dict[str, float] = {}
    for name, sample in (("as they are", texts), ("typographic", [text.replace("'", "’") + " — é" for text in texts])):
        size = sum(len(text.encode()) for text in sample)
        rounds = max(1, 20_000_000 // max(1, size))
        # Of this process: what else the machine does is no part of the figure.
        start = time.process_time()
        for _ in range(rounds):
            for text in sample:
                repair(text)
        figures[name] = round(size * rounds / 1e6 / max(1e-9, time.process_time() - start), 1)
    return figures


def _summary(figures: dict[str, Any]) -> dict[str, object]:
    """The least of the ladder up to 50 % and at 100 %, and all harmed words."""
    rungs = [(rung, item["restored"]) for ladder in figures["ladder"].values() for rung, item in ladder.items()]
    # The rungs of the other scripts have some dozens of words each: taken together they are some hundreds.
    reverse = {
        name: _share(
            sum(round(item["restored"] * item["attacked"]) for item in ladder.values()),
            sum(item["attacked"] for item in ladder.values()),
        )
        for name, ladder in figures["reverse"].items()
    }
    return {
        "restored_up_to_50": min(value for rung, value in rungs if rung != "100%"),
        "restored_at_100": min(value for rung, value in rungs if rung == "100%"),
        "reverse_restored": reverse,
        "harmed": sum(item["harmed"] for item in figures["clean"].values()),
        "offsets_wrong": figures["offsets"]["wrong"],
        "megabytes_a_second": min(figures["speed"].values()),
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 5) if whole else 1.0


def _peer(english: Sequence[str], own: Sequence[dict[str, str]], restorer: Restorer) -> dict[str, Any]:
    """The same ladder for another library, on fewer texts, and the words that it harms."""
    fewer = english[:20]
    ladder = {
        name: {f"{rung:.0%}": _score(fewer, alphabet(name), rung, restorer)["restored"] for rung in (0.05, 0.5, 1.0)}
        for name in ALPHABETS
    }
    return {
        "ladder": ladder,
        "harmed in English": _harmed(fewer, restorer),
        "harmed elsewhere": _harmed([row["text"] for row in own], restorer),
    }


def peers() -> list[tuple[str, Restorer]]:
    """A plain table, and the libraries for this that are installed; they are no dependency."""
    found: list[tuple[str, Restorer]] = [("plain table", _plain_table)]
    try:
        confusables: Any = importlib.import_module("confusable_homoglyphs.confusables")
        table = {
            letter: next((item["c"] for item in items if item["c"].isascii()), letter)
            for letter, items in confusables.confusables_data.items()
            if not letter.isascii()
        }
        plain = str.maketrans({letter: now for letter, now in table.items() if len(letter) == 1})
        found.append(("confusable_homoglyphs", lambda text: text.translate(plain)))
    except (ImportError, AttributeError):
        pass
    try:
        disarm: Any = importlib.import_module("disarm")
        found.append(("disarm", disarm.normalize_confusables))
    except (ImportError, AttributeError):
        pass
    return found


@functools.cache
def _translation() -> dict[int, str]:
    rows = [row for row in tables.load("confusables") if row["likeness"] == "same"]
    return str.maketrans({row["letter"]: row["looks_like"] for row in reversed(rows)})


def _plain_table(text: str) -> str:
    return text.translate(_translation())
