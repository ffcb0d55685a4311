"""To whom a statement is said, and on what occasion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.statements import cues

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.statements.attribution import Attribution

__all__ = ["addressee", "occasion"]

_TO = frozenset({"to", "with", "for"})


def occasion(found: Attribution) -> str:
    """message, speech, interview, statement, briefing, or empty."""
    for noun in _occasion_nouns(found):
        lemma = noun.lemma_.lower()
        kinds = [f"{other.lower_} {lemma}" for other in noun.children if other.dep_ in {"compound", "amod"}]
        for words in (*kinds, lemma, noun.lower_):
            if words in cues.occasions():
                return cues.occasions()[words]
    if found.lemma == "write" and found.addressee is not None:
        # "wrote to the president": a letter.
        return "message"
    return ""


def addressee(found: Attribution) -> Token | None:
    """The head of the words that name whom it is said to: "told Xi", "in a message to Xi"."""
    if found.addressee is not None:
        return found.addressee
    for noun in _occasion_nouns(found):
        if cues.occasions().get(noun.lemma_.lower()) != "message":
            continue
        for child in noun.children:
            if child.dep_ in {"prep", "dative"} and child.lower_ in _TO:
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        return inner
    return None


def _occasion_nouns(found: Attribution) -> Iterator[Token]:
    """Nouns of the cue's own adverbials and its audience, nearest first, and of the speaker where it is a document."""
    if found.addressee is not None:
        yield found.addressee
    if found.head is not None:
        yield found.head
    if found.verb.pos_ in {"NOUN", "PROPN"}:
        yield found.verb
    for token in found.via:
        if token.pos_ == "NOUN" and found.form == "quote":
            yield token
    if found.form == "quote" and found.via:
        # "the radio broadcast a message from the king: “…”".
        yield from (child for child in found.verb.children if child.dep_ == "dobj")
    verb: Token = found.verb
    for _ in range(3):
        for child in verb.children:
            if child.dep_ == "prep" and child.lower_ in {"in", "at", "during", "through", "via", "by", "on", "to"}:
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        yield inner
        if verb.dep_ not in {"conj", "advcl", "xcomp", "pcomp", "prep"} or verb.head == verb:
            return
        verb = verb.head
