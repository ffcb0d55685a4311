"""Every pair that may belong together, compared: what related pairs are to each other, and how alike the others are.

Pairs are compared group by group, where a group is all that may hang together, so that a text is read once for all its
comparisons however many reports there are. The outcome is that of comparing all pairs in the order of their IDs.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from communique.records import Comparison, CopyKind, PairKind
from communique.stories.alignment import align
from communique.stories.clusters import Classes
from communique.stories.direction import direction
from communique.stories.kept import Kept
from communique.stories.labels import label
from communique.stories.occasions import EVENT, Scores
from communique.stories.topics import similarity
from communique.stories.traces import Traces

__all__ = ["AS_MEMBER", "COPIES", "Related", "compare_all", "compared"]

# Comparisons between two classes of identical texts that tell what they are to each other.
_ENOUGH = 3
# Share of text in common from which "is a copy of" may be handed on: B of A and C of B makes C one of A.
_SURE = 0.8
COPIES: frozenset[PairKind] = frozenset({"copy", "edited", "rewritten", "translated"})
AS_MEMBER: Mapping[PairKind, CopyKind] = {
    "copy": "copy", "edited": "edited", "rewritten": "rewritten", "translated": "translated", "partial": "partial",
}  # fmt: skip
# Pairs that are turned into Python's own numbers at a time.
_SHOWN = 100_000


class Related(NamedTuple):
    """Pairs that are related, by the numbers of their two reports, the smaller first, and sorted by them; the likeness
    of all whose topics were compared; and which reports are one text.
    """

    pairs: dict[tuple[int, int], Comparison]
    scores: Scores
    same: Classes[int]


def compare_all(codes: NDArray[np.int64], shared: NDArray[np.bool_], kept: Kept) -> Related:
    """Compare pairs as `StoryIndex.codes` gives them."""
    one, other = np.divmod(codes, max(1, len(kept.ids)))
    alike = np.full(len(codes), np.nan)
    groups = _groups(one, other, shared, alike, kept)
    # Nothing that is found inside of one group has a say in another: what lies across is only so much alike.
    told = groups[one] != groups[other]
    within = np.flatnonzero(~told)
    within = within[np.lexsort((within, groups[one[within]]))]
    related: dict[tuple[int, int], Comparison] = {}
    same: Classes[int] = Classes()
    seen: Counter[tuple[int, int]] = Counter()
    for at, a, b, share in _listed(within, one, other, shared):
        first, second = same.of(a), same.of(b)
        both = (first, second) if first < second else (second, first)
        # What is the same text as a third is not compared again: a story on n pages takes a few comparisons a page.
        if first == second or seen[both] >= _ENOUGH:
            continue
        if share:
            seen[both] += 1
        if np.isnan(alike[at]):
            alike[at] = similarity(kept.topic(a), kept.topic(b))
        told[at] = True
        if share or alike[at] >= EVENT:
            pair = compared(a, b, kept)
            if pair.kind != "unrelated":
                related[a, b] = pair
            if pair.kind in COPIES and min(pair.containment_a, pair.containment_b) >= _SURE:
                same.join(a, b)
    return Related(dict(sorted(related.items())), (one[told], other[told], alike[told]), same)


def _groups(
    one: NDArray[np.int64],
    other: NDArray[np.int64],
    shared: NDArray[np.bool_],
    alike: NDArray[np.float64],
    kept: Kept,
) -> NDArray[np.int64]:
    """For each report its group: reports that share text or are as alike as one event, one with the next.

    Leaves in `alike` the likeness of those pairs that had to be looked at for it.
    """
    ties: Classes[int] = Classes()
    for _, a, b, _ in _listed(np.flatnonzero(shared), one, other, shared):
        ties.join(a, b)
    groups = _homes(ties, len(kept.ids))
    for at, a, b, _ in _listed(np.flatnonzero(groups[one] != groups[other]), one, other, shared):
        alike[at] = likeness = similarity(kept.topic(a), kept.topic(b))
        if likeness >= EVENT:
            ties.join(a, b)
    return _homes(ties, len(kept.ids))


def _homes(ties: Classes[int], count: int) -> NDArray[np.int64]:
    return np.fromiter(map(ties.of, range(count)), dtype=np.int64, count=count)


def _listed(
    places: NDArray[np.int64], one: NDArray[np.int64], other: NDArray[np.int64], shared: NDArray[np.bool_]
) -> Iterator[tuple[int, int, int, bool]]:
    """The pairs at some places: place, the two reports, whether they share text."""
    for start in range(0, len(places), _SHOWN):
        at = places[start : start + _SHOWN]
        yield from zip(at.tolist(), one[at].tolist(), other[at].tolist(), shared[at].tolist(), strict=True)


def compared(a: int, b: int, kept: Kept) -> Comparison:
    """Two reports compared, without what changed between them."""
    one, other = kept.text(a), kept.text(b)
    alignment = align(one, other)
    kind, reasons = label(one, other, alignment, (kept.topic(a), kept.topic(b)))
    earlier: str | None = None
    confidence, why = 0.0, tuple[str, ...]()
    if kind in AS_MEMBER:
        earlier, confidence, why = direction(one.report, other.report, kind, Traces(one, other, alignment))
    return Comparison(
        a=kept.ids[a],
        b=kept.ids[b],
        kind=kind,
        containment_a=alignment.containment_a,
        containment_b=alignment.containment_b,
        earlier=earlier and kept.ids[a if earlier == kept.ids[a] else b],
        confidence=confidence,
        # Most pairs say one of a few things: one string each is kept of those.
        reasons=(*map(sys.intern, reasons), *why),
    )
