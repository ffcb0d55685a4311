"""The gazetteer pass: every name of every table, found in a text in one walk by Aho-Corasick, longest match first."""

from __future__ import annotations

import functools
import re
from typing import Literal, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from communique.actors.ambiguity import idle_names, several
from communique.actors.countries import countries, forms
from communique.actors.holders import people
from communique.actors.outlets import outlets
from communique.actors.rows import everyday_words, fold, rows, values

__all__ = ["Entry", "EntryKind", "Hit", "scan"]

EntryKind = Literal["country", "adjective", "demonym", "capital", "metonym", "person", "organisation", "body", "outlet"]


class Entry(NamedTuple):
    """One thing that a name may mean: a row of a table by its key, with the sector that the name itself implies."""

    kind: EntryKind
    key: str
    sector: str = ""


class Hit(NamedTuple):
    """A name found in a text: its span and all that it may mean."""

    start: int
    end: int
    entries: tuple[Entry, ...]


_POINTS = ("North", "South", "East", "West")
_COMPASS = re.compile(rf"\b({'|'.join(_POINTS)}) (?:and|or|,) $")
# "US", "UN" and "EU" are names; a one-letter or lower-case code is not.
_SHORTEST = 2


@functools.cache
def names() -> dict[str, tuple[Entry, ...]]:
    """Every name as the press prints it, with its readings."""
    found: dict[str, dict[Entry, None]] = {}

    def add(name: str, entry: Entry, *, shout: bool = True) -> None:
        bare = name.removeprefix("the ").removeprefix("The ")
        # "the Hill" and "the States" need their article, "the United Nations" does not.
        name = name if name == bare or _a_word(bare) else bare
        for form in _printed(name, shout=shout):
            if len(form) >= _SHORTEST and form[0].isupper() | form[0].isdigit() | (" " in form):
                found.setdefault(form, {})[entry] = None

    for row in rows("name_parts"):
        if row["position"] == "whole":
            # "Latin America", "Gulf of Mexico": matched so that the state's name inside is not.
            found[row["word"]] = {}
    for name in idle_names():
        found[name] = {}
    for iso3, country in countries().items():
        for name in country.names:
            add(name, Entry("country", iso3))
        for name in country.adjectives:
            add(name, Entry("adjective", iso3))
        for name in country.demonyms:
            add(name, Entry("demonym", iso3))
        for capital in values(country.capital):
            add(capital, Entry("capital", iso3, "GOV"))
        for name, sector in country.metonyms:
            add(name, Entry("capital" if name in values(country.capital) else "metonym", iso3, sector))
    for person_id, person in people().items():
        for name in person.names:
            if " " in name or "-" in name:
                add(name, Entry("person", person_id))
    for table, kind in (("organisations", "organisation"), ("bodies", "body")):
        for row in rows(table):
            for name in (row["name"], *values(row.get("aliases"))):
                add(name, Entry(kind, row["id"]))  # type: ignore[arg-type]
    for outlet_id, row_ in outlets().items():
        for name in (row_.name, *row_.aliases):
            if fold(name).lower().removeprefix("the ") not in forms():
                add(name, Entry("outlet", outlet_id, "word" if _a_word(name) else ""), shout=" " in name)
    for name, codes in several().items():
        if name in found or name.startswith("the ") or (name.endswith("s") and name[:-1] in several()):
            # "the Kremlin" is a metonym of its state's row; "the two Koreas" are a group, found by its noun.
            continue
        folk = name.endswith(("an", "ese", "ans"))
        for code in codes:
            add(name, Entry("adjective" if folk else "country", code))
            if name.endswith("an"):
                add(name + "s", Entry("demonym", code))
    return {form: tuple(entries) for form, entries in found.items()}


def _a_word(name: str) -> bool:
    """Whether a medium's name is an everyday word ("Dawn", "Time"), which alone does not show that it is meant."""
    bare = fold(name).removeprefix("The ").removeprefix("the ")
    return " " not in bare and not bare.isupper() and bare.lower() in everyday_words()


def _printed(name: str, *, shout: bool) -> set[str]:
    if shout and name.isascii() and "'" not in name and "-" not in name:
        # Most names, and the same in fewer steps.
        return {name, name.upper()} if len(name) > 3 else {name}
    forms = {name, fold(name)}
    forms |= {form.replace("'", "’") for form in forms if "'" in form}
    forms |= {form.replace("-", " ") for form in forms if "-" in form and " " in form.replace("-", " ")}
    if shout and len(name) > 3:
        forms |= {form.upper() for form in forms}
    return forms


# Characters beyond a broken match in which the name that it hides may end.
_AHEAD = 40


@functools.cache
def _automaton() -> tuple[AhoCorasick, tuple[tuple[Entry, ...], ...]]:
    known = names()
    forms = sorted(known)
    # The contiguous automaton scans faster than the DFA builds; both are far above the pass's floor of 5 MB/s.
    automaton = AhoCorasick(forms, MatchKind.LeftmostLongest, False, Implementation.ContiguousNFA)
    return automaton, tuple(known[form] for form in forms)


def scan(text: str) -> list[Hit]:
    """The names in a text in order, none inside another, each with whole words at both ends."""
    automaton, entries = _automaton()
    found: list[Hit] = []
    last = 0
    for index, start, end in automaton.find_matches_as_indexes(text):
        if start < last:
            continue
        if _whole(text, start, end):
            found += _first_of_two(text, start, end, last)
            found.append(Hit(start, end, entries[index]))
            last = end
        elif " " in text[start:end]:
            # "The Gambia" ends inside "The Gambian president": the name within it is looked for again.
            for inner, first, after in automaton.find_matches_as_indexes(text[start + 1 : end + _AHEAD]):
                first, after = first + start + 1, after + start + 1
                if first >= end:
                    break
                if _whole(text, first, after):
                    found.append(Hit(first, after, entries[inner]))
                    last = after
                    break
    return found


def _first_of_two(text: str, start: int, end: int, last: int) -> list[Hit]:
    """The first half of "North and South Korea", whose own name ends with the second's: a hit over "North"."""
    before = _COMPASS.search(text, max(last, start - _AHEAD), start)
    own, _, rest = text[start:end].partition(" ")
    if before is None or own not in _POINTS or before.group(1) == own:
        return []
    whole, first = (f"{before.group(1)} {part}" for part in (rest, rest.split(" ")[0]))
    entries = names().get(whole) or names().get(first, ())
    return [Hit(before.start(1), before.end(1), entries)] if entries else []


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins and ends where words do."""
    if start and text[start - 1].isalnum() and text[start].isalnum():
        return False
    return not (end < len(text) and text[end].isalnum() and text[end - 1].isalnum())
