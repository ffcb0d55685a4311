from __future__ import annotations

import random

import msgspec
import pytest

from communique.errors import UsageError
from communique.merge import conclude
from communique.merge.agreement import agreement_between
from communique.merge.judgements import check_edits
from communique.records import Event, EventMention, Judgement, content_id
from tests.making import mention, on, reading, state, story

PERU, CHILE = state("PER", "Peru"), state("CHL", "Chile")
DAY = on("2014-03-02")
MENTIONS = [
    mention("a", "ACCUSE", [PERU], [CHILE], DAY, "Peru accused Chile of moving the border buoys."),
    mention("b", "ACCUSE", [PERU], [CHILE], DAY, "Lima blamed Chile for shifting buoys at the border."),
    mention("c", "CONSULT", [PERU, CHILE], [], DAY, "Peru and Chile met in Arica."),
]
READINGS = [reading(m.report_id, m) for m in MENTIONS]
STORIES = [story(("a",), ("b",)), story(("c",))]


def judged(action: str, event: Event, by: str = "ana", other: Event | None = None, **edits: str) -> Judgement:
    return Judgement(
        judgement_id=content_id("judgement", action, event.event_id, by),
        action=action,  # type: ignore[arg-type]
        kind="event",
        target=event.event_id,
        evidence=event.evidence,
        by=by,
        at="2026-01-01T00:00:00",
        event_type=event.type,
        other_type=other.type if other else "",
        other=other.evidence if other else (),
        edits=edits,
    )


def events(*judgements: Judgement) -> dict[str, Event]:
    return {event.event_id: event for event in conclude(READINGS, STORIES, judgements).events}


def test_a_rejected_event_is_marked_and_an_edited_one_is_changed() -> None:
    accuse, consult = sorted(events().values(), key=lambda event: event.type)
    found = events(judged("reject", accuse), judged("edit", consult, status="future", mode="visit"))
    assert found[accuse.event_id].judged == "rejected"
    edited = found[consult.event_id]
    assert (edited.status, edited.mode, edited.judged) == ("future", "visit", "edited")


def test_a_split_event_becomes_one_a_report_and_a_merged_one_is_one_again() -> None:
    (accuse,) = (event for event in events().values() if event.type == "ACCUSE")
    split = judged("split", accuse)
    parts = [event for event in events(split).values() if event.type == "ACCUSE"]
    assert sorted(event.reports for event in parts) == [("a",), ("b",)]
    again = events(split, judged("merge", parts[0], other=parts[1]))
    assert [event.reports for event in again.values() if event.type == "ACCUSE"] == [("a", "b")]


def test_a_judgement_survives_a_coder_that_cuts_the_clause_elsewhere() -> None:
    (accuse,) = (event for event in events().values() if event.type == "ACCUSE")
    rejection = judged("reject", accuse)

    def cut(m: EventMention) -> EventMention:
        words = msgspec.structs.replace(m.evidence, end=m.evidence.end - 9, text=m.evidence.text[:-9])
        return msgspec.structs.replace(m, evidence=words)

    shorter = [cut(m) for m in MENTIONS]
    found = conclude([reading(m.report_id, m) for m in shorter], STORIES, [rejection]).events
    assert {event.type: event.judged for event in found} == {"ACCUSE": "rejected", "CONSULT": ""}


def test_without_its_judgements_a_record_is_as_it_was() -> None:
    before = conclude(READINGS, STORIES)
    rng = random.Random(3)
    some = [judged(rng.choice(["accept", "reject"]), event) for event in before.events]
    assert conclude(READINGS, STORIES, some) != before
    assert conclude(READINGS, STORIES, []) == before


@pytest.mark.parametrize("edits", [{"colour": "red"}, {"type": "HUG"}, {"when": "soon"}, {"actors": "Nobody Atall"}])
def test_an_edit_that_can_t_be_is_refused(edits: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        check_edits(edits)


def test_kappa_is_one_for_full_agreement_and_nought_for_chance() -> None:
    known = list(events().values())
    both = [judged("accept", known[0], by) for by in ("ana", "bo")] + [
        judged("reject", known[1], by) for by in ("ana", "bo")
    ]
    assert agreement_between(both)[0]["kappa"] == 1
    split = [
        judged("accept", known[0], "ana"), judged("reject", known[1], "ana"),
        judged("accept", known[0], "bo"), judged("accept", known[1], "bo"),
    ]  # fmt: skip
    assert agreement_between(split)[0] == {"readers": "ana, bo", "facts": 2, "agreed": 0.5, "kappa": 0.0}
