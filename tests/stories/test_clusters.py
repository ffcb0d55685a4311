from __future__ import annotations

import itertools
import random

from communique.stories.clusters import average_link, components


def singles(names: str) -> list[frozenset[str]]:
    return [frozenset(name) for name in names]


def chain(names: str, score: float) -> dict[tuple[str, str], float]:
    return dict.fromkeys(itertools.pairwise(names), score)


def test_a_chain_of_weak_links_makes_no_large_group() -> None:
    names = "abcdefghijklmnopqrstuvwxyz"
    groups = average_link(singles(names), chain(names, 0.3), 0.19)
    assert max(len(group) for group in groups) <= 3


def test_reports_alike_throughout_make_one_group() -> None:
    scores = {(a, b): 0.3 for a in "abcd" for b in "abcd" if a < b}
    assert average_link(singles("abcde"), scores, 0.19) == [frozenset("abcd"), frozenset("e")]


def test_what_is_forbidden_stays_apart_however_alike() -> None:
    scores = {("a", "b"): 0.9}
    assert average_link(singles("ab"), scores, 0.1, lambda a, b: True) == singles("ab")


def test_the_order_of_reports_and_scores_changes_nothing() -> None:
    chance = random.Random(7)
    names = "abcdefghij"
    scores = {(a, b): round(chance.random() ** 3, 3) for a in names for b in names if a < b}
    expected = average_link(singles(names), scores, 0.25)
    for _ in range(5):
        shuffled = list(scores.items())
        chance.shuffle(shuffled)
        order = list(names)
        chance.shuffle(order)
        assert average_link(singles("".join(order)), dict(shuffled), 0.25) == expected


def test_a_component_too_large_is_taken_apart_by_its_weakest_links() -> None:
    names = "abcdefgh"
    scores = chain(names, 0.9) | {("d", "e"): 0.15}
    assert components(scores, 0.1, 4) == [frozenset("abcd"), frozenset("efgh")]
    assert components(scores, 0.1, 8) == [frozenset(names)]


def test_no_component_is_larger_than_allowed_unless_its_members_are_identical() -> None:
    names = [f"{number:03}" for number in range(200)]
    scores = dict.fromkeys(itertools.pairwise(names), 0.5)
    assert max((len(group) for group in components(scores, 0.1, 50)), default=0) <= 50


def test_what_is_forbidden_to_members_is_forbidden_to_their_group() -> None:
    scores = {("a", "b"): 0.9, ("a", "c"): 0.8, ("b", "c"): 0.8, ("c", "d"): 0.5}
    groups = average_link(singles("abcd"), scores, 0.2, lambda a, b: {a, b} == {"b", "c"})
    assert groups == [frozenset("ab"), frozenset("cd")]


def test_every_merge_is_the_best_that_is_left() -> None:
    chance = random.Random(3)
    names = [f"{number:02}" for number in range(14)]
    for _ in range(40):
        scores = {(a, b): round(chance.random(), 1) for a in names for b in names if a < b and chance.random() < 0.6}
        assert average_link([frozenset([name]) for name in names], scores, 0.3) == _plainly(names, scores, 0.3)


def _plainly(names: list[str], scores: dict[tuple[str, str], float], threshold: float) -> list[frozenset[str]]:
    """The definition: look at all pairs of groups, merge the best, begin again."""
    groups = [frozenset([name]) for name in names]
    while True:
        found = []
        for one, other in itertools.combinations(sorted(groups, key=min), 2):
            total = sum(scores.get((min(a, b), max(a, b)), 0.0) for a in one for b in other)
            found.append((-round(total / (len(one) * len(other)), 6), min(one), min(other), one, other))
        best = min(found, default=None, key=lambda offer: offer[:3])
        if best is None or -best[0] < threshold:
            return sorted(groups, key=min)
        groups = [group for group in groups if group not in best[3:]] + [best[3] | best[4]]
