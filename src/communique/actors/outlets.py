"""News agencies, broadcasters and papers: by name, by alias, by domain."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Collection
from typing import NamedTuple

from communique.actors.rows import first_day, fold, last_day, rows, values
from communique.records import Actor

__all__ = ["Outlet", "borne_in", "medium_kind", "namesakes", "national", "on_date", "outlet", "outlets"]


class Outlet(NamedTuple):
    """A medium: `state_media` is None where nothing is known of who owns it."""

    outlet_id: str
    name: str
    aliases: tuple[str, ...]
    domain: str
    country: str | None
    kind: str
    ownership: str
    state_media: bool | None
    timezone: str
    start: dt.date | None = None
    end: dt.date | None = None

    def ended(self, on: dt.date | None) -> bool:
        """Whether the medium was no more on the date: "INS" of 2000 is no International News Service."""
        return on is not None and self.end is not None and self.end < on

    @property
    def actor(self) -> Actor:
        """The medium as an actor of its own."""
        return Actor(actor_id=self.outlet_id, name=self.name, kind="agency", country=self.country or None, sector="JRN")


@functools.cache
def outlets() -> dict[str, Outlet]:
    """All media of the table by ID."""
    found: dict[str, Outlet] = {}
    for row in rows("outlets"):
        name = row["id"] if row["id"].startswith("outlet:") else f"outlet:{row['id']}"
        flag = row.get("state_media", "").strip().lower()
        state_media = True if flag in {"1", "yes", "true", "state"} else False if flag in {"0", "no", "false"} else None
        found[name] = Outlet(
            name, row["name"], values(row.get("aliases")), row.get("domain", ""), row.get("country") or None,
            row.get("kind", ""), row.get("ownership", ""), state_media, row.get("timezone", ""),
            first_day(row.get("start")), last_day(row.get("end")),
        )  # fmt: skip
    return found


@functools.cache
def _index() -> dict[str, str]:
    found: dict[str, str] = {}
    for outlet_id, row in outlets().items():
        found.setdefault(fold(row.name).lower().removeprefix("the "), outlet_id)
    for outlet_id, row in outlets().items():
        for form in row.aliases:
            found.setdefault(fold(form).lower().removeprefix("the "), outlet_id)
        for domain in values(row.domain):
            found.setdefault(domain.lower().removeprefix("www."), outlet_id)
    return found


def outlet(name_or_domain: str) -> Outlet | None:
    """The medium that a name, an alias or a web domain stands for: `KCNA`, `xinhuanet.com`, `www.kcna.kp`."""
    wanted = fold(name_or_domain).strip().lower().removeprefix("the ").removeprefix("www.")
    index = _index()
    while wanted:
        if wanted in index:
            return outlets()[index[wanted]]
        head, dot, rest = wanted.partition(".")
        # english.news.cn, then news.cn: a subdomain belongs to its domain's owner.
        wanted = rest if dot and "." in rest and " " not in head else ""
    return None


@functools.cache
def _shared() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for outlet_id, row in outlets().items():
        for form in dict.fromkeys(fold(form).lower().removeprefix("the ") for form in (row.name, *row.aliases)):
            found.setdefault(form, []).append(outlet_id)
    return {form: ids for form, ids in found.items() if len(ids) > 1}


def namesakes(known: Outlet, name: str) -> tuple[Outlet, ...]:
    """Other media that bear the name in another country."""
    ids = _shared().get(fold(name).strip().lower().removeprefix("the "), ())
    return tuple(one for one in map(outlets().__getitem__, ids) if one.country != known.country)


@functools.cache
def _bearers() -> dict[str, tuple[str, ...]]:
    """Media that the table tells apart by their country, "Daily News (Tanzania)", by the name that they bear there."""
    found: dict[str, list[str]] = {}
    for outlet_id, row in outlets().items():
        name, paren, _ = row.name.partition(" (")
        if paren and len(name) > 2:
            found.setdefault(fold(name).lower().removeprefix("the "), []).append(outlet_id)
    return {name: tuple(ids) for name, ids in found.items()}


def borne_in(name: str, countries: Callable[[], Collection[str]]) -> Outlet | None:
    """The one medium of these countries that bears a name there: "Noticias" of Mozambique; none where several do.

    The countries are asked for only where any medium bears the name.
    """
    ids = _bearers().get(fold(name).strip().lower().removeprefix("the "), ())
    if not ids:
        return None
    wanted = countries()
    found = [one for one in map(outlets().__getitem__, ids) if one.country in wanted]
    return found[0] if len(found) == 1 else None


def medium_kind(phrase: str) -> str:
    """The kind of medium that words such as "state television" describe, empty where they leave it open."""
    for kind, words in _KINDS.items():
        if any(word in phrase for word in words):
            return kind
    return ""


_KINDS = {
    "agency": ("agency",),
    "broadcaster": ("television", "tv", "radio", "broadcaster"),
    "paper": ("paper", "daily"),
}


def on_date(known: Outlet, on: dt.date | None) -> Outlet:
    """The medium that bore the same name on a date: Tass of 1969 is the Soviet agency."""
    if on is None or (not known.ended(on) and (known.start is None or known.start <= on)):
        return known
    name = fold(known.name).lower()
    for other in outlets().values():
        if fold(other.name).lower() == name and not other.ended(on) and (other.start is None or other.start <= on):
            return other
    return known


@functools.cache
def national(country: str, kind: str) -> Outlet | None:
    """The one state medium of a kind (agency, broadcaster) that a country has; none if there are several."""
    if not kind:
        return None
    found = [row for row in outlets().values() if row.country == country and row.state_media and kind in row.kind]
    return found[0] if len(found) == 1 else None
