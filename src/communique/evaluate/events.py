"""Scores coded events against reports whose events a person has written down.

Without paths the set that ships is scored (`sets/events.md` says what it is). Gold: JSON lines `{text, published,
title?, outlet?, read?, events: [{type, actors, recipients, status, or?}]}`, actors and
recipients as country codes; `or` lists other readings of the same event that are as good, of which the one that was
found counts, else the first. A fact is (type, actor country, recipient country, status); an act of several without a
recipient counts as one fact for each pair, in no order, and so does a meeting with one side written as the recipient.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from pathlib import Path

from communique import actors, dates, events, language, places, statements
from communique.errors import UsageError
from communique.records import UNKNOWN_DATE, EventMention, Report, When

__all__ = ["Fact", "code_report", "evaluate", "facts"]

# (type, actor country, recipient country, status)
Fact = tuple[str, str, str, str]

_MUTUAL = frozenset({"CONSULT", "COOPERATE"})
_WORST = 20
_SHIPPED = Path(str(resources.files("communique.evaluate"))) / "sets" / "events.jsonl"


def evaluate(paths: Sequence[Path]) -> dict[str, object]:
    """Precision, recall and F1 over all reports of the files, by type, with the reports that went worst."""
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    unmarked = [0, 0, 0]
    unread = [0, 0, 0]
    reports: list[dict[str, object]] = []
    for where, row in _rows(paths or [_SHIPPED]):
        mine = Counter({fact for event in code_report(row) for fact in facts(event)})
        gold = Counter({fact for event in row["events"] for fact in _meant(event, mine, where)})  # type: ignore[attr-defined]
        hit = gold & mine
        for counts, side in ((right, hit), (found, mine), (wanted, gold)):
            counts.update(fact[0] for fact in side)
        if not row.get("read"):
            for place, number in enumerate((sum(hit.values()), sum(mine.values()), sum(gold.values()))):
                unread[place] += number
        loose = [{fact[:3] for fact in side} for side in (gold, mine)]
        for place, number in enumerate((len(loose[0] & loose[1]), len(loose[1]), len(loose[0]))):
            unmarked[place] += number
        errors = len(gold) + len(mine) - 2 * len(hit)
        missed, extra = (sorted(map(" ".join, side)) for side in (gold - mine, mine - gold))
        reports.append({"report": where, "errors": errors, "missed": missed, "extra": extra})
    reports.sort(key=lambda report: -int(str(report["errors"])))
    return {
        "reports": len(reports),
        **_figures(sum(right.values()), sum(found.values()), sum(wanted.values())),
        "unread": _figures(*unread),
        "without_status": _figures(*unmarked),
        "types": {name: _figures(right[name], found[name], wanted[name]) for name in sorted({*found, *wanted})},
        "worst": reports[:_WORST],
    }


def facts(event: EventMention) -> Iterator[Fact]:
    """The facts that an event mention states."""
    doing, suffering = ({actor.country or "?" for actor in group} for group in (event.actors, event.recipients))
    return _facts(event.type, doing, suffering, event.status)


def code_report(row: dict[str, object]) -> tuple[EventMention, ...]:
    """The events of one gold row's text, by all stages from the text on."""
    report = Report(
        report_id="gold", source="gold", content_hash="", title=str(row.get("title", "")),
        outlet=str(row.get("outlet", "")), text=str(row["text"]), published=_day(str(row.get("published") or "")),
    )  # fmt: skip
    parsed = language.parse(report.report_id, report.text)
    mentions = actors.find(parsed, report)
    times = dates.find(parsed, report.published)
    said = statements.find(parsed, mentions, report)
    return events.code(parsed, report, mentions, times, places.find(parsed, mentions), said)


def _meant(event: dict[str, object], mine: Counter[Fact], where: str) -> Iterable[Fact]:
    """The facts of an event by the reading that was found; by the first of its readings where none was."""
    others: list[dict[str, object]] = event.get("or", [])  # type: ignore[assignment]
    readings = [tuple(_gold(one, where)) for one in (event, *others)]
    return next((facts for facts in readings if all(mine[fact] for fact in facts)), readings[0])


def _gold(event: dict[str, object], where: str) -> Iterator[Fact]:
    try:
        actors_, recipients = (frozenset(map(str, event.get(key) or ())) for key in ("actors", "recipients"))  # type: ignore[call-overload]
        return _facts(str(event["type"]), set(actors_), set(recipients), str(event.get("status", "reported")))
    except (KeyError, TypeError) as error:
        raise UsageError(
            f"{where}: an event needs type, actors and recipients (lists of codes), status: {event}"
        ) from error


def _facts(type_: str, actors_: set[str], recipients: set[str], status: str) -> Iterator[Fact]:
    if (len(actors_) > 1 and not recipients) or (type_ in _MUTUAL and actors_ and recipients):
        everyone = sorted(actors_ | recipients)
        if len(everyone) > 1:
            return ((type_, a, b, status) for a, b in itertools.combinations(everyone, 2))
    return ((type_, a, b, status) for a in sorted(actors_) or ["-"] for b in sorted(recipients) or ["-"])


def _figures(right: int, found: int, wanted: int) -> dict[str, object]:
    precision, recall = (round(right / whole, 4) if whole else 0.0 for whole in (found, wanted))
    f1 = round(2 * right / (found + wanted), 4) if found + wanted else 0.0
    return {"right": right, "found": found, "gold": wanted, "precision": precision, "recall": recall, "f1": f1}


def _rows(paths: Sequence[Path]) -> Iterator[tuple[str, dict[str, object]]]:
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                try:
                    row = json.loads(line)
                except json.JSONDecodeError as error:
                    raise UsageError(f"{path}, line {number}: is no JSON: {error}") from error
                if "text" not in row or "events" not in row:
                    raise UsageError(f"{path}, line {number}: needs the fields text and events")
                yield f"{path.name}:{number}", row


def _day(text: str) -> When:
    try:
        day = dt.date.fromisoformat(text[:10])
    except ValueError:
        return UNKNOWN_DATE
    return When(start=day, end=day, precision="day", basis="metadata")
