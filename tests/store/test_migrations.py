from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from communique.errors import RecordError
from communique.store import Filter, migrations, open_record, schema

_DATA = Path(__file__).parent.parent / "data" / "store"
RELEASED = sorted(_DATA.glob("record-v*.sql"))


def older(path: Path, sql: Path) -> Path:
    """A record as an older version of this program left it."""
    with sqlite3.connect(path) as connection:
        connection.executescript(sql.read_text(encoding="utf-8"))
    return path


def shape(path: Path) -> dict[str, object]:
    """Tables with their columns, indexes with theirs: what two records of one version have in common."""
    with sqlite3.connect(path) as connection:
        names = connection.execute("SELECT type, name, tbl_name FROM sqlite_master").fetchall()
        found: dict[str, object] = {}
        for kind, name, table in names:
            if kind == "table":
                columns = connection.execute(f"PRAGMA table_info('{name}')")
                found[name] = sorted((row[1], row[2], row[3], row[5]) for row in columns)
            elif not name.startswith("sqlite_"):
                columns = connection.execute(f"PRAGMA index_xinfo('{name}')")
                found[name] = (table, [(row[2], row[3]) for row in columns if row[5]])
    return found


@pytest.mark.parametrize("sql", RELEASED, ids=[sql.stem for sql in RELEASED])
def test_a_record_of_every_released_version_is_brought_up_to_date(tmp_path: Path, sql: Path) -> None:
    path = older(tmp_path / "old.communique", sql)
    with open_record(path) as record:
        assert record.check() == []
        assert record.counts()["event"] == 6
        assert record.span() == ("2014-03-02", "2014-06-03")
        assert record.pairs() == [("CHL", "PER", 4)]
        met = record.events(Filter(pair=("PER", "CHL"), actor="PER"))
        assert [event.type for event in met] == ["ACCUSE", "AGREE", "CONSULT"]
        days = [str(report.published.start) for report in record.reports(Filter(refused=False))]
        assert days == ["2014-03-03", "2014-03-03", "2014-06-04"]
        assert len(record.search("fishing boats")) == 2
        assert [one.why for one in record.judgements()] == ["seen otherwise"]


@pytest.mark.parametrize("sql", RELEASED, ids=[sql.stem for sql in RELEASED])
def test_an_old_record_ends_with_the_tables_of_a_new_one(tmp_path: Path, sql: Path) -> None:
    open_record(tmp_path / "new.communique", create=True).close()
    open_record(older(tmp_path / "old.communique", sql)).close()
    assert shape(tmp_path / "old.communique") == shape(tmp_path / "new.communique")


@pytest.mark.parametrize("sql", RELEASED, ids=[sql.stem for sql in RELEASED])
def test_what_a_migration_derives_is_what_concluding_anew_writes(tmp_path: Path, sql: Path) -> None:
    from communique.pipeline import conclude

    path = older(tmp_path / "old.communique", sql)
    open_record(path).close()
    # Which statements only repeat others is told in the bodies of version 4; before, only concluding anew tells it.
    told = sql.stem >= "record-v4"
    left, anew = ({"body"}, {"state"}) if told else ({"body", "repeats"}, {"state", "statement", "repeat"})
    derived = ("side", "meeting", "dyad", "tally", "meta", "event", "statement", "party", "event_report", "outlet")

    def rows() -> dict[str, list[tuple[object, ...]]]:
        # A fact's body is no derived value: merging anew may write more into it than an older version knew.
        with sqlite3.connect(path) as connection:
            found = {}
            for table in derived:
                columns = [row[1] for row in connection.execute(f"PRAGMA table_info('{table}')") if row[1] not in left]
                rows = connection.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
                found[table] = sorted((row for row in rows if row[0] not in anew), key=repr)
            return found

    migrated = rows()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '' WHERE key = 'state'")
    with open_record(path) as record:
        conclude(record)
    assert rows() == migrated


def test_each_step_leads_to_the_next_and_the_last_to_this_version() -> None:
    assert sorted(migrations.STEPS) == list(range(2, schema.SCHEMA_VERSION + 1))
    assert [sql.stem for sql in RELEASED] == [f"record-v{number}" for number in range(1, schema.SCHEMA_VERSION)]


def test_a_step_that_fails_leaves_the_record_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = older(tmp_path / "old.communique", RELEASED[0])
    before = shape(path)

    def fails(connection: object) -> None:
        migrations.to_2.apply(connection)  # type: ignore[arg-type]
        raise RecordError("stopped")

    monkeypatch.setitem(migrations.STEPS, 2, fails)
    with pytest.raises(RecordError, match="stopped"):
        open_record(path)
    assert shape(path) == before


def test_a_newer_record_says_to_upgrade_and_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "r.communique"
    open_record(path, create=True).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(RecordError, match=r"newer version .*99.* upgrade communique"):
        open_record(path)
    assert path.read_bytes() == before
