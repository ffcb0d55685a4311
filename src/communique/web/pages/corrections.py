"""A person's correction from the page: recorded at once, taken into the conclusions in the background, undone alike.

Only with `--edit`; a form carries a key that a page of another site can't know.
"""

from __future__ import annotations

import secrets
from typing import Any, get_args
from urllib.parse import parse_qs

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from communique import correcting
from communique.errors import UsageError
from communique.merge.judgements import EDITABLE
from communique.records import Action, Event
from communique.store import Filter, Record

router = APIRouter()
# Characters of a form: a reason is a sentence or two.
_MOST = 20_000
# A small record is concluded within this time, and the reader sees the outcome at once.
_PATIENCE = 4.0


@router.post("/event/{event_id}/judge")
async def judge(request: Request, event_id: str) -> Response:
    """Record a judgement of an event."""
    form = await _form(request)
    action: Any = form.get("action", "")
    if action not in get_args(Action):
        raise UsageError("choose one of accept, reject, edit, split or merge")
    edits = {field: form[field] for field in EDITABLE if form.get(field)} if action == "edit" else {}
    facts = [event_id, form.get("other", "")] if action == "merge" else [event_id]
    record: Record = request.app.state.record
    before = record.fact("event", event_id)
    if before is None:
        raise HTTPException(404, f"the record holds no event {event_id}")
    made = correcting.judge(
        record, action, facts, by=form.get("by") or request.app.state.reader, why=form.get("why", ""), edits=edits
    )
    await _conclude(request)
    if request.headers.get("accept", "").startswith("application/json"):
        return JSONResponse({"judgement_id": made.judgement_id, "action": action})
    return RedirectResponse(f"/event/{_successor(record, before)}#history", status_code=303)


@router.post("/judgement/{judgement_id}/undo")
async def undo(request: Request, judgement_id: str) -> Response:
    """Take a judgement back; it stays in the history."""
    form = await _form(request)
    record: Record = request.app.state.record
    correcting.take_back(record, judgement_id)
    await _conclude(request)
    if request.headers.get("accept", "").startswith("application/json"):
        return JSONResponse({"undone": judgement_id})
    target = form.get("event", "")
    return RedirectResponse(f"/event/{target}#history" if target.isalnum() else "/review", status_code=303)


@router.get("/progress")
def progress(request: Request) -> JSONResponse:
    """Whether corrections are being worked in, and at what stage."""
    worker = request.app.state.worker
    return JSONResponse({"working": worker.working, "stage": worker.stage, "failed": worker.failed})


async def _form(request: Request) -> dict[str, str]:
    if not request.app.state.edit:
        raise HTTPException(403, "this page is read-only: start it with `communique serve --edit` to correct facts")
    body = await request.body()
    if len(body) > _MOST:
        raise HTTPException(413, f"a form of {len(body)} bytes is too long: {_MOST} are read")
    form = {key: values[-1].strip() for key, values in parse_qs(body.decode("utf-8", "replace")).items()}
    if not secrets.compare_digest(form.get("key", "").encode(), request.app.state.form_key.encode()):
        raise HTTPException(403, "this form is from before the page was last started: reload it and try again")
    return form


async def _conclude(request: Request) -> None:
    worker = request.app.state.worker
    worker.ask()
    await run_in_threadpool(worker.wait, _PATIENCE)


def _successor(record: Record, before: Event) -> str:
    """The event that now rests on the same evidence: a merge or a split gives it another ID."""
    if record.fact("event", before.event_id) is not None:
        return before.event_id
    first = before.evidence[0]
    for event in record.events(Filter(report=first.report_id, judged="any")):
        if any((e.report_id, e.start) == (first.report_id, first.start) for e in event.evidence):
            return event.event_id
    return before.event_id
