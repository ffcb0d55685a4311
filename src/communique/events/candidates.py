"""Candidates: the verbs and nouns of a sentence that may name an act, each with its frame and its parties.

A cheap gate comes first: a sentence with no actor yields nothing. What a candidate means is the coder's business.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.events.frames import Frame, frame
from communique.events.parties import Cast, Party
from communique.events.words import words
from communique.language import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Candidate", "candidates"]

_PARTS = frozenset({"VERB", "ADJ", "NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may name an act: where it stands, what stands around it, who its parties may be."""

    sentence: Sentence
    trigger: Token
    frame: Frame
    cast: Cast

    @property
    def key(self) -> tuple[str, int]:
        """What the candidate is, wherever the sentence stands: a copied sentence has the same keys."""
        return self.sentence.text, self.trigger.i

    def parties(self, tokens: Sequence[Token]) -> list[Party]:
        """The parties that these words stand for; words that stand for no one are left out."""
        found = (self.cast.party(token) for token in tokens)
        return [party for party in found if party is not None]


def candidates(
    sentence: Sentence, cast: Cast, lemmas: frozenset[str], *, every_verb: bool = False
) -> Iterator[Candidate]:
    """The sentence's candidates in order: its verbs, adjectives and nouns whose lemma is one of `lemmas`.

    With `every_verb` its other verbs as well, but for those that say nothing by themselves, for a coder that knows more
    than words.
    """
    # A word of a mention with actors is a party; only where there is none is every word asked, which costs more.
    if not cast.named() and not any(cast.party(token) for token in sentence.doc):
        return
    plain = words("plain_verb")
    for token in sentence.doc:
        part = token.pos_
        # As in "was behind the bombing" an auxiliary may be the verb itself.
        if part not in _PARTS and (part != "AUX" or token.dep_ in {"aux", "auxpass"}):
            continue
        word = lemma(token)
        known = word in lemmas or (every_verb and part == "VERB" and word not in plain)
        if known and not _inside_name(token, cast):
            yield Candidate(sentence, token, frame(token), cast)


def lemma(token: Token) -> str:
    """The lemma as the lexicons write it: lower case, British and American spellings as they stand."""
    return str(token.lemma_).lower()


def _inside_name(token: Token, cast: Cast) -> bool:
    # "the Ministry of Foreign Trade", "Defence Minister": the words of a name are no acts.
    mention = cast.mention(token)
    return mention is not None and bool(mention.actors) and token.pos_ in {"NOUN", "PROPN", "ADJ"}
