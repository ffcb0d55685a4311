"""The content that a verb of communication governs: a clause, an infinitive, an object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.statements import cues
from communique.statements.attribution import MARKS, Span
from communique.statements.mended import by_place
from communique.statements.objects import after_particle, named, object_phrase, order, prepositional
from communique.statements.phrases import child, last_token, to_infinitive

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.statements.cues import Cue


__all__ = ["Reading", "complement"]

_PRONOUNS = frozenset({"he", "she", "they", "it"})


Reading = tuple[str, "Token", "Token", "Span | None"]


def complement(verb: Token, cue: Cue) -> tuple[str, Token, Token, Span | None] | None:
    """(form, first token, last token, hole) of the content that the verb governs, or `None`."""
    takes = cue.takes
    if "clause" in takes:
        clause = _clause(verb)
        if clause is not None:
            return clause
    if "name" in takes:
        naming = named(verb)
        if naming is not None:
            return "name", *naming, None
    if "order" in takes:
        demanded = order(verb)
        if demanded is not None:
            return "infinitive", *demanded, None
    if "infinitive" in takes:
        complement = child(verb, "xcomp") or _after_date(verb)
        if complement is not None and to_infinitive(complement) and complement.i > verb.i:
            return "infinitive", complement.left_edge, last_token(complement), None
    if "particle" in takes:
        following = after_particle(verb, cue.particle)
        if following is not None:
            return "particle", *following, None
        return None
    if "clause" in takes and (far := _far_clause(verb)) is not None:
        return far
    for item in takes:
        if item.startswith("object"):
            content = object_phrase(verb, item[6:])
            if content is not None:
                return "object", *content, None
    if "as" in takes:
        content = object_phrase(verb, "as")
        if content is not None:
            return "object", *content, None
    if any(item.startswith("object") for item in takes):
        content = object_phrase(verb, "")
        if content is not None and any(t.text in MARKS for t in verb.doc[content[0].i : content[1].i + 1]):
            # Quotation marks make any object of such a verb the speaker's words.
            return "object", *content, None
    for item in ("for", "of", "about", "against", "on", "to", "with", "at", "in"):
        if item in takes and (not cue.particle or item != cue.particle):
            content = prepositional(verb, item)
            if content is not None:
                return "particle", *content, None
    follows = verb.doc[verb.i + 1 : verb.i + 2]
    if "clause" in takes and len(follows) and follows[0].lower_ == "that" and follows[0].dep_ == "mark":
        return "clause", follows[0], last_token(verb.doc[verb.right_edge.i]), None
    if "clause" in takes and "quote" in takes and not cue.strict:
        return by_place(verb, told="object" in cue.addressee)
    return None


def _after_date(verb: Token) -> Token | None:
    """ "vowed on Tuesday to hold the post": the parser takes the infinitive for the aim of the vow."""
    other = child(verb, "advcl")
    if other is None or not to_infinitive(other) or other.left_edge.i <= verb.i:
        return None
    between = verb.doc[verb.i + 1 : other.left_edge.i]
    return (
        other
        if 0 < len(between) <= 4 and all(t.ent_type_ in {"DATE", "TIME"} or t.pos_ == "ADP" for t in between)
        else None
    )


def _clause(verb: Token) -> tuple[str, Token, Token, Span | None] | None:
    for other in verb.children:
        if other.dep_ != "ccomp" or other.i == verb.i:
            continue
        if other.i > verb.i:
            if to_infinitive(other) and child(other, "nsubj") is None:
                return "infinitive", other.left_edge, last_token(other), None
            left = other.left_edge
            if left.i <= verb.i or not _has_subject(other):
                # No subject of its own: the parser gave it away to the left.
                left = verb.doc[verb.i + 1]
            return "clause", left, _second(verb, other), None
        if any(t.text == ":" for t in verb.doc[verb.i + 1 : verb.i + 5]):
            # "The talks go on, he said: “We …”": the colon points at the quotation, not back.
            continue
        right = other.right_edge
        if right.i > verb.i:
            right = verb.doc[verb.i - 1]
        return "clause", _from_start(other.left_edge, verb), right, None
    for other in verb.children:
        # "said after he had seen both men that …": the parser hangs the words on the wrong verb.
        inner = child(other, "ccomp") if other.dep_ == "advcl" and other.i > verb.i else None
        mark = child(inner, "mark") if inner is not None else None
        if inner is not None and mark is not None and mark.lower_ == "that" and not _kinds(other):
            return "clause", mark, last_token(inner), None
    if verb.dep_ == "advcl" and (put := _as_put(verb)) is not None:
        return put
    if verb.dep_ in {"parataxis", "ccomp"} and verb.head != verb and verb.head.pos_ in {"VERB", "AUX", "NOUN"}:
        return _inserted(verb)
    return None


def _far_clause(verb: Token) -> tuple[str, Token, Token, Span | None] | None:
    """ "reaffirmed their stand at the talks that they would …": the clause hangs on a noun between."""
    for token in verb.doc[verb.i + 1 : verb.i + 12]:
        if token.lower_ == "that" and token.dep_ == "mark" and token.i + 2 < len(verb.doc):
            return "clause", token, last_token(verb.doc[verb.right_edge.i]), None
        if token.pos_ in {"VERB", "AUX", "CCONJ"} or token.is_punct:
            return None
    return None


def _has_subject(verb: Token) -> bool:
    own = child(verb, "nsubj", "nsubjpass", "expl", "csubj")
    return own is not None and not (own.lower_ in {"that", "which", "who"} and own == verb.left_edge)


def _second(verb: Token, clause: Token) -> Token:
    """The end of the content, over a second clause that the parser coordinated with the cue: "said X and Y was Z"."""
    end = last_token(clause)
    for other in verb.children:
        if other.i < end.i or other.dep_ not in {"conj", "ccomp"}:
            continue
        if other.dep_ == "ccomp" and other != clause:
            return last_token(other)
        if _kinds(other) - {"think"}:
            continue
        left = other.left_edge.i
        own = child(other, "nsubj", "nsubjpass", "expl") is not None
        between = [t.lower_ for t in verb.doc[end.i + 1 : left]]
        again = child(other, "nsubj")
        same = bool(_kinds(other)) and again is not None and again.lower_ in _PRONOUNS
        if (not between and not own) or between == ["and"] or (between == [",", "and"] and own) or same:
            return last_token(other)
    return end


def _kinds(verb: Token) -> set[str]:
    return {cue.kind for cue in cues.verbs().get(verb.lemma_.lower(), ())}


def _as_put(verb: Token) -> tuple[str, Token, Token, Span | None] | None:
    """ "As the envoy put it, the talks are over": the content is the clause that the "as" clause hangs on."""
    if verb.dep_ != "advcl" or verb.head.pos_ not in {"VERB", "AUX"}:
        return None
    marks = [c for c in verb.children if c.lower_ == "as" and c.dep_ in {"mark", "advmod", "prep"}]
    if not marks or child(verb, "ccomp", "xcomp") is not None:
        return None
    doc, left, right = verb.doc, verb.left_edge, verb.right_edge
    if left.i <= 1 and right.i + 2 < len(doc) and doc[right.i + 1].text in {",", "—"}:
        return "clause", doc[right.i + 1], doc[-1], None
    if left.i > 2 and doc[left.i - 1].text in {",", "—"} and right.i >= len(doc) - 2:
        return "clause", doc[0], doc[left.i - 1], None
    return None


def _from_start(left: Token, verb: Token) -> Token:
    """A fronted clause goes back to the sentence's start when only its own adverbials stand before it."""
    first = verb.doc[0]
    if left.i <= 0:
        return left
    between = verb.doc[first.i : left.i]
    if all(t.dep_ in {"prep", "pobj", "advmod", "cc", "punct", "det", "amod", "npadvmod", "mark", "compound", "nummod"}
           for t in between):  # fmt: skip
        return first
    return left


def _inserted(verb: Token) -> tuple[str, Token, Token, Span | None] | None:
    """ "The plan, he said, will fail": the content is the clause around the cue's own."""
    if child(verb, "nsubj") is None or verb.dep_ != "parataxis":
        return None
    own = {t.i for t in verb.subtree}
    outer = child(verb.head, "ccomp")
    if outer is not None and outer.right_edge.i < min(own) < verb.head.i:
        # "X, the minister said, the agency reported": both speak of X, the agency of the minister too.
        return "clause", _from_start(outer.left_edge, verb), outer.right_edge, None
    whole = [t for t in verb.head.subtree if t.i not in own and not t.is_punct]
    if not whole:
        return None
    first, last = min(whole, key=lambda t: t.i), max(whole, key=lambda t: t.i)
    left, right = verb.doc[min(own)], verb.doc[max(own)]
    if last.i < left.i or first.i > right.i:
        return "clause", first, last, None
    base = left.idx, right.idx + len(right.text)
    return "clause", first, last, base
