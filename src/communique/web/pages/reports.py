"""A report with what was found in it, raw against clean; its story; and two reports side by side."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response

from communique import stories
from communique.cleaning.decode import decode
from communique.export.sidebyside import marked
from communique.records import Frozen, Member, Relation, Report, Story
from communique.store import Filter, Record
from communique.web.marking import LAYERS, marks_of, pieces, raw_marks
from communique.web.pages.listing import record_of
from communique.web.query import PAGE, with_query
from communique.web.rendering import render

router = APIRouter()
# Characters of a raw document that a page shows.
_RAW = 400_000


@router.get("/reports")
def reports(
    request: Request,
    outlet: Annotated[str, Query(max_length=200)] = "",
    refused: bool | None = None,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """Reports in order of date."""
    record = record_of(request)
    asked = Filter(outlet=outlet or None, refused=refused, limit=PAGE + 1, offset=(page - 1) * PAGE)
    found = list(record.reports(asked))
    return render(
        request, "reports.html", reports=found[:PAGE], more=len(found) > PAGE, page=page, outlet=outlet,
        refused=refused, counts=record.counts(),
    )  # fmt: skip


@router.get("/report/{report_id}")
def report(
    request: Request, report_id: str, show: Annotated[list[str] | None, Query()] = None, view: str = "clean"
) -> Response:
    """One report with what was found in it."""
    record = record_of(request)
    found = record.report(report_id)
    if found is None:
        raise HTTPException(404, f"the record holds no report {report_id}")
    shown = [layer for layer in LAYERS if layer in (["events"] if show is None else show)]
    events = list(record.events(Filter(report=report_id)))
    statements = list(record.statements(Filter(report=report_id)))
    relations = _relations(record, report_id, {a.country for e in events for a in (*e.actors, *e.recipients)})
    marks = marks_of(found, record.reading(report_id), events, statements, relations, shown)
    raw = decode(record.raw(report_id), "").text[:_RAW] if view == "raw" and not found.refused else ""
    return render(
        request, "report.html", report=found, pieces=pieces(found.text, marks), events=events, statements=statements,
        relations=relations, shown=shown, layers=_switches(report_id, shown, view), family=_family(record, found),
        view=view, raw=pieces(raw, raw_marks(found)) if raw else [],
    )  # fmt: skip


def _switches(report_id: str, shown: list[str], view: str) -> list[tuple[str, bool, str]]:
    """Every layer, whether it is lit, and the address where it is the other way."""
    found = []
    for layer in LAYERS:
        others = [one for one in LAYERS if (one in shown) != (one == layer)]
        address = with_query(f"/report/{report_id}", show=others or ["none"], view="raw" if view == "raw" else "")
        found.append((layer, layer in shown, address))
    return found


def _relations(record: Record, report_id: str, countries: set[str | None]) -> list[Relation]:
    """The standing facts that a report tells of, of those between the countries in it."""
    found: dict[str, Relation] = {}
    for country in sorted(code for code in countries if code):
        for relation in record.relations(Filter(party=country)):
            if any(one.report_id == report_id for one in relation.evidence):
                found[relation.relation_id] = relation
    return list(found.values())


def _family(record: Record, report: Report) -> dict[str, Any]:
    """The rest of its story: what it goes back to, what goes back to it, and other origins."""
    if not report.story_id:
        return {"source": None, "copies": [], "others": []}
    rest = [one for one in record.reports(Filter(story=report.story_id)) if one.report_id != report.report_id]
    copies = [one for one in rest if one.derived_from == report.report_id]
    source = next((one for one in rest if one.report_id == report.derived_from), None)
    others = [one for one in rest if one not in copies and one is not source]
    return {"source": source, "copies": copies, "others": others}


class Branch(Frozen, frozen=True, kw_only=True):
    """A report of a story with those that were derived from it."""

    member: Member
    report: Report | None
    branches: tuple[Branch, ...]


@router.get("/stories")
def all_stories(request: Request, page: Annotated[int, Query(ge=1, le=100_000)] = 1) -> Response:
    """Stories, the largest first."""
    record = record_of(request)
    total = record.counts()["story"]
    return render(
        request, "stories.html", stories=list(record.stories(PAGE, (page - 1) * PAGE)), total=total, page=page,
        pages=max(1, -(-total // PAGE)),
    )  # fmt: skip


@router.get("/story/{story_id}")
def story(request: Request, story_id: str) -> Response:
    """One story with its family of copies."""
    record = record_of(request)
    found = record.fact("story", story_id)
    if found is None:
        raise HTTPException(404, f"the record holds no story {story_id}; it may have grown: search for its words")
    members = {one.report_id: one for one in record.reports(Filter(story=story_id))}
    return render(
        request, "story.html", story=found, tree=_tree(found, members),
        events=list(record.events(Filter(story=story_id)))
    )  # fmt: skip


def _tree(story: Story, reports: dict[str, Report]) -> tuple[Branch, ...]:
    """The reports that go back to no other, each with its copies, and theirs."""
    members = {member.report_id for member in story.members}

    def under(source: str | None, above: frozenset[str]) -> tuple[Branch, ...]:
        return tuple(
            Branch(
                member=member,
                report=reports.get(member.report_id),
                branches=under(member.report_id, above | {member.report_id}),
            )
            for member in story.members
            if member.report_id not in above
            and (member.derived_from == source if source else member.derived_from not in members)
        )

    return under(None, frozenset())


@router.get("/compare/{a}/{b}")
def compare(request: Request, a: str, b: str) -> Response:
    """What one report changed against another."""
    record = record_of(request)
    first, second = record.report(a), record.report(b)
    if first is None or second is None:
        raise HTTPException(404, "one of the two reports is not in the record: go back to the story and choose again")
    found = stories.compare(first, second)
    changes = [(c, *marked(c.a.text if c.a else "", c.b.text if c.b else "")) for c in found.changes]
    return render(request, "compare.html", a=first, b=second, comparison=found, changes=changes)
