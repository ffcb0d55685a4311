"""Sets of PLOVER's types that several rules go by."""

from __future__ import annotations

__all__ = ["HOSTILE", "REACTIONS"]

# Done to somebody against his will.
HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION"})
# Answers to what another did or said before.
REACTIONS = frozenset({"ACCUSE", "REJECT", "SUPPORT", "CONCEDE"})
