"""Whether a medium is only cited ("KCNA said") or acts and is acted upon ("KCNA was sanctioned")."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from communique.actors.rows import rows

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["cited", "speaks"]

# What is done to a medium's words, not to the medium, and whom an interview is given to.
_QUOTED = frozenset(
    {"quote", "cite", "report", "carry", "publish", "say", "release", "broadcast", "air", "obtain", "see"}
)
_GIVEN = frozenset({"tell", "quote", "cite", "inform", "read", "watch", "address", "brief"})
_PREPOSITIONS = frozenset({"to", "by", "with", "on", "in", "via", "from", "through", "per", "for", "of", "as", "at"})


@functools.cache
def _speech() -> frozenset[str]:
    return frozenset(row["lemma"] for row in rows("cues") if row.get("lemma"))


def speaks(lemma: str) -> bool:
    """Whether a verb's subject says or reports something."""
    return lemma in _speech() | _QUOTED


def cited(doc: Doc, first: int, last: int) -> bool:
    """Whether the medium named over these tokens is a source here, not an actor."""
    token = doc[first : last + 1].root
    role, head = token.dep_, token.head
    if role == "nsubj":
        return head.lemma_ in _speech() | _QUOTED or head.pos_ == "AUX"
    if role == "nsubjpass":
        return head.lemma_ in {"quote", "cite"}
    if role in {"dobj", "dative"}:
        return head.lemma_ in _GIVEN
    if role == "pobj":
        return _after(head)
    if role in {"poss", "compound", "nmod"}:
        return head.tag_ not in {"NNS"} or head.lemma_ in {"report", "comment", "broadcast", "article", "account"}
    # Between brackets, after a dash, in a credit line.
    return True


def _after(preposition: Token) -> bool:
    if preposition.lower_ in {"to", "per"} and preposition.head.lower_ == "according":
        return True
    if preposition.lower_ not in _PREPOSITIONS:
        return False
    governor = preposition.head
    if preposition.lower_ == "by" and governor.tag_ == "VBN":
        return governor.lemma_ in _QUOTED | _speech() | {"conduct", "photograph", "film"}
    return governor.lemma_ not in {"sanction", "ban", "attack", "raid", "fine", "access", "sanctions", "pressure"}
