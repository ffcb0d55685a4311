"""The sources stacked at a sentence's end: "…, the minister said, Tass reported, according to Reuters".

A parser loses its way in three cues on end, so they are read from the surface, comma by comma from the right, and
what is left is parsed again without them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import msgspec

from communique.records import Link, Mention
from communique.statements import cues, media

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from communique.language import Sentence

__all__ = ["Source", "Tail", "read"]

_REPORTS = frozenset(
    "say report add announce write quote show cite note claim reveal state broadcast publish indicate mention "
    "disclose inform".split()
)
_PASSED = frozenset("report cite quote carry publish relay broadcast print".split())
_BY_WHOM = frozenset({"reported", "cited", "quoted", "carried", "published", "relayed", "broadcast", "printed"})
_PASSED_ON = frozenset({"picked", "distributed", "released", "issued", "monitored", "aired", "posted", "read"})
# What is passed on: "in a dispatch carried by Reuters".
_TEXTS = frozenset(
    "dispatch report remark statement comment interview story article communique communiqué broadcast account message "
    "letter speech address despatch bulletin".split()
)
# Who speaks for the person named before: "his office said".
_OWN_VOICE = frozenset({"office", "service", "secretary", "spokesman", "spokeswoman", "spokesperson", "aides", "aide"})
_OWNERS = frozenset({"his", "her", "its", "their"})
_JOINS = frozenset(
    {"of", "d'", "de", "run", "owned", "affiliated", "controlled", "backed", "funded", "linked", "language", "based"}
)
# Who speaks for a head of state by the house's name: "…, the Egyptian presidency said".
_SEATS = frozenset({"presidency", "kremlin", "palace"})
# What a medium may be called before its name.
_KINDS = frozenset("agency site website portal outlet channel network station weekly daily magazine journal".split())
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "DET", "PART", "NUM", "X"})
# The longest run of words that names a source, and the most that may follow its verb ("reported from Hong Kong").
_RUN, _AFTER = 12, 7


@dataclass(frozen=True, slots=True)
class Source:
    """One source of a tail: who it is, and whether the words before it are only cited by the one after it."""

    kind: Literal["reports", "according", "citing", "as"]
    first: Token
    last: Token
    link: Link | None


@dataclass(frozen=True, slots=True)
class Tail:
    """The sources at a sentence's end in order, and where in the report's text they begin."""

    start: int
    sources: tuple[Source, ...]

    def links(self) -> list[Link]:
        """The links nearest to the speaker first: a cited source comes before the one that cites it."""
        ordered: list[Source] = []
        for source in self.sources:
            if source.kind == "citing" and ordered:
                ordered.insert(len(ordered) - 1, source)
            else:
                ordered.append(source)
        return [source.link for source in ordered if source.link is not None]


def read(sentence: Sentence, mentions: Sequence[Mention]) -> Tail | None:
    """The tail of a sentence, `None` where it ends in no source."""
    doc = sentence.doc
    end = len(doc)
    while end and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    sources: list[Source] = []
    whole = end
    for at in range(end - 1, 1, -1):
        if doc[at].text != ",":
            continue
        if doc[at + 1].lower_ == "monitored" and end - at <= _AFTER:
            # "…, Tass said, monitored in London": by whom it was heard is not told.
            end = at
            continue
        if end - at > _RUN + _AFTER:
            break
        if not sources and end == whole and _is_apposition(sentence, at + 1, end, mentions):
            # "according to Iwacu, an independent newspaper".
            end = at
            continue
        first = at + 1
        while first < end and doc[first].text in {'"', "”", "’", "''"}:
            first += 1
        source = _source(sentence, first, end, mentions, explained=not sources and end < whole)
        if source is None:
            break
        sources.insert(0, source)
        end = at
    return Tail(sentence.start + doc[end].idx, tuple(sources)) if sources else None


def _is_apposition(sentence: Sentence, start: int, end: int, mentions: Sequence[Mention]) -> bool:
    """Whether these words only say what sort of medium was named before them."""
    doc = sentence.doc
    if doc[start].lower_ not in {"a", "an", "the"} or any(token.pos_ in {"VERB", "AUX"} for token in doc[start:end]):
        return False
    return media.medium_in(sentence, doc[start], doc[end - 1], mentions) is not None


def _source(
    sentence: Sentence, start: int, end: int, mentions: Sequence[Mention], *, explained: bool = False
) -> Source | None:
    """The source that these words name; `explained`: an apposition after them says that it is a medium."""
    doc = sentence.doc
    if end - start < 2:
        return None
    lower = doc[start].lower_
    if lower == "according" and doc[start + 1].lower_ == "to":
        run = _run(doc, start + 2, end)
        return _made("according", sentence, run, mentions, end, explained=explained) if run else None
    if lower == "as" and start + 3 < end and doc[start + 1].lower_ in _BY_WHOM and doc[start + 2].lower_ == "by":
        # ", as cited by the Times".
        run = _run(doc, start + 3, end)
        return _made("as", sentence, run, mentions, end) if run else None
    if lower == "as" and start + 2 < end:
        start += 1
    if (carried := _carried(doc, start, end)) is not None:
        run = _run(doc, carried, end)
        if run is None or run[1] != end:
            return None
        first, last = doc[run[0]], doc[run[1] - 1]
        link = media.medium_in(sentence, first, last, mentions) or media.by_use(sentence, first, last, mentions)
        return Source("as", first, last, link) if link is not None else None
    referred = _referring(doc, start)
    if lower in {"citing", "quoting"} or referred:
        run = _run(doc, start + (referred or 1), end)
        if run is None:
            return None
        first, last = doc[run[0]], doc[run[1] - 1]
        link = media.medium_in(sentence, first, last, mentions)
        return Source("citing", first, last, link or media.passer(sentence, first, last))
    run = _run(doc, start, end)
    if run is None or run[1] >= end or doc[run[1]].lemma_.lower() not in _REPORTS or end - run[1] > _AFTER:
        return None
    if [t.lower_ for t in doc[run[1] + 2 : end]] == ["as", "saying"] and doc[run[1] + 1].pos_ == "PRON":
        # "“…,” he said, Tass quoted him as saying".
        return _made("reports", sentence, run, mentions, end)
    if doc[run[1]].tag_ in {"VBG", "VB"} or any(t.lower_ in {"that", "as"} for t in doc[run[1] + 1 : end]):
        return None
    return _made("reports", sentence, run, mentions, end, explained=explained)


def _referring(doc: Doc, start: int) -> int:
    """How many words long "with reference to" and "referring to" are, which translated pages have for "citing"."""
    lower = [token.lower_ for token in doc[start : start + 3]]
    if lower == ["with", "reference", "to"]:
        return 3
    return 2 if lower[:2] == ["referring", "to"] else 0


def _carried(doc: Doc, start: int, end: int) -> int | None:
    """Where the carrier's name begins in "in a dispatch carried by Reuters", "quoted by Tass": `None` elsewhere."""
    at = start
    if doc[at].lower_ == "in":
        at += 1
        while at < end and (doc[at].pos_ in {"DET", "ADJ"} or doc[at].lower_ == "news"):
            at += 1
        if at >= end or doc[at].lemma_.lower() not in _TEXTS:
            return None
        at += 1
    if at + 2 >= end or not doc[at].lower_.endswith(("ed", "read", "shown", "seen")):
        return None
    if doc[at].lemma_.lower() not in _PASSED and doc[at].lower_ not in _PASSED_ON:
        return None
    at += 1
    at += doc[at].lower_ in {"up", "out", "on", "later"} and doc[at + 1].lower_ in {"by", "on", "in"}
    return at + 1 if doc[at].lower_ in {"by", "on"} else None


def _made(
    kind: Literal["reports", "according", "as"],
    sentence: Sentence,
    run: tuple[int, int],
    mentions: Sequence[Mention],
    end: int,
    *,
    explained: bool = False,
) -> Source | None:
    first, last = sentence.doc[run[0]], sentence.doc[run[1] - 1]
    if kind in {"according", "as"} and end - run[1] > 0:
        return None
    link = media.medium_in(sentence, first, last, mentions)
    reported = kind == "reports" and sentence.doc[run[1]].lemma_.lower() == "report"
    if link is None and (explained or reported or kind == "as"):
        link = media.by_use(sentence, first, last, mentions)
    if link is None and kind == "reports":
        link = _called(sentence, run, mentions)
    if link is None and first.lower_ in _OWNERS and last.lower_ in _OWN_VOICE:
        start, stop = sentence.span(first, last)
        words = sentence.text[start - sentence.start : stop - sentence.start]
        link = Link(name=words, role="spokesperson", start=start, end=stop)
    if link is None and last.lower_ in _SEATS:
        link = media.passer(sentence, first, last)
    return Source(kind, first, last, link) if link is not None else None


def _called(sentence: Sentence, run: tuple[int, int], mentions: Sequence[Mention]) -> Link | None:
    """ "the missionary agency MISNA": a name that no table knows after the noun that says what it is."""
    doc = sentence.doc
    at = next((i for i in range(run[1] - 1, run[0] - 1, -1) if not doc[i].text[:1].isupper()), None)
    if at is None or at == run[1] - 1 or doc[at].lemma_.lower() not in _KINDS:
        return None
    link = media.by_use(sentence, doc[at + 1], doc[run[1] - 1], mentions)
    agency = doc[at].lemma_.lower() == "agency"
    return msgspec.structs.replace(link, role="agency") if link is not None and agency else link


def _run(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """The words of a name or description from `start` on."""
    at = start
    while at < end and at - start <= _RUN:
        token = doc[at]
        named = token.pos_ in _NOMINAL or token.text in {"-", "&", "’s", "'s", "“", '"', "”", "’", "."}
        joins = token.lower_ in _JOINS or (
            token.lower_ in {"with", "by", "in"} and doc[at - 1].lemma_.lower() in cues.occasions()
        )
        if token.lower_ in _OWNERS and at == start:
            named = True
        if not named and not (joins and at > start):
            if token.lemma_.lower() in _REPORTS and token.pos_ == "VERB":
                break
            if not token.text[:1].isupper():
                break
        elif token.lemma_.lower() in _REPORTS and at > start and token.text.islower() and token.tag_ in {"NNS", "VBD"}:
            break
        at += 1
    return (start, at) if at > start else None
