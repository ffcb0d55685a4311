"""The type of marked sentences: what `communique classify` prints, one line a row."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from communique.codebook import load
from communique.errors import UsageError
from communique.events.coder import LexiconCoder
from communique.events.features import features, votes
from communique.events.instances import Instance, of_marked
from communique.events.model import Model, Prediction, load_model, shipped

__all__ = ["classify", "classify_texts", "marked_rows"]

_COLUMN = "marked_sentence"
_BATCH = 256


def classify(path: Path, *, model: Path | None = None) -> Iterator[dict[str, object]]:
    """One line for each row of a TSV file with the column `marked_sentence`.

    Its fields are `row, type, mode, probability, probabilities`; `type` may be `none`. `model` is a folder that
    `communique train` wrote; without it, the package's own.
    """
    rows = [row[_COLUMN] for row in marked_rows(path)]
    for number, prediction in enumerate(classify_texts(rows, model=model), 1):
        best = prediction.best
        yield {
            "row": number,
            "type": best,
            "mode": prediction.modes.get(best, ("", 0.0))[0],
            "probability": round(prediction.types[best], 4),
            "probabilities": {name: round(value, 4) for name, value in prediction.types.items()},
        }


def classify_texts(texts: Sequence[str], *, model: Path | None = None) -> Iterator[Prediction]:
    """A prediction for each marked sentence, in order."""
    coder = load_model(model) if model is not None else shipped()
    lexicon = LexiconCoder(load())
    for start in range(0, len(texts), _BATCH):
        instances = of_marked(texts[start : start + _BATCH])
        yield from coder.predict(instances) if isinstance(coder, Model) else (_by_words(i, lexicon) for i in instances)


def marked_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a TSV file with marked sentences. Raises `UsageError` where the column is not there."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_MINIMAL)
        if _COLUMN not in (reader.fieldnames or ()):
            raise UsageError(f"{path}: has no column {_COLUMN!r}; give a TSV file with a header that names it")
        return list(reader)


def _by_words(instance: Instance, lexicon: LexiconCoder) -> Prediction:
    """Without a trained model: the share of the lexicon's readings, those that give the parties their roles first."""
    names = features(instance, lexicon)
    weights = votes(names)
    modes: dict[str, tuple[str, float]] = {}
    for name in names:
        kind, _, value = name.partition("=")
        if kind == "lex.mode":
            type_, _, mode = value.partition(".")
            modes[type_] = (mode, 0.5)
    total = sum(weights.values())
    return Prediction({name: weight / total for name, weight in weights.items()}, modes)
