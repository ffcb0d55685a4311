"""The text layer of PDF files, hard line ends joined again to paragraphs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from communique.errors import RefusedDocument
from communique.records import Document
from communique.sources import sandbox
from communique.sources.entry import Entry, Reading, too_large

__all__ = ["read_pdf", "reflow"]

# A line at least this share of the page's usual line length was broken by the margin, not by the author.
_FULL_LINE = 0.75
_ENDS = re.compile(r"[.!?…:;][\"”’'»)\]]*$")


def read_pdf(entry: Entry, reading: Reading) -> Iterator[Document]:
    """The document of a PDF file."""
    data = entry.bounded(reading.limits)
    if data is None:
        yield too_large(entry.source, reading.limits)
        return
    limits = reading.limits
    text = sandbox.run(pdf_text, data, seconds=limits.seconds, memory=limits.memory, imports=["pypdf"])
    yield Document(source=entry.source, data=text.encode("utf-8", "replace"), fields=dict(entry.fields))


def pdf_text(data: bytes) -> str:
    """The text of a PDF file; runs in the sandbox."""
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise RefusedDocument("it is locked with a password: save a copy without one")
    pages = [page.extract_text() or "" for page in reader.pages]
    text = "\n\n".join(reflow(page) for page in pages if page.strip())
    if not text.strip():
        raise RefusedDocument("it has pictures of pages and no text: run text recognition over it first")
    return text


def reflow(page: str) -> str:
    """The page with lines that the margin broke joined again; words cut at the end of a line are made whole."""
    lines = [line.strip() for line in page.splitlines()]
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[len(lengths) * 3 // 4] if lengths else 0
    paragraphs: list[str] = []
    joins = False
    for line in lines:
        if not line:
            joins = False
            continue
        if joins and paragraphs:
            last = paragraphs[-1]
            cut = last.endswith("-") and last[-2:-1].isalpha() and line[:1].islower()
            paragraphs[-1] = last[:-1] + line if cut else f"{last} {line}"
        else:
            paragraphs.append(line)
        joins = len(line) >= _FULL_LINE * usual and not (_ENDS.search(line) and len(line) < 0.9 * usual)
    return "\n".join(paragraphs)
