"""The speaker of a statement: the words that name it, the actor behind them, the sort where it is anonymous."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from communique import tables
from communique.records import Actor, Mention, Speaker
from communique.statements.phrases import naming, voices

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.language import Sentence

__all__ = ["BODY_OF", "actor_of", "anonymous", "speaker"]

# Determiners that leave a noun unnamed: "a minister", "two ministers", "ministers".
_INDEFINITE = frozenset(
    "a an some several many most few other another one two three four five six dozen dozens various certain".split()
)
# Nouns that stand for an unnamed person even with "the": "the official said".
_ALWAYS = frozenset({"officials", "sources", "diplomats", "witnesses", "people"})
# "the Ministry of Foreign Affairs": a body by its name, never the medium that shares its last words.
BODY_OF = re.compile(r"(?:the )?(?:ministry|minister|department|committee|secretary) (?:of|for) ", re.I)
_VAGUE = frozenset({"some", "many", "others", "several", "most", "those"})


@functools.cache
def _sorts() -> dict[str, str]:
    return {row["word"]: row["sort"] for row in tables.load("anonymous_sources")}


def actor_of(offset: int, mentions: Sequence[Mention]) -> Actor | None:
    """The one actor whom the words at an offset stand for; `None` if unresolved or several."""
    holding = [mention for mention in mentions if mention.start <= offset < mention.end]
    best = max(holding, key=lambda one: (one.head == offset, one.end - one.start), default=None)
    return best.actors[0] if best is not None and len(best.actors) == 1 else None


def anonymous(head: Token) -> str:
    """The sort of an unnamed speaker ("experts", "officials", …), empty for anybody named."""
    if head.pos_ == "PROPN":
        return ""
    sort = _sorts().get(head.lemma_.lower()) or _sorts().get(head.lower_)
    if sort is None and voices().get(head.lemma_.lower()) == "document":
        # "expert analyses": whose they are is all that is told of them.
        makers = (t for t in head.children if t.dep_ in {"compound", "amod", "nmod"})
        return next((_sorts()[t.lemma_.lower()] for t in makers if t.lemma_.lower() in _sorts()), "")
    if sort is None:
        return "people" if head.lower_ in _VAGUE else ""
    if any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in head.children):
        return ""
    definite = {t.lower_ for t in head.children if t.dep_ in {"det", "nummod", "amod", "poss"}}
    plural = head.tag_ == "NNS" and not definite & {"the", "his", "her", "their", "its", "these", "those"}
    if definite & _INDEFINITE or plural or any(t.dep_ == "nummod" for t in head.children):
        return sort
    office = head.lemma_.lower() in {"minister", "ambassador", "spokesman", "spokeswoman", "spokesperson", "envoy"}
    return sort if sort in _ALWAYS and not office and any(t.lower_ == "the" for t in head.children) else ""


def _issuers(document: Token) -> Iterator[Token]:
    """Whose document it is: "North Korea's statement", "a foreign ministry statement", "a report by the bank"."""
    for other in document.children:
        if other.dep_ in {"poss", "compound", "amod", "nmod"}:
            yield other
        elif other.dep_ == "prep" and other.lower_ in {"by", "from", "of"}:
            yield from (inner for inner in other.children if inner.dep_ == "pobj")


def speaker(sentence: Sentence, head: Token, mentions: Sequence[Mention]) -> Speaker:
    """The speaker that a noun phrase names."""
    start, end = sentence.span(*naming(head))
    text = sentence.text[start - sentence.start : end - sentence.start]
    unnamed = anonymous(head)
    actor = actor_of(sentence.start + head.idx, mentions)
    if actor is not None and actor.kind == "agency" and BODY_OF.match(text):
        # "the Ministry of Foreign Affairs" is not the magazine.
        actor = None
    if actor is None and voices().get(head.lemma_.lower()) == "document":
        actor = next(filter(None, (actor_of(sentence.start + t.idx, mentions) for t in _issuers(head))), None)
    return Speaker(text=text, start=start, end=end, actor=actor, anonymous=unnamed)
