"""A sentence while its mentions are found: what is there so far, and which tokens are spoken for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.actors.setting import Setting
from communique.language import Sentence
from communique.records import Actor, Mention, MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Page"]


@dataclass
class Page:
    """One sentence at work."""

    sentence: Sentence
    setting: Setting
    found: list[Mention] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    @property
    def doc(self) -> Doc:
        """The parse."""
        return self.sentence.doc

    def free(self, first: int, last: int) -> bool:
        """Whether no mention has any of these tokens yet."""
        return self.taken.isdisjoint(range(first, last + 1))

    def add(
        self, first: int, last: int, kind: MentionKind, actors: tuple[Actor, ...], *,
        head: int | None = None, source: bool = False,
    ) -> None:  # fmt: skip
        """Add a mention over whole tokens."""
        start, end = self.sentence.span(self.doc[first], self.doc[last])
        self.put(start, end, kind, actors, self.doc[first : last + 1].root.i if head is None else head, source)
        self.taken.update(range(first, last + 1))

    def put(
        self, start: int, end: int, kind: MentionKind, actors: tuple[Actor, ...], head: int, source: bool = False
    ) -> None:
        """Add a mention over characters of the report, which may be a part of a token ("U.S." in "U.S.-led")."""
        self.found.append(
            Mention(
                start=start, end=end, text=self.doc.text[start - self.sentence.start : end - self.sentence.start],
                kind=kind, head=max(start, self.sentence.start + self.doc[head].idx), actors=actors,
                source_role=source,
            )
        )  # fmt: skip
