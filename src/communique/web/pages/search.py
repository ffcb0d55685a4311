"""Search: the sentences that hold the words, narrowed by facets; and the short way to an actor, a pair or a fact."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from communique.asked import party
from communique.errors import UsageError
from communique.store import Filter, Record
from communique.store.lookup import Traits
from communique.store.search import snippets, terms
from communique.web.marking import lit_terms
from communique.web.pages.listing import record_of
from communique.web.query import name_of, with_query
from communique.web.rendering import render

router = APIRouter()
# Reports among which facets are counted, and those that a page shows.
_FOUND = 400
_SHOWN = 20
_ID = re.compile(r"[0-9a-f]{6,16}$")
_FACETS: dict[str, Callable[[Traits], str]] = {
    "outlet": lambda report: report.outlet or "unknown",
    "year": lambda report: report.year or "undated",
    "language": lambda report: report.language or "unknown",
    "kind": lambda report: report.kind,
}
Facet = Annotated[str, Query(max_length=200)]


@router.get("/search")
def search(
    request: Request,
    q: Facet = "",
    outlet: Facet = "",
    year: Facet = "",
    language: Facet = "",
    kind: Facet = "",
    page: Annotated[int, Query(ge=1, le=100)] = 1,
) -> Response:
    """Full text, with the sentences that were found."""
    record, q = record_of(request), q.strip()
    if _ID.match(q):
        facts = record.find(q)
        if len(facts) == 1 and facts[0][0] in ("event", "report", "story", "actor"):
            return RedirectResponse(f"/{facts[0][0]}/{facts[0][1]}", status_code=303)
    chosen = {"outlet": outlet, "year": year, "language": language, "kind": kind}
    ids = [report_id for report_id, _ in record.search(q, limit=_FOUND)] if q else []
    traits = record.traits(ids) if ids else {}
    hits = [(key, traits[key]) for key in ids if key in traits]
    kept = [key for key, one in hits if all(_FACETS[name](one) == value for name, value in chosen.items() if value)]
    shown = tuple(kept[(page - 1) * _SHOWN : page * _SHOWN])
    by_id = {report.report_id: report for report in record.reports(Filter(reports=shown))} if shown else {}
    words = terms(q)
    reports = [by_id[key] for key in shown if key in by_id]
    found = [(one, [(s, lit_terms(s.text, words)) for s in snippets(one, q)]) for one in reports]
    return render(
        request, "search.html", q=q, found=found, hits=len(hits), kept=len(kept), chosen=chosen, most=_FOUND,
        facets=_counted([one for _, one in hits], chosen, q), shortcuts=_shortcuts(record, q),
        total=record.counts()["report"], page=page, pages=max(1, -(-len(kept) // _SHOWN)),
    )  # fmt: skip


def _counted(
    hits: Sequence[Traits], chosen: dict[str, str], q: str
) -> list[tuple[str, list[tuple[str, int, bool, str]]]]:
    """Each facet with its values: how many hits, whether it is chosen, and the address of the other way."""
    found = []
    for name, value_of in _FACETS.items():
        others = {key: value for key, value in chosen.items() if key != name}
        among = [one for one in hits if all(_FACETS[key](one) == value for key, value in others.items() if value)]
        values = []
        for value, number in Counter(map(value_of, among)).most_common(12):
            active = chosen[name] == value
            values.append(
                (value, number, active, with_query("/search", q=q, **others | {name: "" if active else value}))
            )
        if len(values) > 1 or chosen[name]:
            found.append((name, values))
    return found


def _shortcuts(record: Record, q: str) -> list[tuple[str, str]]:
    """What the query may name besides words of a report: a pair of parties, or one actor."""
    words = re.split(r"\s*[–,&]\s*|\s+(?:and|vs)\s+", q)
    if len(words) == 2:
        splits = [(words[0], words[1])]
    else:
        parts = q.split()[:6]
        splits = [(" ".join(parts[:n]), " ".join(parts[n:])) for n in range(1, len(parts))]
    for first, second in splits:
        a, b = _party(first), _party(second)
        if a and b and a != b:
            return [(f"The record of {name_of(a)} and {name_of(b)}", f"/pair/{a}/{b}")]
    one = _party(q)
    if one and record.fact("actor", one) is not None:
        return [(f"All on {name_of(one)}", f"/actor/{one}")]
    return []


def _party(text: str) -> str | None:
    try:
        return party(text.strip() or None)
    except UsageError:
        return None
