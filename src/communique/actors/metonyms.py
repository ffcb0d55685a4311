"""A capital that stands for its government, told from the town: by what it does, is done to, owns, and is near.

The default follows the press: as the subject of a verb or as an owner a capital is a government, after a preposition
it is a town. The exceptions are words of `metonym_cues`.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Literal

from communique.actors.rows import rows

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Reading", "reading"]

Reading = Literal["government", "place"]
# "Beijing and Moscow" both stand as the first of them does.
_CHAIN = 4


@functools.cache
def _cues() -> dict[tuple[str, str], Reading]:
    return {
        (row["role"], row["word"]): "government" if row["reading"] == "government" else "place"
        for row in rows("metonym_cues")
    }


def reading(doc: Doc, first: int, last: int) -> Reading:
    """Whether the name over these tokens stands for a government here; a town where nothing says so."""
    token = doc[first : last + 1].root
    if _beside_a_country(doc, first, last):
        return "place"
    for _ in range(_CHAIN):
        if token.dep_ != "conj" or token.head.pos_ not in {"PROPN", "NOUN", "ADJ"}:
            break
        token = token.head
    return _by_role(token)


def _beside_a_country(doc: Doc, first: int, last: int) -> bool:
    # "Beijing, China" and "Washington, D.C." are addresses; "PARIS (Reuters) -" and "MOSCOW, May 3" datelines.
    after = doc[last + 1] if last + 1 < len(doc) else None
    follower = doc[last + 2] if last + 2 < len(doc) else None
    if after is None:
        return False
    if after.text == "," and follower is not None and (
        follower.ent_type_ in {"GPE", "DATE"} or follower.text in {"D.C.", "DC"}
    ):  # fmt: skip
        return follower.dep_ != "conj" and not _listed(doc, last)
    if first == 0 and after.text in {"(", "—", "–", "-", "--"}:
        return True
    return after.text in {"D.C.", "DC"}


def _listed(doc: Doc, last: int) -> bool:
    # "Paris, Berlin and Rome said": a list, not an address.
    for token in doc[last + 1 : last + 9]:
        if token.lower_ in {"and", "or"}:
            return True
        if token.pos_ in {"VERB", "AUX"}:
            return False
    return False


def _by_role(token: Token) -> Reading:
    role, head = token.dep_, token.head
    if role in {"nsubj", "csubj"}:
        if head.lemma_ == "be":
            said = next((child for child in head.children if child.dep_ in {"acomp", "attr"}), head)
            return _cue("subject is", said, "place")
        return _cue("subject", head, "government")
    if role == "nsubjpass":
        return _cue("passive", head, "government")
    if role == "poss":
        return _cue("possession", head, "government")
    if role in {"dative", "iobj"}:
        # "promised Paris 60 million": a town is given nothing.
        return _cue("object", head, "government")
    if role == "dobj":
        return _cue("object", head, "place")
    if role in {"pobj", "agent"} or head.pos_ == "ADP":
        return _after_preposition(head)
    if role in {"compound", "nmod", "amod"}:
        return _as_modifier(head)
    return "place"


def _cue(role: str, word: Token, default: Reading) -> Reading:
    cues = _cues()
    return cues.get((role, word.lemma_.lower())) or cues.get((role, word.lower_)) or default


def _after_preposition(preposition: Token) -> Reading:
    word = preposition.lower_
    plain = _cues().get(("preposition", word))
    if plain is not None:
        return plain
    governor = preposition.head
    if word in {"of", "to", "from", "for", "on", "over"}:
        given = [child for child in governor.children if child.dep_ == "dobj"] if governor.pos_ == "VERB" else []
        # "sent a protest to Kyiv" is to the government, "sent a plane to Kyiv" to the town.
        return _cue(f"noun {word}", governor, _cue(f"noun {word}", given[0], "place") if given else "place")
    if word in {"toward", "towards"}:
        return _cue("noun toward", governor, "place")
    return "place"


def _as_modifier(head: Token) -> Reading:
    # "Beijing officials", "the Seoul government": whose they are; "Paris police", "a Moscow hotel": where they are.
    return _cue("modifier", head, "place")
