"""A record as SQL text, for the tests of migrations: one is kept for each version of the tables that was released.

python tools/record_as_sql.py FILE > tests/data/store/record-v1.sql
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path


def statements(path: Path) -> Iterator[str]:
    """The statements that make the same record anew: its marks, its tables with their rows, its indexes."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        for pragma in ("application_id", "user_version"):
            yield f"PRAGMA {pragma} = {connection.execute(f'PRAGMA {pragma}').fetchone()[0]};"
        made = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
        everything = made.fetchall()
        virtual = [name for _, name, sql in everything if sql.startswith("CREATE VIRTUAL")]
        for kind, name, sql in everything:
            # A full-text index keeps its parts in tables of its own, which making it makes.
            if any(name.startswith(f"{index}_") and name not in virtual for index in virtual):
                continue
            yield f"{sql};"
            if kind == "table":
                yield from _rows(connection, name, numbered="WITHOUT ROWID" not in sql)


def _rows(connection: sqlite3.Connection, table: str, *, numbered: bool) -> Iterator[str]:
    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    # A full-text index knows reports by the numbers of their rows.
    listed = ", ".join(f'"{name}"' for name in [*(["rowid"] if numbered else []), *columns])
    for row in connection.execute(f'SELECT {listed} FROM "{table}" ORDER BY {"rowid" if numbered else listed}'):
        values = ", ".join(_literal(connection, value) for value in row)
        yield f'INSERT INTO "{table}" ({listed}) VALUES ({values});'


def _literal(connection: sqlite3.Connection, value: object) -> str:
    """A value as SQL; bytes that are JSON stay readable."""
    if isinstance(value, bytes) and value.startswith((b"{", b"[")):
        return f"CAST({_literal(connection, value.decode())} AS BLOB)"
    return str(connection.execute("SELECT quote(?)", (value,)).fetchone()[0])


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for statement in statements(Path(sys.argv[1])):
        print(statement)
