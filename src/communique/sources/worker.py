"""The child side of the sandbox: reads requests, runs the named function under limits, answers; one at a time."""

from __future__ import annotations

import importlib
import os
import signal
import sys
import typing
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO

import msgspec

from communique.errors import RefusedDocument

# The parent kills in time; this is for a parent that died meanwhile.
_GRACE_SECONDS = 5
# The parent waits so many times the limit for a worker that gets no processor.
_MOST_WAITING = 5


def main() -> None:
    """Serve until the parent closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The parser may print: its standard output goes nowhere, the answers go through a pipe of their own.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    with suppress(BrokenPipeError):
        for payload in _requests(sys.stdin.buffer):
            _serve(msgspec.msgpack.decode(payload), answers)


def _requests(pipe: BinaryIO) -> Iterator[bytes]:
    while head := pipe.read(8):
        yield pipe.read(int.from_bytes(head, "big"))


def _send(answers: BinaryIO, payload: bytes) -> None:
    answers.write(len(payload).to_bytes(8, "big") + payload)
    answers.flush()


def _serve(request: dict[str, Any], answers: BinaryIO) -> None:
    function: Any = None
    refused = None
    try:
        for name in request["imports"]:
            importlib.import_module(name)
        module, _, qualname = request["function"].partition(":")
        function = importlib.import_module(module)
        for part in qualname.split("."):
            function = getattr(function, part)
    except Exception as error:
        refused = f"its parser could not be loaded ({error}): run `communique doctor`"
    _send(answers, b"")
    before = _memory()
    result, spent = b"", False
    if refused is None:
        result, refused, spent = _run(function, request)
    after = _memory()
    answer = {"result": result, "refused": refused, "grown": max(0, after - before), "spent": spent}
    _send(answers, msgspec.msgpack.encode(answer))


def _run(function: Any, request: dict[str, Any]) -> tuple[bytes, str | None, bool]:
    memory = int(request["memory"])
    hints = typing.get_type_hints(function)
    kind = next((hint for name, hint in hints.items() if name != "return"), Any)
    try:
        with _limits(float(request["seconds"]), memory):
            argument = msgspec.msgpack.decode(request["argument"], type=kind)
            return msgspec.msgpack.encode(function(argument)), None, False
    except RefusedDocument as error:
        return b"", str(error), False
    except MemoryError:
        return b"", f"parsing it needs more than {memory >> 20} MB of memory: split it, or raise the limit", True
    except RecursionError:
        return b"", "its elements are nested too deep to be parsed: it is damaged or hostile", True
    except Exception as error:
        said = " ".join(str(error).split())[:200]
        return (
            b"",
            f"its parser failed ({type(error).__name__}: {said}): the file is damaged, or not what its name says",
            True,
        )


@contextmanager
def _limits(seconds: float, memory: int) -> Iterator[None]:
    """The limits while one document is parsed; memory is counted as address space, the only limit that kernels hold."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's clock still holds.
        yield
        return
    old = resource.getrlimit(resource.RLIMIT_AS)
    signal.setitimer(signal.ITIMER_REAL, _MOST_WAITING * seconds + _GRACE_SECONDS)
    resource.setrlimit(resource.RLIMIT_AS, (_address_space() + memory, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, old)
        signal.setitimer(signal.ITIMER_REAL, 0)


def _statm(column: int) -> int:
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123
            return int(file.read().split()[column]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _address_space() -> int:
    return _statm(0)


def _memory() -> int:
    return _statm(1)


if __name__ == "__main__":
    main()
