"""What the second report changed against the first, for a person to read: phrase by phrase inside aligned sentences.

Words that only moved within a sentence are no change. What is left is named by what it touches: a number, a name, a
negation, an attribution, broken text; anything else was reworded.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from communique.records import Change, ChangeKind, Evidence, Span
from communique.stories.alignment import Alignment, Block
from communique.stories.corruption import broken
from communique.stories.texts import Text, cues, listed

__all__ = ["Mark", "changes", "inside", "marked", "same_surface", "words_in"]

# Changes with fewer unchanged words between them than this read as one.
_NEAR = 2
# Weight up to which a word is grammar: "is", "for", "has", "been".
_GRAMMAR = 0.3
# Words of context on either side, so that an insertion has a phrase to be compared with.
_CONTEXT = 2
_NOTES: dict[ChangeKind, str] = {
    "number": "a number changed",
    "negation": "a negation changed",
    "name": "a name changed",
    "attribution": "who says it changed",
    "corrupted": "the text is broken",
    "reworded": "reworded",
}


class _Edit(NamedTuple):
    """Where two lists of words differ: places in the first list, places in the second, ends exclusive."""

    a: tuple[int, int]
    b: tuple[int, int]


class _Net(NamedTuple):
    """Words that a block lost and won on balance, folded; acronyms that were only spelt out are in neither."""

    gone: Counter[str]
    come: Counter[str]


class Mark(NamedTuple):
    """A stretch in quotation marks in one text that has none in the other: whether the second text is the one without,
    the stretch, and the first and last word of it in the text without.
    """

    lost: bool
    span: Span
    first: int
    last: int


def changes(a: Text, b: Text, alignment: Alignment) -> tuple[Change, ...]:
    """All changes in the order of the second text, then what was dropped in the order of the first."""
    found: list[Change] = []
    for block in alignment.blocks:
        found += inside(a, b, block)
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


def words_in(text: Text, indices: Sequence[int]) -> list[int]:
    """The places of the words of some sentences."""
    return [at for index in indices for at in range(text.bounds[index], text.bounds[index + 1])]


def inside(a: Text, b: Text, block: Block) -> list[Change]:
    """The changes inside one aligned block."""
    if same_surface(a, b, block):
        return []
    one, other = words_in(a, block.a), words_in(b, block.b)
    net = _net(a, one, b, other)
    breaks = broken(a, b, one, other, block)
    found: list[Change] = []
    for edit in _edits([int(a.words.hashes[i]) for i in one], [int(b.words.hashes[i]) for i in other]):
        change = _describe(a, b, one, other, edit, net)
        if change is None:
            continue
        near = [at for at, _ in breaks if change.b and change.b.start <= at <= change.b.end]
        if near and change.kind == "reworded":
            # The words put in are what broke the sentence: one change, not two.
            change = _noted("corrupted", change.a, change.b)
            breaks = [pair for pair in breaks if pair[0] not in near]
        found.append(change)
    marks = (_marked(a, b, mark) for mark in marked(a, b, one, other))
    return [*found, *marks, *(change for _, change in breaks)]


def same_surface(a: Text, b: Text, block: Block) -> bool:
    """Whether the sentences of a block are the same in both texts to the letter."""
    ours, theirs = _surface(a, block.a), _surface(b, block.b)
    if not ours or ours != theirs:
        return False
    if not a.quotations and not b.quotations:
        return True
    one, other = words_in(a, block.a), words_in(b, block.b)
    return len(one) == len(other) and bool(np.array_equal(a.quoted[one], b.quoted[other]))


def _surface(text: Text, indices: Sequence[int]) -> str:
    """From the first word of some sentences to the last."""
    first, last = text.bounds[indices[0]], text.bounds[indices[-1] + 1] - 1
    return text.report.text[text.words.starts[first] : text.words.ends[last]] if first <= last else ""


def _edits(one: list[int], other: list[int]) -> list[_Edit]:
    """Where two lists of words differ, near differences joined."""
    joined: list[_Edit] = []
    for tag, start_a, end_a, start_b, end_b in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if joined and start_a - joined[-1].a[1] < _NEAR:
            joined[-1] = _Edit((joined[-1].a[0], end_a), (joined[-1].b[0], end_b))
        else:
            joined.append(_Edit((start_a, end_a), (start_b, end_b)))
    return joined


def _fold(word: str) -> str:
    """A word as it is compared: case, points and commas aside, `seven` as `7`."""
    folded = word.lower().replace("’", "'").replace(",", "")
    if not folded[:1].isdigit():
        folded = folded.replace(".", "")
    if folded == "both":
        return "2"
    numbers = listed("number word")
    return str(numbers.index(folded)) if folded in numbers and folded != "one" else folded


def _net(a: Text, one: list[int], b: Text, other: list[int]) -> _Net:
    ours = Counter(_fold(a.surface(i)) for i in one)
    theirs = Counter(_fold(b.surface(i)) for i in other)
    gone, come = ours - theirs, theirs - ours
    for short, spelt in (
        *_spelt_out(gone, [b.surface(i) for i in other]),
        *_years(gone, come),
    ):
        gone.pop(short, None)
        for word in spelt:
            come.pop(word, None)
    for short, spelt in (*_spelt_out(come, [a.surface(i) for i in one]), *_years(come, gone)):
        come.pop(short, None)
        for word in spelt:
            gone.pop(word, None)
    return _Net(gone, come)


def _spelt_out(short: Counter[str], words: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Acronyms among `short` whose letters begin capitalised words in a row: `un` and `United Nations`."""
    found = []
    for acronym in sorted(word for word in short if 2 <= len(word) <= 5 and word.isalpha()):
        for at in range(len(words) - len(acronym) + 1):
            row = words[at : at + len(acronym)]
            if all(w[:1].isupper() and w[:1].lower() == letter for w, letter in zip(row, acronym, strict=True)):
                found.append((acronym, tuple(_fold(w) for w in row)))
                break
    return found


def _years(short: Counter[str], long: Counter[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Years cut to two digits: the second of `1950-53` against `1953`."""
    return [
        (two, (four,))
        for two in sorted(short)
        for four in sorted(long)
        if len(two) == 2 and len(four) == 4 and two.isdigit() and four.isdigit() and four.endswith(two)
    ]


def _describe(a: Text, b: Text, one: list[int], other: list[int], edit: _Edit, net: _Net) -> Change | None:
    """The change that one edit makes; None where its words only moved."""
    gone = [i for i in one[slice(*edit.a)] if net.gone[_fold(a.surface(i))] > 0]
    come = [i for i in other[slice(*edit.b)] if net.come[_fold(b.surface(i))] > 0]
    if not _matters(a, gone) and not _matters(b, come):
        return None
    return _noted(_kind(a, gone, b, come, net), _phrase(a, one, edit.a), _phrase(b, other, edit.b))


def _matters(text: Text, words: list[int]) -> bool:
    """Whether any of the words is more than grammar: "to the benefit" for "for the benefit" is no change to report."""
    return any(
        text.weights[i] > _GRAMMAR or text.words.number[i] or _fold(text.surface(i)) in cues("negation") for i in words
    )


def _noted(kind: ChangeKind, before: Evidence | None, after: Evidence | None) -> Change:
    said = [f"“{side.text}”" if side else "nothing" for side in (before, after)]
    return Change(kind=kind, a=before, b=after, note=f"{_NOTES[kind]}: {said[0]} → {said[1]}")


def _phrase(text: Text, words: list[int], span: tuple[int, int]) -> Evidence:
    """An edit's words with a little context, no name cut in two."""
    first, last = max(0, span[0] - _CONTEXT), min(len(words), span[1] + _CONTEXT) - 1
    while first > 0 and text.words.capital[words[first]] and text.words.capital[words[first - 1]]:
        first -= 1
    while last + 1 < len(words) and text.words.capital[words[last]] and text.words.capital[words[last + 1]]:
        last += 1
    return _evidence(text, int(text.words.starts[words[first]]), int(text.words.ends[words[last]]))


def _kind(a: Text, gone: list[int], b: Text, come: list[int], net: _Net) -> ChangeKind:
    """What a change touches, the gravest first."""
    lost, won = [_fold(a.surface(i)) for i in gone], [_fold(b.surface(i)) for i in come]
    if {word for word in lost if word[:1].isdigit()} != {word for word in won if word[:1].isdigit()}:
        return "number"
    if sum(word in cues("negation") for word in lost) != sum(word in cues("negation") for word in won):
        return "negation"
    if _names(a, gone, b, come) or _names(b, come, a, gone):
        return "name"
    # One cue for another, wherever it stands in the sentence ("some say", "according to some"), is rewording.
    balance = sum(net.gone[word] for word in cues("attribution")) - sum(net.come[word] for word in cues("attribution"))
    if balance and any(word in cues("attribution") for word in (*lost, *won)):
        return "attribution"
    return "reworded"


def _names(text: Text, words: list[int], other: Text, theirs: list[int]) -> list[str]:
    """Names among the words that aren't among the other's, `Korean` for `Korea` being none."""
    stems = {int(other.words.stems[i]) for i in theirs}
    named = [i for i in words if text.words.capital[i] and not text.words.opening[i] and not text.words.number[i]]
    return [text.surface(i) for i in named if int(text.words.stems[i]) not in stems]


def marked(a: Text, b: Text, one: list[int], other: list[int]) -> list[Mark]:
    """Words that stand in quotation marks in one text and without any in the other."""
    found: list[Mark] = []
    for lost, quoting, plain, words, theirs in ((True, a, b, one, other), (False, b, a, other, one)):
        if not quoting.quotations or any(plain.quoted[i] for i in theirs):
            continue
        for span in quoting.quotations:
            inside = {int(quoting.words.hashes[i]) for i in words if span.start <= quoting.words.starts[i] < span.end}
            matched = [i for i in theirs if int(plain.words.hashes[i]) in inside]
            if len(inside) >= 2 and 2 * len({int(plain.words.hashes[i]) for i in matched}) >= len(inside):
                found.append(Mark(lost, span, matched[0], matched[-1]))
    return found


def _marked(a: Text, b: Text, mark: Mark) -> Change:
    quoting, plain = (a, b) if mark.lost else (b, a)
    here = _evidence(quoting, mark.span.start, mark.span.end)
    there = _evidence(plain, int(plain.words.starts[mark.first]), int(plain.words.ends[mark.last]))
    sides = (here, there) if mark.lost else (there, here)
    note = "the quotation marks are gone" if mark.lost else "put in quotation marks"
    return Change(kind="attribution", a=sides[0], b=sides[1], note=f"{note}: “{here.text}”")
