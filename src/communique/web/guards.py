"""Who may ask, what, and for how long: every request passes here first, and every answer leaves with its policy."""

from __future__ import annotations

import math
import re
import secrets
import traceback
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from fastapi import Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from communique.records import Frozen
from communique.store import deadlines
from communique.web import problems
from communique.web.limits import EXPORT_SECONDS, Exports
from communique.web.problems import Problem

COOKIE = "communique"
# What a page may load: itself only. Scripts by nonce, styles from our sheet; Vega needs no eval with its interpreter,
# and sets the styles of its marks one by one, which no policy forbids.
_POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not `no-referrer`: browsers would then send our own forms with no origin either.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?")
# No name, address or word of a query holds these; databases differ in what they make of NUL.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LONGEST_QUERY = 8_000
_LARGEST_FORM = 20_000


class Refusal(Frozen, frozen=True, kw_only=True):
    """Why a request is not answered, with the status that says so."""

    status: int
    what: str
    what_to_do: str
    retry: int = 0

    @property
    def headers(self) -> dict[str, str]:
        """When to ask again, where that would help."""
        return {"Retry-After": str(self.retry)} if self.retry else {}


class Guard:
    """The ASGI layer around the application.

    `hosts` are the names that the Host header may have (`None`: any, which only a token makes safe). `seconds` is how
    long an answer may take.
    """

    def __init__(
        self, app: ASGIApp, *, hosts: frozenset[str] | None, token: str, edit: bool, seconds: float, exports: Exports
    ) -> None:
        self._app = app
        self._hosts, self._token, self._edit, self._seconds, self._exports = hosts, token, edit, seconds, exports

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        request.state.nonce = secrets.token_urlsafe(16)
        sender = _Sender(send, request.state.nonce)
        refusal = self._refused(request)
        if refusal is not None:
            await _refuse(request, refusal)(scope, receive, sender)
        elif self._token and "token" in request.query_params and not problems.for_script(request):
            # Out of the address at once, so that no bookmark, history or copied link holds it.
            await _keep(request, self._token)(scope, receive, sender)
        elif request.url.path.endswith((".csv", ".jsonl")):
            await self._export(request, scope, receive, sender)
        else:
            await self._answer(request, self._seconds, scope, receive, sender)

    async def _export(self, request: Request, scope: Scope, receive: Receive, sender: _Sender) -> None:
        wait = self._exports.begin()
        if wait:
            seconds = math.ceil(wait)
            refusal = Refusal(
                status=429, what="too many files are asked for at once", what_to_do=f"ask again in {seconds} s",
                retry=seconds,
            )  # fmt: skip
            await _refuse(request, refusal)(scope, receive, sender)
            return
        try:
            await self._answer(request, EXPORT_SECONDS, scope, receive, sender)
        finally:
            self._exports.end()

    async def _answer(self, request: Request, seconds: float, scope: Scope, receive: Receive, sender: _Sender) -> None:
        try:
            with deadlines.limited(seconds):
                await self._app(scope, receive, sender)
        except Exception as error:
            # A file that has begun can only be broken off, which its reader notices.
            if sender.begun:
                raise
            traceback.print_exception(error)
            await problems.unknown(request, error)(scope, receive, sender)

    def _refused(self, request: Request) -> Refusal | None:
        if not _is_ours(request.headers, self._hosts):
            what, remedy = "this page answers only to its own address", "open the one that `communique serve` printed"
            return Refusal(status=403, what=what, what_to_do=remedy)
        if not _is_asked_by_itself(request):
            what, remedy = "this page answers only to itself, not to other sites", "open it in a tab of its own"
            return Refusal(status=403, what=what, what_to_do=remedy)
        if self._token and not secrets.compare_digest(_given(request).encode(), self._token.encode()):
            remedy = "open the address that `communique serve` printed, or send it as `Authorization: Bearer …`"
            return Refusal(status=403, what="this page needs its token", what_to_do=remedy)
        return _malformed(request) or self._written(request)

    def _written(self, request: Request) -> Refusal | None:
        if request.method in ("GET", "HEAD", "OPTIONS") or request.url.path.startswith("/api/"):
            return None
        if not self._edit:
            remedy = "start it with `communique serve --edit` to correct facts"
            return Refusal(status=403, what="this page is read-only", what_to_do=remedy)
        length = request.headers.get("content-length", "")
        if not length.isascii() or not length.isdigit():
            return Refusal(status=411, what="a form without a length", what_to_do="send its Content-Length")
        if int(length) > _LARGEST_FORM:
            what = f"a form of {int(length)} bytes is too long"
            return Refusal(status=413, what=what, what_to_do=f"send {_LARGEST_FORM} bytes or fewer")
        return None


class _Sender:
    """Sends an answer on with the headers that all answers have, and notes that it has begun."""

    def __init__(self, send: Send, nonce: str) -> None:
        self._send, self._nonce = send, nonce
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            headers["Content-Security-Policy"] = _POLICY.format(nonce=self._nonce)
            headers.update(_HEADERS)
        await self._send(message)


def _is_ours(headers: Mapping[str, str], hosts: frozenset[str] | None) -> bool:
    """Whether the Host header names this page: a name that an attacker's domain was pointed here by does not."""
    match = _HOST.fullmatch(headers.get("host", "").lower())
    return match is not None and (hosts is None or match[1] in hosts)


def _is_asked_by_itself(request: Request) -> bool:
    """Whether no other site asks: it may link here, but neither embed, nor fetch, nor post."""
    host, origin = request.headers.get("host", "").lower(), request.headers.get("origin")
    if origin is not None and origin.lower() not in (f"http://{host}", f"https://{host}"):
        return False
    if request.headers.get("sec-fetch-site", "none") in ("none", "same-origin"):
        return True
    fetched = (request.method, request.headers.get("sec-fetch-mode"), request.headers.get("sec-fetch-dest"))
    return fetched == ("GET", "navigate", "document")


def _given(request: Request) -> str:
    """The token that a request gives: in its address, in the cookie, or as scripts do."""
    scheme, _, word = request.headers.get("authorization", "").partition(" ")
    bearer = word.strip() if scheme.lower() == "bearer" else ""
    return bearer or request.query_params.get("token") or request.cookies.get(COOKIE, "")


def _malformed(request: Request) -> Refusal | None:
    query = request.url.query
    if len(query) > _LONGEST_QUERY:
        what = f"the query is {len(query):,} characters long"
        return Refusal(status=414, what=what, what_to_do=f"ask in {_LONGEST_QUERY:,} or fewer")
    words = [request.scope["path"], *(text for pair in request.query_params.multi_items() for text in pair)]
    if any(map(_CONTROL.search, words)):
        return Refusal(status=400, what="the address holds control characters", what_to_do="leave them out")
    return None


def _refuse(request: Request, refusal: Refusal) -> Response:
    problem = Problem(what=refusal.what, where=request.url.path, what_to_do=refusal.what_to_do)
    if problems.for_script(request):
        return problems.answer(request, refusal.status, problem, refusal.headers)
    # Plain: whoever may not see the page sees nothing of it.
    return PlainTextResponse(f"{problem}\n", status_code=refusal.status, headers=refusal.headers)


def _keep(request: Request, token: str) -> Response:
    left = [pair for pair in parse_qsl(request.url.query, keep_blank_values=True) if pair[0] != "token"]
    path = "/" + request.url.path.lstrip("/")
    response = RedirectResponse(f"{path}?{urlencode(left)}" if left else path, status_code=303)
    response.set_cookie(COOKIE, token, httponly=True, samesite="strict")
    return response
