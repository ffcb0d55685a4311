"""What the trained coder looks at: a sentence with its actor, its recipient and its trigger marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.codebook import NONE, Codebook, Example, Neighbour, marked
from communique.language import pipeline

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Instance", "Labelled", "labelled", "of_marked"]

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Instance:
    """A parsed sentence and the character spans of actor, recipient and trigger in it."""

    doc: Doc
    actor: Place | None
    recipient: Place | None
    trigger: Place | None = None

    @property
    def key(self) -> tuple[str, Place | None, Place | None, Place | None]:
        """Equal for the same marked sentence wherever it stands: a copy costs nothing."""
        return self.doc.text, self.actor, self.recipient, self.trigger


@dataclass(frozen=True, slots=True)
class Labelled:
    """An instance with its type and mode; rows of one `group` (an example and its neighbours) are never parted."""

    instance: Instance
    type: str
    mode: str
    status: str
    group: int


def of_marked(texts: Sequence[str], triggers: Sequence[str] | None = None, *, strict: bool = False) -> list[Instance]:
    """Marked sentences as instances; `triggers` are words of the sentences, empty where none is named.

    Each is parsed whole: a marked sentence is one sentence, whatever full stops it holds.
    """
    plain = [marked(text, strict=strict) for text in texts]
    docs = list(pipeline().pipe([row.text for row in plain], batch_size=64))
    words = triggers if triggers is not None else [""] * len(plain)
    return [
        Instance(doc, row.actor, row.recipient, _find(row.text, word, row.actor, row.recipient))
        for doc, row, word in zip(docs, plain, words, strict=True)
    ]


def labelled(book: Codebook) -> list[Labelled]:
    """Every worked example of a codebook, neighbours beside their example."""
    rows: list[tuple[Example | Neighbour, str, int]] = []
    every = [(name, example) for name, kind in book.types.items() for example in kind.examples]
    for group, (name, example) in enumerate([*every, *((NONE, example) for example in book.none_examples)]):
        rows.append((example, name, group))
        rows.extend((neighbour, neighbour.type, group) for neighbour in example.neighbours)
    instances = of_marked([row.text for row, _, _ in rows], [row.trigger for row, _, _ in rows], strict=True)
    return [
        Labelled(instance, name, row.mode, row.status, group)
        for instance, (row, name, group) in zip(instances, rows, strict=True)
    ]


def _find(text: str, word: str, *avoid: Place | None) -> Place | None:
    """Where the trigger stands, outside the marked parties where it can."""
    if not word:
        return None
    start = first = text.find(word)
    while start >= 0:
        end = start + len(word)
        inside = any(span is not None and span[0] <= start < span[1] for span in avoid)
        whole = not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
        if whole and not inside:
            return start, end
        start = text.find(word, end)
    return (first, first + len(word)) if first >= 0 else None
