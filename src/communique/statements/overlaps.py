"""Of several readings of the same words the one that stays, and contents cut where another's words begin."""

from __future__ import annotations

from communique.statements.attribution import Attribution

__all__ = ["once"]

# Subjects by which a speaker speaks of themselves in reported speech.
_SAME = frozenset({"he", "she", "they", "it", "i", "we"})


def once(found: list[Attribution]) -> list[Attribution]:
    """Of two readings with the same cue and content one; of two with the same content and speaker the first."""
    seen: dict[tuple[object, ...], Attribution] = {}
    for one in found:
        seen.setdefault((one.content, one.speaker), one)
    kept = list(seen.values())
    for source in kept:
        if source.form == "according":
            _cut(source, kept)
        elif source.form == "colon" and source.speaker is not None and source.speaker[0] > source.content[0]:
            for one in kept:
                if one is not source and one.content[0] < source.cue[0] < one.content[1]:
                    one.content = one.content[0], source.cue[0]
        else:
            _cut_contrast(source, kept)
    return [one for one in kept if not any(_retold(one, outer) for outer in kept)]


def _cut(source: Attribution, found: list[Attribution]) -> None:
    """Take "according to …" off the end of the contents that the parser let it stand in."""
    for one in found:
        start, end = one.content
        if one is not source and start < source.frame[0] - 3 < end <= source.frame[1] + 3:
            one.content = start, source.frame[0]


def _cut_contrast(second: Attribution, found: list[Attribution]) -> None:
    """ "Paris said it would wait, while Rome insisted …": the second speaker's clause is not the first's words."""
    mark = next((c for c in second.verb.children if c.dep_ == "mark" and c.lower_ in {"while", "whereas"}), None)
    if mark is None or second.head is None or second.head.lower_ in _SAME:
        return
    at = second.sentence.start + mark.idx
    for one in found:
        if one is not second and one.form == "clause" and one.cue[1] <= one.content[0] < at < one.content[1]:
            one.content = one.content[0], at


def _retold(inner: Attribution, outer: Attribution) -> bool:
    """ "He said he hopes that …": one statement, of which the inner verb is a part."""
    within = outer.content[0] <= inner.cue[0] and inner.content[1] <= outer.content[1] + 1
    if inner is not outer and inner.form == "noun" and within:
        # "expressed his support for", "said its readiness to": words inside another's statement.
        return outer.form in {"object", "particle"} or inner.kind in {"pledge", "think", "plan", "praise"}
    if (
        inner is outer
        or inner.head is None
        or outer.form not in {"clause", "quote"}
        or inner.sentence.start != outer.sentence.start
    ):
        return False
    if inner.head.lower_ not in _SAME or outer.head is None or inner.form == "quote":
        return False
    start, end = outer.content
    if (
        inner.kind in {"think", "plan"}
        and outer.kind == "say"
        and start <= inner.cue[0]
        and inner.content[1] <= end + 1
    ):
        return True
    begins = start <= inner.frame[0] <= start + 8 and inner.content[1] <= end
    return begins and inner.content[1] - inner.content[0] >= 0.5 * (end - start)
