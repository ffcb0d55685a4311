"""Copy detection at scale: reports a second of ours, of rensa alone and of datasketch, and how time and memory grow.

    python benchmarks/copies.py [--sizes 50000,100000,200000] [--peers 10000]

Synthetic reports of 400 words; one in ten is a copy of an earlier one: cut to a half, with 3 % of its words changed, or
as it is. Every tool does the whole job from the text on (shingles, sketch, index, pairs), in one process for the
comparison; the large runs fingerprint in two processes and match in one. Times are CPU seconds, so that other work on
the machine hardly matters. Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import time
from collections.abc import Callable, Iterable

import numpy as np

from communique.records import Report
from communique.stories import StoryIndex
from communique.stories.fingerprints import fingerprints

_WORDS, _VOCABULARY, _SHINGLE, _HASHES, _BANDS = 400, 60_000, 5, 64, 16
_CHUNK = 2_000
_SYLLABLES = np.array([c + v for c in "bcdfghjklmnprstvz" for v in "aeiou"])
_SHARE = 1 / np.arange(3, _VOCABULARY + 3)


def vocabulary() -> list[str]:
    chance = np.random.default_rng(5)
    return ["".join(chance.choice(_SYLLABLES, chance.integers(2, 5))) for _ in range(_VOCABULARY)]


_WORD_LIST = np.array(vocabulary())
_SUMS = np.cumsum(_SHARE / _SHARE.sum())


def texts(start: int, count: int) -> list[str]:
    """Reports `start` to `start + count`, the same in every process; a copy is of a report of its own chunk."""
    chance = np.random.default_rng(start)
    made: list[list[str]] = []
    for number in range(count):
        if number % 10 != 9:
            made.append(_WORD_LIST[np.searchsorted(_SUMS, chance.random(_WORDS))].tolist())
            continue
        copy = list(made[chance.integers(0, number)])
        if number // 10 % 3 == 0:
            copy = copy[: len(copy) // 2]
        elif number // 10 % 3 == 1:
            for at in chance.integers(0, len(copy), len(copy) * 3 // 100):
                copy[at] = str(_WORD_LIST[chance.integers(0, _VOCABULARY)])
        made.append(copy)
    return [" ".join(found) for found in made]


def reports(start: int, found: Iterable[str]) -> list[Report]:
    return [Report(report_id=f"{start + n:08}", source="", content_hash="", text=t) for n, t in enumerate(found)]


def shingles(text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)]


def ours(found: list[str]) -> int:
    """With the keys for retellings and events, which no peer makes."""
    return _ours(found, topics=True)


def ours_copies_only(found: list[str]) -> int:
    return _ours(found, topics=False)


def _ours(found: list[str], *, topics: bool) -> int:
    index = StoryIndex()
    for mark in fingerprints(reports(0, found), topics=topics):
        index.add(mark)
    return sum(1 for _ in index.pairs(("band", "sample")))


def rensa_alone(found: list[str]) -> int:
    import rensa

    index = rensa.RMinHashLSH(0.8, _HASHES, _BANDS)
    sketches = []
    for number, text in enumerate(found):
        sketch = rensa.RMinHash(_HASHES, 42)
        sketch.update(shingles(text))
        index.insert(number, sketch)
        sketches.append(sketch)
    return sum(other < number for number, hits in enumerate(index.query_all(sketches)) for other in hits)


def datasketch_alone(found: list[str]) -> int:
    import datasketch

    index = datasketch.MinHashLSH(threshold=0.8, num_perm=_HASHES)
    pairs = 0
    for number, text in enumerate(found):
        sketch = datasketch.MinHash(num_perm=_HASHES, seed=1)
        sketch.update_batch([shingle.encode() for shingle in shingles(text)])
        pairs += len(index.query(sketch))
        index.insert(number, sketch)
    return pairs


def timed(job: Callable[[list[str]], int], found: list[str]) -> dict[str, float]:
    began = time.process_time()
    pairs = job(found)
    return {
        "reports": len(found),
        "pairs": pairs,
        "reports_a_second": round(len(found) / (time.process_time() - began)),
    }


def chunk(start: int) -> tuple[float, list[tuple[str, str, bytes]]]:
    """Seconds that the fingerprints of one chunk took, and their rows; making the texts is not counted."""
    made = reports(start, texts(start, _CHUNK))
    began = time.process_time()
    rows = [row for mark in fingerprints(made) for row in StoryIndex.rows(mark)]
    return time.process_time() - began, rows


def large(size: int) -> dict[str, float]:
    """Fingerprint and match `size` reports; run in a process of its own, so that its peak of memory is its own."""
    spent, index = 0.0, StoryIndex()
    matching = 0.0
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        for seconds, rows in pool.imap(chunk, range(0, size, _CHUNK)):
            spent += seconds
            began = time.process_time()
            index.extend(rows)
            matching += time.process_time() - began
    began = time.process_time()
    pairs = sum(1 for _ in index.pairs(("band", "sample")))
    matching += time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    total = spent / 2 + matching
    return {
        "reports": size,
        "pairs": pairs,
        "fingerprint_s": round(spent / 2, 1),
        "match_s": round(matching, 1),
        "reports_a_second": round(size / total),
        "peak_mb": round(peak),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="50000,100000,200000")
    parser.add_argument("--peers", type=int, default=10_000)
    options = parser.parse_args()
    made = [text for start in range(0, options.peers, _CHUNK) for text in texts(start, _CHUNK)][: options.peers]
    ours(made[:100])
    result: dict[str, object] = {}
    rate: dict[str, float] = {}
    for job, count in ((ours, 1), (ours_copies_only, 1), (rensa_alone, 1), (datasketch_alone, 10)):
        found = timed(job, made[: len(made) // count])
        result[job.__name__] = found
        rate[job.__name__] = found["reports_a_second"]
    for name in ("ours", "ours_copies_only"):
        for peer in ("rensa_alone", "datasketch_alone"):
            result[f"{name} / {peer}"] = round(rate[name] / rate[peer], 2)
    print(json.dumps(result, indent=1), flush=True)
    for size in filter(None, options.sizes.split(",")):
        print(json.dumps(large(int(size)) if options.sizes.count(",") == 0 else growth(int(size))), flush=True)


def growth(size: int) -> dict[str, float]:
    """One size in a fresh interpreter: a pool's workers may not have children, a subprocess may."""
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, __file__, "--peers", "100", "--sizes", str(size)], check=True, capture_output=True, text=True
    )
    found: dict[str, float] = json.loads(done.stdout.strip().split("\n")[-1])
    return found


if __name__ == "__main__":
    main()
