"""Whose the bare "police", "soldiers" or "protesters" of a report are: those of the state that it is written from.

A report from Lagos that says "police fired tear gas" means Nigeria's. Nothing is concluded where the sentence leads to
another country, nor where the report is about another state more than about the one of its dateline.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from communique.actors import outlet
from communique.actors.build import BODIES, group
from communique.actors.titles import ending_at
from communique.events.words import words
from communique.places.gazetteer import iso3, lookup
from communique.records import Actor, Mention, Place, Report, Span
from communique.sentences import dateline

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.language import Parsed, Sentence

__all__ = ["Home", "home_of"]

# A dateline stands in the first lines; below them a town in capitals is a heading.
_HEAD = 600
_TOWN = re.compile(r"\W*([^\W\d][^,(/:–—]*?)\s*(?:,|\(|/|:|–|—|\s-|$)")
# A report is about the state that it is written from where that one is named at least half as often as any other.
_SHARE = 0.5
# Datelined elsewhere, a report is set in the one state that it names so often, and twice as often as any other.
_NAMED = 4
# A state of which a report is datelined is no stranger to it if it is named a third as often as the one it is about.
_FAR = 3
# Of whom a report from their own state does not say whose they are: "opposition leader X", "government spokesman Y".
_OFFICES = frozenset("GOV LEG OPP PTY MIL COP JUD".split())
_OWNERS = frozenset({"poss", "amod", "compound", "nmod"})


class Home:
    """The state of a report's dateline (empty: not known), asked for each bare noun of a sentence."""

    def __init__(self, country: str, mentions: Sequence[Mention], places: Sequence[Place], *, stage: str = "") -> None:
        """`stage` is the one state that the report is about, if there is one."""
        self._country = country
        self.stage = stage
        self._mentions = mentions
        self._places = places

    def within(self, sentence: Sentence) -> dict[int, Actor]:
        """The actors at home that bare nouns of the sentence stand for, by token."""
        abroad = self._fronted(sentence)
        if not abroad and not self._country:
            return {}
        country = abroad or self._country
        away = not abroad and self._set_abroad(sentence)
        here = [mention for mention in self._mentions if sentence.start <= mention.start < sentence.end]
        covered = {at for mention in here if not _nameless(mention) for at in range(mention.start, mention.end)}
        return {
            token.i: actor
            for token in sentence.doc
            if token.pos_ in {"NOUN", "PROPN"}
            and (not away or _undergoes(token))
            and token.lemma_.lower() in words("local_force") - words("lone_force")
            and sentence.start + token.idx not in covered
            and (actor := self._actor(token, sentence, covered, country)) is not None
        }

    def adopt(self, parsed: Parsed, mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions, persons and offices of a state that no words name with the home's.

        Not in a sentence that is set abroad, nor in a paragraph that has spoken of another state before them.
        """
        starts = [sentence.start for sentence in parsed.sentences]
        abroad = [not self._country or self._set_abroad(sentence) for sentence in parsed.sentences]
        kept: list[Mention] = []
        foreign = elsewhere = -1
        for mention in mentions:
            number = max(0, bisect.bisect_right(starts, mention.start) - 1)
            paragraph = parsed.sentences[number].paragraph
            if any(actor.country not in {self._country, None} for actor in mention.actors):
                foreign = paragraph
                elsewhere = number
            # "The interim leader, X, accused Peru": what a sentence says of another state after him is not who he is.
            first = elsewhere != number and mention.start - starts[number] <= len("The ")
            if foreign != paragraph and (not abroad[number] or (first and bool(self._country))):
                actors = tuple(self._of_home(actor) for actor in mention.actors)
                mention = msgspec.structs.replace(mention, actors=actors) if actors != mention.actors else mention
            kept.append(mention)
        return kept

    def _of_home(self, actor: Actor) -> Actor:
        """Somebody who holds an office of a state that is not said, with the home's; others as they are."""
        office = actor.kind in {"person", "office"} and actor.country is None
        known = office and _OFFICES & set(actor.sector.split("|"))
        return msgspec.structs.replace(actor, country=self._country) if known else actor

    def crowd(self, sentence: Sentence) -> tuple[Actor, ...]:
        """Those who take to the streets in a sentence that sets itself nowhere else."""
        return () if not self._country or self._set_abroad(sentence) else (group(self._country, "CVL"),)

    def _set_abroad(self, sentence: Sentence) -> bool:
        here = [mention for mention in self._mentions if sentence.start <= mention.start < sentence.end]
        return any(self._abroad(place) for place in self._places if _inside(place.span, sentence)) or any(
            self._elsewhere(mention, sentence) for mention in here
        )

    def _actor(self, token: Token, sentence: Sentence, covered: set[int], country: str) -> Actor | None:
        # "his party and government": whose the first is, the second is too.
        first = token.head if token.dep_ == "conj" else token
        for child in (*token.children, *(first.children if first.i != token.i else ())):
            if child.dep_ in _OWNERS and (child.dep_ == "poss" or sentence.start + child.idx in covered):
                return None
            if child.dep_ == "prep" and child.lower_ in {"of", "from", "in"}:
                return None
        if token.dep_ in _OWNERS:
            return None
        found = ending_at(token.doc, token.i, token.left_edge.i)
        sector = found[1].sector if found else ""
        return group(country, sector) if sector else None

    def _fronted(self, sentence: Sentence) -> str:
        """The state of the town that a sentence sets itself in: "In Peking, a ministry statement accused …"."""
        for place in self._places:
            if place.span is not None and 0 < place.span.start - sentence.start <= len("In ") and place.country:
                first = sentence.doc[0]
                if first.lower_ in {"in", "at"} and first.dep_ == "prep":
                    return place.country
        return ""

    def _abroad(self, place: Place) -> bool:
        return bool(place.country) and place.country != self._country

    def _elsewhere(self, mention: Mention, sentence: Sentence) -> bool:
        """Whether a mention sets the sentence abroad: another state by name, unless only as whose embassy it is."""
        if mention.kind == "demonym" or not mention.actors:
            return False
        head = next((t for t in sentence.doc if sentence.start + t.idx == mention.head), None)
        if head is not None and head.dep_ in {"amod", "compound", "poss"}:
            return False
        return any(actor.kind == "state" and actor.country != self._country for actor in mention.actors)


def home_of(parsed: Parsed, report: Report, mentions: Sequence[Mention], places: Sequence[Place]) -> Home:
    """The home of a report; no state's where no dateline names a town, or where the report is about other states."""
    country = _country(report.dateline_place) or next(
        (found for line in parsed.text[:_HEAD].split("\n") if (found := _country(_town(line)))), ""
    )
    if not country and report.outlet:
        # A state's own agency that names no town writes from home; a paper may write of anywhere.
        medium = outlet(report.outlet)
        country = (medium.country or "") if medium is not None and medium.state_media else ""
    named: Counter[str] = Counter(a.country for mention in mentions for a in mention.actors if a.country)
    most = max((count for code, count in named.items() if code and len(code) == 3), default=0)
    # By sentences: "Belgium's foreign minister, Didier Reynders" is one man.
    starts = [sentence.start for sentence in parsed.sentences]
    told = {
        (bisect.bisect_right(starts, mention.start), actor.country)
        for mention in mentions
        for actor in mention.actors
        if actor.country and actor.country not in BODIES
    }
    by_sentence = Counter(code for _, code in told)
    if not country or named[country] < _SHARE * most:
        country = _topic(by_sentence) if by_sentence[country] * _FAR <= max(by_sentence.values(), default=0) else ""
    # Set in its home, where no other state is told of in more sentences.
    stage = country if by_sentence[country] >= max(by_sentence.values(), default=0) else _topic(by_sentence)
    return Home(country, mentions, places, stage=stage)


def _topic(named: Counter[str]) -> str:
    """The one state that a report is about, wherever it is written; empty where none stands out."""
    ranked = [(count, code) for code, count in named.most_common() if code and code not in BODIES]
    if not ranked or ranked[0][0] < _NAMED or (len(ranked) > 1 and ranked[0][0] < 2 * ranked[1][0]):
        return ""
    return ranked[0][1]


def _undergoes(token: Token) -> bool:
    """ "Caracas refused to recognise the new government": what another state acts on is the one at home."""
    ruling = token.lemma_.lower() in words("ruler") and token.dep_ == "dobj"
    return ruling and any(child.lower_ == "the" for child in token.children)


def _nameless(mention: Mention) -> bool:
    """Whether a mention is an institution whose state is not said: "the Armed Forces", "the Foreign Ministry"."""
    return all(actor.kind == "organisation" and actor.country is None for actor in mention.actors)


def _town(line: str) -> str:
    found = _TOWN.match(dateline(line))
    return found.group(1).strip() if found else ""


def _country(town: str) -> str:
    found = lookup(town) if town else ()
    code = found[0].country if found else None
    return (iso3(code) or code) if code else ""


def _inside(span: Span | None, sentence: Sentence) -> bool:
    return span is not None and sentence.start <= span.start < sentence.end
