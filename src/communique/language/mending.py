"""What the parser is known to get wrong, put right where the words leave no doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.language import appositions, predicates

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["mend"]


def mend(doc: Doc) -> None:
    """Mend a parse in place."""
    predicates.mend(doc)
    appositions.mend(doc)
