"""The seam of classification: a coder takes candidates and gives each a type, a mode and a probability, or none.

`LexiconCoder` reads the codebook's lexicons: the most demanding line that fits wins.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from communique.codebook import NONE, Codebook, Condition, Entry
from communique.events.candidates import Candidate, lemma
from communique.events.frames import frame
from communique.events.subjects import conjuncts
from communique.events.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["NOTHING", "Coder", "Coding", "LexiconCoder"]

_CLASSES = {
    "cooperation": ("verbal-cooperation", "material-cooperation"),
    "conflict": ("material-conflict",),
}
# A line that asks for three things is hardly ever wrong, a bare verb about every other time; the figures only rank
# the lexicon's readings and are replaced by calibrated ones when a model is trained.
_CONFIDENCE = (0.5, 0.65, 0.8, 0.9)
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Coding:
    """What a coder makes of one candidate. `inner` is the governed act that a wrapper ("vowed to attack") is about."""

    type: str
    mode: str = ""
    probability: float = 1.0
    probabilities: dict[str, float] = field(default_factory=dict)
    entry: Entry | None = None
    inner: tuple[Token, Coding] | None = None


NOTHING = Coding(NONE, probability=0.0)


class Coder(Protocol):
    """Gives every candidate a coding, in order."""

    def code(self, candidates: Sequence[Candidate]) -> list[Coding]:
        """One coding a candidate; `NOTHING` or type none where it names no act."""
        ...

    # Whether verbs beyond the lemmas are worth a candidate.
    every_verb: bool

    @property
    def lexicon(self) -> LexiconCoder:
        """What reads the lines of the coder's codebook."""
        ...

    @property
    def lemmas(self) -> frozenset[str]:
        """The lemmas that are worth a candidate."""
        ...


# What the clause below says, as a word and its coding, once it is asked for.
_Below = Callable[[], "tuple[Token, Coding] | None"]


class LexiconCoder:
    """Codes by the lines of the codebook's lexicons."""

    every_verb = False

    def __init__(self, book: Codebook) -> None:
        self._book = book
        self._by_lemma: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in book.entries:
            for word in entry.lemmas:
                self._by_lemma[entry.pos, word].append(entry)
        self.lemmas = frozenset(word for _, word in self._by_lemma)

    @property
    def lexicon(self) -> LexiconCoder:
        """Itself."""
        return self

    def code(self, candidates: Sequence[Candidate]) -> list[Coding]:
        """The reading of each candidate."""
        return [self.read(candidate) for candidate in candidates]

    def read(self, candidate: Candidate, depth: int = 0) -> Coding:
        """The type and mode of the line that fits best; `NOTHING` where none fits."""
        pos = "noun" if candidate.trigger.pos_ in {"NOUN", "PROPN"} else "verb"
        entries = self._by_lemma.get((pos, lemma(candidate.trigger)), ())
        # Many lines ask what the clause below says, which has lines that ask the same: each is read once.
        below = functools.cache(lambda: self._inner(candidate, depth))
        fitting = [entry for entry in entries if all(self._holds(c, candidate, below) for c in entry.conditions)]
        if not fitting:
            return NOTHING
        best = max(fitting, key=lambda entry: entry.specificity)
        inner = below() if best.type in self._book.types else None
        mode = best.mode
        if not mode and inner is not None and best.type in self._book.types:
            mode = self._book.types[best.type].inner.get(inner[1].type, "")
        asked = min(len(best.conditions), len(_CONFIDENCE) - 1)
        return Coding(best.type, mode, _CONFIDENCE[asked], {}, best, inner)

    def _holds(self, condition: Condition, candidate: Candidate, below: _Below) -> bool:
        fits = self._fits(condition, candidate, below)
        return not fits if condition.negated else fits

    def _fits(self, condition: Condition, candidate: Candidate, below: _Below) -> bool:
        around, wanted = candidate.frame, condition.words
        match condition.key:
            case "obj":
                return any(_word_fits(token, wanted, candidate) for token in around.objects)
            case "subj":
                return any(_word_fits(token, wanted, candidate) for token in around.subjects)
            case "prt":
                return bool(around.particles & wanted)
            case "mod":
                return bool(_modifiers(candidate) & wanted)
            case "oprd":
                return bool({t.lemma_.lower() for word in around.predicates for t in word.subtree} & wanted)
            case "comp":
                return self._governs(wanted, candidate, below)
            case "has":
                return any(token.lemma_.lower() in wanted for token in candidate.trigger.subtree)
            case "pred":
                return candidate.trigger.dep_ == "attr" and candidate.trigger.head.lemma_ == "be"
            case "that":
                return any(c.dep_ in {"ccomp", "acl"} for c in candidate.trigger.children)
            case key:
                nouns = [token for prep in key.split("|") for token in around.preps.get(prep, ())]
                if "*" in wanted:
                    return any(prep in around.preps for prep in key.split("|"))
                return any(_word_fits(token, wanted, candidate) for token in nouns)

    def _governs(self, wanted: frozenset[str], candidate: Candidate, below: _Below) -> bool:
        if "*" in wanted:
            return bool(candidate.frame.inner)
        inner = below()
        if inner is None:
            return False
        kind = self._book.types[inner[1].type]
        names = {name for word in wanted for name in _CLASSES.get(word, (word,))}
        return kind.name in names or kind.quad in names

    def _inner(self, candidate: Candidate, depth: int) -> tuple[Token, Coding] | None:
        """The first act among the governed clauses, or within their objects."""
        if depth >= _DEEPEST:
            return None
        for token in candidate.frame.inner:
            for word in [token, *_beneath(token)]:
                coding = self.read(Candidate(candidate.sentence, word, frame(word), candidate.cast), depth + 1)
                if coding.type in self._book.types:
                    return word, coding
        return None


def _beneath(token: Token) -> list[Token]:
    """Where the act may stand when the governed verb only carries it: "to play a part in developing ties"."""
    found: list[Token] = []
    for child in token.children:
        if child.dep_ in {"xcomp", "ccomp"}:
            found.append(child)
        elif child.dep_ in {"dobj", "attr"}:
            found.extend(conjuncts(child))
            found.extend(grand for grand in child.children if grand.dep_ in {"acl", "xcomp", "advcl"})
        elif child.dep_ in {"prep"}:
            found.extend(grand for grand in child.children if grand.dep_ == "pcomp")
    return found


def _counts(token: Token) -> bool:
    """Whether a word only says how many: "21 of the hostages", "dozens of prisoners", "some of the crew"."""
    return token.pos_ in {"NUM", "DET", "PRON"} or token.lemma_.lower() in words("quantity")


def _joined(token: Token) -> set[str]:
    """A compound that the tokenizer cut at its hyphen, as the lines write it: "cease-fire" is "ceasefire"."""
    if token.i < 2 or token.nbor(-1).text != "-":
        return set()
    first, last = token.nbor(-2).lower_, str(token.lemma_).lower()
    return {f"{first}-{last}", first + last}


def _counted(token: Token) -> list[Token]:
    of = (child for child in token.children if child.dep_ == "prep" and child.lower_ == "of")
    return [noun for prep in of for noun in prep.children if noun.dep_ == "pobj"]


def _several(candidate: Candidate) -> bool:
    """Whether those who act are of several countries."""
    parties = candidate.parties(candidate.frame.subjects)
    return len({actor.country for party in parties for actor in party.actors if actor.country}) > 1


def _modifiers(candidate: Candidate) -> set[str]:
    found = set(candidate.frame.modifiers)
    for token in candidate.frame.objects:
        found |= {child.lemma_.lower() for child in token.children if child.dep_ in {"amod", "compound", "nmod"}}
        found |= {grand.lemma_.lower() for child in token.children for grand in child.children if grand.dep_ == "amod"}
    return found


def _word_fits(token: Token, wanted: frozenset[str], candidate: Candidate) -> bool:
    if _counts(token) and any(_word_fits(noun, wanted, candidate) for noun in _counted(token)):
        return True
    if "*" in wanted:
        return True
    if "@several" in wanted and _several(candidate):
        return True
    if "@actor" in wanted and candidate.cast.is_actor(token) and token.lower_ != "it":
        return True
    if "@person" in wanted and candidate.cast.is_person(token):
        return True
    if "@place" in wanted and candidate.cast.is_place(token):
        return True
    if "@body" in wanted and candidate.cast.is_body(token):
        return True
    if "@people" in wanted and candidate.cast.is_people(token):
        return True
    if token.lemma_.lower() in wanted or _joined(token) & wanted:
        return True
    return any(
        child.lemma_.lower() in wanted or child.lower_ in wanted
        for child in token.children
        if child.dep_ in {"amod", "compound", "nmod"} and child.pos_ in {"NOUN", "PROPN", "ADJ"}
    )
