"""What the second report changed against the first, for a person to read: phrase by phrase inside aligned sentences.

Words that only moved within a sentence are no change. What is left is named by what it touches: a number, a name, a
negation, an attribution, broken text; anything else was reworded.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from typing import NamedTuple

from communique.records import Change, ChangeKind, Evidence
from communique.stories.alignment import Alignment, Block
from communique.stories.texts import Text, cues

__all__ = ["changes"]

# Changes with fewer unchanged words between them than this read as one.
_NEAR = 2
# Words of context on either side, so that an insertion has a phrase to be compared with.
_CONTEXT = 2
# A stop followed by a lower-case letter or a hyphen: a sentence broken in the middle. Abbreviations excepted.
_BROKEN = re.compile(r"(?<![A-Z.])\b([^\W\d_]{2,})\.\s+(?=-?[a-z])")


class _Edit(NamedTuple):
    a: tuple[int, int]
    b: tuple[int, int]


def changes(a: Text, b: Text, alignment: Alignment) -> tuple[Change, ...]:
    """All changes in the order of the second text, then what was dropped in the order of the first."""
    found: list[Change] = []
    for block in alignment.blocks:
        found += _within(a, b, block)
    seen_a = {index for block in alignment.blocks for index in block.a}
    seen_b = {index for block in alignment.blocks for index in block.b}
    found += [_whole(b, index, "added") for index in range(len(b.sentences)) if index not in seen_b]
    found.sort(key=lambda change: change.b.start if change.b else 0)
    dropped = [_whole(a, index, "dropped") for index in range(len(a.sentences)) if index not in seen_a]
    return (*found, *dropped)


def _whole(text: Text, index: int, kind: ChangeKind) -> Change:
    span = text.sentences[index]
    evidence = _evidence(text, span.start, span.end)
    return Change(
        kind=kind,
        a=evidence if kind == "dropped" else None,
        b=evidence if kind == "added" else None,
        note=f"the whole sentence was {kind}",
    )


def _evidence(text: Text, start: int, end: int) -> Evidence:
    return Evidence(report_id=text.report.report_id, start=start, end=end, text=text.report.text[start:end])


def _within(a: Text, b: Text, block: Block) -> list[Change]:
    """The changes inside one aligned block."""
    one = [i for index in block.a for i in range(*a.words_of(index).indices(len(a.words)))]
    other = [i for index in block.b for i in range(*b.words_of(index).indices(len(b.words)))]
    edits = _edits([int(a.words.hashes[i]) for i in one], [int(b.words.hashes[i]) for i in other])
    net = _net(a, one, b, other)
    found = [_describe(a, b, one, other, edit, net) for edit in edits]
    found += _lost_marks(a, b, one, other)
    found += _broken(a, b, one, other, block)
    return [change for change in found if change is not None]


def _edits(one: list[int], other: list[int]) -> list[_Edit]:
    """Where two lists of words differ, near ones joined."""
    joined: list[_Edit] = []
    for tag, start_a, end_a, start_b, end_b in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if joined and start_a - joined[-1].a[1] < _NEAR:
            joined[-1] = _Edit((joined[-1].a[0], end_a), (joined[-1].b[0], end_b))
        else:
            joined.append(_Edit((start_a, end_a), (start_b, end_b)))
    return joined


def _net(a: Text, one: list[int], b: Text, other: list[int]) -> Counter[str]:
    """How many more times each word stands in the second block than in the first (fewer: below zero)."""
    net = Counter(_fold(b.surface(i)) for i in other)
    net.subtract(Counter(_fold(a.surface(i)) for i in one))
    return net


def _fold(word: str) -> str:
    return word.lower().replace("’", "'").replace(".", "") if not word[:1].isdigit() else word.replace(",", "")


def _describe(a: Text, b: Text, one: list[int], other: list[int], edit: _Edit, net: Counter[str]) -> Change | None:
    gone = [i for i in one[slice(*edit.a)] if net[_fold(a.surface(i))] < 0]
    come = [i for i in other[slice(*edit.b)] if net[_fold(b.surface(i))] > 0]
    if not gone and not come:
        return None
    kind = _kind([a.surface(i) for i in gone], [b.surface(i) for i in come])
    before, after = _phrase(a, one, edit.a), _phrase(b, other, edit.b)
    return Change(kind=kind, a=before, b=after, note=f"“{before.text}” → “{after.text}”")


def _phrase(text: Text, words: list[int], span: tuple[int, int]) -> Evidence:
    first, last = max(0, span[0] - _CONTEXT), min(len(words), span[1] + _CONTEXT) - 1
    start, end = int(text.words.starts[words[first]]), int(text.words.ends[words[last]])
    return _evidence(text, start, end)


def _kind(gone: list[str], come: list[str]) -> ChangeKind:
    """What a change touches, the gravest first."""
    if _numbers(gone) != _numbers(come):
        return "number"
    if sum(_fold(w) in cues("negation") for w in gone) != sum(_fold(w) in cues("negation") for w in come):
        return "negation"
    if _names(gone) != _names(come):
        return "name"
    if any(_fold(w) in cues("attribution") for w in gone) != any(_fold(w) in cues("attribution") for w in come):
        return "attribution"
    return "reworded"


def _numbers(words: list[str]) -> frozenset[str]:
    return frozenset(_fold(w) for w in words if w[:1].isdigit())


def _names(words: list[str]) -> frozenset[str]:
    capitals = [w for w in words if w[:1].isupper()]
    return frozenset(_fold(w) for w in capitals)


def _lost_marks(a: Text, b: Text, one: list[int], other: list[int]) -> list[Change | None]:
    """Words that stand in quotation marks in one text and without any in the other."""
    found: list[Change | None] = []
    for quoting, plain, words, theirs, note in (
        (a, b, one, other, "the quotation marks are gone: "),
        (b, a, other, one, "put in quotation marks: "),
    ):
        if any(plain.quoted[i] for i in theirs):
            continue
        for span in quoting.quotations:
            inside = [i for i in words if span.start <= quoting.words.starts[i] < span.end]
            hashes = {int(plain.words.hashes[i]) for i in theirs}
            if len(inside) < 2 or sum(int(quoting.words.hashes[i]) in hashes for i in inside) * 2 < len(inside):
                continue
            matched = [i for i in theirs if plain.words.hashes[i] in {quoting.words.hashes[j] for j in inside}]
            here = _evidence(quoting, span.start, span.end)
            there = _evidence(plain, int(plain.words.starts[matched[0]]), int(plain.words.ends[matched[-1]]))
            pair = (here, there) if quoting is a else (there, here)
            found.append(Change(kind="attribution", a=pair[0], b=pair[1], note=f"{note}“{here.text}”"))
    return found


def _broken(a: Text, b: Text, one: list[int], other: list[int], block: Block) -> list[Change | None]:
    """Sentences of the second text that a stop breaks in the middle, where the first text runs on."""
    if not one or not other:
        return []
    found: list[Change | None] = []
    start, end = int(b.words.starts[other[0]]), b.sentences[block.b[-1]].end
    whole = _evidence(a, int(a.words.starts[one[0]]), a.sentences[block.a[-1]].end)
    for match in _BROKEN.finditer(b.report.text, start, end):
        if match[1].lower() in cues("abbreviation"):
            continue
        here = _evidence(b, max(start, match.start() - 20), min(end, match.end() + 20))
        found.append(Change(kind="corrupted", a=whole, b=here, note=f"a stop breaks the sentence: “{here.text}”"))
    return found + _split_phrases(a, b, one, other, block, whole)


def _split_phrases(
    a: Text, b: Text, one: list[int], other: list[int], block: Block, whole: Evidence
) -> list[Change | None]:
    """Where a sentence ends in the second text between words that follow each other in the first."""
    found: list[Change | None] = []
    hashes = [int(a.words.hashes[i]) for i in one]
    for index in block.b[1:]:
        words = b.words_of(index)
        follower = int(b.words.hashes[words.start]) if words.stop > words.start else 0
        if follower not in hashes or a.words.starts[one[hashes.index(follower)]] == a.sentences[block.a[0]].start:
            continue
        at = one[hashes.index(follower)]
        between = a.report.text[a.words.ends[at - 1] : a.words.starts[at]]
        if between.strip() not in {"", "-", "“", '"', "‘", "'"}:
            continue
        recent = {int(b.words.hashes[i]) for i in range(max(0, words.start - 3), words.start)}
        fragment = words.stop - words.start <= 3
        if fragment or int(a.words.hashes[at - 1]) in recent:
            first = max(other[0], words.start - 3)
            last = min(words.stop, words.start + 4) - 1
            here = _evidence(b, int(b.words.starts[first]), int(b.words.ends[last]))
            found.append(Change(kind="corrupted", a=whole, b=here, note=f"a stop breaks the sentence: “{here.text}”"))
    return found
