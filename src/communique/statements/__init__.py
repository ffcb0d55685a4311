"""Statements: who said what to whom, by which words, and through which chain of sources."""

from __future__ import annotations

from communique.statements.finding import find

__all__ = ["find"]
