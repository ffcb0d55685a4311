"""Numbers of dead and injured that a later sentence gives for an attack."""

from __future__ import annotations

import datetime as dt

import pytest

from communique import pipeline
from communique.merge import conclude
from communique.records import EventMention, Reading, Report, When
from tests.making import story

DAY = dt.date(2016, 10, 13)
RAID = "Turkish jets struck villages in northern Iraq on Wednesday."


def read(text: str, report_id: str = "r") -> Reading:
    published = When(start=DAY, end=DAY, precision="day", basis="metadata")
    return pipeline.read_report(
        Report(report_id=report_id, source=report_id, content_hash="h", language="en", text=text, published=published)
    )


def counted(text: str) -> list[tuple[str, float, str]]:
    """What is counted, how many, and the words of the number, of the first attack in a text."""
    attack = next(event for event in read(text).events if event.type == "ASSAULT")
    return [(q.of, q.value, text[q.span.start : q.span.end]) for q in attack.quantities]


@pytest.mark.parametrize(
    ("later", "told"),
    [
        (
            "Twelve people were killed and 20 wounded, officials said.",
            [("killed", 12, "Twelve"), ("injured", 20, "20")],
        ),
        ("A local doctor put the death toll at 14.", [("killed", 14, "14")]),
        ("At least nine people died, the governor said.", [("killed", 9, "nine")]),
        ("The strikes left 31 people dead.", [("killed", 31, "31")]),
    ],
)
def test_a_toll_of_a_later_sentence_is_the_attack_s(later: str, told: list[tuple[str, float, str]]) -> None:
    assert counted(f"{RAID} {later}") == told


@pytest.mark.parametrize(
    "later",
    [
        "On Sunday 12 people were killed.",
        "In a separate incident, 12 people were killed.",
        "Twelve people were killed in a road accident near the border.",
        "More than 10,000 people have been killed since 2014.",
        "Twelve people were killed in Aleppo in Syria.",
        "Nobody knows whether 12 people were killed.",
    ],
)
def test_another_matter_s_toll_is_not(later: str) -> None:
    assert counted(f"{RAID} {later}") == []


def test_tolls_of_two_origins_that_differ_are_shown_with_their_own_words() -> None:
    texts = {
        "a": f"{RAID} Fourteen people were killed, a doctor said.",
        "b": "On Wednesday Turkish aircraft struck villages in the north of Iraq. The death toll rose to 31.",
    }
    found = conclude([read(text, key) for key, text in texts.items()], [story(("a",), ("b",))]).events
    event = next(event for event in found if event.type == "ASSAULT")
    assert event.origins == 2
    assert [(one.about, one.a_value, one.b_value) for one in event.contradictions] == [("killed", "14", "31")]
    assert {one.text for c in event.contradictions for one in (c.a, c.b)} == {"Fourteen", "31"}


def test_no_evidence_of_a_toll_is_outside_its_sentence() -> None:
    text = f"{RAID} Twelve people were killed, officials said."
    attack: EventMention = next(event for event in read(text).events if event.type == "ASSAULT")
    [toll] = attack.quantities
    assert toll.evidence is not None
    assert text[toll.evidence.start : toll.evidence.end] == toll.evidence.text
    assert toll.evidence.start <= toll.span.start < toll.evidence.end
