"""A speaker's wording as the page shows it: every step with the words that went and came marked."""

from __future__ import annotations

from communique.export.sidebyside import Pieces, marked
from communique.records import Evidence, Frozen, When
from communique.statements.wording import Step
from communique.store import Record
from communique.web.query import Asked
from communique.wordings import wording_of


class Phrase(Frozen, frozen=True, kw_only=True):
    """One formula: what became of it, its words now in pieces (text, new or not), and where they stand."""

    kind: str
    thread: int
    words: Evidence
    now: Pieces
    before: Pieces
    lost: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()


class Occasion(Frozen, frozen=True, kw_only=True):
    """One day on which the speaker spoke."""

    when: When
    occasions: tuple[str, ...]
    phrases: tuple[Phrase, ...]


def phrased(record: Record, speaker: str, about: str | None, where: Asked) -> tuple[list[Occasion], int, int]:
    """The occasions, how many statements have no date, and how many the speaker made in all."""
    period = where.filter()
    found, all_told = wording_of(record, speaker, about, since=period.since, until=period.until)
    occasions = [
        Occasion(
            when=turn.when,
            occasions=tuple(one for one in turn.occasions if one),
            phrases=tuple(phrase for step in turn.steps if (phrase := _phrase(step)) is not None),
        )
        for turn in found.turns
    ]
    return occasions, len(found.undated), all_told


def _phrase(step: Step) -> Phrase | None:
    words = step.after or step.before
    if words is None:
        return None
    now: Pieces = [(words.text, False)]
    before: Pieces = []
    if step.before is not None and step.after is not None and step.before.text != step.after.text:
        before, now = marked(step.before.text, step.after.text)
    return Phrase(
        kind=step.kind, thread=step.thread, words=words, now=now, before=before, lost=step.lost, gained=step.gained
    )
