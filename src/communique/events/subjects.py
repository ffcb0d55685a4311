"""Who does what a verb says: its subject, or whoever controls its clause, past what the parser joins wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.events.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = [
    "OBJECTS", "PASSIVE_SUBJECTS", "PRONOUNS", "SUBJECTS",
    "antecedent", "conjuncts", "is_passive", "objects_of", "subjects",
]  # fmt: skip

PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
SUBJECTS = frozenset({"nsubj", "csubj"})
OBJECTS = frozenset({"dobj", "obj", "dative", "iobj"})
PRONOUNS = frozenset({"who", "which", "that", "whom"})
# More than so many coordinated words is a list of names, not of parties.
_MOST = 12
# A sentence of the press nests hardly deeper; the limit only guards against loops in a broken parse.
_DEEPEST = 6


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


def objects_of(prep: Token) -> list[Token]:
    """The nouns of a preposition, those coordinated with them too."""
    return [noun for child in prep.children if child.dep_ == "pobj" for noun in conjuncts(child)]


def is_passive(verb: Token) -> bool:
    """Whether a verb says what is done to its subject, participles and the second of two passives too."""
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "acl":
        return not _main_after_apposition(verb)
    if verb.dep_ == "conj" and not any(c.dep_ in SUBJECTS | {"aux"} for c in verb.children):
        return is_passive(verb.head) and not any(c.dep_ == "dobj" for c in verb.children)
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


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for."""
    if token.lower_ in PRONOUNS and token.head.dep_ == "relcl":
        return token.head.head
    return token


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Who does it: the subject, or whoever controls the clause. Empty where no one is named."""
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            return conjuncts(_met(antecedent(child)))
    swallowed = _after_fronted_place(verb) or _bare_name(verb)
    if swallowed or depth > _DEEPEST:
        return swallowed
    head = verb.head
    if _after_relative(verb):
        return conjuncts(head.head)
    if verb.dep_ in {"conj"} and head.pos_ in {"VERB", "AUX", "ADJ"}:
        if is_passive(head) and not is_passive(verb):
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
        objects = any(c.dep_ in {"dobj", "nsubjpass"} and c.lower_ in PRONOUNS for c in verb.children)
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
    return [noun for child in verb.children if child.dep_ in PASSIVE_SUBJECTS for noun in conjuncts(antecedent(child))]


def _controller(verb: Token, head: Token, depth: int) -> list[Token]:
    if head.lemma_ in words("object_control") and verb.dep_ in {"xcomp", "ccomp", "pcomp"}:
        objects = [noun for child in head.children if child.dep_ in OBJECTS for noun in conjuncts(child)]
        objects += _passive_subjects(head)
        if head.lemma_ in {"call", "appeal"}:
            objects += [noun for child in head.children if child.dep_ == "prep" for noun in objects_of(child)]
        if objects:
            return objects
    if is_passive(head):
        agents = [noun for child in head.children if child.dep_ == "agent" for noun in objects_of(child)]
        return _passive_subjects(head) or agents
    return subjects(head, depth + 1)


def _owner_tokens(noun: Token, depth: int) -> list[Token]:
    """Whose effort, plan or offer an infinitive hangs on: the possessor, else who has or makes it."""
    for child in noun.children:
        if child.dep_ == "poss":
            return conjuncts(child)
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in {"by", "of"}:
            return objects_of(child)
    for child in noun.children:
        if child.dep_ in {"amod", "compound", "nmod"} and child.ent_type_ in {"GPE", "NORP", "ORG"}:
            return [child]
    if noun.dep_ in OBJECTS and noun.head.pos_ in {"VERB", "AUX"}:
        return subjects(noun.head, depth + 1)
    return []
