"""The application: routes put together, guarded, with friendly error pages."""

from __future__ import annotations

import functools
import getpass
import secrets
import threading
from pathlib import Path

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from communique.charts.map import outline
from communique.errors import CommuniqueError, UsageError
from communique.store import open_record
from communique.version import __version__
from communique.web import api, feeds, pages, problems
from communique.web.guards import Guard
from communique.web.limits import PAGE_SECONDS, Exports
from communique.web.remembered import Remembered
from communique.web.working import Worker

_HERE = Path(__file__).parent
_BUNDLING = threading.Lock()
LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})


def create_app(
    record: str | Path,
    *,
    hosts: frozenset[str] | None = LOCAL_HOSTS,
    token: str = "",
    edit: bool = False,
    seconds: float = PAGE_SECONDS,
) -> FastAPI:
    """The page over one record file. Only `hosts` may be named in the Host header; with `token`, every call needs it.

    Read-only unless `edit`. `seconds` is how long an answer may take. Raises `RecordError` at once where the record
    can't be opened, and `UsageError` for any host at all (`None`) without a token.
    """
    if hosts is None and not token:
        raise UsageError("a page that answers to any name needs a token: set one")
    app = FastAPI(
        title="Communiqué", version=__version__, description=api.DESCRIPTION, docs_url=None, redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )  # fmt: skip
    app.state.record = open_record(record)
    app.state.edit = edit
    # A form of another site can't know it.
    app.state.form_key = secrets.token_urlsafe(16)
    app.state.reader = _user()
    app.state.worker = Worker(app.state.record)
    app.state.remembered = Remembered(app.state.record)
    app.include_router(api.router)
    app.include_router(feeds.router)
    app.include_router(pages.router)

    @app.get("/static/vega.js", include_in_schema=False)
    def vega() -> Response:
        return Response(_vega(), media_type="text/javascript", headers={"Cache-Control": "max-age=86400"})

    @app.get("/static/world.json", include_in_schema=False)
    def world() -> Response:
        return JSONResponse(outline(), headers={"Cache-Control": "max-age=86400"})

    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")

    app.add_middleware(Guard, hosts=hosts, token=token, edit=edit, seconds=seconds, exports=Exports())
    app.add_exception_handler(HTTPException, problems.missing)
    app.add_exception_handler(RequestValidationError, problems.invalid)
    app.add_exception_handler(CommuniqueError, problems.known)

    # Bundling takes seconds: done while the reader looks at the first page.
    threading.Thread(target=_vega, daemon=True).start()
    return app


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        # No such user in a container.
        return "reader"


def _vega() -> str:
    # One thread makes it, the others wait for it: it takes seconds of a core.
    with _BUNDLING:
        return _bundle()


@functools.cache
def _bundle() -> str:
    import vl_convert

    return str(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;"))
