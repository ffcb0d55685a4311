"""What is particular to a record on a server."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from communique.cli import cli
from communique.errors import RecordError
from communique.store import open_record, postgres_search
from communique.store.postgres import is_address, shown
from tests.making import document, report
from tests.store.making import filled


def test_an_address_is_told_from_a_path_and_shown_without_its_password() -> None:
    assert is_address("postgresql://host/db")
    assert is_address("postgres://host/db")
    assert not is_address("folder/postgresql.communique")
    assert shown("postgresql://me:secret@host/db") == "postgresql://me:***@host/db"


def test_a_server_that_is_not_there_is_an_error_that_says_so() -> None:
    with pytest.raises(RecordError, match=r"can't be reached.*check the address") as caught:
        open_record("postgresql://me:secret@127.0.0.1:1/nothing")
    assert caught.value.exit_code == 4
    assert "secret" not in str(caught.value)


def test_a_wrong_database_is_an_error_that_says_so(server: str) -> None:
    with pytest.raises(RecordError, match="can't be reached"):
        open_record(server.replace("/postgres?", "/no_such_database?"))


def test_a_schema_without_a_record_says_how_to_begin(schema_address: str) -> None:
    with pytest.raises(RecordError, match=r"holds no record.*communique read"):
        open_record(schema_address)


def test_another_programs_tables_are_left_alone(schema_address: str) -> None:
    engine = sa.create_engine(sa.make_url(schema_address).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE accounts (id int)")
    with pytest.raises(RecordError, match="another program"):
        open_record(schema_address, create=True)


def test_parts_of_words_are_found_on_a_server_without_trigrams(
    schema_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_search, "_trigrams", lambda connection: None)
    with open_record(schema_address, create=True) as record:
        record.add_reports(
            [(document("a"), report("a", "The fishing talks, 100% failed")), (document("b"), report("b"))]
        )
        assert [key for key, _ in record.search("ishin")] == ["a"]
        assert [key for key, _ in record.search("100% fail")] == ["a"]


def test_a_word_that_is_longer_than_the_server_takes_breaks_nothing(schema_address: str) -> None:
    with open_record(schema_address, create=True) as record:
        long = "x" * 5000
        many = " ".join(f"word{n}" for n in range(60_000))
        record.add_reports(
            [(document("a"), report("a", f"boats {long}")), (document("b"), report("b", f"ships {many}"))]
        )
        assert [key for key, _ in record.search("boats")] == ["a"]
        assert [key for key, _ in record.search(long)] == ["a"]
        assert [key for key, _ in record.search("ships word59999")] == ["b"]


def test_the_commands_take_an_address(schema_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(schema_address).close()
    monkeypatch.setenv("COMMUNIQUE_RECORD", schema_address)
    result = CliRunner().invoke(cli, ["events", "--format", "csv"])
    assert result.exit_code == 0, result.output
    assert "ACCUSE" in result.output


def test_a_record_of_an_earlier_version_is_brought_up_to_date(schema_address: str) -> None:
    before = [
        "DROP INDEX report_carrier, event_day, event_type, statement_day, statement_speaker, statement_country",
        "DROP TABLE outlet", "ALTER TABLE statement DROP COLUMN repeats", "DELETE FROM tally WHERE name = 'repeat'",
        "CREATE INDEX statement_day ON statement (day, report_id, statement_id)",
        "CREATE INDEX statement_speaker ON statement (speaker, day, report_id, statement_id)",
        "CREATE INDEX statement_country ON statement (country, day, report_id, statement_id)",
        "ALTER TABLE report DROP COLUMN state_media", "ALTER TABLE event DROP COLUMN told",
        "ALTER TABLE side DROP COLUMN told", "ALTER TABLE event_report DROP COLUMN outlet",
        "CREATE INDEX event_day ON event (day)", "CREATE INDEX event_type ON event (type)", "DELETE FROM version",
        "INSERT INTO version VALUES (2, '2026-01-01', 'x')",
    ]  # fmt: skip

    def derived() -> list[object]:
        queries = (
            "SELECT * FROM outlet", "SELECT event_id, told FROM event", "SELECT side, event_id, told FROM side",
            "SELECT event_id, report_id, outlet FROM event_report", "SELECT * FROM meeting",
            "SELECT statement_id, repeats FROM statement", "SELECT name, number FROM tally",
            "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()",
        )  # fmt: skip
        with engine.connect() as connection:
            return [sorted(map(tuple, connection.exec_driver_sql(query))) for query in queries]

    filled(schema_address).close()
    engine = sa.create_engine(sa.make_url(schema_address).set(drivername="postgresql+psycopg"))
    written = derived()
    assert written[0]
    with engine.begin() as connection:
        for statement in before:
            connection.exec_driver_sql(statement)
    open_record(schema_address).close()
    assert derived() == written
    engine.dispose()
