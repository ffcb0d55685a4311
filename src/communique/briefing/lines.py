"""Facts as lines of a dossier: the act in plain verbs, the clause it rests on, where it stands, how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from communique.briefing.citing import Sources
from communique.briefing.shapes import Line
from communique.export.acts import act, known_from, parties
from communique.export.rows import day
from communique.records import Contradiction, Event, Relation
from communique.statements.wording import Step, Wording

__all__ = ["dispute", "event_lines", "relation_line", "wording_lines"]

_MOVES = {"strengthened": "stronger", "weakened": "weaker", "dropped": "dropped", "kept": "kept"}


def event_lines(events: Iterable[Event], book: Sources) -> tuple[Line, ...]:
    """A line an event; events of one day that rest on one clause share a line."""
    shared: dict[tuple[str, str], list[Event]] = {}
    for event in events:
        shared.setdefault((day(event.when), book.ranked(event.evidence)[0].text), []).append(event)
    return tuple(_event_line(group, when, words, book) for (when, words), group in shared.items())


def _event_line(group: Sequence[Event], when: str, words: str, book: Sources) -> Line:
    place = next((event.place.name for event in group if event.place and event.place.is_town), "")
    acts = "; ".join(dict.fromkeys(act(event) for event in group))
    notes = list(dict.fromkeys(known_from(event) for event in group))
    least = min(event.confidence for event in group)
    return Line(
        when=when,
        what=acts + (f" ({place})" if place else ""),
        words=words,
        cites=book.cite([evidence for event in group for evidence in event.evidence]),
        note="; ".join([*notes, f"confidence {least:.2f}"]),
    )


def relation_line(relation: Relation, book: Sources) -> Line:
    """A standing fact; what only the table says is said to be the table's, and where reports differ from it."""
    notes = [
        *([f"{' and '.join(relation.from_table)} from the table of dated facts"] if relation.from_table else []),
        *relation.disputes,
        *(f"denied: “{evidence.text}”" for evidence in relation.denials[:1]),
    ]
    kind = relation.kind.replace("-", " ")
    name = f", {relation.name}," if relation.name.casefold() != kind else ""
    return Line(
        when=day(relation.valid),
        what=f"{kind}{name} between {parties(relation.parties)}",
        words=book.ranked(relation.evidence)[0].text,
        cites=book.cite([*relation.evidence, *relation.denials]),
        note="; ".join(notes),
    )


def dispute(event: Event, book: Sources) -> Line:
    """What reports say against each other of one event, with the words of each side."""
    evidence = [side for one in event.contradictions for side in (one.a, one.b)]
    return Line(
        when=day(event.when),
        what=act(event),
        words="; ".join(map(_against, event.contradictions)),
        cites=tuple(dict.fromkeys(cite for side in evidence for cite in book.cite([side]))),
    )


def _against(one: Contradiction) -> str:
    return f"{one.about}: {one.a_value} (“{one.a.text}”) or {one.b_value} (“{one.b.text}”)"


def wording_lines(found: Wording, book: Sources) -> tuple[Line, ...]:
    """A line for every formula that grew stronger or weaker, or was dropped after it had been said more than once."""
    lines: list[Line] = []
    repeated: set[int] = set()
    for turn in found.turns:
        for step in turn.steps:
            if step.kind in ("strengthened", "weakened") or (step.kind == "dropped" and step.thread in repeated):
                lines.append(_step_line(day(turn.when), step, book))
            if step.kind in ("kept", "strengthened", "weakened"):
                repeated.add(step.thread)
    return tuple(lines)


def _step_line(when: str, step: Step, book: Sources) -> Line:
    told = [words for words in (step.before, step.after) if words is not None]
    changed = [
        *([f"lost: {', '.join(step.lost)}"] if step.lost and step.after else []),
        *([f"gained: {', '.join(step.gained)}"] if step.gained and step.after else []),
    ]
    return Line(
        when=when,
        what=_MOVES[step.kind],
        words="” → “".join(words.text for words in told),
        cites=tuple(cite for words in told for cite in book.cite([words])),
        note="; ".join(changed),
    )
