"""Part of speech, morphology and lemma of tokens, as the pipeline's own rules give them, each different token once.

The rules look at a token's letters, tag and dependency, never at what it stands beside, but for a few of them that need
a word like "gonna": sentences with one go through the rules themselves. A fifth of the parse is saved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["STEPS", "Attributes"]

# The steps of the pipeline that are done here, in this order.
STEPS = ("attribute_ruler", "lemmatizer")

# Different tokens remembered; a year of the press has more, but few that come again.
_MOST = 200_000

_Key = tuple[int, int, int]
# Part of speech, morphology, lemma; none where the rules change the tag or the dependency as well.
_Found = tuple[int, int, int] | None


class Attributes:
    """Fills in what the steps would fill in."""

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        self._steps: list[Any] = [nlp.get_pipe(name) for name in STEPS]
        self._reads: list[int | str] = ["ORTH", "TAG", "DEP", "LOWER"]
        self._gives: list[int | str] = ["POS", "MORPH", "LEMMA"]
        self._marks = {nlp.vocab.strings.add(word) for word in _neighbours(self._steps[0].patterns)}
        self._known: dict[_Key, _Found] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The document, its tokens' attributes set."""
        read = doc.to_array(self._reads).tolist()
        found = [self._of(doc, at, (orth, tag, dep)) for at, (orth, tag, dep, _) in enumerate(read)]
        if None in found or not self._marks.isdisjoint(mark for _, _, *marks in read for mark in marks):
            return self._by_rules(doc)
        return doc.from_array(self._gives, np.array(found, dtype=np.uint64)) if found else doc  # type: ignore[arg-type]

    def _of(self, doc: Doc, at: int, key: _Key) -> _Found:
        if key not in self._known:
            if len(self._known) >= _MOST:
                self._known.clear()
            from spacy.tokens import Doc

            token = doc[at]
            alone = self._by_rules(
                Doc(self._vocab, words=[token.text], tags=[token.tag_], deps=[token.dep_], heads=[0])
            )[0]
            same = (alone.tag, alone.dep) == key[1:]
            morph: int = alone.morph.key  # type: ignore[attr-defined]
            self._known[key] = (alone.pos, morph, alone.lemma) if same else None
        return self._known[key]

    def _by_rules(self, doc: Doc) -> Doc:
        for step in self._steps:
            doc = step(doc)
        return doc


def _neighbours(patterns: list[dict[str, Any]]) -> set[str]:
    """For each rule over several tokens a word in lower case, or a dependency, without which it can't apply."""
    found = set()
    for pattern in (pattern for rule in patterns for pattern in rule["patterns"] if len(pattern) > 1):
        needed = [token[kind] for kind in ("LOWER", "DEP") for token in pattern if isinstance(token.get(kind), str)]
        if not needed:
            raise ValueError(f"a rule of the model needs nothing that can be looked for: {pattern}")
        found.add(needed[0])
    return found
