"""A dossier of one pair: what an analyst hands on. Plain templates around the press's own words; every line cited.

`gather` collects the lines from a record; `markdown`, `html` and `docx` write them. Nothing is said here that the
record does not hold: a line is a date, parties, a type and the clause it rests on, with the number of its source.
"""

from __future__ import annotations

import datetime as dt
import html as escaping
import io
from collections.abc import Callable, Iterable, Sequence

from communique.export.rows import day, who
from communique.records import Event, Evidence, Frozen, Report
from communique.store import Filter, Record

_VERDICT = {
    "AGREE": "pledged",
    "THREATEN": "threatened",
    "REJECT": "refused or denied",
    "ACCUSE": "accused or complained",
    "REQUEST": "asked or demanded",
    "CONCEDE": "conceded",
    "SUPPORT": "praised or backed",
}


class Cite(Frozen, frozen=True):
    """Where a line comes from: the number of the source and the span in its text."""

    source: int
    start: int
    end: int


class Line(Frozen, frozen=True, kw_only=True):
    """One line: when, what, the words, the sources."""

    when: str
    what: str
    words: str
    cites: tuple[Cite, ...]
    note: str = ""


class Section(Frozen, frozen=True):
    """A heading and its lines."""

    title: str
    lines: tuple[Line, ...]


class Source(Frozen, frozen=True, kw_only=True):
    """A cited piece of reporting, with the pages that only repeat it."""

    number: int
    title: str
    outlet: str
    when: str
    source: str
    report_id: str
    copies: tuple[str, ...]


class Brief(Frozen, frozen=True, kw_only=True):
    """All of a dossier."""

    title: str
    summary: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]


def gather(record: Record, a: str, b: str, *, since: dt.date | None = None) -> Brief:
    """The dossier of two parties; with `since`, what is new from that day on stands first."""
    events = list(record.events(Filter(pair=(a, b))))
    relations = list(record.relations(Filter(pair=(a, b))))
    book = _Sources(record)
    current = [event for event in events if event.status in ("reported", "ongoing")]
    deeds = [event for event in current if event.type not in _VERDICT]
    words = [event for event in current if event.type in _VERDICT]
    planned = [event for event in events if event.status in ("future", "hypothetical")]
    denied = [event for event in events if event.status == "negated"]
    disputed = [event for event in events if event.contradictions]
    history = [event for event in events if event.status == "historical"]

    def lines(found: Iterable[Event]) -> tuple[Line, ...]:
        return tuple(_line(event, book) for event in found)

    new = [event for event in events if since and event.when.end and event.when.end >= since and event in current]
    sections = [
        Section(f"New since {since}", lines(new)),
        Section("What happened", lines(deeds)),
        Section("Who pledged, asked, accused or refused what", lines(words)),
        Section("Announced or conditional", lines(planned)),
        Section("Denied or said not to have happened", lines(denied)),
        Section("Disputed between reports", tuple(_dispute(event, book) for event in disputed)),
        Section(
            "What holds between them",
            tuple(
                Line(
                    when=day(relation.valid),
                    what=f"{relation.kind}: {relation.name} ({who(relation.parties)})",
                    words=relation.evidence[0].text,
                    cites=book.cite(relation.evidence),
                    note="also in the table of dated facts" if relation.known else "",
                )
                for relation in relations
            ),
        ),
        Section("Told as history", lines(history)),
    ]
    reports = {report for event in events for report in event.reports}
    summary = (
        f"{len(events)} events and {len(relations)} standing facts, from {len(reports)} reports "
        f"and {book.origins(reports)} independent origins."
    )
    return Brief(
        title=f"{a} – {b}",
        summary=summary + ("" if events or relations else " The record holds nothing on this pair."),
        sections=tuple(section for section in sections if section.lines),
        sources=book.listed(),
    )


class _Sources:
    """Numbers the sources in the order in which they are first cited; a copy is cited as what it copies."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._numbers: dict[str, int] = {}
        self._reports: dict[str, Report | None] = {}

    def report(self, report_id: str) -> Report | None:
        if report_id not in self._reports:
            self._reports[report_id] = self._record.report(report_id)
        return self._reports[report_id]

    def cite(self, evidence: Sequence[Evidence]) -> tuple[Cite, ...]:
        """One citation an origin: the original where it is among the evidence, else the first of its copies."""
        by_origin: dict[str, Evidence] = {}
        for one in sorted(evidence, key=lambda e: (self._is_copy(e.report_id), e.report_id, e.start)):
            report = self.report(one.report_id)
            by_origin.setdefault(report.origin if report and report.origin else one.report_id, one)
        chosen = list(by_origin.values())
        return tuple(Cite(self._number(one.report_id), one.start, one.end) for one in chosen)

    def origins(self, reports: Iterable[str]) -> int:
        found = (self.report(report_id) for report_id in reports)
        return len({report.origin or report.report_id for report in found if report})

    def listed(self) -> tuple[Source, ...]:
        cited = sorted(self._numbers.items(), key=lambda item: item[1])
        return tuple(self._source(report_id, number) for report_id, number in cited)

    def _is_copy(self, report_id: str) -> bool:
        report = self.report(report_id)
        return report is not None and report.derived_from is not None

    def _number(self, report_id: str) -> int:
        return self._numbers.setdefault(report_id, len(self._numbers) + 1)

    def _source(self, report_id: str, number: int) -> Source:
        report = self.report(report_id)
        if report is None:
            return Source(number=number, title="", outlet="", when="", source="", report_id=report_id, copies=())
        family = self._record.reports(Filter(story=report.story_id)) if report.story_id else iter(())
        copies = [one.source for one in family if one.origin == report.origin and one.report_id != report_id]
        return Source(
            number=number,
            title=report.title or report.text[:60].strip() + "…",
            outlet=report.outlet or "outlet unknown",
            when=day(report.published),
            source=report.url or report.source,
            report_id=report_id,
            copies=tuple(sorted(copies)),
        )


def _line(event: Event, book: _Sources) -> Line:
    said = event.type + (f" ({event.mode})" if event.mode else "")
    to = f" → {who(event.recipients)}" if event.recipients else ""
    place = f", {event.place.name}" if event.place else ""
    origins = "one origin" if event.origins == 1 else f"{event.origins} origins"
    notes = [
        origins,
        *(["on a speaker's word"] if event.asserted_by else []),
        *([event.judged] if event.judged else []),
    ]
    return Line(
        when=day(event.when),
        what=f"{said}: {who(event.actors) or 'unnamed'}{to}{place}",
        words=event.evidence[0].text,
        cites=book.cite(event.evidence),
        note=", ".join(notes),
    )


def _dispute(event: Event, book: _Sources) -> Line:
    sides = [f"{c.about}: {c.a_value} “{c.a.text}” or {c.b_value} “{c.b.text}”" for c in event.contradictions]
    evidence = [side for c in event.contradictions for side in (c.a, c.b)]
    return Line(
        when=day(event.when),
        what=f"{event.type}: {who(event.actors)}",
        words="; ".join(sides),
        cites=book.cite(evidence),
        note="reports disagree",
    )


def markdown(brief: Brief) -> str:
    """The dossier as Markdown."""
    parts = [f"# {brief.title}", "", brief.summary, ""]
    for section in brief.sections:
        parts += [f"## {section.title}", ""]
        for line in section.lines:
            note = f" ({line.note})" if line.note else ""
            parts.append(f"- **{line.when}** {line.what}: “{line.words}” {_marks(line.cites)}{note}")
        parts.append("")
    parts += ["## Sources", ""]
    for source in brief.sources:
        parts.append(f"{source.number}. {_described(source)}")
    return "\n".join(parts) + "\n"


def html(brief: Brief) -> str:
    """The dossier as a page of its own, without scripts; every text is escaped."""
    esc = escaping.escape
    body = [f"<h1>{esc(brief.title)}</h1>", f"<p>{esc(brief.summary)}</p>"]
    for section in brief.sections:
        body.append(f"<h2>{esc(section.title)}</h2><ul>")
        for line in section.lines:
            note = f" <small>({esc(line.note)})</small>" if line.note else ""
            what = f"<b>{esc(line.when)}</b> {esc(line.what)}: “{esc(line.words)}”"
            body.append(f"<li>{what} <sup>{_marks(line.cites)}</sup>{note}</li>")
        body.append("</ul>")
    body.append("<h2>Sources</h2><ol>")
    body += [f"<li>{esc(_described(source))}</li>" for source in brief.sources]
    style = (
        "body{font:16px/1.5 Georgia,serif;max-width:48rem;margin:2rem auto;padding:0 1rem}"
        "li{margin:.4rem 0}small,sup{color:#666}"
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{esc(brief.title)}</title>'
        f"<style>{style}</style></head><body>{''.join(body)}</ol></body></html>\n"
    )


def docx(brief: Brief) -> bytes:
    """The dossier as a Word document. Needs python-docx (`pip install communique[docx]`)."""
    from docx import Document

    document = Document()
    document.add_heading(brief.title, 0)
    document.add_paragraph(brief.summary)
    for section in brief.sections:
        document.add_heading(section.title, 1)
        for line in section.lines:
            paragraph = document.add_paragraph(style="List Bullet")
            paragraph.add_run(line.when).bold = True
            paragraph.add_run(f" {line.what}: “{line.words}” {_marks(line.cites)}")
            if line.note:
                paragraph.add_run(f" ({line.note})").italic = True
    document.add_heading("Sources", 1)
    for source in brief.sources:
        document.add_paragraph(f"{source.number}. {_described(source)}")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _marks(cites: Sequence[Cite]) -> str:
    return "".join(f"[{cite.source}:{cite.start}–{cite.end}]" for cite in cites)


def _described(source: Source) -> str:
    copies = f"; also in {len(source.copies)} copies: {', '.join(source.copies)}" if source.copies else ""
    return f"{source.title}. {source.outlet}, {source.when}. {source.source} (report {source.report_id}){copies}"


WRITERS: dict[str, Callable[[Brief], str | bytes]] = {"md": markdown, "html": html, "docx": docx}
