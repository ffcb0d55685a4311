"""What PLOVER prefers: cooperation to come is AGREE, force THREATEN, retreat CONCEDE; what one will not do, REJECT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.codebook import Codebook
from communique.events.candidates import lemma
from communique.events.coder import Coding
from communique.events.words import words
from communique.records import Actor, Statement, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["AT_HOME", "DECIDES", "WRAPPERS", "preferred"]

Actors = tuple[Actor, ...]

# Types whose act is said: what they are about is their content, not a second event.
WRAPPERS = frozenset({"AGREE", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"})
_COOPERATION_TO_COME = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
# Acts that one may be asked for: to say that one will not do them is to refuse.
_REFUSABLE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
_WILL = frozenset({"will", "would", "wo", "'ll", "'d", "can", "could", "ca", "shall"})
_FORCE = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE"})
# What a state lays on its own people.
AT_HOME = frozenset({"martial-law", "curfew", "censor"})
# Verbs by which a body adopts what they govern.
DECIDES = frozenset({"agree", "decide", "vote", "approve", "resolve"})


def preferred(
    trigger: Token,
    coding: Coding,
    state: Status,
    actors: Actors,
    said: Sequence[Statement],
    book: Codebook,
    *,
    against: bool = True,
) -> tuple[Coding, Status]:
    """PLOVER's preference: cooperation to come is AGREE, force to come is THREATEN, retreat to come is CONCEDE.

    `against`: the act names whom it is done to.
    """
    own_word = any(_own(statement, actors) for statement in said)
    if state == "negated" and own_word and coding.type in _REFUSABLE and _of_will(trigger) and "REJECT" in book.types:
        # "We will not open the border": what one's own word rules out is refused.
        mode = book.types["REJECT"].inner.get(coding.type, "")
        return replace(coding, type="REJECT", mode=mode), "reported"
    able = own_word and state == "hypothetical" and coding.type in {"ASSAULT", "SANCTION"}
    if state != "future" and not able:
        return coding, state
    if coding.type == "SANCTION" and lemma(trigger.head) in DECIDES:
        # "agreed to ban imports": the act of adoption is the event.
        return coding, "reported"
    if coding.type in _COOPERATION_TO_COME:
        if coding.type == "SUPPORT" and own_word and _performative(coding):
            return coding, "reported"
        return replace(coding, type="AGREE", mode=""), "reported" if own_word else "future"
    if coding.type == "RETREAT":
        return replace(coding, type="CONCEDE", mode=""), "reported" if own_word else "future"
    if coding.mode in AT_HOME:
        # A curfew that is announced is one, not a threat of one.
        return coding, state
    if coding.type == "MOBILIZE" and not against:
        # "would send marines to protect its ships": force made ready, nobody warned.
        return coding, state
    if coding.type in _FORCE and "THREATEN" in book.types and (own_word or not said):
        mode = book.types["THREATEN"].inner.get(coding.type, "")
        return replace(coding, type="THREATEN", mode=mode), "reported"
    if coding.type in WRAPPERS:
        return coding, "reported" if own_word and coding.type != "REJECT" else state
    return coding, state


def _own(statement: Statement, actors: Actors) -> bool:
    """Whether a statement is the actors' own word: their side speaks, or a voice with no name threatens."""
    if statement.cue.lower() in words("intention"):
        return False
    speaker = statement.speaker.actor if statement.speaker is not None else None
    if speaker is None or speaker.country is None:
        return statement.cue.lower() in words("menace")
    return speaker.country in {actor.country for actor in actors}


def _of_will(trigger: Token) -> bool:
    return any(child.tag_ == "MD" and child.lower_ in _WILL for child in trigger.children)


def _performative(coding: Coding) -> bool:
    """Backing that is given by being declared: "we will always stand by them"."""
    lemmas = set(coding.entry.lemmas) if coding.entry else set()
    return bool(lemmas & {"support", "back", "stand", "endorse", "defend", "side", "rally"})
