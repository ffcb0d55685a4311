"""What goes on from one statement to the next: a chain named once, the issuer of "the statement", copies dropped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from communique.records import Link, Mention, Statement
from communique.statements.attribution import Attribution

if TYPE_CHECKING:
    from communique.language import Parsed

__all__ = ["joined"]

_PRONOUNS = frozenset({"he", "she", "they", "it", "him", "his", "her", "their", "its"})


def joined(
    drafts: list[tuple[Attribution, Statement]], parsed: Parsed, mentions: Sequence[Mention]
) -> tuple[Statement, ...]:
    """The statements in order, chains carried on to the same speaker's next words."""
    result: list[Statement] = []
    previous: tuple[Attribution, Statement] | None = None
    for one, statement in sorted(drafts, key=lambda draft: (draft[1].content.start, -draft[1].content.end)):
        if previous is not None and not statement.chain and _goes_on(previous, (one, statement)):
            statement = msgspec.structs.replace(statement, chain=_carried(previous[1].chain))
        if previous is not None:
            statement = _with_actor(previous, (one, statement))
        result.append(statement)
        if statement.speaker is not None:
            previous = one, statement
    return tuple(result)


def _goes_on(before: tuple[Attribution, Statement], now: tuple[Attribution, Statement]) -> bool:
    """Whether the same speaker goes on in the same paragraph, or with a quotation in the next."""
    first, second = before[1], now[1]
    if not first.chain or first.speaker is None or second.speaker is None:
        return False
    apart = now[0].sentence.paragraph - before[0].sentence.paragraph
    if apart not in {0, 1} or (apart == 1 and second.quote == "indirect"):
        return False
    return _same(first, second)


def _with_actor(before: tuple[Attribution, Statement], now: tuple[Attribution, Statement]) -> Statement:
    """ "He added: …": a pronoun that nothing else resolved is the speaker of the statement before it."""
    first, second = before[1], now[1]
    if first.speaker is None or second.speaker is None or second.speaker.actor is not None:
        return second
    apart = now[0].sentence.paragraph - before[0].sentence.paragraph
    person = first.speaker.actor is not None and first.speaker.actor.kind in {"person", "office"}
    if not person or apart > 1 or second.speaker.text.lower() not in {"he", "she"}:
        return second
    return msgspec.structs.replace(second, speaker=msgspec.structs.replace(second.speaker, actor=first.speaker.actor))


def _same(first: Statement, second: Statement) -> bool:
    if first.speaker is None or second.speaker is None:
        return False
    one, other = first.speaker.actor, second.speaker.actor
    if one is not None and other is not None:
        return one.actor_id == other.actor_id
    if second.speaker.text.lower() in _PRONOUNS:
        return True
    return first.speaker.text.split()[-1].lower() == second.speaker.text.split()[-1].lower()


def _carried(chain: tuple[Link, ...]) -> tuple[Link, ...]:
    return tuple(link for link in chain if link.role in {"agency", "outlet", "spokesperson"})
