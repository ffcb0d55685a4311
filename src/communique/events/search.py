"""Where else in a sentence a party may stand: beneath a noun, in what a verb governs, beside it, by its ground."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.events.candidates import Candidate, lemma
from communique.events.frames import frame
from communique.events.parties import Party
from communique.events.subjects import conjuncts, subjects
from communique.events.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = [
    "answered",
    "beneath",
    "beside",
    "deed_ground",
    "deeper",
    "doers",
    "each_other",
    "echo",
    "governing",
    "ground_of",
    "in_complement",
    "occasion",
    "only_where",
    "opposed",
    "places",
    "reached",
    "speaker_above",
    "warned",
    "where",
    "where_done",
]

# "over two years in Chilean waters": what follows these says where, or since when.
_WHERE = frozenset({"in", "at", "near", "off", "inside", "outside", "around", "since", "during", "before", "after"})
_GROUND = ("in", "at", "near", "inside", "on", "across", "against", "into")
# So many nouns deep a place may stand: "strikes on the camps of rebels in Kivu".
_DEEPEST = 3


def beneath(noun: Token, preposition: str) -> list[Token]:
    """What follows a preposition under a noun or under what it counts: "$15 billion of investment in Chad"."""
    found: list[Token] = []
    for prep in (child for child in noun.children if child.dep_ == "prep"):
        inner = [word for child in prep.children if child.dep_ == "pobj" for word in conjuncts(child)]
        found += inner if prep.lower_ == preposition else []
        found += [token for word in inner if prep.lower_ == "of" for token in beneath(word, preposition)]
    return found


def beside(candidate: Candidate) -> list[Party]:
    """Whom the main clause names: "entered the Somali town, killing four", "were killed when mortars shelled them"."""
    verb, main = candidate.trigger, candidate.trigger.head
    if verb.dep_ != "advcl" or main.pos_ != "VERB":
        return []
    when = any(child.lower_ in {"when", "as", "after"} for child in verb.children)
    if verb.tag_ != "VBG" and not when:
        return []
    around = frame(main)
    into = [token for prep in ("into", "on", "at", "in", "against") for token in around.preps.get(prep, ())]
    return candidate.parties(around.objects) or places(candidate, [*around.objects, *into])


def each_other(nouns: Sequence[Token]) -> bool:
    """Whether one of the nouns is "each other" or "one another"."""
    return any(
        token.lower_ in {"other", "another"} and token.i and token.nbor(-1).lower_ in {"each", "one"} for token in nouns
    )


def speaker_above(verb: Token) -> list[Token]:
    """The subject of the verb of saying to whose content a finite verb without a party of its own was joined."""
    clause = verb.head
    finite = verb.tag_ in {"VBD", "VBN", "VBZ", "VBP"} and not any(c.dep_ in {"nsubj", "aux"} for c in verb.children)
    while clause.dep_ == "conj":
        clause = clause.head
    if verb.dep_ == "conj" and finite and clause.dep_ == "ccomp" and clause.head.tag_[:3] == "VBD":
        return subjects(clause.head)
    return []


def only_where(token: Token) -> bool:
    """Whether a relative clause reached for the place: "the blasts in Kenya, which killed …"."""
    while token.dep_ == "conj":
        token = token.head
    return token.dep_ == "pobj" and token.head.lower_ in {"in", "at", "near"}


def governing(candidate: Candidate) -> list[Token]:
    """The subject of the clause that a noun stands in ("leaders left after talks with …")."""
    word = candidate.trigger
    while word.dep_ != "ROOT" and word.head.i != word.i:
        word = word.head
        if word.pos_ == "VERB" or (word.lemma_ == "be" and word.dep_ in {"ROOT", "conj", "ccomp"}):
            # "was in Oslo for talks with the king", "left after talks".
            return subjects(word)
    return []


def places(candidate: Candidate, tokens: Sequence[Token]) -> list[Party]:
    """The states on whose ground these places lie."""
    return [party for token in tokens if (party := candidate.cast.place(token)) is not None]


def deeper(candidate: Candidate, tokens: Sequence[Token]) -> list[Party]:
    """Whose the object is, one noun further down: "sanctions on exports from Iran", "his support for China"."""
    for token in tokens:
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ not in _WHERE:
                nouns = [noun for c in child.children if c.dep_ == "pobj" for noun in conjuncts(c)]
                found = candidate.parties(nouns)
                if found:
                    return found
            elif child.dep_ in {"acl", "relcl"}:
                found = candidate.parties([c for c in child.children if c.dep_ in {"dobj", "nsubj"}])
                if found:
                    return found
    return []


def _aside(word: Token, top: Token) -> bool:
    """Whether a word under another is only who made, brokered or wrote what is spoken of: "a deal brokered by Oslo"."""
    while word.i != top.i and word.head.i != word.i:
        if word.dep_ == "agent" or (word.dep_ in {"acl", "relcl"} and word.tag_ == "VBN"):
            return True
        word = word.head
    return False


def in_complement(candidate: Candidate) -> list[Party]:
    """The first party in what a wrapper governs: "threatened to close its ports to Greek ships"."""
    for token in candidate.frame.inner:
        for word in token.subtree:
            if candidate.cast.is_actor(word) and word.dep_ != "nsubjpass" and not _aside(word, token):
                return candidate.parties([word])
            if word.dep_ == "dobj" and word.head.i == token.i and candidate.cast.is_place(word):
                # "its commitment to defend Seoul".
                return places(candidate, [word])
    return []


def answered(candidate: Candidate) -> list[Party]:
    """Whose deed it pays back: "closed the park in retaliation for the North's launch"."""
    for noun in candidate.frame.preps.get("in", ()):
        if lemma(noun) in {"retaliation", "response", "reprisal", "protest", "answer", "reply"}:
            around = frame(noun)
            deeds = [t for prep in ("for", "to", "over", "against", "at") for t in around.preps.get(prep, ())]
            found = candidate.parties(deeds) or deeper(candidate, deeds)
            if found:
                return found
    return []


def warned(candidate: Candidate) -> list[Party]:
    """Whose step would bring it on: "would close the strait if Oslo sent warships"."""
    for clause in candidate.trigger.children:
        if clause.dep_ == "advcl" and any(
            c.dep_ == "mark" and c.lower_ in {"if", "unless", "should"} for c in clause.children
        ):
            found = candidate.parties(subjects(clause))
            if found:
                return found
    return []


_BANDS = frozenset({"armed group", "organisation", "party"})


def doers(candidate: Candidate, noun: Token) -> list[Party]:
    """Who did what a noun names: its possessor, a demonym beside it, or "by"; no place name ("the Nairobi attack")."""
    by = frame(noun)
    found = candidate.parties([*by.preps.get("by", ()), *by.owners])
    for child in noun.children:
        if child.dep_ == "amod" or (child.dep_ == "compound" and child.lower_.endswith("-led")):
            found += candidate.parties([child]) if candidate.cast.is_actor(child) else []
        elif child.dep_ in {"compound", "nmod"} and candidate.cast.is_actor(child):
            # "a Taliban ambush".
            found += [p for p in candidate.parties([child]) if all(a.kind in _BANDS for a in p.actors)]
    if not found and lemma(noun) in words("own_deed"):
        # "the aggression of the junta": nobody suffers what these nouns are of.
        found = candidate.parties(by.preps.get("of", ()))
    return found


def where(candidate: Candidate, objects: Sequence[Token]) -> list[Party]:
    """On whose ground: "in Ituri", or beneath what it was done to: "targets inside Chad", "raids on camps in Kivu"."""
    nouns = [t for prep in _GROUND for t in candidate.frame.preps.get(prep, ())]
    found = places(candidate, nouns)
    for noun in [*objects, *nouns] if not found else ():
        found = _ground_beneath(candidate, noun, _DEEPEST)
        if found:
            break
    return found


def reached(candidate: Candidate) -> list[Party]:
    """Whose ground was entered by the verb that an act is joined to: "crossed into Chad and took the town of Adre"."""
    verb = candidate.trigger
    if verb.dep_ != "conj" or verb.head.pos_ != "VERB":
        return []
    into = frame(verb.head).preps
    return places(candidate, [token for prep in ("into", "inside") for token in into.get(prep, ())])


def where_done(candidate: Candidate) -> list[Party]:
    """On whose ground a raid struck that is itself said to kill: "a raid on a camp inside Ecuador killed 20"."""
    for noun in candidate.frame.subjects:
        if lemma(noun) in words("force_noun_deed"):
            found = _ground_beneath(candidate, noun, _DEEPEST)
            if found:
                return found
    return []


def deed_ground(candidate: Candidate, nouns: Sequence[Token]) -> list[Party]:
    """On whose ground a deed was done that is named for blame or undoing: "the arrests in Chad"."""
    for noun in nouns:
        if lemma(noun) in words("force_noun_deed") | words("yield_noun") | words("deed_noun"):
            found = _ground_beneath(candidate, noun, _DEEPEST)
            if found:
                return found
    return []


def ground_of(candidate: Candidate, nouns: Sequence[Token]) -> list[Party]:
    """On whose ground things lie that a verb is about: "condemned the coup in Chad", "hailed the truce in Yemen"."""
    for noun in nouns:
        found = _ground_beneath(candidate, noun, _DEEPEST)
        if found:
            return found
    return []


def _ground_beneath(candidate: Candidate, noun: Token, depth: int) -> list[Party]:
    for prep in noun.children if depth else ():
        if prep.dep_ == "prep" and prep.lower_ in {*_GROUND, "of"}:
            if any(child.lemma_ in {"border", "frontier"} for child in prep.children):
                continue
            for inner in (word for child in prep.children if child.dep_ == "pobj" for word in conjuncts(child)):
                found = places(candidate, [inner]) or [p for p in [candidate.cast.owner(inner)] if p is not None]
                found = found or _ground_beneath(candidate, inner, depth - 1)
                if found:
                    return found
    return []


def opposed(candidate: Candidate) -> list[Party]:
    """Whom the fight was against in which it was done: "captured the town in an offensive against the army"."""
    for prep in ("in", "during"):
        for noun in candidate.frame.preps.get(prep, ()):
            inner = frame(noun)
            found = candidate.parties([t for p in ("against", "on") for t in inner.preps.get(p, ())])
            if found:
                return found
    return []


def occasion(candidate: Candidate) -> list[Party]:
    """Who else was in the fight: "were killed in a clash with rebels", "died when Chadian guns shelled them"."""
    for clause in candidate.trigger.children:
        if clause.dep_ == "advcl" and any(child.lower_ in {"when", "as", "after"} for child in clause.children):
            found = candidate.parties(subjects(clause))
            if found and lemma(clause) in words("attack_verb"):
                return found
    for prep in ("in", "during", "after"):
        for noun in candidate.frame.preps.get(prep, ()):
            inner = frame(noun)
            found = candidate.parties([t for p in ("by", "with", "between") for t in inner.preps.get(p, ())])
            if found or doers(candidate, noun):
                return found or doers(candidate, noun)
    return []


def echo(candidate: Candidate, tokens: Sequence[Token]) -> list[Party]:
    """Whose a thing is that was named before in the sentence: "the talks of the two; … called these talks a sham"."""
    for token in tokens:
        for earlier in candidate.sentence.doc[: token.i]:
            if earlier.lemma_ == token.lemma_ and earlier.pos_ == "NOUN":
                party = candidate.cast.owner(earlier)
                if party:
                    return [party]
    return []
