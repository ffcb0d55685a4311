"""What is kept of the reports that are grouped: their topics, and the little that stories are made with.

Every report is read once for these, a batch at a time. A topic takes three kilobytes, so those beyond some thousands
wait in a file. Texts are read anew when they have not been asked for lately.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sys
from array import array
from collections.abc import Mapping, Sequence
from typing import IO

import numpy as np

from communique.records import Report
from communique.stories import laid_by
from communique.stories.batches import Batch
from communique.stories.credits import agency_of
from communique.stories.texts import Text, read
from communique.stories.topics import Topic, topics

__all__ = ["Kept"]

# Topics that are held in memory: twenty megabytes.
_HELD = 4096
# Stands for an unknown day: after any that a report can be of.
_NO_DAY = dt.date.max.toordinal()


class Kept:
    """By numbers, which are places in `ids`. Use as a context manager: what was laid by is gone when it ends."""

    def __init__(self, reports: Mapping[str, Report], ids: Sequence[str]) -> None:
        self.ids = ids
        self._reports = reports
        self._held: dict[int, Topic] = {}
        self._laid = array("q")
        self._file: IO[bytes] | None = None
        self._occasions: dict[int, frozenset[tuple[str, str]]] = {}
        self._days = array("i")
        self._agencies: dict[int, str] = {}
        self._swapped: dict[int, tuple[int, int]] = {}

    def __enter__(self) -> Kept:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            # What could not be written is no matter any more.
            with contextlib.suppress(OSError):
                self._file.close()

    def take(self, batch: Batch) -> None:
        """Take in the reports that are next in `ids`."""
        for report, about in zip(batch.reports, topics(batch), strict=True):
            number = len(self._days)
            start = report.published.start
            self._days.append(start.toordinal() if start else _NO_DAY)
            if agency := agency_of(report):
                self._agencies[number] = sys.intern(agency)
            if letters := sum(len(repair.now) for repair in report.repairs if repair.kind == "look-alike"):
                self._swapped[number] = letters, len(report.text)
            self._hold(number, about)

    def text(self, number: int) -> Text:
        """The report as a comparison sees it."""
        return read(self._reports[self.ids[number]])

    def title(self, number: int) -> str:
        """The title of a report."""
        return self._reports[self.ids[number]].title

    def agency(self, number: int) -> str:
        """The agency whose reporting it is; empty if none."""
        return self._agencies.get(number, "")

    def swapped(self, number: int) -> tuple[int, int]:
        """Look-alike letters in a report, and how many characters it has where there are any."""
        return self._swapped.get(number, (0, 0))

    def first(self, numbers: frozenset[int]) -> int:
        """The earliest of some reports; of those with no date or the same, the one with the smallest ID."""
        return min(numbers, key=lambda number: (self._days[number], number))

    def topic(self, number: int) -> Topic:
        """What a report is about."""
        found = self._held.get(number)
        return self._fetched(number) if found is None else found

    def _hold(self, number: int, about: Topic) -> None:
        if len(self._held) < _HELD:
            self._held[number] = about
            self._laid.append(0)
            return
        if self._file is None:
            self._file = laid_by.file()
        self._laid.append(self._file.tell())
        self._file.write(np.array([len(about.stems)], dtype=np.int64).tobytes() + np.array(about.published).tobytes())
        self._file.write(about.stems.tobytes() + about.values.tobytes())
        if about.occasions:
            self._occasions[number] = about.occasions

    def _fetched(self, number: int) -> Topic:
        assert self._file is not None
        self._file.seek(self._laid[number])
        head = self._file.read(24)
        count = int(np.frombuffer(head, dtype=np.int64, count=1)[0])
        data = self._file.read(16 * count)
        first, last = np.frombuffer(head, dtype=np.float64, offset=8).tolist()
        return Topic(
            np.frombuffer(data, dtype=np.uint64, count=count),
            np.frombuffer(data, dtype=np.float64, offset=8 * count),
            (first, last),
            self._occasions.get(number, frozenset()),
        )
