"""Offices and the names beside them, where the parser takes the name for one more of a list.

"The president of Peru, Ana Lopez, and the premier of Spain, Juan Ruiz, signed …": small models hang the rest of the
list on the name, or the name itself on the state before the comma, and then only the first of the two signs anything.
A name between commas after an office is that office's holder; who is joined after it is joined to the office.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["mend"]

# A name between two commas: capitals, with the small words that stand within names.
_BETWEEN = re.compile(
    r",\s((?:\w*[^\W\d_a-z][\w.’'-]*\s(?:(?:al|bin|da|de|del|den|der|dos|el|la|van|von)\s){0,2}){0,4}\w*[^\W\d_a-z][\w.’'-]*),"
)
_PLACES = frozenset({"GPE", "LOC", "FAC", "NORP", "DATE"})
# How many words lie at most between an office and the end of its phrase: "minister for the interior of South Sudan".
_REACH = 6


def mend(doc: Doc) -> None:
    """Hang each such name on its office, and what is joined to the name on the office too; in place."""
    for found in _BETWEEN.finditer(doc.text):
        name = doc.char_span(*found.span(1))
        if name is None or name.start < 2 or any(token.ent_type_ in _PLACES for token in name):
            continue
        office = _office(doc, name.start - 2)
        root = name.root
        if office is None or office in name or not _within(root, office):
            continue
        if root.dep_ in {"conj", "npadvmod"} or (root.dep_ == "appos" and root.head.i != office.i):
            root.head = office
            root.dep_ = "appos"
        if root.dep_ != "appos":
            continue
        joined = [child for child in root.children if child.i >= name.end and child.dep_ in {"cc", "conj"}]
        if any(child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN"} for child in joined):
            for child in joined:
                child.head = office


def _office(doc: Doc, last: int) -> Token | None:
    """The common noun in the singular whose phrase ends at a token: "president" of "the president of Peru"."""
    token = doc[last]
    for _ in range(_REACH):
        if token.tag_ == "NN" and token.dep_ != "compound":
            return token
        if token.dep_ not in {"pobj", "prep", "compound"}:
            return None
        token = token.head
        if token.i > last or token.pos_ in {"VERB", "AUX"}:
            return None
    return None


def _within(token: Token, office: Token) -> bool:
    return any(above.i == office.i for above in token.ancestors)
