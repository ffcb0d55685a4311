"""The frame of a verb or noun: its subjects, objects, prepositions, particle and complements, read off the parse.

Passives are turned round, relative clauses reach their noun, participles and infinitives find the subject that controls
them, and what is said of one of several coordinated words holds of all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.events.subjects import (
    OBJECTS,
    PASSIVE_SUBJECTS,
    PRONOUNS,
    SUBJECTS,
    antecedent,
    conjuncts,
    is_passive,
    objects_of,
    subjects,
)
from communique.events.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Frame", "frame"]

_COMPLEMENTS = frozenset({"xcomp", "ccomp", "pcomp"})
_PARTICLES = frozenset({"out", "off", "up", "down", "back", "away", "over"})
# "according to", "due to": what follows is no party to the act.
_FIXED = frozenset("according due because thanks prior owing instead regardless amid despite except including".split())


@dataclass(slots=True)
class Frame:
    """What stands around a trigger. `preps` maps a preposition to its nouns; `inner` are the governed acts."""

    trigger: Token
    subjects: list[Token] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    preps: dict[str, list[Token]] = field(default_factory=dict)
    particles: set[str] = field(default_factory=set)
    modifiers: set[str] = field(default_factory=set)
    predicates: list[Token] = field(default_factory=list)
    inner: list[Token] = field(default_factory=list)
    owners: list[Token] = field(default_factory=list)
    passive: bool = False
    light: Token | None = None


def frame(token: Token) -> Frame:
    """The frame of a verb, an adjective after "be", or a noun that names an act."""
    return _noun_frame(token) if token.pos_ in {"NOUN", "PROPN"} else _verb_frame(token)


def _verb_frame(verb: Token) -> Frame:
    found = Frame(verb)
    found.passive = is_passive(verb)
    bearer = verb.head if verb.pos_ == "ADJ" and verb.dep_ in {"acomp", "oprd"} else verb
    for child in verb.children:
        if child.dep_ == "dative":
            given = conjuncts(child) if child.pos_ != "ADP" else objects_of(child)
            found.preps.setdefault("to", []).extend(given)
        if child.dep_ in OBJECTS:
            to_whom = child.dep_ == "dative" and child.pos_ == "ADP"
            found.objects.extend(objects_of(child) if to_whom else conjuncts(antecedent(child)))
        elif child.dep_ in PASSIVE_SUBJECTS:
            found.objects.extend(conjuncts(antecedent(child)))
        elif child.dep_ in {"oprd", "attr"}:
            found.predicates.append(child)
        else:
            _modifier(child, found)
    found.subjects = subjects(bearer)
    if found.passive:
        found.subjects = []
        for agent in (child for child in verb.children if child.dep_ == "agent"):
            # "were killed by Indian shelling": the parser may make a clause of the agent.
            found.subjects = objects_of(agent) or [
                noun for act in agent.children if act.dep_ == "pcomp" for noun in subjects(act)
            ]
    for nouns in found.preps.values():
        # "On Thursday rebels fired": the subject, which the parser hung on a preposition, is not what it was done on.
        nouns[:] = [noun for noun in nouns if noun not in found.subjects]
    _gap(verb, found)
    # "called for restraint from both": what hangs on the object hangs on the verb.
    for noun in list(found.objects):
        for child in noun.children:
            if child.dep_ == "prep":
                found.preps.setdefault(child.lower_, []).extend(objects_of(child))
                found.inner.extend(word for c in child.children if c.dep_ == "pcomp" for word in conjuncts(c))
            elif child.dep_ in {"acl", "relcl", "ccomp"} and (child.tag_ == "VB" or _says_that(child)):
                found.inner.extend(conjuncts(child))
    # "allowed a convoy to enter": the parser makes whom it is done to the subject of what they are to do.
    for child in verb.children:
        if child.dep_ == "ccomp" and child.tag_ == "VB" and verb.lemma_ in words("object_control"):
            found.objects.extend(w for c in child.children if c.dep_ == "nsubj" for w in conjuncts(c))
    found.inner.extend(_complements(verb))
    # "reaffirmed their stand at the talks that they will …": the clause hangs on the nearer noun.
    for noun in (n for nouns in found.preps.values() for n in nouns):
        for child in noun.children:
            if child.dep_ == "acl" and _says_that(child):
                found.inner.extend(conjuncts(child))
    return found


def _noun_frame(noun: Token) -> Frame:
    found = Frame(noun)
    for child in noun.children:
        if child.dep_ in {"poss"}:
            found.owners.extend(conjuncts(child))
        else:
            _modifier(child, found)
        if child.dep_ in {"acl", "relcl", "ccomp"} and (child.tag_ == "VB" or _says_that(child)):
            found.inner.extend(conjuncts(child))
        if child.dep_ == "acl" and child.tag_ == "VBN":
            found.subjects.extend(t for agent in child.children if agent.dep_ == "agent" for t in objects_of(agent))
            for prep in (c for c in child.children if c.dep_ == "prep"):
                found.preps.setdefault(prep.lower_, []).extend(objects_of(prep))
        if child.dep_ == "relcl":
            _relative(child, found)
    if "by" not in found.preps:
        # "the arrest of a Chadian by Togo": the parser hangs the doer on the nearer noun.
        nearer = [c for of in found.preps.get("of", ()) for c in of.children if c.dep_ == "prep" and c.lower_ == "by"]
        if nearer:
            found.preps["by"] = [word for prep in nearer for word in objects_of(prep)]
    governor = _governor(noun)
    if governor is not None:
        found.light = governor
        if not found.subjects:
            found.subjects = subjects(governor)
            if is_passive(governor):
                found.subjects = [t for child in governor.children if child.dep_ == "agent" for t in objects_of(child)]
        for child in governor.children:
            if child.dep_ == "prep" and noun not in objects_of(child):
                found.preps.setdefault(child.lower_, []).extend(objects_of(child))
            if child.dep_ == "dative":
                found.preps.setdefault("to", []).extend(conjuncts(child) if child.pos_ != "ADP" else objects_of(child))
        found.inner.extend(
            child for child in governor.children if child.dep_ in {"advcl", "xcomp"} and child.tag_ == "VB"
        )
    if noun.dep_ in {"attr", "nsubj"} and noun.head.lemma_ == "be":
        # "It is our firm position to develop ties": the infinitive hangs on the copula.
        found.inner.extend(c for c in noun.head.children if c.dep_ in {"xcomp", "advcl", "ccomp"} and c.tag_ == "VB")
    return found


def _says_that(clause: Token) -> bool:
    """Whether a clause under a noun says what the noun is about: "the pledge that it would help"."""
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.children)


def _relative(clause: Token, found: Frame) -> None:
    for prep in (c for c in clause.children if c.dep_ in {"prep", "agent"}):
        found.preps.setdefault(prep.lower_, []).extend(objects_of(prep))
    if any(c.dep_ == "dobj" and c.lower_ in PRONOUNS for c in clause.children):
        found.subjects.extend(subjects(clause))


def _governor(noun: Token) -> Token | None:
    """The light verb of which a noun is object or passive subject ("hold talks", "face sanctions")."""
    head: Token = noun
    while head.dep_ == "conj":
        head = head.head
    verb = head.head
    if head.dep_ == "pobj" and verb.lower_ == "of" and verb.head.lemma_.lower() in words("quantity") | words("stretch"):
        # "began two days of drills", "held a round of talks".
        head = verb.head
        verb = head.head
    if head.dep_ == "pobj":
        if (
            verb.dep_ == "prep"
            and verb.head.pos_ == "VERB"
            and verb.head.lemma_
            in (words("sufferer") | {"engage", "participate", "take", "meet", "go", "enter", "carry"})
        ):
            return verb.head
        return None
    if head.dep_ not in OBJECTS | PASSIVE_SUBJECTS or verb.pos_ not in {"VERB", "AUX"}:
        return None
    return verb if verb.lemma_ in words("light") | words("sufferer") else None


def _modifier(child: Token, found: Frame) -> None:
    if child.dep_ == "prep" and child.lower_ in _PARTICLES and not objects_of(child):
        # "pulled out of the town": to the parser a preposition before another.
        found.particles.add(child.lower_)
    if child.dep_ == "prep" or (child.dep_ == "agent" and not found.passive):
        found.preps.setdefault(child.lower_, []).extend(objects_of(child))
        for inner in child.children:
            if inner.dep_ == "conj" and inner.pos_ == "ADP":
                # "with the king, with the premier and with the speaker".
                found.preps.setdefault(inner.lower_, []).extend(objects_of(inner))
            if inner.dep_ == "pcomp" and inner.pos_ in {"VERB", "AUX"}:
                found.inner.extend(conjuncts(inner))
            elif inner.dep_ == "prep" and child.lower_ not in _FIXED:
                found.preps.setdefault(inner.lower_, []).extend(objects_of(inner))
    elif child.dep_ == "prt":
        found.particles.add(child.lower_)
        if objects_of(child):
            # "called on the king": to the parser a particle with an object.
            found.preps.setdefault(child.lower_, []).extend(objects_of(child))
    elif child.dep_ in {"advmod", "amod", "compound", "nmod", "npadvmod", "quantmod"}:
        found.modifiers.add(child.lemma_.lower())
        found.modifiers.add(child.lower_)
        if child.dep_ == "advmod" and child.lower_ in {
            "up",
            "down",
            "out",
            "off",
            "over",
            "back",
            "together",
            "in",
            "aside",
        }:
            found.particles.add(child.lower_)
        for inner in child.children:
            if inner.dep_ in {"amod", "compound", "npadvmod", "conj"}:
                found.modifiers.add(inner.lemma_.lower())


def _gap(verb: Token, found: Frame) -> None:
    """Give a relative or participle clause the noun that it hangs on."""
    noun = verb.head
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and found.passive:
        found.objects.extend(conjuncts(noun)[:1])
    elif verb.dep_ == "relcl" and noun.pos_ != "VERB":
        objects = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]
        subject = [c for c in verb.children if c.dep_ in SUBJECTS]
        if not objects and subject and subject[0].lower_ not in PRONOUNS and not found.passive:
            found.objects.append(noun)
    if found.passive and not found.objects and verb.dep_ == "conj":
        found.objects.extend(o for c in verb.head.children if c.dep_ in PASSIVE_SUBJECTS for o in conjuncts(c))


def _complements(verb: Token) -> list[Token]:
    """The verbs and nouns that this verb governs: "agreed to send", "vowed that it would strike"."""
    found = [word for child in verb.children if child.dep_ in _COMPLEMENTS for word in conjuncts(child)]
    # The parser often hangs "expressed a desire to meet" or "agreed Sunday to meet" on the verb as a clause of purpose.
    found += [
        word
        for child in verb.children
        if child.dep_ == "advcl" and child.tag_ == "VB" and any(c.lower_ == "to" for c in child.children)
        for word in conjuncts(child)
    ]
    return found
