"""Sentences a second for gate, parse and coder, and a whole report, beside spaCy's full pipeline on the same text.

Run: `python benchmarks/events.py [rounds]`. The last line is the ratio of a report through all of our stages to spaCy's
full pipeline (tagger, parser, lemmas, names), both in this run on one core. Times are
processor time, which other work on the machine hardly touches.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from collections.abc import Callable

# As in our workers, and before numpy is loaded: threads of one process would count twice.
os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

from communique import actors, dates, events, language, places, statements
from communique.records import Report, When

# Invented; each round says another number, so that no cache of sentences helps.
_STORY = (
    "Kenya and Tanzania signed agreement number {n} on border trade in Arusha on Monday. Tanzania's foreign minister "
    "said the {n} points would help farmers on both sides. Uganda accused Kenya of closing {n} crossings last month. "
    "The African Union urged all {n} parties to show restraint and to return to talks. Rwanda sent {n} trucks of maize "
    "to Burundi after the floods. Police in Mombasa arrested {n} protesters outside the German embassy. France "
    "will host a conference on the {n} islands next spring. About {n} French soldiers are stationed in Djibouti. "
    "The weather in the highlands was fine for the {n}th day. A shop on the corner sold {n} umbrellas. "
    "Ethiopia threatened to block {n} ships unless Eritrea lifts its tolls, officials said. "
    "Somalia expelled {n} diplomats and recalled its ambassador from Addis Ababa on Tuesday. "
    "The United Nations condemned the move and offered to mediate between the two governments within {n} days. "
    "Egypt's president telephoned his Sudanese counterpart for {n} minutes to discuss the dam. "
    "Sudan denied that {n} of its soldiers had crossed the river. South Africa lent Lesotho {n} million dollars for a "
    "road. The head of the bank said that growth of {n} percent was expected. Zambia lifted a ban on {n} imports from "
    "Malawi. Rebels ambushed a convoy of {n} Congolese soldiers near the lake on Sunday night. "
    "Nobody knows how many of the {n} villages were reached by the column before dawn."
)


def main() -> None:
    """Print the figures."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    texts = [_STORY.format(n=100 + n) for n in range(2 * rounds + 2)]
    words = len(texts[0].split())
    _whole(texts[0])
    count = len(language.parse("x", texts[0]).sentences)
    fresh = iter(texts[1:])
    parsed = [language.parse(str(n), next(fresh)) for n in range(2)]

    gate = _seconds(lambda: actors.find(parsed[0], _report(parsed[0].text)), rounds)
    parse = _seconds(lambda: language.pipeline()(next(fresh)), rounds // 2)
    stages = _stages(parsed[1])
    full = _seconds(lambda: events.code(*stages), rounds)
    whole = _seconds(lambda: _whole(next(fresh)), rounds // 2)
    print(f"a report of {words} words, {count} sentences")
    print(f"gate (actors named)   {count / gate:10.0f} sentences/s")
    print(f"parse                 {count / parse:10.0f} sentences/s")
    print(f"events, parsed        {count / full:10.0f} sentences/s")
    print(f"whole report          {whole * 1000:10.1f} ms   ({whole * 1000 * 400 / words:.1f} ms for 400 words)")
    print(f"spaCy alone           {parse * 1000:10.1f} ms")
    print(f"ratio                 {whole / parse:10.2f}")


def _report(text: str) -> Report:
    day = dt.date(2024, 3, 5)
    published = When(start=day, end=day, precision="day", basis="metadata")
    return Report(report_id="b", source="benchmark", content_hash="", text=text, published=published)


def _stages(parsed: language.Parsed):  # type: ignore[no-untyped-def]
    report = _report(parsed.text)
    mentions = actors.find(parsed, report)
    said = statements.find(parsed, mentions, report)
    return parsed, report, mentions, dates.find(parsed, report.published), places.find(parsed, mentions), said


def _whole(text: str) -> None:
    events.code(*_stages(language.parse("b", text)))


def _seconds(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(max(3, rounds)):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return sorted(times)[len(times) // 2]


if __name__ == "__main__":
    main()
