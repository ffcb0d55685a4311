"""What refers back: pronouns, "the country", "the two leaders", "the North"; unresolved where there is doubt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.actors import descriptions, pronouns, sides
from communique.actors.discourse import Discourse
from communique.actors.setting import Setting
from communique.language import Parsed, Sentence
from communique.records import Actor, Mention, MentionKind, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find"]


_OPENING = sides.OPENING | descriptions.OPENING


def find(parsed: Parsed, found: list[Mention], context: Setting) -> list[Mention]:
    """Mentions by pronoun and description in order of the text; those that can't be decided have no actors."""
    talk = Discourse(parsed, found)
    more: list[Mention] = []
    covered = [(mention.start, mention.end) for mention in found]
    for number, sentence in enumerate(parsed.sentences):
        inside = {(start, end) for start, end in covered if sentence.start <= start < sentence.end}
        for mention in _in_sentence(sentence, number, talk, context, inside):
            more.append(mention)
            talk.add(mention, number)
    return more


def _in_sentence(
    sentence: Sentence, number: int, talk: Discourse, context: Setting, taken: set[tuple[int, int]]
) -> Iterator[Mention]:
    until = -1
    for token in sentence.doc:
        # Every token of a report comes by here, and one in ten begins something.
        if token.i <= until or not (token.lower_ in _OPENING or pronouns.is_pronoun(token)):
            continue
        start = sentence.start + token.idx
        if any(begin <= start < end for begin, end in taken):
            continue
        group = sides.group_at(token.doc, token.i)
        if group is not None and not _overlaps(sentence, group.first, group.last, taken):
            until = group.last
            actors = sides.members(group, talk, start, number, token.doc[group.last], context)
            yield _mention(sentence, group.first, group.last, "nominal", actors)
            continue
        described = descriptions.described_at(token.doc, token.i)
        if described is not None and not _overlaps(sentence, described.first, described.last, taken):
            if described.of == "office" and described.owner in {"his", "her", "its", "their"}:
                # "its envoy": the pronoun, and then whoever it owns.
                owners, antecedent = pronouns.meant(token, talk, start, number, context)
                yield _mention(sentence, token.i, token.i, "pronoun", owners, antecedent)
                actors = descriptions.owned(described, owners, context)
                if actors:
                    until = described.last
                    yield _mention(sentence, described.first + 1, described.last, "nominal", actors, antecedent)
                continue
            actors, antecedent = descriptions.meant(described, talk, start, number, context)
            if actors or described.sure:
                until = described.last
                yield _mention(sentence, described.first, described.last, "nominal", actors, antecedent)
                continue
        if pronouns.is_pronoun(token):
            actors, antecedent = pronouns.meant(token, talk, start, number, context)
            yield _mention(sentence, token.i, token.i, "pronoun", actors, antecedent)


def _overlaps(sentence: Sentence, first: int, last: int, taken: set[tuple[int, int]]) -> bool:
    start, end = sentence.span(sentence.doc[first], sentence.doc[last])
    return any(begin < end and start < stop for begin, stop in taken)


def _mention(
    sentence: Sentence,
    first: int,
    last: int,
    kind: MentionKind,
    actors: tuple[Actor, ...],
    antecedent: Span | None = None,
) -> Mention:
    doc = sentence.doc
    start, end = sentence.span(doc[first], doc[last])
    head: Token = doc[first : last + 1].root
    return Mention(
        start=start, end=end, text=doc.text[doc[first].idx : doc[last].idx + len(doc[last])], kind=kind,
        head=sentence.start + head.idx, actors=actors, antecedent=antecedent,
    )  # fmt: skip
