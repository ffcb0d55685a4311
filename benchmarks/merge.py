"""Event mentions merged a second, and how that grows: 25,000, 50,000 and 100,000 mentions of a made-up year of news.

Run: `python benchmarks/merge.py`. The peer is the least that any merge must do: grouping the same mentions by type and
parties in a dictionary.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.making import mention, state

from communique.merge.events import fuse
from communique.merge.identity import cluster
from communique.merge.likeness import sides
from communique.merge.press import Press
from communique.records import EventMention, When

_STATES = [
    state(code) for code in "USA CHN RUS UKR IRN ISR PRK KOR JPN IND PAK TUR SYR DEU FRA GBR VEN COL ETH SDN".split()
]
_TYPES = ["CONSULT", "ACCUSE", "AGREE", "SUPPORT", "REQUEST", "REJECT", "THREATEN", "SANCTION", "ASSAULT", "AID"]
_WORDS = "border talks envoy missile tariff vessel accord summit prisoner drone sanctions treaty aid troops gas".split()


def mentions(count: int, seed: int = 1) -> list[EventMention]:
    """Mentions in bursts, as the press writes: few pairs take most, and an act is told three times on average."""
    rng = random.Random(seed)
    made: list[EventMention] = []
    while len(made) < count:
        a, b = rng.choices(_STATES, weights=range(len(_STATES), 0, -1), k=2)
        day = dt.date(2020, 1, 1) + dt.timedelta(days=rng.randrange(366))
        kind = rng.choice(_TYPES)
        words = rng.sample(_WORDS, 6)
        for _ in range(rng.choice((1, 1, 2, 3, 8))):
            when = When(start=day, end=day, precision="day", basis=rng.choice(("stated", "inferred")))
            text = f"{a.name} {kind.lower()} {b.name} {' '.join(rng.sample(words, 5))}."
            made.append(mention(f"r{len(made)}", kind, [a], [b], when, text))
    return made[:count]


def main() -> None:
    for count in (25_000, 50_000, 100_000):
        made = mentions(count)
        begun = time.perf_counter()
        groups = defaultdict(list)
        for one in made:
            groups[one.type, sides(one.actors), sides(one.recipients)].append(one)
        bare = time.perf_counter() - begun
        begun = time.perf_counter()
        events = fuse(cluster(made, {}), Press({}))
        taken = time.perf_counter() - begun
        print(f"{count:>7} mentions → {len(events):>6} events: {taken:6.1f} s, {taken / bare:5.0f} × grouping alone")


if __name__ == "__main__":
    main()
