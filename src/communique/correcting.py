"""A person's correction put into a record: checked, kept by the evidence of the fact, and taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from communique.errors import UsageError
from communique.merge.judgements import check_edits
from communique.merge.likeness import sides
from communique.records import Action, Evidence, Judgement, content_id
from communique.store import Record

__all__ = ["judge", "take_back"]


def judge(
    record: Record,
    action: Action,
    facts: Sequence[str],
    *,
    by: str,
    why: str = "",
    edits: Mapping[str, str] | None = None,
) -> Judgement:
    """Record a judgement of the facts with these IDs (or beginnings of IDs); the caller concludes anew.

    `merge` takes two events, all others take one fact; only `edit` takes `edits`. Raises `UsageError` where that does
    not fit, where an ID names nothing or more than one fact, or where an edit means nothing.
    """
    changes = dict(edits or {})
    wanted = 2 if action == "merge" else 1
    if len(facts) != wanted:
        raise UsageError(f"{action} takes {wanted} ID{'s' * (wanted > 1)}, not {len(facts)}: take them from a listing")
    if bool(changes) != (action == "edit"):
        raise UsageError("edit takes --set FIELD=VALUE" if action == "edit" else f"{action} takes no --set")
    check_edits(changes)
    found = [_fact(record, fact, action) for fact in facts]
    kind, target, evidence, event_type, parties = found[0]
    now = moment()
    other = found[1] if action == "merge" else None
    judgement = Judgement(
        judgement_id=content_id("judgement", action, target, other and other[1], by, now, why, sorted(changes.items())),
        action=action,
        kind=kind,
        target=target,
        evidence=evidence,
        by=by,
        at=now,
        why=why,
        event_type=event_type,
        other_type=other[3] if other else "",
        other=other[2] if other else (),
        edits=changes,
        parties=parties,
        other_parties=other[4] if other else (),
    )
    record.add_judgements([judgement])
    return judgement


def take_back(record: Record, judgement_id: str) -> str:
    """Undo the judgement with this ID (or beginning of one) and return its whole ID. Raises `UsageError`."""
    known = [one.judgement_id for one in record.judgements() if one.judgement_id.startswith(judgement_id)]
    if len(known) != 1:
        raise UsageError(f"{judgement_id!r} names {len(known)} judgements in force: see `communique correct --list`")
    record.undo(known[0], moment())
    return known[0]


def moment() -> str:
    """Now, as judgements write it: ISO 8601 in UTC."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")


def _fact(record: Record, prefix: str, action: str) -> tuple[Any, str, tuple[Evidence, ...], str, tuple[str, ...]]:
    found = [(kind, key) for kind, key in record.find(prefix) if kind in ("event", "statement", "relation")]
    if len(found) != 1:
        many = f"any of {len(found)} facts" if found else "no event, statement or relation"
        raise UsageError(f"{prefix!r} names {many} of the record: take the whole ID from a listing")
    kind, key = found[0]
    if kind != "event" and action not in ("accept", "reject"):
        raise UsageError(f"a {kind} can be accepted or rejected; only events can be {action}ed")
    fact = record.fact(kind, key)
    evidence = (fact.content,) if kind == "statement" else fact.evidence
    if kind != "event":
        return kind, key, evidence, "", ()
    return kind, key, evidence, fact.type, tuple(sorted(sides(fact.actors) | sides(fact.recipients)))
