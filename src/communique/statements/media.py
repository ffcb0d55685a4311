"""Which words name a medium, a document or a spokesperson: the links of a chain."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from communique import tables
from communique.actors.outlets import (
    Outlet,
    borne_in,
    medium_kind,
    namesakes,
    national,
    on_date,
    outlet,
    outlets,
)
from communique.records import Link, LinkRole, Mention
from communique.statements.phrases import naming, voices

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from communique.language import Sentence

__all__ = [
    "broadcast",
    "by_use",
    "document",
    "employer",
    "medium",
    "medium_in",
    "of_its_day",
    "passer",
    "reader",
    "spokesperson",
    "taken_up",
]

_STATE = re.compile(
    r"\b(?:state|official|party|government|army|military)\b(?:[\s-]*(?:run|owned|controlled|funded|backed))?", re.I
)
_SPOKESPERSON = frozenset({"spokesman", "spokeswoman", "spokesperson", "spokespeople"})
# Words of a name that are no name by themselves: an n-gram of these is never looked up.
# A phrase about somebody who works for a medium names the somebody.
_PEOPLE = frozenset("editor reporter correspondent journalist columnist host anchor owner director chief".split())
_LONGEST = 14
# Parts of a medium: "the BBC Somali Service", "the agency's Moscow bureau".
_SERVICES = frozenset({"service", "bureau", "edition", "world", "monitoring"})
# Where anybody may write: an occasion, no source that vouches.
_PEOPLES_OWN = ("social media", "own website", "social network")
_BODYS_SITE = re.compile(
    r"(?:['’]s|^(?:its|his|her|their)(?: own)?) (?:\w+ )?(?:website|web site|site|channel|account|page)$"
)
_OWN = frozenset({"radio"})
_DEMONYM = re.compile(r"(?:[Tt]he )?[A-Z]\w+")
_AGAIN = frozenset(
    "the agency|the newspaper|the paper|the broadcaster|the station|the radio|the daily|the channel|the magazine|"
    "the website|the news agency|the state agency|the wire service|the radio station|the television station".split("|")
)
# Words that take up a medium named before, as the subject of a verb that passes words on.
_IT = frozenset({"it", "the broadcast", "the bulletin"})
_PARTICLES = frozenset({"of", "de", "del", "da", "do", "di", "i", "y", "e"})
_ARTICLES = frozenset({"the", "la", "le", "el", "al", "il", "der", "die", "das"})
# Kinds of actors that a name may be taken for which is a paper's: "La Stampa", "Kurier".
_NAMELESS = frozenset({"organisation", "agency"})
# "the television channel 2M", "channel 10".
_NUMBERED = frozenset({"channel", "station", "network", "broadcaster", "radio"})
_PROGRAMMES = frozenset({"the broadcast", "the programme", "the program", "the bulletin", "the same broadcast"})
_EMPTY = frozenset("the a an of and for news agency press radio television tv daily times post state".split())


@functools.cache
def _descriptions() -> tuple[tuple[str, LinkRole, bool], ...]:
    rows: list[tuple[str, LinkRole, bool]] = [
        (row["words"], "agency" if row["role"] == "agency" else "outlet", row["state"] == "yes")
        for row in tables.load("media_nouns")
    ]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


@functools.cache
def _documents() -> frozenset[str]:
    return frozenset(row["word"] for row in tables.load("documents"))


def medium(sentence: Sentence, head: Token, mentions: Sequence[Mention]) -> Link | None:
    """The link that a noun phrase makes if it names or describes a medium, else `None`."""
    if head.pos_ == "PRON":
        return None
    first, last = naming(head)
    doc = head.doc
    if head.pos_ != "PROPN":
        # "an address on state television" is an address, not the television.
        last = head
    if (joint := next((c for c in head.children if c.dep_ == "cc" and c.i > head.i), None)) is not None:
        # "by Azertac and Armenpress": each is asked for by itself.
        last = min(last, joint.nbor(-1), key=lambda token: token.i)
    while last.i + 1 < len(doc) and doc[last.i + 1].pos_ == "PROPN" and last.pos_ in {"NOUN", "PROPN"}:
        # "the state news agency Tass": the parser hangs the name elsewhere.
        last = doc[last.i + 1]
    if last.i + 2 < len(doc) and last.pos_ == "NOUN" and doc[last.i + 1].text == "The":
        # "the Nigerian daily The Punch".
        last = _name_end(doc[last.i + 2])
    elif (
        last.i + 1 < len(doc)
        and last.pos_ == "NOUN"
        and (doc[last.i + 1].text in _written() or (doc[last.i + 1].text[0].isdigit() and last.lower_ in _NUMBERED))
    ):
        # "the German news agency dpa", "the agency 24.kg": names that the tagger does not take for names.
        last = doc[last.i + 1]
    while last.text[0].isdigit() and not last.whitespace_ and last.i + 1 < len(doc) and not doc[last.i + 1].is_punct:
        # "2M" is two tokens.
        last = doc[last.i + 1]
    found = medium_in(sentence, first, last, mentions)
    if found is not None:
        return found
    for other in head.children:
        # "the state broadcaster, NHK": the apposition names it.
        if other.dep_ in {"appos", "nmod"} and other.pos_ == "PROPN":
            found = medium_in(sentence, *naming(other), mentions)
            if found is not None:
                return found
    return None


def _name_end(token: Token) -> Token:
    """The last of the words with capitals from `token` on."""
    while token.i + 1 < len(token.doc) and token.nbor().text[:1].isupper() and token.nbor().pos_ in {"PROPN", "NOUN"}:
        token = token.nbor()
    return token


@functools.cache
def _written() -> frozenset[str]:
    """Names of media that begin with no capital."""
    names = (name for known in outlets().values() for name in (known.name, *known.aliases))
    return frozenset(name for name in names if " " not in name and not name[:1].isupper() and len(name) > 2)


def medium_in(sentence: Sentence, first: Token, last: Token, mentions: Sequence[Mention]) -> Link | None:
    """The link that a run of words makes if it names or describes a medium."""
    start, end = sentence.span(first, last)
    words = sentence.text[start - sentence.start : end - sentence.start]
    known = _longest(first.doc, first.i, last.i + 1, mentions)
    if known is not None:
        return _named(known, start, end)
    return _again(words, start, end, mentions) or _described(words, start, end, mentions)


def by_use(
    sentence: Sentence, first: Token, last: Token, mentions: Sequence[Mention], *, masthead: bool = False
) -> Link | None:
    """The link of a name that no table knows where only a medium can stand: "…, Kurier Poranny reported".

    With `masthead`, the name ends in a word that names of papers are made of.
    """
    words = list(first.doc[first.i : last.i + 1])
    if (
        not all(t.text[:1].isupper() or t.is_punct or t.lower_ in _PARTICLES for t in words)
        or not last.text[:1].isupper()
    ):
        return None
    # "told The Muslim": with an article in capitals it is a title.
    titled = first.text == "The" and first.i > 0
    if not masthead and (
        (last.ent_type_ in {"GPE", "NORP", "LOC"} and not titled)
        or (last.ent_type_ == "PERSON" and first.lower_ not in _ARTICLES)
    ):
        return None
    start, end = sentence.span(first, last)
    # Nobody is called "The Lomar Courier".
    taken = _NAMELESS | {"person"} if first.lower_ in _ARTICLES else _NAMELESS
    for mention in mentions:
        # "the Uganda Argus", "the Ferrol Examiner": a paper called after its place.
        over = mention.start < end and mention.end > start and not (masthead or (titled and mention.end < end))
        if over and any(a.kind not in taken for a in mention.actors):
            return None
    name = sentence.text[start - sentence.start : end - sentence.start]
    return Link(name=name, role="outlet", start=start, end=end)


def _again(words: str, start: int, end: int, mentions: Sequence[Mention]) -> Link | None:
    """ "the agency", "the radio": the medium of that kind named last before."""
    lower = words.lower()
    if lower not in _AGAIN:
        return None
    kind = medium_kind(lower) if lower != "the station" and lower != "the channel" else "broadcaster"
    return _latest(start, end, mentions, kind)


def broadcast(sentence: Sentence, head: Token, mentions: Sequence[Mention]) -> Link | None:
    """The link of "in the broadcast", "on the programme": the broadcaster named last before."""
    first, last = naming(head)
    start, end = sentence.span(first, last)
    words = sentence.text[start - sentence.start : end - sentence.start].lower()
    return _latest(start, end, mentions, "broadcaster") if words in _PROGRAMMES else None


def employer(sentence: Sentence, head: Token, mentions: Sequence[Mention]) -> Link | None:
    """The medium that somebody works for: "told a BBC correspondent", "told Reuters reporters"."""
    if head.lemma_.lower() not in _PEOPLE:
        return None
    for other in head.children:
        if other.dep_ in {"compound", "poss", "nmod"} and other.pos_ == "PROPN":
            known = _longest(head.doc, other.left_edge.i, other.i + 1, mentions)
            if known is not None:
                return _named(known, *sentence.span(other.left_edge, other))
    return None


def taken_up(sentence: Sentence, head: Token, mentions: Sequence[Mention]) -> Link | None:
    """The link of "it" and "the broadcast" in "it quoted the minister as saying": the medium named last before."""
    first, last = naming(head)
    start, end = sentence.span(first, last)
    words = sentence.text[start - sentence.start : end - sentence.start]
    return _latest(start, end, mentions) if words.lower() in _IT else None


def _latest(start: int, end: int, mentions: Sequence[Mention], kind: str = "") -> Link | None:
    for mention in sorted(mentions, key=lambda one: -one.end):
        known = outlets().get(mention.actors[0].actor_id) if mention.end <= start and mention.actors else None
        if known is not None and kind in known.kind:
            return _named(known, start, end)
    return None


def _of_its_country(known: Outlet, words: str, mentions: Sequence[Mention]) -> Outlet:
    """Of media with one name the one whose country the report speaks of: VTV of Hanoi and VTV of Caracas."""
    others = namesakes(known, words)
    if not others:
        return known
    spoken_of = _spoken_of(mentions)
    if known.country in spoken_of:
        return known
    return next((one for one in others if one.country in spoken_of), known)


def _spoken_of(mentions: Sequence[Mention]) -> frozenset[str]:
    """The countries of those whom a report names, its media aside."""
    return frozenset(
        actor.country for mention in mentions for actor in mention.actors if actor.kind != "agency" and actor.country
    )


def _named(known: Outlet, start: int, end: int) -> Link:
    return Link(
        name=known.name, role=_role(known), country=known.country, state_media=bool(known.state_media),
        start=start, end=end,
    )  # fmt: skip


def of_its_day(link: Link, on: dt.date | None) -> Link:
    """The link with the owner that its medium had on the date."""
    known = outlet(link.name) if link.role in {"agency", "outlet"} else None
    if known is None or known.name != link.name:
        return link
    then = on_date(known, on)
    return link if then is known or link.start is None or link.end is None else _named(then, link.start, link.end)


def passer(sentence: Sentence, first: Token, last: Token) -> Link | None:
    """A link for an office or a spokesperson that a medium cites for somebody else's words; nobody unnamed."""
    nouns = {token.lemma_.lower() for token in first.doc[first.i : last.i + 1]}
    if not nouns & (_SPOKESPERSON | {word for word, sort in voices().items() if sort == "body"}):
        return None
    start, end = sentence.span(first, last)
    words = sentence.text[start - sentence.start : end - sentence.start]
    return Link(name=words, role="spokesperson", start=start, end=end)


def _role(known: Outlet) -> LinkRole:
    return "agency" if "agency" in known.kind.lower() or "wire" in known.kind.lower() else "outlet"


def _longest(doc: Doc, start: int, end: int, mentions: Sequence[Mention]) -> Outlet | None:
    """The medium named by the longest run of these words that names one and ends the phrase's own name."""
    if end - start > _LONGEST:
        return None
    tokens = list(doc[start:end])
    base = tokens[0].idx if tokens else 0
    said = str(doc[start:end].text)
    firsts = [token.idx - base for token in tokens]
    lasts = [first + len(token) for first, token in zip(firsts, tokens, strict=True)]
    for left, right in _runs(start, end):
        words = said[firsts[left - start] : lasts[right - start - 1]].strip(" \"“”'‘’,.()")
        if words.lower() in _EMPTY or (not _begins_name(words) and "." not in words and words not in _written()):
            continue
        known = outlet(words) or borne_in(words, functools.partial(_spoken_of, mentions))
        service = right < end and tokens[-1].lower_ in _SERVICES
        if known is not None and (right == end or doc[right].pos_ != "PROPN" or service):
            rest = {token.lower_ for token in doc[right:end]}
            if not rest & _PEOPLE:
                return _of_its_country(known, words, mentions)
    return None


def _runs(start: int, end: int) -> Iterator[tuple[int, int]]:
    for length in range(min(end - start, 8), 0, -1):
        for left in range(end - length, start - 1, -1):
            yield left, left + length


def _described(words: str, start: int, end: int, mentions: Sequence[Mention]) -> Link | None:
    core = words.lower().strip(" \"“”'‘’,.()")
    if core.endswith(_PEOPLES_OWN) or _BODYS_SITE.search(core):
        return None
    for description, role, state in _descriptions():
        at = core.rfind(description)
        if at < 0 or (at and core[at - 1] not in " -"):
            continue
        rest = core[at + len(description) :]
        if rest and not (rest[0] in " “\"'‘(" and _begins_name(words[at + len(description) :])):
            continue
        country = _country(start, end, mentions)
        state = state or bool(_STATE.search(core[:at]))
        name = words
        if not rest and description in _OWN and country and _DEMONYM.fullmatch(words[:at].strip()):
            # "Moroccan radio" is the state's, where the state has one.
            state = state or national(country, "broadcaster") is not None
        if state and country and role == "agency" and not rest:
            known = national(country, "agency")
            name = known.name if known is not None else words
        return Link(name=name, role=role, country=country, state_media=state, start=start, end=end)
    return None


def _begins_name(words: str) -> bool:
    first = words.strip(" “\"'‘(")[:1]
    return first.isupper() or first.isdigit()


def _country(start: int, end: int, mentions: Sequence[Mention]) -> str | None:
    for mention in mentions:
        if mention.start < end and mention.end > start:
            countries = {actor.country for actor in mention.actors if actor.country}
            if len(countries) == 1:
                return countries.pop()
    return None


def spokesperson(sentence: Sentence, head: Token) -> Link | None:
    """A link if the phrase presents somebody as speaking for another."""
    first, last = naming(head)
    start, end = sentence.span(first, last)
    nouns = {token.lemma_.lower() for token in head.doc[first.i : last.i + 1]}
    nouns |= {other.lemma_.lower() for other in head.children if other.dep_ == "appos"}
    if nouns & _SPOKESPERSON:
        words = sentence.text[start - sentence.start : end - sentence.start]
        return Link(name=words, role="spokesperson", start=start, end=end)
    return None


def reader(sentence: Sentence, head: Token) -> Link:
    """The link of somebody who reads out another's words."""
    first, last = naming(head)
    start, end = sentence.span(first, last)
    words = sentence.text[start - sentence.start : end - sentence.start]
    return Link(name=words, role="spokesperson", start=start, end=end)


def document(sentence: Sentence, head: Token) -> Link | None:
    """A link if the phrase names a document."""
    if head.lemma_.lower() not in _documents() or head.pos_ == "PROPN":
        return None
    first, last = naming(head)
    start, end = sentence.span(first, last)
    words = sentence.text[start - sentence.start : end - sentence.start]
    return Link(name=words, role="document", start=start, end=end)
