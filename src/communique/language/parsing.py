"""The steps of the pipeline over many sentences, with the results of spaCy's own `pipe` at less than half the cost.

spaCy lets go of the interpreter's lock while it reads a sentence token by token, and takes it up again in every one of
the questions that it asks of each possible step (what is the next token?): half of the time for names is spent on the
lock. Taken one step at a time for all sentences at once, under the lock, the same steps cost a fifth. What is
multiplied on the way is multiplied by numpy, three times as fast as by thinc's kernels.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from communique.language.attributes import Attributes
from communique.language.vectors import Floats, Vectors, multiplied_by_numpy

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
        self._parser = _Steps(nlp.get_pipe("parser"))
        self._attributes = Attributes(nlp)
        names: Any = nlp.get_pipe("ner")
        self._names = _Steps(names)
        # Names have vectors of their own.
        self._vectors = Vectors(names.model.get_ref("tok2vec").layers[0])

    def __call__(self, texts: Sequence[str], *, names: bool = True) -> list[Doc]:
        """One document a text, in order, each a single sentence; without its names where they aren't wanted."""
        docs = [self._nlp.make_doc(text) for text in texts]
        # Of like length together: they come to their ends together.
        sorted_ = sorted((doc for doc in docs if len(doc)), key=len)
        for start in range(0, len(sorted_), _BATCH):
            batch = sorted_[start : start + _BATCH]
            self._parse(batch)
            if names:
                self._names(batch, self._vectors(batch))
        return docs

    def _parse(self, docs: list[Doc]) -> None:
        vectors = self._shared(docs)
        for doc, rows in zip(docs, vectors, strict=True):
            doc.tensor = rows  # type: ignore[assignment]
        self._tagger.set_annotations(docs, self._tagger.predict(docs))
        self._parser(docs, vectors)
        self._attributes(docs)
        for doc in docs:
            # The vectors are ten times as large as the parse, and nothing asks for them again.
            doc.tensor = np.zeros((0,), dtype=np.float32)


class _Steps:
    """A part of the pipeline that goes through sentences token by token, from one state to the next."""

    def __init__(self, part: Any) -> None:
        self._part = part
        model = part.model
        _, _, linear = model.get_ref("tok2vec").layers
        self._narrow, self._shift = np.ascontiguousarray(linear.get_param("W").T), linear.get_param("b")
        self._lower, self._upper = multiplied_by_numpy(model.get_ref("lower")), model.get_ref("upper")
        self._weights, self._bias = np.ascontiguousarray(self._upper.get_param("W").T), self._upper.get_param("b")
        self._unseen = sorted(model.attrs["unseen_classes"])

    def __call__(self, docs: list[Doc], vectors: list[Floats]) -> None:
        """Set what the final states say of the documents, whose tokens have these vectors."""
        from spacy.ml.parser_model import ParserStepModel  # type: ignore[import-not-found]

        narrowed = np.concatenate(vectors) @ self._narrow + self._shift
        layers = [lambda docs, is_train: (narrowed, None), self._lower, self._upper]
        model = ParserStepModel(docs, layers, has_upper=True, train=False)
        states: list[Any] = self._part.moves.init_batch(docs)
        left = [state for state in states if not state.is_final()]
        while left:
            scores = model.state2vec.predict(model.get_token_ids(left)) @ self._weights + self._bias
            if self._unseen:
                # As in training: a class that it never saw is nowhere the best.
                scores[:, self._unseen] = scores.min()
            left = self._part.transition_states(left, scores)
        model.clear_memory()
        self._part.set_annotations(docs, states)
