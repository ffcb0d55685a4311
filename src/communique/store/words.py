"""Text cut into words for an index that is not SQLite's: by the same tokeniser, so that every backend finds the same.

FTS5's `unicode61` is run in a database in memory; nothing is kept there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

_TABLES = (
    "CREATE VIRTUAL TABLE cut USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE word USING fts5vocab(cut, 'instance')",
)


def cut(texts: Sequence[str]) -> list[list[str]]:
    """The words of each text in order: case and accents folded, marks left out."""
    found: list[list[str]] = [[] for _ in texts]
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for ddl in _TABLES:
            connection.execute(ddl)
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO cut (rowid, text) VALUES (?, ?)", enumerate(texts, 1))
        for number, word in connection.execute("SELECT doc, term FROM word ORDER BY doc, offset"):
            found[number - 1].append(word)
    finally:
        connection.close()
    return found
