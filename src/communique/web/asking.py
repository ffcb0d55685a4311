"""What a call of the API may ask: parameters with their limits, turned into a `Filter`; any other is refused."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from fastapi import Depends, Path, Query, Request
from pydantic import AfterValidator, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from communique import codebook
from communique.asked import first_day, last_day, party
from communique.errors import UsageError
from communique.records import Frozen, RelationKind, Status
from communique.store import Filter
from communique.web.pages.listing import QUADS
from communique.web.query import MOST

_DAY = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
# What a party or an outlet is called is shorter.
_NAME = 200


class _OneOf:
    """The names that a codebook knows, in the schema of a parameter."""

    def __init__(self, field: str) -> None:
        self._field = field

    def names(self) -> list[str]:
        types = codebook.load().types
        return sorted(types) if self._field == "type" else list(QUADS)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "enum": self.names()}


def _known_type(name: str) -> str:
    known = codebook.load().types
    if name not in known:
        raise ValueError(f"{name!r} is no event type: the codebook has {' '.join(sorted(known))}")
    return name


def _known_quad(name: str) -> str:
    if name not in QUADS:
        raise ValueError(f"{name!r} is no quad category: there are {' '.join(QUADS)}")
    return name


EventType = Annotated[str, AfterValidator(_known_type), _OneOf("type")]
Quad = Annotated[str, AfterValidator(_known_quad), _OneOf("quad")]

# Not a boolean: that would take `1`, `on` and `yes` as well.
Flag = Literal["true", "false"]
_FLAGS = {"true": True, "false": False}

Key = Annotated[str, Path(min_length=1, max_length=_NAME)]
Side = Annotated[str, Path(min_length=1, max_length=_NAME, description="A code (CHN), a country or a person.")]


def _party(what: str) -> Any:
    return Query(min_length=1, max_length=_NAME, description=f"{what}: a code (CHN), a country or a person.")


def _text(what: str) -> Any:
    return Query(min_length=1, max_length=_NAME, description=what)


def _day(what: str) -> Any:
    return Query(pattern=_DAY, description=f"{what} day, inclusive: 2023-07-27, 2023-07 or 2023.")


class Page(Frozen, frozen=True):
    """Which rows of a listing: pages are numbered from 1."""

    number: int
    size: int

    @property
    def offset(self) -> int:
        """The number of rows before it."""
        return (self.number - 1) * self.size

    @property
    def cut(self) -> dict[str, int]:
        """The fields of a filter that cut the page out."""
        return {"limit": self.size, "offset": self.offset}


class Period(Frozen, frozen=True):
    """First and last day, both inclusive."""

    since: dt.date | None
    until: dt.date | None


async def _page(
    page: Annotated[int, Query(ge=1, le=1_000_000, description="Which page, from 1.")] = 1,
    size: Annotated[int, Query(ge=1, le=MOST, description="Rows a page.")] = 100,
) -> Page:
    return Page(page, size)


async def _period(
    since: Annotated[str | None, _day("First")] = None, until: Annotated[str | None, _day("Last")] = None
) -> Period:
    return Period(first_day(since), last_day(until))


Paged = Annotated[Page, Depends(_page)]
During = Annotated[Period, Depends(_period)]


async def _events(
    during: During,
    actor: Annotated[str | None, _party("Who acts")] = None,
    recipient: Annotated[str | None, _party("To whom")] = None,
    party_: Annotated[
        str | None, Query(alias="party", min_length=1, max_length=_NAME, description="In either role.")
    ] = None,
    type_: Annotated[list[EventType], Query(alias="type", max_length=50, description="May be repeated.")] = [],  # noqa: B006
    status: Annotated[list[Status], Query(max_length=20, description="May be repeated.")] = [],  # noqa: B006
    quad: Annotated[list[Quad], Query(max_length=20, description="May be repeated.")] = [],  # noqa: B006
    place: Annotated[str | None, _text("Where it happened.")] = None,
    report: Annotated[str | None, _text("Only events that this report (an ID) tells of.")] = None,
    story: Annotated[str | None, _text("Only events of this story (an ID).")] = None,
    outlet: Annotated[str | None, _text("Told by this outlet.")] = None,
    state_media: Annotated[Flag | None, Query(description="Told by a state's media, or by others.")] = None,
    origins: Annotated[int, Query(ge=0, le=1000, description="At least so many independent origins.")] = 0,
) -> Filter:
    return Filter(
        actor=party(actor), recipient=party(recipient), party=party(party_), types=tuple(type_),
        statuses=tuple(status), quads=tuple(quad), place=place, report=report, story=story, outlet=outlet,
        state_media=_FLAGS.get(state_media or ""), origins=origins, since=during.since, until=during.until,
    )  # fmt: skip


async def _statements(
    during: During,
    speaker: Annotated[str | None, _party("Who spoke")] = None,
    report: Annotated[str | None, _text("Only this report's (an ID).")] = None,
    copies: Annotated[Flag | None, Query(description="Also what copies only repeat.")] = None,
) -> Filter:
    folded = report is None and not _FLAGS.get(copies or "", False)
    return Filter(actor=party(speaker), report=report, since=during.since, until=during.until, folded=folded)


async def _reports(
    during: During,
    outlet: Annotated[str | None, _text("Only this outlet's.")] = None,
    story: Annotated[str | None, _text("Only this story's (an ID).")] = None,
    refused: Annotated[Flag | None, Query(description="Only refused reports, or only readable ones.")] = None,
) -> Filter:
    return Filter(outlet=outlet, story=story, refused=_FLAGS.get(refused or ""), since=during.since, until=during.until)


async def _relations(
    during: During,
    party_: Annotated[
        str | None, Query(alias="party", min_length=1, max_length=_NAME, description="One party.")
    ] = None,
    kind: Annotated[list[RelationKind], Query(max_length=20, description="May be repeated.")] = [],  # noqa: B006
) -> Filter:
    return Filter(party=party(party_), kinds=tuple(kind), since=during.since, until=during.until)


async def _search(
    during: During,
    actor: Annotated[str | None, _party("Only reports that tell an event of this party")] = None,
    type_: Annotated[
        list[EventType],
        Query(
            alias="type", max_length=50, description="Only reports that tell an event of this type; may be repeated."
        ),
    ] = [],  # noqa: B006
    outlet: Annotated[str | None, _text("Only this outlet's.")] = None,
    story: Annotated[str | None, _text("Only this story's (an ID).")] = None,
) -> tuple[Filter, Filter]:
    reports = Filter(outlet=outlet, story=story, since=during.since, until=during.until)
    return reports, Filter(party=party(actor), types=tuple(type_))


EventsAsked = Annotated[Filter, Depends(_events)]
StatementsAsked = Annotated[Filter, Depends(_statements)]
ReportsAsked = Annotated[Filter, Depends(_reports)]
RelationsAsked = Annotated[Filter, Depends(_relations)]
# What the reports must be, and an event that they tell of.
SearchAsked = Annotated[tuple[Filter, Filter], Depends(_search)]


async def only_known(request: Request) -> None:
    """Refuse a parameter that the call does not have: a filter that is misspelt would let everything through.

    Raises `UsageError`.
    """
    path = request.app.openapi()["paths"][request.scope["route"].path]
    known = {one["name"] for one in path["get"].get("parameters", ()) if one["in"] == "query"}
    # Whoever gives the token in the address gives it with every call.
    for name in request.query_params:
        if name not in known and name != "token":
            there_are = ", ".join(sorted(known)) or "none"
            raise UsageError(f"there is no parameter {name!r} here: choose among {there_are}")
