"""Unknown organisations and peoples: what the parser names and no table has becomes an actor of its own."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from communique.actors import build
from communique.actors.ambiguity import readings
from communique.actors.gazetteer import scan
from communique.actors.setting import states_of
from communique.actors.titles import Title, ending_at, titles
from communique.language import Parsed, Sentence
from communique.records import Mention

if TYPE_CHECKING:
    from spacy.tokens import Span

__all__ = ["find", "is_institution"]

_COMPANY = frozenset("inc corp co ltd llc plc ag sa gmbh holdings group airlines airways motors energy oil".split())


def find(parsed: Parsed, found: list[Mention], idle: list[tuple[int, int]]) -> list[Mention]:
    """Mentions of groups that only the parser's names show; `idle` are names inside those of wars and seas."""
    spans = sorted([*((mention.start, mention.end) for mention in found), *idle])
    more: list[Mention] = []
    for sentence in parsed.sentences:
        for entity in sentence.doc.ents:
            if entity.label_ not in {"ORG", "NORP"} or not _named(entity) or _adjective(entity):
                continue
            start, end = sentence.start + entity.start_char, sentence.start + entity.end_char
            if entity[0].lower_ == "the" and len(entity) > 1:
                start = sentence.start + entity[1].idx
            at = bisect.bisect_right(spans, (start, len(parsed.text)))
            if (at and spans[at - 1][1] > start) or (at < len(spans) and spans[at][0] < end):
                continue
            more.append(_group(parsed, sentence, entity, start, end))
    return more


def is_institution(mention: Mention) -> bool:
    """Whether an unknown group has only the name of what every state has: a ministry, a parliament, a supreme court."""
    title = titles().get(mention.text.lower())
    return title is not None and title.kind == "institution" and all(actor.country is None for actor in mention.actors)


def _named(entity: Span) -> bool:
    words = [token for token in entity if token.text[:1].isupper()]
    if not words or len(entity.text) < 3 or entity.text in readings():
        return False
    return any(token.pos_ == "PROPN" or entity.label_ == "NORP" for token in words)


def _adjective(entity: Span) -> bool:
    # "Islamic schools", "the Republican nominee": a quality of somebody, not a group.
    return entity.label_ == "NORP" and entity.root.dep_ in {"amod", "compound", "nmod", "acomp"}


def _group(parsed: Parsed, sentence: Sentence, entity: Span, start: int, end: int) -> Mention:
    text = parsed.text[start:end].removesuffix("'s").removesuffix("’s")
    found = ending_at(sentence.doc, entity.end - 1, entity.start)
    title: Title | None = found[1] if found else None
    sector = title.sector if title else ""
    if not sector and entity[-1].lower_.strip(".") in _COMPANY:
        sector = "BUS"
    kind = "people" if entity.label_ == "NORP" else "organisation"
    # "the Sudanese Professionals Association": a people's name inside tells the state.
    codes = {code for hit in scan(text) for code in states_of(hit.entries)}
    country = codes.pop() if len(codes) == 1 else None
    actor = build.unknown(text, "people" if kind == "people" else "organisation", country, sector)
    return Mention(
        start=start,
        end=start + len(text),
        text=text,
        kind="name",
        head=sentence.start + entity.root.idx,
        actors=(actor,),
    )
