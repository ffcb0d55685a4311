"""Training the coder from a codebook: the encoder, the linear half, their fusion, and the export. Needs torch."""

from __future__ import annotations

from communique.events.training.run import Options, train

__all__ = ["Options", "train"]
