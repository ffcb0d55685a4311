"""Acts told without a party that is known: "the girls were released around dawn", "twelve people were killed".

By itself such a sentence is no event between political actors. It counts as one more telling of an act that another
report, or another sentence, tells with its parties: `merge` joins it to that one event or leaves it out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.codebook import NONE, Codebook
from communique.events.acts import Act
from communique.events.candidates import Candidate, lemma
from communique.events.coder import LexiconCoder
from communique.events.frames import frame
from communique.events.parties import Cast
from communique.events.preference import WRAPPERS
from communique.events.status import status
from communique.events.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.language import Sentence

__all__ = ["untied"]

# As for acts with parties: below this the lexicon's reading is a bare verb without any sign of its sense.
_LEAST = 0.5
_DEFINITE = frozenset({"the", "this", "that"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def untied(sentence: Sentence, taken: set[int], coder: LexiconCoder, book: Codebook) -> Iterator[Act]:
    """The acts of a sentence that undergo without an agent and without known parties; `taken` are tokens coded before.

    Only what has happened, in a finite passive or as "the release of …" where the sentence takes it for a fact.
    """
    for token in sentence.doc:
        if not (_passive(token) or _fact(token)) or token.i in taken or lemma(token) not in coder.lemmas:
            continue
        candidate = Candidate(sentence, token, frame(token), Cast(sentence, ()))
        coding = coder.read(candidate)
        if coding.type == NONE or coding.type in WRAPPERS or coding.probability < _LEAST:
            continue
        kind = book.types.get(coding.type)
        if (
            kind is None
            or coding.type == "PROTEST"
            or not (kind.quad == "material-conflict" or coding.mode == "release")
        ):
            continue
        state = status(candidate.frame)
        if state == "reported":
            yield Act(candidate, coding, (), (), state)


def _passive(token: Token) -> bool:
    """A finite passive of somebody that does not say by whom."""
    if token.tag_ != "VBN" or not any(child.dep_ == "nsubjpass" for child in token.children):
        return False
    if any(child.dep_ == "agent" for child in token.children):
        return False
    return any(child.dep_ in {"aux", "auxpass"} and child.tag_ in _FINITE for child in token.children)


def _fact(token: Token) -> bool:
    """ "The release of the girls is …", "announced the release of …": a noun whose act is taken for a fact."""
    if token.pos_ != "NOUN" or not any(child.lower_ in _DEFINITE for child in token.children if child.dep_ == "det"):
        return False
    if not any(child.dep_ == "prep" and child.lower_ == "of" for child in token.children):
        return False
    if token.dep_ in {"dobj", "nsubjpass"}:
        return lemma(token.head) in words("factive_verb")
    return token.dep_ == "nsubj" and token.head.tag_ in _FINITE
