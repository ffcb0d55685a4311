"""Texts and topics of the reports that are grouped, made when first asked for.

Topics are kept, as what makes them is dear; a topic takes three kilobytes, so those beyond some thousands wait in a
file. Texts are read anew when they have not been asked for lately.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import IO

import numpy as np

from communique.records import Report, When
from communique.stories import laid_by
from communique.stories.texts import Text, read
from communique.stories.topics import Topic, topic

__all__ = ["Texts"]

# Topics that are held in memory: twenty megabytes.
_HELD = 4096


class Texts:
    """Use as a context manager: what was laid by is gone when it ends."""

    def __init__(self, reports: Mapping[str, Report]) -> None:
        self._reports = reports
        self._held: dict[str, Topic] = {}
        self._laid: dict[str, tuple[int, int, tuple[When, frozenset[int], frozenset[tuple[str, str]]]]] = {}
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Texts:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            # What could not be written is no matter any more.
            with contextlib.suppress(OSError):
                self._file.close()

    def text(self, report_id: str) -> Text:
        """The report as a comparison sees it."""
        return read(self._reports[report_id])

    def topic(self, report_id: str) -> Topic:
        """What the report is about."""
        found = self._held.pop(report_id, None)
        if found is None:
            found = self._fetched(report_id) if report_id in self._laid else topic(self.text(report_id))
        # The one that was asked for last goes to the end, and the first is the one that has waited longest.
        self._held[report_id] = found
        if len(self._held) > _HELD:
            self._lay_by(next(iter(self._held)))
        return found

    def _lay_by(self, report_id: str) -> None:
        waiting = self._held.pop(report_id)
        if report_id in self._laid:
            return
        if self._file is None:
            self._file = laid_by.file()
        at = self._file.seek(0, 2)
        self._file.write(waiting.stems.tobytes() + waiting.values.tobytes())
        self._laid[report_id] = at, len(waiting.stems), waiting[2:]

    def _fetched(self, report_id: str) -> Topic:
        at, count, rest = self._laid[report_id]
        assert self._file is not None
        self._file.seek(at)
        data = self._file.read(16 * count)
        stems = np.frombuffer(data, dtype=np.uint64, count=count)
        return Topic(stems, np.frombuffer(data, dtype=np.float64, offset=8 * count), *rest)
