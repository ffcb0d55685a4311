"""Whether an undated act belongs to the past of the news: it hangs on a dated one of long ago, or on an old war."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from communique.events.candidates import Candidate
from communique.events.facts import named
from communique.events.status import is_historical
from communique.records import Report, When

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["in_history"]


def in_history(candidate: Candidate, date_of: Callable[[Token], When], when: When, report: Report) -> bool:
    """Whether an undated act hangs on a dated one of long ago ("in 1949, a year before the North attacked …")."""
    if when.known:
        return False
    word = candidate.trigger
    if word.pos_ in {"NOUN", "PROPN"} and any(up.dep_ == "prep" and up.lower_ == "since" for up in word.ancestors):
        return True
    clauses = {word.i, *(above.i for above in word.ancestors)}
    if any(clauses & {verb.i for verb in _verbs_above(noun)[:1]} for noun in _old_wars(candidate, report)):
        return True
    for above in word.ancestors:
        if word.dep_ == "ccomp":
            return False
        if above.pos_ == "VERB" and is_historical(date_of(above), report.published):
            return True
        word = above
    return False


def _old_wars(candidate: Candidate, report: Report) -> Iterator[Token]:
    """The nouns of a sentence that set it in a war of the past: "during the Winter War"."""
    for token in candidate.sentence.doc:
        if token.dep_ == "pobj" and token.head.lower_ in {"during", "in", "since", "throughout", "after"}:
            words_ = " ".join(word.text for word in token.subtree)
            if any(fact.kind == "war" and is_historical(fact.valid, report.published) for fact in named(words_)):
                yield token


def _verbs_above(token: Token) -> list[Token]:
    return [word for word in token.ancestors if word.pos_ == "VERB"]
