"""A great many reports grouped into stories: time, memory, and how both grow.

    python benchmarks/stories.py [--sizes 10000,100000,300000,1000000]

The reports are generated when they are asked for and held nowhere. Two in five are copies: as they are, cut, with
another line, or with words changed; one story in a thousand is printed by fifty papers and more. Words are as frequent
as in English, those of an event's own are names and rarer words, and some events are told by several reporters. Each
size runs in a process of its own, on one core. Times are processor seconds, and what making the reports took is told
apart. Prints a line of JSON a size, and on the error stream how far it is.
"""

from __future__ import annotations

import argparse
import datetime as dt
import functools
import itertools
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping

import numpy as np

from communique.records import Report, When
from communique.stories.grouping import group
from communique.tables import load

# Reports are made by blocks of so many: copies stand in the block of their source.
_BLOCK = 200
_COPIES, _WIRE, _WIRE_COPIES = 0.4, 0.2, (50, 80)
_REPORTERS = (1, 1, 1, 1, 2, 2, 3, 5)
_OWN_WORDS, _OWN_NAMES, _NAMES = 60, 12, 200_000
# An odd number has an inverse: IDs look like hashes, and say which report they are of.
_SPREAD = 0x9E3779B97F4A7C15
_BACK = pow(_SPREAD, -1, 1 << 64)
_SYLLABLES = [c + v for c in "bcdfghjklmnprstvz" for v in "aeiou"]
_OUTLETS = tuple(f"Herald {number}" for number in range(300))


def id_of(number: int) -> str:
    return f"{number * _SPREAD % (1 << 64):016x}"


@functools.cache
def english() -> tuple[list[str], np.ndarray, int]:
    """Words, the sums of their frequencies, and from which place on they are rare enough to be a topic's own."""
    found = [(float(row["halvings"]), word) for row in load("word_frequency") for word in row["words"].split("|")]
    found.sort()
    shares = np.array([2.0**-halvings for halvings, _ in found])
    rare = next(place for place, (halvings, _) in enumerate(found) if halvings >= 11)
    return [word for _, word in found], np.cumsum(shares / shares.sum()), rare


@functools.lru_cache(maxsize=20_000)
def name(number: int) -> str:
    chance = random.Random(number)
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))).title()


@functools.cache
def plan(block: int) -> np.ndarray:
    """For each report of a block its event, its reporter, and what copy it is of that text: 0 is the original."""
    chance = random.Random(block)
    found: list[tuple[int, int, int]] = []
    event = 0
    while len(found) < _BLOCK:
        for reporter in range(chance.choice(_REPORTERS)):
            copies = 1
            while chance.random() < _COPIES:
                copies += 1
            if event == 0 and reporter == 0 and chance.random() < _WIRE:
                copies += chance.randint(*_WIRE_COPIES)
            found += [(event, reporter, copy) for copy in range(copies)]
        event += 1
    del found[_BLOCK:]
    chance.shuffle(found)
    return np.array(found, dtype=np.int16)


@functools.lru_cache(maxsize=2048)
def original(block: int, event: int, reporter: int) -> tuple[str, tuple[str, ...]]:
    """Title and sentences of one reporter's report of an event."""
    words, sums, rare = english()
    of_event = np.random.default_rng([block, event])
    own = [words[at] for at in of_event.integers(rare, len(words), _OWN_WORDS)]
    # Few names are in the news always, most hardly ever.
    names = [name(int(at)) for at in _NAMES ** of_event.random(_OWN_NAMES)]
    chance = np.random.default_rng([block, event, reporter + 1])
    place = int(chance.integers(200, 650))
    plain = np.minimum(np.searchsorted(sums, chance.random(place)), len(words) - 1).tolist()
    kinds, picks = chance.random(place).tolist(), chance.random(place).tolist()
    told: list[str] = []
    for at, kind, pick in zip(plain, kinds, picks, strict=True):
        if kind < 0.06:
            told.append(names[int(pick * pick * _OWN_NAMES)])
        elif kind < 0.16:
            told.append(own[int(pick * _OWN_WORDS)])
        else:
            told.append(words[at])
    ends = [0, *np.cumsum(chance.integers(9, 32, place // 9)).tolist()]
    parts = [told[start:end] for start, end in itertools.pairwise(ends) if start < place]
    sentences = tuple(f"{part[0].capitalize()} {' '.join(part[1:])}." for part in parts)
    return " ".join(dict.fromkeys([*names[:2], *own[:5]])), sentences


def report(number: int) -> Report:
    """Report `number`, the same in every process."""
    block, at = divmod(number, _BLOCK)
    event, reporter, copy = plan(block)[at].tolist()
    title, sentences = original(block, event, reporter)
    chance = random.Random(number)
    day = dt.date(2010, 1, 1) + dt.timedelta(days=random.Random(block * 1000 + event).randrange(5500))
    if copy:
        title, sentences = copied(title, list(sentences), chance)
        day += dt.timedelta(days=chance.choice((0, 0, 1, 1, 2)))
    return Report(
        report_id=id_of(number), source="", content_hash="", title=title, language="en",
        outlet=chance.choice(_OUTLETS), text="\n".join(sentences),
        published=When(start=day, end=day, precision="day", basis="metadata", value=day.isoformat()),
    )  # fmt: skip


def copied(title: str, sentences: list[str], chance: random.Random) -> tuple[str, tuple[str, ...]]:
    """A text as another paper prints it."""
    words, _, rare = english()
    change = chance.random()
    if change < 0.3:
        sentences = sentences[: max(3, len(sentences) * chance.randint(4, 9) // 10)]
    elif change < 0.5:
        sentences.append(" ".join(chance.choices(words[:rare], k=14)).capitalize() + ".")
    elif change < 0.8:
        for _ in range(max(1, len(sentences) // 4)):
            at = chance.randrange(len(sentences))
            told = sentences[at].split(" ")
            told[chance.randrange(len(told))] = chance.choice(words[:rare])
            sentences[at] = " ".join(told)
    return title, tuple(sentences)


class Press(Mapping[str, Report]):
    """So many reports by their ID, made when they are asked for."""

    def __init__(self, count: int) -> None:
        self._count = count
        self.seconds = 0.0
        self._asked = 0

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        return map(id_of, range(self._count))

    def __getitem__(self, report_id: str) -> Report:
        begun = time.process_time()
        found = _made(int(report_id, 16) * _BACK % (1 << 64))
        self.seconds += time.process_time() - begun
        self._asked += 1
        if self._asked % 100_000 == 0:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"{self._asked} texts asked for, {time.process_time():.0f} s, {peak} MB", file=sys.stderr, flush=True)
        return found


_made = functools.lru_cache(maxsize=4096)(report)


def grown(size: int) -> dict[str, float]:
    """Group so many reports, in this process."""
    group([report(number) for number in range(20)])
    press = Press(size)
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    begun, clock = time.process_time(), time.perf_counter()
    found = group(press)
    spent = time.process_time() - begun - press.seconds
    return {
        "reports": size,
        "stories": len(found.stories),
        "pairs": len(found.pairs),
        "copies": sum(member.derived_from is not None for story in found.stories for member in story.members),
        "making_s": round(press.seconds, 1),
        "grouping_s": round(spent, 1),
        "ms_a_report": round(spent / size * 1000, 3),
        "clock_s": round(time.perf_counter() - clock, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "peak_mb_before": round(base),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,100000")
    parser.add_argument("--one", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(grown(options.one)), flush=True)
        return
    for size in options.sizes.split(","):
        subprocess.run([sys.executable, __file__, "--one", size], check=True)


if __name__ == "__main__":
    main()
