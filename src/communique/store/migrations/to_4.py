"""Version 4: all events of two countries stand together, planned and denied ones too; the same SQL in both."""

from __future__ import annotations

import sqlalchemy as sa

_TABLE = """
CREATE TABLE meeting (a {text} NOT NULL, b {text} NOT NULL, day {text} NOT NULL, type {text} NOT NULL,
    event_id {text} NOT NULL, last {text}, status {text} NOT NULL, quad {text} NOT NULL, judged {text} NOT NULL,
    origins INTEGER NOT NULL, told INTEGER NOT NULL DEFAULT 0, score FLOAT NOT NULL,
    PRIMARY KEY (a, b, day, type, event_id)){rest}
"""
_ROWS = """
INSERT INTO meeting SELECT DISTINCT x.country, y.country, e.day, e.type, e.event_id, e.last, e.status, e.quad,
        e.judged, e.origins, e.told, e.score
    FROM party x JOIN party y ON y.event_id = x.event_id AND x.country < y.country
    JOIN event e ON e.event_id = x.event_id
    WHERE length(x.country) = 3 AND length(y.country) = 3
    ORDER BY x.country, y.country, e.day, e.type, e.event_id
"""


def apply(connection: sa.Connection) -> None:
    """From version 3 to version 4."""
    lite = connection.dialect.name == "sqlite"
    connection.exec_driver_sql("DROP TABLE meeting")
    table = _TABLE.format(text="VARCHAR" if lite else 'VARCHAR COLLATE "C"', rest=" WITHOUT ROWID" if lite else "")
    connection.exec_driver_sql(table)
    connection.exec_driver_sql(_ROWS)
