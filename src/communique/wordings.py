"""A speaker's wording of a subject through time, out of a record: copies count once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

import msgspec

from communique.records import Report, Statement
from communique.statements import wording
from communique.statements.wording import Step, Wording
from communique.store import Filter, Record
from communique.voices import Voice, speaks, told_by

__all__ = ["speakers_of", "tellings", "wording_of"]

# Reports looked up at a time.
_AT_ONCE = 1000


def wording_of(
    record: Record,
    speaker: str | Voice,
    about: str | None = None,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    most: int | None = None,
) -> tuple[Wording, int, int]:
    """What a voice (or a party: a code, an actor's ID) said about another party, aligned; how many statements in all.

    With `most`, only the latest so many are aligned, which takes time by their square; the third number is how many
    earlier ones were left out. What copies only repeat is neither aligned nor counted.
    """
    who = _voice(speaker)
    own = [one for one in _said(record, who, since, until) if not one.repeats]
    all_told = len(own)
    left = 0
    if most is not None and about is None:
        left = max(0, len(own) - most)
        own = own[left:]
    chosen, carriers = _chosen(record, who, about, own)
    if most is not None and len(chosen) > most:
        left += len(chosen) - most
        chosen = chosen[-most:]
    return wording.align(chosen, {key: report.published for key, report in carriers.items()}), all_told, left


def tellings(
    record: Record,
    speaker: str | Voice,
    about: str | None,
    media: tuple[str, str],
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> tuple[tuple[Step, ...], tuple[int, int]]:
    """How a second medium worded what a first one told of a voice's words: the second's against the first's.

    And how many statements each of them tells: where either tells none, there is nothing to compare. What a copy
    repeats counts here: the copy is the second medium's wording.
    """
    who = _voice(speaker)
    chosen = _chosen(record, who, about, _said(record, who, since, until))[0]
    first, second = (told_by(chosen, name, _published_by(record, name)) for name in media)
    return wording.compare(first, second) if first and second else (), (len(first), len(second))


def speakers_of(record: Record, countries: Sequence[str] = (), most: int = 8) -> list[tuple[str, int]]:
    """Who speaks most in a record, of these countries where any of them does, with the number of statements."""
    everyone: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    for one in record.statements():
        actor = one.speaker.actor if one.speaker else None
        if actor is not None and not one.repeats:
            everyone[actor.name] += 1
            if actor.country in countries:
                theirs[actor.name] += 1
    return sorted((theirs or everyone).items(), key=lambda item: (-item[1], item[0]))[:most]


def _voice(speaker: str | Voice) -> Voice:
    return speaker if isinstance(speaker, Voice) else Voice(name=speaker, parties=(speaker,) if speaker else ())


def _said(record: Record, who: Voice, since: dt.date | None, until: dt.date | None) -> list[Statement]:
    """All statements of a voice, those of copies among them, in order of time."""
    if who.medium:
        everything = record.statements(Filter(since=since, until=until))
        return told_by(everything, who.medium, _published_by(record, who.medium))
    said = (one for code in who.parties for one in record.statements(Filter(actor=code, since=since, until=until)))
    return [one for one in said if speaks(who, one)]


def _published_by(record: Record, medium: str) -> list[str]:
    from communique.actors import outlet

    known = outlet(medium)
    return [report.report_id for report in record.reports(Filter(outlet=known.name if known else medium))]


def _chosen(
    record: Record, who: Voice, about: str | None, said: Sequence[Statement]
) -> tuple[list[Statement], dict[str, Report]]:
    """A voice's statements on a subject, and the reports that carry them."""
    carriers, texts = _carriers(record, said, texts=about is not None)
    # A party that spoke is known by its code; a body or a medium was told apart before.
    speaker = None if who.body or who.medium else set(who.parties)
    homes = [_country(code) for code in who.parties]
    return wording.select(said, speaker, names_of(about), texts, {code for code in (about, *homes) if code}), carriers


def _carriers(record: Record, said: Sequence[Statement], *, texts: bool) -> tuple[dict[str, Report], dict[str, str]]:
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
