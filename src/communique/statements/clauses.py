"""Attributions that the parse of one sentence shows: a cue with its subject and the complement that it governs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.statements import cues
from communique.statements.attribution import DATELINE, Attribution, Span, enough, trimmed
from communique.statements.complements import complement
from communique.statements.mended import before_comma, closing, mistagged, nearest
from communique.statements.nominal import nominal
from communique.statements.objects import addressee
from communique.statements.phrases import agent, can_speak, child, name_speaker, naming, subject, to_infinitive

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.language import Sentence
    from communique.statements.cues import Cue


__all__ = ["find"]


def find(sentence: Sentence, quoted: list[Span], marks: list[Span], text: str) -> Iterator[Attribution]:
    """All attributions of a sentence whose cue stands outside quotations.

    `quoted` are the quotations that are utterances, `marks` all stretches between quotation marks.
    """
    found = list(_each(sentence, quoted, marks, text))
    for one in found:
        for outer in found:
            # Stacked cues after their content: the outer one's content runs up to the inner one's words.
            if one.content[1] < one.frame[0] < one.frame[1] < outer.frame[0] and one.content[0] >= outer.content[0]:
                gap = text[outer.content[1] : one.frame[0]]
                if outer.content[1] <= one.frame[0] and not gap.strip(" ,”’\"'"):
                    outer.content = outer.content[0], max(outer.content[1], one.frame[1])
    yield from found


def _each(sentence: Sentence, quoted: list[Span], marks: list[Span], text: str) -> Iterator[Attribution]:
    verbs, nouns = cues.verbs(), cues.nouns()
    for token in sentence.doc:
        lemma = token.lemma_.lower()
        if lemma in verbs and token.pos_ in {"VERB", "AUX"}:
            offset = sentence.start + token.idx
            if any(start <= offset < end for start, end in quoted):
                continue
            yield from _verbal(token, verbs[lemma], sentence, marks, text)
        elif lemma in verbs and (hidden := mistagged(token, verbs[lemma], sentence, text)) is not None:
            yield hidden
        elif lemma in nouns and token.pos_ in {"NOUN", "PROPN"}:
            offset = sentence.start + token.idx
            if any(start <= offset < end for start, end in quoted):
                continue
            yield from nominal(token, nouns[lemma], sentence, text)


def _verbal(
    verb: Token, rows: tuple[Cue, ...], sentence: Sentence, marks: list[Span], text: str
) -> Iterator[Attribution]:
    if _passes_on(verb):
        return
    inverted = closing(verb, rows[-1], sentence, text)
    if inverted is not None:
        yield inverted
        return
    who = subject(verb)
    if (quoted := _quoted_by(verb)) is not None:
        fronted = child(verb, "ccomp")
        if fronted is None or fronted.i > verb.i:
            return
        who = quoted
    if who is not None and any(start <= sentence.start + who.idx < end for start, end in marks):
        who = nearest(verb, sentence, marks)
    if who is None and verb.tag_ in {"VBD", "VBZ"} and verb.i and child(verb, "auxpass", "nsubjpass") is None:
        beside = verb.doc[verb.i - 1]
        who = beside if beside.pos_ in {"PROPN", "PRON"} and beside.dep_ not in {"nsubj", "dobj"} else None
        who = who or before_comma(verb)
    if who is not None and verb.tag_ == "VBG" and not can_speak(who, strict=True):
        who = _speaker_above(verb) or who
    for cue in rows:
        if cue.particle and not _has_particle(verb, cue.particle):
            continue
        if who is not None and not can_speak(who, strict=cue.strict):
            return
        reading = complement(verb, cue)
        if reading is None:
            continue
        form, first, last, hole = reading
        if who is not None and form != "clause" and who.lower_ == "it" and cue.kind in {"say", "think", "report"}:
            continue
        if not _was_said(verb, cue, form, who):
            return
        start, end = trimmed(text, *sentence.span(first, last))
        said = text[start:end]
        if not enough(said) and not (cue.kind == "deny" and said.lower() in _TAKEN_UP):
            continue
        if form == "object" and cue.lemma in _STOOD_BY and _is_somebody(verb):
            continue
        if cue.kind in {"reject", "think", "plan", "demand", "ask", "request"} and _SILENT.match(said):
            continue
        if who is not None and _in_dateline(who, sentence, text):
            return
        found = Attribution(
            sentence, verb, _cue_span(verb, cue, sentence), _name(cue), cue.kind, form, (start, end),
            addressee=addressee(verb, cue, form),
        )  # fmt: skip
        if hole is not None:
            found.holes.append((sentence.start + hole[0], sentence.start + hole[1]))
        found.frame = _frame(verb, who, sentence)
        name_speaker(found, who)
        yield found
        return


def _speaker_above(verb: Token) -> Token | None:
    """ "…, adding that": the participle belongs to the verb of speech above it, wherever the parser hung it."""
    for above in verb.ancestors:
        if above.lemma_.lower() in cues.verbs() and above.pos_ == "VERB":
            who = subject(above)
            if who is not None and can_speak(who, strict=True):
                return who
    return None


def _in_dateline(who: Token, sentence: Sentence, text: str) -> bool:
    if sentence.start and text[sentence.start - 1] != "\n":
        return False
    dateline = DATELINE.match(text, sentence.start, sentence.end)
    return dateline is not None and sentence.start + who.idx < dateline.end()


# "declined to comment" says that nothing was said.
_SILENT = re.compile(
    r"(?:to )?(?:comment|answer|elaborate|respond|say|discuss it)$"
    r"|(?:anonymity|not to be (?:identified|named|quoted)|to (?:remain|stay) anonymous)\b"
    r"|(?:that )?(?:his|her|their) (?:names?|identity) (?:not )?be (?:not )?(?:withheld|used|given|published|disclosed)"
    r"|to (?:comment|elaborate|say (?:who|what|when|where|why|how|whether|if)|be (?:identified|named|quoted)|"
    r"give (?:a|his|her|their) names?)\b"
)
# Verbs whose object tells word from deed: one supports a plan by saying so, an ally with troops.
_STOOD_BY = frozenset({"support", "back", "defend", "resist", "challenge"})


def _is_somebody(verb: Token) -> bool:
    thing = child(verb, "dobj")
    if thing is None:
        return False
    other = thing.lower_ in {"other", "another"} or thing.pos_ == "PRON"
    return other or (thing.pos_ == "PROPN" and thing.ent_type_ in {"GPE", "NORP", "ORG", "PERSON", "LOC"})


# What a denial may take up with a single word: "the ministry denied this".
_TAKEN_UP = frozenset({"this", "that", "it"})
# Verbs after which an infinitive is a thing done: "went on to accuse", "continued to call for".
_DONE = frozenset("continue begin start go proceed keep appear seem rise hasten use take move manage".split())


def _was_said(verb: Token, cue: Cue, form: str, who: Token | None) -> bool:
    """Whether the words were uttered: not what somebody might say, refused to say or may be asked to say."""
    if who is None and not (form == "clause" and cue.kind == "say" and child(verb, "auxpass") is not None):
        # Nobody named: only "it is said that …" is told as said.
        return False
    asked = cue.kind in {"ask", "request"} and verb.tag_ == "VBN" and verb.dep_ == "advcl"
    if asked and verb.left_edge.i == 0 and agent(verb) is None and child(verb, "aux", "nsubj") is None:
        # "Asked whether he would go, he answered": others asked.
        return False
    if verb.dep_ == "ccomp" and verb.head.lemma_.lower() in {"ask", "wonder"} and cue.kind != "say":
        # "asked whether he feared an answer": the asker's words.
        return False
    if verb.tag_ != "VB":
        return True
    if any(c.tag_ == "MD" and c.dep_ == "aux" for c in verb.children):
        return False
    if form == "object" and child(verb, "neg") is not None:
        return False
    if to_infinitive(verb) and verb.dep_ in {"xcomp", "relcl", "acl", "ccomp"}:
        return verb.head.lemma_.lower() in _DONE
    return True


def _passes_on(verb: Token) -> bool:
    """ "citing officials": no statement, but a link or the speaker of the verb that governs it."""
    return verb.lower_ in {"citing", "quoting"} and verb.dep_ in {"advcl", "prep", "pcomp", "acl", "conj", "xcomp"}


def _quoted_by(verb: Token) -> Token | None:
    """ "…, Tass quoted the minister as saying": a fronted content hangs on the medium's verb."""
    if verb.lemma_.lower() not in {"quote", "cite", "report", "show", "paraphrase"}:
        return None
    for other in verb.children:
        if other.dep_ == "prep" and other.lower_ == "as" and any(c.tag_ == "VBG" for c in other.children):
            return child(verb, "nsubjpass") or child(verb, "dobj")
    return None


def _name(cue: Cue) -> str:
    return f"{cue.lemma} {cue.particle}".strip()


def _has_particle(verb: Token, particle: str) -> bool:
    if any(c.lower_ == particle and c.dep_ in {"prt", "prep", "advmod", "acomp", "ccomp"} for c in verb.children):
        return True
    following = verb.doc[verb.i + 1 : verb.i + 2]
    return bool(len(following)) and following[0].lower_ == particle


def _cue_span(verb: Token, cue: Cue, sentence: Sentence) -> Span:
    if cue.particle:
        for other in verb.doc[verb.i + 1 : verb.i + 4]:
            if other.lower_ == cue.particle:
                return sentence.span(verb, other)
    return sentence.span(verb, verb)


def _frame(verb: Token, who: Token | None, sentence: Sentence) -> Span:
    """The cue's own words, subject and verb."""
    first, last = verb, verb
    if who is not None and verb.left_edge.i <= who.i <= verb.right_edge.i:
        left, right = naming(who)
        first = left if left.i < first.i else first
        last = right if right.i > last.i else last
    return sentence.span(first, last)
