"""A parse that hangs, eats memory or crashes costs one document and not the run."""

from __future__ import annotations

import os
import time

import pytest

from communique.errors import RefusedDocument
from communique.sources import clock as clock_module
from communique.sources import sandbox

MEGABYTE = 1 << 20


def shout(text: str) -> str:
    print("a parser that talks")
    return text.upper()


def sleep(seconds: float) -> str:
    time.sleep(seconds)
    return "awake"


def fill(size: int) -> int:
    return len(bytearray(size))


def die(code: int) -> None:
    os._exit(code)


def refuse(reason: str) -> str:
    raise RefusedDocument(reason)


def fail(text: str) -> str:
    raise ValueError(text)


def fall(depth: int) -> int:
    return fall(depth + 1) + 1


def count(pair: tuple[bytes, list[str]]) -> dict[str, int]:
    return {"bytes": len(pair[0]), "names": len(pair[1])}


def process(_: int) -> int:
    return os.getpid()


def test_what_a_function_returns_comes_back_with_its_types() -> None:
    assert sandbox.run(shout, "hello") == "HELLO"
    assert sandbox.run(count, (b"x" * 5 * MEGABYTE, ["a", "b"])) == {"bytes": 5 * MEGABYTE, "names": 2}


def test_the_worker_stays_warm_and_is_another_process() -> None:
    first = sandbox.run(process, 0)
    assert first == sandbox.run(process, 0)
    assert first != os.getpid()


def test_a_hang_is_cut_short_and_the_next_document_read() -> None:
    start = time.monotonic()
    with pytest.raises(RefusedDocument, match=r"longer than 0\.5 seconds"):
        sandbox.run(sleep, 60.0, seconds=0.5)
    assert time.monotonic() - start < 10
    assert sandbox.run(shout, "next") == "NEXT"


def test_a_worker_that_gets_no_processor_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    now, busy = 100.0, (0.0, True)
    monkeypatch.setattr(time, "monotonic", lambda: now)
    monkeypatch.setattr(clock_module, "_processor_time", lambda pid: busy)
    clock = clock_module.Clock(6.0, 1)
    now, busy = 107.0, (0.5, True)
    assert clock.left() == 5.5, "half a second of work in seven is a busy machine, not a hostile page"
    busy = (6.5, True)
    assert clock.left() == 0
    busy = (0.5, False)
    assert clock.left() == 0, "one that waits for nothing but time hangs"
    now, busy = 131.0, (0.5, True)
    assert clock.left() == 0


def test_memory_over_the_limit_is_refused_with_the_limit() -> None:
    with pytest.raises(RefusedDocument, match="more than 200 MB"):
        sandbox.run(fill, 900 * MEGABYTE, memory=200 * MEGABYTE)
    assert sandbox.run(fill, 10 * MEGABYTE, memory=200 * MEGABYTE) == 10 * MEGABYTE


def test_a_crash_is_a_refusal() -> None:
    with pytest.raises(RefusedDocument, match="crashed its parser"):
        sandbox.run(die, 9)
    assert sandbox.run(shout, "next") == "NEXT"


def test_a_reason_given_by_the_function_comes_through() -> None:
    with pytest.raises(RefusedDocument, match="it is a recipe: leave it out"):
        sandbox.run(refuse, "it is a recipe: leave it out")


def test_any_other_error_is_named() -> None:
    with pytest.raises(RefusedDocument, match="ValueError: odd bytes"):
        sandbox.run(fail, "odd bytes")


def test_bottomless_recursion_is_a_refusal() -> None:
    with pytest.raises(RefusedDocument, match="nested too deep"):
        sandbox.run(fall, 0)
