from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.store import server as servers

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL database."""
    with servers.server() as address:
        if address is None and os.environ.get(servers.NAMED) == servers.REQUIRED:
            pytest.fail(servers.MISSING)
        if address is None:
            pytest.skip(servers.MISSING)
        yield address


@pytest.fixture
def schema_address(server: str) -> Iterator[str]:
    """An address in PostgreSQL where no record is yet: a schema of its own."""
    engine = sa.create_engine(sa.make_url(server).set(drivername="postgresql+psycopg"))
    name = f"test_{next(_numbers)}"
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
    yield f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3D{name}"
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a record may begin, once for each backend."""
    if request.param == "sqlite":
        return str(tmp_path / "r.communique")
    address: str = request.getfixturevalue("schema_address")
    return address
