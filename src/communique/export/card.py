"""The data card of an export: where its rows come from, what they count, and what they can't say."""

from __future__ import annotations

from collections import Counter
from typing import Any

from communique.export.columns import columns
from communique.export.formats import TABLES
from communique.store import Filter, Record
from communique.version import __version__

__all__ = ["card"]

_LIMITS = (
    "Only English reports are coded; others are kept, searchable and grouped with their story.",
    "Origins are independent pieces of reporting found in this record, not in the world.",
    "Events that a person rejected are left out; judgements are listed in the jsonl, csv and parquet formats.",
    "A confidence is a product of factors whose weights are a judgement, not a measured frequency.",
    "Text of third parties stays theirs: the clauses quoted here are evidence, no licence to republish.",
)
_PAIRS = "One row is one pair of an actor and a recipient: an event of several parties has several rows."


def card(record: Record, format_: str, files: dict[str, tuple[str, int]]) -> dict[str, Any]:
    """The card of an export to a format; `files` maps a file's name to its kind and its number of rows."""
    reports = _reports(record)
    return {
        "made_by": f"communique {__version__}",
        "format": format_,
        "files": {name: {"rows": rows, "columns": list(columns(kind))} for name, (kind, rows) in files.items()},
        "columns_documented_in": "docs/exports.md",
        "reports": reports,
        "events": _events(record),
        "stories": sum(1 for _ in record.stories()),
        "statements": record.count_statements(Filter()),
        "statements_that_copies_repeat": record.count_repeats(Filter()),
        "relations": sum(1 for _ in record.relations()),
        "limits": [*([_PAIRS] if format_ in TABLES else []), *_LIMITS],
    }


def _reports(record: Record) -> dict[str, Any]:
    """How many reports, from where, of when; one pass, none kept."""
    outlets: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    origins: set[str] = set()
    days: list[str] = []
    refused = undated = 0
    for report in record.reports():
        if report.refused is not None:
            refused += 1
            continue
        outlets[report.outlet or "unknown"] += 1
        languages[report.language or "unknown"] += 1
        origins |= {report.origin} if report.origin else set()
        if report.published.known:
            days.append(str(report.published.start or report.published.end))
        else:
            undated += 1
    return {
        "count": outlets.total() + refused,
        "refused": refused,
        "independent_origins": len(origins),
        "outlets": _counted(outlets),
        "languages": _counted(languages),
        "first": min(days, default=None),
        "last": max(days, default=None),
        "without_a_date": undated,
    }


def _events(record: Record) -> dict[str, Any]:
    types: Counter[str] = Counter()
    first: list[str] = []
    last: list[str] = []
    for event in record.events():
        types[event.type] += 1
        if event.when.known:
            first.append(str(event.when.start or event.when.end))
            last.append(str(event.when.end or event.when.start))
    return {
        "count": types.total(),
        "by_type": _counted(types),
        "first": min(first, default=None),
        "last": max(last, default=None),
        "without_a_date": types.total() - len(first),
    }


def _counted(values: Counter[str]) -> dict[str, int]:
    return dict(sorted(values.items(), key=lambda item: (-item[1], item[0])))
