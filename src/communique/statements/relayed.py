"""Words said to be passed on: "Tass, quoting the minister, said", and "His words were carried by Tass" after them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from communique.records import Link, Mention, Statement
from communique.statements import media
from communique.statements.attribution import Attribution
from communique.statements.chains import CARRIED, REPORTED, with_others
from communique.statements.phrases import agent, can_speak, child, name_speaker, subject, voices

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.language import Parsed, Sentence

__all__ = ["carried_after", "cited", "interposed"]

Draft = tuple[Attribution, Statement]

# A medium that stands between "told" and "that" begins what the parser takes for the words told.
_OPENING = 80
_CITING = re.compile(r"\b(?:quoting|citing)\b", re.I)


def cited(found: Sequence[Attribution], mentions: Sequence[Mention]) -> None:
    """Give the words of a medium that names its source to the source, and put the medium into the chain."""
    for one in found:
        if one.head is None or one.form not in {"clause", "quote"} or not _CITING.search(one.sentence.text):
            continue
        link = media.medium(one.sentence, one.head, mentions)
        source = _source(one) if link is not None else None
        if link is None or source is None or not can_speak(source, strict=True):
            continue
        if media.medium(one.sentence, source, mentions) is None and voices().get(source.lemma_.lower()) == "document":
            continue
        name_speaker(one, source)
        one.tail = [link, *one.tail]


def _source(one: Attribution) -> Token | None:
    """Whom "…, citing …" names between the medium and its verb."""
    head = one.head
    for token in one.sentence.doc:
        if token.lower_ not in {"quoting", "citing"} or head is None or not head.i < token.i < one.verb.i:
            continue
        return child(token, "dobj", "pobj")
    return None


def interposed(found: Sequence[Attribution], mentions: Sequence[Mention]) -> list[Attribution]:
    """The attributions without a medium's that only stands within another's: "told the BBC, Dagbladet wrote, that …".

    The words are those of whoever told them, and the medium a link of their chain.
    """
    dropped: set[int] = set()
    for one in found:
        _given_back(one, mentions)
    for outer in found:
        for inner in found:
            between = outer.head is not None and inner.head is not None and outer.speaker != inner.speaker
            if not between or inner is outer or inner.head is None or inner.speaker is None:
                continue
            opens = outer.content[0] <= inner.speaker[0] <= outer.content[0] + _OPENING
            if opens and inner.cue[1] <= inner.content[0] and abs(inner.content[1] - outer.content[1]) <= 1:
                link = media.medium(inner.sentence, inner.head, mentions)
                if link is not None:
                    outer.content = inner.content
                    outer.tail = [*outer.tail, link]
                    dropped.add(id(inner))
    return [one for one in found if id(one) not in dropped]


def _given_back(one: Attribution, mentions: Sequence[Mention]) -> None:
    """Give the words back to whoever told them, where the parser gave them to the medium between."""
    telling = one.verb.head
    if one.head is None or one.verb.dep_ != "parataxis" or telling.lemma_.lower() != "tell" or telling.i > one.verb.i:
        return
    who, link = subject(telling), media.medium(one.sentence, one.head, mentions)
    if who is None or link is None or not can_speak(who, strict=True) or one.content[0] < one.cue[1]:
        return
    one.verb, one.lemma = telling, telling.lemma_.lower()
    one.cue = one.sentence.span(telling, telling)
    one.addressee = child(telling, "dobj", "dative")
    name_speaker(one, who)
    one.tail = [link, *one.tail]


def carried_after(drafts: list[Draft], parsed: Parsed, mentions: Sequence[Mention]) -> list[Draft]:
    """The drafts with the links that a sentence after them names: "The statement was read on state radio"."""
    ordered = sorted(drafts, key=lambda draft: draft[1].content.start)
    for sentence in parsed.sentences:
        verb, links = _relay(sentence, mentions)
        if verb is None or not links:
            continue
        told = sentence.start + verb.idx
        at = max((n for n, (one, _) in enumerate(ordered) if one.cue[1] and one.cue[0] < sentence.start), default=None)
        if at is None or sentence.paragraph - _paragraph(ordered[at][1], parsed) > 1:
            continue
        one, said = ordered[at]
        if any(link.role != "spokesperson" for link in said.chain):
            continue
        ordered[at] = one, msgspec.structs.replace(said, chain=(*said.chain, *links))
        # What is told of the words is no statement besides.
        ordered = [d for d in ordered if not d[1].content.start <= told < d[1].content.end or d[0] is one]
    return ordered


def _paragraph(statement: Statement, parsed: Parsed) -> int:
    last = parsed.sentence_at(max(statement.content.end - 1, statement.cue_span.start if statement.cue_span else 0))
    return last.paragraph if last is not None else 0


def _relay(sentence: Sentence, mentions: Sequence[Mention]) -> tuple[Token | None, tuple[Link, ...]]:
    """Verb and links of a passive main clause about somebody's words: "His remarks were carried by Tass"."""
    root = next((sent.root for sent in sentence.doc.sents), None)
    outer = None
    if root is not None and child(root, "nsubjpass") is None and (inner := child(root, "ccomp")) is not None:
        # "His account was carried by Khovar, Reuters said".
        root, outer = inner, child(root, "nsubj")
    words = child(root, "nsubjpass") if root is not None else None
    if root is None or words is None or root.lemma_.lower() not in CARRIED:
        return None, ()
    if words.lemma_.lower() not in REPORTED or not _taken_up(words):
        return None, ()
    return root, tuple(_links(root, outer, sentence, mentions))


def _links(root: Token, outer: Token | None, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Link]:
    for verb in with_others(root):
        if verb.lemma_.lower() not in CARRIED:
            break
        for carrier in with_others(agent(verb) or _on(verb)):
            link = media.medium(sentence, carrier, mentions)
            if link is None and verb.lemma_.lower() == "read" and can_speak(carrier, strict=True):
                link = media.reader(sentence, carrier)
            if link is not None:
                yield link
    last = media.medium(sentence, outer, mentions) if outer is not None else None
    if last is not None:
        yield last


def _on(verb: Token) -> Token | None:
    on = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ in {"on", "in", "over"}), None)
    return child(on, "pobj") if on is not None else None


def _taken_up(words: Token) -> bool:
    """Whether the words are the ones just told: "his words", "the statement", "Saidov's account"."""
    return any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in {"the", "this", "both"}) for c in words.children)
