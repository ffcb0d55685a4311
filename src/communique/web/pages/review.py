"""The review queue: what the coder is least sure of, accepted, rejected or mended by key; how readers agree."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from communique import codebook
from communique.merge.agreement import agreement_between
from communique.web.citing import cite, reports_of
from communique.web.pages.listing import STATUSES, record_of
from communique.web.rendering import render

router = APIRouter()
_QUEUE = 20


@router.get("/review")
def review(request: Request, page: Annotated[int, Query(ge=1, le=100_000)] = 1) -> Response:
    """Events that nobody has judged, the least sure first."""
    record = record_of(request)
    queue = record.least_sure(_QUEUE, (page - 1) * _QUEUE)
    reports = reports_of(record, [event.evidence[0] for event in queue])
    judgements = list(record.judgements())
    return render(
        request, "review.html", queue=[(event, cite(event.evidence[0], reports)) for event in queue], page=page,
        judgements=judgements[::-1][:50], judged=len(judgements), agreement=agreement_between(judgements),
        types=sorted(codebook.load().types), statuses=STATUSES, total=record.counts()["event"], size=_QUEUE,
    )  # fmt: skip
