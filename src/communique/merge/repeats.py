"""Statements that a copy only repeats, folded under those of the report it goes back to.

A rewritten copy tells in other words what the original told; who spoke once has not spoken twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from communique.merge.likeness import content_words
from communique.merge.press import Press
from communique.records import Statement

__all__ = ["fold_repeats"]

# Share of content words that a copy's statement has in common with the original's: a rewrite keeps the names and facts.
_ALIKE = 0.5


def fold_repeats(statements: Sequence[Statement], press: Press) -> list[Statement]:
    """The statements in their order, those of copies with `repeats`, those repeated with `copies`.

    What a copy adds repeats nothing, and stands by itself.
    """
    by_report: dict[str, list[Statement]] = defaultdict(list)
    for one in statements:
        by_report[one.report_id].append(one)
    repeats: dict[str, str] = {}
    copies: dict[str, set[str]] = defaultdict(set)
    for report_id in sorted(by_report):
        source = press.copied_from(report_id)
        for one in by_report[report_id] if source is not None else ():
            first = max(by_report.get(source or "", ()), key=lambda other: _likeness(one, other), default=None)
            if first is not None and _likeness(one, first) >= _ALIKE:
                repeats[one.statement_id] = first.statement_id
                copies[first.statement_id].add(report_id)
    return [
        msgspec.structs.replace(
            one, repeats=repeats.get(one.statement_id, ""), copies=tuple(sorted(copies.get(one.statement_id, ())))
        )
        if one.statement_id in repeats or one.statement_id in copies
        else one
        for one in statements
    ]


def _likeness(one: Statement, other: Statement) -> float:
    """The share of content words in common of one speaker's words, 0 where somebody else speaks."""
    if not _same_speaker(one, other):
        return 0.0
    a, b = content_words(one.content.text), content_words(other.content.text)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _same_speaker(one: Statement, other: Statement) -> bool:
    a, b = one.speaker, other.speaker
    if a is None or b is None:
        return a is b
    if a.actor is not None and b.actor is not None:
        return a.actor.actor_id == b.actor.actor_id
    # A pronoun in one, a name in the other: a rewrite changes who is named where.
    return a.actor is None or b.actor is None
