"""Small readings of the parse that every construction needs: the subject, and the words that name it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from communique import tables

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.statements.attribution import Attribution

__all__ = ["agent", "can_speak", "child", "naming", "subject", "voices"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_DESCRIPTIVE = frozenset({"of", "for", "at", "from", "in", "to", "with", "on", "near", "familiar", "close"})
_ENTITIES = frozenset({"PERSON", "ORG", "GPE", "NORP"})


@functools.cache
def voices() -> dict[str, str]:
    """Nouns that can speak, by lemma: person, body or document."""
    return {row["word"]: row["sort"] for row in tables.load("voices")}


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of these dependencies."""
    for other in token.children:
        if other.dep_ in deps:
            return other
    return None


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Whose act a verb names: its own subject, or the one that governs it; `None` where nobody is named."""
    own = child(verb, "nsubj")
    passive = child(verb, "auxpass") is not None or child(verb, "nsubjpass") is not None
    if passive:
        return agent(verb)
    if own is not None:
        return antecedent(own, verb)
    if depth > 4:
        return None
    head = verb.head
    if head == verb:
        return None
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and head.dep_ == "dobj" and voices().get(head.lemma_) == "document":
        # "issued a statement calling it a violation": who issued it.
        return subject(head.head, depth + 1)
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and (root := _verbless(verb)) is not None:
        return root
    if verb.dep_ in {"relcl", "acl"} and head.pos_ in {"NOUN", "PROPN", "PRON"}:
        return head if verb.tag_ == "VBG" or verb.dep_ == "relcl" else None
    if verb.dep_ == "ccomp" and head.i > verb.i:
        # A fronted clause has its own subject, even where the parser found none.
        return None
    if verb.dep_ in {"conj", "xcomp", "advcl", "ccomp", "dep", "parataxis"} and head.pos_ in {"VERB", "AUX"}:
        return governor(head, depth)
    if verb.dep_ == "pcomp" and head.head.pos_ in {"VERB", "AUX"}:
        # "was quoted by Tass as saying", "reported Kim as saying".
        reported = child(head.head, "nsubjpass") or child(head.head, "dobj") if head.lower_ == "as" else None
        return reported if reported is not None else governor(head.head, depth)
    if verb.dep_ == "pcomp" and head.head.pos_ in {"NOUN", "PROPN"}:
        return head.head if head.lower_ == "as" else None
    return None


def _verbless(verb: Token) -> Token | None:
    """ "A statement by the four called on both sides to stop": a verb taken for a participle, the only one."""
    others = (t for t in verb.doc if t.pos_ in {"VERB", "AUX"} and t.tag_ in {"VBD", "VBZ", "VBP", "MD"})
    if any(others) or not str(verb.doc.text).rstrip().endswith("."):
        return None
    root = next((t for t in verb.doc if t.dep_ == "ROOT"), None)
    return root if root is not None and root.pos_ in {"NOUN", "PROPN"} and root.i < verb.i else None


def governor(head: Token, depth: int) -> Token | None:
    """The subject that a participle or infinitive shares with its governing verb, passive subjects included."""
    passive = child(head, "nsubjpass")
    return antecedent(passive, head) if passive is not None else subject(head, depth + 1)


def antecedent(token: Token, verb: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token itself."""
    if token.lower_ in _RELATIVES and verb.dep_ == "relcl" and verb.head.pos_ in {"NOUN", "PROPN", "PRON"}:
        return verb.head
    return token


def agent(verb: Token) -> Token | None:
    """The noun after "by" of a passive verb."""
    by = child(verb, "agent")
    if by is None:
        by = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "by"), None)
    return child(by, "pobj") if by is not None else None


def naming(head: Token) -> tuple[Token, Token]:
    """The first and last token of the words that name somebody: no relative clause, no apposition, no age."""
    first = head
    for left in head.lefts:
        if left.dep_ in {"punct", "cc", "preconj", "predet"} and left.i == head.left_edge.i and left.is_punct:
            continue
        if left.left_edge.i < first.i:
            first = left.left_edge
    while first.i < head.i and (first.is_punct or first.is_space or first.lower_ == "whose"):
        first = first.nbor()
    last = head
    for right in head.rights:
        if right.dep_ == "prep" and right.lower_ in _DESCRIPTIVE and right.i == last.i + 1:
            edge = _without_clause(right)
            if edge.i - right.i <= 9 and not any(t.pos_ == "VERB" and t.dep_ == "relcl" for t in right.subtree):
                last = edge
        elif right.dep_ in {"cc", "conj"} and right.pos_ not in {"VERB", "AUX"}:
            last = naming(right)[1] if right.dep_ == "conj" else last
        elif right.dep_ in {"nummod", "flat", "name"} and right.i == last.i + 1:
            last = right.right_edge
        elif right.dep_ == "amod" and right.i == last.i + 1:
            if right.right_edge.i > right.i:
                # "a communique read on the radio": a participle with its own phrase names nobody.
                break
            last = right
        elif right.dep_ == "appos" and right.pos_ == "PROPN" and right.left_edge.i == last.i + 1:
            # "the party newspaper Nhan Dan": a name that follows without a comma.
            last = naming(right)[1]
        elif right.dep_ == "punct":
            continue
        elif right.dep_ not in {"case"}:
            break
    while last.i > head.i and (last.is_punct or last.is_space):
        last = last.nbor(-1)
    return first, last


def _without_clause(phrase: Token) -> Token:
    """The last token of a phrase, without a relative clause at its end: "to the president who asked for silence"."""
    edge = phrase.right_edge
    for token in phrase.subtree:
        if token.dep_ == "relcl" and token.left_edge.i - 1 > phrase.i and token.right_edge.i == edge.i:
            before = token.doc[token.left_edge.i - 1]
            return before.nbor(-1) if before.is_punct else before
    return edge


def can_speak(head: Token, *, strict: bool) -> bool:
    """Whether a noun can be a speaker; `strict` for verbs that things are subjects of too ("figures show")."""
    lower = head.lower_
    if lower in {"there", "this", "that", "what", "it"} and (strict or lower != "it"):
        return False
    if head.pos_ in {"PRON", "PROPN"} or head.ent_type_ in _ENTITIES:
        return True
    if head.text[:1].isupper() and head.dep_ == "nsubj":
        # The small tagger takes some surnames for verbs.
        return True
    if not strict:
        return head.pos_ in {"NOUN", "ADJ", "NUM", "DET", "X"}
    return head.lemma_.lower() in voices() or lower in voices()


def to_infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children)


def last_token(token: Token) -> Token:
    """The last token of a complement, without the sentence's own end mark."""
    edge = token.right_edge
    while edge.i > token.i and (edge.is_space or edge.text in {",", ";", ":"}):
        edge = edge.nbor(-1)
    return edge


def name_speaker(found: Attribution, who: Token | None) -> None:
    """Set the speaker's head and the words that name the speaker."""
    if who is None:
        return
    found.head = who
    found.speaker = found.sentence.span(*naming(who))
