"""How a record of an older version becomes one of this version: numbered steps, each written once and never changed.

A step says in SQL what it does to the tables of the version before it; it may not use `schema`, which goes on changing.
There is no way back: a program that is older than a record refuses it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import sqlalchemy as sa

from communique.errors import RecordError
from communique.store import schema
from communique.store.migrations import to_2, to_3, to_4, to_5
from communique.version import __version__

# The version that a step leads to → the step. PostgreSQL records begin with version 2.
STEPS: dict[int, Callable[[sa.Connection], None]] = {2: to_2.apply, 3: to_3.apply, 4: to_4.apply, 5: to_5.apply}


def is_current(place: str, number: int) -> bool:
    """Whether a record's tables are of this version; `RecordError` where they are of a later one."""
    if number > schema.SCHEMA_VERSION:
        raise RecordError(
            f"{place} was written by a newer version (its tables are version {number}, this program knows "
            f"{schema.SCHEMA_VERSION}): upgrade communique"
        )
    return number == schema.SCHEMA_VERSION


def migrate(connection: sa.Connection, place: str, number: int) -> None:
    """Take every step from version `number` to this one, in the transaction of `connection`."""
    while not is_current(place, number):
        number += 1
        STEPS[number](connection)
        mark(connection, number)


def mark(connection: sa.Connection, number: int) -> None:
    """Note that the tables are now of version `number`."""
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    connection.execute(schema.version.insert(), {"number": number, "at": at, "program": __version__})
