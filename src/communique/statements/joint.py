"""Joint statements: words that several actors utter together are one statement of each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from communique.records import Actor, Mention, Statement, content_id
from communique.statements.attribution import Attribution
from communique.statements.phrases import child
from communique.statements.speakers import actor_of

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["each", "speakers"]


def speakers(one: Attribution, mentions: Sequence[Mention]) -> tuple[Actor, ...]:
    """The actors that the speaker's words stand for where they are several: "the two leaders", "Rome and Bonn"."""
    if one.head is None:
        return ()
    base = one.sentence.start
    found: dict[str, Actor] = {}
    for head in _coordinated(one.head):
        for actor in _meant(base + head.idx, mentions):
            found.setdefault(actor.actor_id, actor)
    if len(found) < 2 and one.speaker is not None and one.head.tag_ == "NNS":
        # "the North Korean and Chinese leaders": each adjective has its own.
        words = [t for t in one.head.doc if one.speaker[0] <= base + t.idx < base + one.head.idx]
        if any(t.dep_ == "cc" for t in words):
            for token in words:
                actors = _meant(base + token.idx, mentions)
                found.update((actor.actor_id, actor) for actor in actors)
    if len(found) < 2 and one.head.tag_ == "NNS":
        # "the foreign ministers of Russia, France and Italy": one of each.
        of = next((c for c in one.head.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        inside = child(of, "pobj") if of is not None else None
        listed = [_meant(base + head.idx, mentions) for head in _coordinated(inside)] if inside is not None else []
        if len(listed) > 1 and all(len(actors) == 1 and actors[0].kind == "state" for actors in listed):
            found = {actors[0].actor_id: actors[0] for actors in listed}
    return tuple(found.values()) if len(found) > 1 else ()


def each(statements: Sequence[Statement], joint: Mapping[str, tuple[Actor, ...]]) -> Iterator[Statement]:
    """The statements, one a speaker where `joint` (statement_id to actors) names several."""
    for statement in statements:
        who = statement.speaker
        actors = joint.get(statement.statement_id, ())
        if who is None or not actors:
            yield statement
            continue
        for actor in actors:
            yield msgspec.structs.replace(
                statement,
                statement_id=content_id("statement", statement.statement_id, actor.actor_id),
                speaker=msgspec.structs.replace(who, actor=actor),
            )


def _coordinated(head: Token) -> Iterator[Token]:
    yield head
    for other in head.children:
        if other.dep_ == "conj" and other.pos_ in {"PROPN", "NOUN"}:
            yield from _coordinated(other)


def _meant(offset: int, mentions: Sequence[Mention]) -> tuple[Actor, ...]:
    holding = [mention for mention in mentions if mention.start <= offset < mention.end]
    best = max(holding, key=lambda one: (one.head == offset, one.end - one.start), default=None)
    if best is not None and len(best.actors) > 1:
        return best.actors
    actor = actor_of(offset, mentions)
    return (actor,) if actor is not None else ()
