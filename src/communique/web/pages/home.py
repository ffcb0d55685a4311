"""Home: what is in the record, where to begin."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from communique.store import Filter
from communique.web.pages.listing import record_of
from communique.web.query import name_of, sides
from communique.web.rendering import render

router = APIRouter()
_LATEST = 10


@router.get("/")
def home(request: Request) -> Response:
    """What is in the record."""
    record = record_of(request)
    counts = record.counts()
    pairs = [(a, name_of(a), b, name_of(b), count) for a, b, count in record.pairs(14)]
    return render(
        request, "home.html", counts=counts, span=record.span(), pairs=pairs, latest=record.latest(_LATEST),
        refused=list(record.reports(Filter(refused=True, limit=_LATEST))) if counts["refused"] else [],
        stories=list(record.stories(_LATEST)), path=record.place, failed=request.app.state.worker.failed,
    )  # fmt: skip


@router.get("/pair")
def pair_form(a: str = "", b: str = "") -> Response:
    """The form on the home page leads to the pair's own address."""
    if not a.strip() or not b.strip():
        return RedirectResponse("/", status_code=303)
    first, second = sides(a.strip(), b.strip())
    return RedirectResponse(f"/pair/{first}/{second}", status_code=303)
