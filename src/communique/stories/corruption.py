"""Sentences that a rewriting machine broke: a stop in the middle, a fragment left over, a word said twice."""

from __future__ import annotations

import re

from communique.records import Change, Evidence
from communique.stories.alignment import Block
from communique.stories.texts import Text, cues

__all__ = ["broken"]

# A stop after a word of two letters or more, and what follows: broken if that is a lower-case letter or a hyphen.
_STOP = re.compile(r"(?<![\w.])([^\W\d_]{2,})\.\s+(?=(-?[^\W\d_]))")
_TWICE = re.compile(r"\b([^\W\d_]{2,})\s+\1\b", re.IGNORECASE)
# Doubled words that are good grammar.
_DOUBLED = frozenset({"had", "that", "is", "her", "very", "so", "no"})
# Characters on either side that a reader needs to see what is wrong.
_AROUND = 24
# Words of a sentence left over that is no sentence.
_FRAGMENT = 3


def broken(a: Text, b: Text, one: list[int], other: list[int], block: Block) -> list[tuple[int, Change]]:
    """Where the second text is broken in an aligned block, with the offset of the break; the first text must not be."""
    if not one or not other:
        return []
    start, end = int(b.words.starts[other[0]]), b.sentences[block.b[-1]].end
    source = a.report.text[a.words.starts[one[0]] : a.sentences[block.a[-1]].end]
    whole = _around(a, int(a.words.starts[one[0]]), a.sentences[block.a[-1]].end, 0)
    found: list[tuple[int, Change]] = []
    for pattern, what in ((_STOP, "a stop breaks the sentence"), (_TWICE, "a word stands twice")):
        if any(_is_break(match) for match in pattern.finditer(source)):
            continue
        for match in filter(_is_break, pattern.finditer(b.report.text, start, end)):
            if match[1].lower() in (cues("abbreviation") if pattern is _STOP else _DOUBLED) or _capital(b, match):
                continue
            here = _around(b, match.start(), match.end(), _AROUND)
            found.append((match.end(1), _change(whole, here, what)))
    return found + _split(a, b, one, other, block, whole)


def _is_break(match: re.Match[str]) -> bool:
    """Of a stop, whether what follows it can't begin a sentence; scripts without lower case have no such sign."""
    return match.re is not _STOP or match[2][0] == "-" or match[2].islower()


def _capital(text: Text, match: re.Match[str]) -> bool:
    """Whether the matched word is short and capitalised: rather an initial or an abbreviation than a sentence's end."""
    return match[1][0].isupper() and len(match[1]) <= 3 and text.report.text[match.end(1) : match.end(1) + 1] == "."


def _split(
    a: Text, b: Text, one: list[int], other: list[int], block: Block, whole: Evidence
) -> list[tuple[int, Change]]:
    """Where a sentence ends in the second text between words that follow each other in the first."""
    found: list[tuple[int, Change]] = []
    hashes = [int(a.words.hashes[i]) for i in one]
    for index in block.b[1:]:
        words = b.words_of(index)
        follower = int(b.words.hashes[words.start]) if words.stop > words.start else 0
        if follower not in hashes or hashes.index(follower) == 0:
            continue
        at = one[hashes.index(follower)]
        between = a.report.text[a.words.ends[at - 1] : a.words.starts[at]]
        if between.strip(" \u00a0-“\"‘'"):
            continue
        recent = {int(b.words.hashes[i]) for i in range(max(0, words.start - 3), words.start)}
        if words.stop - words.start <= _FRAGMENT or int(a.words.hashes[at - 1]) in recent:
            first, last = max(other[0], words.start - 3), min(words.stop, words.start + 4) - 1
            here = _around(b, int(b.words.starts[first]), int(b.words.ends[last]), 0)
            found.append((int(b.words.ends[words.start - 1]), _change(whole, here, "a stop breaks the sentence")))
    return found


def _change(whole: Evidence, here: Evidence, what: str) -> Change:
    return Change(kind="corrupted", a=whole, b=here, note=f"{what}: “{here.text}”")


def _around(text: Text, start: int, end: int, margin: int) -> Evidence:
    """A stretch of text, widened to whole words."""
    body = text.report.text
    start, end = max(0, start - margin), min(len(body), end + margin)
    while margin and start > 0 and body[start - 1].isalnum():
        start -= 1
    while margin and end < len(body) and body[end].isalnum():
        end += 1
    start += len(body[start:end]) - len(body[start:end].lstrip())
    end -= len(body[start:end]) - len(body[start:end].rstrip())
    return Evidence(report_id=text.report.report_id, start=start, end=end, text=body[start:end])
