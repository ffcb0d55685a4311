"""What a codebook holds: types, modes, contexts and worked examples, each with the fields of its YAML file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import msgspec

from communique.codebook.lexicon import Entry
from communique.errors import UsageError
from communique.records import Status

Quad = Literal["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"]
Register = Literal["wire", "state-media", "translated", "headline", "spoken", "analysis", "social", "document"]

NONE = "none"
_MARK = re.compile(r"<(/?)([st])>")


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of the YAML shapes: a field that the format does not know is an error, not silence."""


class Mode(Strict, frozen=True, kw_only=True):
    """A way in which an act of a type is done, with a score of its own, −10 (conflict) to +10 (cooperation)."""

    score: float
    definition: str


class Boundary(Strict, frozen=True, kw_only=True):
    """Where this type ends and another begins."""

    against: str
    rule: str


class Neighbour(Strict, frozen=True, kw_only=True):
    """A sentence that looks like its example and is another type, or none."""

    text: str
    type: str
    trigger: str = ""
    mode: str = ""
    status: Status = "reported"
    register: Register = "wire"
    note: str = ""


class Example(Strict, frozen=True, kw_only=True):
    """A worked example: one sentence, actor in `<s>…</s>`, recipient in `<t>…</t>`."""

    text: str
    trigger: str = ""
    mode: str = ""
    status: Status = "reported"
    register: Register = "wire"
    neighbours: tuple[Neighbour, ...] = ()
    note: str = ""


class Lexicon(Strict, frozen=True, kw_only=True):
    """The words that name acts of a type: lines by mode (`any` where the mode is open); see `codebook.lexicon`."""

    verbs: dict[str, tuple[str, ...]] = {}
    nouns: dict[str, tuple[str, ...]] = {}


class TypeFile(Strict, frozen=True, kw_only=True):
    """The fields of `TYPE.yaml`. `inner` maps the type of a governed act to a mode ("refuse to meet": `meet`)."""

    type: str
    quad: Quad
    score: float
    definition: str
    recipient: Literal["required", "optional"] = "optional"
    modes: dict[str, Mode] = {}
    boundaries: tuple[Boundary, ...] = ()
    cameo: tuple[str, ...] = ()
    inner: dict[str, str] = {}
    lexicon: Lexicon = Lexicon()
    examples: tuple[Example, ...] = ()


class NothingFile(Strict, frozen=True, kw_only=True):
    """The fields of `none.yaml`: what is no event, words that mislead, and examples."""

    type: Literal["none"]
    definition: str
    lexicon: Lexicon = Lexicon()
    examples: tuple[Example, ...] = ()


class ExampleFile(Strict, frozen=True, kw_only=True):
    """The fields of `examples/TYPE*.yaml`."""

    type: str
    examples: tuple[Example, ...]


class Context(Strict, frozen=True, kw_only=True):
    """What an event is about. A key word ending in `*` stands for every word that begins so."""

    definition: str
    words: tuple[str, ...]


class ContextsFile(Strict, frozen=True, kw_only=True):
    """The fields of `contexts.yaml`."""

    contexts: dict[str, Context]


@dataclass(frozen=True, slots=True)
class Type:
    """An event type as the coder uses it: the file's fields, its words parsed, its examples from all files."""

    name: str
    quad: Quad
    score: float
    definition: str
    needs_recipient: bool
    modes: dict[str, Mode]
    boundaries: tuple[Boundary, ...]
    cameo: tuple[str, ...]
    inner: dict[str, str]
    entries: tuple[Entry, ...]
    examples: tuple[Example, ...]

    def score_of(self, mode: str) -> float:
        """The score of an act of this type in a mode; the type's own where the mode is open."""
        return self.modes[mode].score if mode in self.modes else self.score


@dataclass(frozen=True, slots=True)
class Codebook:
    """All types by name, what is none, and the contexts by name."""

    types: dict[str, Type]
    none_definition: str
    none_entries: tuple[Entry, ...]
    none_examples: tuple[Example, ...]
    contexts: dict[str, Context]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every line of every lexicon, those of none among them."""
        return tuple(entry for kind in self.types.values() for entry in kind.entries) + self.none_entries

    def quad_of(self, name: str) -> Quad:
        """The quad of a type."""
        return self.types[name].quad


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked sentence taken apart: plain text, and the spans of actor and recipient in it."""

    text: str
    actor: tuple[int, int] | None
    recipient: tuple[int, int] | None


def marked(text: str, *, strict: bool = True) -> Marked:
    """Take `<s>…</s>` and `<t>…</t>` out of a sentence.

    Strict, as examples must be: raises `UsageError` where a mark is open, nested or doubled. Otherwise the first whole
    pair of each counts and the rest is only taken out.
    """
    plain: list[str] = []
    length = position = 0
    opened: dict[str, int] = {}
    spans: dict[str, tuple[int, int]] = {}
    for mark in _MARK.finditer(text):
        piece = text[position : mark.start()]
        plain.append(piece)
        length += len(piece)
        position = mark.end()
        closing, name = mark.groups()
        if strict and (name not in opened if closing else bool(opened) or name in spans):
            raise UsageError(
                f"<{closing}{name}> is nested, doubled or closes nothing: mark each party once, <{name}>…</{name}>"
            )
        if not closing:
            opened.setdefault(name, length)
        elif name in opened:
            spans.setdefault(name, (opened.pop(name), length))
    if strict and opened:
        name = next(iter(opened))
        raise UsageError(f"<{name}> is never closed: write <{name}>…</{name}>")
    return Marked("".join([*plain, text[position:]]), spans.get("s"), spans.get("t"))
