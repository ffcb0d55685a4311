"""What one report is to another, read off the alignment, and the reasons.

Rules in order, strictest first; each threshold carries what was measured on 185 pairs of real reports, labelled by
reading both (16 copies, 11 edits, 27 partial, 94 same event, 37 unrelated).
"""

from __future__ import annotations

import numpy as np

from communique.records import PairKind
from communique.stories.alignment import Alignment
from communique.stories.texts import Text
from communique.stories.topics import Topic, conflict, similarity
from communique.stories.translations import is_translation
from communique.stories.words import shingles

__all__ = ["label"]

# Fewer own words than this and equality proves nothing: two stubs of one outlet are identical and unrelated.
_SHORT = 20
# A stub is an excerpt where all of it is found in a text of so many times its length; of two stubs neither is.
_WHOLE, _LONGER = 0.95, 3
# Words of a quotation in a row that make it the same quotation.
_QUOTED = 4
# Share of the shorter text's own words found again. Copies and edits of the set lie at .49 to 1, all but one of the
# other pairs below .49, same-event pairs by different reporters below .26.
_COPIED = 0.47
# A copy says nearly all of it in the same words; below, sentences were edited.
_UNCHANGED = 0.8
# Share of aligned sentences in the very same words under which the whole was retold: edits of the set keep .2 to .94.
_RETOLD_VERBATIM = 0.15
# Shares of the two texts that stand in aligned sentences, in the same order, when the wording was changed so far that
# hardly a run is left. All of 32 rewrites by hand pass, and 1 of 518 same-event pairs.
_RETOLD, _RETOLD_LEAST, _IN_ORDER, _SENTENCES = 0.7, 0.5, 0.8, 3
# Own words in a row that two reporters don't write by chance: same-event pairs share runs up to 10, posts set aside.
_RUN = 11
_PASSAGES = 40
# As between stories; reports of two events of one pair of states reach .17.
_SAME_EVENT = 0.14


def label(a: Text, b: Text, alignment: Alignment, topics: tuple[Topic, Topic]) -> tuple[PairKind, tuple[str, ...]]:
    """The label of a pair and what speaks for it, strongest first."""
    shared = max(alignment.containment_a, alignment.containment_b)
    alike = similarity(*topics)
    reasons = [
        f"{alignment.containment_a:.0%} of the first found in the second, {alignment.containment_b:.0%} the other way",
        f"{len(alignment.blocks)} sentences aligned, {alignment.verbatim:.0%} of them word for word",
        f"longest run of common words outside quotations: {alignment.longest_run}",
        f"topics alike: {alike:.2f}",
    ]
    quoted = _quoted_in_both(a, b)
    if quoted:
        reasons.append(f"about {quoted} words quoted in both, left out of the measure")
    against = conflict(*topics)
    if against:
        reasons.append(f"against one event: {against}")
    if min(a.own.sum(), b.own.sum()) < _SHORT:
        if _is_excerpt(a, b, alignment):
            return "edited", (*reasons, "short, and all of it stands word for word in the longer one")
        reasons.append("too short to be judged as a copy")
        return _by_topic(alike, against), tuple(reasons)
    if is_translation(a, b):
        return "translated", (*reasons, "other language, the same names and numbers")
    if shared >= _COPIED:
        if alignment.verbatim <= _RETOLD_VERBATIM and shared < _UNCHANGED:
            return "rewritten", tuple(reasons)
        return ("copy" if shared >= _UNCHANGED and alignment.verbatim >= _UNCHANGED else "edited"), tuple(reasons)
    if _is_retold(alignment):
        return "rewritten", tuple(reasons)
    if alignment.longest_run >= _RUN or alignment.shared_words >= _PASSAGES:
        # A passage in common between reports of different things is background or furniture.
        return ("partial" if alike >= _SAME_EVENT else "unrelated"), tuple(reasons)
    return _by_topic(alike, against), tuple(reasons)


def _quoted_in_both(a: Text, b: Text) -> int:
    if not a.quoted.any() or not b.quoted.any():
        return 0
    runs = [shingles(text.words.hashes[text.quoted], _QUOTED) for text in (a, b)]
    common = len(np.intersect1d(runs[0], runs[1]))
    return common + _QUOTED - 1 if common else 0


def _is_excerpt(a: Text, b: Text, alignment: Alignment) -> bool:
    """Whether a text too short to be weighed by shares is the beginning, or another piece, of a much longer one."""
    small, large = sorted((int(a.own.sum()), int(b.own.sum())))
    whole = max(alignment.containment_a, alignment.containment_b) >= _WHOLE
    return whole and alignment.longest_run >= _RUN and large >= _LONGER * small


def _is_retold(alignment: Alignment) -> bool:
    shares = sorted((alignment.retold_a, alignment.retold_b))
    enough = shares[0] >= _RETOLD_LEAST and shares[1] >= _RETOLD and len(alignment.blocks) >= _SENTENCES
    return enough and alignment.order >= _IN_ORDER


def _by_topic(alike: float, against: str) -> PairKind:
    return "same event" if alike >= _SAME_EVENT and not against else "unrelated"
