"""A small record for tests: three reports, one of them refused, two events, a statement, a relation, a judgement."""

from __future__ import annotations

from communique.merge import conclude
from communique.records import (
    Actor,
    Evidence,
    Judgement,
    Reading,
    Relation,
    Speaker,
    Statement,
)
from communique.store import Record, open_record
from tests.making import document, mention, on, reading, report, state, story

PERU, CHILE = state("PER", "Peru"), state("CHL", "Chile")
TEXT = "Peru protested to Chile over the boats."


def said(report_id: str) -> Statement:
    words = Evidence(report_id=report_id, start=5, end=len(TEXT), text=TEXT[5:])
    return Statement(
        statement_id=f"statement-{report_id}",
        report_id=report_id,
        speaker=Speaker(text="Peru", start=0, end=4, actor=PERU),
        cue="protest",
        cue_span=None,
        quote="indirect",
        content=words,
        when=on("2014-03-02"),
    )


def readings() -> list[Reading]:
    return [
        reading("a", mention("a", "ACCUSE", [PERU], [CHILE], on("2014-03-02"))),
        reading("b", mention("b", "CONSULT", [PERU, CHILE], [], on("2015-06-01"), TEXT[:23])),
    ]


def filled(place: str, *, state: str = "s1") -> Record:
    record = open_record(place, create=True)
    record.add_reports([(document(r), report(r, language="en", outlet="Sample")) for r in ("a", "b")])
    record.add_reports([(document("c"), report("c", refused="empty: no text"))])
    record.add_readings(readings(), "1")
    settle(record, readings(), state)
    return record


def settle(record: Record, read: list[Reading], state: str = "s1") -> None:
    """Write what follows from readings."""
    stories = [story((one.report_id,)) for one in read]
    found = conclude(read, stories)
    actors: dict[str, tuple[Actor, int, int]] = {"PER": (PERU, 2, 2), "CHL": (CHILE, 1, 1)}
    held = Relation(
        relation_id="relation-1", kind="treaty", name="Treaty of Lima", parties=(PERU, CHILE), valid=on("1929-06-03"),
        evidence=(Evidence(report_id="a", start=0, end=len(TEXT), text=TEXT),), reports=("a",), origins=1,
    )  # fmt: skip
    record.conclude(
        stories=stories, pairs=[], events=found.events, relations=[held], statements=[said("a")], actors=actors,
        state=state,
    )  # fmt: skip


def judged(number: int, target: str = "event-1") -> Judgement:
    return Judgement(
        judgement_id=f"judgement-{number}", action="accept", kind="event", target=target, evidence=(), by="tester",
        at=f"2024-01-0{number}T00:00:00+00:00",
    )  # fmt: skip
