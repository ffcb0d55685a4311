"""Names that may mean something else: "Georgia" the state of the USA, "Korea" either Korea, "Indian Ocean" no India.

`ambiguous_names` says it in words: `GEO beside Tbilisi, Abkhazia; US state beside Atlanta, governor`. A part of `cues`
is a reading and the words that point to it; `unless` names what points away from it, and makes it the usual one.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from communique.actors.countries import countries, forms
from communique.actors.rows import rows, values

__all__ = ["Readings", "decide", "idle_names", "readings", "several"]

_CUE = re.compile(
    r"^(?P<reading>.+?) (?:in \w[\w ,]* and )?(?P<how>beside|with|near|after|unless|in|if) (?P<words>.+)$"
)
_STOP = frozenset({"is", "near", "the", "or", "alone", "talk", "of", "and", "a", "an", "report", "about"})


class Readings(NamedTuple):
    """What a name may mean: states, other things, the words that point to each, and the usual reading."""

    states: tuple[str, ...]
    others: tuple[str, ...]
    cues: dict[str, frozenset[str]]
    usual: str
    # Readings that are written in small letters.
    small: frozenset[str]


@functools.cache
def readings() -> dict[str, Readings]:
    """All ambiguous names that a state may be meant by."""
    found: dict[str, Readings] = {}
    for row in rows("ambiguous_names"):
        meant = values(row["readings"])
        states = tuple(one for one in meant if one in countries())
        if states:
            found[row["name"]] = _readings(states, tuple(one for one in meant if one not in states), row["cues"])
    return found


def _readings(states: tuple[str, ...], others: tuple[str, ...], text: str) -> Readings:
    cues: dict[str, frozenset[str]] = {}
    usual = ""
    for part in text.split(";"):
        match = _CUE.match(part.strip())
        if match is None:
            continue
        reading = next((one for one in (*states, *others) if match["reading"].startswith(one)), "")
        words = frozenset(word for word in re.findall(r"[\w-]+", match["words"].lower()) if word not in _STOP)
        if reading and match["how"] == "unless":
            usual = reading
            cues[f"not {reading}"] = words
        elif reading:
            cues[reading] = cues.get(reading, frozenset()) | words
    small = frozenset(one for one in others if f"{one} in lower case" in text)
    return Readings(states, others, cues, usual, small)


@functools.cache
def idle_names() -> frozenset[str]:
    """Names that hold a state's name and never mean it: seas, wars, straits, peoples of other lands."""
    return frozenset(
        row["name"]
        for row in rows("ambiguous_names")
        if not set(values(row["readings"])) & set(countries()) and row["name"][:1].isupper() and " " in row["name"]
    )


@functools.cache
def several() -> dict[str, tuple[str, ...]]:
    """Names of two states or more that no state's own row has: "Korea", "Congo", "the Koreas"."""
    return {name: one.states for name, one in readings().items() if len(one.states) > 1 and name.lower() not in forms()}


def decide(
    name: str, codes: tuple[str, ...], sentence: str, report: frozenset[str], *, capital_tells: bool
) -> tuple[str, ...]:
    """The states that the name can still mean, by the words beside it (`sentence`) and in the whole report.

    `capital_tells` is whether a capital letter shows a name here: then "Turkey" is no bird. Persons are told by the
    parse, not by words.
    """
    row = readings().get(name)
    if row is None:
        return codes
    here = frozenset(re.findall(r"[\w-]+", sentence.lower())) - {name.lower()}
    for other in row.others:
        if other == "person" or (capital_tells and other in row.small):
            continue
        cues = row.cues.get(other, frozenset())
        if cues & here and not any(row.cues.get(code, frozenset()) & here for code in codes):
            return ()
    if len(codes) < 2:
        return codes
    for words in (here, report):
        scores = {code: len(row.cues.get(code, frozenset()) & words) for code in codes}
        best = max(scores.values())
        top = [code for code in codes if scores[code] == best]
        if best and len(top) == 1:
            return (top[0],)
    if row.usual in codes and not row.cues[f"not {row.usual}"] & report:
        return (row.usual,)
    return codes
