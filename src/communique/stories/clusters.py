"""Groups out of scored pairs, without chains: a group holds only while its members are alike on average."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

__all__ = ["Classes", "average_link", "components"]

# Reports go by their IDs or by their places among all IDs: both sort alike.
Name = TypeVar("Name", int, str)


class Classes(Generic[Name]):
    """Reports that are one text, each class named by its smallest report."""

    def __init__(self) -> None:
        self._home: dict[Name, Name] = {}

    def of(self, report: Name) -> Name:
        """The name of a report's class; its own when it is alone."""
        while (parent := self._home.get(report, report)) != report:
            self._home[report] = report = self._home.get(parent, parent)
        return report

    def join(self, a: Name, b: Name) -> None:
        """Make the classes of two reports one."""
        one, other = sorted((self.of(a), self.of(b)))
        if one != other:
            self._home[other] = one


def components(
    scores: Mapping[tuple[Name, Name], float], least: float, most: int, *, step: float = 0.02
) -> list[frozenset[Name]]:
    """Reports joined by scores of at least `least`; a component of more than `most` is taken apart by asking for more.

    However many weak links there are, nothing larger than `most` is ever looked at as a whole, unless its members are
    alike beyond 1.
    """
    strong = {pair: score for pair, score in scores.items() if score >= least}
    classes: Classes[Name] = Classes()
    for a, b in strong:
        classes.join(a, b)
    found: dict[Name, set[Name]] = {}
    for report in sorted({report for pair in strong for report in pair}):
        found.setdefault(classes.of(report), set()).add(report)
    kept = [frozenset(members) for members in found.values() if len(members) <= most or least > 1]
    inside: dict[Name, dict[tuple[Name, Name], float]] = {}
    if len(kept) < len(found):
        large = {name for name, members in found.items() if len(members) > most}
        for pair, score in strong.items():
            if (name := classes.of(pair[0])) in large:
                inside.setdefault(name, {})[pair] = score
    del strong
    for pairs in inside.values():
        kept += components(pairs, least + step, most, step=step)
    return sorted(kept, key=min)


def average_link(
    groups: Sequence[frozenset[Name]],
    scores: Mapping[tuple[Name, Name], float],
    threshold: float,
    forbidden: Callable[[Name, Name], bool] | None = None,
    weights: Mapping[Name, int] | None = None,
) -> list[frozenset[Name]]:
    """Merge the most alike groups while the average score over all pairs across them is at least `threshold`.

    `scores` holds pairs (smaller ID first); a pair that is not in it scores 0, so a chain of weak links can't grow: two
    groups of n and m members need n * m / 2 good pairs or so. Ties go to the smaller IDs, so order never matters.
    A member with a weight counts as so many. What is forbidden to two members is forbidden to their groups.
    """
    weights = weights or {}
    linked = {report for pair in scores for report in pair}
    alone: list[frozenset[Name]] = [group for group in groups if linked.isdisjoint(group)]
    members: dict[Name, set[Name]] = {min(group): set(group) for group in groups if not linked.isdisjoint(group)}
    home = {report: name for name, group in members.items() for report in group}
    links: dict[Name, dict[Name, float]] = {name: {} for name in members}
    for (a, b), score in scores.items():
        one, other = home[a], home[b]
        if one != other:
            links[one][other] = links[one].get(other, 0.0) + score * weights.get(a, 1) * weights.get(b, 1)
            links[other][one] = links[one][other]
    size = {name: sum(weights.get(report, 1) for report in group) for name, group in members.items()}

    def offered(one: Name, other: Name) -> tuple[float, Name, Name]:
        # The score is turned round, so that the highest sorts first.
        one, other = sorted((one, other))
        return -round(links[one][other] / (size[one] * size[other]), 6), one, other

    # The best offer is on top of the heap; one whose groups have changed since is passed over when it gets there.
    offers = [offered(one, other) for one, others in links.items() for other in others if one < other]
    offers = [offer for offer in offers if -offer[0] >= threshold]
    heapq.heapify(offers)
    while offers:
        offer = heapq.heappop(offers)
        _, one, other = offer
        if other not in links.get(one, ()) or offered(one, other) != offer:
            continue
        if forbidden and any(forbidden(a, b) for a in members[one] for b in members[other]):
            continue
        members[one] |= members.pop(other)
        size[one] += size.pop(other)
        for third, total in links.pop(other).items():
            links[third].pop(other)
            if third != one:
                links[one][third] = links[one].get(third, 0.0) + total
                links[third][one] = links[one][third]
        for third in links[one]:
            changed = offered(one, third)
            if -changed[0] >= threshold:
                heapq.heappush(offers, changed)
    return sorted(alone + [frozenset(group) for group in members.values()], key=min)
