"""What a URL asks for: its query as a `Filter`, with limits on the size of a page."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

import msgspec
from fastapi import Query

from communique import actors
from communique.actors.holders import people
from communique.asked import first_day, last_day, party
from communique.errors import UsageError
from communique.records import Frozen
from communique.store import Filter

PAGE = 50
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
    state_media: str = ""
    place: str = ""
    origins: int = 0
    page: int = 1

    def query(self, **changes: object) -> dict[str, object]:
        """The query values, some of them changed."""
        values = {field: getattr(self, field) for field in self.__struct_fields__}
        values |= changes
        if values["page"] == 1:
            values.pop("page")
        return values

    def first_page(self) -> Asked:
        """The same question, answered from its beginning."""
        return msgspec.structs.replace(self, page=1)

    def chips(self, path: str) -> list[tuple[str, str]]:
        """Every filter that is set, in words, with the address of the listing without it."""
        found: list[tuple[str, str]] = []
        for field in self.__struct_fields__:
            value = getattr(self, field)
            if field == "page" or value in ("", (), 0):
                continue
            for one in value if isinstance(value, tuple) else (value,):
                left: object = tuple(v for v in value if v != one) if isinstance(value, tuple) else type(value)()
                found.append((_in_words(field, one), with_query(path, **self.query(page=1, **{field: left}))))
        return found

    @property
    def narrowed(self) -> bool:
        """Whether any filter is set."""
        return self.query(page=1) != Asked().query()

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
            state_media={"yes": True, "no": False}.get(self.state_media),
            place=self.place or None,
            origins=self.origins,
            limit=size,
            offset=(self.page - 1) * size,
        )


_WORDS = {
    "since": "from", "until": "to", "actor": "acts:", "recipient": "receives:", "outlet": "told by", "place": "in",
    "origins": "origins ≥",
}  # fmt: skip


def _in_words(field: str, value: object) -> str:
    if field == "state_media":
        return "told by state media" if value == "yes" else "told by other than state media"
    if field in ("actor", "recipient"):
        value = name_of(str(value))
    return f"{_WORDS.get(field, '')} {value}".strip().replace("-", " " if field == "quad" else "-")


def with_query(path: str, **values: object) -> str:
    """A path with the query values that are set."""
    kept = {key: value for key, value in values.items() if value not in (None, "", (), 0)}
    return f"{path}?{urlencode(kept, doseq=True)}" if kept else path


async def asked(
    actor: Annotated[str, Query(max_length=100)] = "",
    recipient: Annotated[str, Query(max_length=100)] = "",
    type: Annotated[tuple[str, ...], Query()] = (),  # noqa: A002
    status: Annotated[tuple[str, ...], Query()] = (),
    quad: Annotated[tuple[str, ...], Query()] = (),
    since: Annotated[str, Query(max_length=10)] = "",
    until: Annotated[str, Query(max_length=10)] = "",
    outlet: Annotated[str, Query(max_length=200)] = "",
    state_media: Annotated[str, Query(pattern="^(yes|no|)$", description="told by media of a state: yes or no")] = "",
    place: Annotated[str, Query(max_length=200)] = "",
    origins: Annotated[int, Query(ge=0, le=1000)] = 0,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Asked:
    """FastAPI's reading of the query."""
    return Asked(
        actor=actor, recipient=recipient, type=tuple(t for t in type if t), status=tuple(s for s in status if s),
        quad=tuple(q for q in quad if q), since=since, until=until, outlet=outlet, state_media=state_media,
        place=place, origins=origins, page=page,
    )  # fmt: skip


def sides(a: str, b: str) -> tuple[str, str]:
    """Two parties out of a path. Raises `UsageError`."""
    first, second = party(a), party(b)
    if first is None or second is None or first == second:
        raise UsageError(f"{a!r} and {b!r} are one party: name two different ones")
    return first, second


# What stands where a country does for those who have none.
_BEYOND = {
    "IGO": "International organisations", "NGO": "Non-governmental organisations", "UNO": "United Nations",
    "EUR": "European Union", "ISM": "Social movements", "IMG": "International militants", "MNC": "Multinational firms",
}  # fmt: skip


def name_of(code: str) -> str:
    """The press name of a country code or of a person's ID; another actor's ID in words."""
    if code in _BEYOND:
        return _BEYOND[code]
    name = actors.country_actor(code).name
    if name != code:
        return name
    known = people().get(code)
    return known.name if known else code.rpartition(":")[2].replace("-", " ")
