from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from communique.records import Report
from communique.stories import StoryIndex, index
from communique.stories.fingerprints import fingerprint, fingerprints
from tests.stories.wire import OTHER, OWN, REWRITTEN, WIRE

Make = Callable[..., Report]


def filled(reports: list[Report]) -> StoryIndex:
    index = StoryIndex()
    for report in reports:
        index.add(report)
    return index


def test_it_leads_to_copies_rewrites_and_reports_of_the_same_event(report: Make) -> None:
    index = filled([report("wire", WIRE), report("own", OWN), report("other", OTHER)])
    assert index.candidates(report("rewritten", REWRITTEN)) == ["own", "wire"]


def test_a_quarter_of_a_text_leads_to_the_whole(report: Make) -> None:
    index = filled([report("wire", WIRE), report("other", OTHER)])
    assert index.candidates(report("cut", "\n".join(WIRE.split("\n")[3:5]))) == ["wire"]


def test_a_report_does_not_lead_to_itself(report: Make) -> None:
    assert filled([report("wire", WIRE)]).candidates(report("wire", WIRE)) == []


def test_the_order_of_arrival_changes_no_candidates(report: Make) -> None:
    reports = [report("wire", WIRE), report("own", OWN), report("other", OTHER), report("rewritten", REWRITTEN)]
    expected = {r.report_id: filled(reports).candidates(r) for r in reports}
    for seed in range(4):
        random.Random(seed).shuffle(reports)
        assert {r.report_id: filled(reports).candidates(r) for r in reports} == expected


def test_it_is_saved_and_loaded_as_plain_rows(report: Make) -> None:
    reports = [report("wire", WIRE), report("own", OWN), report("other", OTHER)]
    rows = [row for mark in fingerprints(reports) for row in StoryIndex.rows(mark)]
    assert all(isinstance(data, bytes) for _, _, data in rows)
    loaded = StoryIndex.load(reversed(rows))
    assert loaded.candidates(report("x", REWRITTEN)) == filled(reports).candidates(report("x", REWRITTEN))
    assert "wire" in loaded
    assert len(loaded) == 3


def test_a_report_counts_once_however_often_it_is_added(report: Make) -> None:
    index = StoryIndex()
    assert index.add(report("wire", WIRE)) is not None
    assert index.add(report("wire", WIRE)) is None
    assert len(index) == 1


def test_refused_reports_are_not_indexed(report: Make) -> None:
    assert StoryIndex().add(report("a", WIRE, refused="no text")) is None


def test_batches_give_the_same_fingerprints_as_one_at_a_time(report: Make) -> None:
    reports = [report(str(n), text) for n, text in enumerate((WIRE, "", OWN, "Two words", OTHER))]
    assert list(fingerprints(reports, batch=2)) == [fingerprint(r) for r in reports]


def test_a_passage_that_stands_everywhere_leads_to_a_few(report: Make) -> None:
    footer = " ".join(WIRE.split("\n")[5:7])
    crowd = [report(f"{n:03}", f"{' '.join(f'word{n}x{m}' for m in range(60))}. {footer}") for n in range(80)]
    found = filled(crowd).candidates(report("x", " ".join(f"new{m}" for m in range(60)) + ". " + footer))
    assert 0 < len(found) < 20
    assert len(list(filled(crowd).pairs())) < 80 * 20


def test_pairs_are_what_candidates_lead_to(report: Make) -> None:
    reports = [report("wire", WIRE), report("own", OWN), report("other", OTHER), report("rewritten", REWRITTEN)]
    index = filled(reports)
    led = {tuple(sorted((r.report_id, other))) for r in reports for other in index.candidates(r)}
    assert {(a, b) for a, b, _ in index.pairs()} == led


def test_pairs_are_the_same_however_few_keys_are_looked_at_at_a_time(
    report: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(4)
    words = [f"word{n}" for n in range(90)]
    made = [report(f"{n:03}", " ".join(chance.choices(words[n % 7 * 10 :], k=60))) for n in range(80)]
    made += [report(f"{n:03}x", f"{one.text} and so on") for n, one in enumerate(made[:30])]
    chance.shuffle(made)
    expected = list(filled(made).pairs())
    assert len(expected) > 100
    for name, value in (("_SLICE", 50), ("_ROUND", 40), ("_HEAP", 9), ("_SHOWN", 7)):
        monkeypatch.setattr(index, name, value)
    assert list(filled(made).pairs()) == expected
