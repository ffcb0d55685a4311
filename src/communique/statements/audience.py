"""The medium that somebody told, read from the words between "told" and "that" whatever the parser made of them."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique import tables
from communique.records import Link, Mention
from communique.statements import media

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.language import Sentence

__all__ = ["TELLING", "generic", "told"]

TELLING = frozenset({"tell", "inform"})
# How many words name whom one tells, and what ends them.
_RUN = 9
_AFTER_WHOM = frozenset({"that", "how", "in", "on", "by", "at", "after", "during", "from", "he", "she", "they", "it"})


def told(verb: Token, sentence: Sentence, mentions: Sequence[Mention]) -> Link | None:
    """The medium between "told" and "that", whatever the parser made of it: "told the Uganda Argus that …"."""
    doc, end = verb.doc, verb.i + 1
    while end < len(doc) and end - verb.i <= _RUN and not (doc[end].is_punct or doc[end].lower_ in _AFTER_WHOM):
        end += 1
    if end - verb.i < 2 or end == len(doc):
        return None
    first, last = doc[verb.i + 1], doc[end - 1]
    link = media.medium_in(sentence, first, last, mentions)
    name = [token for token in doc[first.i : end] if token.text[:1].isupper()]
    if link is None and name:
        paper = len(name) > 1 and last.lower_ in _mastheads()
        if paper or first.text == "The":
            link = media.by_use(sentence, name[0] if paper else first, last, mentions, masthead=paper)
    return link if link is not None and not generic(link) else None


@functools.cache
def _mastheads() -> frozenset[str]:
    return frozenset(row["word"] for row in tables.load("masthead_words"))


def generic(link: Link) -> bool:
    """Whether a link names no medium in particular: "told the press", "every radio station"."""
    words = link.name.lower()
    return words in {"the press", "the media", "media", "local media", "press"} or words.startswith(("every ", "all "))
