"""The index of fingerprints: which reports may belong together, found without comparing each with each.

It grows by appending and is saved as plain rows (report, sort of key, keys as bytes). What `candidates` gives does not
depend on the order in which reports were added.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import itertools
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from communique.records import Report
from communique.stories import laid_by
from communique.stories.fingerprints import Fingerprint, fingerprint
from communique.stories.words import Hashes

__all__ = ["StoryIndex"]

# Reports that share one key are compared each with each up to so many; beyond, each with a few of them. A wire story
# printed 366 times stays one story, and a line of furniture on a million pages costs a few comparisons a page.
_CROWD = 64
_FEW = 8
# Keys in common that make a pair worth comparing.
_LEAST = {"band": 1, "sample": 2, "term": 3}
_SORTS = ("band", "sample", "term")
# Keys that are sorted, and pairs that are made of them, at a time; reports whose pairs are counted, pairs whose IDs are
# looked up at a time.
_SLICE, _ROUND, _HEAP, _SHOWN = 4_000_000, 8_000_000, 20_000, 100_000


class _Postings:
    """Sorted runs of (key, report number); runs of like size are merged, so a key is found in log(n) runs."""

    def __init__(self) -> None:
        self.runs: list[tuple[Hashes, NDArray[np.uint32]]] = []
        self.fresh: list[tuple[Hashes, int]] = []

    def add(self, keys: Hashes, number: int) -> None:
        self.fresh.append((keys, number))
        if len(self.fresh) >= 1024:
            self.settle()

    def settle(self) -> None:
        """Turn what was added into a run, and merge runs while the older is not much longer than the newer."""
        if not self.fresh:
            return
        keys = np.concatenate([keys for keys, _ in self.fresh])
        numbers = np.repeat(
            np.array([number for _, number in self.fresh], dtype=np.uint32), [len(keys) for keys, _ in self.fresh]
        )
        self.fresh = []
        self.runs.append(_sorted(keys, numbers))
        while len(self.runs) > 1 and len(self.runs[-2][0]) < 2 * len(self.runs[-1][0]):
            newer, older = self.runs.pop(), self.runs.pop()
            self.runs.append(_sorted(np.concatenate([older[0], newer[0]]), np.concatenate([older[1], newer[1]])))

    def find(self, keys: Hashes, priority: Hashes) -> NDArray[np.uint32]:
        """The numbers of reports that hold a key, one entry a key and report; of a crowd only the first few."""
        self.settle()
        spans = [(np.searchsorted(run[0], keys, "left"), np.searchsorted(run[0], keys, "right")) for run in self.runs]
        total = sum((right - left for left, right in spans), np.zeros(len(keys), dtype=np.int64))
        found = [np.zeros(0, dtype=np.uint32)]
        crowds: dict[int, list[NDArray[np.uint32]]] = {}
        for (left, right), (_, numbers) in zip(spans, self.runs, strict=True):
            for at in np.flatnonzero(right > left).tolist():
                here = numbers[left[at] : right[at]]
                (found if total[at] <= _CROWD else crowds.setdefault(at, [])).append(here)
        for parts in crowds.values():
            crowd = np.concatenate(parts)
            found.append(crowd[np.argsort(priority[crowd], kind="stable")[:_FEW]])
        return np.concatenate(found)

    def pairs(self, priority: Hashes) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Pairs of reports that share a key, one entry a key and pair, in rounds; smaller number first."""
        self.settle()
        parts = 1 + sum(len(keys) for keys, _ in self.runs) // _SLICE
        # Keys are hashes, so equal ranges of them hold about as many entries.
        cuts = [np.uint64(part * (1 << 64) // parts) for part in range(1, parts)]
        starts = [[0, *np.searchsorted(keys, cuts).tolist(), len(keys)] for keys, _ in self.runs]
        for part in range(parts):
            found = [(run, slice(*at[part : part + 2])) for run, at in zip(self.runs, starts, strict=True)]
            if any(at.stop > at.start for _, at in found):
                keys = np.concatenate([run[0][at] for run, at in found])
                yield from _paired(keys, np.concatenate([run[1][at] for run, at in found]), priority)


def _paired(
    keys: Hashes, numbers: NDArray[np.uint32], priority: Hashes
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Pairs of reports that share one of some keys; of a crowd each with the first few."""
    order = np.lexsort((priority[numbers], keys))
    keys, whose = keys[order], numbers[order].astype(np.int64)
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    size = np.diff(np.concatenate((first, [len(keys)])))
    # Each entry is paired with those before it in its run: all of them, or the first few of a crowd.
    rank = np.arange(len(keys)) - np.repeat(first, size)
    ahead = np.where(np.repeat(size, size) <= _CROWD, rank, np.minimum(rank, _FEW))
    begin = np.repeat(first, size)
    ends = np.cumsum(ahead)
    rounds = np.searchsorted(ends, np.arange(0, int(ends[-1]) + _ROUND, _ROUND))
    for low, high in itertools.pairwise([*rounds.tolist(), len(keys)]):
        counts = ahead[low:high]
        steps = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        one = whose[np.repeat(begin[low:high], counts) + steps]
        other = np.repeat(whose[low:high], counts)
        yield np.minimum(one, other), np.maximum(one, other)


def _sorted(keys: Hashes, numbers: NDArray[np.uint32]) -> tuple[Hashes, NDArray[np.uint32]]:
    order = np.argsort(keys, kind="stable")
    return keys[order], numbers[order]


class StoryIndex:
    """Fingerprints of all reports so far."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._ids: list[str] = []
        self._lengths: dict[str, list[int]] = {sort: [] for sort in _SORTS}
        self._ranks: list[int] = []
        self._postings = {sort: _Postings() for sort in _SORTS}

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, report_id: str) -> bool:
        return report_id in self._numbers

    def add(self, report: Report | Fingerprint) -> Fingerprint | None:
        """Take a report in; its fingerprint, or None where it was known already or is refused."""
        if isinstance(report, Report):
            if report.refused or report.report_id in self._numbers:
                return None
            report = fingerprint(report)
        if report.report_id in self._numbers:
            return None
        number = self._numbers[report.report_id] = len(self._ids)
        self._ids.append(report.report_id)
        for sort, keys in _keys(report):
            self._postings[sort].add(keys, number)
            self._lengths[sort].append(len(keys))
        return report

    def _priority(self) -> Hashes:
        """A number for each report that depends on its ID alone: who stands for a crowd is no matter of arrival."""
        for report_id in self._ids[len(self._ranks) :]:
            self._ranks.append(int.from_bytes(hashlib.blake2b(report_id.encode(), digest_size=8).digest(), "big"))
        return np.array(self._ranks, dtype=np.uint64)

    def candidates(self, report: Report | Fingerprint) -> list[str]:
        """The report_ids, sorted, that may share text or topic with `report`; itself left out."""
        mark = fingerprint(report) if isinstance(report, Report) else report
        found: set[int] = set()
        priority = self._priority()
        for sort, keys in _keys(mark):
            numbers, counts = np.unique(self._postings[sort].find(keys, priority), return_counts=True)
            found.update(numbers[counts >= min(_LEAST[sort], max(1, len(keys)))].tolist())
        return sorted(self._ids[number] for number in found if self._ids[number] != mark.report_id)

    def pairs(self, sorts: Sequence[str] = _SORTS) -> Iterator[tuple[str, str, bool]]:
        """All pairs worth comparing, smaller ID first, sorted; whether they share text, not only topic words."""
        return _named(sorted(self._ids), *self.codes(sorts))

    def codes(self, sorts: Sequence[str] = _SORTS) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """All pairs worth comparing as one number each, sorted, and which of them share text, not only topic words.

        The number of a pair is the place of its smaller ID among all IDs, times how many there are, plus the place of
        the larger one.
        """
        priority = self._priority()
        ids = sorted(self._ids)
        place = np.empty(len(ids), dtype=np.int64)
        place[[self._numbers[report_id] for report_id in ids]] = np.arange(len(ids))
        text, words = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        for sort in sorts:
            lengths = np.array(self._lengths[sort], dtype=np.int64)
            found = [text if sort != "term" else words]
            for one, other in _counted(self._postings[sort].pairs(priority), lengths, _LEAST[sort]):
                a, b = place[one], place[other]
                found.append(np.minimum(a, b) * len(ids) + np.maximum(a, b))
            if sort == "term":
                words = np.concatenate(found)
            else:
                text = np.unique(np.concatenate(found))
        codes = np.concatenate([text, np.setdiff1d(words, text, assume_unique=True)])
        order = np.argsort(codes)
        return codes[order], order < len(text)

    @staticmethod
    def rows(mark: Fingerprint) -> Iterator[tuple[str, str, bytes]]:
        """A fingerprint as plain rows: report_id, sort of key, keys as little-endian 64-bit numbers."""
        for sort, keys in _keys(mark):
            yield mark.report_id, sort, keys.astype("<u8").tobytes()

    def extend(self, rows: Iterable[tuple[str, str, bytes]]) -> None:
        """Take in fingerprints from rows that `rows` gave, in any order; known reports are left out."""
        parts: dict[str, dict[str, tuple[int, ...]]] = {}
        for report_id, sort, data in rows:
            parts.setdefault(report_id, {})[sort] = tuple(np.frombuffer(data, dtype="<u8").tolist())
        for report_id, keys in parts.items():
            bands, samples, terms = (keys.get(sort, ()) for sort in _SORTS)
            self.add(Fingerprint(report_id=report_id, bands=bands, samples=samples, terms=terms))

    @classmethod
    def load(cls, rows: Iterable[tuple[str, str, bytes]]) -> StoryIndex:
        """The index out of rows that `rows` gave, in any order."""
        index = cls()
        index.extend(rows)
        return index


def _keys(mark: Fingerprint) -> Iterator[tuple[str, Hashes]]:
    for sort, keys in zip(_SORTS, (mark.bands, mark.samples, mark.terms), strict=True):
        yield sort, np.array(keys, dtype=np.uint64)


def _named(ids: Sequence[str], codes: NDArray[np.int64], shared: NDArray[np.bool_]) -> Iterator[tuple[str, str, bool]]:
    """Pairs of numbers, coded as one number each, as pairs of IDs."""
    for start in range(0, len(codes), _SHOWN):
        one, other = np.divmod(codes[start : start + _SHOWN], len(ids))
        for a, b, share in zip(one.tolist(), other.tolist(), shared[start : start + _SHOWN].tolist(), strict=True):
            yield ids[a], ids[b], share


def _counted(
    rounds: Iterable[tuple[NDArray[np.int64], NDArray[np.int64]]], lengths: NDArray[np.int64], least: int
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Pairs that share keys enough: `least`, or fewer where one of the two has no more than that.

    Entries are laid by in files, those of some thousand reports in each, so that what is counted at a time does not
    grow with the number of reports.
    """
    total = max(1, len(lengths))
    with contextlib.ExitStack() as stack:
        # Few reports need no file.
        made = io.BytesIO if total <= _HEAP else laid_by.file
        heaps = [stack.enter_context(made()) for _ in range(0, total, _HEAP)]
        for one, other in rounds:
            heap = one // _HEAP
            codes = (one * total + other)[np.argsort(heap, kind="stable")]
            ends = np.cumsum(np.bincount(heap, minlength=len(heaps)))[:-1]
            for file, part in zip(heaps, np.split(codes, ends), strict=True):
                file.write(part.tobytes())
        for file in heaps:
            file.seek(0)
            codes, counts = np.unique(np.frombuffer(file.read(), dtype=np.int64), return_counts=True)
            one, other = np.divmod(codes, total)
            enough = counts >= np.minimum(least, np.maximum(1, np.minimum(lengths[one], lengths[other])))
            yield one[enough & (one != other)], other[enough & (one != other)]
