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
    """One line: when, what, the words, where they stand, how well it is known.

    `words` are the source's, whole; `said` is how the line quotes them (empty: in whole), and a line with `again`
    leaves them out, because one before it quotes them. A line without words only points at its source.
    """

    when: str
    what: str
    words: str
    cites: tuple[Cite, ...]
    note: str = ""
    said: str = ""
    again: bool = False


class Section(Frozen, frozen=True):
    """A heading, its lines, and how many more of less weight the record holds."""

    title: str
    lines: tuple[Line, ...]
    left: int = 0


class Source(Frozen, frozen=True, kw_only=True):
    """A cited piece of reporting, with the pages that only repeat it; `copy_of` names what it repeats itself."""

    number: int
    title: str
    outlet: str
    when: str
    source: str
    report_id: str
    copies: tuple[str, ...]
    copy_of: str = ""


class Brief(Frozen, frozen=True, kw_only=True):
    """All of a dossier."""

    title: str
    summary: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
