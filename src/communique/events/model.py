"""The trained coder's two halves at run time: ONNX encoder and linear weights, fused to calibrated probabilities.

A model is a folder as `communique train` writes it: `coder.json` (names, fusion weights), `linear.npz`, `encoder.onnx`
and `tokenizer.json`. A sentence seen before with the same marks costs nothing.
"""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import numpy.typing as npt

from communique.codebook import Codebook, load
from communique.errors import UsageError
from communique.events.coder import LexiconCoder
from communique.events.features import features
from communique.events.fusion import Halves, fuse, said, softmax
from communique.events.instances import Instance
from communique.events.tokens import batch

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

__all__ = ["Model", "Prediction", "load_model", "shipped"]

Floats = npt.NDArray[np.float64]

_CACHE_SIZE = 50_000
# Sentences a call of the encoder; larger batches pad more than they save on two cores.
_BATCH = 32


@dataclass(frozen=True, slots=True)
class Prediction:
    """Probabilities of the types (none among them) and, for each type, its likeliest mode with its probability."""

    types: dict[str, float]
    modes: dict[str, tuple[str, float]]

    @property
    def best(self) -> str:
        """The likeliest type."""
        return max(self.types, key=lambda name: self.types[name])


class Model:
    """Predicts types and modes of instances."""

    def __init__(self, folder: Path, book: Codebook) -> None:
        described = _described(folder)
        self.book = book
        self._types: list[str] = described["types"]
        self._modes: list[str] = described["modes"]
        self._index = {name: number for number, name in enumerate(described["features"])}
        self._fusion: dict[str, float] = described["fusion"]
        with np.load(folder / "linear.npz", allow_pickle=False) as arrays:
            # As they are kept, in half precision: a sentence needs eighty rows of seventy thousand in double.
            self._linear: npt.NDArray[Any] = arrays["types"]
            self._linear_modes: npt.NDArray[Any] = arrays["modes"]
        self._tuned: bool = described["tuned"]
        self.lexicon = LexiconCoder(book)
        self._encoder = _session(folder / "encoder.onnx")
        self._tokenizer = _tokenizer(folder / "tokenizer.json")
        self._known: OrderedDict[tuple[object, ...], Prediction] = OrderedDict()

    def predict(self, instances: Sequence[Instance]) -> list[Prediction]:
        """One prediction an instance, in order."""
        new = {i.key: i for i in instances if i.key not in self._known}
        for key, prediction in zip(new, self._predict(list(new.values())), strict=True):
            self._known[key] = prediction
        found = [self._known[instance.key] for instance in instances]
        while len(self._known) > _CACHE_SIZE:
            self._known.popitem(last=False)
        return found

    def _predict(self, instances: list[Instance]) -> list[Prediction]:
        if not instances:
            return []
        named = [features(instance, self.lexicon) for instance in instances]
        by_features, by_modes = self._by_features(named)
        words = said(named, self._types)
        if not self._tuned:
            return [
                self._prediction(*row)
                for row in zip(fuse(Halves(by_features, by_features, words), self._fusion), by_modes, strict=True)
            ]
        types, modes = self._encode(instances)
        fused = fuse(Halves(types, by_features, words), self._fusion)
        return [self._prediction(row, mode) for row, mode in zip(fused, (by_modes + modes) / 2, strict=True)]

    def _by_features(self, named: Sequence[list[str]]) -> tuple[Floats, Floats]:
        """What the linear half says. A row has some eighty features of seventy thousand: their weights are summed."""
        types, modes = (
            np.tile(weights[-1].astype(np.float64), (len(named), 1)) for weights in (self._linear, self._linear_modes)
        )
        for number, names in enumerate(named):
            known = [self._index[name] for name in names if name in self._index]
            if known:
                length = len(known) ** -0.5
                types[number] += self._linear[known].astype(np.float64).sum(0) * length
                modes[number] += self._linear_modes[known].astype(np.float64).sum(0) * length
        return softmax(types), softmax(modes)

    def _encode(self, instances: list[Instance]) -> tuple[Floats, Floats]:
        order = sorted(range(len(instances)), key=lambda i: len(instances[i].doc))
        types = np.zeros((len(instances), len(self._types)))
        modes = np.zeros((len(instances), len(self._modes)))
        for start in range(0, len(order), _BATCH):
            chosen = order[start : start + _BATCH]
            tokens = batch([instances[i] for i in chosen], self._tokenizer)
            first, second = self._encoder.run(None, {"ids": tokens.ids, "mask": tokens.mask, "masks": tokens.masks})
            types[chosen], modes[chosen] = softmax(np.asarray(first)), softmax(np.asarray(second))
        return types, modes

    def _prediction(self, row: Floats, modes: Floats) -> Prediction:
        best: dict[str, tuple[str, float]] = {}
        totals: dict[str, float] = {}
        for name, value in zip(self._modes, modes, strict=True):
            kind, _, mode = name.rpartition(".")
            totals[kind] = totals.get(kind, 0.0) + float(value)
            if kind not in best or value > best[kind][1]:
                best[kind] = (mode, float(value))
        best = {kind: (mode, value / max(totals[kind], 1e-9)) for kind, (mode, value) in best.items()}
        return Prediction({name: float(p) for name, p in zip(self._types, row, strict=True)}, best)


def load_model(folder: Path) -> Model:
    """The model in a folder, with the codebook that it was trained from. Raises `UsageError` where it is none."""
    codebook = folder / "codebook"
    return Model(folder, load(codebook if codebook.is_dir() else None))


@functools.cache
def shipped() -> Model | None:
    """The package's own model, if it is there."""
    folder = Path(__file__).parent / "model"
    return load_model(folder) if (folder / "coder.json").exists() else None


def _described(folder: Path) -> dict[str, Any]:
    try:
        described: dict[str, Any] = msgspec.json.decode((folder / "coder.json").read_bytes())
    except (OSError, msgspec.DecodeError) as error:
        raise UsageError(f"{folder}: is no trained coder ({error}); make one with `communique train`") from error
    return described


def _session(path: Path) -> InferenceSession:
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    # One thread: reports are read by several processes, and threads of each would only get in each other's way.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _tokenizer(path: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
