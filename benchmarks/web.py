"""How fast the page answers: readers ask for home, pairs, searches, events and API rows while one writer adds reports.

Run: `python benchmarks/web.py RECORD [--readers 8] [--seconds 60] [--writes 20]`, on a record that `generate_record.py`
made; the writer adds to it, so give a copy. The server is a process of its own, on loopback; the readers are threads
of this one. Prints the median, the 95th percentile and the longest answer of every sort of page, and fails where one
was no 200. Beside it stands the time of a core that the server took for an answer: on a busy machine, the figure
to compare. The aim for 100,000 reports and 300,000 events: a median under 300 ms and a 95th percentile under 1 s.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from communique.records import Document, Report, content_id
from communique.store import Filter, Record, open_record

_AIMS_MS = (300, 1000)
_WRITTEN_AT_ONCE = 50


class Questions:
    """What readers ask for: busy pairs most often, as people do."""

    def __init__(self, record: Record) -> None:
        self._pairs = [(a, b) for a, b, _ in record.pairs(200)]
        total = record.counts()["event"]
        offsets = range(0, total, max(1, total // 200))
        self._events = [next(iter(record.events(Filter(limit=1, offset=offset)))).event_id for offset in offsets]
        reports = [one for one in record.latest(100) if one.refused is None]
        self._words = sorted({word.strip('.,"').lower() for one in reports for word in one.title.split()})

    def ask(self, rng: random.Random) -> tuple[str, str]:
        """A sort of page, and an address of it."""
        kind = rng.choice(("home", "pair", "pair", "search", "search", "event", "event", "events", "api"))
        a, b = self._pairs[min(int(rng.expovariate(0.1)), len(self._pairs) - 1)]
        makers: dict[str, Callable[[], str]] = {
            "home": lambda: "/",
            "pair": lambda: f"/pair/{a}/{b}" + rng.choice(("", "", "?since=2015&until=2017", "?type=CONSULT")),
            "search": lambda: f"/search?q={'+'.join(rng.sample(self._words, rng.choice((1, 2, 2))))}",
            "event": lambda: f"/event/{rng.choice(self._events)}",
            "events": lambda: f"/events?page={rng.randrange(1, 50)}",
            "api": lambda: f"/api/v1/pairs/{a}/{b}/events?size=100",
        }
        return kind, makers[kind]()


def read(
    port: int, questions: Questions, until: float, seed: int, found: dict[str, list[float]], bad: list[str]
) -> None:
    """Ask, one question after another."""
    rng = random.Random(seed)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    while time.monotonic() < until:
        kind, address = questions.ask(rng)
        begun = time.perf_counter()
        connection.request("GET", address)
        answer = connection.getresponse()
        answer.read()
        found[kind].append((time.perf_counter() - begun) * 1000)
        if answer.status != 200:
            bad.append(f"{answer.status} {address}")


def write(record: str, until: float, pause: float, written: list[int]) -> None:
    """Add small batches of reports, as a reading does."""
    rng = random.Random(time.time_ns())
    with open_record(record) as own:
        while time.monotonic() < until:
            batch = []
            for _ in range(_WRITTEN_AT_ONCE):
                key = content_id("added", rng.random())
                text = " ".join(f"word{rng.randrange(5000)}" for _ in range(320)) + "."
                document = Document(source=f"added/{key}", data=text.encode())
                report = Report(
                    report_id=key, source=document.source, content_hash=document.content_hash, title=text[:60],
                    language="en", text=text,
                )  # fmt: skip
                batch.append((document, report))
            written.append(own.add_reports(batch))
            time.sleep(pause)


def serve(record: str) -> tuple[subprocess.Popen[bytes], int]:
    """The page in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "communique", "serve", "--record", record, "--port", str(port)]
    process = subprocess.Popen(command)
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return process, port
        except OSError:
            time.sleep(0.5)
    process.kill()
    sys.exit("the page did not come up")


def processor_seconds(process: subprocess.Popen[bytes]) -> float:
    """What a process has used of a core so far; nought where the system does not say."""
    try:
        fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(args: argparse.Namespace) -> int:
    """Run it, print it, and return the exit code."""
    with open_record(args.record) as record:
        counts = record.counts()
        questions = Questions(record)
    process, port = serve(args.record)
    found: dict[str, list[float]] = defaultdict(list)
    bad: list[str] = []
    written: list[int] = []
    try:
        # What is loaded at the first answer is no answer's cost.
        read(port, questions, time.monotonic() + args.warm, 0, defaultdict(list), bad)
        until, used = time.monotonic() + args.seconds, processor_seconds(process)
        threads = [
            threading.Thread(target=read, args=(port, questions, until, n, found, bad))
            for n in range(1, args.readers + 1)
        ]
        if args.writes:
            pause = _WRITTEN_AT_ONCE / args.writes
            threads.append(threading.Thread(target=write, args=(args.record, until, pause, written)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        used = processor_seconds(process) - used
    finally:
        process.terminate()
        process.wait(30)
    print(
        f"{counts['report']:,} reports, {counts['event']:,} events; {args.readers} readers, {sum(written)} reports "
        f"written in {args.seconds} s; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    answers = sum(map(len, found.values()))
    print(f"  {answers} answers, {used / max(1, answers) * 1000:.0f} ms of a core for each")
    for kind, times in sorted(found.items()):
        median, late = statistics.median(times), sorted(times)[int(len(times) * 0.95)]
        verdict = "" if median < _AIMS_MS[0] and late < _AIMS_MS[1] else "  over the aim"
        figures = f"median {median:7.0f} ms  p95 {late:7.0f}  longest {max(times):7.0f}"
        print(f"  {kind:<8}{len(times):>6} answers  {figures}{verdict}")
    for one in bad[:20]:
        print(f"  failed: {one}")
    return 1 if bad else 0


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record")
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--warm", type=float, default=5, help="seconds of asking before it is measured")
    parser.add_argument("--writes", type=float, default=20, help="reports a second that the writer adds; 0 for none")
    sys.exit(measure(parser.parse_args()))


if __name__ == "__main__":
    main()
