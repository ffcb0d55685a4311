"""One writer and eight readers on one record at once: is there an error, and how long does a reader wait?

Run: `python benchmarks/store.py [RECORD] [--seconds 300] [--readers 8]`. RECORD is a new file or an address in
PostgreSQL. Readers list, count, search and open facts without a pause while the writer adds reports and concludes; then
the same readers go on alone, for a fifth of the time, so that their pace can be told as a ratio. Exit code 1 where
anything failed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import queue
import random
import sys
import tempfile
import time
import traceback
from multiprocessing.synchronize import Event as Flag
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from generate_record import Made, World, reading_of, report_of, source

from communique.store import Filter, Record, open_record

_BATCH = 20


def write(place: str, stop: Flag, results: multiprocessing.Queue[Any]) -> None:
    """Add batches of reports and conclude after every other one, until told to stop."""
    rng = random.Random(7)
    world = World(rng)
    made = Made(world)
    batches = 0
    with _said(results, "writer"), open_record(place, create=True) as record:
        while not stop.is_set() or batches == 0:
            documents, readings = [], []
            for _ in range(_BATCH):
                number = len(made.stories)
                told = source(world, rng, 3 * number, 3)
                document, report = report_of(told, number, told.outlet)
                documents.append((document, report))
                readings.append(reading_of(told, report.report_id, made.tell(told, [report.report_id])[0]))
            record.add_reports(documents)
            record.add_readings(readings, "made-up")
            batches += 1
            if batches % 2 == 1:
                _conclude(record, made, batches)
        results.put(("writer", batches, 0.0, ""))


def _conclude(record: Record, made: Made, batches: int) -> None:
    record.conclude(
        stories=made.stories, pairs=[], events=made.events, relations=[], statements=made.statements,
        actors={key: (made.actors[key], count, count) for key, count in made.mentions.items()}, state=str(batches),
    )  # fmt: skip


def read(place: str, number: int, stop: Flag, results: multiprocessing.Queue[Any]) -> None:
    """Ask everything that a reader asks, over and over; each answer must hold together."""
    rng = random.Random(number)
    asked, worst = 0, 0.0
    name = f"reader {number}"
    with _said(results, name), open_record(place) as record:
        while not stop.is_set():
            begun = time.monotonic()
            _ask(record, rng)
            worst = max(worst, time.monotonic() - begun)
            asked += 1
        results.put((name, asked, worst, ""))


def _ask(record: Record, rng: random.Random) -> None:
    pairs = record.pairs()
    a, b, _ = rng.choice(pairs)
    for event in record.events(Filter(pair=(a, b), limit=20)):
        report = record.report(event.evidence[0].report_id)
        one = event.evidence[0]
        if report is None or report.text[one.start : one.end] != one.text:
            raise ValueError(f"event {event.event_id} rests on what is not there")
    record.count_events(Filter(party=a))
    record.counts()
    for report_id, _ in record.search("met over", limit=5):
        if record.report(report_id) is None:
            raise ValueError(f"report {report_id} was found and is not there")
    shown = [event.when.start for event in record.events(Filter(limit=200, offset=rng.randrange(50)))]
    if shown != sorted(shown, key=str):
        raise ValueError("a listing is not in order")


class _said:  # noqa: N801 (a context manager, used as a word)
    """Puts what went wrong among the results."""

    def __init__(self, results: multiprocessing.Queue[Any], name: str) -> None:
        self._results, self._name = results, name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if error is not None:
            self._results.put((self._name, 0, 0.0, "".join(traceback.format_exception(error))))


def together(place: str, seconds: float, readers: int, *, writer: bool) -> list[tuple[str, int, float, str]]:
    """(who, how often, the worst wait in seconds, what went wrong) for every process."""
    context = multiprocessing.get_context("spawn")
    stop: Flag = context.Event()
    results: Any = context.Queue()
    processes = [context.Process(target=read, args=(place, n, stop, results)) for n in range(readers)]
    if writer:
        processes.append(context.Process(target=write, args=(place, stop, results)))
    for process in processes:
        process.start()
    time.sleep(seconds)
    stop.set()
    found = []
    for _ in processes:
        try:
            found.append(results.get(timeout=120))
        except queue.Empty:
            found.append(("somebody", 0, 0.0, "did not come to an end within two minutes"))
    for process in processes:
        process.join(10)
        process.kill()
    return found


def main() -> int:
    """Run as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", nargs="?")
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--readers", type=int, default=8)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = args.record or str(Path(folder) / "r.communique")
        context = multiprocessing.get_context("spawn")
        stop, results = context.Event(), context.Queue()
        stop.set()
        write(place, stop, results)  # type: ignore[arg-type]
        both = together(place, args.seconds, args.readers, writer=True)
        alone = together(place, args.seconds / 5, args.readers, writer=False)
        with open_record(place) as record:
            wrong = record.check()
            counts = record.counts()
    errors = [error for *_, error in (*both, *alone) if error]
    rates = [sum(n for who, n, *_ in found if who != "writer") for found in (both, alone)]
    batches = sum(n for who, n, *_ in both if who == "writer")
    worst = [max(wait for _, _, wait, _ in found) for found in (both, alone)]
    print(f"{counts['report']} reports, {counts['event']} events; {batches} batches written in {args.seconds:.0f} s")
    print(f"readers beside the writer: {rates[0] / args.seconds:.1f} rounds a second, worst {worst[0]:.2f} s")
    print(f"readers alone: {rates[1] / args.seconds * 5:.1f} rounds a second, worst {worst[1]:.2f} s")
    if rates[1]:
        print(f"pace beside the writer: {rates[0] / rates[1] / 5:.2f} of the pace alone")
    print(f"{len(errors)} errors; the record is {wrong or 'whole'}")
    for error in errors:
        print(error)
    return 1 if errors or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
