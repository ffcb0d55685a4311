"""Chains of sources: through whom a statement reached the report, link by link, nearest to the speaker first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from communique.records import Link, Mention
from communique.statements import audience as audience_of
from communique.statements import media
from communique.statements.attribution import Attribution
from communique.statements.phrases import agent, can_speak, child, naming, subject, voices
from communique.statements.speakers import anonymous

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.language import Sentence

__all__ = ["CARRIED", "REPORTED", "chains", "with_others"]

# Verbs by which a medium passes on what somebody said.
CARRIED = frozenset(
    "carry publish release broadcast air report quote cite post run print issue distribute relay disseminate televise "
    "show obtain see translate give read relay".split()
)
_PLACES = frozenset({"on", "over", "in", "via", "through", "with", "by", "for", "to"})
# What a medium does to whom it asks, and what they do then: "drivers reached by AFP", "speaking to Reuters".
_REACHED = frozenset({"reach", "contact", "interview", "ask", "question"})
_TALKED = frozenset({"speak", "talk"})
# Words by which somebody speaks through another.
_THROUGH = frozenset({"through", "via"})
REPORTED = frozenset(
    "remark remarks comment comments statement message letter speech word words interview quote quotes report speech "
    "text news announcement account communique communiqué declaration address telegram note post".split()
)  # fmt: skip


def chains(found: Sequence[Attribution], mentions: Sequence[Mention]) -> tuple[list[tuple[Link, ...]], set[int]]:
    """The chain of each attribution, and the numbers of those that are only links of others' chains."""
    source = [_link(one, mentions) for one in found]
    result: list[tuple[Link, ...]] = []
    passed: dict[int, list[Attribution]] = {}
    for number, one in enumerate(found):
        links = list(_own_links(one, mentions))
        for outer in _outers(number, found):
            link = source[outer]
            if link is None and _unnamed_passer(found[outer], one):
                # "…, government sources told the newspaper": nobody to name, but a medium that tells of it.
                links.extend(_own_links(found[outer], mentions))
                links.extend(found[outer].tail)
                passed.setdefault(outer, []).append(one)
                continue
            if link is None or (link.role == "spokesperson" and _same_words(found[outer], one)):
                continue
            links.append(link)
            links.extend(_own_links(found[outer], mentions))
            if link.role != "spokesperson":
                passed.setdefault(outer, []).append(one)
        # The tail was read comma by comma: its order holds for what the parse hung on the cue besides.
        stacked = {link.name for link in one.tail}
        result.append(_unique([*(link for link in links if link.name not in stacked), *one.tail], one))
    ends = {
        id(one): max((link.end or 0 for link in links), default=0) for one, links in zip(found, result, strict=True)
    }
    return result, {outer for outer, inner in passed.items() if _covered(found[outer], inner, ends)}


def _link(one: Attribution, mentions: Sequence[Mention]) -> Link | None:
    headline = one.form == "colon" and one.speaker is not None and one.speaker[0] < one.content[0]
    if one.head is None or one.form == "noun" or headline:
        return None
    if one.form == "according" and one.via and one.via[0] != one.head:
        # "according to a statement from his office": a document, where somebody else speaks in it.
        paper = media.document(one.sentence, one.via[0])
        if paper is not None and media.medium(one.sentence, one.head, mentions) is None:
            return paper
    return (
        media.medium(one.sentence, one.head, mentions)
        or media.document(one.sentence, one.head)
        or media.spokesperson(one.sentence, one.head)
        or _by_use(one, mentions)
    )


def _by_use(one: Attribution, mentions: Sequence[Mention]) -> Link | None:
    if one.head is None or one.head.pos_ != "PROPN" or one.lemma != "report" or one.form != "clause":
        return None
    return media.by_use(one.sentence, *naming(one.head), mentions)


def _outers(number: int, found: Sequence[Attribution]) -> list[int]:
    one = found[number]
    around = [
        other
        for other, outer in enumerate(found)
        if other != number
        and outer.content[0] <= one.cue[0]
        and one.cue[1] <= outer.content[1]
        and not any(start <= one.cue[0] < end for start, end in outer.holes)
        and one.cue[1] > one.cue[0]
        and not (one.content[0] <= outer.cue[0] and outer.cue[1] <= one.content[1] and _size(one) > _size(outer))
    ]
    return sorted(around, key=lambda other: _size(found[other]))


def _size(one: Attribution) -> int:
    return one.content[1] - one.content[0]


def _same_words(outer: Attribution, inner: Attribution) -> bool:
    return outer.speaker is not None and outer.speaker == inner.speaker


def _covered(outer: Attribution, inner: list[Attribution], ends: dict[int, int]) -> bool:
    """Whether the outer words hold little but inner statements: then the medium says nothing of its own.

    A statement's words are its content, its cue, who speaks and through whom: `ends` say where its links end.
    """
    inside: set[int] = set()
    for one in inner:
        if one.kind in {"think", "plan"}:
            # "Tass said most of them wanted to return": what others want is the medium's to tell.
            continue
        spans = [one.content, one.cue, one.frame if one.frame[1] else one.cue]
        if one.speaker is not None and (one.verb.dep_ == "pcomp" or one.content[0] < one.cue[0]):
            # "In Rome, the minister was quoted by Ansa as saying": nothing but whom the medium passes on.
            spans.append(one.speaker)
        first = min(start for start, _ in spans)
        last = max(end for _, end in spans)
        if outer.content[0] <= first and last < ends[id(one)] <= outer.content[1]:
            last = ends[id(one)]
        inside.update(range(max(first, outer.content[0]), min(last, outer.content[1])))
    return len(inside) >= 0.5 * _size(outer)


def _unnamed_passer(outer: Attribution, inner: Attribution) -> bool:
    """Whether unnamed sources tell what somebody said in so many words: theirs is no statement of its own."""
    if outer.head is None or not anonymous(outer.head) or inner.form != "clause" or inner.kind != "say":
        return False
    return _size(inner) >= 0.3 * _size(outer)


def _own_links(one: Attribution, mentions: Sequence[Mention]) -> Iterator[Link]:
    """Links that the cue's own clause names: through a spokesman, quoted by, carried by, in an interview with."""
    sentence = one.sentence
    verb: Token = one.verb
    yield from _through(verb, sentence, mentions)
    if one.head is not None and one.head != verb:
        # "the ministry, through its press office, told".
        yield from _through(one.head, sentence, mentions)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as":
        passer: Token = verb.head.head
        passing = agent(passer) or agent(verb) if child(passer, "nsubjpass") is not None else subject(passer)
        if passing is not None and passing != one.head:
            link = (
                media.medium(sentence, passing, mentions)
                or media.taken_up(sentence, passing, mentions)
                or media.passer(sentence, passing, passing)
            )
            if link is not None:
                yield link
    elif one.head is not None and one.head.head == verb and one.head.dep_ in {"dobj", "nsubjpass"}:
        # "…, Tass quoted the minister as saying".
        passing = agent(verb) if one.head.dep_ == "nsubjpass" else child(verb, "nsubj")
        link = None
        if passing is not None:
            link = (
                media.medium(sentence, passing, mentions)
                or media.taken_up(sentence, passing, mentions)
                or media.passer(sentence, passing, passing)
            )
        if link is not None:
            yield link
    for token in one.via:
        # "AFP quotes a resident: “…”", "the radio broadcast a message from the king: “…”".
        if one.form == "quote" and token.pos_ != "VERB":
            link = media.medium(sentence, token, mentions) or media.taken_up(sentence, token, mentions)
            if link is not None:
                yield link
    if one.head is not None:
        yield from _carriers(one.head, sentence, mentions)
    yield from _read_out(verb, sentence, mentions)
    audience = one.addressee
    if one.lemma in audience_of.TELLING and (audience is None or audience.i < verb.i or audience.pos_ == "PROPN"):
        told = audience_of.told(verb, sentence, mentions)
        if told is not None:
            yield told
            audience = None
    if audience is not None:
        link = media.medium(sentence, audience, mentions)
        link = link or media.employer(sentence, audience, mentions)
        if link is not None and not audience_of.generic(link):
            yield link
        elif link is None and one.form != "according":
            # "told a talk show on the channel ATV".
            for other in audience.children:
                inside = child(other, "pobj") if other.dep_ == "prep" and other.lower_ in {"on", "of", "at"} else None
                link = media.medium(sentence, inside, mentions) if inside is not None else None
                if link is not None:
                    yield link
    for token in (*_adverbials(verb, one), *_hung_elsewhere(verb)):
        if token.dep_ == "pobj" and token.head.lower_ in {"from", "by"} and token.head.head.lemma_ == "question":
            # "in answer to a question from Tass".
            link = media.medium(sentence, token, mentions)
            if link is not None:
                yield link
                continue
        if token.dep_ == "pobj" and token.head.lower_ in _PLACES:
            link = media.medium(sentence, token, mentions) or media.broadcast(sentence, token, mentions)
            if link is not None and (one.head is None or token.i != one.head.i):
                yield link
                continue
        if token.lemma_.lower() in CARRIED and token.dep_ in {"acl", "relcl", "advcl", "prep", "conj", "ccomp"}:
            for carrier in with_others(agent(token) or _on(token)):
                link = media.medium(sentence, carrier, mentions)
                if link is None and token.lemma_.lower() in {"read", "issue"} and _for_another(carrier, token):
                    # "in a letter read out by his envoy", "in a statement issued by his spokesman".
                    link = media.reader(sentence, carrier)
                if link is not None:
                    yield link


def _for_another(carrier: Token, verb: Token) -> bool:
    """Whether somebody reads out or issues another's words: anybody may read, who issues for another is his voice."""
    if verb.lemma_.lower() == "read":
        return can_speak(carrier, strict=True)
    return any(c.dep_ == "poss" and c.lower_ in {"his", "her", "its", "their"} for c in carrier.children)


def _read_out(verb: Token, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Link]:
    """ "The radio read out a letter from the president in which he warned that …": the medium of the letter."""
    paper = verb.head
    if verb.dep_ != "relcl" or paper.lemma_.lower() not in REPORTED:
        return
    passing = paper.head
    if paper.dep_ == "dobj" and passing.lemma_.lower() in CARRIED and (who := child(passing, "nsubj")) is not None:
        link = media.medium(sentence, who, mentions)
        if link is not None:
            yield link


def _carriers(head: Token, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Link]:
    """Media in a phrase that hangs on the speaker: "the minister, quoted by Tass, said", "a note read on the radio"."""
    for carrier in _printed_on(head):
        link = media.medium(sentence, carrier, mentions)
        if link is not None:
            yield link
    for token in head.subtree:
        if token.lemma_.lower() in _TALKED and token.dep_ in {"acl", "relcl", "advcl"}:
            # "an official, speaking to Reuters, said".
            to = next((c for c in token.children if c.dep_ == "prep" and c.lower_ in {"to", "with"}), None)
            inside = child(to, "pobj") if to is not None else None
            link = _told_to(sentence, inside, mentions) if inside is not None else None
            if link is not None:
                yield link
            continue
        if token.dep_ not in {"acl", "relcl", "amod", "conj"} or token.lemma_.lower() not in CARRIED | _REACHED:
            continue
        if token.tag_ != "VBN":
            continue
        for carrier in with_others(agent(token) or _on(token)):
            link = media.medium(sentence, carrier, mentions)
            if link is not None:
                yield link


def _told_to(sentence: Sentence, audience: Token, mentions: Sequence[Mention]) -> Link | None:
    return media.medium(sentence, audience, mentions) or media.employer(sentence, audience, mentions)


def _printed_on(head: Token) -> Iterator[Token]:
    """ "a communique read on the radio said", where the tagger takes "read" for a noun."""
    if head.lower_ == "read" or voices().get(head.lemma_.lower()) == "document":
        for other in head.children:
            inside = child(other, "pobj") if other.dep_ == "prep" and other.lower_ in {"on", "over"} else None
            if inside is not None:
                yield inside


def with_others(token: Token | None) -> Iterator[Token]:
    """A token and what is coordinated with it: "published by Azertac and Armenpress"."""
    while token is not None:
        yield token
        token = child(token, "conj")


def _through(verb: Token, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Link]:
    for other in verb.children:
        if other.dep_ == "prep" and other.lower_ in _THROUGH:
            inside = child(other, "pobj")
            if inside is None or inside.pos_ == "PROPN" or not can_speak(inside, strict=True):
                continue
            written = voices().get(inside.lemma_.lower()) == "document"
            if not written and media.medium(sentence, inside, mentions) is None:
                # "through its embassy": whoever can speak; a medium is found where all media are.
                yield media.reader(sentence, inside)


def _adverbials(verb: Token, one: Attribution) -> Iterator[Token]:
    """Tokens of the cue's adverbials, outside its content and its subject."""
    base = one.sentence.start
    head: Token = verb
    while head.dep_ in {"conj", "xcomp", "pcomp", "advcl"} and head.head != head and head.head.pos_ != "NOUN":
        head = head.head if head.dep_ != "pcomp" else head.head.head
        if head.pos_ not in {"VERB", "AUX"}:
            break
    for start in dict.fromkeys((verb, head)):
        for other in start.children:
            if other.dep_ not in {"prep", "advcl", "dobj", "dative", "agent"}:
                continue
            if other.dep_ == "dobj" and one.kind in {"deny", "reject"}:
                # "denied reports published in a paper": who carried what is denied carries not the denial.
                continue
            for token in other.subtree:
                offset = base + token.idx
                if one.content[0] <= offset < one.content[1] and one.form != "according":
                    continue
                yield token
    if verb.pos_ == "NOUN":
        yield from (t for t in verb.subtree if t.dep_ == "acl")


def _hung_elsewhere(verb: Token) -> Iterator[Token]:
    """ "said in a communique read out on the radio": a participle that the parser takes for what was said."""
    for other in verb.children:
        own = other.dep_ == "ccomp" and other.tag_ == "VBN" and other.i > verb.i and child(other, "nsubj") is None
        if own and verb.doc[other.i - 1].lemma_.lower() in REPORTED:
            yield other


def _on(token: Token) -> Token | None:
    for other in token.children:
        if other.dep_ == "prep" and other.lower_ in {"on", "over", "in", "by", "via", "to"}:
            return child(other, "pobj")
    return None


def _unique(links: list[Link], one: Attribution) -> tuple[Link, ...]:
    seen: set[str] = set()
    result = []
    for link in links:
        key = link.name.lower().removeprefix("the ")
        if key in seen or (one.speaker is not None and link.start == one.speaker[0]):
            continue
        seen.add(key)
        result.append(link)
    return tuple(result)
