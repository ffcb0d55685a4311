"""Fits the encoder: entity marks, cross-entropy for types and modes, a supervised contrastive term; and exports it."""

from __future__ import annotations

import functools
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from communique.events.instances import Instance
from communique.events.tokens import batch
from communique.events.training.data import Options, TrainingSet
from communique.events.training.encoder import Encoder, base_folder

__all__ = ["export", "fit_encoder", "predict"]

Floats = npt.NDArray[np.float64]
Say = Callable[[str], None]

_AT_ONCE = 64
_TRIALS = 20


def fit_encoder(data: TrainingSet, chosen: list[int], tokenizer: Tokenizer, options: Options, say: Say) -> Encoder:
    """The encoder fitted on the chosen rows, from the base weights on; the word embeddings stay as they are."""
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


def _batches(data: TrainingSet, chosen: list[int], size: int, chance: random.Random) -> list[list[int]]:
    """Batches of like length, in random order: padding is half the cost of short sentences."""
    order = chosen[:]
    chance.shuffle(order)
    pools = [order[i : i + 40 * size] for i in range(0, len(order), 40 * size)]
    ordered = [i for pool in pools for i in sorted(pool, key=lambda i: len(data.rows[i].instance.doc))]
    found = [ordered[i : i + size] for i in range(0, len(ordered), size)]
    chance.shuffle(found)
    return found


def _loss(
    model: Encoder, data: TrainingSet, rows: list[int], shown: list[bool], tokenizer: Tokenizer, options: Options
) -> Tensor:
    tokens = batch([data.rows[i].instance for i in rows], tokenizer, triggers=shown)
    types = torch.from_numpy(data.type_ids[rows])
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=_halves_pay()):
        pooled = model.pooled(*(torch.from_numpy(part) for part in tokens))
        type_logits, mode_logits = model.heads(pooled)
    cross = nn.functional.cross_entropy(type_logits.float(), types, label_smoothing=options.smoothing)
    modes = nn.functional.cross_entropy(mode_logits.float(), torch.from_numpy(data.mode_ids[rows]))
    return (
        cross + options.mode_weight * modes + options.contrast * _contrast(pooled.float(), types, options.temperature)
    )


@functools.cache
def _halves_pay() -> bool:
    """Whether this processor multiplies in bfloat16 faster: one without the instructions takes three times as long."""
    first, second = torch.randn(512, 384), torch.randn(384, 1536)
    seconds: list[float] = []
    for kind in (torch.float32, torch.bfloat16):
        a, b = first.to(kind), second.to(kind)
        torch.matmul(a, b)
        began = time.perf_counter()
        for _ in range(_TRIALS):
            torch.matmul(a, b)
        seconds.append(time.perf_counter() - began)
    return seconds[1] < seconds[0]


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


def predict(model: Encoder, instances: Sequence[Instance], tokenizer: Tokenizer) -> tuple[Floats, Floats]:
    """Probabilities of types and of modes by the heads, rows × types and rows × modes."""
    parts: tuple[list[Floats], list[Floats]] = ([], [])
    model.eval()
    with torch.no_grad():
        for start in range(0, len(instances), _AT_ONCE):
            tokens = batch(instances[start : start + _AT_ONCE], tokenizer)
            types, modes = model(*(torch.from_numpy(part) for part in tokens))
            given = torch.softmax(types.float(), -1), torch.softmax(modes.float(), -1)
            for kept, part in zip(parts, given, strict=True):
                kept.append(part.numpy().astype(np.float64))
    return np.concatenate(parts[0]), np.concatenate(parts[1])


def export(model: Encoder, path: Path) -> None:
    """ONNX with dynamic shapes, weights as int8."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    ids = torch.zeros(2, 8, dtype=torch.int64)
    inputs = (ids, torch.ones(2, 8), torch.ones(2, 3, 8))
    names = ("ids", "mask", "masks")
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            model, inputs, str(plain), input_names=list(names),
            output_names=["types", "modes"], opset_version=17,
            dynamic_axes={"ids": {0: "n", 1: "l"}, "mask": {0: "n", 1: "l"}, "masks": {0: "n", 2: "l"}}, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(plain, path, weight_type=QuantType.QInt8, per_channel=True)
