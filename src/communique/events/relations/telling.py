"""A sentence that may tell a standing fact: who stands in it, since when, and the relation mention that comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from communique import dates
from communique.events.gathering import merge_actors
from communique.events.parties import Cast
from communique.events.words import words
from communique.records import UNKNOWN_DATE, Actor, Evidence, RelationKind, RelationMention, Report, Status, When

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.language import Sentence

__all__ = ["Actors", "Telling", "beginning", "countries", "end", "is_body"]

Actors = tuple[Actor, ...]
_BODIES = frozenset({"IGO", "UNO", "EUR"})


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence with its cast; `told` is what the report told before, `body` the organisation that it named last."""

    sentence: Sentence
    cast: Cast
    report: Report
    times: Sequence[When]
    body: Actor | None = None
    told: Sequence[RelationMention] = ()

    def parties(self, tokens: Sequence[Token]) -> Actors:
        """The actors that the words stand for, each once."""
        found = (self.cast.party(token) for token in tokens)
        return merge_actors(party.actors for party in found if party is not None)

    def owners(self, noun: Token) -> Actors:
        """All owners of a noun: "the U.S.-Japan alliance", "their countries' treaty", "the Franco-German pact"."""
        groups: list[Actors] = []
        for child in noun.children:
            if child.dep_ in {"poss", "compound", "amod", "nmod"}:
                for word in child.subtree:
                    mention = self.cast.mention(word)
                    if mention is not None:
                        groups.append(mention.actors)
        return merge_actors(groups)

    def bodies(self, tokens: Sequence[Token]) -> Actors:
        """The organisations that the words name; "the group" is the one named last."""
        found: list[Actors] = []
        for token in tokens:
            apposed = [c for c in token.children if c.dep_ == "appos"]
            mention = next((m for m in map(self.cast.mention, [token, *apposed]) if m and m.actors), None)
            if mention is not None:
                found.append(mention.actors)
            elif token.lemma_.lower() in words("body_noun") and self.body is not None:
                found.append((self.body,))
        return tuple(actor for actor in merge_actors(found) if is_body(actor))

    def date(self, trigger: Token) -> When:
        """The date that the text gives for a word; unknown where it gives none but the report's own."""
        when = dates.of_event(self.sentence, trigger, self.times, self.report.published)
        return when if when.basis != "inferred" else UNKNOWN_DATE

    def since(self, *heads: Token) -> When:
        """The open date ("since 1964") that hangs on one of the words; unknown where none does."""
        for when in self.times:
            if when.span is None or when.start is None or when.end is not None:
                continue
            token = self._token(when.span.start)
            if token is not None and any(head.i in {t.i for t in token.ancestors} for head in heads):
                return when
        return UNKNOWN_DATE

    def resumed(self, noun: Token, kind: RelationKind, *, of: Sequence[Actor] = ()) -> Actors:
        """The parties of the fact that "the war" or "the embargo" resumes: the last of its kind and these parties."""
        definite = any(child.dep_ == "det" and child.lower_ in {"the", "this"} for child in noun.children)
        wanted = countries(of)
        last = (r for r in reversed(self.told) if r.kind == kind and wanted <= countries(r.parties))
        found = next(last, None) if definite else None
        return found.parties if found is not None else ()

    def relation(
        self,
        kind: RelationKind,
        name: str,
        parties: Actors,
        valid: When = UNKNOWN_DATE,
        *,
        terms: tuple[Evidence, ...] = (),
        status: Status = "reported",
        from_table: tuple[str, ...] = (),
    ) -> RelationMention:
        """A mention whose evidence is the whole sentence."""
        start, stop = self.sentence.start, self.sentence.end
        evidence = Evidence(report_id=self.report.report_id, start=start, end=stop, text=self.report.text[start:stop])
        return RelationMention(
            kind=kind, name=name, parties=parties, valid=valid, evidence=evidence, terms=terms, status=status,
            from_table=from_table,
        )  # fmt: skip

    def clause(self, verb: Token) -> Evidence:
        """The clause under a verb from the verb on: what a treaty binds to."""
        last = max(verb.subtree, key=lambda token: token.i)
        while last.is_punct and last.i > verb.i:
            last = last.nbor(-1)
        start, stop = self.sentence.span(verb, last)
        text = self.report.text[start:stop]
        return Evidence(report_id=self.report.report_id, start=start, end=stop, text=text)

    def _token(self, offset: int) -> Token | None:
        inside = offset - self.sentence.start
        return next((t for t in self.sentence.doc if t.idx <= inside < t.idx + len(t)), None)


def beginning(when: When) -> When:
    """The date as the beginning of what then stood."""
    return msgspec.structs.replace(when, end=None)


def end(when: When) -> When:
    """The date as the end of what stood until then."""
    return msgspec.structs.replace(when, start=None)


def countries(actors: Sequence[Actor]) -> set[str]:
    """The countries, or IDs of bodies of several states, that the actors belong to."""
    return {actor.actor_id if is_body(actor) else actor.country for actor in actors if actor.country}


def is_body(actor: Actor) -> bool:
    """Whether the actor is an organisation of states."""
    return actor.kind == "organisation" and actor.country in _BODIES
