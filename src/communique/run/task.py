"""One kind of work: a function of a shard, named so that another process finds it, and what its failures come to."""

from __future__ import annotations

import importlib
import typing
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec

from communique.errors import CommuniqueError

__all__ = ["BROKEN", "Task", "Wire", "attempt", "named", "too_long"]

S = TypeVar("S")
A = TypeVar("A")
B = TypeVar("B")

# The same words on every engine: how a process ended is told differently by each, and the record must not differ.
BROKEN = "it ends the process that reads it (a crash, or more memory than a worker may have): leave it out, or split it"


def too_long(seconds: float) -> str:
    """Why an item was given up whose time was over."""
    return f"reading it takes longer than {seconds:.0f} seconds: leave it out, or split it"


@dataclass(frozen=True, slots=True)
class Task(Generic[S, A, B]):
    """Work on shards: `function(shared, items)` gives one result an item, in order.

    `function` and `load` are functions of a module, with type hints; what goes in and comes out is MessagePack (msgspec
    structs, dataclasses, plain values). `load` is called once a worker, before any clock runs. `seconds` is how long an
    item may take; `failed` is what stands for one that ended its worker or took longer.
    """

    function: Callable[[S, list[A]], Iterable[B]]
    failed: Callable[[A, str], B]
    seconds: Callable[[A], float]
    load: Callable[[], None]

    @property
    def name(self) -> tuple[str, str]:
        """Where other processes find `function` and `load`."""
        return _name(self.function), _name(self.load)

    def limit(self, items: Sequence[A]) -> float:
        """Seconds that a shard may take."""
        return sum(map(self.seconds, items))


class Wire:
    """How a function's shared argument, its items and its results travel."""

    def __init__(self, function: Callable[..., Any]) -> None:
        hints = typing.get_type_hints(function)
        shared, items = [hint for name, hint in hints.items() if name != "return"]
        (result,) = typing.get_args(hints["return"])
        self.shared = msgspec.msgpack.Decoder(shared)
        self.items = msgspec.msgpack.Decoder(items)
        self.results: msgspec.msgpack.Decoder[Any] = msgspec.msgpack.Decoder(list[result])  # type: ignore[valid-type]
        self.encode = msgspec.msgpack.Encoder().encode


def attempt(function: Callable[[S, list[A]], Iterable[B]], shared: S, items: list[A]) -> tuple[list[B], str]:
    """The results of a shard, or none and the reason; errors that a user can mend are raised."""
    try:
        results = list(function(shared, items))
    except CommuniqueError:
        raise
    except MemoryError:
        return [], BROKEN
    except Exception as error:
        said = " ".join(str(error).split())[:200]
        return [], f"reading it failed ({type(error).__name__}: {said}): please report this document"
    if len(results) != len(items):
        raise RuntimeError(f"{_name(function)} gave {len(results)} results for {len(items)} items")
    return results, ""


def named(name: str) -> Callable[..., Any]:
    """The function that `Task.name` names."""
    module, _, path = name.partition(":")
    found: Any = importlib.import_module(module)
    for part in path.split("."):
        found = getattr(found, part)
    function: Callable[..., Any] = found
    return function


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__}:{function.__qualname__}"
