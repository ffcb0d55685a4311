"""What costs much and changes only with the conclusions: kept until there are others."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

from communique.store import Record

T = TypeVar("T")

# Bytes of answers that are kept, about, the least asked for first to go: a hundred timelines of busy pairs.
_MOST = 128_000_000
# What an answer takes that does not say.
_USUAL = 20_000


class Remembered:
    """Answers of one record. Nothing that a judgement or a new reading has changed is ever given out."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, Hashable], tuple[object, int]] = OrderedDict()
        self._bytes = 0

    def get(self, key: Hashable, make: Callable[[], T], weigh: Callable[[T], int] = lambda _: _USUAL) -> T:
        """The answer under `key`, made where it is not there; it must follow from conclusions and `key` alone.

        `weigh` says how many bytes it takes.
        """
        state = self._record.state()
        whole = (state, key)
        with self._lock:
            if whole in self._kept:
                self._kept.move_to_end(whole)
                return self._kept[whole][0]  # type: ignore[return-value]
        # Made outside the lock: two readers may both make it, none waits for another's.
        made = make()
        if self._record.state() != state:
            # It may rest on either conclusions, or on both.
            return made
        with self._lock:
            self._bytes += (weight := weigh(made)) - self._kept.pop(whole, (None, 0))[1]
            self._kept[whole] = made, weight
            while self._bytes > _MOST:
                self._bytes -= self._kept.popitem(last=False)[1][1]
        return made
