"""What to list: one set of filters for every listing, on the command line, the page and the library alike."""

from __future__ import annotations

import datetime as dt
import re

from communique.errors import UsageError
from communique.records import Frozen

# "China", "North Korea", "chn": no code and no ID.
_NAME = re.compile(r"[A-Za-z][a-z]+(?:[ '’-].*)?")


class Filter(Frozen, frozen=True, kw_only=True):
    """Conditions joined by *and*; an empty one holds for everything.

    `pair` holds two country codes or actor IDs, both of which must take part, either way round; `actor` and `recipient`
    hold one each, in that role; `party` in either. `since` and `until` are inclusive days: what may have happened in
    the interval passes, what has no date does not. `types`, `statuses`, `kinds` are alternatives.
    `reports` are IDs of reports, alternatives too. `state_media` keeps what at least one medium of a state tells
    (`True`), or at least one other does (`False`). For statements, `pair` means words of either side in a report that
    tells of an event between them; `folded` leaves out those that a copy only repeats.
    `judged` is empty (all but what a person rejected), `any`, or one of `accepted`, `rejected`, `edited`.
    `limit` and `offset` cut a page out of the listing.
    """

    pair: tuple[str, str] | None = None
    actor: str | None = None
    recipient: str | None = None
    party: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    quads: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    report: str | None = None
    story: str | None = None
    reports: tuple[str, ...] = ()
    outlet: str | None = None
    state_media: bool | None = None
    place: str | None = None
    origins: int = 0
    refused: bool | None = None
    judged: str = ""
    folded: bool = False
    limit: int | None = None
    offset: int = 0

    def __post_init__(self) -> None:
        for name in ("since", "until"):
            if not isinstance(getattr(self, name), dt.date | None):
                raise UsageError(f"{name} takes a datetime.date, and {getattr(self, name)!r} is none")
        for code in (*(self.pair or ()), self.actor, self.recipient, self.party):
            # A country's name would find nothing, and say so nowhere.
            if code is not None and _NAME.fullmatch(code):
                raise UsageError(f"{code!r} is no code: write CHN or CHN-GOV, or an ID as `record.actors()` gives it")
