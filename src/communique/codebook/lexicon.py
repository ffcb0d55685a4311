"""Lines of a lexicon: which words name an act, under which conditions, and where its parties stand.

A line is one or more lemmas joined by `|`, then conditions, each `key=word|word`:

    impose|slap|levy obj=sanction|embargo|tariff
    call prt=off obj=talk|visit|summit
    hold obj=talk|meeting with=@actor
    host obj=@actor role=swap

* A word is a lemma. In `obj=` and after a preposition it fits the head noun or a noun or adjective that modifies it
  ("nuclear test" fits `test` and `nuclear`). `@actor` fits any mention of an actor, `@body` one of an
  international body, `@person` one who is named or holds an office, `@people` people with no office, `@place` a
  place, `@several` (as `subj`) parties of several countries. Other names stand for the words of that class in
  `tables/event_words.csv`: `@ship`, `@aircraft`, `@unit` (men under arms), `@arm`, `@envoy`, `@goods` (what is given in
  need), `@link` (what runs between two states), `@captive` (who may be held or let go), `@wrong` and `@untruth` (what a
  deed or a charge is called).
* `obj` is the direct object, or the subject of a passive; `subj` the subject; `prt` the particle; `mod` an adverb or an
  adjective beside the word; `of` and every other key name a preposition (`with=*`: any noun after "with").
* `pred=*`: the noun is what its subject is said to be ("the arrest was an affront").
* `has=`: a word of all that the trigger governs ("declared persona non grata", which parsers break).
* `!key=…` must not hold. `key=*` wants the key to be there at all.
* `comp=type|type`: governs an act of one of these types or quads ("agree to send aid"); `comp=*` any governed clause.
* `role=` says where the parties stand when it is not the plain way: `swap` (the subject undergoes it: "receive aid
  from"), `all` (everyone acts together), `with`, `on`, … (the recipient follows this preposition), `none`,
  `said` (the speaker acts toward the subject: "said that Chad had violated the truce" is the speaker's accusation).
* `together=TYPE`: done by parties of several countries it is that type ("held drills": MOBILIZE, COOPERATE).
* `status=` gives a status when the words themselves do ("plan", "schedule"); `weight=` prefers a line (default 0).

The line that fits with the most conditions wins; of equals, the heavier, then the first.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from communique.errors import UsageError
from communique.records import Status
from communique.tables import load

_CLASSES = ("ship", "aircraft", "unit", "arm", "envoy", "goods", "link", "captive", "wrong", "untruth")
_SETTINGS = ("role", "status", "weight", "together")


@dataclass(frozen=True, slots=True)
class Condition:
    """`key` must (or, where `negated`, must not) hold one of `words`; `*` is any."""

    key: str
    words: frozenset[str]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: any of `lemmas`, all `conditions`, then the act is of `type` and `mode`."""

    lemmas: tuple[str, ...]
    conditions: tuple[Condition, ...]
    type: str
    mode: str
    pos: Literal["verb", "noun"]
    role: str = ""
    status: Status | Literal[""] = ""
    weight: float = 0.0
    together: str = ""

    @property
    def specificity(self) -> float:
        """How much the line asks for: one a condition that must hold, less where any word will do, and its weight."""
        asked = sum(0.6 if "*" in condition.words else 1.0 for condition in self.conditions if not condition.negated)
        return asked + self.weight


def parse_entry(line: str, *, type: str, mode: str, pos: Literal["verb", "noun"]) -> Entry:  # noqa: A002
    """One line as an entry. Raises `UsageError` where it does not follow the grammar."""
    words = line.split()
    if not words or "=" in words[0]:
        raise UsageError(f"the line {line!r} names no word: begin it with one or more lemmas joined by |")
    conditions: list[Condition] = []
    settings: dict[str, str] = {}
    for word in words[1:]:
        key, equals, value = word.partition("=")
        if not equals or not key.strip("!") or not value:
            raise UsageError(f"{word!r} in the line {line!r} is no condition: write key=word|word or !key=word|word")
        if key in _SETTINGS:
            settings[key] = value
        else:
            conditions.append(Condition(key.lstrip("!"), _spelt_out(value.split("|")), key.startswith("!")))
    try:
        weight = float(settings.get("weight", "0"))
    except ValueError as error:
        raise UsageError(f"weight={settings['weight']} in the line {line!r} is no number") from error
    status: Status | Literal[""] = settings.get("status", "")  # type: ignore[assignment]
    if status and status not in get_args(Status):
        raise UsageError(f"status={settings['status']} in the line {line!r} is none of {', '.join(get_args(Status))}")
    return Entry(
        lemmas=tuple(words[0].split("|")),
        conditions=tuple(conditions),
        type=type,
        mode="" if mode == "any" else mode,
        pos=pos,
        role=settings.get("role", ""),
        status=status,
        weight=weight,
        together=settings.get("together", ""),
    )


def _spelt_out(words: Iterable[str]) -> frozenset[str]:
    """The words, each name of a class replaced by the words of the class."""
    return frozenset(one for word in words for one in _classes().get(word, (word,)))


@functools.cache
def _classes() -> dict[str, tuple[str, ...]]:
    named = {row["class"]: row["words"] for row in load("event_words")}
    return {f"@{name}": tuple(named[name].split("|")) for name in _CLASSES}
