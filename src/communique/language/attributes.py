"""Part of speech, morphology and lemma of tokens, as the pipeline's own rules give them, each different token once.

The rules look at a token's letters, tag and dependency, never at what it stands beside, but for a few of them that need
a word like "gonna": sentences with one go through the rules themselves. A fifth of the parse is saved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
        # The model lists its 90,000 lemmas, and looks through the list for every form that a word might come of.
        index = self._steps[1].lookups.get_table("lemma_index")
        for part, lemmas in list(index.items()):
            index[part] = frozenset(lemmas)

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Set the attributes of the documents' tokens."""
        read = [doc.to_array(self._reads).tolist() for doc in docs]
        self._learn({(orth, tag, dep): lower for rows in read for orth, tag, dep, lower in rows})
        for doc, rows in zip(docs, read, strict=True):
            found = [self._known[orth, tag, dep] for orth, tag, dep, _ in rows]
            if None in found or not self._marks.isdisjoint(mark for _, _, *marks in rows for mark in marks):
                self._by_rules(doc)
            elif found:
                doc.from_array(self._gives, np.array(found, dtype=np.uint64))  # type: ignore[arg-type]

    def _learn(self, tokens: Mapping[_Key, int]) -> None:
        """Have the rules read the tokens that are not known yet, all at once; `tokens` gives each one's lower case."""
        if len(self._known) + len(tokens) > _MOST:
            self._known.clear()
        new = [(key, lower) for key, lower in tokens.items() if key not in self._known]
        # What marks a rule over several tokens stands alone, so that none applies to two that only happen to be new.
        marked = [[key] for key, lower in new if not self._marks.isdisjoint((key[2], lower))]
        for keys in [[key for key, lower in new if self._marks.isdisjoint((key[2], lower))], *marked]:
            self._known |= zip(keys, self._of(keys), strict=True)

    def _of(self, keys: Sequence[_Key]) -> list[_Found]:
        if not keys:
            return []
        from spacy.tokens import Doc

        words, tags, deps = ([self._vocab.strings[name] for name in column] for column in zip(*keys, strict=True))
        doc = self._by_rules(Doc(self._vocab, words=words, tags=tags, deps=deps, heads=list(range(len(keys)))))
        read: list[int | str] = ["TAG", "DEP", "POS", "MORPH", "LEMMA"]
        return [
            (pos, morph, lemma) if (tag, dep) == key[1:] else None
            for key, (tag, dep, pos, morph, lemma) in zip(keys, doc.to_array(read).tolist(), strict=True)
        ]

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
