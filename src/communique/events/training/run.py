"""The training run: cross-validation, the final fit, the fusion of both halves, and the export to ONNX int8."""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from communique.codebook import NONE, load
from communique.errors import UsageError
from communique.events.coder import LexiconCoder
from communique.events.features import features
from communique.events.fusion import Figures, Halves, calibrate, figures, fuse, joined, said, softmax
from communique.events.instances import Instance, Labelled, labelled
from communique.events.tokens import batch
from communique.events.training.encoder import Encoder, base_folder
from communique.events.training.linear import regression

__all__ = ["Options", "train"]

_AT_ONCE = 64

Floats = npt.NDArray[np.float64]
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What a run may vary. The defaults reproduce the shipped weights."""

    epochs: int = 5
    folds: int = 3
    rate: float = 4e-4
    head_rate: float = 2e-3
    batch: int = 16
    smoothing: float = 0.05
    contrast: float = 0.5
    temperature: float = 0.1
    frozen: int = 0
    show_trigger: float = 0.6
    mode_weight: float = 0.5
    regularity: float = 4.0
    seed: int = 7
    threads: int = 2


@dataclass(frozen=True, slots=True)
class _Set:
    rows: list[Labelled]
    types: list[str]
    modes: list[str]
    type_ids: npt.NDArray[np.int64]
    mode_ids: npt.NDArray[np.int64]
    groups: npt.NDArray[np.int64]


def train(codebook: Path | None, out: Path, options: Options | None = None, *, say: Say = print) -> dict[str, Any]:
    """Train a coder from a codebook into the folder `out`; returns the cross-validated figures (`figures.json`)."""
    options = options or Options()
    started = time.monotonic()
    torch.set_num_threads(options.threads)
    book = load(codebook, examples=True)
    data = _set(labelled(book))
    say(f"{len(data.rows)} rows, {len(set(data.groups))} groups, {len(data.types)} types, {len(data.modes)} modes")
    coder = LexiconCoder(book)
    named = [features(row.instance, coder) for row in data.rows]
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    held = _cross_validate(data, named, tokenizer, options, say)
    halves = Halves(held.encoder, held.linear, said(named, data.types))
    weights = calibrate(halves, data.type_ids)
    fused = fuse(halves, weights)
    report = _report(fused, held, halves, data)
    say(json.dumps({k: v for k, v in report.items() if k != "types"}, indent=1))
    every = list(range(len(data.rows)))
    encoder = _fit_encoder(data, every, tokenizer, options, say)
    vocabulary, linear = _fit_linear(data, named, _pool(encoder, data, every, tokenizer), every, options)
    out.mkdir(parents=True, exist_ok=True)
    _export(encoder, out / "encoder.onnx")
    tokenizer.save(str(out / "tokenizer.json"))
    _keep_codebook(codebook, out / "codebook")
    np.savez_compressed(
        out / "linear.npz", types=linear.types.astype(np.float16), modes=linear.modes.astype(np.float16)
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


def _set(rows: list[Labelled]) -> _Set:
    if len({row.type for row in rows}) < 2:
        raise UsageError("the codebook has examples of fewer than two types: add examples, see communique.codebook")
    types = [*sorted({row.type for row in rows} - {NONE}), NONE]
    modes = sorted({f"{row.type}.{row.mode}" for row in rows})
    return _Set(
        rows, types, modes,
        np.array([types.index(row.type) for row in rows]),
        np.array([modes.index(f"{row.type}.{row.mode}") for row in rows]),
        np.array([row.group for row in rows]),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Held:
    """Probabilities of every row by models that did not see its group."""

    encoder: Floats
    linear: Floats
    modes: Floats


def _cross_validate(data: _Set, named: Sequence[list[str]], tokenizer: Tokenizer, options: Options, say: Say) -> _Held:
    folds = _folds(data, options)
    size = len(data.rows), len(data.types)
    held = _Held(np.zeros(size), np.zeros(size), np.zeros((len(data.rows), len(data.modes))))
    for number in range(options.folds):
        inside = [i for i in range(len(data.rows)) if folds[i] != number]
        outside = [i for i in range(len(data.rows)) if folds[i] == number]
        encoder = _fit_encoder(data, inside, tokenizer, options, say)
        vocabulary, linear = _fit_linear(data, named, _pool(encoder, data, inside, tokenizer), inside, options)
        types, modes, pooled = _predict(encoder, [data.rows[i].instance for i in outside], tokenizer)
        matrix = joined([named[i] for i in outside], {name: n for n, name in enumerate(vocabulary)}, pooled)
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


def _folds(data: _Set, options: Options) -> list[int]:
    """A fold for every row: whole groups, types spread evenly."""
    chance = random.Random(options.seed)
    first = {int(group): data.rows[i].type for i, group in reversed(list(enumerate(data.groups)))}
    folds: dict[int, int] = {}
    for kind in sorted(set(first.values())):
        groups = sorted(group for group, name in first.items() if name == kind)
        chance.shuffle(groups)
        folds |= {group: number % options.folds for number, group in enumerate(groups)}
    return [folds[int(group)] for group in data.groups]


def _fit_encoder(data: _Set, chosen: list[int], tokenizer: Tokenizer, options: Options, say: Say) -> Encoder:
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)
    model = Encoder(len(data.types), len(data.modes))
    model.load_base(base_folder())
    for part in [model.words, model.places, model.kinds, model.norm, *model.layers[: options.frozen]]:
        for weight in part.parameters():
            weight.requires_grad = False
    heads = [*model.type_head.parameters(), *model.mode_head.parameters()]
    ids = {id(weight) for weight in heads}
    body = [weight for weight in model.parameters() if id(weight) not in ids and weight.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": options.rate}, {"params": heads, "lr": options.head_rate}], weight_decay=0.01
    )
    steps = options.epochs * -(-len(chosen) // options.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(step / max(1, 0.1 * steps), (steps - step) / max(1, 0.9 * steps))
    )
    model.train()
    for epoch in range(options.epochs):
        began, total = time.monotonic(), 0.0
        for rows in _batches(data, chosen, options.batch, chance):
            shown = [chance.random() < options.show_trigger for _ in rows]
            loss = _loss(model, data, rows, shown, tokenizer, options)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(body, 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach()) * len(rows)
        say(f"  epoch {epoch + 1}: loss {total / len(chosen):.3f}, {time.monotonic() - began:.0f} s")
    model.eval()
    return model


def _batches(data: _Set, chosen: list[int], size: int, chance: random.Random) -> list[list[int]]:
    """Batches of like length, in random order: padding is half the cost of short sentences."""
    order = chosen[:]
    chance.shuffle(order)
    pools = [order[i : i + 40 * size] for i in range(0, len(order), 40 * size)]
    ordered = [i for pool in pools for i in sorted(pool, key=lambda i: len(data.rows[i].instance.doc))]
    found = [ordered[i : i + size] for i in range(0, len(ordered), size)]
    chance.shuffle(found)
    return found


def _loss(
    model: Encoder, data: _Set, rows: list[int], shown: list[bool], tokenizer: Tokenizer, options: Options
) -> Tensor:
    tokens = batch([data.rows[i].instance for i in rows], tokenizer, triggers=shown)
    types = torch.from_numpy(data.type_ids[rows])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        pooled = model.pooled(*(torch.from_numpy(part) for part in tokens))
        type_logits, mode_logits = model.heads(pooled)
    cross = nn.functional.cross_entropy(type_logits.float(), types, label_smoothing=options.smoothing)
    modes = nn.functional.cross_entropy(mode_logits.float(), torch.from_numpy(data.mode_ids[rows]))
    return (
        cross + options.mode_weight * modes + options.contrast * _contrast(pooled.float(), types, options.temperature)
    )


def _contrast(pooled: Tensor, types: Tensor, temperature: float) -> Tensor:
    """Supervised contrastive loss: rows of one type near each other, others far."""
    unit = nn.functional.normalize(pooled, dim=-1)
    same = types[:, None] == types[None, :]
    self_ = torch.eye(len(types), dtype=torch.bool)
    same = same & ~self_
    if not bool(same.any()):
        return pooled.sum() * 0.0
    near = (unit @ unit.T / temperature).masked_fill(self_, -1e4)
    log = near - torch.logsumexp(near, -1, keepdim=True)
    counts = same.sum(-1)
    kept = counts > 0
    return -((log * same).sum(-1)[kept] / counts[kept]).mean()


def _predict(model: Encoder, instances: Sequence[Instance], tokenizer: Tokenizer) -> tuple[Floats, Floats, Floats]:
    """Probabilities of types and modes by the heads, and the pooled states."""
    parts: tuple[list[Floats], list[Floats], list[Floats]] = ([], [], [])
    model.eval()
    with torch.no_grad():
        for start in range(0, len(instances), _AT_ONCE):
            tokens = batch(instances[start : start + _AT_ONCE], tokenizer)
            types, modes, pooled = model(*(torch.from_numpy(part) for part in tokens))
            given = torch.softmax(types.float(), -1), torch.softmax(modes.float(), -1), pooled.float()
            for kept, part in zip(parts, given, strict=True):
                kept.append(part.numpy().astype(np.float64))
    return np.concatenate(parts[0]), np.concatenate(parts[1]), np.concatenate(parts[2])


def _pool(model: Encoder, data: _Set, chosen: Sequence[int], tokenizer: Tokenizer) -> Floats:
    return _predict(model, [data.rows[i].instance for i in chosen], tokenizer)[2]


@dataclass(frozen=True, slots=True)
class _Linear:
    """Weights of the linear half, a row a feature and the intercept last, for types and for modes."""

    types: Floats
    modes: Floats


def _fit_linear(
    data: _Set, named: Sequence[list[str]], pooled: Floats, chosen: Sequence[int], options: Options
) -> tuple[list[str], _Linear]:
    """Multinomial logistic regression over the features that hold twice or more and the encoder's pooled state."""
    counts = Counter(name for i in chosen for name in named[i])
    vocabulary = sorted(name for name, count in counts.items() if count > 1)
    matrix = joined([named[i] for i in chosen], {name: n for n, name in enumerate(vocabulary)}, pooled)
    rows = list(chosen)
    types, modes = regression(
        matrix, len(vocabulary),
        [(data.type_ids[rows], len(data.types)), (data.mode_ids[rows], len(data.modes))],
        options.regularity,
    )  # fmt: skip
    return vocabulary, _Linear(types, modes)


def _report(fused: Floats, held: _Held, halves: Halves, data: _Set) -> dict[str, Any]:
    scores: Figures = figures(fused, data.type_ids, data.types)
    moded = [i for i, row in enumerate(data.rows) if row.mode]
    right = total = 0
    by_mode: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    guessed: Counter[str] = Counter()
    for i in moded:
        mine = [n for n, name in enumerate(data.modes) if name.startswith(f"{data.rows[i].type}.")]
        best = data.modes[max(mine, key=lambda n: held.modes[i, n])]
        gold = f"{data.rows[i].type}.{data.rows[i].mode}"
        seen[gold] += 1
        guessed[best] += 1
        by_mode[gold] += best == gold
        right, total = right + (best == gold), total + 1
    f1 = [2 * by_mode[m] / (seen[m] + guessed[m]) for m in seen]
    return {
        "rows": len(data.rows), "type_macro_f1": scores.macro, "none_f1": scores.by_type.get(NONE, 0.0),
        "accuracy": scores.accuracy, "calibration_error": scores.calibration,
        "encoder_accuracy": float((held.encoder.argmax(1) == data.type_ids).mean()),
        "words_accuracy": float((halves.words.argmax(1) == data.type_ids).mean()),
        "linear_accuracy": float((held.linear.argmax(1) == data.type_ids).mean()),
        "mode_accuracy_given_type": right / max(1, total),
        "mode_macro_f1_given_type": float(np.mean(f1)) if f1 else 0.0,
        "types": scores.by_type,
    }  # fmt: skip


def _export(model: Encoder, path: Path) -> None:
    """ONNX with dynamic shapes, weights as int8."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    ids = torch.zeros(2, 8, dtype=torch.int64)
    inputs = (ids, torch.ones(2, 8), torch.ones(2, 3, 8))
    names = ("ids", "mask", "masks")
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            model, inputs, str(plain), input_names=list(names),
            output_names=["types", "modes", "pooled"], opset_version=17,
            dynamic_axes={"ids": {0: "n", 1: "l"}, "mask": {0: "n", 1: "l"}, "masks": {0: "n", 2: "l"}}, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(plain, path, weight_type=QuantType.QInt8, per_channel=True)
