"""Which way a time expression points: the tense of the verb that governs it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Direction", "direction", "governor", "of_verb"]

Direction = Literal["past", "future", "present", "unknown"]

# Verbs and adjectives whose infinitive complement is still to come: "plans to visit", "is due to arrive".
_AHEAD = frozenset(
    "plan intend expect schedule set due agree vow pledge promise want hope prepare aim decide seek threaten offer"
    " invite slate bind poise ready wish demand urge order ask call require propose warn likely about".split()
)
_FUTURE = frozenset({"will", "shall", "'ll", "wo", "’ll"})
# Modals that leave the time open but never put it in the past: "may meet on Thursday".
_OPEN = frozenset({"may", "might", "can", "should", "must", "could"})


def governor(doc: Doc, start: int, end: int) -> Token | None:
    """The verb that governs the words from `start` to `end` of the sentence, or `None`."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    token = span.root
    for _ in range(len(doc)):
        if token.pos_ in {"VERB", "AUX"}:
            return token
        if token.head == token:
            return None
        token = token.head
    return None


# What is put on a calendar is still to come: "has scheduled a news conference Thursday", "planned for April".
_SCHEDULING = frozenset({"schedule", "slate", "plan", "expect", "postpone", "invite", "due"})
_UNTIL = re.compile(
    r"\b(?:by|until|till|as\s+(?:early|soon|late)\s+as|no\s+later\s+than|ahead\s+of|up\s+to)\s+(?:the\s+)?$", re.I
)


def direction(doc: Doc, start: int, end: int) -> Direction:
    """Past or future of the words from `start` to `end`; "unknown" where no verb tells."""
    if _UNTIL.search(doc.text[:start]):
        return "future"
    verb = governor(doc, start, end)
    if verb is None:
        return "unknown"
    if verb.lemma_ in _SCHEDULING and not any(child.dep_ == "neg" for child in verb.children):
        return "future"
    span = doc.char_span(start, end, alignment_mode="expand")
    owned = span is not None and (
        span.root.dep_ in {"poss", "compound", "nmod"} or doc.text[end - 2 : end] in {"'s", "’s"}
    )
    if span is not None and owned and of_verb(verb) == "future" and not _subject_of(span.root.head, verb):
        # "look for ways around Wednesday's ruling": the ruling has been made.
        return "unknown"
    return of_verb(verb)


def _subject_of(noun: Token, verb: Token) -> bool:
    return bool(noun.dep_ in {"nsubj", "nsubjpass"} and noun.head == verb)


def of_verb(verb: Token) -> Direction:
    """The tense of a verb group: auxiliaries first, then the form, then the verb that it hangs on."""
    auxiliaries = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    words = {child.lower_ for child in auxiliaries}
    if words & _FUTURE:
        return "future"
    if words & {"would"}:
        return "future"
    if words & {"had", "'d", "has", "have", "'ve", "was", "were", "did"}:
        # "has been meeting", "was meeting"; but "was to meet", "were due to meet" look ahead below.
        return "past"
    if words & {"could"}:
        return "unknown"
    if words & _OPEN:
        return "future"
    if words & {"to"} or verb.tag_ == "VB":
        return _infinitive(verb)
    if verb.tag_ == "VBD":
        return "future" if _looks_ahead(verb) else "past"
    if verb.tag_ == "VBG":
        if words & {"is", "are", "'re", "'s", "be", "am"}:
            return "present"
        return of_verb(verb.head) if verb.head != verb and verb.head.pos_ in {"VERB", "AUX"} else "unknown"
    if verb.tag_ == "VBN":
        if words & {"is", "are", "be"}:
            return "future" if verb.lemma_ in _AHEAD else "present"
        return "past"
    if verb.tag_ in {"VBP", "VBZ"}:
        return "future" if _looks_ahead(verb) else "present"
    return "unknown"


def _looks_ahead(verb: Token) -> bool:
    """ "is due to", "was set to", "is to meet": a form of be with an outlook."""
    if verb.lemma_ != "be":
        return False
    return any(child.lemma_ in _AHEAD or (child.dep_ == "xcomp" and child.tag_ == "VB") for child in verb.children)


def _infinitive(verb: Token) -> Direction:
    head = verb.head
    if head == verb:
        return "unknown"
    if head.lemma_ in _AHEAD or head.pos_ in {"NOUN", "PROPN", "ADJ"}:
        return "future"
    return of_verb(head) if head.pos_ in {"VERB", "AUX"} else "unknown"
