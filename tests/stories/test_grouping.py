from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Callable

from communique.records import Member, Repair, Report, Story, When
from communique.stories import Grouping, group
from tests.stories.wire import OTHER, OWN, REWRITTEN, WIRE

Make = Callable[..., Report]


def story_of(found: Grouping, report_id: str) -> Story:
    return next(story for story in found.stories if any(m.report_id == report_id for m in story.members))


def member(found: Grouping, report_id: str) -> Member:
    return next(m for story in found.stories for m in story.members if m.report_id == report_id)


def test_a_copied_wire_story_counts_once(report: Make) -> None:
    found = group([report("wire", WIRE), report("copy", WIRE), report("rewritten", REWRITTEN)])
    (story,) = found.stories
    assert story.origins == 1
    assert len({m.origin for m in story.members}) == 1
    assert member(found, "rewritten").copy_kind == "rewritten"


def test_own_reporting_of_the_same_event_is_a_second_origin_of_one_story(report: Make) -> None:
    found = group([report("wire", WIRE), report("own", OWN), report("other", OTHER)])
    assert story_of(found, "wire") == story_of(found, "own")
    assert story_of(found, "wire").origins == 2
    assert member(found, "own").copy_kind == "independent"
    assert story_of(found, "other").origins == 1
    assert member(found, "other").copy_kind == "original"


def test_what_is_told_again_after_years_is_another_story_and_a_copy_is_not(report: Make) -> None:
    def when(year: int) -> When:
        day = dt.date(year, 3, 2)
        return When(start=day, end=day, precision="day", basis="stated")

    found = group([report("wire", WIRE, published=when(2014)), report("own", OWN, published=when(2019))])
    assert story_of(found, "wire") != story_of(found, "own")
    found = group([report("wire", WIRE, published=when(2014)), report("again", WIRE, published=when(2019))])
    assert story_of(found, "wire") == story_of(found, "again")


def test_two_papers_that_credit_one_agency_are_one_origin(report: Make) -> None:
    found = group([report("wire", WIRE, agency="Northern Press"), report("own", OWN, agency="Northern Press")])
    (story,) = found.stories
    assert story.origins == 1


def test_a_partial_copy_has_an_origin_of_its_own(report: Make) -> None:
    passage = "\n".join(WIRE.split("\n")[5:7])
    found = group([report("wire", WIRE, outlet="Northern Post"), report("own", f"{OWN}\n{passage}")])
    assert story_of(found, "wire").origins == 2


def test_the_order_of_arrival_changes_nothing(report: Make) -> None:
    reports = [report("wire", WIRE), report("copy", WIRE[:600]), report("own", OWN), report("other", OTHER)]
    expected = group(reports)
    for seed in range(4):
        random.Random(seed).shuffle(reports)
        assert group(reports) == expected


def test_a_report_that_arrives_later_joins_and_moves_no_other(report: Make) -> None:
    before = group([report("a wire", WIRE), report("other", OTHER)])
    after = group([report("a wire", WIRE), report("other", OTHER), report("own", OWN), report("copy", WIRE)])
    for report_id in ("a wire", "other"):
        assert story_of(after, report_id).story_id == story_of(before, report_id).story_id


def test_refused_reports_are_in_no_story(report: Make) -> None:
    found = group([report("wire", WIRE), report("bad", WIRE, refused="no text")])
    assert [m.report_id for story in found.stories for m in story.members] == ["wire"]


def test_a_text_with_look_alike_letters_is_a_copy_of_a_text_that_is_not_here(report: Make) -> None:
    repairs = tuple(Repair(start=n, end=n + 1, was="о", now="o", kind="look-alike") for n in range(100))
    found = group([report("swapped", WIRE, repairs=repairs)])
    assert member(found, "swapped").copy_kind == "copy"
    assert member(found, "swapped").derived_from is None


def test_pairs_carry_their_reasons_and_no_changes(report: Make) -> None:
    found = group([report("wire", WIRE), report("copy", WIRE), report("other", OTHER)])
    (pair,) = found.pairs
    assert pair.kind == "copy"
    assert pair.reasons
    assert pair.changes == ()


def test_no_reports_make_no_stories() -> None:
    assert group([]) == Grouping(stories=(), pairs=())


def test_empty_texts_stay_alone(report: Make) -> None:
    assert len(group([report("a", ""), report("b", ""), report("c", "…")]).stories) == 3


def test_a_wire_story_printed_everywhere_is_one_story_with_one_origin(report: Make) -> None:
    lines = WIRE.split("\n")
    prints = [report(f"{n:03}", "\n".join(lines[: 5 + n % 4]) + f"\nPrinted by paper number {n}.") for n in range(72)]
    (story,) = group(prints).stories
    assert story.origins == 1
    assert len(story.members) == 72


def test_a_chain_of_reports_that_share_a_passage_each_with_the_next_is_not_one_story(report: Make) -> None:
    chance = random.Random(3)
    passages = [
        " ".join("".join(chance.choice("abdegiklmnorstu") for _ in range(8)) for _ in range(40)) for _ in range(12)
    ]
    chain = [report(f"{n:03}", f"{a}.\n{b}.") for n, (a, b) in enumerate(itertools.pairwise(passages))]
    assert max(len(story.members) for story in group(chain).stories) <= 4
