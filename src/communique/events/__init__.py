"""Events: who did what to whom, by the codebook; and relations, the facts that stand between parties."""

from __future__ import annotations

from communique.events.coding import code, code_all
from communique.events.relations import relations

__all__ = ["code", "code_all", "relations"]
