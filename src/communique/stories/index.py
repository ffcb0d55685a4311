"""The index of fingerprints: which reports may belong together, found without comparing each with each.

It grows by appending and is saved as plain rows (report, sort of key, keys as bytes). What `candidates` gives does not
depend on the order in which reports were added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from communique.records import Report
from communique.stories.fingerprints import Fingerprint, fingerprint
from communique.stories.words import Hashes

__all__ = ["StoryIndex"]

# A shingle or a band in more reports than this is furniture or a stock phrase, and finds nothing worth finding.
_COMMON = 64
# A topic word in more reports than this says too little; in a small record none is.
_COMMON_TERM = 256
# Keys in common that make a pair worth comparing.
_LEAST = {"band": 1, "sample": 2, "term": 3}
_SORTS = ("band", "sample", "term")


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

    def find(self, keys: Hashes, most: int) -> NDArray[np.uint32]:
        """The numbers of reports that hold a key, one entry a key and report; those of common keys left out."""
        self.settle()
        spans = [(np.searchsorted(run[0], keys, "left"), np.searchsorted(run[0], keys, "right")) for run in self.runs]
        total = sum((right - left for left, right in spans), np.zeros(len(keys), dtype=np.int64))
        found = [np.zeros(0, dtype=np.uint32)]
        for (left, right), (_, numbers) in zip(spans, self.runs, strict=True):
            found += [numbers[i:j] for i, j in zip(left[total <= most], right[total <= most], strict=True) if j > i]
        return np.concatenate(found)


def _sorted(keys: Hashes, numbers: NDArray[np.uint32]) -> tuple[Hashes, NDArray[np.uint32]]:
    order = np.argsort(keys, kind="stable")
    return keys[order], numbers[order]


class StoryIndex:
    """Fingerprints of all reports so far."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._ids: list[str] = []
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
        return report

    def candidates(self, report: Report | Fingerprint) -> list[str]:
        """The report_ids, sorted, that may share text or topic with `report`; itself left out."""
        mark = fingerprint(report) if isinstance(report, Report) else report
        found: set[int] = set()
        for sort, keys in _keys(mark):
            most = _COMMON_TERM if sort == "term" else _COMMON
            numbers, counts = np.unique(self._postings[sort].find(keys, most), return_counts=True)
            found.update(numbers[counts >= min(_LEAST[sort], max(1, len(keys)))].tolist())
        return sorted(self._ids[number] for number in found if self._ids[number] != mark.report_id)

    @staticmethod
    def rows(mark: Fingerprint) -> Iterator[tuple[str, str, bytes]]:
        """A fingerprint as plain rows: report_id, sort of key, keys as little-endian 64-bit numbers."""
        for sort, keys in _keys(mark):
            yield mark.report_id, sort, keys.astype("<u8").tobytes()

    @classmethod
    def load(cls, rows: Iterable[tuple[str, str, bytes]]) -> StoryIndex:
        """The index out of rows that `rows` gave, in any order."""
        parts: dict[str, dict[str, tuple[int, ...]]] = {}
        for report_id, sort, data in rows:
            parts.setdefault(report_id, {})[sort] = tuple(np.frombuffer(data, dtype="<u8").tolist())
        index = cls()
        for report_id, keys in parts.items():
            index.add(
                Fingerprint(
                    report_id=report_id,
                    bands=keys.get("band", ()),
                    samples=keys.get("sample", ()),
                    terms=keys.get("term", ()),
                )
            )
        return index


def _keys(mark: Fingerprint) -> Iterator[tuple[str, Hashes]]:
    for sort, keys in zip(_SORTS, (mark.bands, mark.samples, mark.terms), strict=True):
        yield sort, np.array(keys, dtype=np.uint64)
