"""The text of Word, OpenDocument and EPUB files: paragraphs in order, title and author from the file's own fields."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import msgspec

from communique.errors import RefusedDocument
from communique.records import Document
from communique.sources import sandbox
from communique.sources.entry import MEGABYTE, Entry, Reading, refuse, too_large

__all__ = ["kind_of_zip", "read_docx", "read_office"]

# The text of a large book is 5 MB of XML; a part that unpacks to more is a bomb.
_LARGEST_PART = 64 * MEGABYTE
_PARTS = {"Word": "word/document.xml", "OpenDocument": "content.xml"}
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKS = {f"{_WORD}tab": " ", f"{_WORD}br": " ", f"{_WORD}noBreakHyphen": "-"}
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"


class Paper(msgspec.Struct, frozen=True):
    """What an Office file says: its paragraphs, one a line, and its title and author where it names them."""

    text: str
    title: str = ""
    author: str = ""


class _Request(msgspec.Struct, frozen=True):
    data: bytes
    kind: str


def kind_of_zip(names: set[str]) -> str:
    """What a zip file with these members is: Word, OpenDocument, a spreadsheet, a presentation; "" for an archive."""
    if "word/document.xml" in names:
        return "Word"
    if "xl/workbook.xml" in names:
        return "spreadsheet"
    if "ppt/presentation.xml" in names:
        return "presentation"
    return "OpenDocument" if {"content.xml", "mimetype"} <= names else ""


def read_docx(entry: Entry, reading: Reading) -> Iterator[Document]:
    """The document of a Word file."""
    yield from read_office(entry, reading, "Word")


def read_office(entry: Entry, reading: Reading, kind: str) -> Iterator[Document]:
    """The document of an Office file of a kind that `kind_of_zip` names."""
    if kind not in _PARTS:
        yield refuse(entry.source, f"it is a {kind}: save its text as .docx, its table as CSV")
        return
    data = entry.bounded(reading.limits)
    if data is None:
        yield too_large(entry.source, reading.limits)
        return
    limits = reading.limits
    paper = sandbox.run(
        paper_of, _Request(data, kind), seconds=limits.seconds, memory=limits.memory, imports=["lxml.etree"]
    )
    if not paper.text.strip():
        yield refuse(entry.source, "it holds no text: nothing to read")
        return
    fields = {name: value for name, value in (("title", paper.title), ("author", paper.author)) if value}
    yield Document(source=entry.source, data=paper.text.encode(), fields={**entry.fields, **fields})


def paper_of(request: _Request) -> Paper:
    """The text of an Office file; runs in the sandbox."""
    with zipfile.ZipFile(io.BytesIO(request.data)) as archive:
        names = set(archive.namelist())
        if _PARTS[request.kind] not in names:
            raise RefusedDocument(f"it is no {request.kind} file, whatever its name says: open it and save it again")
        body = _parsed(archive, _PARTS[request.kind])
        about = next((name for name in ("docProps/core.xml", "meta.xml") if name in names), "")
        fields = _parsed(archive, about) if about else None
    lines = _word_lines(body) if request.kind == "Word" else _open_lines(body)
    return Paper("\n".join(lines), _field(fields, "title"), _field(fields, "creator"))


def _parsed(archive: zipfile.ZipFile, name: str) -> Any:
    from lxml import etree  # type: ignore[import-untyped]

    with archive.open(name) as part:
        data = part.read(_LARGEST_PART + 1)
    if len(data) > _LARGEST_PART:
        raise RefusedDocument(f"its text unpacks to more than {_LARGEST_PART // MEGABYTE} MB: split it")
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _word_lines(body: Any) -> Iterator[str]:
    for paragraph in body.iter(f"{_WORD}p"):
        # Text that a tracked change has deleted is in w:delText, which is not asked for.
        nodes = paragraph.iter(f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br", f"{_WORD}noBreakHyphen")
        yield "".join(node.text or "" if node.tag == f"{_WORD}t" else _MARKS[node.tag] for node in nodes)


def _open_lines(body: Any) -> Iterator[str]:
    for paragraph in body.iter(f"{_TEXT}p", f"{_TEXT}h"):
        yield "".join(paragraph.itertext())


def _field(fields: Any, name: str) -> str:
    found = None if fields is None else fields.find(f".//{_DUBLIN}{name}")
    return " ".join((found.text or "").split())[:300] if found is not None else ""
