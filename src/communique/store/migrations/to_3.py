"""Version 3: who tells of an event stands beside it, and the outlets of the whole record are counted.

The same SQL in both databases, but for how JSON is read and a table without row numbers, which only SQLite has.
"""

from __future__ import annotations

import sqlalchemy as sa

_REPORTS = """
ALTER TABLE report ADD COLUMN state_media INTEGER;
UPDATE report SET state_media = {owned};
CREATE INDEX report_carrier ON report (report_id, outlet, state_media);
"""
_OWNED = {
    "sqlite": "json_extract(CAST(body AS TEXT), '$.state_media')",
    "postgresql": "CAST(CAST(convert_from(body, 'UTF8') AS json) ->> 'state_media' AS boolean)::integer",
}

_CARRIED = {
    "sqlite": """
ALTER TABLE event_report RENAME TO event_report_2;
DROP INDEX ix_event_report_report_id;
CREATE TABLE event_report (event_id VARCHAR NOT NULL, report_id VARCHAR NOT NULL, outlet VARCHAR NOT NULL DEFAULT '',
    PRIMARY KEY (event_id, report_id)) WITHOUT ROWID;
INSERT INTO event_report SELECT e.event_id, e.report_id, coalesce(r.outlet, '')
    FROM event_report_2 e LEFT JOIN report r ON r.report_id = e.report_id ORDER BY e.event_id, e.report_id;
DROP TABLE event_report_2;
CREATE INDEX ix_event_report_report_id ON event_report (report_id);
""",
    "postgresql": """
ALTER TABLE event_report ADD COLUMN outlet VARCHAR COLLATE "C" NOT NULL DEFAULT '';
UPDATE event_report SET outlet = r.outlet FROM report r WHERE r.report_id = event_report.report_id;
""",
}

_TOLD = """
CREATE TEMPORARY TABLE told_by AS
    SELECT e.event_id,
        max(CASE WHEN r.owned = 1 THEN 1 ELSE 0 END) + max(CASE WHEN r.owned = 0 THEN 2 ELSE 0 END) AS told
    FROM event_report e JOIN (
        SELECT report_id, coalesce(state_media, CASE WHEN outlet_folded IN (SELECT name FROM owner) THEN 1 ELSE 0 END)
            AS owned FROM report) r ON r.report_id = e.report_id
    GROUP BY e.event_id;
CREATE INDEX told_by_event ON told_by (event_id, told);
ALTER TABLE event ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
ALTER TABLE side ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
DROP INDEX event_day;
DROP INDEX event_type;
UPDATE event SET told = coalesce((SELECT t.told FROM told_by t WHERE t.event_id = event.event_id), 0);
UPDATE side SET told = coalesce((SELECT t.told FROM told_by t WHERE t.event_id = side.event_id), 0);
CREATE INDEX event_day ON event (day, type, event_id, status, quad, judged, origins, last, told);
CREATE INDEX event_type ON event (type, day, event_id, status, quad, judged, origins, last, told);
DROP TABLE told_by;
DROP TABLE owner;
INSERT INTO outlet SELECT e.outlet, count(DISTINCT e.event_id)
    FROM event_report e JOIN event v ON v.event_id = e.event_id
    WHERE e.outlet <> '' AND v.judged <> 'rejected' GROUP BY e.outlet;
"""

_OUTLETS = {
    "sqlite": "CREATE TABLE outlet (name VARCHAR NOT NULL PRIMARY KEY, events INTEGER NOT NULL);\n",
    "postgresql": 'CREATE TABLE outlet (name VARCHAR COLLATE "C" NOT NULL PRIMARY KEY, events INTEGER NOT NULL);\n',
}


def apply(connection: sa.Connection) -> None:
    """From version 2 to version 3."""
    # The table of outlets of the day: what a version before this one asked at every question.
    from communique.store.outlets import state_outlets

    kind = connection.dialect.name
    connection.exec_driver_sql("CREATE TEMPORARY TABLE owner (name VARCHAR NOT NULL)")
    owners = sa.table("owner", sa.column("name", sa.String))
    connection.execute(owners.insert(), [{"name": name} for name in state_outlets()])
    for part in (_REPORTS.format(owned=_OWNED[kind]), _CARRIED[kind], _OUTLETS[kind], _TOLD):
        for statement in part.split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement)
