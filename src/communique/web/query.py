"""What a URL asks for: its query as a `Filter`, with limits on the size of a page."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from communique import actors
from communique.asked import first_day, last_day, party
from communique.errors import UsageError
from communique.records import Frozen
from communique.store import Filter

PAGE = 100
MOST = 1000


class Asked(Frozen, frozen=True, kw_only=True):
    """The filters of a listing as the URL has them, kept so that links can carry them on."""

    actor: str = ""
    recipient: str = ""
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    quad: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    outlet: str = ""
    origins: int = 0
    page: int = 1

    def query(self, **changes: object) -> dict[str, object]:
        """The query values, some of them changed."""
        values = {field: getattr(self, field) for field in self.__struct_fields__}
        values |= changes
        if values["page"] == 1:
            values.pop("page")
        return values

    def filter(self, pair: tuple[str, str] | None = None, *, size: int = PAGE) -> Filter:
        """The store's filter. Raises `UsageError` where a value means nothing."""
        return Filter(
            pair=pair,
            actor=party(self.actor or None),
            recipient=party(self.recipient or None),
            types=self.type,
            statuses=self.status,
            quads=self.quad,
            since=first_day(self.since or None),
            until=last_day(self.until or None),
            outlet=self.outlet or None,
            origins=self.origins,
            limit=size,
            offset=(self.page - 1) * size,
        )


def asked(
    actor: Annotated[str, Query(max_length=100)] = "",
    recipient: Annotated[str, Query(max_length=100)] = "",
    type: Annotated[tuple[str, ...], Query()] = (),  # noqa: A002
    status: Annotated[tuple[str, ...], Query()] = (),
    quad: Annotated[tuple[str, ...], Query()] = (),
    since: Annotated[str, Query(max_length=10)] = "",
    until: Annotated[str, Query(max_length=10)] = "",
    outlet: Annotated[str, Query(max_length=200)] = "",
    origins: Annotated[int, Query(ge=0, le=1000)] = 0,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Asked:
    """FastAPI's reading of the query."""
    return Asked(
        actor=actor, recipient=recipient, type=tuple(t for t in type if t), status=tuple(s for s in status if s),
        quad=tuple(q for q in quad if q), since=since, until=until, outlet=outlet, origins=origins, page=page,
    )  # fmt: skip


def sides(a: str, b: str) -> tuple[str, str]:
    """Two parties out of a path. Raises `UsageError`."""
    first, second = party(a), party(b)
    if first is None or second is None or first == second:
        raise UsageError(f"{a!r} and {b!r} are one party: name two different ones")
    return first, second


def name_of(code: str) -> str:
    """The press name of a country code; an actor's ID as it is."""
    try:
        return actors.country_actor(code).name
    except (KeyError, ValueError):
        return code
