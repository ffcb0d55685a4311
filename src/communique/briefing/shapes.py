"""What a dossier is made of: sections of lines, each with where its words stand, and the sources they cite."""

from __future__ import annotations

from communique.records import Frozen

__all__ = ["Brief", "Cite", "Line", "Section", "Source"]


class Cite(Frozen, frozen=True):
    """Where a line comes from: the number of the source, the span in its text, and its outlet."""

    source: int
    start: int
    end: int
    outlet: str = ""


class Line(Frozen, frozen=True, kw_only=True):
    """One line: when, what, the words, where they stand, how well it is known."""

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
