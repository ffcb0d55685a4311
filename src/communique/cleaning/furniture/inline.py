"""Furniture glued inside a paragraph: prompts, cross references, credits, agency tags; each cut at its own borders."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from communique import tables
from communique.cleaning.furniture.shape import function_words

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_NAME = r"(?:[A-Z][\w’'&.-]*(?: (?:of|the|and|&) (?=[A-Z])| )?){1,6}"
_LOWER = r"[a-z][\w’'-]*"
# What may stand before furniture inside a line: its beginning, the end of a sentence, or white space after either.
_BEFORE = re.compile(r"(?:^|[.!?…:;)\]\"”’»|–—-]|\n)\s*$")
_TOKEN = re.compile(r"\S+")
# A prompt runs this many words past its opening at most; longer ones end with a full stop.
_LONGEST_PROMPT = 22
# What a prompt ends with, in capitals too ("Join our channel HERE.").
_CALLS = frozenset({"HERE", "NOW", "TODAY"})
# A cross reference with no full stop behind it takes the rest of its line only if that is a headline's length.
_LONGEST_HEADLINE = 20
_SHORTEST_HEADLINE = 3


class _Pattern(NamedTuple):
    """One wording, the kind of furniture it is, and what its border is."""

    regex: re.Pattern[str]
    kind: str
    border: str


@functools.cache
def _patterns() -> tuple[_Pattern, ...]:
    return tuple(
        _Pattern(
            re.compile(row["pattern"].replace("{name}", _NAME).replace("{lower}", _LOWER)), row["kind"], row["border"]
        )
        for row in tables.load("furniture_inline")
    )


@functools.cache
def _needs() -> tuple[AhoCorasick, tuple[frozenset[int], ...]]:
    """Strings of which a line must hold one for a pattern, looked for first since that is quick; and whose they are."""
    from ahocorasick_rs import AhoCorasick, Implementation

    owners: dict[str, set[int]] = {}
    for number, row in enumerate(tables.load("furniture_inline")):
        # "BAR" stands for the character that parts the cell's values.
        for need in row["needs"].split("|"):
            owners.setdefault(need.replace("BAR", "|"), set()).add(number)
    automaton = AhoCorasick(list(owners), implementation=Implementation.ContiguousNFA)
    return automaton, tuple(frozenset(numbers) for numbers in owners.values())


@functools.lru_cache(maxsize=2_048)
def find(text: str) -> tuple[tuple[int, int, str], ...]:
    """Spans of furniture inside one paragraph, with their kinds, in order and apart from each other."""
    automaton, owners = _needs()
    possible = {
        number for hit, _, _ in automaton.find_matches_as_indexes(text, overlapping=True) for number in owners[hit]
    }
    found: list[tuple[int, int, str]] = []
    for pattern in [_patterns()[number] for number in sorted(possible)]:
        for match in pattern.regex.finditer(text):
            start, end = match.span()
            if pattern.border in {"prompt", "headline"}:
                if not _BEFORE.search(text[max(0, start - 3) : start]):
                    continue
                end = _end_of_prompt(text, end) if pattern.border == "prompt" else _end_of_headline(text, end)
            if end > start:
                found.append((start, end, pattern.kind))
    return tuple(_apart(found, text)) if found else ()


def _end_of_prompt(text: str, position: int) -> int:
    """Where a prompt without a full stop ends: before the capital that begins the next sentence.

    It goes on through lower-case words, and through a name only where a function word leads to it ("on Google Play").
    """
    previous = ""
    for number, match in enumerate(_TOKEN.finditer(text, position)):
        token = match.group()
        opens = token.lstrip("\"“‘'(")[:1].isupper() and token.strip(".!:") not in _CALLS
        led = previous.lower().strip(",") in function_words() or (previous[:1].isupper() and number > 0)
        if opens and not (led and previous) and not (number == 0 and text[position : position + 1].strip()):
            return position
        if number >= _LONGEST_PROMPT:
            return position
        position = match.end()
        if token.rstrip("\"”’')").endswith((".", "!", "?")):
            return position
        previous = token
    return position


def _end_of_headline(text: str, position: int) -> int:
    """Where the headline after "Read more:" ends: with its line, or with its own full stop or question mark."""
    rest = text[position:]
    tokens = rest.split()
    if len(tokens) <= _LONGEST_HEADLINE:
        return len(text)
    end = re.search(r"[.?!](?=\s+[A-Z“\"])", rest)
    if end and len(rest[: end.end()].split()) <= _LONGEST_HEADLINE:
        return position + end.end()
    return _before_opener(text, position)


def _before_opener(text: str, position: int) -> int:
    """Where a headline glued to the next sentence ends: in title case before a plain word, else before an opener.

    An opener is a capitalised function word ("The", "In", "He"). Where neither shows a border, nothing is taken but the
    label: a sentence is never cut in half.
    """
    matches = list(_TOKEN.finditer(text, position))[:_LONGEST_HEADLINE]
    tokens = [match.group().strip("\"“”‘’',:;") for match in matches]
    plain = [token for token in tokens if token[:1].islower() and token not in function_words()]
    titled = len(plain) <= 0.2 * len(tokens)
    for number, token in enumerate(tokens):
        opens = token[:1].isupper() and token.lower() in function_words()
        if number >= _SHORTEST_HEADLINE and opens and not titled:
            return matches[number].start()
        if number >= _SHORTEST_HEADLINE and titled and token in plain:
            words = range(number - 1, 0, -1)
            last = next((at for at in words if tokens[at].lower() in function_words()), number - 1)
            return matches[last].start() if tokens[last][:1].isupper() else matches[number - 1].start()
    return position


def _apart(found: list[tuple[int, int, str]], text: str) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(found, key=lambda span: (span[0], -span[1])):
        if kept and start < kept[-1][1]:
            continue
        # The white space after a cut goes with it, so that no double blank stays.
        while end < len(text) and text[end] == " ":
            end += 1
        kept.append((start, end, kind))
    return kept
