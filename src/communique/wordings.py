"""A speaker's wording of a subject through time, out of a record: copies count once."""

from __future__ import annotations

import datetime as dt

from communique.statements import wording
from communique.statements.wording import Wording
from communique.store import Filter, Record

__all__ = ["wording_of"]


def wording_of(
    record: Record,
    speaker: str,
    about: str | None = None,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> tuple[Wording, int]:
    """What a party (a code or an actor's ID) said about another, aligned, and the number of its statements in all."""
    said = list(record.statements(Filter(actor=speaker, since=since, until=until)))
    ids = tuple(sorted({statement.report_id for statement in said}))
    reports = {report.report_id: report for report in record.reports(Filter(reports=ids))} if ids else {}
    own = [one for one in said if reports[one.report_id].derived_from is None] or said
    chosen = wording.select(
        own,
        {speaker},
        names_of(about),
        {key: report.text for key, report in reports.items()},
        {code for code in (about, _country(speaker)) if code},
    )
    return wording.align(chosen, {key: report.published for key, report in reports.items()}), len(said)


def names_of(code: str | None) -> set[str]:
    """The names by which a text may call a party; none for nobody."""
    if code is None:
        return set()
    from communique.tables import load

    row = next((row for row in load("countries") if row["iso3"] == code), None)
    if row is None:
        return {code.removeprefix("person:").replace("-", " ")}
    cells = (row["name"], row["names"], row["demonyms"], row["adjectives"], row["capital"])
    return {name for cell in cells for name in cell.split("|") if name}


def _country(who: str) -> str | None:
    from communique.actors import resolve_name

    if len(who) == 3:
        return who
    actor = resolve_name(who.removeprefix("person:").replace("-", " "), None)
    return actor.country if actor else None
