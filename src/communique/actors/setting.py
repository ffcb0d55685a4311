"""What a whole report tells about the names in it: its date, the states it speaks of, the persons it introduces."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from communique.actors.countries import countries, existing
from communique.actors.gazetteer import Entry, Hit
from communique.actors.given import gender
from communique.actors.holders import by_surname, key
from communique.actors.rows import rows
from communique.records import Actor, Report

__all__ = ["Setting", "setting"]

# Names that the press gives to too many people to be one leader's without a first name.
_COMMON = frozenset(
    "park lee brown may bush johnson king kim rice powell ford martin smith young li wang chen zhang khan singh ali "
    "hassan ahmed abdullah hill major wilson taylor day grey black white long mark paul peter church moon sun".split()
)


@dataclass
class Setting:
    """Gathered while a report is read, and asked when a name alone does not say who is meant."""

    on: dt.date | None
    states: Counter[str] = field(default_factory=Counter)
    # Folded surname or one-word name -> the persons introduced under it, by actor ID.
    persons: dict[str, dict[str, Actor]] = field(default_factory=lambda: defaultdict(dict))
    # (state, office) -> the persons introduced in that office, by actor ID.
    bearers: dict[tuple[str, str], dict[str, Actor]] = field(default_factory=lambda: defaultdict(dict))
    genders: dict[str, str] = field(default_factory=dict)
    sport: bool = False
    # All words of the report, in lower case.
    words: frozenset[str] = frozenset()
    # The state of the dateline's town, whose ministers need no adjective.
    home: str | None = None
    # How often each capital is named: what is left of `states` is its state's own.
    seats: Counter[str] = field(default_factory=Counter)
    # Capitals that are towns where they stand, with their state.
    towns: list[tuple[int, str]] = field(default_factory=list)

    def choose(self, codes: Iterable[str]) -> str | None:
        """The one state meant where a name fits several: the one there on the date, then the one the report names."""
        there = existing(codes, self.on)
        if len(there) == 1:
            return there[0]
        named = [code for code in there if self.states[code]]
        return named[0] if len(named) == 1 else None

    def gender(self, actor: Actor) -> str:
        """`m` or `f` as the report or the given name tells, else empty."""
        return self.genders.get(actor.actor_id) or gender(actor.name, actor.country)

    def introduce(self, actor: Actor, names: Iterable[str]) -> None:
        """Remember a person under the short names that the report may use from here on."""
        for name in names:
            if len(name) > 1:
                self.persons[key(name)][actor.actor_id] = actor
        if actor.country and actor.office:
            self.bearers[actor.country, actor.office.lower()][actor.actor_id] = actor

    def bearer(self, iso3: str, office: str) -> Actor | None:
        """The one person that the report introduces in an office of a state."""
        found = self.bearers.get((iso3, office.lower()), {})
        return next(iter(found.values())) if len(found) == 1 else None

    def _serving(self, introduced: Sequence[Actor]) -> Actor | None:
        """The one person introduced under a name; of several the only one in office on the day: no grandfather."""
        if len(introduced) > 1 and self.on is not None:
            on = self.on
            there = [one for one in introduced if one.valid.start is not None and one.valid.start <= on]
            introduced = [one for one in there if one.valid.end is None or one.valid.end >= on]
        return introduced[0] if len(introduced) == 1 else None

    def surname(self, word: str) -> Actor | None:
        """The person that a surname alone means here: introduced in this report, else the one leader it can be."""
        introduced = self.persons.get(key(word))
        if introduced:
            return self._serving(tuple(introduced.values()))
        return self._leader(key(word))

    def _leader(self, word: str) -> Actor | None:
        from communique.actors.build import known_person

        if word in _COMMON or (self.on is None and len(by_surname().get(word, ())) != 1):
            return None
        found = [
            person
            for person in by_surname().get(word, ())
            if self.states[person.iso3] and (self.on is None or person.in_office(self.on))
        ]
        return known_person(found[0], self.on) if len(found) == 1 else None


@functools.cache
def _sport() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("sports_words"))


def _about_sport(text: str) -> bool:
    """Whether a report tells of games, where "Sweden" is a team: 2 % of its words, six of them different."""
    words = re.findall(r"[a-z][a-z-]+", text.lower())
    found = [word for word in words if word in _sport()]
    return len(found) * 50 >= len(words) and len(set(found)) >= 6


def setting(report: Report, text: str, hits: Sequence[Hit]) -> Setting:
    """The setting of a report before its sentences are read: its date and the states named without doubt."""
    published = report.published
    # A date as coarse as a decade does not say who was in office.
    on = published.end or published.start if published.precision in {"day", "week", "month", "quarter"} else None
    if published.precision == "year" and published.start and published.end:
        on = published.start + (published.end - published.start) / 2
    found = Setting(on=on, sport=_about_sport(text), words=frozenset(re.findall(r"[\w-]+", text.lower())))
    found.home = _home(report, text, hits, found)
    for hit in hits:
        codes = {entry.key for entry in hit.entries if entry.kind in {"country", "adjective", "demonym", "capital"}}
        if any(entry.kind == "capital" for entry in hit.entries):
            found.seats[text[hit.start : hit.end]] += 1
        if len(codes) == 1:
            found.states[codes.pop()] += 1
    return found


_DATELINE = re.compile(r"[A-Z][A-Z .'-]{2,30}(?:,|\s*\(|\s+[—–-])")


def _home(report: Report, text: str, hits: Sequence[Hit], found: Setting) -> str | None:
    """The state of the town that the report is datelined from: given, or in capitals where its body begins."""
    place = report.dateline_place
    for hit in hits:
        named = text[hit.start : hit.end]
        capital = [entry.key for entry in hit.entries if entry.kind == "capital"]
        if capital and (_DATELINE.match(text, hit.start) or (place and named.lower() == place.lower())):
            return found.choose(capital)
        if hit.start > 600 and not place:
            break
    return None


def states_of(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The states among the readings of a name."""
    known = countries()
    return tuple(
        dict.fromkeys(
            entry.key
            for entry in entries
            if entry.key in known and entry.kind in {"country", "adjective", "demonym", "capital", "metonym"}
        )
    )
