"""Attributions that a broken parse hides: read from commas and the order of words instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.statements.attribution import Attribution, Span, trimmed
from communique.statements.objects import addressee
from communique.statements.phrases import agent, can_speak, child

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from communique.language import Sentence
    from communique.statements.cues import Cue


__all__ = ["before_comma", "by_place", "closing", "mistagged", "nearest"]


def closing(verb: Token, cue: Cue, sentence: Sentence, text: str) -> Attribution | None:
    """ "…, the minister, Ana Lopez, said": a speaker whom the parser takes for an apposition of the last noun."""
    if not {"quote", "clause"} <= cue.takes or cue.strict or verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN"}:
        return None
    if child(verb, "nsubj", "nsubjpass", "mark", "auxpass", "aux") is not None or verb.dep_ == "relcl":
        return None
    if verb.tag_ == "VBN" and (verb.doc[verb.i - 1].text != "," or agent(verb) is not None):
        # A participle after "the minister, Ana Lopez," is a verb of its own that the tagger mistook.
        return None
    if verb.dep_ == "acl" and verb.doc[verb.i - 1].text != ",":
        return None
    if any(other.dep_ == "ccomp" for other in verb.rights):
        return None
    doc = verb.doc
    last = verb.i - 1
    named = doc[last].text == ","
    last -= named
    first = _nominal_run(doc, last)
    if named and first is not None and first > 2:
        last = first - 2
        first = _nominal_run(doc, last)
    if first is None or first < 3 or not any(t.pos_ in {"VERB", "AUX"} for t in doc[: first - 1]):
        return None
    who = doc[last]
    if who.pos_ not in {"NOUN", "PROPN", "PRON"} or who.dep_ in {"nsubj", "nsubjpass"}:
        return None
    start, end = trimmed(text, *sentence.span(doc[0], doc[first - 2]))
    found = Attribution(
        sentence, verb, sentence.span(verb, verb), cue.lemma, cue.kind, "clause", (start, end),
        addressee=addressee(verb, cue, "clause"),
    )  # fmt: skip
    found.head = who
    found.speaker = sentence.span(doc[first], who)
    found.frame = found.speaker[0], found.cue[1]
    return found


def _nominal_run(doc: Doc, last: int) -> int | None:
    """The first token of the unbroken noun phrase that ends at `last`, if a comma stands before it."""
    at = last
    while at >= 0 and last - at <= 10 and (
        doc[at].pos_ in {"NOUN", "PROPN", "ADJ", "DET", "PART", "NUM", "PRON"} or doc[at].lower_ in {"of", "for", "-"}
    ):  # fmt: skip
        at -= 1
    return at + 1 if at < last and at > 0 and doc[at].text in {",", "”", '"'} else None


def before_comma(verb: Token) -> Token | None:
    """ "In a letter to the council, Sudan's envoy, Al-Harith al-Harith, wrote that …": taken for an apposition."""
    doc = verb.doc
    if verb.dep_ != "ROOT" or verb.i < 3 or doc[verb.i - 1].text != "," or doc[verb.i - 2].pos_ != "PROPN":
        return None
    first = _nominal_run(doc, verb.i - 2)
    return doc[verb.i - 2] if first is not None and doc[first - 1].text == "," else None


def mistagged(token: Token, rows: tuple[Cue, ...], sentence: Sentence, text: str) -> Attribution | None:
    """ "State media reports that …", "The senator charges that …": a verb that the small tagger takes for a noun."""
    doc = token.doc
    follows = token.i + 3 < len(doc) and token.i > 0 and doc[token.i + 1].lower_ == "that"
    if token.tag_ != "NNS" or not follows or "clause" not in rows[-1].takes or token.dep_ not in {"ROOT", "dobj"}:
        return None
    who = doc[token.i - 1]
    if who.pos_ not in {"NOUN", "PROPN", "PRON", "VERB"} or not can_speak(who, strict=True):
        return None
    start, end = trimmed(text, *sentence.span(doc[token.i + 2], doc[-1]))
    found = Attribution(
        sentence, token, sentence.span(token, token), rows[-1].lemma, rows[-1].kind, "clause", (start, end)
    )
    found.head = who
    found.speaker = sentence.span(doc[token.left_edge.i], who)
    found.frame = found.speaker[0], found.cue[1]
    return found


def nearest(verb: Token, sentence: Sentence, marks: list[Span]) -> Token | None:
    """The noun next to a verb whose parsed subject stands inside quotation marks: such a subject is a mistake."""
    for token in reversed(verb.doc[max(0, verb.i - 12) : verb.i]):
        offset = sentence.start + token.idx
        if any(start <= offset < end for start, end in marks):
            return None
        if token.pos_ in {"PROPN", "NOUN", "PRON"}:
            while token.dep_ in {"appos", "compound", "pobj", "prep", "conj"} and token.head.i < token.i:
                token = token.head
            return token if token.pos_ in {"PROPN", "NOUN", "PRON"} else None
    return None


def _finite(verb: Token) -> bool:
    tensed = verb.tag_ in {"VBD", "VBZ", "VBP"} or (
        verb.tag_ in {"VBN", "VBG", "VB"} and child(verb, "aux") is not None
    )
    return tensed and child(verb, "nsubj", "nsubjpass", "expl") is not None


def _stands_alone(verb: Token, own: Token) -> bool:
    """Whether a clause that the parser hung on another has nothing that joins it: "…, the minister told reporters"."""
    if verb.dep_ == "acl" or child(verb, "mark") is not None or not can_speak(own, strict=True):
        return False
    return not any(token.tag_ in {"WDT", "WP", "WP$", "WRB"} for token in verb.doc[verb.left_edge.i : verb.i])


def by_place(verb: Token, *, told: bool) -> tuple[str, Token, Token, Span | None] | None:
    """What a broken parse hides: the words after "that", around an inserted cue, or in front of a closing one."""
    doc = verb.doc
    own = child(verb, "nsubj")
    last = doc[-1]
    if own is None:
        return None
    for token in doc[verb.i + 1 : verb.i + 14]:
        if token.lower_ == "that" and token.tag_ in {"IN", "WDT", "RB"} and token.i + 2 < len(doc):
            return "clause", token, last, None
        if token.text in {":", ";"} or (token.pos_ == "VERB" and token.dep_ != "amod"):
            break
    if child(verb, "dobj", "dative", "xcomp") is not None and not told:
        return None
    if verb.dep_ in {"relcl", "acl", "advcl"} and not _stands_alone(verb, own):
        return None
    first = own.left_edge if own.i < verb.i else verb
    comma = doc[first.i - 1] if first.i > 0 else None
    if comma is None or comma.text not in {",", "”", '"'}:
        return None
    before = doc[: comma.i]
    after = next((t for t in doc[verb.i + 1 :] if t.text == ","), None)
    if after is not None and after.i + 2 < len(doc) and doc[after.i + 1].pos_ in {"VERB", "AUX"}:
        end = after.idx
        return "clause", doc[0], last, (first.idx, end)
    spliced = verb.dep_ == "conj" and not any(t.dep_ == "cc" for t in doc[comma.i - 1 : first.i])
    if any(_finite(t) for t in before) and (verb.dep_ in {"ROOT", "relcl", "advcl"} or spliced):
        return "clause", doc[0], doc[comma.i - 1], None
    return None
