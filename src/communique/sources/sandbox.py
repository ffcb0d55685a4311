"""A parse of foreign bytes in a worker process that can be killed: limits on time and memory, and no shared state.

The worker stays warm between calls and is replaced after a kill. Messages are MessagePack, never pickles: a parser that
was taken over can answer nonsense, but can make this process run nothing.
"""

from __future__ import annotations

import atexit
import os
import select
import subprocess
import sys
import threading
import typing
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec

from communique.errors import RefusedDocument
from communique.sources.clock import Clock

__all__ = ["run"]

Argument = TypeVar("Argument")
Result = TypeVar("Result")

_MEGABYTE = 1 << 20
# What a worker may send back; the text of the largest document allowed fits several times.
_LARGEST_ANSWER = 512 * _MEGABYTE
# Imports happen before the clock starts, but not for ever: a cold disk takes seconds, not minutes.
_IMPORT_SECONDS = 90.0


def run(
    function: Callable[[Argument], Result],
    argument: Argument,
    *,
    seconds: float = 10.0,
    memory: int = 1024 * _MEGABYTE,
    imports: Sequence[str] = (),
) -> Result:
    """`function(argument)` in a worker, killed after `seconds`; `memory` is how many bytes it may add to its own.

    `function` must be a module's own function with type hints; its argument and result go through MessagePack (str,
    bytes, numbers, lists, tuples, dicts, dataclasses, msgspec structs). `imports` are modules loaded before the clock
    starts. Raises `RefusedDocument` with the reason when the function raises, breaks a limit, or crashes the worker.
    """
    name = f"{function.__module__}:{function.__qualname__}"
    hints = typing.get_type_hints(function)
    worker = _take()
    done = False
    try:
        answer = worker.call(name, argument, seconds=seconds, memory=memory, imports=imports)
        done = not worker.heavy(answer)
    finally:
        if done:
            _give_back(worker)
        else:
            worker.kill()
    if answer["refused"] is not None:
        raise RefusedDocument(str(answer["refused"]))
    result: Result = msgspec.msgpack.decode(answer["result"], type=hints.get("return", Any))
    return result


class _Worker:
    """One child process and the two pipes to it."""

    # After this much growth a worker is replaced: parsers leak, and a large page leaves its memory behind.
    HEAVY = 400 * _MEGABYTE

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "communique.sources.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )

    def call(
        self, name: str, argument: object, *, seconds: float, memory: int, imports: Sequence[str]
    ) -> dict[str, Any]:
        request = {
            "function": name, "argument": msgspec.msgpack.encode(argument), "seconds": seconds, "memory": memory,
            "imports": list(imports),
        }  # fmt: skip
        payload = msgspec.msgpack.encode(request)
        stdin = self.process.stdin
        assert stdin is not None
        try:
            stdin.write(len(payload).to_bytes(8, "big") + payload)
            stdin.flush()
        except OSError as error:
            raise RefusedDocument(
                "the worker that reads foreign files could not be started: run `communique doctor`"
            ) from error
        self._receive(_IMPORT_SECONDS)
        raw = self._receive(seconds)
        answer: dict[str, Any] = msgspec.msgpack.decode(raw)
        return answer

    def heavy(self, answer: dict[str, Any]) -> bool:
        return int(answer["grown"]) > self.HEAVY or bool(answer["spent"])

    def _receive(self, seconds: float) -> bytes:
        clock = Clock(seconds, self.process.pid)
        size = int.from_bytes(self._read(8, clock), "big")
        if size > _LARGEST_ANSWER:
            raise RefusedDocument(
                f"its text is larger than {_LARGEST_ANSWER // _MEGABYTE} MB once parsed: split it, or read a part of it"
            )
        return self._read(size, clock)

    def _read(self, size: int, clock: Clock) -> bytes:
        assert self.process.stdout is not None
        file = self.process.stdout.fileno()
        parts = bytearray()
        while len(parts) < size:
            if not select.select([file], [], [], max(0.0, clock.left()))[0]:
                if clock.left() > 0:
                    continue
                raise RefusedDocument(
                    f"parsing it took longer than {clock.seconds:g} seconds: its structure is damaged or hostile; "
                    "save its text as a plain file to read it"
                )
            part = os.read(file, min(size - len(parts), _MEGABYTE))
            if not part:
                raise RefusedDocument(
                    "it crashed its parser, or needs more memory than is allowed: save its text as a plain file to "
                    "read it"
                )
            parts += part
        return bytes(parts)

    def kill(self) -> None:
        if self.owner != os.getpid():
            return
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue


_idle: list[_Worker] = []
_lock = threading.Lock()


def _take() -> _Worker:
    with _lock:
        while _idle:
            worker = _idle.pop()
            # A worker that came along through a fork belongs to the parent.
            if worker.owner == os.getpid() and worker.process.poll() is None:
                return worker
    return _Worker()


def _give_back(worker: _Worker) -> None:
    with _lock:
        _idle.append(worker)


def _close() -> None:
    with _lock:
        while _idle:
            _idle.pop().kill()


atexit.register(_close)
