"""Templates filled: every text is escaped; links lead only to http and https."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
from fastapi import Request
from fastapi.responses import Response
from fastapi.templating import Jinja2Templates

from communique import codebook
from communique.export.rows import day, who
from communique.records import Report, Statement
from communique.web.query import name_of, with_query

_TEMPLATES = Jinja2Templates(directory=Path(__file__).parent / "templates")


def safe_url(url: str) -> str:
    """A URL that a page may link to, or nothing."""
    try:
        return url if urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def said_by(statement: Statement) -> str:
    """The speaker's name, the words that name an unresolved one, or `unknown`."""
    speaker = statement.speaker
    if speaker is None:
        return "unknown"
    return speaker.actor.name if speaker.actor else speaker.text


# Letters of a text that stand for a title where there is none.
_OPENING = 80


def titled(report: Report) -> str:
    """The title, or the first words of the text, or where the document came from."""
    text = " ".join(report.text[: 2 * _OPENING].split())
    opening = text if len(text) <= _OPENING else text[:_OPENING].rpartition(" ")[0] + " …"
    return report.title or opening or report.source.rpartition("/")[2]


def counted(number: int, word: str, words: str = "") -> str:
    """`1 event`, `12,340 events`."""
    return f"{number:,} {word if number == 1 else words or word + 's'}"


def _definition(name: str) -> str:
    """What an event type means, on one line."""
    kind = codebook.load().types.get(name)
    return " ".join(kind.definition.split()) if kind else ""


_TEMPLATES.env.globals.update(
    day=day, who=who, safe_url=safe_url, with_query=with_query, said_by=said_by, counted=counted, name_of=name_of,
    titled=titled,
)  # fmt: skip
_TEMPLATES.env.globals["definition"] = _definition
_TEMPLATES.env.trim_blocks = _TEMPLATES.env.lstrip_blocks = True


def as_json(value: Any) -> str:
    """JSON that can stand inside a script element: no text of a report can end it."""
    return msgspec.json.encode(value).decode().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def render(request: Request, name: str, *, status_code: int = 200, **values: Any) -> Response:
    """A page."""
    state = request.app.state
    context = {"nonce": request.state.nonce, "edit": state.edit, "form_key": state.form_key, "reader": state.reader}
    context |= {"here": request.url.path, **values}
    return _TEMPLATES.TemplateResponse(request, name, context, status_code=status_code)
