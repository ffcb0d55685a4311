"""From a codebook to a coder's folder: cross-validation, the fusion's weights, the fit on everything, the export.

1. every worked example becomes a row; 2. models that did not see a row's group read it; 3. the fusion's weights make
those held-out labels likeliest; 4. both halves are fitted on all rows; 5. the folder is written.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer

from communique.codebook import NONE, load
from communique.events.coder import LexiconCoder
from communique.events.features import features
from communique.events.fusion import Figures, Halves, calibrate, figures, fuse, rows_of, said, softmax
from communique.events.instances import labelled
from communique.events.training.data import Options, TrainingSet, folds_of, training_set
from communique.events.training.encoder import base_folder
from communique.events.training.fitting import Say, export, fit_encoder, predict
from communique.events.training.linear import regression
from communique.events.training.negatives import bystanders

__all__ = ["Options", "train"]

Floats = npt.NDArray[np.float64]


def train(codebook: Path | None, out: Path, options: Options | None = None, *, say: Say = print) -> dict[str, Any]:
    """Train a coder from a codebook into the folder `out`; returns the cross-validated figures (`figures.json`)."""
    options = options or Options()
    started = time.monotonic()
    torch.set_num_threads(options.threads)
    book = load(codebook, examples=True)
    coder = LexiconCoder(book)
    marked = labelled(book)
    data = training_set([*marked, *bystanders(marked, coder, share=options.bystanders, seed=options.seed)])
    mine = np.arange(len(data.rows)) < len(marked)
    say(
        f"{len(marked)} rows and {len(data.rows) - len(marked)} other verbs of theirs, {len(set(data.groups))} groups, "
        f"{len(data.types)} types, {len(data.modes)} modes"
    )
    named = [features(row.instance, coder) for row in data.rows]
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    held = _cross_validate(data, named, tokenizer, options, say)
    halves = Halves(held.encoder, held.linear, said(named, data.types))
    weights = calibrate(halves, data.type_ids)
    fused = fuse(halves, weights)
    # The figures are those of the codebook's own rows; the other verbs are easy and would flatter them.
    report = _report(fused, held, halves, data, mine)
    say(json.dumps({k: v for k, v in report.items() if k != "types"}, indent=1))
    every = list(range(len(data.rows)))
    encoder = fit_encoder(data, every, tokenizer, options, say)
    vocabulary, linear = _fit_linear(data, named, every, options)
    out.mkdir(parents=True, exist_ok=True)
    export(encoder, out / "encoder.onnx")
    tokenizer.save(str(out / "tokenizer.json"))
    _keep_codebook(codebook, out / "codebook")
    # Two decimals: a third of the size, and no prediction of the codebook's rows moved.
    np.savez_compressed(
        out / "linear.npz",
        types=linear.types.round(2).astype(np.float16),
        modes=linear.modes.round(2).astype(np.float16),
    )
    described = {
        "types": data.types, "modes": data.modes, "features": vocabulary, "fusion": weights,
        "tuned": options.epochs > 0, "options": asdict(options),
    }  # fmt: skip
    (out / "coder.json").write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
    report["minutes"] = round((time.monotonic() - started) / 60, 1)
    (out / "figures.json").write_text(json.dumps(report, indent=1), encoding="utf-8")
    return report


def _keep_codebook(codebook: Path | None, out: Path) -> None:
    """Lay the types' files beside the weights: a coder of another codebook needs its words, modes and scores."""
    if codebook is not None:
        out.mkdir(exist_ok=True)
        for path in sorted(codebook.glob("*.yaml")):
            (out / path.name).write_bytes(path.read_bytes())


@dataclass(frozen=True, slots=True)
class _Held:
    """Probabilities of every row by models that did not see its group."""

    encoder: Floats
    linear: Floats
    modes: Floats


def _cross_validate(
    data: TrainingSet, named: Sequence[list[str]], tokenizer: Tokenizer, options: Options, say: Say
) -> _Held:
    folds = folds_of(data, options)
    size = len(data.rows), len(data.types)
    held = _Held(np.zeros(size), np.zeros(size), np.zeros((len(data.rows), len(data.modes))))
    for number in range(options.folds):
        inside = [i for i in range(len(data.rows)) if folds[i] != number]
        outside = [i for i in range(len(data.rows)) if folds[i] == number]
        encoder = fit_encoder(data, inside, tokenizer, options, say)
        vocabulary, linear = _fit_linear(data, named, inside, options)
        types, modes = predict(encoder, [data.rows[i].instance for i in outside], tokenizer)
        matrix = rows_of([named[i] for i in outside], {name: n for n, name in enumerate(vocabulary)})
        held.linear[outside] = softmax(matrix @ linear.types[:-1] + linear.types[-1])
        held.modes[outside] = softmax(matrix @ linear.modes[:-1] + linear.modes[-1])
        if options.epochs:
            held.encoder[outside] = types
            held.modes[outside] = (held.modes[outside] + modes) / 2
        else:
            held.encoder[outside] = held.linear[outside]
        right = (held.encoder[outside].argmax(1) == data.type_ids[outside]).mean()
        plain = (held.linear[outside].argmax(1) == data.type_ids[outside]).mean()
        say(f"fold {number + 1} of {options.folds}: encoder {right:.3f}, linear {plain:.3f}")
    return held


@dataclass(frozen=True, slots=True)
class _Linear:
    """Weights of the linear half, a row a feature and the intercept last, for types and for modes."""

    types: Floats
    modes: Floats


def _fit_linear(
    data: TrainingSet, named: Sequence[list[str]], chosen: Sequence[int], options: Options
) -> tuple[list[str], _Linear]:
    """Multinomial logistic regression over the features that hold twice or more.

    It reads nothing of the encoder: fitted on the states of an encoder that has seen the same rows it only repeats it,
    and the two together were a point worse.
    """
    counts = Counter(name for i in chosen for name in named[i])
    vocabulary = sorted(name for name, count in counts.items() if count > 1)
    matrix = rows_of([named[i] for i in chosen], {name: n for n, name in enumerate(vocabulary)})
    rows = list(chosen)
    types, modes = regression(
        matrix,
        [(data.type_ids[rows], len(data.types)), (data.mode_ids[rows], len(data.modes))],
        options.regularity,
    )
    return vocabulary, _Linear(types, modes)


def _report(
    fused: Floats, held: _Held, halves: Halves, data: TrainingSet, mine: npt.NDArray[np.bool_]
) -> dict[str, Any]:
    labels = data.type_ids[mine]
    scores: Figures = figures(fused[mine], labels, data.types)
    moded = [i for i, row in enumerate(data.rows) if row.mode]
    right = total = 0
    by_mode: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    guessed: Counter[str] = Counter()
    for i in moded:
        of_type = [n for n, name in enumerate(data.modes) if name.startswith(f"{data.rows[i].type}.")]
        best = data.modes[max(of_type, key=lambda n: held.modes[i, n])]
        gold = f"{data.rows[i].type}.{data.rows[i].mode}"
        seen[gold] += 1
        guessed[best] += 1
        by_mode[gold] += best == gold
        right, total = right + (best == gold), total + 1
    f1 = [2 * by_mode[m] / (seen[m] + guessed[m]) for m in seen]
    return {
        "rows": int(mine.sum()), "type_macro_f1": scores.macro, "none_f1": scores.by_type.get(NONE, 0.0),
        "accuracy": scores.accuracy, "calibration_error": scores.calibration,
        "encoder_accuracy": float((held.encoder[mine].argmax(1) == labels).mean()),
        "words_accuracy": float((halves.words[mine].argmax(1) == labels).mean()),
        "linear_accuracy": float((held.linear[mine].argmax(1) == labels).mean()),
        "mode_accuracy_given_type": right / max(1, total),
        "mode_macro_f1_given_type": float(np.mean(f1)) if f1 else 0.0,
        "types": scores.by_type,
    }  # fmt: skip
