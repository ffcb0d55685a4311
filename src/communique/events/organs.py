"""A state's own media as its voice: "KCNA accused Seoul" is North Korea's accusation, "KCNA said" is only a source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from communique.actors import outlet
from communique.events.candidates import lemma
from communique.events.words import words
from communique.records import Mention

if TYPE_CHECKING:
    from communique.language import Parsed

__all__ = ["without_media"]


def without_media(parsed: Parsed, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions that may be parties: no media that are only cited, but state media that themselves blame or warn."""
    cited = {mention.head: mention for mention in mentions if mention.source_role}
    voiced = set(_voiced(parsed, cited)) if cited else set()
    return [
        msgspec.structs.replace(mention, source_role=False) if mention.source_role else mention
        for mention in mentions
        if not mention.source_role or mention.head in voiced
    ]


def _voiced(parsed: Parsed, cited: dict[int, Mention]) -> Iterator[int]:
    for sentence in parsed.sentences:
        for token in sentence.doc:
            mention = cited.get(sentence.start + token.idx)
            if mention is None or token.dep_ != "nsubj" or token.head.pos_ != "VERB":
                continue
            owned = any((found := outlet(actor.name)) is not None and found.state_media for actor in mention.actors)
            if owned and lemma(token.head) not in words("plain_verb") | words("announcing_verb"):
                yield mention.head
