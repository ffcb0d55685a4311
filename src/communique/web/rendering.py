"""Templates filled: every text is escaped; links lead only to http and https."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from fastapi import Request
from fastapi.responses import Response
from fastapi.templating import Jinja2Templates

from communique.export.rows import day, who

_TEMPLATES = Jinja2Templates(directory=Path(__file__).parent / "templates")


def safe_url(url: str) -> str:
    """A URL that a page may link to, or nothing."""
    try:
        return url if urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def with_query(path: str, **values: Any) -> str:
    """A path with the query values that are set."""
    kept = {key: value for key, value in values.items() if value not in (None, "", (), 0)}
    return f"{path}?{urlencode(kept, doseq=True)}" if kept else path


_TEMPLATES.env.globals.update(day=day, who=who, safe_url=safe_url, with_query=with_query)
_TEMPLATES.env.trim_blocks = _TEMPLATES.env.lstrip_blocks = True


def render(request: Request, name: str, *, status_code: int = 200, **values: Any) -> Response:
    """A page."""
    context = {"nonce": request.state.nonce, "edit": request.app.state.edit, **values}
    return _TEMPLATES.TemplateResponse(request, name, context, status_code=status_code)
