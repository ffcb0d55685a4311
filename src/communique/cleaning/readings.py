"""What a word of doubtful letters says: itself, or a word of another script, whichever its place makes likelier."""

from __future__ import annotations

import bisect
import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass

from communique.cleaning.evidence import Evidence
from communique.cleaning.scripts import options, script
from communique.cleaning.vocabulary import common, known, likely

__all__ = ["Reader", "Surroundings", "Word", "spelling"]

# All letters of one word swapped in a text with no other swap: attackers do pick single words.
_WORD_ATTACK = math.log(1e-5)
# A word of two scripts that is meant to be one: a Greek symbol with a Latin letter ("kΩ"), or hardly ever a logo.
_MEANT_SYMBOL, _MEANT_MIXED = math.log(1e-6), math.log(1e-14)
# How likely a word of a script is in a text that shows no sure word of it. Latin names stand in every press.
_BASE = {"Latin": 2e-3}
_RAREST = 1e-6
# A Greek letter by itself is a symbol ("α particles"), and a Latin one in Russian too ("ось x"), but less often than a
# Russian word of one letter, which every tenth word is.
_SYMBOL = {"Greek": 1e-3, "Latin": 2e-4}
# Quoted by itself, or beside digits, a word is talked about, or a code.
_APART = math.log(1e4)
_KNOWN_BONUS = 2.0
# What tells one spelling of a reading from another; far above what rates differ by.
_KNOWN_SPELLING = 12.0
_NEIGHBOURS = 4
_MOST_READINGS = 256
# Words of one letter in Russian, Ukrainian, Bulgarian and Serbian that a Latin letter may stand for.
_ONE_LETTER_WORDS = frozenset("аоусіАОУСІ")
# What may follow a number without a space: "60th", "1990s".
_SUFFIXES = frozenset("st nd rd th s am pm km kg cm mm bn".split())


@dataclass(slots=True)
class Word:
    """A word with letters that may be others: where it stands, and how it can be read."""

    start: int
    index: int
    text: str
    own: str  # the script of all its letters, or "mixed"
    readable: tuple[str, ...]  # other scripts it can be read in by shape
    code: bool  # touches digits: a number or a code
    quoted: bool
    spoken: bool  # between brackets or slashes, as a pronunciation is
    sure: str = ""  # the script it is of without doubt


class Surroundings:
    """The scripts of the sure words of a text, by their number in it."""

    def __init__(self) -> None:
        self._places: list[int] = []
        self._scripts: list[str] = []

    def add(self, index: int, name: str) -> None:
        """Take in the next sure word."""
        self._places.append(index)
        self._scripts.append(name)

    def of(self, index: int) -> dict[str, float]:
        """The scripts of the nearest sure words on both sides, nearer ones weighing more."""
        found: dict[str, float] = {}
        at = bisect.bisect_left(self._places, index)
        for number in range(max(0, at - _NEIGHBOURS), min(len(self._places), at + _NEIGHBOURS + 1)):
            distance = abs(self._places[number] - index)
            if 0 < distance <= 3 * _NEIGHBOURS:
                name = self._scripts[number]
                found[name] = found.get(name, 0.0) + 1 / distance
        return found


class Reader:
    """Reads the words of one text in the light of what the text shows."""

    def __init__(self, evidence: Evidence, surroundings: Surroundings, home: str) -> None:
        self._evidence = evidence
        self._home = home
        self._surroundings = surroundings
        total = sum(evidence.words.values())
        self._shares = {name: count / total for name, count in evidence.words.items()} if total else {home: 1.0}
        self._spellings: dict[tuple[str, str], tuple[str, float]] = {}

    def meant(self, word: Word) -> str:
        """The likeliest reading of a word: itself, or a word of another script."""
        if word.own == "mixed" and word.sure == self._home:
            # The commonest case by far; no neighbour could change it.
            return self._spelled(word.text, word.sure)[0]
        around = self._surroundings.of(word.index)
        best, best_score = word.text, self._as_written(word, around)
        for target in word.readable:
            reading, swaps = self._spelled(word.text, target)
            if word.code and reading not in _SUFFIXES:
                continue
            score = swaps + self._prior(word, target, around)
            if reading in _ONE_LETTER_WORDS and self._evidence.seen("Latin"):
                score += _KNOWN_BONUS
            if score > best_score:
                best, best_score = reading, score
        return best

    def _spelled(self, word: str, target: str) -> tuple[str, float]:
        if (word, target) not in self._spellings:
            self._spellings[word, target] = spelling(word, target, self._evidence)
        return self._spellings[word, target]

    def _as_written(self, word: Word, around: Mapping[str, float]) -> float:
        """The logarithm of how likely it is that a word is what it says."""
        if word.own == "mixed":
            if word.spoken and any(script(letter) == "phonetic" for letter in word.text):
                # A pronunciation in brackets: [mɪnt].
                return math.inf
            greek = sum(script(letter) == "Greek" for letter in word.text)
            return _MEANT_SYMBOL if greek == 1 and len(word.text) < 5 else _MEANT_MIXED
        if word.own == "Greek" and len(word.text) == 1 and word.text not in "οΟ" and not self._evidence.seen("Greek"):
            return math.inf
        if word.own in {"other", "symbol"} and not self._evidence.seen(word.own):
            return math.inf
        suffix = word.code and "Latin" in word.readable and self._spelled(word.text, "Latin")[0] in _SUFFIXES
        apart = word.quoted or (word.code and not suffix)
        score = self._prior(word, word.own, around) + (_APART if apart else 0.0)
        if word.own == "Latin" and len(word.text) > 1 and known(word.text) and not self._evidence.seen("Latin"):
            score += _KNOWN_BONUS
        return score

    def _prior(self, word: Word, target: str, around: Mapping[str, float]) -> float:
        """The logarithm of how likely a word of a script is here."""
        local = (around.get(target, 0.0) + 0.5 * self._shares.get(target, 0.0)) / (sum(around.values()) + 0.5)
        base = _BASE.get(target, _RAREST)
        if len(word.text) == 1 and word.own == target and word.text not in "οΟ":
            base = _SYMBOL.get(target, base)
        return math.log(max(base, min(1.0, local)))


def spelling(word: str, target: str, evidence: Evidence) -> tuple[str, float]:
    """The word's likeliest spelling in a script, and the logarithm of how likely its letters were swapped so."""
    choices: list[list[tuple[str, float]]] = []
    for at, letter in enumerate(word):
        if script(letter) in ("", target):
            choices.append([(letter, 0.0)])
            continue
        found = options(letter, target)
        choices.append(
            [(it.letter, evidence.rate(letter, it.letter, same=it.same) + _case(word, at, it.letter)) for it in found]
        )
    readings = itertools.islice(itertools.product(*choices), _MOST_READINGS)
    scored = [("".join(now for now, _ in reading), sum(rate for _, rate in reading)) for reading in readings]
    if target != "Latin" or len(word) == 1:
        return max(scored, key=lambda item: item[1])
    if len(scored) > 1:
        best, score = max(scored, key=lambda item: item[1] + _english(item[0]))
    else:
        best, score = scored[0]
    return best, max(score + _KNOWN_BONUS, _WORD_ATTACK) if known(best) else score


def _english(word: str) -> float:
    return _KNOWN_SPELLING * (known(word) + common(word)) + likely(word)


def _case(word: str, at: int, now: str) -> float:
    # A capital inside a lower-case word, or a small letter inside capitals, is not what was meant.
    before, after = word[max(0, at - 1) : at], word[at + 1 : at + 2]
    if before.islower() and now.isupper():
        return -4.0
    if before.isupper() and after.isupper() and now.islower():
        return -4.0
    return 0.0
