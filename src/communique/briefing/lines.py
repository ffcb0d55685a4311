"""Facts as lines of a dossier: the act in plain verbs, the clause it rests on, where it stands, how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from communique.briefing.citing import Sources
from communique.briefing.quoting import clipped, quoted
from communique.briefing.shapes import Line
from communique.export import rows
from communique.export.acts import act, known_from, parties
from communique.records import Actor, Contradiction, Event, Evidence, Relation, When
from communique.statements.wording import Step, Wording

__all__ = ["day", "dispute", "event_lines", "in_short", "relation_line", "weight", "wording_lines"]

_MOVES = {"strengthened": "stronger", "weakened": "weaker", "dropped": "no longer said", "kept": "kept"}


def day(when: When) -> str:
    """A date for a reader of prose."""
    if not when.known:
        return "undated"
    if when.start is None and when.end is not None and (when.end.month, when.end.day) == (12, 31):
        return f"until the end of {when.end.year}"
    return rows.day(when)


def weight(event: Event) -> float:
    """What an event weighs against others: how far from neutral it is, how well it is known, by how many."""
    return (1 + abs(event.score)) * event.confidence * (1 + event.origins) / 2


def event_lines(events: Iterable[Event], book: Sources) -> tuple[Line, ...]:
    """A line an event, in order of time, the undated last; events of one day that rest on one clause share a line."""
    shared: dict[tuple[str, str], list[Event]] = {}
    for event in sorted(events, key=lambda one: (str(one.when.start or one.when.end or "9999"), one.event_id)):
        shared.setdefault((day(event.when), book.ranked(event.evidence)[0].text), []).append(event)
    return tuple(_event_line(group, when, words, book) for (when, words), group in shared.items())


def _event_line(group: Sequence[Event], when: str, words: str, book: Sources) -> Line:
    place = next((event.place.name for event in group if event.place and event.place.is_town), "")
    acts = "; ".join(dict.fromkeys(act(event) for event in group))
    least = min(group, key=lambda event: (event.confidence, event.event_id))
    names = [actor.name for event in group for actor in (*event.actors, *event.recipients)]
    return Line(
        when=when,
        what=acts + (f" ({place})" if place else ""),
        words=words,
        said=quoted(clipped(words, names)),
        cites=book.cite([evidence for event in group for evidence in event.evidence]),
        note=f"{known_from(least)}; confidence {least.confidence:.2f}",
    )


def in_short(events: Sequence[Event], most: int, book: Sources) -> tuple[Line, ...]:
    """The weightiest events without their words, the latest first."""
    heaviest = sorted(
        (event for event in events if event.when.known), key=lambda event: (-weight(event), event.event_id)
    )[:most]
    lines = event_lines(heaviest, book)
    return tuple(msgspec.structs.replace(line, words="", said="", note="") for line in reversed(lines))


def relation_line(relation: Relation, book: Sources) -> Line:
    """A standing fact; what only the table says is said to be the table's, and where reports differ from it."""
    notes = [
        *([f"{' and '.join(relation.from_table)} from the table of dated facts"] if relation.from_table else []),
        *relation.disputes,
        *(f"denied: {quoted(clipped(evidence.text))}" for evidence in relation.denials[:1]),
    ]
    kind = relation.kind.replace("-", " ")
    name = f": {relation.name}" if relation.name.casefold() != kind else ""
    best = _telling(relation, book)
    terms = [one for one in relation.terms if one.text not in best.text][:1]
    said = quoted(clipped(best.text, [kind, relation.name]))
    return Line(
        when=day(relation.valid),
        what=f"{kind[0].upper()}{kind[1:]} {_between(relation.kind)} {parties(relation.parties)}{name}",
        words=best.text,
        said="; its terms: ".join([said, *(quoted(clipped(one.text)) for one in terms)]),
        cites=book.cite([*relation.evidence, *terms, *relation.denials], best),
        note="; ".join(notes),
    )


def _between(kind: str) -> str:
    return "of" if kind in ("alliance", "membership") else "between"


def _telling(relation: Relation, book: Sources) -> Evidence:
    """The evidence that says most of the fact: its year, its name."""
    dates = {str(one.year) for one in (relation.valid.start, relation.valid.end) if one is not None}
    wanted = {*dates, *relation.name.casefold().split(), *relation.kind.split("-")}
    ranked = book.ranked(relation.evidence)
    return max(ranked, key=lambda one: (sum(word in one.text.casefold() for word in wanted), -ranked.index(one)))


def dispute(event: Event, book: Sources) -> Line:
    """What reports say against each other of one event, with the words of each side."""
    evidence = [side for one in event.contradictions for side in (one.a, one.b)]
    told = "; ".join(_against(one, event.actors) for one in event.contradictions)
    return Line(
        when=day(event.when),
        what=act(event),
        words=told,
        said=told,
        cites=tuple(dict.fromkeys(cite for side in evidence for cite in book.cite([side]))),
    )


def _against(one: Contradiction, actors: Sequence[Actor]) -> str:
    names = [actor.name for actor in actors]
    a, b = (quoted(clipped(side.text, names)) for side in (one.a, one.b))
    first, second = f"{one.a_value} ({a})", f"{one.b_value} ({b})"
    if one.about in ("denial", "outcome"):
        told, against = (first, second) if one.a_value in ("happened", "claimed") else (second, first)
        told = f"it is {told}" if "claimed" in (one.a_value, one.b_value) else f"one says that it {told}"
        return f"{told}, against that stands: {against}"
    return f"{one.about}: {first} or {second}"


def wording_lines(found: Wording, book: Sources) -> tuple[Line, ...]:
    """The latest formulas that grew stronger or weaker, or were dropped after they had been said more than once."""
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
        words=told[-1].text,
        said=" → ".join(quoted(clipped(words.text)) for words in told),
        cites=tuple(cite for words in told for cite in book.cite([words])),
        note="; ".join(changed),
    )
