"""Actors made from what the tables and the text say: states, groups, offices, persons, organisations."""

from __future__ import annotations

import datetime as dt
from typing import cast, get_args

from communique.actors.countries import countries, country_actor
from communique.actors.holders import Person, Term, fits, holder, key
from communique.actors.rows import rows, slug, values
from communique.actors.titles import Title
from communique.records import UNKNOWN_DATE, Actor, ActorKind, When, content_id

__all__ = ["group", "known_person", "office", "organisation", "state", "unknown"]

# What the press calls a sector of a state when it names nobody: "the Chinese government".
_SECTOR_NAMES = {
    "GOV": "government", "MIL": "military", "LEG": "legislature", "COP": "police", "JUD": "judiciary",
    "SPY": "intelligence service", "OPP": "opposition", "REB": "rebels", "PTY": "political parties",
    "BUS": "companies", "MED": "medical workers", "JRN": "journalists", "CVL": "citizens", "ELI": "elites",
    "EDU": "teachers or students", "REL": "religious figures", "REF": "refugees", "LAB": "workers", "CRM": "criminals",
    "AGR": "farmers or fishermen", "SOC": "civil society", "PRM": "paramilitaries", "UAF": "armed forces",
}  # fmt: skip
# Offices that many hold at once: "a Chinese official" is the government, not one office.
_MANY = frozenset({"official", "legislator", "judge", "business"})
_PEOPLE = frozenset({"CVL", "REF", "LAB", "AGR", "SOC", "REL", "MED", "EDU", "CRM", "ELI"})
# The sectors of a company that its state owns: it trades, and it acts for the state.
OF_A_STATE = "BUS|GOV"
# An international body's code stands where a state's would.
BODIES = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})


def state(iso3: str) -> Actor:
    """A state, as such."""
    return country_actor(iso3)


def group(iso3: str, sector: str) -> Actor:
    """A sector of a state that no name is given to: `CHN-GOV`, the Chinese government."""
    if not sector:
        return country_actor(iso3)
    country = countries().get(iso3)
    first = sector.split("|")[0]
    kind: ActorKind = "people" if first in _PEOPLE else "armed group" if first == "REB" else "organisation"
    adjective = country.adjective if country else iso3
    name, identifier = _SECTOR_NAMES.get(first, first), f"{iso3}-{first}"
    if sector == OF_A_STATE:
        # A state's own companies are others than its merchants.
        name, identifier = f"state {name}", f"{identifier}:state"
    return Actor(
        actor_id=identifier, name=f"{adjective} {name}", kind=kind, country=iso3,
        cow=country.cow if country else None, gw=country.gw if country else None, sector=sector,
    )  # fmt: skip


def team(iso3: str) -> Actor:
    """The men and women who play for a country: an actor, but never the state."""
    state_ = country_actor(iso3)
    return Actor(
        actor_id=f"{iso3}-SOC:team", name=f"{state_.name} (team)", kind="organisation", country=iso3,
        cow=state_.cow, gw=state_.gw, sector="SOC",
    )  # fmt: skip


def office(iso3: str, title: Title, on: dt.date | None, *, former: bool = False, deputy: bool = False) -> Actor:
    """Who holds an office on the date; the office itself where that is not known."""
    if not former and not deputy and not title.plural and title.kind not in {"institution", "group"}:
        held = holder(iso3, title.phrase, on) or (holder(iso3, title.office, on) if title.office else None)
        if held is not None:
            return _person(held[0], held[1], title.phrase, former=False)
    if title.plural or not title.office or title.kind in _MANY:
        return group(iso3, "ELI" if former else title.sector)
    country = countries().get(iso3)
    words = f"deputy {title.office}" if deputy else title.office
    return Actor(
        actor_id=f"{iso3}-{title.sector.split('|')[0] or 'UNK'}:{slug(('former ' if former else '') + words)}",
        name=f"{country.adjective if country else iso3} {words.lower()}",
        kind="organisation" if title.kind == "institution" else "office", country=iso3,
        cow=country.cow if country else None, gw=country.gw if country else None,
        sector="ELI" if former else title.sector, office=words,
    )  # fmt: skip


def known_person(person: Person, on: dt.date | None, title: Title | None = None, *, former: bool = False) -> Actor:
    """An office-holder as on the date; one whose terms are all over is of the elite (PLOVER's ELI)."""
    terms = [term for term in person.terms if on is None or term.covers(on)]
    if title is not None:
        named = [term for term in terms if fits(term, title.phrase) or fits(term, title.office)]
        terms = named or terms
    phrase = title.phrase if title else ""
    if terms and not former:
        return _person(
            person,
            max(terms, key=lambda term: (term.rank, term.last) if on else (term.last, term.rank)),
            phrase,
            former=False,
        )
    past = [term for term in person.terms if on is None or term.last < on]
    if past and (former or len(past) == len(person.terms)):
        return _person(person, max(past, key=lambda term: (term.rank, term.last)), "", former=True)
    # Not in any office yet: what the text calls the person is all that is known.
    return _person(person, None, phrase, former=former, title=title)


def _person(person: Person, term: Term | None, phrase: str, *, former: bool, title: Title | None = None) -> Actor:
    country = countries().get(person.iso3)
    sector = "GOV" if term is not None else title.sector if title else ""
    words = term.title(phrase) if term is not None else title.office if title else ""
    valid = UNKNOWN_DATE if term is None else When(start=term.start, end=term.end, precision="interval")
    return Actor(
        actor_id=person.person_id, name=person.name, kind="person", country=person.iso3,
        cow=country.cow if country else None, gw=country.gw if country else None,
        sector="ELI" if former else sector, office=f"former {words}" if former and words else words, valid=valid,
    )  # fmt: skip


def unknown(name: str, kind: ActorKind, iso3: str | None, sector: str = "", words: str = "") -> Actor:
    """Somebody or something that no table has: an actor of its own, with what the text says of it."""
    country = countries().get(iso3 or "")
    return Actor(
        actor_id=content_id("actor", kind, key(name), iso3), name=name, kind=kind, country=iso3,
        cow=country.cow if country else None, gw=country.gw if country else None, sector=sector, office=words,
    )  # fmt: skip


def organisation(table: str, identifier: str) -> Actor | None:
    """An organisation, armed group, party or force by the ID of its row."""
    row = _row(table).get(identifier)
    if row is None:
        return None
    code = row.get("country") or row.get("iso3") or row.get("code") or None
    if row.get("code") in BODIES and row.get("code") != "MNC":
        code = row.get("country") or row["code"]
    country = countries().get(code or "")
    return Actor(
        actor_id=identifier if ":" in identifier else f"org:{identifier}", name=row["name"],
        kind=_kind(row.get("kind", "")), country=code,
        cow=country.cow if country else None, gw=country.gw if country else None, sector=row.get("sector", ""),
    )  # fmt: skip


def _kind(cell: str) -> ActorKind:
    cell = cell.replace("_", " ").strip().lower()
    if cell in get_args(ActorKind):
        return cast(ActorKind, cell)
    if "armed" in cell or "rebel" in cell or "militant" in cell:
        return "armed group"
    return "party" if cell.startswith("party") or cell.endswith("party") else "organisation"


_rows: dict[str, dict[str, dict[str, str]]] = {}


def _row(table: str) -> dict[str, dict[str, str]]:
    if table not in _rows:
        _rows[table] = {row["id"]: row for row in rows(table)}
    return _rows[table]


def members(identifier: str) -> tuple[str, ...]:
    """The member states of an organisation, as far as its row lists them."""
    row = _row("organisations").get(identifier)
    return values(row.get("members")) if row else ()
