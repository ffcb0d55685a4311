"""The application: routes put together, guarded, with friendly error pages."""

from __future__ import annotations

import functools
import getpass
import secrets
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from communique.charts.map import outline
from communique.errors import CommuniqueError, UsageError
from communique.store import open_record
from communique.version import __version__
from communique.web import api, feeds, pages
from communique.web.rendering import render
from communique.web.working import Worker

_HERE = Path(__file__).parent
# What a page may load: itself only. Scripts and styles by nonce; Vega's interpreter needs no eval.
_POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]", "testserver"})

Next = Callable[[Request], Awaitable[Response]]


def create_app(
    record: str | Path, *, hosts: frozenset[str] = LOCAL_HOSTS, token: str = "", edit: bool = False
) -> FastAPI:
    """The page over one record file. Only `hosts` may be named in the Host header; with `token`, every call needs it.

    Read-only unless `edit`. Raises `RecordError` at once where the record can't be opened.
    """
    app = FastAPI(
        title="Communiqué", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json"
    )
    app.state.record = open_record(record)
    app.state.edit = edit
    # A form of another site can't know it.
    app.state.form_key = secrets.token_urlsafe(16)
    app.state.reader = _user()
    app.state.worker = Worker(app.state.record)
    app.include_router(api.router, prefix="/api/v1")
    app.include_router(feeds.router)
    app.include_router(pages.router)

    @app.get("/static/vega.js", include_in_schema=False)
    def vega() -> Response:
        return Response(_vega(), media_type="text/javascript", headers={"Cache-Control": "max-age=86400"})

    @app.get("/static/world.json", include_in_schema=False)
    def world() -> Response:
        return JSONResponse(outline(), headers={"Cache-Control": "max-age=86400"})

    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")

    @app.middleware("http")
    async def guard(request: Request, call_next: Next) -> Response:
        refusal = _refused(request, hosts, token)
        if refusal:
            return PlainTextResponse(refusal, status_code=403)
        request.state.nonce = secrets.token_urlsafe(16)
        response = await call_next(request)
        response.headers["Content-Security-Policy"] = _POLICY.format(nonce=request.state.nonce)
        response.headers["X-Content-Type-Options"] = "nosniff"
        # Not "no-referrer": with it a browser says that a form of this page comes from nowhere.
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if token and "token" in request.query_params:
            response.set_cookie("communique", token, httponly=True, samesite="strict")
        return response

    @app.exception_handler(HTTPException)
    async def missing(request: Request, error: HTTPException) -> Response:
        detail = str(error.detail)
        if detail == "Not Found":
            detail = f"There is no page at {request.url.path}: an address begins with /pair, /event, /report or /story."
            suggestion = "Look for a pair of countries on the home page, or search for words of the report."
            detail = f"{detail} {suggestion}"
        return _problem(request, error.status_code, detail)

    @app.exception_handler(CommuniqueError)
    async def known(request: Request, error: CommuniqueError) -> Response:
        return _problem(request, 400 if isinstance(error, UsageError) else 503, str(error))

    @app.exception_handler(Exception)
    async def unknown(request: Request, error: Exception) -> Response:
        return _problem(request, 500, f"{type(error).__name__}: the program failed here; the record is unharmed")

    # Bundling takes seconds: done while the reader looks at the first page.
    threading.Thread(target=_vega, daemon=True).start()
    return app


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        # No such user in a container.
        return "reader"


@functools.cache
def _vega() -> str:
    import vl_convert

    return str(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;"))


def _refused(request: Request, hosts: frozenset[str], token: str) -> str:
    host = request.headers.get("host", "").rsplit(":", 1)[0] if "]" not in request.headers.get("host", "") else "[::1]"
    if host not in hosts:
        return "this page answers only to its own address"
    origin = request.headers.get("origin")
    if origin is not None and origin.split("//")[-1] != request.headers.get("host", ""):
        return "this page answers only to itself, not to other sites"
    given = request.query_params.get("token") or request.cookies.get("communique", "")
    if token and not secrets.compare_digest(given.encode(), token.encode()):
        return "this page needs its token: open the address that `communique serve` printed"
    return ""


def _problem(request: Request, status: int, reason: str) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": reason}, status_code=status)
    if not hasattr(request.state, "nonce"):
        request.state.nonce = ""
    return render(request, "problem.html", status_code=status, status=status, reason=reason)
