"""Who is talked of at a point of a report: the mentions so far, their country or body, their role, and how near."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.actors.build import BODIES
from communique.language import Parsed, Sentence
from communique.records import Actor, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Discourse", "Seen", "party_of", "side_of"]


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention with its sentence's number and its head token."""

    mention: Mention
    sentence: int
    head: Token

    @property
    def actor(self) -> Actor:
        """The one actor meant; call only where there is exactly one."""
        return self.mention.actors[0]

    @property
    def subject(self) -> bool:
        """Whether the mention is, or is the first half of, a subject."""
        return self.head.dep_ in {"nsubj", "nsubjpass"}


def party_of(actor: Actor) -> str | None:
    """The side that an actor stands for: its state, or itself where it has none (an armed group, a body)."""
    if actor.country and actor.country not in BODIES and "REB" not in actor.sector:
        return actor.country
    return actor.actor_id if actor.kind in {"organisation", "armed group", "party"} else None


# Who speaks for a side: a fisherman or a former president does not.
_SPEAKING = frozenset({"", "GOV", "MIL", "REB", "LEG", "COP", "SPY", "PTY", "IMG"})


def side_of(actor: Actor) -> str | None:
    """The side that an actor speaks for; none for a private person or a mediator."""
    party = party_of(actor)
    if party is None or actor.sector.split("|")[0] not in _SPEAKING:
        return None
    # A mediator is no side: of organisations only those that fight or stand for election are.
    return party if len(party) == 3 or actor.kind in {"armed group", "party"} else None


class Discourse:
    """The mentions of a report by sentence, as a reader holds them in mind."""

    def __init__(self, parsed: Parsed, found: Iterable[Mention]) -> None:
        self.parsed = parsed
        self.by_sentence: list[list[Seen]] = [[] for _ in parsed.sentences]
        self.states: Counter[str] = Counter()
        numbers = iter(enumerate(parsed.sentences))
        number, sentence = next(numbers, (0, None))
        for mention in found:
            while sentence is not None and mention.start >= sentence.end:
                number, sentence = next(numbers, (0, None))
            if sentence is not None and len(mention.actors) >= 1:
                self._see(mention, number, sentence)

    def _see(self, mention: Mention, number: int, sentence: Sentence) -> None:
        head = token_at(sentence, mention.head)
        if head is None:
            return
        self.by_sentence[number].append(Seen(mention, number, head))
        if len(mention.actors) == 1 and not mention.source_role:
            party = party_of(mention.actors[0])
            if party and len(party) == 3:
                self.states[party] += 1

    def add(self, mention: Mention, number: int) -> None:
        """Take in a mention that has just been resolved, so that later words may refer to it."""
        head = token_at(self.parsed.sentences[number], mention.head)
        if head is not None and mention.actors:
            self.by_sentence[number].append(Seen(mention, number, head))
            self.by_sentence[number].sort(key=lambda seen: seen.mention.start)

    def before(self, offset: int, number: int, *, reach: int) -> list[Seen]:
        """Mentions before an offset, nearest sentence last, from `reach` sentences back."""
        found = [seen for one in range(max(0, number - reach), number) for seen in self.by_sentence[one]]
        return found + [seen for seen in self.by_sentence[number] if seen.mention.end <= offset]

    def main_parties(self, count: int) -> tuple[str, ...]:
        """The states that the report is about, if exactly `count` stand out from the rest."""
        ranked = self.states.most_common(count + 1)
        if len(ranked) < count or ranked[count - 1][1] < 2:
            return ()
        # Measured by reading: the next state must be named less than half as often, or it may be meant as well.
        if len(ranked) > count and ranked[count][1] * 2 > ranked[count - 1][1]:
            return ()
        return tuple(code for code, _ in ranked[:count])


def token_at(sentence: Sentence, offset: int) -> Token | None:
    """The token that holds an offset of the report's text."""
    inside = offset - sentence.start
    for token in sentence.doc:
        if token.idx <= inside < token.idx + max(1, len(token)):
            return token
    return None
