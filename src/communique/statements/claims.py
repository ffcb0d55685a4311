"""Quotations claimed by a cue next to them: before the marks, after them, or at the end of the sentence before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from communique.statements import cues
from communique.statements.attribution import Attribution
from communique.statements.phrases import can_speak, child, name_speaker, subject, voices

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.language import Parsed, Sentence
    from communique.statements.quotes import Quotation


__all__ = ["claimed"]

# Unquoted words between a quotation and the cue that claims it: a long subject with its office, no more.
_REACH = 160


_DASHED = re.compile(r"\s*(?:—|–|--|-)\s*(?=[A-Z])")


def claimed(parsed: Parsed, quotation: Quotation, quotations: list[Quotation]) -> Attribution | None:
    """The attribution of a quotation by the words around its marks, or `None` where no cue stands there."""
    text = parsed.text
    last = parsed.sentence_at(quotation.end - 1)
    first = parsed.sentence_at(quotation.start)
    if last is not None:
        limit = min((q.start for q in quotations if q.start >= quotation.end), default=len(text))
        after = _after(last, quotation, min(limit, last.end))
        if after is not None:
            return after
        after = _cue_left_over(parsed, last, quotation, limit)
        if after is not None:
            return after
    if first is not None:
        floor = max((q.end for q in quotations if q.end <= quotation.start), default=0)
        before = _before(first, quotation, max(floor, first.start), text)
        if before is not None:
            return before
        return _announced(parsed, first, quotation)
    return None


def made_for(sentence: Sentence, cue: Token, quotation: Quotation, who: Token | None, kind: str) -> Attribution:
    found = Attribution(
        sentence, cue, sentence.span(cue, cue), cue.lemma_.lower(), kind, "quote", (quotation.start, quotation.end)
    )
    name_speaker(found, who)
    first = min([found.cue[0]] + ([found.speaker[0]] if found.speaker else []))
    last = max([found.cue[1]] + ([found.speaker[1]] if found.speaker else []))
    found.frame = first, last
    return found


def quoting_kind(token: Token) -> str | None:
    rows = cues.verbs().get(token.lemma_.lower())
    if rows is None or token.pos_ not in {"VERB", "AUX"}:
        return None
    return next((row.kind for row in rows if "quote" in row.takes), None)


def _speaking(token: Token) -> Token:
    """Of "was quoted as saying" the verb that speaks."""
    for other in token.children:
        if other.dep_ == "prep" and other.lower_ == "as" and token.lemma_.lower() in {"quote", "cite", "report"}:
            return next((c for c in other.children if c.tag_ == "VBG"), token)
    return token


def _after(sentence: Sentence, quotation: Quotation, limit: int) -> Attribution | None:
    """ "“…,” said Xi" and "“…,” the minister, who was in Rome, told reporters"."""
    frame = [t for t in sentence.doc if quotation.end <= sentence.start + t.idx < limit]
    base = sentence.start
    for word in frame:
        token = word
        if base + token.idx - quotation.end > _REACH:
            break
        token = _speaking(token)
        kind = quoting_kind(token)
        if kind is None:
            if token.lower_ in {"that", "because", "but"} and token.dep_ in {"mark", "cc"}:
                break
            continue
        who = subject(token)
        if who is not None and base + who.idx < quotation.end:
            who = next((t for t in frame if t.dep_ in {"nsubj", "dobj", "attr"} and t.i != token.i), None)
        if who is None:
            who = _beside(token, frame)
        if who is not None and not can_speak(who, strict=False):
            continue
        return made_for(sentence, token, quotation, who, kind)
    dashed = _DASHED.match(sentence.text[quotation.end - base :]) if quotation.end > base else None
    if dashed and frame:
        names = [t for t in frame if t.pos_ == "PROPN"]
        if names and len(frame) < 14:
            return made_for(sentence, frame[0], quotation, names[0].head if names[0].head in names else names[0], "say")
    return None


def _cue_left_over(parsed: Parsed, last: Sentence, quotation: Quotation, limit: int) -> Attribution | None:
    """ "“Who will pay?” The minister asked the house." where the splitter put the cue into a sentence of its own."""
    at = parsed.sentences.index(last)
    if quotation.inner_end >= len(parsed.text) or parsed.text[quotation.inner_end - 1] not in "?!…":
        return None
    if parsed.text[quotation.end : last.end].strip() or at + 1 >= len(parsed.sentences):
        return None
    following = parsed.sentences[at + 1]
    if following.paragraph != last.paragraph or following.end - following.start > _REACH or limit < following.end - 1:
        return None
    for token in following.doc:
        kind = quoting_kind(token)
        if kind is not None and token.dep_ == "ROOT":
            if any(c.dep_ in {"ccomp", "xcomp"} for c in token.children):
                return None
            return made_for(following, token, quotation, subject(token), kind)
    return None


def _beside(token: Token, frame: list[Token]) -> Token | None:
    """The noun next to a cue whose parse is broken."""
    nouns = [t for t in frame if t.pos_ in {"PROPN", "NOUN", "PRON"} and abs(t.i - token.i) <= 8]
    return min(nouns, key=lambda t: abs(t.i - token.i), default=None)


def _before(sentence: Sentence, quotation: Quotation, floor: int, text: str) -> Attribution | None:
    """ "Xi said: “…”", "…, adding, “…”", "the minister called it “…”"."""
    base = sentence.start
    frame = [t for t in sentence.doc if floor <= base + t.idx < quotation.start]
    if not frame:
        return None
    joint = text[: quotation.start].rstrip()[-1:]
    if joint == ":" and (made := _headed(sentence, frame, quotation)) is not None:
        return made
    for token in reversed(frame):
        kind = quoting_kind(token)
        if kind is None:
            continue
        gap = quotation.start - (base + token.idx + len(token.text))
        if gap > _REACH or (joint not in ":,—–" and gap > 60):
            break
        who = subject(token)
        if who is not None and not can_speak(who, strict=False):
            continue
        if who is None and joint not in ":,":
            continue
        inner = _passed_on(token) if joint == ":" else None
        made = made_for(sentence, token, quotation, inner or who, kind)
        made.via = [who] if inner is not None and who is not None else []
        return made
    if joint in "—–-" and text[: quotation.start].rstrip()[-2:-1] in {" ", "-"}:
        # "the former president -- “It is over.”"
        names = [t for t in frame if t.pos_ == "PROPN" and base + t.idx > quotation.start - 40]
        if names:
            return made_for(sentence, frame[-1], quotation, names[-1], "say")
    if joint == ":":
        verbs = [t for t in frame if t.pos_ == "VERB" and subject(t) is not None]
        if verbs:
            return made_for(sentence, verbs[-1], quotation, subject(verbs[-1]), "say")
        names = [t for t in frame if t.pos_ == "PROPN"]
        if names and len(frame) <= 8:
            return made_for(sentence, frame[-1], quotation, names[-1], "say")
    return None


# Verbs whose object speaks: "quotes a resident: “…”".
_QUOTING = frozenset({"quote", "cite"})
_CARRYING = frozenset("broadcast publish carry read release print issue run play show air".split())


def _passed_on(verb: Token) -> Token | None:
    """Who speaks where the verb's subject only passes on: "the radio broadcast a message from the king: “…”"."""
    thing = child(verb, "dobj")
    if thing is None:
        return None
    lemma = verb.lemma_.lower()
    if lemma in _QUOTING and can_speak(thing, strict=True):
        return thing
    if lemma in _CARRYING and voices().get(thing.lemma_.lower()) == "document":
        for other in (*thing.children, *verb.children):
            if other.dep_ == "prep" and other.lower_ in {"from", "by", "of"}:
                return child(other, "pobj")
    return None


def _headed(sentence: Sentence, frame: list[Token], quotation: Quotation) -> Attribution | None:
    """ "Juan Guaido, in a tweet: “…”": a name, a comma and the occasion, without a verb of speech."""
    comma = next((t for t in frame if t.text == ","), None)
    if comma is None or frame[0].i != 0 or comma.i + 1 >= len(comma.doc):
        return None
    before = [t for t in frame if t.i < comma.i and not t.is_space]
    after = [t for t in frame if t.i > comma.i and not t.is_punct]
    if not before or len(before) > 10 or not after or after[0].lower_ not in {"in", "on", "at", "during"}:
        return None
    if any(t.pos_ in {"VERB", "AUX"} for t in before) or before[-1].pos_ not in {"PROPN", "NOUN", "PRON"}:
        return None
    verbs = [t for t in after if quoting_kind(t) and t.dep_ == "ROOT"]
    if verbs or not any(t.lemma_.lower() in cues.occasions() for t in after):
        return None
    made = made_for(sentence, frame[-1], quotation, before[-1], "say")
    made.speaker = sentence.span(before[0], before[-1])
    made.frame = made.speaker
    made.via = [t for t in after if t.dep_ in {"pobj", "appos"}]
    return made


def _announced(parsed: Parsed, first: Sentence, quotation: Quotation) -> Attribution | None:
    """A quotation after a sentence that ends in a colon: its last cue speaks, else its subject."""
    at = parsed.sentences.index(first)
    if at == 0 or parsed.text[first.start : quotation.start].strip():
        return None
    before = parsed.sentences[at - 1]
    if not before.text.rstrip().endswith(":"):
        return None
    verbs = [t for t in before.doc if t.pos_ == "VERB" and subject(t) is not None]
    cue = next((t for t in reversed(verbs) if quoting_kind(t)), verbs[-1] if verbs else None)
    return made_for(before, cue, quotation, subject(cue), quoting_kind(cue) or "say") if cue is not None else None
