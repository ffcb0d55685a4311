"""What costs much and changes only with the conclusions: kept until there are others."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

from communique.store import Record

T = TypeVar("T")

# Answers that are kept, the least asked for first to go; a timeline is half a megabyte.
_MOST = 64


class Remembered:
    """Answers of one record. Nothing that a judgement or a new reading has changed is ever given out."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, Hashable], object] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The answer under `key`, made where it is not there; it must follow from conclusions and `key` alone."""
        state = self._record.state()
        whole = (state, key)
        with self._lock:
            if whole in self._kept:
                self._kept.move_to_end(whole)
                return self._kept[whole]  # type: ignore[return-value]
        # Made outside the lock: two readers may both make it, none waits for another's.
        made = make()
        if self._record.state() != state:
            # It may rest on either conclusions, or on both.
            return made
        with self._lock:
            self._kept[whole] = made
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return made
