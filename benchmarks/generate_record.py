"""A large record of made-up news, for measuring readers: pages, listings and searches over 100,000 reports.

Run: `python benchmarks/generate_record.py FILE [--reports 100000] [--events 300000] [--seed 1]`. FILE may be a record's
address in PostgreSQL. The same numbers give the same record. As in the press, few pairs of states take most events, few
words most of the text, and two reports in five are copies; every span of evidence is the text that it says.
"""

from __future__ import annotations

import argparse
import bisect
import datetime as dt
import itertools
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator

from communique import actors, codebook, tables
from communique.records import (
    Actor,
    Document,
    Event,
    EventMention,
    Evidence,
    Frozen,
    Member,
    Mention,
    Reading,
    Report,
    Span,
    Speaker,
    Statement,
    Story,
    When,
    content_id,
)
from communique.store import Record, open_record

_COPIES = 0.4
_WORDS_A_REPORT = 320
_BATCH = 500
_FIRST_DAY, _DAYS = dt.date(2010, 1, 1), 15 * 365
_STATUSES = ("reported", "ongoing", "future", "hypothetical", "negated", "historical")
_STATUS_WEIGHTS = (70, 5, 12, 5, 3, 5)
_SYLLABLES = [
    a + b for a in "b d f g k l m n p r s t v z ch sh tr st".split() for b in "a e i o u an er in on ur".split()
]
_ACTS = "accused met warned thanked invited rebuked supplied recognised blamed joined".split()


class Telling(Frozen, frozen=True):
    """A clause of a text that tells of an event."""

    event: int
    start: int
    end: int
    actor: Actor
    recipient: Actor
    type: str
    mode: str
    status: str
    day: dt.date


class Source(Frozen, frozen=True):
    """One piece of reporting, which several reports may carry."""

    title: str
    text: str
    outlet: str
    day: dt.date
    tellings: tuple[Telling, ...]
    said: tuple[Actor, int, int, int, int]


class Zipf:
    """A choice among things, the first of them most often: the weight of the n-th is 1/n."""

    def __init__(self, things: list[object]) -> None:
        self.things = things
        self._sums = list(itertools.accumulate(1 / (n + 1) for n in range(len(things))))

    def pick(self, rng: random.Random) -> object:
        """One of the things."""
        return self.things[bisect.bisect_left(self._sums, rng.random() * self._sums[-1])]


class World:
    """States, outlets, words and types to make news of."""

    def __init__(self, rng: random.Random) -> None:
        codes = [row["iso3"] for row in tables.load("countries") if row["kind"] == "state" and not row["end"]]
        rng.shuffle(codes)
        self.states = Zipf([actors.country_actor(code) for code in codes])
        self.outlets = Zipf(
            [f"{_word(rng).title()} {kind}" for kind in ("Times", "Post", "Daily", "News") for _ in range(75)]
        )
        self.words = Zipf([*"the of to and in a on that for said".split(), *(_word(rng) for _ in range(40_000))])
        types = codebook.load().types
        self.types = [(name, mode) for name, kind in sorted(types.items()) for mode in ("", *sorted(kind.modes))]
        self.quads = {name: kind.quad for name, kind in types.items()}
        self.scores = {name: kind.score for name, kind in types.items()}


def _word(rng: random.Random) -> str:
    return "".join(rng.choices(_SYLLABLES, k=rng.choice((1, 2, 2, 3, 3, 4))))


def source(world: World, rng: random.Random, first: int, number: int) -> Source:
    """A text with `number` events, numbered from `first`."""
    day = _FIRST_DAY + dt.timedelta(days=rng.randrange(_DAYS))
    parts: list[str] = []
    tellings: list[Telling] = []
    position = 0

    def add(sentence: str) -> int:
        nonlocal position
        at = position
        parts.append(sentence)
        position += len(sentence) + 1
        return at

    def filler() -> None:
        words = [str(world.words.pick(rng)) for _ in range(rng.randrange(8, 30))]
        add(" ".join(words).capitalize() + ".")

    while len(tellings) < number or position < 5.2 * _WORDS_A_REPORT:
        if len(tellings) < number:
            a, b = world.states.pick(rng), world.states.pick(rng)
            if a is b:
                continue
            assert isinstance(a, Actor)
            assert isinstance(b, Actor)
            kind, mode = rng.choice(world.types)
            happened = day - dt.timedelta(days=rng.choice((0, 0, 1, 1, 2, 7, 30)))
            clause = f"{a.name} {rng.choice(_ACTS)} {b.name} over {world.words.pick(rng)} {world.words.pick(rng)}."
            at = add(clause)
            tellings.append(
                Telling(
                    event=first + len(tellings), start=at, end=at + len(clause), actor=a, recipient=b, type=kind,
                    mode=mode, status=rng.choices(_STATUSES, _STATUS_WEIGHTS)[0], day=happened,
                )
            )  # fmt: skip
        filler()
    speaker = world.states.pick(rng)
    assert isinstance(speaker, Actor)
    words = " ".join(str(world.words.pick(rng)) for _ in range(12))
    at = add(f'{speaker.name} said: "{words}."')
    content = at + len(speaker.name) + 8
    title = " ".join(str(world.words.pick(rng)) for _ in range(8)).capitalize()
    said = (speaker, at, at + len(speaker.name), content, content + len(words))
    return Source(title, "\n".join(parts), str(world.outlets.pick(rng)), day, tuple(tellings), said)


def _on(day: dt.date, basis: str) -> When:
    return When(start=day, end=day, precision="day", basis=basis, value=day.isoformat())  # type: ignore[arg-type]


def report_of(told: Source, number: int, outlet: str) -> tuple[Document, Report]:
    """A report of a piece of reporting, with the document that it came from."""
    document = Document(source=f"made-up/{number:07}.txt", data=told.text.encode(), fields={"outlet": outlet})
    report = Report(
        report_id=content_id("made-up", number), source=document.source, content_hash=document.content_hash,
        title=told.title, outlet=outlet, language="en", published=_on(told.day, "metadata"), text=told.text,
        offsets=((0, 0, len(told.text)),),
    )  # fmt: skip
    return document, report


def statement_of(told: Source, report_id: str) -> Statement:
    """The one statement of a piece of reporting, as a report carries it."""
    speaker, start, end, content, content_end = told.said
    words = Evidence(report_id=report_id, start=content, end=content_end, text=told.text[content:content_end])
    return Statement(
        statement_id=content_id("statement", report_id, content), report_id=report_id,
        speaker=Speaker(text=speaker.name, start=start, end=end, actor=speaker), cue="say",
        cue_span=Span(end + 1, end + 5), quote="direct", content=words, when=_on(told.day, "inferred"),
    )  # fmt: skip


def evidence_of(told: Source, telling: Telling, report_id: str) -> Evidence:
    """The clause of a report that tells of an event."""
    text = told.text[telling.start : telling.end]
    return Evidence(report_id=report_id, start=telling.start, end=telling.end, text=text)


def reading_of(told: Source, report_id: str, said: Statement) -> Reading:
    """What a coder would have found in a report."""
    mentions, coded = [], []
    for telling in told.tellings:
        for actor in (telling.actor, telling.recipient):
            at = told.text.index(actor.name, telling.start)
            mentions.append(
                Mention(start=at, end=at + len(actor.name), text=actor.name, kind="name", head=at, actors=(actor,))
            )
        coded.append(
            EventMention(
                mention_id=content_id("mention", report_id, telling.start), report_id=report_id, type=telling.type,
                mode=telling.mode, contexts=(), actors=(telling.actor,), recipients=(telling.recipient,),
                when=_on(telling.day, "stated"), place=None, status=telling.status,  # type: ignore[arg-type]
                evidence=evidence_of(told, telling, report_id), trigger=Span(telling.start, telling.start + 1),
            )
        )  # fmt: skip
    return Reading(
        report_id=report_id, published=_on(told.day, "metadata"), mentions=tuple(mentions), statements=(said,),
        events=tuple(coded),
    )  # fmt: skip


class Made:
    """What was concluded from the reports so far."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.stories: list[Story] = []
        self.events: list[Event] = []
        self.statements: list[Statement] = []
        self.mentions: Counter[str] = Counter()
        self.actors: dict[str, Actor] = {}

    def tell(self, told: Source, reports: list[str]) -> list[Statement]:
        """Add a story that `reports` carry, the first of them being the original; the statement of each report."""
        said = [statement_of(told, report) for report in reports]
        self.statements += said
        story_id = content_id("story", reports[0])
        members = tuple(
            Member(
                report_id=report, copy_kind="original" if report == reports[0] else "copy",
                derived_from=None if report == reports[0] else reports[0], origin=reports[0],
            )
            for report in reports
        )  # fmt: skip
        self.stories.append(Story(story_id=story_id, title=told.title, members=members, origins=1))
        for telling in told.tellings:
            self.events.append(self._event(told, telling, reports, story_id))
            for actor in (telling.actor, telling.recipient):
                self.actors[actor.actor_id] = actor
                self.mentions[actor.actor_id] += len(reports)
        return said

    def _event(self, told: Source, telling: Telling, reports: list[str], story_id: str) -> Event:
        return Event(
            event_id=content_id("event", telling.event), type=telling.type, mode=telling.mode, contexts=(),
            quad=self._world.quads[telling.type], score=self._world.scores[telling.type],
            status=telling.status,  # type: ignore[arg-type]
            actors=(telling.actor,), recipients=(telling.recipient,), when=_on(telling.day, "stated"), place=None,
            evidence=tuple(evidence_of(told, telling, report) for report in reports), reports=tuple(reports),
            stories=(story_id,), origins=1, asserted_by=(), probability=0.5 + (telling.event % 50) / 100,
        )  # fmt: skip


def families(rng: random.Random, reports: int) -> Iterator[int]:
    """How many reports carry each piece of reporting, so that two in five of all are copies."""
    left = reports
    while left:
        size = 1
        while size < left and rng.random() < _COPIES:
            size += 1
        yield size
        left -= size


def generate(record: Record, reports: int, events: int, seed: int = 1) -> None:
    """Fill an empty record with so many reports and events."""
    rng = random.Random(seed)
    world = World(rng)
    made = Made(world)
    sizes = list(families(rng, reports))
    batch: list[tuple[Document, Report]] = []
    readings: list[Reading] = []
    number = 0
    for position, size in enumerate(sizes):
        first = events * position // len(sizes)
        told = source(world, rng, first, events * (position + 1) // len(sizes) - first)
        carried = [
            report_of(told, number + n, told.outlet if n == 0 else str(world.outlets.pick(rng))) for n in range(size)
        ]
        number += size
        batch += carried
        ids = [report.report_id for _, report in carried]
        readings += [reading_of(told, key, said) for key, said in zip(ids, made.tell(told, ids), strict=True)]
        if len(batch) >= _BATCH or number == reports:
            record.add_reports(batch)
            record.add_readings(readings, "made-up")
            batch, readings = [], []
    record.conclude(
        stories=made.stories, pairs=[], events=made.events, relations=[], statements=made.statements,
        actors={key: (made.actors[key], count, count) for key, count in made.mentions.items()}, state="made-up",
    )  # fmt: skip


def main() -> None:
    """Generate as the command line says, and say what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record")
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=300_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    begun = time.monotonic()
    with open_record(args.record, create=True) as record:
        if record.known():
            sys.exit(f"{args.record} holds reports already: name a new record")
        generate(record, args.reports, args.events, args.seed)
        counts = record.counts()
    print(f"{counts} in {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
