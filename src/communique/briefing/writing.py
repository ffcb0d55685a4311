"""A dossier as Markdown, as a page of its own, as a Word document."""

from __future__ import annotations

import html as escaping
import io
from collections.abc import Callable, Sequence

from communique.briefing.quoting import quoted
from communique.briefing.shapes import Brief, Cite, Line, Section, Source

__all__ = ["WRITERS", "docx", "html", "markdown"]


def markdown(brief: Brief) -> str:
    """The dossier as Markdown."""
    parts = [f"# {brief.title}", "", brief.summary, ""]
    for section in brief.sections:
        parts += [f"## {section.title}", ""]
        for line in section.lines:
            note = f" ({line.note})" if line.note else ""
            parts.append(f"- **{line.when}** {_told(line)} {_marks(line.cites)}{note}")
        parts += [*([f"- {_more(section)}"] if section.left else []), ""]
    parts += ["## Sources", ""] if brief.sources else []
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
            what = f"<b>{esc(line.when)}</b> {esc(_told(line))}"
            body.append(f"<li>{what} <cite>{esc(_marks(line.cites))}</cite>{note}</li>")
        body.append((f"<li>{esc(_more(section))}</li>" if section.left else "") + "</ul>")
    body.append("<h2>Sources</h2><ol>" if brief.sources else "<ol>")
    body += [f"<li>{esc(_described(source))}</li>" for source in brief.sources]
    style = (
        "body{font:16px/1.5 Georgia,serif;max-width:48rem;margin:2rem auto;padding:0 1rem}"
        "@page{margin:14mm}@media print{body{font-size:9pt;line-height:1.25;margin:0;max-width:none}"
        "h1{font-size:14pt;margin:0}h2{font-size:10.5pt;margin:.5rem 0 .2rem}ul,ol{margin:0}"
        "li{margin:.1rem 0!important}}"
        "li{margin:.3rem 0}small,cite{color:#555;font-size:.85em;font-style:normal}"
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{esc(brief.title)}</title>'
        f"<style>{style}</style></head><body>{''.join(body)}</ol></body></html>\n"
    )


def docx(brief: Brief) -> bytes:
    """The dossier as a Word document. Needs python-docx (`pip install communique[docx]`)."""
    from docx import Document
    from docx.shared import Cm, Pt

    document = Document()
    document.styles["Normal"].font.size = Pt(9.5)
    for edge in ("top_margin", "bottom_margin", "left_margin", "right_margin"):
        setattr(document.sections[0], edge, Cm(1.8))
    document.add_heading(brief.title, 0)
    document.add_paragraph(brief.summary)
    for section in brief.sections:
        document.add_heading(section.title, 1)
        for line in section.lines:
            paragraph = document.add_paragraph(style="List Bullet")
            paragraph.add_run(line.when).bold = True
            paragraph.add_run(f" {_told(line)} {_marks(line.cites)}")
            if line.note:
                paragraph.add_run(f" ({line.note})").italic = True
        if section.left:
            document.add_paragraph(_more(section), style="List Bullet")
    if brief.sources:
        document.add_heading("Sources", 1)
    for source in brief.sources:
        document.add_paragraph(f"{source.number}. {_described(source)}")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _told(line: Line) -> str:
    """What, and the words in quotation marks; those that a line before quotes are left out."""
    if line.again:
        return f"{line.what}, as quoted above"
    return f"{line.what}: {line.said or quoted(line.words)}" if line.words else line.what


def _more(section: Section) -> str:
    return f"… and {section.left} more of less weight, which the record holds."


def _marks(cites: Sequence[Cite]) -> str:
    """ "[1, Example Times, 12–198]": the source's number, its outlet, the span of its text."""
    return " ".join(f"[{cite.source}, {cite.outlet}, {cite.start}–{cite.end}]" for cite in cites)


def _described(source: Source) -> str:
    if source.copy_of:
        return (
            f"{source.title}. {source.outlet}, {source.when}. {source.source} (report {source.report_id}); "
            f"a copy of {source.copy_of}"
        )
    number = len(source.copies)
    copies = f"; repeated in {number} cop{'y' if number == 1 else 'ies'}: {', '.join(source.copies)}" if number else ""
    return f"{source.title}. {source.outlet}, {source.when}. {source.source} (report {source.report_id}){copies}"


WRITERS: dict[str, Callable[[Brief], str | bytes]] = {"md": markdown, "html": html, "docx": docx}
