"""The steps of the pipeline over many sentences, with the results of spaCy's own `pipe` at less than half the cost.

spaCy lets go of the interpreter's lock while it reads a sentence token by token, and takes it up again in every one of
the questions that it asks of each possible step (what is the next token?): half of the time for names is spent on the
lock. Taken one step at a time for all sentences at once, under the lock, the same steps cost a fifth.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from communique.language.attributes import Attributes
from communique.language.vectors import Vectors

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["Parser", "Plain", "parser_of"]

# A model of another build is known by one of these, or by reading the probe otherwise than its own pipeline does.
_OTHERWISE_BUILT = (AttributeError, ImportError, IndexError, KeyError, TypeError, ValueError)
_PROBE = "Ms. Okello of the Kenya Ports Authority flew to Dar es Salaam on 3 March."

# Sentences that are parsed at once: the fewer, the more a step costs; the more, the more memory.
_BATCH = 256


def parser_of(nlp: Language) -> Parser | Plain:
    """The fast parser where the pipeline is of the build that it knows and reads a probe as the pipeline does."""
    plain = Plain(nlp)
    try:
        parser = Parser(nlp)
        same = _seen(parser([_PROBE])[0]) == _seen(plain([_PROBE])[0])
    except _OTHERWISE_BUILT:
        return plain
    return parser if same else plain


def _seen(doc: Doc) -> list[tuple[object, ...]]:
    return [(t.head.i, t.tag_, t.dep_, t.pos_, str(t.morph), t.lemma_, t.ent_iob_, t.ent_type_) for t in doc]


class Plain:
    """spaCy's own way through a pipeline, for models of any build."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def __call__(self, texts: Sequence[str], *, names: bool = True) -> list[Doc]:
        """One document a text, in order; without its names where they aren't wanted."""
        return list(self._nlp.pipe(texts, batch_size=_BATCH, disable=[] if names else ["ner"]))


class Parser:
    """Parses sentences with a pipeline's models."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._shared = Vectors(nlp.get_pipe("tok2vec").model)  # type: ignore[attr-defined]
        self._tagger: Any = nlp.get_pipe("tagger")
        self._parser: Any = nlp.get_pipe("parser")
        self._attributes = Attributes(nlp)
        self._names = _Names(nlp.get_pipe("ner"))

    def __call__(self, texts: Sequence[str], *, names: bool = True) -> list[Doc]:
        """One document a text, in order, each a single sentence; without its names where they aren't wanted."""
        docs = [self._nlp.make_doc(text) for text in texts]
        # Of like length together: they come to their ends together.
        sorted_ = sorted((doc for doc in docs if len(doc)), key=len)
        for start in range(0, len(sorted_), _BATCH):
            batch = sorted_[start : start + _BATCH]
            self._parse(batch)
            if names:
                self._names(batch)
        return docs

    def _parse(self, docs: list[Doc]) -> None:
        for doc, vectors in zip(docs, self._shared(docs), strict=True):
            doc.tensor = vectors  # type: ignore[assignment]
        self._tagger.set_annotations(docs, self._tagger.predict(docs))
        self._parser.set_annotations(docs, _decode(self._parser, docs, self._parser.model.predict(docs)))
        self._attributes(docs)
        for doc in docs:
            # The vectors are ten times as large as the parse, and nothing asks for them again.
            doc.tensor = np.zeros((0,), dtype=np.float32)


class _Names:
    """The step that finds names, which has vectors of its own."""

    def __init__(self, step: Any) -> None:
        self._step = step
        self._lower, self._upper = step.model.get_ref("lower"), step.model.get_ref("upper")
        vectors, _, self._linear = step.model.get_ref("tok2vec").layers
        self._vectors = Vectors(vectors)

    def __call__(self, docs: list[Doc]) -> None:
        from spacy.ml.parser_model import ParserStepModel  # type: ignore[import-not-found]

        model = ParserStepModel(
            docs, [self._narrowed, self._lower, self._upper], has_upper=True,
            unseen_classes=self._step.model.attrs["unseen_classes"], train=False,
        )  # fmt: skip
        self._step.set_annotations(docs, _decode(self._step, docs, model))

    def _narrowed(self, docs: list[Doc], is_train: bool) -> tuple[Any, None]:
        return self._linear.predict(np.concatenate(self._vectors(docs))), None


def _decode(step: Any, docs: list[Doc], model: Any) -> list[Any]:
    """The final states of a step that goes through sentences token by token."""
    states: list[Any] = step.moves.init_batch(docs)
    left = [state for state in states if not state.is_final()]
    while left:
        left = step.transition_states(left, model.predict(left))
    model.clear_memory()
    return states
