"""A small record for the page, and a client that asks as a browser on this machine does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from fastapi.testclient import TestClient

from communique.merge import conclude
from communique.records import (
    Actor,
    Evidence,
    Furniture,
    Link,
    Place,
    Reading,
    Relation,
    Repair,
    Report,
    Span,
    Speaker,
    Statement,
    Story,
)
from communique.store import open_record
from communique.web import create_app
from tests.making import document, mention, on, reading, report, state, story

PERU, CHILE = state("PER", "Peru"), state("CHL", "Chile")


def client_of(path: Path, **more: Any) -> TestClient:
    # However slow the machine is that runs the tests, only those of slow answers have slow answers.
    return TestClient(create_app(path, **{"seconds": 600, **more}), base_url="http://127.0.0.1")


def said(report_id: str, text: str, speaker: Actor, **more: Any) -> Statement:
    content = Evidence(report_id=report_id, start=0, end=len(text), text=text)
    return Statement(
        statement_id=f"said-{report_id}", report_id=report_id,
        speaker=Speaker(text=speaker.name, start=0, end=1, actor=speaker), cue=more.pop("cue", "say"), cue_span=None,
        quote="direct", content=content, when=on("2014-03-02"), **more,
    )  # fmt: skip


def treaty(report_id: str, text: str, name: str = "Treaty of Lima") -> Relation:
    evidence = Evidence(report_id=report_id, start=0, end=len(text), text=text)
    return Relation(
        relation_id=f"rel-{report_id}", kind="treaty", name=name, parties=(PERU, CHILE), valid=on("1929-06-03"),
        evidence=(evidence,), reports=(report_id,), origins=1,
    )  # fmt: skip


def two_reports(path: Path) -> Path:
    """Two reports of two events, a statement, a treaty, and a document that was refused."""
    texts = {"a": "Peru protested to Chile over the boats.", "b": "Peru met Chile in Arica to talk of boats."}
    held = [
        report("a", texts["a"], language="en", title="Boats", outlet="Sample", url="https://a.example/1"),
        report("b", texts["b"], language="en", title="Talks", outlet="Other"),
        report("c", refused="empty"),
    ]
    readings = [
        reading("a", mention("a", "ACCUSE", [PERU], [CHILE], on("2014-03-02"), texts["a"])),
        reading("b", mention("b", "CONSULT", [PERU, CHILE], [], on("2015-06-01"), texts["b"])),
    ]
    stories = [story(("a",)), story(("b",))]
    statements, relations = [said("a", texts["a"], PERU)], [treaty("b", texts["b"])]
    _fill(path, held, readings, stories, statements, relations, {"PER": PERU, "CHL": CHILE})
    return path


def hostile(path: Path, texts: Sequence[str]) -> Path:
    """A story, an event, a statement, a treaty and an actor for each text, which stands in every field of them."""
    held, readings, stories, statements, relations = [], [], [], [], []
    actors = {"PER": PERU, "CHL": CHILE}
    for n, text in enumerate(texts):
        body = f"{text} Peru protested to Chile over the boats. {text}"
        person = Actor(actor_id=f"person:x{n}", name=text, kind="person", country="PER", office=text)
        held += [
            report(
                f"a{n}", body, title=text, outlet=text, byline=text, agency=text, url=text, language=text, section=text,
                dateline_place=text, repairs=(Repair(start=0, end=1, was=text, now=text, kind="look-alike"),),
                furniture=(Furniture(start=0, end=1, kind="advert", text=text),),
            ),
            report(f"b{n}", body, title=text, outlet=text, url=text),
            report(f"c{n}", refused=text),
        ]  # fmt: skip
        place = Place(name=text, country="PER", lat=-12.0, lon=-77.0, span=Span(0, 1))
        day = on(f"{1900 + n}-03-02")
        told = mention(f"a{n}", "ACCUSE", [person, PERU], [CHILE], day, body, place=place, mode="disapprove")
        readings.append(reading(f"a{n}", told))
        stories.append(msgspec.structs.replace(story((f"a{n}", f"b{n}")), title=text))
        link = Link(name=text, role="outlet")
        statements.append(said(f"a{n}", body, person, cue=text, addressee=person, occasion=text, chain=(link,)))
        relations.append(treaty(f"a{n}", body, text))
        actors[person.actor_id] = person
    _fill(path, held, readings, stories, statements, relations, actors)
    return path


def _fill(
    path: Path,
    held: Sequence[Report],
    readings: Sequence[Reading],
    stories: Sequence[Story],
    statements: Sequence[Statement],
    relations: Sequence[Relation],
    actors: Mapping[str, Actor],
) -> None:
    with open_record(path, create=True) as record:
        record.add_reports([(document(one.report_id, one.text), one) for one in held])
        record.add_readings(readings, "1")
        said_in = {one.report_id: one.statement_id for one in statements}
        events = [
            msgspec.structs.replace(one, asserted_by=tuple(said_in[key] for key in one.reports if key in said_in))
            for one in conclude(readings, stories).events
        ]
        counted = {key: (one, 2, 2) for key, one in actors.items()}
        record.conclude(
            stories=stories, pairs=[], events=events, relations=relations, statements=statements, actors=counted,
            state="s",
        )  # fmt: skip
