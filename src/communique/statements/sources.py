"""Attributions that are no clause of their own: "according to", headline colons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.actors.countries import dateline_country
from communique.statements import cues
from communique.statements.attribution import Attribution, Span, trimmed
from communique.statements.phrases import agent, child, name_speaker, voices

if TYPE_CHECKING:
    from spacy.tokens import Span as Span_
    from spacy.tokens import Token

    from communique.language import Sentence

__all__ = ["according", "colons"]

_TITLE_END = re.compile(r"[.!?…][\"”’')]*$")


def according(sentence: Sentence, quoted: list[Span], text: str) -> Iterator[Attribution]:
    """ "according to KCNA": the rest of its clause is the content."""
    if "ccording" not in sentence.text and "CCORDING" not in sentence.text:
        return
    for token in sentence.doc:
        if token.lower_ != "according" or token.i + 1 >= len(token.doc) or token.nbor().lower_ != "to":
            continue
        offset = sentence.start + token.idx
        if any(start <= offset < end for start, end in quoted):
            continue
        to = token.nbor()
        inside = child(to, "pobj", "pcomp") or child(token, "pobj")
        if inside is None:
            continue
        who = _source(inside)
        last = _phrase_end(to, inside)
        frame = sentence.span(token, last)
        content = _around(sentence, token, last, text)
        if content is None:
            continue
        found = Attribution(
            sentence, token, sentence.span(token, to), "according to", "say", "according", content, frame=frame
        )
        if content[0] < frame[0] and frame[1] < content[1]:
            found.holes.append(frame)
        found.via = [inside]
        name_speaker(found, who)
        yield found


def _source(inside: Token) -> Token:
    """Whom the phrase names: in "what was broadcast by CCTV" and "a report by KCNA" the medium, not the report."""
    if inside.pos_ in {"VERB", "AUX"}:
        return agent(inside) or child(inside, "nsubj") or inside
    for other in inside.children:
        if other.dep_ == "prep" and other.lower_ in {"by", "from"}:
            return child(other, "pobj") or inside
        if other.dep_ == "acl" and agent(other) is not None and not _has_owner(inside):
            return agent(other) or inside
    return inside


def _has_owner(paper: Token) -> bool:
    """ "a foreign ministry statement published by Tass": the ministry speaks, the agency carries it."""
    return any(c.dep_ in {"compound", "poss"} and voices().get(c.lemma_.lower()) == "body" for c in paper.children)


def _phrase_end(to: Token, inside: Token) -> Token:
    """The last token of the source phrase: as far as its subtree goes, but not over a comma into a new clause."""
    last = inside.right_edge
    for token in to.doc[inside.i + 1 : last.i + 1]:
        if token.text in {",", ";", "—"} and not _name_goes_on(token):
            return token.nbor(-1)
    return last


def _name_goes_on(comma: Token) -> bool:
    following = comma.nbor() if comma.i + 1 < len(comma.doc) else None
    return following is not None and following.pos_ == "PROPN" and following.dep_ in {"appos", "conj"}


def _around(sentence: Sentence, token: Token, last: Token, text: str) -> Span | None:
    doc = token.doc
    if token.i <= 1:
        span = sentence.start + last.idx + len(last.text), sentence.end
        return trimmed(text, *span) if span[1] - span[0] > 3 else None
    before = doc[token.i - 1]
    rest = [t for t in doc[last.i + 1 :] if not t.is_punct and not t.is_space]
    start = sentence.start
    if before.text not in {",", "”", '"', "—", "–", "-", "’"} and (clause := _lowest_clause(token)) is not None:
        start = sentence.start + clause.left_edge.idx
    else:
        start = sentence.start + _clause_start(token).idx
    end = sentence.start + token.idx
    if rest and _goes_on(token, last):
        end = sentence.end
    content = trimmed(text, start, end)
    return content if content[1] - content[0] > 3 else None


def _lowest_clause(token: Token) -> Token | None:
    """The clause that "according to" without a comma closes: "while China is uneasy according to experts"."""
    head = token.head
    while head.dep_ not in {"ROOT", "advcl", "conj", "relcl", "ccomp", "parataxis"} and head.head != head:
        head = head.head
    return head if head.dep_ in {"advcl", "relcl", "ccomp"} and head.left_edge.i < token.i else None


def _clause_start(token: Token) -> Token:
    """After a comma the whole sentence so far, unless a contrast began a new main clause."""
    doc = token.doc
    for other in reversed(doc[1 : token.i]):
        if other.lower_ in {"while", "but", "whereas", ";"} and doc[other.i - 1].text in {",", ";", "”"}:
            return doc[other.i + 1]
    return doc[0]


def _goes_on(token: Token, last: Token) -> bool:
    """Whether the clause around the phrase goes on after it: "The plan, according to Tass, will fail"."""
    following = token.doc[last.i + 1]
    if following.text not in {",", "—"} or last.i + 2 >= len(token.doc):
        return False
    after = token.doc[last.i + 2]
    return after.pos_ in {"VERB", "AUX", "PART", "ADV"} or after.dep_ == "ROOT"


_COLON = re.compile(r"^(?P<left>[^:]{2,120}):\s+(?P<right>\S.{2,})$")


def colons(sentence: Sentence, text: str) -> Iterator[Attribution]:
    """Headline colons: "Kim: US to blame", "Talks to resume: minister"; only in a line that is no full sentence."""
    raw = text[sentence.start : sentence.end]
    if ":" in raw and (headed := _headed(sentence, raw, text)) is not None:
        yield headed
        return
    if ":" not in raw or _TITLE_END.search(raw) or len(raw) > 160:
        return
    match = _COLON.match(raw)
    if match is None:
        return
    doc = sentence.doc
    colon = next((t for t in doc if t.text == ":"), None)
    if colon is None:
        return
    left, right = doc[: colon.i], doc[colon.i + 1 :]
    for side, other in ((left, right), (right, left)):
        if not _names_somebody(side) or len(other) < 2:
            continue
        head = _head(side)
        start, end = trimmed(text, *sentence.span(other[0], other[-1]))
        found = Attribution(
            sentence, colon, sentence.span(colon, colon), ":", "say", "colon", (start, end),
            frame=sentence.span(side[0], side[-1]),
        )  # fmt: skip
        found.head = head
        found.speaker = sentence.span(side[0], side[-1])
        yield found
        return


_HEADED = re.compile(r"^(?P<left>[A-Z][^,:]{2,60}), (?P<where>(?:in|on|at|during) [^,:]{2,60}): (?=[A-Z])")


def _headed(sentence: Sentence, raw: str, text: str) -> Attribution | None:
    """ "Juan Guaido, in a tweet: Maduro protects the rebels.": name, occasion and words, no verb of speech."""
    match = _HEADED.match(raw)
    if match is None:
        return None
    left = [t for t in sentence.doc if t.idx < match.end("left")]
    where = [t for t in sentence.doc if match.start("where") <= t.idx < match.end("where")]
    if not any(t.lemma_.lower() in cues.occasions() for t in where):
        return None
    if any(t.pos_ in {"VERB", "AUX"} for t in (*left, *where)) or left[-1].pos_ not in {"PROPN", "NOUN"}:
        return None
    colon = next(t for t in sentence.doc if t.text == ":")
    found = Attribution(
        sentence, colon, sentence.span(colon, colon), ":", "say", "quote",
        trimmed(text, sentence.start + match.end(), sentence.end), via=[t for t in where if t.pos_ == "NOUN"],
    )  # fmt: skip
    found.head = left[-1]
    found.speaker = sentence.span(left[0], left[-1])
    found.frame = found.speaker
    return found


def _names_somebody(side: Span_) -> bool:
    tokens = [t for t in side if not t.is_space]
    if not 1 <= len(tokens) <= 6 or any(
        t.pos_ in {"VERB", "AUX"}
        or t.lower_ in {"how", "why", "what", "live", "analysis", "explainer", "opinion", "video", "watch"}
        for t in tokens
    ):
        return False
    last = tokens[-1]
    if dateline_country(str(side.text)) is not None:
        # "Bucharest: Moscow must answer".
        return True
    known = last.ent_type_ in {"PERSON", "GPE", "NORP"} or (last.ent_type_ == "ORG" and len(tokens) <= 3)
    return known or last.lemma_.lower() in voices() or (last.pos_ == "PROPN" and len(tokens) <= 2)


def _head(side: Span_) -> Token:
    tokens = [t for t in side if not t.is_space and not t.is_punct]
    return tokens[-1]
