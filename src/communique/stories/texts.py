"""A report as the comparison sees it: sentences, words, and which words are the reporter's own.

Words in quotation marks, posts and statements set off without marks, and page furniture that cleaning left are not the
reporter's own: two independent reports of one event share them. Only own words say that a text was copied.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from communique import sentences, tables
from communique.records import Report, Span
from communique.stories.words import Hashes, Words, among, shingles, words

__all__ = ["SHINGLE", "Text", "cues", "listed", "phrases_of_furniture", "quotations", "read", "weights"]

# Words in a row that count as shared text. Two reports of one event by two reporters share 3 in a row all the time
# ("the prime minister", "said on Tuesday"), 5 in a row seldom.
SHINGLE = 5
# Opening mark to its closing marks. A straight mark closes itself.
_CLOSERS = {"“": '”"“', "„": '“”"', "«": "»", "「": "」", "『": "』", '"': '"”', "‘": "’'", "'": "'’", "`": "'’`"}
_OPENING = re.compile(f"[{''.join(_CLOSERS)}]")
_SINGLE = frozenset("‘'`")
# Characters of a quotation at most: a page of ten thousand stray marks must not be read ten thousand times.
_LONGEST_QUOTATION, _LONGEST_SINGLE = 5_000, 600
_POST = re.compile(r"(?:^|[\s(])@\w{2,}|pic\.twitter\.com|https?://|(?:^|\s)#[^\W\d]\w+")
# What `_POST` and `_SIGNED` can't do without.
_POSTERS = ("@", "#", "http", "pic.twitter.com")
# The signature that ends an embedded post, and how many characters before it, in its paragraph, were posted at most.
_SIGNED = re.compile(r"[—–-]\s?[^\n()]{2,60}\(@\w+\)")
_POSTED = 280
# Share of sentences in the first person from which the whole text speaks so.
_OWN_VOICE = 0.5
# Words that the frequency table does not hold are about as rare as its rarest: one in 2**15 of "the".
_RAREST = 15


class Text(NamedTuple):
    """A report's text with, for each word, its sentence, its weight, and whether it is own or quoted.

    `runs` are all runs of `SHINGLE` words, `own_runs` says which of them are the reporter's own throughout; `owned` and
    `foreign` are those runs and the other ones, sorted. `bounds` are the places of each sentence's first word, and of
    the text's end; `bags` is a number for each sentence that is the same for the same words in any order. `stems` are
    all different stems, `least` is the weight of the most frequent word that has each, and `cells` says which sentence
    holds which of them: each pair once, sentence by sentence.
    """

    report: Report
    sentences: list[sentences.Sentence]
    words: Words
    sentence: NDArray[np.int64]
    weights: NDArray[np.float64]
    own: NDArray[np.bool_]
    quoted: NDArray[np.bool_]
    furniture: NDArray[np.bool_]
    quotations: tuple[Span, ...]
    runs: Hashes
    own_runs: NDArray[np.bool_]
    owned: Hashes
    foreign: Hashes
    bounds: list[int]
    bags: list[int]
    stems: Hashes
    least: NDArray[np.float64]
    cells: tuple[NDArray[np.int64], NDArray[np.int64]]

    def words_of(self, index: int) -> slice:
        """The words of one sentence."""
        return slice(self.bounds[index], self.bounds[index + 1])

    def surface(self, word: int) -> str:
        """One word as it stands in the text."""
        return self.report.text[self.words.starts[word] : self.words.ends[word]]


@functools.lru_cache(maxsize=256)
def read(report: Report) -> Text:
    """What `report` offers for comparison."""
    text = report.text
    spans = sentences.split(text)
    found = words(text)
    of = np.searchsorted(np.array([span.start for span in spans], dtype=np.int64), found.starts, side="right") - 1
    marks = quotations(text)
    quoted = _covered(found, marks)
    parts = [text[span.start : span.end] for span in spans]
    furniture = np.array(_furniture(text, parts) or [False])[of]
    posts = _posts(text, spans, parts)[of]
    first_person = _mark_first_person(text, found, quoted, of, len(spans))[of]
    own = ~quoted & ~furniture & ~posts & ~first_person
    runs = shingles(found.hashes, SHINGLE)
    sums = np.concatenate(([0], np.cumsum(own)))
    own_runs = sums[SHINGLE:] - sums[:-SHINGLE] == SHINGLE if len(runs) else np.zeros(0, dtype=bool)
    of = of.astype(np.int64)
    bounds = np.searchsorted(of, np.arange(len(spans) + 1))
    totals = np.concatenate((np.zeros(1, dtype=np.uint64), np.cumsum(found.hashes, dtype=np.uint64)))
    weight = weights(found.hashes)
    stems, which = np.unique(found.stems, return_inverse=True)
    least = np.ones(len(stems))
    np.minimum.at(least, which, weight)
    cells = np.unique(of * len(stems) + which)
    return Text(
        report=report,
        sentences=spans,
        words=found,
        sentence=of,
        weights=weight,
        own=own,
        quoted=quoted,
        furniture=furniture,
        quotations=marks,
        runs=runs,
        own_runs=own_runs,
        owned=np.sort(runs[own_runs]),
        foreign=np.sort(runs[~own_runs]),
        bounds=bounds.tolist(),
        bags=(totals[bounds[1:]] - totals[bounds[:-1]]).tolist(),
        stems=stems,
        least=least,
        cells=np.divmod(cells, max(1, len(stems))),
    )


def quotations(text: str) -> tuple[Span, ...]:
    """The stretches inside quotation marks, marks left out; one that is never closed runs to its line's end."""
    found: list[Span] = []
    position = 0
    for line in text.split("\n"):
        at = 0
        while mark := _OPENING.search(line, at):
            at = mark.start()
            if _opens(line, at):
                end = _closing(line, at)
                if end is not None:
                    found.append(Span(position + at + 1, position + end))
                    at = end
            at += 1
        position += len(line) + 1
    return tuple(found)


def _opens(line: str, at: int) -> bool:
    if line[at] not in "'\"`‘":
        return True
    before = line[at - 1] if at else " "
    return not before.isalnum() and at + 1 < len(line) and not line[at + 1].isspace()


def _closing(line: str, at: int) -> int | None:
    closers = _CLOSERS[line[at]]
    most = _LONGEST_SINGLE if line[at] in _SINGLE else _LONGEST_QUOTATION
    for end in range(at + 1, min(len(line), at + most)):
        if line[end] in closers:
            after = line[end + 1] if end + 1 < len(line) else " "
            if line[at] not in _SINGLE or (not after.isalnum() and not line[end - 1].isspace()):
                # A single mark that closes after one word is an apostrophe more often than a quotation.
                return end if line[at] not in _SINGLE or " " in line[at:end] else None
    return None if line[at] in _SINGLE else min(len(line), at + _LONGEST_QUOTATION)


def _covered(found: Words, spans: tuple[Span, ...]) -> NDArray[np.bool_]:
    if not spans:
        return np.zeros(len(found), dtype=bool)
    starts = np.array([span.start for span in spans])
    ends = np.array([span.end for span in spans])
    place = np.searchsorted(starts, found.starts, side="right") - 1
    return (place >= 0) & (found.ends <= ends[place])


@functools.cache
def listed(kind: str) -> tuple[str, ...]:
    """The words of one kind in `tables/copy_words.csv`, in the table's order."""
    rows = [row for row in tables.load("copy_words") if row["kind"] == kind]
    return tuple(word for row in rows for word in row["words"].split("|"))


@functools.cache
def cues(kind: str) -> frozenset[str]:
    """The words of one kind as a set: first person, furniture, negation, attribution, credit, abbreviation."""
    return frozenset(listed(kind))


def _posts(text: str, spans: list[sentences.Sentence], parts: list[str]) -> NDArray[np.bool_]:
    """Which sentences were posted: those with a handle, a link or a tag, and those that a signature follows."""
    marked = np.zeros(max(len(spans), 1), dtype=bool)
    # Nearly every text is without any of these, and no sentence of it need be searched.
    if not any(sign in text for sign in _POSTERS):
        return marked
    for at, (span, part) in enumerate(zip(spans, parts, strict=True)):
        marked[at] |= bool(_POST.search(part))
        signature = _SIGNED.search(part)
        if signature:
            first = span.start + signature.start() - _POSTED
            for before in range(at - 1, -1, -1):
                if spans[before].paragraph != span.paragraph or spans[before].start < first:
                    break
                marked[before] = True
    return marked


def phrases_of_furniture(text: str) -> list[str]:
    """The phrases of page furniture that a text holds: hardly any text has one, and no sentence of it is searched."""
    lowered = text.lower()
    return [phrase for phrase in cues("furniture") if phrase in lowered]


def _furniture(text: str, parts: list[str]) -> list[bool]:
    """Which sentences hold words of page furniture."""
    there = phrases_of_furniture(text)
    return [any(phrase in part.lower() for phrase in there) for part in parts] if there else [False] * len(parts)


@functools.cache
def _pronouns() -> Hashes:
    return np.unique(np.array([int(words(word).hashes[0]) for word in cues("first person")], dtype=np.uint64))


def _mark_first_person(
    text: str, found: Words, quoted: NDArray[np.bool_], of: NDArray[np.int64], count: int
) -> NDArray[np.bool_]:
    """Which sentences speak in the first person outside quotation marks: a statement or a post set off as a block."""
    marked = np.zeros(max(count, 1), dtype=bool)
    for place in np.flatnonzero(among(found.hashes, _pronouns()) & ~quoted):
        surface = text[found.starts[place] : found.ends[place]]
        follower = text[found.ends[place] : found.ends[place] + 2]
        # "World War I.", "Elizabeth I" and a list's "(i)" are no pronoun.
        if surface.lower() != "i" or (surface == "I" and (follower[:1] in "'’" or follower[1:2].islower())):
            marked[of[place]] = True
    # A column or an eyewitness's account says "I" throughout: that voice is the reporter's own.
    return marked if marked.sum() <= _OWN_VOICE * count else np.zeros_like(marked)


@functools.cache
def _frequencies() -> tuple[Hashes, NDArray[np.float64]]:
    pairs: dict[int, float] = {}
    for row in tables.load("word_frequency"):
        listed = row["words"].split("|")
        pairs.update(
            zip(words("\n".join(listed)).hashes.tolist(), [float(row["halvings"])] * len(listed), strict=False)
        )
    hashes = np.array(sorted(pairs), dtype=np.uint64)
    return hashes, np.array([pairs[int(h)] for h in hashes])


def weights(hashes: Hashes) -> NDArray[np.float64]:
    """How much each word says: 0 for "the" to 1 for a word beyond the 20,000 most frequent ones."""
    known, halvings = _frequencies()
    place = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
    return np.where(known[place] == hashes, halvings[place], _RAREST) / _RAREST
