"""A speaker's wording as the page shows it: every step with the words that went and came marked."""

from __future__ import annotations

from communique.export.sidebyside import Pieces, marked
from communique.records import Evidence, Frozen, When
from communique.statements.wording import Step
from communique.store import Record
from communique.voices import Voice
from communique.web.query import Asked
from communique.wordings import speakers_of, wording_of

# Statements that are laid one against the other: more take longer than a reader waits.
_ALIGNED = 500


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


class Phrased(Frozen, frozen=True, kw_only=True):
    """A speaker's occasions; how many statements have no date, how many there are in all, and earlier ones left out.

    `others` are those who speak most, with their statements, where the speaker says nothing at all.
    """

    turns: tuple[Occasion, ...] = ()
    others: tuple[tuple[str, int], ...] = ()
    undated: int = 0
    all_told: int = 0
    left: int = 0


def phrased(record: Record, speaker: str | Voice, about: str | None, where: Asked) -> Phrased:
    """The latest occasions on which a speaker spoke of a subject, or of anything."""
    period = where.filter()
    found, all_told, left = wording_of(record, speaker, about, since=period.since, until=period.until, most=_ALIGNED)
    occasions = (
        Occasion(
            when=turn.when,
            occasions=tuple(one for one in turn.occasions if one),
            phrases=tuple(phrase for step in turn.steps if (phrase := _phrase(step)) is not None),
        )
        for turn in found.turns
    )
    countries = speaker.parties if isinstance(speaker, Voice) else (speaker,)
    others = () if all_told else tuple(speakers_of(record, countries))
    return Phrased(turns=tuple(occasions), others=others, undated=len(found.undated), all_told=all_told, left=left)


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
