"""Standing facts as intervals with evidence; what a table says stays the table's, a report that differs is shown."""

from __future__ import annotations

import datetime as dt
from typing import Any

from communique.merge.relations import merge_relations
from communique.records import Actor, Evidence, Relation, RelationMention, When
from tests.making import state, story

CHINA, KOREA = state("CHN", "China"), state("PRK", "North Korea")
CUBA, STATES = state("CUB", "Cuba"), state("USA", "United States")
TREATY = "Sino-North Korean Treaty of Friendship, Co-operation and Mutual Assistance"


def year(start: int | None, end: int | None = None) -> When:
    return When(
        start=dt.date(start, 1, 1) if start else None,
        end=dt.date(end, 12, 31) if end else None,
        precision="year" if (start or end) and not (start and end) else "interval" if start else "unknown",
        basis="stated",
    )


def told(
    report: str, kind: Any, valid: When, name: str = "", parties: Any = (CUBA, STATES), **more: Any
) -> RelationMention:
    words = f"{report} tells of {kind}."
    evidence = Evidence(report_id=report, start=0, end=len(words), text=words)
    return RelationMention(kind=kind, name=name or kind, parties=parties, valid=valid, evidence=evidence, **more)


def years(relations: list[Relation]) -> list[tuple[int | None, int | None]]:
    return [
        (r.valid.start.year if r.valid.start else None, r.valid.end.year if r.valid.end else None) for r in relations
    ]


def test_ties_that_were_broken_and_restored_are_two_intervals() -> None:
    mentions = [
        told("a", "diplomatic-relations", year(2015)),
        told("b", "diplomatic-relations", year(None, 1961)),
        told("c", "diplomatic-relations", year(1902)),
        told("d", "diplomatic-relations", When()),
    ]
    found = merge_relations(mentions, {})
    assert years(found) == [(1902, 1961), (2015, None)]
    assert [relation.reports for relation in found] == [("b", "c"), ("a", "d")]


def test_an_end_before_any_beginning_stands_by_itself() -> None:
    mentions = [told("a", "diplomatic-relations", year(2015)), told("b", "diplomatic-relations", year(None, 1961))]
    assert years(merge_relations(mentions, {})) == [(None, 1961), (2015, None)]


def test_a_denied_deployment_is_no_deployment_and_stands_beside_one_that_is_told() -> None:
    denied = told("a", "deployment", When(), status="negated")
    assert merge_relations([denied], {}) == []
    [relation] = merge_relations([denied, told("b", "deployment", When())], {})
    assert [evidence.report_id for evidence in relation.denials] == ["a"]
    assert relation.reports == ("b",)


def test_a_leader_who_signs_is_no_party_beside_the_state() -> None:
    leader = Actor(actor_id="person:x", name="X", kind="person", country="CUB", sector="GOV")
    mentions = [told("a", "treaty", year(1990), parties=(leader, STATES)), told("b", "treaty", year(1990))]
    [relation] = merge_relations(mentions, {})
    assert [actor.actor_id for actor in relation.parties] == ["CUB", "USA"]


def test_what_only_the_table_says_is_marked_as_the_table_s() -> None:
    table = When(start=dt.date(1961, 7, 11), precision="day", basis="inferred")
    mention = told("a", "treaty", table, TREATY, (CHINA, KOREA), from_table=("dates",))
    [relation] = merge_relations([mention], {})
    assert relation.from_table == ("dates",)
    assert relation.valid.start == dt.date(1961, 7, 11)
    assert relation.known.startswith("sino-north-korean-treaty")
    assert {evidence.report_id for evidence in relation.evidence} == {"a"}
    assert relation.disputes == ()


def test_a_report_that_contradicts_the_table_is_shown_and_its_own_date_kept() -> None:
    [relation] = merge_relations([told("a", "treaty", year(1951), TREATY, (CHINA, KOREA))], {})
    assert relation.valid.start == dt.date(1951, 1, 1)
    [dispute] = relation.disputes
    assert "report a says that it began 1951" in dispute
    assert "1961-07-11" in dispute
    agreed = merge_relations([told("a", "treaty", year(1961), TREATY, (CHINA, KOREA))], {})
    assert agreed[0].disputes == ()


def test_a_copy_s_corrupted_year_is_no_dispute() -> None:
    members = {m.report_id: ("s", m) for m in story(("a", "b")).members}
    mentions = [told(r, "treaty", year(y), TREATY, (CHINA, KOREA)) for r, y in (("a", 1961), ("b", 1951))]
    assert [relation.disputes for relation in merge_relations(mentions, members)] == [(), ()]


def test_an_anniversary_gives_the_year_that_a_report_names_its_day() -> None:
    table = When(start=dt.date(1961, 7, 11), precision="day", basis="anniversary")
    named = told("a", "treaty", year(1961), TREATY, (CHINA, KOREA))
    [relation] = merge_relations([named, told("b", "treaty", table, TREATY, (CHINA, KOREA), from_table=("dates",))], {})
    assert (relation.valid.start, relation.valid.basis) == (dt.date(1961, 7, 11), "anniversary")
    [alone] = merge_relations([named], {})
    assert (alone.valid.precision, alone.valid.basis) == ("year", "stated")
