"""The child side of the local pool: reads requests, answers them, one at a time, until the pipe is closed."""

from __future__ import annotations

import os
import select
import signal
import sys
from contextlib import suppress
from typing import Any, BinaryIO

import msgspec

from communique.run.bench import Bench

# The parent ends a worker in time; this is for a worker whose parent died meanwhile.
_GRACE_SECONDS = 30.0


def main() -> None:
    """Serve until the parent closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Libraries may print: standard output goes nowhere, the answers go through a pipe of their own.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    bench = Bench(int(sys.argv[1]))
    if sys.argv[2]:
        bench.warm(sys.argv[2], until=lambda: bool(select.select([sys.stdin], [], [], 0)[0]))
    with suppress(BrokenPipeError):
        while head := sys.stdin.buffer.read(8):
            request = msgspec.msgpack.decode(sys.stdin.buffer.read(int.from_bytes(head, "big")))
            _send(answers, _answer(bench, request))


def _answer(bench: Bench, request: dict[str, Any]) -> bytes:
    if "function" in request:
        return bench.begin(request["function"], request["load"], request["shared"])
    signal.setitimer(signal.ITIMER_PROF, request["seconds"] + _GRACE_SECONDS)
    try:
        return bench.work(request["payload"])
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _send(answers: BinaryIO, payload: bytes) -> None:
    answers.write(len(payload).to_bytes(8, "big") + payload)
    answers.flush()


if __name__ == "__main__":
    main()
