"""Corrections outlive a new reading and a newer coder, and undone they leave no trace: fifty random ones say so."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import communique
from communique import pipeline
from communique.export.datasets import write
from communique.merge.likeness import sides
from communique.records import Event, EventMention, Judgement, Reading, Report, content_id
from communique.store import Record

PRESS = [
    path
    for path in sorted((Path(__file__).parent.parent / "examples" / "press").iterdir())
    if path.name.startswith(("chn-prk-2021", "chn-prk-2025", "jpn-kor-2018", "jpn-kor-2019", "ken-som-2016"))
]
MANY, AT_ONCE = 50, 5

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("blank") / "r.communique"
    with communique.open(path, create=True) as record:
        communique.read(PRESS, record)
    return path


@pytest.fixture
def record(blank: Path, tmp_path: Path) -> Iterator[Record]:
    path = tmp_path / "r.communique"
    path.write_bytes(blank.read_bytes())
    with communique.open(path) as opened:
        yield opened


def random_judgement(rng: random.Random, number: int, record: Record) -> Judgement:
    """A judgement of what the record holds now, as a person would make it from a listing."""
    events = list(record.events())
    shared = [event for event in events if len(event.reports) > 1]
    action = rng.choice(["accept", "reject", "edit", "merge", "split", "reject statement", "reject relation"])
    at = f"2026-01-01T00:00:{number:02}"
    if action.endswith(("statement", "relation")):
        kind = action.split()[1]
        facts = list(record.statements()) if kind == "statement" else list(record.relations())
        if facts:
            fact = rng.choice(facts)
            return Judgement(
                judgement_id=content_id("judgement", number), action="reject", kind=kind, by="ana", at=at,
                target=getattr(fact, f"{kind}_id"),
                evidence=(fact.content,) if kind == "statement" else fact.evidence,
            )  # fmt: skip
    event = rng.choice(shared if action == "split" and shared else events)
    other = rng.choice([one for one in events if one.event_id != event.event_id])
    edits = {"edit": {"status": rng.choice(["future", "historical"]), "when": "2020-02-02"}}.get(action, {})
    plain = action if action in ("accept", "reject", "edit", "merge", "split") else "accept"
    return Judgement(
        judgement_id=content_id("judgement", number), action=plain, kind="event", by="ana", at=at,
        target=event.event_id, evidence=event.evidence, event_type=event.type, parties=parties(event),
        other=other.evidence if plain == "merge" else (), other_type=other.type if plain == "merge" else "",
        other_parties=parties(other) if plain == "merge" else (), edits=edits,
    )  # fmt: skip


def parties(event: Event) -> tuple[str, ...]:
    return tuple(sorted(sides(event.actors) | sides(event.recipients)))


def judged(record: Record) -> list[str]:
    """Fifty judgements, a few at a time, each made of what the ones before it left."""
    rng = random.Random(5)
    made: list[str] = []
    for first in range(0, MANY, AT_ONCE):
        some = [random_judgement(rng, number, record) for number in range(first, first + AT_ONCE)]
        record.add_judgements(some)
        pipeline.conclude(record)
        made += [judgement.judgement_id for judgement in some]
    return made


def exported(record: Record, folder: Path) -> dict[str, bytes]:
    write(record, "jsonl", folder, force=True)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def shape(record: Record) -> set[tuple[object, ...]]:
    """What a person sees of each event, without IDs and words that a coder may cut elsewhere."""
    from communique.store import Filter

    return {
        (event.type, event.status, str(event.when.start), event.judged, parties(event), words)
        for event in record.events(Filter(judged="any"))
        for words in [tuple(sorted((evidence.report_id, evidence.start) for evidence in event.evidence))]
    }


def test_fifty_corrections_survive_a_new_reading(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged(record)
    before = exported(record, tmp_path / "before")
    monkeypatch.setattr(pipeline, "CODER", "another")
    result = communique.read(PRESS, record)
    assert result.read == len(PRESS)
    assert exported(record, tmp_path / "after") == before


def test_fifty_corrections_survive_a_newer_coder_that_cuts_clauses_and_names_events_anew(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged(record)
    before = shape(record)
    read = pipeline.read_report

    def newer(report: Report) -> Reading:
        reading = read(report)
        return msgspec.structs.replace(reading, events=tuple(map(renamed, reading.events)))

    monkeypatch.setattr(pipeline, "read_report", newer)
    monkeypatch.setattr(pipeline, "CODER", "newer")
    communique.read(PRESS, record)
    assert shape(record) == before


def renamed(mention: EventMention) -> EventMention:
    """The same mention with the last word of its clause cut, another ID, and a place that gives its event another."""
    words = mention.evidence.text.rpartition(" ")[0] or mention.evidence.text
    cut = msgspec.structs.replace(mention.evidence, text=words, end=mention.evidence.start + len(words))
    return msgspec.structs.replace(mention, mention_id=content_id("newer", mention.mention_id), evidence=cut)


def test_undone_they_leave_the_export_byte_for_byte_as_it_was(record: Record, tmp_path: Path) -> None:
    before = exported(record, tmp_path / "before")
    made = judged(record)
    assert exported(record, tmp_path / "between") != before
    rng = random.Random(6)
    for judgement_id in rng.sample(made, len(made)):
        assert record.undo(judgement_id, "2026-02-01T00:00:00")
    pipeline.conclude(record)
    assert exported(record, tmp_path / "after") == before


def test_corrections_passed_on_make_the_same_record(record: Record, blank: Path, tmp_path: Path) -> None:
    judged(record)
    mine = exported(record, tmp_path / "mine")
    passed_on = [msgspec.json.decode(line, type=Judgement) for line in mine["judgements.jsonl"].splitlines()]
    path = tmp_path / "theirs.communique"
    path.write_bytes(blank.read_bytes())
    with communique.open(path) as theirs:
        assert theirs.add_judgements(passed_on) == MANY
        pipeline.conclude(theirs)
        assert exported(theirs, tmp_path / "theirs") == mine
