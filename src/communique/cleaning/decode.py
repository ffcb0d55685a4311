"""Bytes to the raw text: the decoder of the sources, which need it for tables too; here is where cleaning begins."""

from __future__ import annotations

from communique.sources.decoding import Decoded, decode

__all__ = ["Decoded", "decode"]
