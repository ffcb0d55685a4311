"""The gazetteer pass in MB/s a core, against one compiled pattern of the same names; and the loading of all tables.

python benchmarks/actors.py
"""

from __future__ import annotations

import re
import subprocess
import sys
import time

from communique.actors import gazetteer

# Written for this benchmark: the density of names of a foreign desk's report.
PARAGRAPH = (
    "The Kenyan foreign minister told reporters in Nairobi on Tuesday that talks with Uganda over the islet in Lake "
    "Victoria would go on. Officials of both countries, who asked not to be named, said that fishing boats had been "
    "held for a week and that their crews were fed by the police. A spokesman for the African Union welcomed the news, "
    "while the United States and the European Union offered to pay for a survey of the shore. Traders at the market "
    "complained that the price of perch had doubled since the patrols began, and that nobody had asked them. "
)
FLOOR_MB_S = 5.0
CEILING_LOAD_S = 0.5


def best(work: object, text: str, repeats: int = 5) -> float:
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work(text)  # type: ignore[operator]
        times.append(time.process_time() - start)
    return min(times)


def loading() -> float:
    """Seconds to read all tables and build the automaton in a fresh process, imports left out."""
    code = (
        "import time; from communique.actors import gazetteer; from communique.actors.titles import titles; "
        "s = time.process_time(); gazetteer.scan('x'); titles(); print(time.process_time() - s)"
    )
    return min(float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
               for _ in range(3))  # fmt: skip


def main() -> int:
    text = PARAGRAPH * 2_000
    megabytes = len(text.encode()) / 1e6
    hits = len(gazetteer.scan(text))
    ours = megabytes / best(gazetteer.scan, text)
    names = sorted(gazetteer.names(), key=len, reverse=True)
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")
    sample = PARAGRAPH * 4
    peer = len(sample.encode()) / 1e6 / best(pattern.findall, sample, repeats=1)
    load = loading()
    print(f"gazetteer pass  {ours:8.2f} MB/s  ({len(names):,} names, {hits:,} hits in {megabytes:.2f} MB)")
    print(f"one regex       {peer:8.4f} MB/s  (ratio {ours / peer:,.0f})")
    print(f"loading         {load:8.3f} s     (ceiling {CEILING_LOAD_S} s)")
    return int(ours < FLOOR_MB_S or load > CEILING_LOAD_S)


if __name__ == "__main__":
    raise SystemExit(main())
