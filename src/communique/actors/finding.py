"""The whole flow over one report: names, described actors, then what refers back to them."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from communique.actors import coreference, groups, roles, surnames
from communique.actors.gazetteer import Hit
from communique.actors.pieces import pieces
from communique.actors.reading import read_sentence
from communique.actors.setting import setting
from communique.language import Parsed
from communique.records import Mention, Report

__all__ = ["find_in"]


def find_in(parsed: Parsed, report: Report, hits: Sequence[Hit]) -> tuple[Mention, ...]:
    """1. names and titles sentence by sentence; 2. surnames and unknown groups; 3. pronouns and descriptions."""
    context = setting(report, parsed.text, hits)
    starts = [hit.start for hit in hits]
    found: list[Mention] = []
    idle: list[tuple[int, int]] = []
    for sentence in parsed.sentences:
        inside = hits[bisect.bisect_left(starts, sentence.start) : bisect.bisect_left(starts, sentence.end)]
        known = pieces(sentence, inside, context)
        idle += [(sentence.start + one.start, sentence.start + one.end) for one in known]
        found += read_sentence(sentence, known, context)
    found = _merged(found, surnames.find(parsed, found, context))
    unknown = groups.find(parsed, found, idle)
    # "The Foreign Ministry" is a state's, where the report says which; a group of that name only where it does not.
    bare = [mention for mention in unknown if groups.is_institution(mention)]
    named = [mention for mention in unknown if mention not in bare]
    found = roles.settle(_merged(found, named), parsed.text, context)
    found = _merged(_merged(found, coreference.find(parsed, found, context)), bare)
    return tuple(roles.with_origin(found, parsed.text))


def _merged(first: list[Mention], more: list[Mention]) -> list[Mention]:
    """Both in order of the text; of two that overlap the earlier found stays."""
    starts = [mention.start for mention in first]
    kept = list(first)
    for mention in more:
        at = bisect.bisect_left(starts, mention.start)
        before = first[at - 1] if at else None
        after = first[at] if at < len(first) else None
        if (before is None or before.end <= mention.start) and (after is None or mention.end <= after.start):
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.start)
