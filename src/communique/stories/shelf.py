"""Reports on disk: a record of a great many is grouped without its texts being held in memory."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from communique.records import Report
from communique.stories import laid_by

__all__ = ["Shelf"]


class Shelf(Mapping[str, Report]):
    """Reports by their ID, each read from a file when it is asked for. A context manager: the file is gone at its end.

    Raises `CommuniqueError` where the folder for temporary files is full.
    """

    def __init__(self, reports: Iterable[Report]) -> None:
        self._decoder = msgspec.msgpack.Decoder(Report)
        self._places: dict[str, tuple[int, int]] = {}
        encoder = msgspec.msgpack.Encoder()
        with laid_by.room():
            self._file = laid_by.file()
            at = 0
            for report in reports:
                body = encoder.encode(report)
                self._file.write(body)
                self._places[report.report_id] = at, len(body)
                at += len(body)
            self._file.flush()

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, *_: object) -> None:
        # What could not be written is no matter any more.
        with contextlib.suppress(OSError):
            self._file.close()

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __getitem__(self, report_id: str) -> Report:
        at, length = self._places[report_id]
        self._file.seek(at)
        return self._decoder.decode(self._file.read(length))
