"""Is the file whole?"""

from __future__ import annotations

from communique.store.connection import Connected
from communique.store.faults import guarded


class Checking(Connected):
    """The part of a record that looks at itself."""

    @guarded
    def check(self) -> list[str]:
        """What is wrong with the record; an empty list when it is whole."""
        with self._engine.connect() as connection:
            return self._backend.damages(connection)
