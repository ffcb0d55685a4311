"""How much may be asked at once: whole listings as files cost a database more than pages do."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

# Seconds that a page or a row of the API may take, and a file of everything.
PAGE_SECONDS = 30.0
EXPORT_SECONDS = 600.0


class Exports:
    """Lets `most` exports begin in any `seconds`, and `at_once` run beside each other."""

    def __init__(
        self, most: int = 20, seconds: float = 60.0, at_once: int = 3, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._seconds, self._at_once, self._clock = most, seconds, at_once, clock
        self._lock = threading.Lock()
        self._begun: deque[float] = deque()
        self._running = 0

    def begin(self) -> float:
        """Begin one, and return 0; or the seconds after which to ask again, where there are too many."""
        with self._lock:
            now = self._clock()
            while self._begun and self._begun[0] <= now - self._seconds:
                self._begun.popleft()
            if len(self._begun) >= self._most:
                return self._begun[0] + self._seconds - now
            if self._running >= self._at_once:
                return 1.0
            self._begun.append(now)
            self._running += 1
            return 0.0

    def end(self) -> None:
        """One of those that began is done."""
        with self._lock:
            self._running -= 1
