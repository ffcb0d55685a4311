"""Which actors a word of a sentence stands for: by mention, by modifier, by owner."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from communique.actors.build import group
from communique.actors.titles import ending_at
from communique.events.gathering import merge_actors
from communique.events.politics import BODIES, CIVIL_SECTORS, is_civil
from communique.events.subjects import conjuncts
from communique.events.words import words
from communique.language import Sentence
from communique.records import Actor, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Cast", "Party"]

_SUBJECT_PRONOUNS = frozenset({"they", "it"})
_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "npadvmod"})


@dataclass(frozen=True, slots=True)
class Party:
    """A word in a role and the actors that it stands for; `place` where it is only a place's country."""

    token: Token
    actors: tuple[Actor, ...]
    mention: Mention | None = None
    place: bool = False


def _government(served: Party) -> Party:
    """Who acts where a person's spokesman or adviser does: that person's government, not the person."""
    actors = tuple(
        group(actor.country, "GOV") if actor.kind in {"person", "office"} and actor.country and "GOV" in actor.sector
        else actor
        for actor in served.actors
    )  # fmt: skip
    return replace(served, actors=actors)


class Cast:
    """The parties of one sentence: looks up which actors a token stands for."""

    def __init__(
        self,
        sentence: Sentence,
        mentions: Sequence[Mention],
        *,
        voices: Sequence[tuple[int, int, tuple[Actor, ...]]] = (),
        countries: Sequence[tuple[int, int, Actor]] = (),
        locals_: Mapping[int, Actor] | None = None,
    ) -> None:
        """`voices` are quoted stretches with their speakers, innermost first; `countries` places with their states;
        `locals_` the actors at home that bare nouns stand for, by token."""
        self.sentence = sentence
        self._by_token: dict[int, Mention] = {}
        self._covered: dict[int, Mention] = {}
        self._places: dict[int, Actor] = {}
        self._voices = voices
        self._locals = locals_ or {}
        self._named: list[int] | None = None
        at = [sentence.start + token.idx for token in sentence.doc]
        places = {start: number for number, start in enumerate(at)}
        for mention in sorted(mentions, key=lambda mention: mention.start - mention.end):
            head = places.get(mention.head)
            if head is not None and self._of_its_relation(sentence.doc[head], mention):
                continue
            if head is not None:
                self._by_token[head] = mention
            for number in range(bisect_left(at, mention.start), bisect_left(at, mention.end)):
                self._covered[number] = mention
        for start, end, actor in countries:
            for number in range(bisect_left(at, start), bisect_left(at, end)):
                self._places[number] = actor

    def _of_its_relation(self, head: Token, mention: Mention) -> bool:
        """ "its northern neighbour": a relation of the possessor's, which a noun of people had made one of his own."""
        whose = any(child.dep_ == "poss" for child in head.children)
        # "his Pakistani counterpart" says whose he is himself.
        whose = (whose and mention.start == self.sentence.start + head.left_edge.idx) or mention.text[:1].islower()
        return whose and head.lemma_.lower() in words("relational") and all(a.kind != "state" for a in mention.actors)

    def mention(self, token: Token) -> Mention | None:
        """The mention that this word heads, or stands in."""
        return self._by_token.get(token.i) or self._covered.get(token.i)

    def is_actor(self, token: Token) -> bool:
        """Whether the word itself is (part of) a mention of an actor that is not only cited as a medium."""
        mention = self.mention(token)
        return mention is not None and bool(mention.actors)

    def named(self) -> list[int]:
        """The places in the sentence, in order, of the words for which `is_actor` holds."""
        if self._named is None:
            read = {**self._covered, **self._by_token}
            self._named = sorted(number for number, mention in read.items() if mention.actors)
        return self._named

    def is_body(self, token: Token) -> bool:
        """Whether the word is (part of) a mention of an international body."""
        mention = self.mention(token)
        return mention is not None and any(actor.country in BODIES for actor in mention.actors)

    def is_person(self, token: Token) -> bool:
        """Whether the word names a person or the holder of an office."""
        mention = self.mention(token)
        return mention is not None and any(actor.kind in {"person", "office"} for actor in mention.actors)

    def is_people(self, token: Token) -> bool:
        """Whether the word names men and women with no office: "fishermen", "a Chadian teacher", "residents"."""
        mention = self.mention(token)
        if mention is not None and any(is_civil(actor) for actor in mention.actors):
            return True
        found = ending_at(token.doc, token.i, token.i)
        return found is not None and bool(set(found[1].sector.split("|")) & CIVIL_SECTORS)

    def is_place(self, token: Token) -> bool:
        """Whether the word names a place."""
        return token.i in self._places

    def place(self, token: Token) -> Party | None:
        """The state on whose ground the place lies."""
        actor = self._places.get(token.i)
        return Party(token, (actor,), place=True) if actor else None

    def party(self, token: Token) -> Party | None:
        """Whom this word stands for: itself, the speaker ("we"), or whose it is ("Chinese ships", "Iran's fleet")."""
        mention = self.mention(token)
        if mention is not None and mention.text.islower() and (found := self._in_place(token)) is not None:
            # "the new government in Chad": not the one just spoken of.
            return found
        if mention is not None and mention.actors:
            everyone = merge_actors([self._leader(token), mention.actors, *self._coordinated(token)])
            if all(actor.country is None and actor.kind != "armed group" for actor in everyone):
                # "the British destroyer Defender": a name that no table knows is whose the words before it say.
                whose = self.owner(token)
                if whose is not None and whose.mention is mention:
                    # "the Foreign Ministry": the words of a name do not own it.
                    whose = None
                return (
                    whose
                    or self._in_place(token)
                    or self._local(token)
                    or self.place(token)
                    or Party(token, everyone, mention)
                )
            return Party(token, everyone, mention)
        return (
            self._first_person(token)
            or self.owner(token)
            or self._in_parallel(token)
            or self._on_ground(token)
            or self._local(token)
            or self._self_reference(token)
        )

    def _in_parallel(self, token: Token) -> Party | None:
        """ "seized nine Chilean boats and arrested 60 fishermen": whose the first are, the second are too."""
        verb = token.head
        if token.dep_ not in {"dobj", "nsubj"} or verb.dep_ != "conj" or verb.head.pos_ != "VERB":
            return None
        title = ending_at(token.doc, token.i, token.left_edge.i)
        if title is None or any(child.dep_ == "poss" for child in token.children):
            return None
        for other in (child for child in verb.head.children if child.dep_ == token.dep_):
            found = self._direct(other) or self.owner(other)
            if found is not None and found.token.i != other.i and len(found.actors) == 1 and found.actors[0].country:
                return Party(token, (group(found.actors[0].country, title[1].sector),))
        return None

    def _on_ground(self, token: Token) -> Party | None:
        """ "Police broke up a march in Quito": bare forces and crowds are of the state on whose ground the act is."""
        if token.lemma_.lower() not in words("local_force") - words("institution"):
            return None
        verb = token.head
        if token.dep_ == "pobj":
            verb = verb.head
        if verb.pos_ != "VERB":
            return None
        nouns = [verb, *(child for child in verb.children if child.dep_ in {"dobj", "nsubjpass"})]
        for noun in nouns:
            for prep in noun.children:
                if prep.dep_ == "prep" and prep.lower_ in {"in", "near", "across", "outside", "during"}:
                    # "in clashes in northern Kivu": the ground may hang on what it was done in.
                    nouns += [child for child in prep.children if child.dep_ == "pobj" and child.pos_ == "NOUN"]
        for prep in (child for noun in nouns for child in noun.children if child.dep_ == "prep"):
            if prep.lower_ in {"in", "near", "across", "outside"}:
                for ground in (child for child in prep.children if child.dep_ == "pobj"):
                    found = self.place(ground)
                    sector = ending_at(token.doc, token.i, token.left_edge.i)
                    if found is not None and sector is not None and found.actors[0].country:
                        return Party(token, (group(found.actors[0].country, sector[1].sector),))
        return None

    def _self_reference(self, token: Token) -> Party | None:
        """ "Soldiers said that they had seized …": an unresolved pronoun that begins what is said is who says it."""
        clause = token.head
        if token.lower_ not in _SUBJECT_PRONOUNS or token.dep_ != "nsubj" or clause.dep_ != "ccomp":
            return None
        mention = self.mention(token)
        if mention is not None and mention.actors:
            return None
        subject = next((child for child in clause.head.children if child.dep_ == "nsubj"), None)
        plural = token.lower_ == "they"
        if subject is None or subject.pos_ == "PRON" or plural != (subject.tag_ in {"NNS", "NNPS"}):
            return None
        return self.party(subject)

    def _sayers(self, token: Token) -> Party | None:
        """ "Lima said nine of its soldiers had been killed": an unresolved "its" is of whose word it is."""
        if token.lower_ not in {"its", "their"} or token.dep_ != "poss":
            return None
        clause = token.head
        while clause.dep_ != "ccomp" and clause.head.i != clause.i:
            clause = clause.head
        subject = next((child for child in clause.head.children if child.dep_ == "nsubj"), None)
        if clause.dep_ != "ccomp" or subject is None or subject.pos_ == "PRON":
            return None
        several = subject.tag_ in {"NNS", "NNPS"} or any(child.dep_ == "conj" for child in subject.children)
        return self.party(subject) if several == (token.lower_ == "their") else None

    def _in_place(self, token: Token) -> Party | None:
        """ "the Defence Ministry in Moscow": a body that no table knows is of the state where it sits."""
        for prep in token.children:
            if prep.dep_ == "prep" and prep.lower_ in {"in", "at"} and token.lemma_.lower() in words("institution"):
                for noun in prep.children:
                    found = self.place(noun) if noun.dep_ == "pobj" else None
                    if found is not None:
                        return found
        return None

    def _local(self, token: Token) -> Party | None:
        """ "Police" and "the protesters" with no owner: those of the state that the report is written from."""
        actor = self._locals.get(token.i)
        return Party(token, (actor,)) if actor is not None else None

    def owner(self, token: Token) -> Party | None:
        """Whose thing a noun is, by possessive, demonym or "of"; not across a clause."""
        if token.pos_ not in {"NOUN", "PROPN", "VERB", "ADJ", "NUM", "PRON"}:
            return None
        relative = token.lemma_.lower() in words("relational")
        bound = self._bound(token) if not relative else None
        if bound is not None:
            return bound
        for child in token.children:
            # "its northern neighbour", "Iran's rivals": never those whose neighbour or rival it is.
            if child.dep_ in _MODIFIERS and not (relative and child.dep_ == "poss"):
                found = self._direct(child)
                if found:
                    return Party(found.token, merge_actors([found.actors, *self._coordinated(token)]), found.mention)
        for child in token.children:
            if child.dep_ == "acl" and child.lemma_ in {"work", "act"}:
                # "hackers working for the Iranian government".
                for prep in child.children:
                    if prep.dep_ == "prep" and prep.lower_ == "for":
                        for noun in prep.children:
                            found = self._direct(noun) or self.owner(noun) if noun.dep_ == "pobj" else None
                            if found:
                                return found
            # "a spokesman for the ministry", "an aide to the president".
            serves = child.lower_ in {"for", "to"} and token.lemma_.lower() in words("serving_noun")
            of = child.lower_ in {"of", "from", "belonging", "by", "at"} and not relative
            if child.dep_ == "prep" and (of or serves):
                for noun in child.children:
                    if noun.dep_ == "pobj" and (child.lower_ != "at" or self._is_office(noun)):
                        found = self._direct(noun) or (self.owner(noun) if serves or child.lower_ == "of" else None)
                        if found:
                            return self._with_conjuncts(_government(found) if serves else found, noun)
        if token.lemma_.lower() in words("local_force"):
            for child in token.children:
                # "a Lagos court".
                found = self.place(child) if child.dep_ == "compound" else None
                if found:
                    return found
                if child.dep_ == "prep" and child.lower_ in {"in", "across"}:
                    for noun in child.children:
                        found = self.place(noun) or self._direct(noun)
                        if found:
                            return found
        return None

    def _bound(self, token: Token) -> Party | None:
        """ "Sudan closed its mission, and Oman reduced its own": what a state does to "its" thing is to its own."""
        if token.dep_ not in {"dobj", "pobj"} or not any(
            child.dep_ == "poss" and child.lower_ == "its" for child in token.children
        ):
            return None
        verb = token.head.head if token.dep_ == "pobj" else token.head
        for child in verb.children if verb.pos_ == "VERB" else ():
            mention = self.mention(child) if child.dep_ == "nsubj" and child.pos_ == "PROPN" else None
            if mention is not None and any(actor.kind == "state" for actor in mention.actors):
                return Party(child, mention.actors, mention)
        return None

    def _is_office(self, noun: Token) -> bool:
        """Whether a noun names a body of a known state: "a minister at the Foreign Office", or an embassy."""
        if noun.lemma_.lower() in words("embassy"):
            return True
        mention = self.mention(noun)
        return mention is not None and any(actor.kind == "organisation" and actor.country for actor in mention.actors)

    def _with_conjuncts(self, party: Party, noun: Token) -> Party:
        """All owners in "the embassies of France, Rwanda and Uganda"."""
        others = [self._direct(word) or self.owner(word) for word in conjuncts(noun)[1:]]
        everyone = merge_actors([party.actors, *(other.actors for other in others if other is not None)])
        return Party(party.token, everyone, party.mention)

    def _leader(self, token: Token) -> tuple[Actor, ...]:
        """Who leads "French-led UN troops": the one first named acts with the rest."""
        for child in token.children:
            if child.lower_.endswith("-led"):
                mention = self.mention(child)
                return mention.actors if mention is not None else ()
        return ()

    def _coordinated(self, token: Token) -> list[tuple[Actor, ...]]:
        """The other owners of "Indian and Nepali officials": adjectives coordinated with the mention's own."""
        found: list[tuple[Actor, ...]] = []
        for child in token.children:
            joined = [child] if child.dep_ in {"amod", "nmod", "compound"} else []
            for word in joined:
                joined += [further for further in word.children if further.dep_ == "conj"]
            for word in joined if len(joined) > 1 else ():
                mention = self.mention(word)
                if mention is not None:
                    found.append(mention.actors)
        return found

    def _direct(self, token: Token) -> Party | None:
        mention = self.mention(token)
        if mention is not None and mention.actors:
            if all(actor.country is None and actor.kind != "armed group" for actor in mention.actors):
                # "Argentine Exocet missiles": a name that no table knows has its own words of whose it is.
                for child in token.children:
                    other = self.mention(child) if child.dep_ in _MODIFIERS else None
                    if other is not None and other is not mention and any(a.country for a in other.actors):
                        return Party(child, other.actors, other)
            return Party(token, mention.actors, mention)
        first_person = self._first_person(token) or self._sayers(token)
        if first_person:
            return first_person
        if token.dep_ in {"poss", "amod", "compound"} and token.lower_ not in words("made_by"):
            for child in token.children:
                if child.dep_ in _MODIFIERS:
                    found = self._direct(child)
                    if found:
                        return found
        return None

    def _first_person(self, token: Token) -> Party | None:
        """The speaker, where the word is "we" or "my" in a quoted stretch."""
        if token.lower_ not in {"i", "we", "our", "us", "my", "me", "ours"}:
            return None
        at = self.sentence.start + token.idx
        for start, end, actors in self._voices:
            if start <= at < end:
                return Party(token, actors)
        return None
