"""Surnames alone: "Kim said" after "Kim Jong Un", in the headline before it, or of a leader who needs no first name."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from communique.actors.phrases import before_person
from communique.actors.setting import Setting
from communique.language import Parsed
from communique.records import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["find"]


def find(parsed: Parsed, found: list[Mention], context: Setting) -> list[Mention]:
    """Mentions by surname, with the title before it where there is one ("President Xi")."""
    spans = [(mention.start, mention.end) for mention in found]
    more: list[Mention] = []
    for sentence in parsed.sentences:
        for token in sentence.doc:
            start = sentence.start + token.idx
            if not token.text[:1].isupper() or (
                token.pos_ not in {"PROPN", "NOUN", "ADJ", "VERB"} and token.ent_type_ == ""
            ):
                continue
            at = bisect.bisect_right(spans, (start, len(parsed.text)))
            if at and spans[at - 1][1] > start:
                continue
            actor = context.surname(token.text)
            if actor is None or _longer_name(token.doc, token.i):
                continue
            phrase = before_person(token.doc, token.i, {})
            first = token.doc[phrase.first]
            begin = sentence.start + first.idx
            if at and spans[at - 1][1] > begin:
                begin = start
            more.append(
                Mention(
                    start=begin, end=start + len(token.text), text=parsed.text[begin : start + len(token.text)],
                    kind="title" if begin < start else "name", head=start, actors=(actor,),
                )
            )  # fmt: skip
    return more


def _longer_name(doc: Doc, position: int) -> bool:
    """Whether the word is a part of a longer capitalised name that nobody introduced: "Kim Dae", "Park Avenue"."""
    after = doc[position + 1] if position + 1 < len(doc) else None
    return after is not None and after.pos_ == "PROPN" and after.dep_ != "appos" and doc[position].dep_ == "compound"
