"""Actors: who is named, described and meant in a report, with codes, sectors and the office held on its date."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from communique.actors.countries import country_actor, country_code
from communique.actors.outlets import Outlet, outlet
from communique.records import Actor, Mention, Report

if TYPE_CHECKING:
    from communique.language import Parsed

__all__ = ["Outlet", "country_actor", "country_code", "find", "outlet", "resolve_name"]


def find(parsed: Parsed, report: Report) -> tuple[Mention, ...]:
    """All mentions of actors in a report, sorted, none over another.

    The gazetteer gives names; the parse, the report's date and its other names decide what each stands for. Words that
    may stand for several actors and can't be decided have no actors.
    """
    from communique.actors import gazetteer
    from communique.actors.finding import find_in

    return find_in(parsed, report, gazetteer.scan(parsed.text))


def resolve_name(text: str, on: dt.date | None = None) -> Actor | None:
    """The actor that a name alone means: `CHN`, `North Korea`, `Chinese`, `Kim Jong Un`, `NATO`; none where unsure."""
    from communique.actors.lookup import resolve

    return resolve(text, on)
