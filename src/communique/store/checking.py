"""Is the file whole?"""

from __future__ import annotations

from communique.store.connection import Connected
from communique.store.faults import guarded


class Checking(Connected):
    """The part of a record that looks at itself."""

    @guarded
    def check(self) -> list[str]:
        """What is wrong with the file, in SQLite's words; an empty list when it is whole."""
        with self._engine.connect() as connection:
            rows = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        return [row for row in rows if row != "ok"] + [f"orphan row in {row[0]}" for row in orphans]
