"""A dossier as Markdown, as a page of its own, as a Word document."""

from __future__ import annotations

import html as escaping
import io
from collections.abc import Callable, Sequence

from communique.briefing.shapes import Brief, Cite, Line, Source

__all__ = ["WRITERS", "docx", "html", "markdown"]


def markdown(brief: Brief) -> str:
    """The dossier as Markdown."""
    parts = [f"# {brief.title}", "", brief.summary, ""]
    for section in brief.sections:
        parts += [f"## {section.title}", ""]
        for line in section.lines:
            note = f" ({line.note})" if line.note else ""
            parts.append(f"- **{line.when}** {line.what}: {_quoted(line)} {_marks(line.cites)}{note}")
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
            what = f"<b>{esc(line.when)}</b> {esc(line.what)}: {esc(_quoted(line))}"
            body.append(f"<li>{what} <cite>{esc(_marks(line.cites))}</cite>{note}</li>")
        body.append("</ul>")
    body.append("<h2>Sources</h2><ol>")
    body += [f"<li>{esc(_described(source))}</li>" for source in brief.sources]
    style = (
        "body{font:16px/1.5 Georgia,serif;max-width:48rem;margin:2rem auto;padding:0 1rem}"
        "li{margin:.4rem 0}small,cite{color:#555;font-size:.85em;font-style:normal}"
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
            paragraph.add_run(f" {line.what}: {_quoted(line)} {_marks(line.cites)}")
            if line.note:
                paragraph.add_run(f" ({line.note})").italic = True
    document.add_heading("Sources", 1)
    for source in brief.sources:
        document.add_paragraph(f"{source.number}. {_described(source)}")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _quoted(line: Line) -> str:
    """The words in quotation marks; where several sides are quoted, the marks are there already."""
    return line.words if "(“" in line.words else f"“{line.words}”"


def _marks(cites: Sequence[Cite]) -> str:
    """ "[1, Example Times, 12–198]": the source's number, its outlet, the span of its text."""
    return " ".join(f"[{cite.source}, {cite.outlet}, {cite.start}–{cite.end}]" for cite in cites)


def _described(source: Source) -> str:
    number = len(source.copies)
    copies = f"; repeated in {number} cop{'y' if number == 1 else 'ies'}: {', '.join(source.copies)}" if number else ""
    return f"{source.title}. {source.outlet}, {source.when}. {source.source} (report {source.report_id}){copies}"


WRITERS: dict[str, Callable[[Brief], str | bytes]] = {"md": markdown, "html": html, "docx": docx}
