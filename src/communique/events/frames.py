"""The frame of a verb or noun: its subjects, objects, prepositions, particle and complements, read off the parse.

Passives are turned round, relative clauses reach their noun, participles and infinitives find the subject that controls
them, and what is said of one of several coordinated words holds of all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.events.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Frame", "conjuncts", "frame"]

_SUBJECTS = frozenset({"nsubj", "csubj"})
_PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
_OBJECTS = frozenset({"dobj", "obj", "dative", "iobj"})
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "pcomp"})
_PRONOUNS = frozenset({"who", "which", "that", "whom"})
_PARTICLES = frozenset({"out", "off", "up", "down", "back", "away", "over"})
# More than so many coordinated words is a list of names, not of parties.
_MOST = 12
# "according to", "due to": what follows is no party to the act.
_FIXED = frozenset("according due because thanks prior owing instead regardless amid despite except including".split())
# A sentence of the press nests hardly deeper; the limit only guards against loops in a broken parse.
_DEEPEST = 6


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


def conjuncts(token: Token) -> list[Token]:
    """The word and those coordinated with it, in order."""
    found = [token]
    for word in found:
        found.extend(child for child in word.children if _joins(child, word))
        if len(found) > _MOST:
            break
    return found


def _joins(child: Token, word: Token) -> bool:
    nominal = {"NOUN", "PROPN", "PRON"}
    if child.dep_ == "conj":
        return child.pos_ == word.pos_ or (child.pos_ in nominal and word.pos_ in nominal)
    # "Canada, Brazil and Argentina": the parser may take the second of a list for an apposition.
    # or give it the list's rest: "Chad, the Emirates, Bahrain and Egypt".
    listed = child.dep_ == "appos" and any(c.dep_ in {"cc", "conj"} for c in (*child.children, *word.children))
    return listed and child.pos_ == word.pos_ == "PROPN" and child.ent_type_ == word.ent_type_ == "GPE"


def frame(token: Token) -> Frame:
    """The frame of a verb, an adjective after "be", or a noun that names an act."""
    return _noun_frame(token) if token.pos_ in {"NOUN", "PROPN"} else _verb_frame(token)


def _verb_frame(verb: Token) -> Frame:
    found = Frame(verb)
    found.passive = _is_passive(verb)
    bearer = verb.head if verb.pos_ == "ADJ" and verb.dep_ in {"acomp", "oprd"} else verb
    for child in verb.children:
        if child.dep_ == "dative":
            given = conjuncts(child) if child.pos_ != "ADP" else _pobj(child)
            found.preps.setdefault("to", []).extend(given)
        if child.dep_ in _OBJECTS:
            to_whom = child.dep_ == "dative" and child.pos_ == "ADP"
            found.objects.extend(_pobj(child) if to_whom else conjuncts(_antecedent(child)))
        elif child.dep_ in _PASSIVE_SUBJECTS:
            found.objects.extend(conjuncts(_antecedent(child)))
        elif child.dep_ in {"oprd", "attr"}:
            found.predicates.append(child)
        else:
            _modifier(child, found)
    found.subjects = subjects(bearer)
    if found.passive:
        found.subjects = []
        for agent in (child for child in verb.children if child.dep_ == "agent"):
            # "were killed by Indian shelling": the parser may make a clause of the agent.
            found.subjects = _pobj(agent) or [
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
                found.preps.setdefault(child.lower_, []).extend(_pobj(child))
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
            found.subjects.extend(t for agent in child.children if agent.dep_ == "agent" for t in _pobj(agent))
            for prep in (c for c in child.children if c.dep_ == "prep"):
                found.preps.setdefault(prep.lower_, []).extend(_pobj(prep))
        if child.dep_ == "relcl":
            _relative(child, found)
    if "by" not in found.preps:
        # "the arrest of a Chadian by Togo": the parser hangs the doer on the nearer noun.
        nearer = [c for of in found.preps.get("of", ()) for c in of.children if c.dep_ == "prep" and c.lower_ == "by"]
        if nearer:
            found.preps["by"] = [word for prep in nearer for word in _pobj(prep)]
    governor = _governor(noun)
    if governor is not None:
        found.light = governor
        if not found.subjects:
            found.subjects = subjects(governor)
            if _is_passive(governor):
                found.subjects = [t for child in governor.children if child.dep_ == "agent" for t in _pobj(child)]
        for child in governor.children:
            if child.dep_ == "prep" and noun not in _pobj(child):
                found.preps.setdefault(child.lower_, []).extend(_pobj(child))
            if child.dep_ == "dative":
                found.preps.setdefault("to", []).extend(conjuncts(child) if child.pos_ != "ADP" else _pobj(child))
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
        found.preps.setdefault(prep.lower_, []).extend(_pobj(prep))
    if any(c.dep_ == "dobj" and c.lower_ in _PRONOUNS for c in clause.children):
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
    if head.dep_ not in _OBJECTS | _PASSIVE_SUBJECTS or verb.pos_ not in {"VERB", "AUX"}:
        return None
    return verb if verb.lemma_ in words("light") | words("sufferer") else None


def _modifier(child: Token, found: Frame) -> None:
    if child.dep_ == "prep" and child.lower_ in _PARTICLES and not _pobj(child):
        # "pulled out of the town": to the parser a preposition before another.
        found.particles.add(child.lower_)
    if child.dep_ == "prep" or (child.dep_ == "agent" and not found.passive):
        found.preps.setdefault(child.lower_, []).extend(_pobj(child))
        for inner in child.children:
            if inner.dep_ == "conj" and inner.pos_ == "ADP":
                # "with the king, with the premier and with the speaker".
                found.preps.setdefault(inner.lower_, []).extend(_pobj(inner))
            if inner.dep_ == "pcomp" and inner.pos_ in {"VERB", "AUX"}:
                found.inner.extend(conjuncts(inner))
            elif inner.dep_ == "prep" and child.lower_ not in _FIXED:
                found.preps.setdefault(inner.lower_, []).extend(_pobj(inner))
    elif child.dep_ == "prt":
        found.particles.add(child.lower_)
        if _pobj(child):
            # "called on the king": to the parser a particle with an object.
            found.preps.setdefault(child.lower_, []).extend(_pobj(child))
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


def _pobj(prep: Token) -> list[Token]:
    return [noun for child in prep.children if child.dep_ == "pobj" for noun in conjuncts(child)]


def _is_passive(verb: Token) -> bool:
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "acl":
        return not _main_after_apposition(verb)
    if verb.dep_ == "conj" and not any(c.dep_ in _SUBJECTS | {"aux"} for c in verb.children):
        return _is_passive(verb.head) and not any(c.dep_ == "dobj" for c in verb.children)
    return False


def _main_after_apposition(verb: Token) -> bool:
    """ "The U.S. secretary, Lloyd Austin, called on …": the sentence's verb, which the parser took for a participle."""
    noun = verb.head
    if noun.dep_ != "ROOT" or not verb.i or verb.text.endswith("ing"):
        return False
    if verb.tag_ == "VBD" and verb.nbor(-1).text in {"-", "–", "—", "--"}:
        # "The guarantors - Lima, Quito and Santiago - called on …".
        return True
    if verb.nbor(-1).text != ",":
        return False
    # or a relative clause: "Oslo, whose envoy had mediated, offered to pay".
    return any(child.dep_ in {"appos", "relcl"} and noun.i < child.i < verb.i for child in noun.children)


def _gap(verb: Token, found: Frame) -> None:
    """Give a relative or participle clause the noun that it hangs on."""
    noun = verb.head
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and found.passive:
        found.objects.extend(conjuncts(noun)[:1])
    elif verb.dep_ == "relcl" and noun.pos_ != "VERB":
        objects = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]
        subject = [c for c in verb.children if c.dep_ in _SUBJECTS]
        if not objects and subject and subject[0].lower_ not in _PRONOUNS and not found.passive:
            found.objects.append(noun)
    if found.passive and not found.objects and verb.dep_ == "conj":
        found.objects.extend(o for c in verb.head.children if c.dep_ in _PASSIVE_SUBJECTS for o in conjuncts(c))


def _antecedent(token: Token) -> Token:
    """What a relative pronoun stands for."""
    if token.lower_ in _PRONOUNS and token.head.dep_ == "relcl":
        return token.head.head
    return token


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Who does it: the subject, or whoever controls the clause. Empty where no one is named."""
    for child in verb.children:
        if child.dep_ in _SUBJECTS:
            return conjuncts(_met(_antecedent(child)))
    swallowed = _after_fronted_place(verb) or _bare_name(verb)
    if swallowed or depth > _DEEPEST:
        return swallowed
    head = verb.head
    if _after_relative(verb):
        return conjuncts(head.head)
    if verb.dep_ in {"conj"} and head.pos_ in {"VERB", "AUX", "ADJ"}:
        if _is_passive(head) and not _is_passive(verb):
            return _passive_subjects(head) or subjects(head, depth + 1)
        return subjects(head, depth + 1)
    if verb.dep_ in {"xcomp", "ccomp", "advcl", "dep", "acomp"} and head.pos_ in {"VERB", "AUX", "ADJ"}:
        return _controller(verb, head, depth)
    if verb.dep_ == "pcomp":
        above = head.head
        if above.pos_ in {"VERB", "AUX"}:
            return _controller(verb, above, depth)
        return _owner_tokens(above, depth)
    if verb.dep_ == "acl":
        if verb.tag_ == "VB":
            return _owner_tokens(head, depth)
        return [head] if verb.tag_ == "VBG" or _main_after_apposition(verb) else []
    if verb.dep_ == "relcl":
        objects = any(c.dep_ in {"dobj", "nsubjpass"} and c.lower_ in _PRONOUNS for c in verb.children)
        return [] if objects else conjuncts(head)[:1]
    return []


def _after_fronted_place(verb: Token) -> list[Token]:
    """ "In London a minister denied …": the subject that the parser hung on the preposition beside the place."""
    if verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return []
    for prep in verb.children:
        nouns = [child for child in prep.children if child.dep_ == "pobj"]
        if prep.dep_ == "prep" and prep.i < verb.i and len(nouns) > 1 and nouns[0].pos_ == "PROPN":
            return conjuncts(nouns[1])
        if prep.dep_ == "prep" and not prep.i and len(nouns) == 1 and nouns[0].i < verb.i:
            # "On Thursday rebels of the north fired …": to the parser Thursday is what kind of rebels they are.
            day = prep.nbor(1)
            if day.dep_ == "compound" and day.head.i == nouns[0].i and day.lower_ in words("weekday"):
                return conjuncts(nouns[0])
    return []


def _after_relative(verb: Token) -> bool:
    """ "Sudan, whose plant was hit, recalled its envoy": the main verb, which the parser joined to the relative."""
    clause = verb.head
    if verb.dep_ != "conj" or clause.dep_ != "relcl" or clause.head.dep_ != "ROOT":
        return False
    joined = any(child.dep_ == "cc" and child.i < verb.i for child in clause.children)
    return clause.head.pos_ in {"NOUN", "PROPN"} and verb.tag_ in {"VBD", "VBZ", "VBP"} and not joined


def _met(token: Token) -> Token:
    """ "Arab leaders meeting in Fez called on …": the parser makes a clause of them and their meeting."""
    inner = [child for child in token.children if child.dep_ == "nsubj" and child.i < token.i]
    return inner[0] if token.tag_ == "VBG" and len(inner) == 1 else token


def _bare_name(verb: Token) -> list[Token]:
    """ "Vanuatu charged France with …": a country at the head of a sentence that the parser took for an adverb."""
    if verb.dep_ != "ROOT" or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return []
    aside = (child for child in verb.children if child.dep_ in {"advmod", "npadvmod"})
    return [child for child in aside if child.pos_ == "PROPN" and not child.i]


def _passive_subjects(verb: Token) -> list[Token]:
    return [
        noun for child in verb.children if child.dep_ in _PASSIVE_SUBJECTS for noun in conjuncts(_antecedent(child))
    ]


def _controller(verb: Token, head: Token, depth: int) -> list[Token]:
    if head.lemma_ in words("object_control") and verb.dep_ in {"xcomp", "ccomp", "pcomp"}:
        objects = [noun for child in head.children if child.dep_ in _OBJECTS for noun in conjuncts(child)]
        objects += _passive_subjects(head)
        if head.lemma_ in {"call", "appeal"}:
            objects += [noun for child in head.children if child.dep_ == "prep" for noun in _pobj(child)]
        if objects:
            return objects
    if _is_passive(head):
        agents = [noun for child in head.children if child.dep_ == "agent" for noun in _pobj(child)]
        return _passive_subjects(head) or agents
    return subjects(head, depth + 1)


def _owner_tokens(noun: Token, depth: int) -> list[Token]:
    """Whose effort, plan or offer an infinitive hangs on: the possessor, else who has or makes it."""
    for child in noun.children:
        if child.dep_ == "poss":
            return conjuncts(child)
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in {"by", "of"}:
            return _pobj(child)
    for child in noun.children:
        if child.dep_ in {"amod", "compound", "nmod"} and child.ent_type_ in {"GPE", "NORP", "ORG"}:
            return [child]
    if noun.dep_ in _OBJECTS and noun.head.pos_ in {"VERB", "AUX"}:
        return subjects(noun.head, depth + 1)
    return []


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
