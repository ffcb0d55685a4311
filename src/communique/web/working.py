"""The conclusions drawn anew in the background after a correction, one at a time, so that no reader waits for it."""

from __future__ import annotations

import threading

from communique import pipeline
from communique.errors import CommuniqueError
from communique.store import Record


class Worker:
    """Concludes a record when asked; what is asked while it works is done after it."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._lock = threading.Lock()
        self._asked = False
        self._thread: threading.Thread | None = None
        self.stage = ""
        self.failed = ""

    def ask(self) -> None:
        """Conclude anew, now or after the work that is going on."""
        with self._lock:
            self._asked = True
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, daemon=True)
                self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait for the work to end, but no longer than that; return whether it has."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return not self.working

    @property
    def working(self) -> bool:
        """Whether conclusions are being drawn."""
        return self._thread is not None and self._thread.is_alive()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._asked:
                    self._thread = None
                    return
                self._asked = False
            self.stage, self.failed = "merge", ""
            try:
                pipeline.conclude(self._record, progress=self._progress)
            except CommuniqueError as error:
                # The judgement is kept; the next one, or the next reading, concludes with it.
                self.failed = str(error)

    def _progress(self, stage: str, _: int) -> None:
        self.stage = stage
