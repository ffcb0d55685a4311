"""Version 2: what listings sort and filter by stands in columns and indexes of its own.

In SQLite's words: there was no other database before this version.
"""

from __future__ import annotations

import sqlalchemy as sa

_TABLES = """
CREATE TABLE version (number INTEGER NOT NULL PRIMARY KEY, at VARCHAR NOT NULL, program VARCHAR NOT NULL);
CREATE TABLE tally (name VARCHAR NOT NULL PRIMARY KEY, number INTEGER NOT NULL);
CREATE TABLE dyad (a VARCHAR NOT NULL, b VARCHAR NOT NULL, events INTEGER NOT NULL, told INTEGER NOT NULL,
    score FLOAT NOT NULL, PRIMARY KEY (a, b));
CREATE TABLE meeting (a VARCHAR NOT NULL, b VARCHAR NOT NULL, event_id VARCHAR NOT NULL, day VARCHAR NOT NULL,
    last VARCHAR, type VARCHAR NOT NULL, quad VARCHAR NOT NULL, score FLOAT NOT NULL, PRIMARY KEY (a, b, event_id))
    WITHOUT ROWID;
CREATE TABLE side (side VARCHAR NOT NULL, day VARCHAR NOT NULL, type VARCHAR NOT NULL, event_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL, last VARCHAR, status VARCHAR NOT NULL, quad VARCHAR NOT NULL, judged VARCHAR NOT NULL,
    origins INTEGER NOT NULL, PRIMARY KEY (side, day, type, event_id)) WITHOUT ROWID;
"""

_REPORTS = """
ALTER TABLE report ADD COLUMN added INTEGER NOT NULL DEFAULT 0;
ALTER TABLE report ADD COLUMN outlet_folded VARCHAR NOT NULL DEFAULT '';
ALTER TABLE report ADD COLUMN day VARCHAR NOT NULL DEFAULT '9999';
ALTER TABLE report ADD COLUMN start VARCHAR;
ALTER TABLE report ADD COLUMN "end" VARCHAR;
ALTER TABLE report ADD COLUMN published BLOB;
UPDATE report SET added = rowid, outlet_folded = casefold(outlet);
UPDATE report SET start = r.start, "end" = r."end", day = coalesce(r.start, r."end", '9999'),
    published = CAST(json_extract(CAST(r.body AS TEXT), '$.published') AS BLOB)
    FROM reading r WHERE r.report_id = report.report_id;
ALTER TABLE reading DROP COLUMN start;
ALTER TABLE reading DROP COLUMN "end";
CREATE INDEX ix_report_added ON report (added);
CREATE INDEX report_outlet ON report (outlet_folded, report_id);
CREATE INDEX report_day ON report (day, source, report_id, start, "end");
CREATE INDEX report_refused ON report (day, source, report_id) WHERE refused IS NOT NULL;
"""

_STATEMENTS = """
ALTER TABLE statement ADD COLUMN day VARCHAR NOT NULL DEFAULT '9999';
UPDATE statement SET day = coalesce(start, "end", '9999');
DROP INDEX ix_statement_speaker;
DROP INDEX ix_statement_country;
CREATE INDEX statement_day ON statement (day, report_id, statement_id);
CREATE INDEX statement_speaker ON statement (speaker, day, report_id, statement_id);
CREATE INDEX statement_country ON statement (country, day, report_id, statement_id);
"""

_EVENTS = """
ALTER TABLE event ADD COLUMN day VARCHAR NOT NULL DEFAULT '9999';
ALTER TABLE event ADD COLUMN last VARCHAR;
ALTER TABLE event ADD COLUMN place_folded VARCHAR;
ALTER TABLE event ADD COLUMN probability FLOAT NOT NULL DEFAULT 1;
UPDATE event SET day = coalesce(start, "end", '9999'), last = coalesce("end", start), place_folded = casefold(place),
    probability = coalesce(json_extract(CAST(body AS TEXT), '$.probability'), 1);
DROP INDEX ix_event_type;
DROP INDEX ix_event_start;
DROP INDEX party_country;
DROP INDEX party_actor;
CREATE INDEX ix_event_place_folded ON event (place_folded);
CREATE INDEX event_day ON event (day, type, event_id, status, quad, judged, origins, last);
CREATE INDEX event_type ON event (type, day, event_id, status, quad, judged, origins, last);
CREATE INDEX event_sure ON event (judged, probability, event_id);
"""

_DERIVED = """
INSERT INTO side SELECT p.side, e.day, e.type, e.event_id,
    CASE WHEN count(DISTINCT p.role) = 2 THEN 'both' ELSE min(p.role) END, e.last, e.status, e.quad, e.judged, e.origins
    FROM (SELECT event_id, role, actor_id AS side FROM party
        UNION SELECT event_id, role, country FROM party WHERE country IS NOT NULL) p
    JOIN event e ON e.event_id = p.event_id GROUP BY p.side, e.event_id;
INSERT INTO meeting SELECT DISTINCT x.country, y.country, e.event_id, e.day, e.last, e.type, e.quad, e.score
    FROM party x JOIN party y ON y.event_id = x.event_id AND x.country < y.country
    JOIN event e ON e.event_id = x.event_id
    WHERE length(x.country) = 3 AND length(y.country) = 3 AND e.judged <> 'rejected'
        AND e.status IN ('reported', 'ongoing');
INSERT INTO dyad SELECT x.country, y.country, count(DISTINCT e.event_id), 0, 0
    FROM party x JOIN party y ON y.event_id = x.event_id AND x.country < y.country
    JOIN event e ON e.event_id = x.event_id
    WHERE length(x.country) = 3 AND length(y.country) = 3 AND e.judged <> 'rejected' GROUP BY x.country, y.country;
UPDATE dyad SET told = m.told, score = m.score
    FROM (SELECT a, b, count(*) AS told, sum(score) AS score FROM meeting GROUP BY a, b) m
    WHERE m.a = dyad.a AND m.b = dyad.b;
CREATE INDEX story_size ON story (size DESC, story_id);
INSERT INTO meta SELECT 'first', min(start) FROM event WHERE status <> 'historical' HAVING min(start) IS NOT NULL
    AND max("end") IS NOT NULL;
INSERT INTO meta SELECT 'last', max("end") FROM event WHERE status <> 'historical' HAVING min(start) IS NOT NULL
    AND max("end") IS NOT NULL;
INSERT INTO tally SELECT 'side:' || side, count(*) FROM side GROUP BY side;
INSERT INTO tally SELECT 'story', count(*) FROM story;
INSERT INTO tally SELECT 'origins', coalesce(sum(origins), 0) FROM story;
INSERT INTO tally SELECT 'statement', count(*) FROM statement;
INSERT INTO tally SELECT 'event', count(*) FROM event;
INSERT INTO tally SELECT 'relation', count(*) FROM relation;
INSERT INTO tally SELECT 'actor', count(*) FROM actor;
"""


def apply(connection: sa.Connection) -> None:
    """From version 1 to version 2."""
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.create_function("casefold", 1, lambda text: None if text is None else text.casefold(), deterministic=True)
    for part in (_TABLES, _REPORTS, _STATEMENTS, _EVENTS, _DERIVED):
        for statement in part.split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement)
