"""How long a worker process has still to do something in."""

from __future__ import annotations

import os
import time

__all__ = ["Clock"]

# A worker that got no processor is waited for so many times its limit.
_MOST_WAITING = 5.0


class Clock:
    """How long a worker may still run: seconds by the clock, more only while it waits for a processor that others use.

    Without this a machine that is busy with something else would refuse good documents.
    """

    def __init__(self, seconds: float, pid: int | None = None) -> None:
        self.seconds = seconds
        self._pid = pid
        self._begun, self._busy = time.monotonic(), _processor_time(pid)[0]

    def left(self) -> float:
        """Seconds that are left; none when its time is over."""
        passed = time.monotonic() - self._begun
        if passed < self.seconds:
            return self.seconds - passed
        if passed > _MOST_WAITING * self.seconds:
            return 0.0
        busy, runnable = _processor_time(self._pid)
        return max(0.0, self.seconds - (busy - self._busy)) if runnable else 0.0


def _processor_time(pid: int | None) -> tuple[float, bool]:
    """Seconds of processor time that a process has had, and whether it would use more; nothing where /proc is not."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:  # noqa: PTH123
            fields = file.read().rpartition(b")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), fields[0] in {b"R", b"D"}
    except (OSError, IndexError, ValueError):
        return 0.0, False
