"""How far readers agree who judged the same facts: share of equal judgements, and Cohen's kappa."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from communique.records import Judgement

# A verdict on a fact; merging and splitting say nothing of its truth.
_VERDICTS = ("accept", "reject", "edit")


def agreement_between(judgements: Sequence[Judgement]) -> list[dict[str, Any]]:
    """A row for every two readers who judged facts in common: how many, the share agreed, kappa.

    A reader's last verdict on a fact counts. Kappa is 1 for full agreement, 0 for what chance would give, and `None`
    where chance alone would make them agree (both gave one and the same verdict throughout).
    """
    verdicts: dict[str, dict[str, str]] = defaultdict(dict)
    for judgement in judgements:
        if judgement.action in _VERDICTS:
            verdicts[judgement.by][judgement.target] = judgement.action
    return [
        _row(a, b, verdicts[a], verdicts[b])
        for a, b in combinations(sorted(verdicts), 2)
        if verdicts[a].keys() & verdicts[b].keys()
    ]


def _row(a: str, b: str, first: Mapping[str, str], second: Mapping[str, str]) -> dict[str, Any]:
    facts = sorted(first.keys() & second.keys())
    agreed = sum(first[fact] == second[fact] for fact in facts) / len(facts)
    counts = [Counter(side[fact] for fact in facts) for side in (first, second)]
    chance = sum(counts[0][verdict] * counts[1][verdict] for verdict in _VERDICTS) / len(facts) ** 2
    kappa = round((agreed - chance) / (1 - chance), 3) if chance < 1 else None
    return {"readers": f"{a}, {b}", "facts": len(facts), "agreed": round(agreed, 3), "kappa": kappa}
