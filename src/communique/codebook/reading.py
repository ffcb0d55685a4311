"""Reads a codebook's folder and says where it is wrong: file, line, and what to do."""

from __future__ import annotations

import functools
import re
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from communique.codebook.lexicon import Entry, parse_entry
from communique.codebook.types import (
    NONE,
    Codebook,
    Context,
    ContextsFile,
    Example,
    ExampleFile,
    Lexicon,
    Neighbour,
    NothingFile,
    Type,
    TypeFile,
    marked,
)
from communique.errors import UsageError

_Shape = TypeVar("_Shape", bound=msgspec.Struct)
_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_BASE):  # type: ignore[misc]
    """A safe loader to which "on", "off", "yes" and "no" are words, as they are in a sentence: only true and false are not."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in _BASE.yaml_implicit_resolvers.items()
}
_LOADER: Any = _Loader
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+|\.\.\.)\]")


def load(path: Path | None = None, *, examples: bool = False) -> Codebook:
    """The codebook in the folder `path`, or the package's own.

    Examples are read only when asked for: coding needs none of them. Raises `UsageError` naming file and line.
    """
    return _shipped(examples) if path is None else _load(Path(path), examples)


@functools.cache
def _shipped(examples: bool) -> Codebook:
    with resources.as_file(resources.files(__package__).joinpath("plover")) as folder:
        return _load(folder, examples)


def _load(folder: Path, examples: bool) -> Codebook:
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; give the folder that holds the codebook's TYPE.yaml files")
    files = {
        _read(path, TypeFile).type: path
        for path in sorted(folder.glob("*.yaml"))
        if path.stem not in {"contexts", NONE}
    }
    if not files:
        raise UsageError(f"{folder}: holds no TYPE.yaml; a codebook has one file a type")
    nothing = _optional(folder / "none.yaml", NothingFile, NothingFile(type="none", definition=""))
    contexts = _optional(folder / "contexts.yaml", ContextsFile, ContextsFile(contexts={}))
    more = _example_files(folder / "examples", {*files, NONE}) if examples else {}
    types = {name: _type(path, examples, more.get(name, [])) for name, path in files.items()}
    book = Codebook(
        types=types,
        none_definition=nothing.definition,
        none_entries=_entries(folder / "none.yaml", nothing.lexicon, NONE),
        none_examples=(*nothing.examples, *(e for _, e in more.get(NONE, []))) if examples else (),
        contexts=_contexts(folder / "contexts.yaml", contexts),
    )
    if examples:
        _check_neighbours(folder, book)
    return book


def _read(path: Path, shape: type[_Shape]) -> _Shape:
    source = path.read_text(encoding="utf-8")
    try:
        data = yaml.load(source, Loader=_LOADER)  # noqa: S506  (a safe loader, chosen above)
    except yaml.YAMLError as error:
        raise UsageError(f"{path}: is no YAML: {error}; mend it there") from error
    try:
        return msgspec.convert(data, shape)
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at `")
        line = _line_of(source, where.rstrip("`"))
        raise UsageError(f"{path}, line {line}: {message}; see communique.codebook for the fields") from error


def _optional(path: Path, shape: type[_Shape], default: _Shape) -> _Shape:
    return _read(path, shape) if path.exists() else default


def _line_of(source: str, where: str) -> int:
    """The line of the node that a path such as `$.examples[3].mode` leads to, or of the last node on the way."""
    node: Any = yaml.compose(source, Loader=_LOADER)
    for key, index in _STEP.findall(where):
        if key and isinstance(node, yaml.MappingNode):
            node = next((value for name, value in node.value if name.value == key), node)
        elif index.isdigit() and isinstance(node, yaml.SequenceNode) and int(index) < len(node.value):
            node = node.value[int(index)]
    return 1 if node is None else int(node.start_mark.line) + 1


def _type(path: Path, examples: bool, more: list[tuple[str, Example]]) -> Type:
    file = _read(path, TypeFile)
    own = [(f"{path}, example {number}", example) for number, example in enumerate(file.examples, 1)]
    for where, example in [*own, *more]:
        _check_example(where, example, file.modes)
    return Type(
        name=file.type,
        quad=file.quad,
        score=file.score,
        definition=file.definition,
        needs_recipient=file.recipient == "required",
        modes=file.modes,
        boundaries=file.boundaries,
        cameo=file.cameo,
        inner=file.inner,
        entries=_entries(path, file.lexicon, file.type, {*file.modes, "any"}),
        examples=tuple(example for _, example in [*own, *more]) if examples else (),
    )


def _entries(path: Path, lexicon: Lexicon, name: str, modes: set[str] | None = None) -> tuple[Entry, ...]:
    found: list[Entry] = []
    for section, lines in (("verb", lexicon.verbs), ("noun", lexicon.nouns)):
        for mode, entries in lines.items():
            if modes is not None and mode not in modes:
                raise UsageError(f"{path}: the lexicon's mode {mode!r} is none of {name}'s modes: {', '.join(modes)}")
            for line in entries:
                try:
                    found.append(parse_entry(line, type=name, mode=mode, pos=section))  # type: ignore[arg-type]
                except UsageError as error:
                    raise UsageError(f"{path}: {error}") from error
    return tuple(found)


def _example_files(folder: Path, names: set[str]) -> dict[str, list[tuple[str, Example]]]:
    found: dict[str, list[tuple[str, Example]]] = {}
    for path in sorted(folder.glob("*.yaml")):
        file = _read(path, ExampleFile)
        if file.type not in names:
            raise UsageError(f"{path}: type {file.type!r} has no file; the types are {', '.join(sorted(names))}")
        found.setdefault(file.type, []).extend(
            (f"{path}, example {number}", example) for number, example in enumerate(file.examples, 1)
        )
    return found


def _check_example(where: str, example: Example | Neighbour, modes: dict[str, Any]) -> None:
    try:
        plain = marked(example.text)
    except UsageError as error:
        raise UsageError(f"{where}: {error}") from error
    if plain.actor is None:
        raise UsageError(f"{where}: no actor is marked: put <s>…</s> around it")
    if example.mode and example.mode not in modes:
        raise UsageError(f"{where}: mode {example.mode!r} is none of {', '.join(modes) or 'none'}")
    if example.trigger and example.trigger not in plain.text:
        raise UsageError(f"{where}: the trigger {example.trigger!r} does not stand in the sentence")


def _check_neighbours(folder: Path, book: Codebook) -> None:
    for kind in book.types.values():
        for example in kind.examples:
            _check_types(f"{folder}, {kind.name}, {example.text[:60]!r}", example, book)
    for example in book.none_examples:
        _check_example(f"{folder}, none, {example.text[:60]!r}", example, {})
        _check_types(f"{folder}, none, {example.text[:60]!r}", example, book)


def _check_types(where: str, example: Example, book: Codebook) -> None:
    for neighbour in example.neighbours:
        if neighbour.type != NONE and neighbour.type not in book.types:
            raise UsageError(f"{where}: the neighbour's type {neighbour.type!r} is none of {', '.join(book.types)}")
        modes = {} if neighbour.type == NONE else book.types[neighbour.type].modes
        _check_example(f"{where}, neighbour {neighbour.text[:60]!r}", neighbour, modes)


def _contexts(path: Path, file: ContextsFile) -> dict[str, Context]:
    for name, context in file.contexts.items():
        if not context.words:
            raise UsageError(f"{path}: the context {name} has no words: give at least one")
    return file.contexts
