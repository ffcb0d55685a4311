"""How long a question may take: a reader's slow query is cut, so that it can't hold up the others."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from communique.errors import TooSlow

_until: ContextVar[float | None] = ContextVar("until", default=None)
_allowed: ContextVar[float] = ContextVar("allowed", default=0.0)


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """What is asked of a record in here, and in threads that are given this context, must end within `seconds`."""
    ends, allows = _until.set(time.monotonic() + seconds), _allowed.set(seconds)
    try:
        yield
    finally:
        _until.reset(ends)
        _allowed.reset(allows)


def remaining() -> float | None:
    """Seconds that are left, never less than nought; `None` where no limit is set."""
    until = _until.get()
    return None if until is None else max(0.0, until - time.monotonic())


def passed() -> bool:
    """Whether the time is over."""
    until = _until.get()
    return until is not None and time.monotonic() > until


def too_slow() -> TooSlow:
    """The error for a question that was cut."""
    return TooSlow(
        f"the answer took longer than {_allowed.get():g} seconds and was given up: ask for a shorter time, fewer "
        "parties or a smaller page"
    )
