"""A speaker's wording of a subject through time, out of a record: copies count once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from communique.records import Report, Statement
from communique.statements import wording
from communique.statements.wording import Step, Wording
from communique.store import Filter, Record

__all__ = ["tellings", "told_by", "wording_of"]

# Reports looked up at a time.
_AT_ONCE = 1000


def wording_of(
    record: Record,
    speaker: str,
    about: str | None = None,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    most: int | None = None,
) -> tuple[Wording, int, int]:
    """What a party (a code or an actor's ID) said about another, aligned; how many statements it made in all.

    With `most`, only the latest so many are aligned, which takes time by their square; the third number is how many
    earlier ones were left out.
    """
    chosen, carriers, all_told, read = _chosen(record, speaker, about, since, until, most)
    kept = chosen if most is None else chosen[-most:]
    left = len(chosen) - len(kept) + all_told - read
    return wording.align(kept, {key: report.published for key, report in carriers.items()}), all_told, left


def tellings(
    record: Record,
    speaker: str,
    about: str | None,
    media: tuple[str, str],
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> tuple[Step, ...]:
    """How a second medium worded what a first one told of a party's words: the second's against the first's."""
    chosen = _chosen(record, speaker, about, since, until)[0]
    first, second = (told_by(chosen, name) for name in media)
    return wording.compare(first, second)


def told_by(statements: Sequence[Statement], medium: str) -> list[Statement]:
    """The statements that came through a medium, or that it made itself; by any of its names."""
    from communique.actors import outlet

    known = outlet(medium)
    name = known.name if known is not None else medium
    return [
        one
        for one in statements
        if name in {link.name for link in one.chain}
        or (one.speaker is not None and one.speaker.actor is not None and one.speaker.actor.name == name)
    ]


def _chosen(
    record: Record,
    speaker: str,
    about: str | None,
    since: dt.date | None,
    until: dt.date | None,
    most: int | None = None,
) -> tuple[list[Statement], dict[str, Report], int, int]:
    """A party's statements on a subject, their reports, the number of its statements in all, and how many were read."""
    said = list(record.statements(Filter(actor=speaker, since=since, until=until)))
    all_told = len(said)
    if most is not None and about is None:
        # Few of these are copies: enough are left when those have gone.
        said = said[-3 * most :]
    carriers, texts = _carriers(record, said, texts=about is not None)
    own = [one for one in said if not one.repeats]
    chosen = wording.select(
        own, {speaker}, names_of(about), texts, {code for code in (about, _country(speaker)) if code}
    )
    return chosen, carriers, all_told, len(said)


def _carriers(record: Record, said: list[Statement], *, texts: bool) -> tuple[dict[str, Report], dict[str, str]]:
    """The reports of statements, without their texts; and the texts, where they are asked for."""
    ids = sorted({statement.report_id for statement in said})
    found: dict[str, Report] = {}
    held: dict[str, str] = {}
    for start in range(0, len(ids), _AT_ONCE):
        for report in record.reports(Filter(reports=tuple(ids[start : start + _AT_ONCE]))):
            if texts:
                held[report.report_id] = report.text
            found[report.report_id] = msgspec.structs.replace(report, text="", repairs=(), furniture=(), offsets=())
    return found, held


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
