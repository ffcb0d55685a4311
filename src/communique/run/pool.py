"""Workers of this machine: child processes that keep their models from one reading to the next.

Messages are MessagePack over pipes, never pickles, and a child is a fresh interpreter: a script that reads reports
needs no main guard, and no lock of this process is copied.
"""

from __future__ import annotations

import atexit
import os
import select
import subprocess
import sys
import threading

import msgspec

from communique.sources.clock import Clock

__all__ = ["Pool"]

# Workers go one to a processor: threads inside them would only get in each other's way.
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_CHUNK = 1 << 20


class Pool:
    """So many workers, each of which may add `memory` bytes to what its models take.

    `warm` names a function of a module (`package.module:name`) whose steps a new worker takes until work comes.
    """

    def __init__(self, size: int, memory: int, warm: str = "") -> None:
        self.size = size
        self._memory, self._warm = memory, warm
        self._workers = [_take(memory, warm) for _ in range(size)]

    def begin(self, worker: int, function: str, load: str, shared: bytes) -> None:
        """See `Crew`."""
        self._workers[worker].send({"function": function, "load": load, "shared": shared})

    def send(self, worker: int, payload: bytes, seconds: float) -> None:
        """See `Crew`."""
        self._workers[worker].send({"payload": payload, "seconds": seconds})

    def clock(self, worker: int, seconds: float) -> Clock:
        """See `Crew`; while a worker waits for a processor its clock stands."""
        return Clock(seconds, self._workers[worker].process.pid)

    def wait(self, seconds: float) -> list[tuple[int, bytes | None]]:
        """See `Crew`."""
        files = {worker.answers: number for number, worker in enumerate(self._workers)}
        found: list[tuple[int, bytes | None]] = []
        for file in select.select(list(files), [], [], seconds)[0]:
            worker = self._workers[files[file]]
            if not worker.hear():
                found.append((files[file], None))
            elif (answer := worker.answer()) is not None:
                found.append((files[file], answer))
        return found

    def replace(self, worker: int) -> None:
        """See `Crew`."""
        self._workers[worker].kill()
        self._workers[worker] = _Worker(self._memory, self._warm)

    def close(self) -> None:
        """Let the workers go; they stay warm for the next reading of this process."""
        with _lock:
            _warm.extend(self._workers)
        self._workers = []


class _Worker:
    """One child process and the two pipes to it."""

    def __init__(self, memory: int, warm: str) -> None:
        self.owner, self.memory = os.getpid(), memory
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "communique.run.worker", str(memory), warm],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Ctrl-C is the parent's to hear.
            start_new_session=True,
            env={**os.environ, **_ONE_THREAD, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )
        assert self.process.stdout is not None
        self.answers = self.process.stdout.fileno()
        self._heard = bytearray()

    def send(self, request: dict[str, object]) -> None:
        """Send a request. A worker that is lost takes none: `hear` will say so."""
        payload = msgspec.msgpack.encode(request)
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(len(payload).to_bytes(8, "big") + payload)
            self.process.stdin.flush()
        except OSError:
            return

    def hear(self) -> bool:
        """Take in what the worker wrote; False where it is lost."""
        part = os.read(self.answers, _CHUNK)
        self._heard += part
        return bool(part)

    def answer(self) -> bytes | None:
        """The whole answer, once it is there."""
        end = 8 + int.from_bytes(self._heard[:8], "big")
        if len(self._heard) < max(8, end):
            return None
        answer = bytes(self._heard[8:end])
        self._heard = self._heard[end:]
        return answer

    def kill(self) -> None:
        """End the process."""
        if self.owner != os.getpid():
            return
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            try:
                pipe.close()
            except OSError:
                continue


_warm: list[_Worker] = []
_lock = threading.Lock()


def _take(memory: int, warm: str) -> _Worker:
    with _lock:
        for worker in list(_warm):
            _warm.remove(worker)
            # One that came along through a fork belongs to the parent; one with another limit is of no use.
            if worker.owner == os.getpid() and worker.memory == memory and worker.process.poll() is None:
                return worker
            worker.kill()
    return _Worker(memory, warm)


def _close() -> None:
    with _lock:
        while _warm:
            _warm.pop().kill()


atexit.register(_close)
