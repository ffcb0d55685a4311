"""Words written with letters of another script: which word was meant, as a noisy channel over the whole text.

For every word that is not plainly of one script the readings are weighed: it is what it says, or it is a word of
another script of which some letters were swapped. What a swap costs is learned from the text itself: words that can be
read in one way only ("Кorea": no Cyrillic letter looks like "r") show which letters were swapped, and how often. What a
script costs comes from the words around and in the whole text. So a text without a swapped letter keeps its Russian
words, and a text in which half of the letters were swapped gets back the words in which all of them were.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator

from communique.cleaning.evidence import Evidence
from communique.cleaning.readings import Reader, Surroundings, Word, spelling
from communique.cleaning.scripts import TARGETS, TELLING, lookalike_letters, options, script, script_of, telling

__all__ = ["repair_words"]

_OPENING, _CLOSING = frozenset("\"'“‘«„([/<"), frozenset("\"'”’»“)]/>")
# A text is judged in blocks, so that a book in one file needs no more memory than a page.
_BLOCK = 500_000


def repair_words(text: str, language: str = "") -> Iterator[tuple[int, str, str]]:
    """Every letter to change: (position, letter, letter meant), in order of position.

    `language` (ISO 639-1) decides the script of a text whose every letter looks like one of another.
    """
    start = len(text) if _foreign().isdisjoint(text) else 0
    while start < len(text):
        end = len(text) if len(text) - start <= _BLOCK else text.rfind(" ", start, start + _BLOCK) + 1
        end = end if end > start else min(len(text), start + _BLOCK)
        block = text[start:end]
        shown = telling(block)
        if language:
            # Half of what one unmistakable letter says.
            shown[script_of(language)] += TELLING // 2
        home = next(iter(shown.most_common(1)), ("Latin", 0))[0]
        if _may_hold_swaps(block, home):
            for at, was, now in _in_block(block, home):
                yield start + at, was, now
        start = end


def _may_hold_swaps(text: str, home: str) -> bool:
    """Whether a text has a word of two scripts, or one that is not of its own script but could be by shape."""
    return _boundary().search(text) is not None or _lookalike_word(home).search(text) is not None


@functools.cache
def _foreign() -> frozenset[str]:
    """The letters that look like Latin ones; most texts have none, and none of their words is false."""
    return frozenset(lookalike_letters("Latin"))


@functools.cache
def _boundary() -> re.Pattern[str]:
    """A letter beside one of another script: only Latin letters and those that look like some make false words."""
    latin, other = "A-Za-z\u00c0-\u024f", re.escape(lookalike_letters("Latin"))
    greek, cyrillic = "\u0370-\u03ff", "\u0400-\u058f"
    return re.compile(
        f"[{latin}][{other}{cyrillic}]|[{other}{cyrillic}][{latin}]|[{greek}][{cyrillic}]|[{cyrillic}][{greek}]"
    )


@functools.cache
def _word_pattern() -> re.Pattern[str]:
    """A word: letters with their marks, and signs that look like letters, across apostrophes."""
    signs = re.escape("".join(letter for letter in lookalike_letters("Latin") if script(letter) == "symbol"))
    letter = rf"(?:[^\W\d_]|[{signs}])[\u0300-\u036f]*"
    return re.compile(rf"(?:{letter})+(?:['’ʼ](?:{letter})+)*")


@functools.cache
def _lookalike_word(home: str) -> re.Pattern[str]:
    """A whole word of letters of other scripts that all look like letters of one."""
    target = home if home in TARGETS else "Latin"
    # A word of nothing but signs, or letters of scripts that nobody swaps whole words into, proves nothing.
    letters = "".join(letter for letter in lookalike_letters(target) if script(letter) not in {"other", "symbol"})
    return re.compile(rf"(?<![^\W\d_])[{re.escape(letters)}]+(?![^\W\d_])")


def _in_block(text: str, home: str) -> Iterator[tuple[int, str, str]]:
    """The letters to change in one block: first all sure words are counted, then the others are read in their light."""
    counts: Counter[tuple[str, str, str]] = Counter()
    around = Surroundings()
    doubtful: list[Word] = []
    for index, match in enumerate(_word_pattern().finditer(text)):
        found = match.group()
        own, readable = _kind(found)
        sure = own
        if readable and own != home:
            word = _word(text, match, index, own, readable)
            word.sure = sure = _sure(word, home)
            doubtful.append(word)
        if sure:
            counts[found, own, sure] += 1
            around.add(index, sure)
    reader = Reader(_evidence(counts), around, home)
    for word in doubtful:
        meant = reader.meant(word)
        if meant != word.text:
            for offset, (was, now) in enumerate(zip(word.text, meant, strict=True)):
                if was != now:
                    yield word.start + offset, was, now


def _word(text: str, match: re.Match[str], index: int, own: str, readable: tuple[str, ...]) -> Word:
    start, end = match.span()
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    code = before.isdigit() or after[:1].isdigit()
    code = code or (end - start == 1 and after[:1] == "-" and after[1:].isdigit())
    quoted = before in _OPENING and after[:1] in _CLOSING
    return Word(start, index, match.group(), own, readable, code, quoted, spoken=quoted and before in "[/")


@functools.lru_cache(maxsize=100_000)
def _kind(word: str) -> tuple[str, tuple[str, ...]]:
    """The script of a word's letters ("mixed" if of several), and the other scripts that it can be read in by shape."""
    scripts = {found for letter in word if (found := script(letter))}
    own = "mixed" if len(scripts) > 1 else next(iter(scripts), "")
    return own, tuple(target for target in TARGETS if target != own and _fits(word, target))


def _fits(word: str, target: str) -> bool:
    return all(script(letter) in ("", target) or options(letter, target) for letter in word)


def _sure(word: Word, home: str) -> str:
    """The script that a word of doubtful letters is of without doubt; "" where there is doubt."""
    if word.code or word.own != "mixed" or len(word.readable) != 1:
        return ""
    target = word.readable[0]
    # Near shapes alone prove a swap only in a word of the text's own script.
    alien = (letter for letter in word.text if script(letter) not in ("", target))
    return target if target == home or any(options(letter, target)[0].same for letter in alien) else ""


def _evidence(counts: Counter[tuple[str, str, str]]) -> Evidence:
    """What the sure words show of swapped letters."""
    nothing, evidence = Evidence(), Evidence()
    for (text, own, sure), count in counts.items():
        if own == "mixed" and sure == "mixed":
            continue
        # Where a letter has two readings ("ӏ": l or i), the spelling that is a word is what the letter shows.
        evidence.add(text, text if own == sure else spelling(text, sure, nothing)[0], sure, count)
    return evidence
