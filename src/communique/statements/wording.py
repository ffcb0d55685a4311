"""How a speaker's formulas on a subject change from one occasion to the next: kept, new, dropped, stronger, weaker."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from communique import sentences
from communique.records import UNKNOWN_DATE, Evidence, Frozen, Statement, When
from communique.statements import formulas

__all__ = ["Step", "Turn", "Wording", "align", "compare", "select"]

Kind = Literal["kept", "new", "dropped", "strengthened", "weakened"]

# Likeness from which two wordings are one formula: the pairs of tests/statements/test_wording.py that say one thing in
# other words lie at .47 and above, the pairs on different matters at .32 and below.
_SAME = 0.4
# The same words again, in another translation or a copy: told once.
_COPY = 0.92
_BOTH = re.compile(
    r"\b(?:(?:two|both|our|their) (?:countries|nations|states|peoples|sides|parties|leaders)|between the countries|"
    r"bilateral|relations?|relationship|ties|each other)\b",
    re.I,
)
# How far before a statement its subject may have been named, in characters: about a paragraph.
_NEAR = 600


class Step(Frozen, frozen=True, kw_only=True):
    """What became of one formula: its words before and now, what was lost and gained, how alike they are."""

    kind: Kind
    thread: int
    before: Evidence | None = None
    after: Evidence | None = None
    lost: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()
    likeness: float = 0.0


class Turn(Frozen, frozen=True, kw_only=True):
    """One occasion on which the speaker spoke: when, how, which statements, and the steps against what came before.

    `speakers` are the names of those who spoke: of a ministry or a country there may be several.
    """

    when: When
    occasions: tuple[str, ...]
    statements: tuple[str, ...]
    steps: tuple[Step, ...]
    speakers: tuple[str, ...] = ()


class Wording(Frozen, frozen=True, kw_only=True):
    """A speaker's formulas in order of time; `undated` holds statements that no date could be given."""

    turns: tuple[Turn, ...]
    undated: tuple[str, ...] = ()


@dataclass(slots=True)
class _Thread:
    """One formula through time: its latest words, all its readings so far, the number of its latest turn."""

    words: Evidence
    readings: list[formulas.Reading]
    turn: int

    def likeness(self, reading: formulas.Reading) -> float:
        return max(formulas.likeness(reading, one) for one in self.readings)


def select(
    statements: Sequence[Statement],
    speaker: Collection[str] | None,
    about: Collection[str] = (),
    texts: Mapping[str, str] | None = None,
    countries: Collection[str] = (),
) -> list[Statement]:
    """The statements of a speaker on a subject.

    `speaker` are actor IDs, names or country codes, `None` for whoever spoke; `about` the subject's names ("China",
    "Chinese", "Beijing"), `countries` its codes. A statement is about a subject that it names, that it is said to, or
    that stands shortly before it in `texts` (report_id to text) where the words speak of "the two countries".
    """
    wanted = None if speaker is None else {one.lower() for one in speaker}
    named = re.compile("|".join(rf"\b{re.escape(one)}" for one in about), re.I) if about else None
    chosen = []
    for one in statements:
        actor = one.speaker.actor if one.speaker else None
        names = {one.speaker.text.lower()} if one.speaker else set()
        if actor is not None:
            names |= {actor.actor_id.lower(), actor.name.lower(), (actor.country or "").lower()}
        if (wanted is None or names & wanted) and (named is None or _is_about(one, named, texts or {}, countries)):
            chosen.append(one)
    return chosen


def _is_about(one: Statement, named: re.Pattern[str], texts: Mapping[str, str], countries: Collection[str]) -> bool:
    if named.search(one.content.text):
        return True
    if one.addressee is not None and one.addressee.country in set(countries):
        return True
    text = texts.get(one.report_id, "")
    before = text[max(0, one.content.start - _NEAR) : one.content.start]
    return bool(_BOTH.search(one.content.text)) and bool(named.search(before))


def align(statements: Sequence[Statement], published: Mapping[str, When] | None = None) -> Wording:
    """Align the formulas of `statements` over time.

    A statement's date is its own, else that of its report in `published` (report_id to date). Statements of one day
    are one turn; equal words within a turn (copies, two translations) count once.
    """
    dated: dict[tuple[dt.date, dt.date | None], list[Statement]] = {}
    undated: list[str] = []
    for one in statements:
        when = _date(one, published or {})
        if when.start is None:
            undated.append(one.statement_id)
        else:
            dated.setdefault((when.start, when.end), []).append(one)
    turns: list[Turn] = []
    threads: list[_Thread] = []
    for number, key in enumerate(sorted(dated, key=lambda days: (days[0], days[1] or days[0]))):
        turns.append(_turn(number, dated[key], threads, published or {}))
    return Wording(turns=tuple(turns), undated=tuple(undated))


def compare(a: Sequence[Statement], b: Sequence[Statement]) -> tuple[Step, ...]:
    """How two tellings word one message: `b` against `a`, both without regard to dates."""
    threads: list[_Thread] = []
    _turn(0, list(a), threads, {})
    return _turn(1, list(b), threads, {}).steps


def _date(one: Statement, published: Mapping[str, When]) -> When:
    return one.when if one.when.start is not None else published.get(one.report_id, UNKNOWN_DATE)


def _turn(
    number: int, statements: list[Statement], threads: list[_Thread],
    published: Mapping[str, When],
) -> Turn:  # fmt: skip
    """One turn's steps against the threads so far, which it brings up to date."""
    ordered = sorted(statements, key=lambda one: (one.report_id, one.content.start, one.content.end))
    pieces = _pieces(ordered)
    pairs = sorted(
        (
            (thread.likeness(reading), -index, -place)
            for index, thread in enumerate(threads)
            for place, (_, reading) in enumerate(pieces)
        ),
        reverse=True,
    )
    partner: dict[int, tuple[int, float]] = {}
    for likeness, index, place in pairs:
        if likeness >= _SAME and -place not in partner and -index not in {thread for thread, _ in partner.values()}:
            partner[-place] = -index, likeness
    steps: list[Step] = []
    for place, (evidence, reading) in enumerate(pieces):
        if place in partner:
            index, likeness = partner[place]
            thread = threads[index]
            steps.append(_changed(index, thread.words, thread.readings[-1], evidence, reading, likeness))
            thread.words, thread.turn = evidence, number
            thread.readings.append(reading)
        else:
            steps.append(Step(kind="new", thread=len(threads), after=evidence))
            threads.append(_Thread(evidence, [reading], number))
    for index, thread in enumerate(threads):
        if thread.turn == number - 1:
            steps.append(Step(kind="dropped", thread=index, before=thread.words))
    return Turn(
        when=_date(ordered[0], published) if ordered else UNKNOWN_DATE,
        occasions=tuple(sorted({one.occasion for one in ordered if one.occasion})),
        statements=tuple(one.statement_id for one in ordered),
        steps=tuple(steps),
        speakers=tuple(sorted({_name(one) for one in ordered})),
    )


def _name(one: Statement) -> str:
    if one.speaker is None:
        return "somebody unnamed"
    return one.speaker.actor.name if one.speaker.actor else one.speaker.text


def _pieces(statements: Sequence[Statement]) -> list[tuple[Evidence, formulas.Reading]]:
    """The formulas of a turn: a statement's sentences, without those that only repeat another's words."""
    found: list[tuple[Evidence, formulas.Reading]] = []
    for one in statements:
        text = one.content.text
        read = []
        for sentence in sentences.split(text):
            words = text[sentence.start : sentence.end]
            start = one.content.start + sentence.start
            evidence = Evidence(report_id=one.report_id, start=start, end=start + len(words), text=words)
            read.append((evidence, formulas.read(words)))
        # A sentence of next to no words is passed over beside others, not where the statement is no more than that.
        said = [piece for piece in read if piece[1].concepts or len(piece[1].words) > 1] or read
        found += [
            piece
            for number, piece in enumerate(said)
            if not any(formulas.likeness(piece[1], other) >= _COPY for _, other in (*found, *said[:number]))
        ]
    return found


def _changed(
    index: int, before: Evidence, earlier: formulas.Reading, after: Evidence, now: formulas.Reading, likeness: float
) -> Step:
    change = now.strength - earlier.strength
    kind: Kind = "strengthened" if change > 0 else "weakened" if change < 0 else "kept"
    lost = [said for concept, said in earlier.concepts.items() if now.concepts.get(concept) != said]
    gained = [said for concept, said in now.concepts.items() if earlier.concepts.get(concept) != said]
    return Step(
        kind=kind, thread=index, before=before, after=after, lost=tuple(sorted(lost)), gained=tuple(sorted(gained)),
        likeness=round(likeness, 3),
    )  # fmt: skip
