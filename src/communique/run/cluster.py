"""Workers of a Ray cluster (`pip install communique[ray]`): one actor each, found by the address of its head node."""

from __future__ import annotations

import os
from typing import Any

from communique.errors import CommuniqueError, UsageError
from communique.run.bench import Bench
from communique.sources.clock import Clock

__all__ = ["Cluster"]


class Cluster:
    """So many actors (0: one a processor of the cluster), each of which may add `memory` bytes to what its models take.

    `address` is that of a running cluster; without one, Ray is started on this machine and ended with the reading.
    """

    def __init__(self, size: int, memory: int, address: str | None) -> None:
        self._ray = _ray()
        self._memory = memory
        self._mine = not self._ray.is_initialized()
        if self._mine:
            _join(self._ray, size, address)
        self.size = size or max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        # An actor that is lost is replaced here, where it is known what it was doing.
        self._kind = self._ray.remote(max_restarts=0, num_cpus=1)(Bench)
        self._actors = [self._kind.remote(memory) for _ in range(self.size)]
        self._asked: dict[Any, int] = {}

    def begin(self, worker: int, function: str, load: str, shared: bytes) -> None:
        """See `Crew`."""
        self._asked[self._actors[worker].begin.remote(function, load, shared)] = worker

    def send(self, worker: int, payload: bytes, seconds: float) -> None:
        """See `Crew`."""
        self._asked[self._actors[worker].work.remote(payload)] = worker

    def clock(self, worker: int, seconds: float) -> Clock:
        """See `Crew`."""
        return Clock(seconds)

    def wait(self, seconds: float) -> list[tuple[int, bytes | None]]:
        """See `Crew`."""
        ready, _ = self._ray.wait(list(self._asked), timeout=seconds)
        found: list[tuple[int, bytes | None]] = []
        for asked in ready:
            worker = self._asked.pop(asked)
            try:
                found.append((worker, self._ray.get(asked)))
            except self._ray.exceptions.RayError:
                found.append((worker, None))
        return found

    def replace(self, worker: int) -> None:
        """See `Crew`."""
        self._ray.kill(self._actors[worker])
        self._asked = {asked: number for asked, number in self._asked.items() if number != worker}
        self._actors[worker] = self._kind.remote(self._memory)

    def close(self) -> None:
        """Let the actors go, and Ray itself where it was started for this reading."""
        for actor in self._actors:
            self._ray.kill(actor)
        if self._mine:
            self._ray.shutdown()


def _ray() -> Any:
    # Nothing of ours may call home.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
    except ImportError as error:
        raise UsageError("Ray is not installed: run `pip install 'communique[ray]'`, or use --engine local") from error
    return ray


def _join(ray: Any, size: int, address: str | None) -> None:
    here: dict[str, Any] = {"address": address} if address else {"num_cpus": size or None, "include_dashboard": False}
    try:
        ray.init(log_to_driver=False, logging_level="error", **here)
    except (ConnectionError, ValueError, RuntimeError) as error:
        where = f"at {address}" if address else "on this machine"
        raise CommuniqueError(f"no Ray cluster answers {where} ({error}): start one with `ray start`") from error
