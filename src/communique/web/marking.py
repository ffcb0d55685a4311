"""A report's text cut into pieces for the page, each plain or lit as what was found there."""

from __future__ import annotations

from collections.abc import Sequence

from communique.records import Event, Frozen, Reading, Report, Statement
from communique.sentences import split


class Piece(Frozen, frozen=True, kw_only=True):
    """A stretch of text: `kind` says what it is lit as, `title` explains it, `href` leads to the fact."""

    text: str
    kind: str = ""
    title: str = ""
    href: str = ""


def marked(
    report: Report, reading: Reading | None, events: Sequence[Event], statements: Sequence[Statement], show: str
) -> list[Piece]:
    """The text in pieces, lit by `show`: events, statements, actors, dates, or plain. Marks do not overlap."""
    marks: list[tuple[int, int, Piece]] = []

    def add(start: int, end: int, kind: str, title: str, href: str = "") -> None:
        marks.append((start, end, Piece(text=report.text[start:end], kind=kind, title=title, href=href)))

    if show == "events":
        for event in events:
            for one in event.evidence:
                if one.report_id == report.report_id:
                    add(one.start, one.end, "event", f"{event.type} {event.mode}".strip(), f"/event/{event.event_id}")
    elif show == "statements":
        for statement in statements:
            name = statement.speaker.text if statement.speaker else "unknown"
            add(statement.content.start, statement.content.end, "statement", f"{name}: {statement.cue}")
    elif show == "actors" and reading is not None:
        for mention in reading.mentions:
            names = ", ".join(actor.name for actor in mention.actors) or "unresolved"
            href = f"/actor/{mention.actors[0].actor_id}" if mention.actors else ""
            add(mention.start, mention.end, "actor", names, href)
    elif show == "dates" and reading is not None:
        for when in reading.times:
            if when.span is not None:
                add(when.span.start, when.span.end, "date", f"{when.start or '?'} ({when.precision}, {when.basis})")
    return _pieces(report.text, sorted(marks, key=lambda mark: (mark[0], -mark[1])))


def _pieces(text: str, marks: Sequence[tuple[int, int, Piece]]) -> list[Piece]:
    pieces: list[Piece] = []
    position = 0
    for start, end, piece in marks:
        if start < position:
            continue
        if start > position:
            pieces.append(Piece(text=text[position:start]))
        pieces.append(piece)
        position = end
    pieces.append(Piece(text=text[position:]))
    return pieces


def sentence_around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a span in its own sentences."""
    touched = [sentence for sentence in split(text) if sentence.start < end and start < sentence.end]
    if not touched:
        return "", ""
    return text[min(touched[0].start, start) : start], text[end : max(touched[-1].end, end)]
