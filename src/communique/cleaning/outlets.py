"""What is known of an outlet besides its pages: its name, country, owner, clock and beginning, from table and user."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from communique import tables
from communique.cleaning.found import host
from communique.errors import UsageError

__all__ = ["UNKNOWN", "Facts", "facts_of", "of_settings"]


class Facts(NamedTuple):
    """One outlet; what is not known is empty. `zone` is an IANA name, `since` the first day that it existed."""

    name: str = ""
    country: str | None = None
    state_media: bool | None = None
    zone: str = ""
    since: dt.date | None = None


UNKNOWN = Facts()
_FOUNDED = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_SETTINGS = ("name", "country", "state_media", "timezone", "founded")
_FLAGS = {"yes": True, "no": False}


def facts_of(url: str, name: str, given: Mapping[str, Facts] | None = None) -> Facts:
    """What is known of the outlet at an address, or of that name; what the user said wins over the table."""
    for key in (*_domains(host(url)), name.strip().casefold().removeprefix("the ")):
        own, listed = (given or {}).get(key), _table().get(key)
        if own and listed:
            said = {name: value for name, value in own._asdict().items() if value not in (None, "")}
            return listed._replace(**said)
        if own or listed:
            return own or listed or UNKNOWN
    return UNKNOWN


def of_settings(settings: Mapping[str, Any], source: str = "communique.toml") -> dict[str, Facts]:
    """The outlets of a settings file: `[outlets."herald.example"]` with `name`, `country`, `timezone`, `founded` …

    The key is the outlet's web domain or its name. Raises `UsageError` that names the key and value it can't use.
    """
    found: dict[str, Facts] = {}
    for key, row in settings.items():
        where = f'{source}: [outlets."{key}"]'
        if not isinstance(row, Mapping):
            raise UsageError(f"{where} must be a table with some of {', '.join(_SETTINGS)}")
        for name in row:
            if name not in _SETTINGS:
                raise UsageError(f"{where} has no {name!r}: there are {', '.join(_SETTINGS)}")
        found[key.strip().casefold().removeprefix("www.").removeprefix("the ")] = Facts(
            str(row.get("name", "")),
            str(row["country"]) if row.get("country") else None,
            bool(row["state_media"]) if "state_media" in row else None,
            _zone(row.get("timezone", ""), where),
            _founded(row["founded"], where) if "founded" in row else None,
        )
    return found


def _zone(name: Any, where: str) -> str:
    try:
        return ZoneInfo(name).key if name else ""
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError) as error:
        raise UsageError(f"{where}: timezone {name!r} is no IANA name: write for example Africa/Nairobi") from error


def _founded(value: Any, where: str) -> dt.date:
    match = _FOUNDED.fullmatch(str(value))
    try:
        if match:
            return dt.date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        pass
    raise UsageError(f"{where}: founded {value!r} is no date: write a year, 2004, or a day, 2004-05-17")


@functools.cache
def _table() -> dict[str, Facts]:
    found: dict[str, Facts] = {}
    shared: set[str] = set()
    for row in tables.load("outlets"):
        start = _FOUNDED.fullmatch(row["start"])
        facts = Facts(
            row["name"], row["country"] or None, _FLAGS.get(row["state_media"]), row["timezone"],
            dt.date(int(start[1]), int(start[2] or 1), int(start[3] or 1)) if start else None,
        )  # fmt: skip
        names = {name.casefold().removeprefix("the ") for name in (row["name"], *row["aliases"].split("|"))}
        # There is more than one Herald: a name that several outlets have says nothing of any.
        shared |= {name for name in names if name in found}
        for key in (*row["domain"].split("|"), *names):
            found.setdefault(key.removeprefix("www."), facts)
    return {key: facts for key, facts in found.items() if key and key not in shared}


def _domains(name: str) -> list[str]:
    """A host and the domains above it: a subdomain belongs to its domain's owner."""
    parts = name.split(".") if name else []
    return [".".join(parts[at:]) for at in range(len(parts) - 1)]
