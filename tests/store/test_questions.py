"""The questions that the page asks of a record."""

from __future__ import annotations

import msgspec
import pytest

from communique.merge import conclude
from communique.store import Filter, Record, open_record
from tests.making import document, mention, on, reading, report, state, story

PERU, CHILE, BOLIVIA = state("PER", "Peru"), state("CHL", "Chile"), state("BOL", "Bolivia")


@pytest.fixture
def record(place: str) -> Record:
    made = open_record(place, create=True)
    owners = {"a": "Xinhua", "b": "Reuters", "c": "Reuters"}
    for key, outlet in owners.items():
        made.add_reports([(document(key), report(key, outlet=outlet))])
    readings = [
        reading("a", mention("a", "ACCUSE", [PERU], [CHILE], on("2014-03-02"), probability=0.9)),
        reading("b", mention("b", "CONSULT", [PERU, CHILE], [], on("2015-06-01"), "They met.", probability=0.6)),
        reading("c", mention("c", "AID", [BOLIVIA], [PERU], on("2016-01-01"), "It helped.", status="negated")),
    ]
    made.add_readings(readings, "1")
    stories = [story((key,)) for key in owners]
    found = conclude(readings, stories)
    made.conclude(stories=stories, pairs=[], events=found.events, relations=[], statements=[], actors={}, state="s")
    return made


def test_pairs_count_what_was_done_not_what_was_denied(record: Record) -> None:
    pairs = record.pair_totals()
    assert [(a, b, number) for a, b, number, _ in pairs] == [("CHL", "PER", 2)]
    assert record.pair_totals(Filter(since=on("2015-01-01").start))[0][2] == 1


def test_outlets_of_a_pair_are_counted_by_event(record: Record) -> None:
    assert record.outlets(Filter(pair=("PER", "CHL"))) == [("Reuters", 1), ("Xinhua", 1)]


def test_events_are_told_apart_by_who_owns_the_medium(record: Record) -> None:
    assert [e.type for e in record.events(Filter(state_media=True))] == ["ACCUSE"]
    assert [e.type for e in record.events(Filter(state_media=False))] == ["CONSULT", "AID"]
    assert record.count_events(Filter(state_media=True, party="CHL")) == 1
    assert record.count_events(Filter(state_media=True, party="BOL")) == 0
    assert record.count_events(Filter(state_media=True, outlet="Reuters")) == 0


def test_what_a_report_says_of_its_owner_goes_before_the_table(place: str) -> None:
    with open_record(place, create=True) as record:
        owned, free = (
            report("a", outlet="Valley Herald", state_media=True),
            report("b", outlet="Xinhua", state_media=False),
        )
        reports = [owned, free]
        record.add_reports([(document(one.report_id), one) for one in reports])
        readings = [
            reading("a", mention("a", "ACCUSE", [PERU], [CHILE], on("2014-03-02"))),
            reading("b", mention("b", "CONSULT", [PERU, CHILE], [], on("2015-06-01"), "They met.")),
        ]
        record.add_readings(readings, "1")
        stories = [story(("a",)), story(("b",))]
        events = conclude(readings, stories).events
        record.conclude(stories=stories, pairs=[], events=events, relations=[], statements=[], actors={}, state="s")
        assert [e.type for e in record.events(Filter(state_media=True))] == ["ACCUSE"]
        assert [e.type for e in record.events(Filter(state_media=False))] == ["CONSULT"]
        assert [one.report_id for one in record.reports(Filter(state_media=True))] == ["a"]


def test_outlets_of_the_whole_record_are_those_of_its_events(record: Record) -> None:
    counted = [("Reuters", 2), ("Xinhua", 1)]
    assert record.outlets() == counted
    assert record.outlets(Filter(since=on("1900-01-01").start)) == counted


def test_what_was_read_last_comes_first(record: Record) -> None:
    assert [r.report_id for r in record.latest(2)] == ["c", "b"]


def test_the_least_sure_event_is_reviewed_first(record: Record) -> None:
    assert [e.type for e in record.least_sure(2)] == ["CONSULT", "ACCUSE"]
    assert [e.type for e in record.least_sure(1, offset=1)] == ["ACCUSE"]


def test_what_a_person_rejected_is_not_counted(place: str) -> None:
    with open_record(place, create=True) as record:
        record.add_reports([(document(key), report(key)) for key in ("a", "b")])
        readings = [
            reading(key, mention(key, "ACCUSE", [PERU], [CHILE], on(f"201{n}-03-02"))) for n, key in enumerate("ab")
        ]
        stories = [story((key,)) for key in "ab"]
        one, other = conclude(readings, stories).events
        events = [one, msgspec.structs.replace(other, judged="rejected")]
        record.conclude(stories=stories, pairs=[], events=events, relations=[], statements=[], actors={}, state="s")
        assert record.count_events(Filter()) == record.count_events(Filter(pair=("PER", "CHL"))) == 1
        assert record.count_events(Filter(judged="any")) == 2
        assert [event.event_id for event in record.events(Filter(pair=("CHL", "PER")))] == [one.event_id]
        assert record.pair_totals()[0][2] == 1


def test_what_is_listed_is_counted_without_its_page(record: Record) -> None:
    page = Filter(limit=1, offset=1)
    assert record.count_events(page) == 3
    assert record.count_reports(page) == 3
    assert record.count_reports(Filter(outlet="reuters")) == 2
    assert (record.count_statements(page), record.count_relations(page), record.count_actors()) == (0, 0, 0)


def test_stories_and_actors_are_cut_into_pages(record: Record) -> None:
    everything = [one.story_id for one in record.stories()]
    assert [one.story_id for one in record.stories(2, 1)] == everything[1:]
    assert list(record.actors(limit=5)) == []
    assert record.actor("PER") is None
