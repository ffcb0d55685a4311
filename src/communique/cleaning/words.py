"""Words written with letters of another script: which word was meant, as a noisy channel over the whole text.

For every word that is not plainly of one script the readings are weighed: it is what it says, or it is a word of
another script of which some letters were swapped. What a swap costs is learned from the text itself: words that can be
read in one way only ("Кorea": no Cyrillic letter looks like "r") show which letters were swapped, and how often. What a
script costs comes from the words around and in the whole text. So a text without a swapped letter keeps its Russian
words, and a text in which half of the letters were swapped gets back the words in which all of them were.
"""

from __future__ import annotations

import bisect
import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.cleaning.evidence import Evidence
from communique.cleaning.scripts import TARGETS, options, script, telling
from communique.cleaning.vocabulary import common, known

__all__ = ["repair_words"]

# A word: letters with their marks, across apostrophes.
_LETTER = r"[^\W\d_][\u0300-\u036f]*"
_WORD = re.compile(rf"(?:{_LETTER})+(?:['’ʼ](?:{_LETTER})+)*")
_OPENING, _CLOSING = frozenset("\"'“‘«„([/<"), frozenset("\"'”’»“)]/>")
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
# What may follow a number without a space: "60th", "1990s".
_SUFFIXES = frozenset("st nd rd th s am pm km kg cm mm bn".split())


@dataclass(slots=True)
class _Word:
    start: int
    text: str
    own: str  # the script of all its letters, "mixed", or "" (none that matters)
    readable: tuple[str, ...]  # other scripts it can be read in by shape
    code: bool  # touches digits: a number or a code
    quoted: bool
    sure: str = ""  # the script it is of without doubt


def repair_words(text: str) -> Iterator[tuple[int, str, str]]:
    """Every letter to change: (position, letter, letter meant), in order of position."""
    words = list(_words(text))
    home = next(iter(telling(text).most_common(1)), ("Latin", 0))[0]
    evidence = _gather(words, home)
    sure = [index for index, word in enumerate(words) if word.sure]
    for index, word in enumerate(words):
        if word.readable and word.own != home:
            meant = _meant(word, _Context(_around(index, sure, words), evidence, home))
            for offset, (was, now) in enumerate(zip(word.text, meant, strict=True)):
                if was != now:
                    yield word.start + offset, was, now


def _words(text: str) -> Iterator[_Word]:
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match.group()
        scripts = {found for letter in word if (found := script(letter))}
        own = "mixed" if len(scripts) > 1 else next(iter(scripts), "")
        before, after = text[max(0, start - 1) : start], text[end : end + 2]
        readable = tuple(target for target in TARGETS if target != own and _fits(word, target))
        code = before.isdigit() or after[:1].isdigit() or (len(word) == 1 and after[:1] == "-" and after[1:].isdigit())
        yield _Word(start, word, own, readable, code, before in _OPENING and after[:1] in _CLOSING)


def _fits(word: str, target: str) -> bool:
    return all(script(letter) in ("", target) or options(letter, target) for letter in word)


def _gather(words: Sequence[_Word], home: str) -> Evidence:
    """Mark the words that are sure, and return what they show of swapped letters."""
    first, evidence = Evidence(), Evidence()
    for word in words:
        word.sure = _sure(word, home)
        if word.sure:
            # Where a letter has two readings ("ӏ": l or i), the spelling that is a word is what the letter shows.
            meant = word.text if word.own == word.sure else _spelling(word.text, word.sure, first)[0]
            evidence.add(word.text, meant, word.sure)
    return evidence


def _sure(word: _Word, home: str) -> str:
    """The script that a word is of without doubt; "" where there is doubt."""
    if word.code:
        return ""
    if word.own != "mixed":
        return word.own if word.own == home or not word.readable else ""
    if len(word.readable) != 1:
        return ""
    target = word.readable[0]
    alien = [letter for letter in word.text if script(letter) not in ("", target)]
    # Near shapes alone prove a swap only in a word that holds a letter of no other script than the text's own.
    return target if target == home or any(options(letter, target)[0].same for letter in alien) else ""


@dataclass(slots=True)
class _Context:
    """Where a word stands: the scripts of the sure words near it, what the text shows, the script of most of it."""

    around: Counter[str]
    evidence: Evidence
    home: str

    def prior(self, word: _Word, target: str) -> float:
        """The logarithm of how likely a word of a script is here."""
        total = sum(self.evidence.words.values())
        share = self.evidence.words[target] / total if total else float(target == self.home)
        local = (self.around[target] + 0.5 * share) / (sum(self.around.values()) + 0.5)
        base = _BASE.get(target, _RAREST)
        if len(word.text) == 1 and word.own == target and word.text not in "οΟ":
            base = _SYMBOL.get(target, base)
        return math.log(max(base, min(1.0, local)))


def _around(index: int, sure: Sequence[int], words: Sequence[_Word]) -> Counter[str]:
    """The scripts of the nearest sure words on both sides, nearer ones weighing more."""
    found: defaultdict[str, float] = defaultdict(float)
    at = bisect.bisect_left(sure, index)
    for place in sure[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]:
        distance = abs(place - index)
        if 0 < distance <= 3 * _NEIGHBOURS:
            found[words[place].sure] += 1 / distance
    return Counter(found)


def _meant(word: _Word, context: _Context) -> str:
    """The likeliest reading of a word: itself, or a word of another script."""
    evidence = context.evidence
    greek = sum(script(letter) == "Greek" for letter in word.text)
    best, best_score = word.text, _MEANT_SYMBOL if greek == 1 and len(word.text) < 5 else _MEANT_MIXED
    if word.own != "mixed":
        best_score = context.prior(word, word.own) + (_APART if word.quoted or word.code else 0.0)
        if word.own == "Greek" and len(word.text) == 1 and word.text not in "οΟ" and not evidence.seen("Greek"):
            return word.text
        if word.own == "Latin" and len(word.text) > 1 and known(word.text) and not evidence.seen("Latin"):
            best_score += _KNOWN_BONUS
    for target in word.readable:
        reading, swaps = _spelling(word.text, target, evidence)
        if word.code and reading not in _SUFFIXES:
            continue
        score = swaps + context.prior(word, target)
        if score > best_score:
            best, best_score = reading, score
    return best


def _spelling(word: str, target: str, evidence: Evidence) -> tuple[str, float]:
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
        best, score = max(scored, key=lambda item: item[1] + _KNOWN_SPELLING * (known(item[0]) + common(item[0])))
    else:
        best, score = scored[0]
    return best, max(score + _KNOWN_BONUS, _WORD_ATTACK) if known(best) else score


def _case(word: str, at: int, now: str) -> float:
    # A capital inside a lower-case word, or a small letter inside capitals, is not what was meant.
    before, after = word[max(0, at - 1) : at], word[at + 1 : at + 2]
    if before.islower() and now.isupper():
        return -4.0
    if before.isupper() and after.isupper() and now.islower():
        return -4.0
    return 0.0
