"""A report's text cut into pieces for the page, each plain or lit as what was found there."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from communique.records import Event, Frozen, Reading, Relation, Report, Statement
from communique.sentences import split

LAYERS = ("events", "statements", "actors", "dates", "relations", "repairs")


class Mark(Frozen, frozen=True, kw_only=True):
    """A stretch to light: `kind` says as what, `title` explains it, `href` leads to the fact."""

    start: int
    end: int
    kind: str
    title: str = ""
    href: str = ""


class Piece(Frozen, frozen=True, kw_only=True):
    """A stretch of text with all that it is lit as. `anchors` are offsets of marks that begin here."""

    text: str
    kinds: tuple[str, ...] = ()
    title: str = ""
    href: str = ""
    anchors: tuple[int, ...] = ()


def marks_of(
    report: Report,
    reading: Reading | None,
    events: Sequence[Event],
    statements: Sequence[Statement],
    relations: Sequence[Relation],
    show: Sequence[str],
) -> list[Mark]:
    """What was found in a report, for the layers that are shown."""
    found: list[Mark] = []
    if "events" in show:
        for event in events:
            for one in event.evidence:
                if one.report_id == report.report_id:
                    title, href = f"{event.type} {event.mode}".strip(), f"/event/{event.event_id}"
                    found.append(Mark(start=one.start, end=one.end, kind="event", title=title, href=href))
    if "statements" in show:
        for statement in statements:
            name = statement.speaker.text if statement.speaker else "unknown"
            start, end = statement.content.start, statement.content.end
            found.append(Mark(start=start, end=end, kind="statement", title=f"{name}: {statement.cue}"))
    if "relations" in show:
        for relation in relations:
            for one in relation.evidence:
                if one.report_id == report.report_id:
                    title = f"{relation.kind}: {relation.name}"
                    found.append(Mark(start=one.start, end=one.end, kind="relation", title=title))
    if reading is not None and "actors" in show:
        for mention in reading.mentions:
            names = ", ".join(actor.name for actor in mention.actors) or "unresolved"
            href = f"/actor/{mention.actors[0].actor_id}" if mention.actors else ""
            found.append(Mark(start=mention.start, end=mention.end, kind="actor", title=names, href=href))
    if reading is not None and "dates" in show:
        for when in reading.times:
            if when.span is not None:
                title = f"{when.start or '?'} ({when.precision}, {when.basis})"
                found.append(Mark(start=when.span.start, end=when.span.end, kind="date", title=title))
    if "repairs" in show:
        found += _repairs(report)
    return found


def _repairs(report: Report) -> list[Mark]:
    """The mended characters where they stand in the clean text."""
    marks = []
    for repair in report.repairs:
        for start, raw, length in report.offsets:
            if raw <= repair.start < raw + length:
                at = start + repair.start - raw
                end = at + max(1, len(repair.now))
                marks.append(Mark(start=at, end=end, kind="repair", title=f"{repair.kind}: was {_seen(repair.was)}"))
                break
    return marks


def _seen(text: str) -> str:
    """Characters by their look and number: two that look alike are told apart."""
    return " ".join(f"{c if c.isprintable() else ''} U+{ord(c):04X}".strip() for c in text[:4]) or "nothing"


def raw_marks(report: Report) -> list[Mark]:
    """What was cut out of the raw document, and what was mended in it."""
    cut = [Mark(start=f.start, end=f.end, kind="cut", title=f"cut: {f.kind}") for f in report.furniture]
    mended = [
        Mark(start=r.start, end=max(r.end, r.start + 1), kind="repair", title=f"{r.kind}: now {_seen(r.now)}")
        for r in report.repairs
    ]
    return cut + mended


def pieces(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """The text cut at every end of a mark; where marks lie on each other, the shortest leads."""
    marks = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    starting: dict[int, list[Mark]] = {}
    for mark in marks:
        starting.setdefault(mark.start, []).append(mark)
    cuts = sorted({0, len(text), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    found: list[Piece] = []
    over: list[Mark] = []
    for start, end in itertools.pairwise(cuts):
        over = [mark for mark in over if mark.end > start] + starting.get(start, [])
        found.append(_piece(text[start:end], over, bool(starting.get(start)), start))
    return found


def _piece(text: str, over: Sequence[Mark], begins: bool, start: int) -> Piece:
    if not over:
        return Piece(text=text)
    inner = sorted(over, key=lambda mark: mark.end - mark.start)
    return Piece(
        text=text,
        kinds=tuple(sorted({mark.kind for mark in over})),
        title="; ".join(dict.fromkeys(mark.title for mark in inner if mark.title)),
        href=next((mark.href for mark in inner if mark.href), ""),
        anchors=(start,) if begins else (),
    )


def sentence_around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a span in its own sentences."""
    touched = [sentence for sentence in split(text) if sentence.start < end and start < sentence.end]
    if not touched:
        return "", ""
    return text[min(touched[0].start, start) : start], text[end : max(touched[-1].end, end)]


def lit_terms(text: str, terms: Sequence[str]) -> list[Piece]:
    """A sentence with the words of a query lit."""
    wanted = [re.escape(term) for term in sorted(terms, key=len, reverse=True) if term]
    found = re.finditer("|".join(wanted), text, re.I) if wanted else ()
    return pieces(text, [Mark(start=m.start(), end=m.end(), kind="term") for m in found])
