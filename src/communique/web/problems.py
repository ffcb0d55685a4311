"""What went wrong, told alike everywhere: what, where, and what to do; as a page, or as JSON for a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from communique.errors import CommuniqueError, TooSlow, UsageError
from communique.records import Frozen
from communique.web.rendering import render

_LOST = {
    "api": "see /api/v1/openapi.json for the addresses that there are",
    "page": "An address begins with /pair, /event, /report or /story. Look for a pair of countries on the home page, "
    "or search for words of the report.",
}


class Problem(Frozen, frozen=True, kw_only=True):
    """What was wrong, with what part of the request, and what to do."""

    what: str
    where: str
    what_to_do: str

    def __str__(self) -> str:
        return f"{self.what}: {self.what_to_do}" if self.what_to_do else self.what


def for_script(request: Request) -> bool:
    """Whether a program asks, which reads JSON, and not a person."""
    return request.url.path.startswith("/api/") or request.headers.get("accept", "").startswith("application/json")


def answer(request: Request, status: int, problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """The problem as whoever asks can read it."""
    if for_script(request):
        return JSONResponse({"error": msgspec.to_builtins(problem)}, status_code=status, headers=headers)
    page = render(
        request, "problem.html", status_code=status, status=status, what=_sentence(problem.what),
        what_to_do=_sentence(problem.what_to_do),
    )  # fmt: skip
    page.headers.update(headers or {})
    return page


def _sentence(text: str) -> str:
    """A clause with a capital, unless it begins with a name, and a full stop."""
    first = text.partition(" ")[0]
    begun = text[0].upper() + text[1:] if first.isalpha() else text
    return f"{begun.rstrip('.')}." if begun else ""


def explained(request: Request, message: str) -> Problem:
    """The problem of a message in which a colon parts what was wrong from what to do."""
    what, _, remedy = message.rpartition(": ")
    return Problem(what=what or remedy, where=request.url.path, what_to_do=remedy if what else "")


async def missing(request: Request, error: Exception) -> Response:
    """What the router or a page refuses."""
    assert isinstance(error, HTTPException)
    if error.detail == "Not Found":
        remedy = _LOST["api" if for_script(request) else "page"]
        problem = Problem(what=f"there is nothing at {request.url.path}", where=request.url.path, what_to_do=remedy)
    elif error.status_code == 405:
        allowed = (error.headers or {}).get("Allow", "GET")
        problem = Problem(
            what=f"{request.method} is not answered here", where=request.url.path, what_to_do=f"use {allowed}"
        )
    else:
        problem = explained(request, str(error.detail))
    return answer(request, error.status_code, problem, error.headers)


async def invalid(request: Request, error: Exception) -> Response:
    """A parameter that can't be what it is."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    kind, *names = first["loc"]
    name = next((str(one) for one in names if isinstance(one, str)), "")
    problem = Problem(
        what=f"{name} is not accepted: {_said(first)}", where=f"{kind} parameter {name}",
        what_to_do=_remedy(first) + (" (see /api/v1/openapi.json)" if for_script(request) else ""),
    )  # fmt: skip
    return answer(request, 422, problem)


def _said(error: Mapping[str, Any]) -> str:
    """What the validator says, in one line, without its first capital."""
    message = " ".join(str(error["msg"]).removeprefix("Value error, ").split())
    return message[:1].lower() + message[1:]


def _remedy(error: Mapping[str, Any]) -> str:
    if error["type"] == "missing":
        return "add it"
    limits: Mapping[str, Any] = error.get("ctx") or {}
    known: Sequence[tuple[str, str]] = (
        ("le", "give {} or less"), ("ge", "give {} or more"), ("max_length", "give {} letters or fewer"),
        ("min_length", "give {} letter or more, or leave it out"), ("expected", "give one of {}"),
    )  # fmt: skip
    for key, words in known:
        if key in limits:
            return words.format(limits[key])
    if "pattern" in limits:
        return "write it as it is described"
    return "correct it, or leave it out"


async def known(request: Request, error: Exception) -> Response:
    """An error that a user can mend."""
    assert isinstance(error, CommuniqueError)
    if isinstance(error, UsageError):
        status = 422 if for_script(request) else 400
    else:
        status = 504 if isinstance(error, TooSlow) else 503
    return answer(request, status, explained(request, str(error)))


def unknown(request: Request, error: Exception) -> Response:
    """A fault of the program."""
    problem = Problem(
        what=f"the program failed here ({type(error).__name__}); the record is unharmed", where=request.url.path,
        what_to_do="try it again; if it fails again, report it with what `communique serve` printed",
    )  # fmt: skip
    return answer(request, 500, problem)
