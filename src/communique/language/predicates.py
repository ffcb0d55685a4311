"""Sentences whose verb the parser takes for a participle of its subject: "The coalition bombed Sanaa on Monday".

In English a participle that shortens a passive clause has no object of its own ("the town bombed on Monday"), but for
verbs that may keep one of two ("the man given a prize"). So a root noun with such a participle and an object under it
is the subject of a past tense.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["mend"]

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
# Verbs whose passive keeps an object or a predicate (Levin 1993, classes 13.1, 13.3, 29.1-29.4, 37.1).
_KEEP_ONE = frozenset(
    "give award grant send offer deny hand pay lend show tell teach promise owe name elect call dub declare appoint"
    " make allot assign bring charge cost fine guarantee leave refuse serve spare vote wish ask allow accord cede style"
    " title brand label term nickname christen proclaim crown consider deem think find keep render".split()
)


def mend(doc: Doc) -> None:
    """Make such a participle the main verb and its noun the subject; in place."""
    for noun in [token for token in doc if token.dep_ == "ROOT" and token.pos_ in _NOMINAL]:
        verb = _predicate(noun)
        if verb is None:
            continue
        after = [child for child in noun.children if child.i > verb.i]
        verb.head = verb
        verb.dep_ = "ROOT"
        noun.head = verb
        noun.dep_ = "nsubj"
        verb.tag_ = "VBD"
        for child in after:
            child.head = verb


def _predicate(noun: Token) -> Token | None:
    """The past participle right of a noun that has an object of its own, where nothing else is the sentence's verb."""
    for child in noun.children:
        if child.dep_ in {"relcl", "cop", "nsubj", "nsubjpass"} or (child.dep_ == "conj" and child.pos_ == "VERB"):
            return None
    for child in noun.children:
        whole = child.dep_ == "acl" and child.tag_ == "VBN" and child.i > noun.i
        if whole and child.lemma_.lower() not in _KEEP_ONE and child.nbor(-1).text != ",":
            kinds = {grand.dep_ for grand in child.children}
            if "dobj" in kinds and not kinds & {"agent", "auxpass", "nsubj", "nsubjpass"}:
                return child
    return None
