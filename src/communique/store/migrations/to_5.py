"""Version 5: what a copy's statement only repeats is told apart by a column, so that statements are counted once."""

from __future__ import annotations

import sqlalchemy as sa

_REPEATS = {
    "sqlite": "coalesce(json_extract(CAST(body AS TEXT), '$.repeats'), '')",
    "postgresql": "coalesce(CAST(convert_from(body, 'UTF8') AS json) ->> 'repeats', '')",
}
_INDEXES = (
    "CREATE INDEX statement_day ON statement (day, report_id, statement_id, repeats)",
    "CREATE INDEX statement_speaker ON statement (speaker, day, report_id, statement_id, repeats)",
    "CREATE INDEX statement_country ON statement (country, day, report_id, statement_id, repeats)",
)
_TALLY = (
    "INSERT INTO tally (name, number) SELECT 'repeat', count(*) FROM statement WHERE repeats = 1 "
    "AND EXISTS (SELECT 1 FROM tally WHERE name = 'statement')",
    "UPDATE tally SET number = (SELECT count(*) FROM statement WHERE repeats = 0) WHERE name = 'statement'",
)


def apply(connection: sa.Connection) -> None:
    """From version 4 to version 5."""
    repeats = _REPEATS["sqlite" if connection.dialect.name == "sqlite" else "postgresql"]
    connection.exec_driver_sql("ALTER TABLE statement ADD COLUMN repeats INTEGER NOT NULL DEFAULT 0")
    connection.exec_driver_sql(f"UPDATE statement SET repeats = 1 WHERE {repeats} <> ''")
    for index in ("statement_day", "statement_speaker", "statement_country"):
        connection.exec_driver_sql(f"DROP INDEX {index}")
    for made in (*_INDEXES, *_TALLY):
        connection.exec_driver_sql(made)
