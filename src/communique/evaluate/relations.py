"""Scores standing facts (treaties, ties, sanctions, deployments, wars, armistices, memberships) against gold.

Without paths the set that ships is scored: short texts of many decades and countries, labelled before any output on
them was seen. Gold: JSON lines `{id, published, text, relations: [{kind, parties, start?, end?, status?}]}`; parties
are country codes, or names of bodies; a date as fine as the text allows (`1972`, `1972-05`, `1972-05-30`); status is
`negated` where a text says that the fact does not hold.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from communique import actors, dates, events, language
from communique.errors import UsageError
from communique.merge.relations import merge_relations
from communique.records import Actor, RelationMention, Report, When

__all__ = ["evaluate"]

# A treaty of alliance is read as either.
_FAMILY = {"alliance": "treaty"}


class _Fact(NamedTuple):
    """A standing fact as it is compared: dates as far as they are stated, in ISO form; empty where they are not."""

    kind: str
    parties: frozenset[str]
    negated: bool
    start: str = ""
    end: str = ""

    @property
    def what(self) -> tuple[str, frozenset[str], bool]:
        return self.kind, self.parties, self.negated

    def __str__(self) -> str:
        dated = f" {self.start}..{self.end}" if self.start or self.end else ""
        return f"{'not ' if self.negated else ''}{self.kind} {' '.join(sorted(self.parties))}{dated}"


def evaluate(paths: Sequence[Path]) -> dict[str, object]:
    """Precision, recall and F1 of kind and parties; of those found, the share with both dates right; by kind."""
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    dated = 0
    errors: list[str] = []
    texts = 0
    for where, row in _rows(paths):
        texts += 1
        gold = [_gold(fact, where) for fact in row["relations"]]  # type: ignore[attr-defined]
        mine = [_named(fact, gold) for fact in _facts(row)]
        found.update(fact.kind for fact in mine)
        wanted.update(fact.kind for fact in gold)
        for fact in gold:
            match = next((one for one in mine if one.what == fact.what), None)
            if match is None:
                errors.append(f"{where} missed: {fact}")
                continue
            mine.remove(match)
            right[fact.kind] += 1
            if _same_day(fact.start, match.start) and _same_day(fact.end, match.end):
                dated += 1
            else:
                errors.append(f"{where} dated: {match}, not {fact}")
        errors += [f"{where} extra: {fact}" for fact in mine]
    total = sum(right.values())
    return {
        "texts": texts,
        **_figures(total, sum(found.values()), sum(wanted.values())),
        "dates_right": round(dated / total, 4) if total else 0.0,
        "kinds": {kind: _figures(right[kind], found[kind], wanted[kind]) for kind in sorted({*found, *wanted})},
        "errors": errors,
    }


def _facts(row: dict[str, object]) -> Iterator[_Fact]:
    """What the stages from the text on find in one text, merged as within a record."""
    day = dt.date.fromisoformat(str(row["published"]))
    published = When(start=day, end=day, precision="day", basis="metadata")
    report = Report(report_id="gold", source="gold", content_hash="", text=str(row["text"]), published=published)
    parsed = language.parse(str(row["text"])[:64], report.text)
    mentions = actors.find(parsed, report)
    told = events.relations(parsed, report, mentions, dates.find(parsed, published))
    for relation in merge_relations(told, {}):
        yield _Fact(_kind(relation.kind), _codes(relation.parties), False, *_ends(relation.valid))
    seen: set[tuple[str, frozenset[str]]] = set()
    for denied in (mention for mention in told if mention.status == "negated"):
        yield from _denied(denied, seen)


def _denied(mention: RelationMention, seen: set[tuple[str, frozenset[str]]]) -> Iterator[_Fact]:
    key = _kind(mention.kind), _codes(mention.parties)
    if key not in seen:
        seen.add(key)
        yield _Fact(*key, True)


def _kind(kind: str) -> str:
    return _FAMILY.get(kind, kind)


def _codes(parties: Sequence[Actor]) -> frozenset[str]:
    """Each party once, as its country or, for a body of states, as its ID and name joined."""
    return frozenset(
        f"{actor.actor_id}|{actor.name}|{actor.country}" if actor.kind == "organisation" else str(actor.country)
        for actor in parties
    )


def _named(fact: _Fact, gold: Sequence[_Fact]) -> _Fact:
    """The fact with each body by the name that the gold has for it."""
    labels = {label for one in gold for label in one.parties}

    def name(code: str) -> str:
        parts = code.split("|")
        return next((part for part in parts if part in labels), parts[0])

    return fact._replace(parties=frozenset(map(name, fact.parties)))


def _ends(valid: When) -> tuple[str, str]:
    return str(valid.start or ""), str(valid.end or "")


def _same_day(stated: str, found: str) -> bool:
    """Whether a found day lies in the stated one, which may be a month or a year; both may be unknown."""
    return found.startswith(stated) if stated else not found


def _gold(fact: dict[str, object], where: str) -> _Fact:
    try:
        return _Fact(
            _kind(str(fact["kind"])),
            frozenset(map(str, fact["parties"])),  # type: ignore[call-overload]
            fact.get("status") == "negated",
            str(fact.get("start", "")),
            str(fact.get("end", "")),
        )
    except (KeyError, TypeError) as error:
        raise UsageError(f"{where}: a relation needs a kind and parties (a list of codes): {fact}") from error


def _figures(right: int, found: int, wanted: int) -> dict[str, object]:
    precision, recall = (round(right / whole, 4) if whole else 0.0 for whole in (found, wanted))
    f1 = round(2 * right / (found + wanted), 4) if found + wanted else 0.0
    return {"right": right, "found": found, "gold": wanted, "precision": precision, "recall": recall, "f1": f1}


def _rows(paths: Sequence[Path]) -> Iterator[tuple[str, dict[str, object]]]:
    shipped = resources.files("communique.evaluate").joinpath("sets/relations.jsonl")
    for name, text in [(path.name, path.read_text("utf-8")) for path in paths] or [("", shipped.read_text("utf-8"))]:
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                row = json.loads(line)
                if not {"text", "published", "relations"} <= row.keys():
                    raise UsageError(f"{name}, line {number}: needs the fields text, published and relations")
                yield str(row.get("id") or f"{name}:{number}"), row
