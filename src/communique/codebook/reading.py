"""Reads a codebook's folder and says where it is wrong: file, line, and what to do."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Collection, Iterator
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import msgspec

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
# Files of the package as they were parsed before, by the digest of their text: YAML takes a quarter of a second.
_PARSED = "parsed.json"
# Faulty examples that one message lists.
_SHOWN = 30
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
    types = {name: _type(path, more.get(name, []) if examples else None) for name, path in files.items()}
    book = Codebook(
        types=types,
        none_definition=nothing.definition,
        none_entries=_entries(folder / "none.yaml", nothing.lexicon, NONE),
        none_examples=(*nothing.examples, *more.get(NONE, [])) if examples else (),
        contexts=_contexts(folder / "contexts.yaml", contexts),
    )
    unknown = list(_unknown(folder, book))
    if unknown:
        raise UsageError("\n".join(unknown[:_SHOWN]))
    faults = list(_faults(folder, book)) if examples else []
    if faults:
        raise UsageError(f"{len(faults)} examples are wrong; mend them:\n" + "\n".join(faults[:_SHOWN]))
    return book


def _read(path: Path, shape: type[_Shape]) -> _Shape:
    source = path.read_text(encoding="utf-8")
    data = _parsed().get(digest(source))
    try:
        return msgspec.convert(parse(source, path) if data is None else data, shape)
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at `")
        line = _line_of(source, where.rstrip("`"))
        raise UsageError(f"{path}, line {line}: {message}; see communique.codebook for the fields") from error


def digest(source: str) -> str:
    """The name under which a file's text is known once it was parsed."""
    return hashlib.blake2b(source.encode(), digest_size=16).hexdigest()


def parse(source: str, path: Path) -> Any:
    """The data of a YAML text. Raises `UsageError` naming `path` where it is none."""
    import yaml

    try:
        return yaml.load(source, Loader=_loader())
    except yaml.YAMLError as error:
        raise UsageError(f"{path}: is no YAML: {error}; mend it there") from error


@functools.cache
def _parsed() -> dict[str, Any]:
    # A text that was changed since has another digest and is parsed anew.
    found: dict[str, Any] = msgspec.json.decode(resources.files(__package__).joinpath(_PARSED).read_bytes())
    return found


@functools.cache
def _loader() -> Any:
    """A safe loader to which "on", "off", "yes" and "no" are words, as they are in a sentence."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loader: Any = type("_Loader", (base,), {})
    loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
        for first, resolvers in base.yaml_implicit_resolvers.items()
    }
    return loader


def _optional(path: Path, shape: type[_Shape], default: _Shape) -> _Shape:
    return _read(path, shape) if path.exists() else default


def _line_of(source: str, where: str) -> int:
    """The line of the node that a path such as `$.examples[3].mode` leads to, or of the last node on the way."""
    import yaml

    node: Any = yaml.compose(source, Loader=_loader())
    for key, index in _STEP.findall(where):
        if key and isinstance(node, yaml.MappingNode):
            node = next((value for name, value in node.value if name.value == key), node)
        elif index.isdigit() and isinstance(node, yaml.SequenceNode) and int(index) < len(node.value):
            node = node.value[int(index)]
    return 1 if node is None else int(node.start_mark.line) + 1


def _type(path: Path, more: list[Example] | None) -> Type:
    """The type of a file; `more` are its examples of other files, `None` where no examples are wanted."""
    file = _read(path, TypeFile)
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
        examples=() if more is None else (*file.examples, *more),
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


def _example_files(folder: Path, names: set[str]) -> dict[str, list[Example]]:
    found: dict[str, list[Example]] = {}
    for path in sorted(folder.glob("*.yaml")):
        file = _read(path, ExampleFile)
        if file.type not in names:
            raise UsageError(f"{path}: type {file.type!r} has no file; the types are {', '.join(sorted(names))}")
        found.setdefault(file.type, []).extend(file.examples)
    return found


def _unknown(folder: Path, book: Codebook) -> Iterator[str]:
    """Where a file names a type that the folder lacks, as after one was split or taken out."""
    quads = {kind.quad for kind in book.types.values()}
    governed = {*book.types, *quads, "cooperation", "conflict", "*"}
    for name, kind in book.types.items():
        named = [(rule.against, "boundaries", {*book.types, NONE}) for rule in kind.boundaries]
        named += [(word, "inner", set(book.types)) for word in kind.inner]
        named += [
            (word, f"the lexicon's line of {'|'.join(entry.lemmas)}", governed)
            for entry in kind.entries for condition in entry.conditions if condition.key == "comp"
            for word in sorted(condition.words)
        ]  # fmt: skip
        for word, where, known in named:
            if word not in known:
                yield f"{folder / name}.yaml: {where}: {word!r} is no type here; the types are {', '.join(book.types)}"


def _faults(folder: Path, book: Codebook) -> Iterator[str]:
    """What is wrong with the examples, each fault with the example's first words."""
    modes: dict[str, Collection[str]] = {name: kind.modes for name, kind in book.types.items()} | {NONE: ()}
    every = [(kind.name, example) for kind in book.types.values() for example in kind.examples]
    for name, example in [*every, *((NONE, example) for example in book.none_examples)]:
        where = f"{folder}, {name}, {example.text[:50]!r}"
        yield from (f"{where}: {fault}" for fault in _wrong(example, modes[name]))
        for neighbour in example.neighbours:
            there = f"{where}, neighbour {neighbour.text[:50]!r}"
            if neighbour.type not in modes:
                yield f"{there}: type {neighbour.type!r} is none of {', '.join(modes)}"
            else:
                yield from (f"{there}: {fault}" for fault in _wrong(neighbour, modes[neighbour.type]))


def _wrong(example: Example | Neighbour, modes: Collection[str]) -> Iterator[str]:
    try:
        plain = marked(example.text)
    except UsageError as error:
        yield str(error)
        return
    if plain.actor is None:
        yield "no actor is marked: put <s>…</s> around it"
    if example.mode and example.mode not in modes:
        yield f"mode {example.mode!r} is none of {', '.join(modes) or 'none (the type has no modes)'}"
    if example.trigger and example.trigger not in plain.text:
        yield f"the trigger {example.trigger!r} does not stand in the sentence"


def _contexts(path: Path, file: ContextsFile) -> dict[str, Context]:
    for name, context in file.contexts.items():
        if not context.words:
            raise UsageError(f"{path}: the context {name} has no words: give at least one")
    return file.contexts
