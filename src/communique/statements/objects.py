"""Contents that are no clause: what is praised, demanded, called something, warned of; and whom it is said to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.statements import cues
from communique.statements.attribution import MARKS
from communique.statements.phrases import agent, child, last_token, to_infinitive

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.statements.cues import Cue


__all__ = ["addressee", "after_particle", "named", "object_phrase", "order", "prepositional"]


def named(verb: Token) -> tuple[Token, Token] | None:
    """ "called the raid an act of war": object and predicate together."""
    name = child(verb, "oprd", "acomp")
    things = [c for c in verb.children if c.dep_ in {"dobj", "dative"} and c.i > verb.i]
    if name is None and len(things) == 2 and verb.lemma_.lower() not in {"tell", "ask"}:
        # "branded Ruritania an outlaw": two objects, the second says what the first is called.
        return things[0].left_edge, last_token(things[1])
    if name is None and len(things) == 1 and (called := child(things[0], "appos")) is not None:
        mark = called.left_edge
        if mark.text in MARKS or (mark.i and mark.nbor(-1).text in MARKS):
            # "called the colonel “a child”".
            return things[0].left_edge, last_token(called)
    thing = child(verb, "dobj") if name is not None else None
    for other in verb.children:
        # The small model often reads "called the raid illegal" as a clause.
        if other.dep_ == "ccomp" and other.i > verb.i:
            return other.left_edge, last_token(other)
    if name is None and len(things) == 1 and any(c.dep_ in {"amod", "acomp"} for c in things[0].rights):
        # "called the tariffs unjustified", where the parser takes the predicate for an attribute.
        return things[0].left_edge, last_token(things[0])
    if name is None or name.i < verb.i:
        return None
    if thing is None or thing.i < verb.i:
        return name.left_edge, last_token(name)
    return thing.left_edge, last_token(name)


def order(verb: Token) -> tuple[Token, Token] | None:
    """ "urged Japan to apologise": the infinitive, without whom it is said to."""
    for other in verb.children:
        if other.i > verb.i and other.dep_ in {"xcomp", "ccomp", "advcl"} and to_infinitive(other):
            aux = next(c for c in other.children if c.dep_ == "aux" and c.tag_ == "TO")
            has_object = child(verb, "dobj", "dative") is not None or child(other, "nsubj") is not None
            has_object = has_object or any(c.dep_ == "prep" and c.lower_ in {"on", "upon", "to"} for c in verb.children)
            if has_object:
                return (aux if aux.i < other.i else other.left_edge), last_token(other)
    return None


def after_particle(verb: Token, particle: str) -> tuple[Token, Token] | None:
    """ "called for a ceasefire", "ruled out talks": what follows the particle."""
    for other in verb.children:
        if other.lower_ == particle and other.dep_ == "prep":
            inside = child(other, "pobj", "pcomp", "ccomp")
            if inside is not None:
                return inside.left_edge, last_token(inside)
        if other.lower_ == particle and other.dep_ == "prt":
            thing = child(verb, "dobj", "xcomp", "ccomp")
            if thing is not None:
                return thing.left_edge, last_token(thing)
    return None


def object_phrase(verb: Token, needed: str) -> tuple[Token, Token] | None:
    """The object with the phrase that belongs to it; `needed` names a preposition without which it is no statement."""
    if child(verb, "auxpass") is not None:
        thing = child(verb, "nsubjpass")
        if thing is None or needed or agent(verb) is None:
            return None
        return thing.left_edge, thing.right_edge
    thing = next((c for c in verb.children if c.dep_ in {"dobj", "xcomp", "pcomp"} and c.i > verb.i), None)
    if thing is None and needed == "as" and (phrase := prepositional(verb, "as")) is not None:
        # "an explosion that the mayor described as an attack".
        return (verb.head.left_edge, phrase[1]) if verb.dep_ == "relcl" else phrase
    if thing is None or (thing.tag_ in {"WP", "WDT", "PRP"} and not needed):
        return None
    last = last_token(thing)
    if needed == "quote":
        return None
    satisfied = not needed or any(c.dep_ == "prep" and c.lower_ == needed for c in thing.subtree)
    for other in verb.rights:
        if other.i <= last.i:
            continue
        if other.is_punct or other.dep_ not in {"prep", "oprd", "acomp", "xcomp", "advcl", "dative"}:
            if other.is_punct:
                continue
            break
        wanted = other.dep_ == "prep" and other.lower_ == needed
        if other.left_edge.i > last.i + (2 if wanted else 1):
            break
        if other.dep_ == "prep" and other.lower_ not in {"as", "for", "of", "to", "with"}:
            break
        satisfied = satisfied or other.lower_ == needed
        last = last_token(other)
    return (thing.left_edge, _before_setting(thing, last)) if satisfied else None


def _before_setting(thing: Token, last: Token) -> Token:
    """Leave out when and where it was said: "called it a mistake during a visit", "praised him in a speech"."""
    for token in thing.doc[thing.i + 1 : last.i + 1]:
        if token.lower_ in {"during", "after", "before"} and token.dep_ in {"prep", "mark"}:
            return token.nbor(-1)
        if token.lower_ in {"in", "at", "on"} and token.dep_ == "prep":
            noun = child(token, "pobj")
            if noun is not None and (cues.occasions().get(noun.lemma_.lower()) or noun.ent_type_ == "DATE"):
                return token.nbor(-1)
    return last


def prepositional(verb: Token, preposition: str) -> tuple[Token, Token] | None:
    """ "warned of a flood", "spoke against the pact": what follows the preposition, dates left out."""
    for other in verb.rights:
        if other.dep_ == "prep" and other.lower_ == preposition:
            inside = child(other, "pobj", "pcomp")
            if inside is not None and inside.ent_type_ not in {"DATE", "TIME"}:
                return inside.left_edge, last_token(inside)
    return None


def addressee(verb: Token, cue: Cue, form: str) -> Token | None:
    """The head of the words that name whom it is said to."""
    if "object" in cue.addressee:
        found = child(verb, "dative", "dobj")
        if (
            found is not None
            and (found.pos_ in {"NOUN", "PROPN", "PRON", "NUM"} or found.lower_ in {"daily", "weekly"})
            and form != "object"
        ):
            return found
        inner = child(verb, "xcomp", "ccomp") if form == "infinitive" else None
        if inner is not None and child(inner, "nsubj") is not None:
            return child(inner, "nsubj")
    for other in verb.children:
        if other.dep_ in {"prep", "dative"} and other.lower_ in cue.addressee:
            inside = child(other, "pobj")
            if inside is not None:
                return inside
    return None
