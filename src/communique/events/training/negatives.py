"""Verbs of the worked examples that are not the marked act, as rows of none: what most verbs of a report are.

A report is read verb by verb. Most verbs with parties beside them name no act ("the ministry said", "ships that sail
for Chile"), and a coder that has seen only marked acts takes them for some. An example says which of its verbs is the
act; the others, unless they govern it or are governed by it, are not.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.codebook import NONE
from communique.events.coder import LexiconCoder
from communique.events.features import acts_read, parties_of
from communique.events.instances import Instance, Labelled
from communique.events.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["bystanders"]

# Links by which one act is told in two verbs: "vowed to send", "met and discussed".
_ONE_ACT = frozenset({"xcomp", "ccomp", "conj", "advcl", "pcomp", "acl", "aux", "auxpass"})


def bystanders(rows: Sequence[Labelled], coder: LexiconCoder, *, share: float, seed: int) -> list[Labelled]:
    """Rows of none from other verbs of `share` of the rows that mark their trigger, in the rows' groups.

    Verbs that the lexicon reads as an act are left out: they may be a second act that the example does not mark.
    """
    chance = random.Random(seed)
    found: list[Labelled] = []
    for row in rows:
        if row.instance.trigger is None or chance.random() > share:
            continue
        acts = acts_read(row.instance, coder)
        others = [verb for verb in row.instance.doc if verb.i not in acts and _stands_by(verb, row.instance)]
        if others:
            verb = chance.choice(others)
            actor, recipient = parties_of(row.instance, verb)
            if actor is not None or recipient is not None:
                place = (verb.idx, verb.idx + len(verb.text))
                found.append(Labelled(Instance(row.instance.doc, actor, recipient, place), NONE, "", "", row.group))
    return found


def _stands_by(verb: Token, instance: Instance) -> bool:
    assert instance.trigger is not None
    if verb.pos_ != "VERB" or verb.lemma_.lower() in words("plain_verb"):
        # Verbs of all work are never asked about.
        return False
    act = instance.doc.char_span(*instance.trigger, alignment_mode="expand")
    return act is not None and not _linked(verb, act.root) and not _linked(act.root, verb)


def _linked(low: Token, high: Token) -> bool:
    """Whether `low` is `high` or hangs on it through clauses of one act."""
    while True:
        if low.i == high.i:
            return True
        if low.dep_ not in _ONE_ACT or low.head.i == low.i:
            return False
        low = low.head
