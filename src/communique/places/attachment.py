"""Where one event happened: the place that the parse ties to its trigger, not every place named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.language import Sentence
from communique.places.gazetteer import lookup
from communique.places.recognition import words
from communique.records import Place, Report

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["of_event"]

_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "csubj", "csubjpass", "parataxis"})
_NOUN_LINKS = frozenset({"compound", "nmod", "poss"})


def of_event(sentence: Sentence, trigger: Token, places: Sequence[Place], report: Report) -> Place | None:
    """The event's place; `None` where the text does not say.

    The place must stand in a locative phrase of the trigger or of the verb that it shares a clause with, name the
    event ("the Geneva talks"), or be what was visited, entered or struck. The dateline counts only for "here".
    """
    inside = [place for place in places if place.span and sentence.start <= place.span.start < sentence.end]
    ranked = []
    for place in inside:
        distance = _distance(sentence, trigger, place)
        if distance is not None:
            ranked.append((distance, _fineness(place), place.span.start if place.span else 0, place))
    if ranked:
        return min(ranked, key=lambda item: item[:3])[3]
    return _here(trigger, report)


def _fineness(place: Place) -> int:
    return {"country": 2, "continent": 3, "ocean": 3, "region": 1}.get(place.kind, 0)


def _clause(trigger: Token) -> list[int]:
    """The trigger and the words that share its clause, nearest first."""
    group = [trigger.i]
    token = trigger
    for _ in range(6):
        verbal = token.pos_ in {"VERB", "AUX"}
        links = (
            {"xcomp", "conj", "aux", "auxpass"}
            if verbal
            else {"compound", "amod", "conj", "dobj", "nsubj", "nsubjpass", "attr"}
        )
        if token.dep_ == "conj" and verbal and any(child.dep_ in {"nsubj", "nsubjpass"} for child in token.children):
            break
        if (
            token.dep_ == "pobj"
            and token.head.lower_ in {"in", "for", "at", "during"}
            and not verbal
            and token.head.head.pos_ == "VERB"
        ):
            token = token.head.head
        elif token.dep_ in links and token.head != token:
            token = token.head
        else:
            break
        group.append(token.i)
    group += [
        child.i for child in trigger.children if child.dep_ in {"dobj", "xcomp"} and child.pos_ in {"NOUN", "VERB"}
    ]
    return group


def _distance(sentence: Sentence, trigger: Token, place: Place) -> int | None:
    assert place.span is not None
    span = sentence.doc.char_span(
        place.span.start - sentence.start, place.span.end - sentence.start, alignment_mode="expand"
    )
    if span is None:
        return None
    group = _clause(trigger)
    token = span.root
    steps = 0
    # "Paris, France", "the city of Aden", "Aden and Mukalla": climb to the noun that stands for the place.
    while token.dep_ in {"appos", "conj", "npadvmod"} and token.head != token and token.head.pos_ in {"PROPN", "NOUN"}:
        token, steps = token.head, steps + 1
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.pos_ == "NOUN":
        token, steps = token.head.head, steps + 1
    if token.i in group:
        return None
    if (
        token.dep_ in _NOUN_LINKS
        and token.head.dep_ == "pobj"
        and token.head.head.lower_ in words("where")
        and token.head.i not in group
    ):
        # "at Vienna airport", "in a New York court": the place of the noun it names.
        token, steps = token.head, steps + 1
    if token.dep_ in _NOUN_LINKS:
        # "the Geneva talks", "Geneva's peace talks": the place names the event.
        return steps + 2 if token.head.i == trigger.i and place.kind != "country" else None
    if token.dep_ in {"dobj", "nsubjpass"} and token.head.i in group:
        return steps + 1 if token.head.lemma_.lower() in words("going") else None
    if token.dep_ != "pobj":
        return None
    return _by_preposition(token.head, group, trigger, steps)


def _by_preposition(preposition: Token, group: Sequence[int], trigger: Token, steps: int) -> int | None:
    word = preposition.lower_
    if word not in words("where") and word not in words("motion"):
        return None
    owner = preposition
    for _ in range(6):
        if owner.head == owner:
            return None
        crossed = owner.dep_
        owner = owner.head
        steps += 1
        if owner.i in group:
            if word in words("motion") and (
                group.index(owner.i) > 1 or not {owner.lemma_.lower(), trigger.lemma_.lower()} & words("going")
            ):
                return None
            return steps + group.index(owner.i)
        if crossed in _CLAUSES or owner.pos_ in {"VERB", "PROPN"}:
            return None
        if owner.pos_ == "NOUN" and owner.dep_ not in {"dobj", "pobj", "attr", "conj", "nsubjpass"}:
            return None
    return None


def _here(trigger: Token, report: Report) -> Place | None:
    """The dateline's place for an event that the report puts "here"."""
    if not report.dateline_place:
        return None
    clause = {trigger.i, trigger.head.i}
    if not any(token.lower_ == "here" and token.head.i in clause for token in trigger.doc):
        return None
    for name in (report.dateline_place, report.dateline_place.split(",")[0]):
        found = lookup(name)
        if found:
            best = max(found, key=lambda item: (item.kind == "capital", item.population))
            return Place(
                name=best.name, country=best.country, geonameid=best.geonameid, lat=best.lat, lon=best.lon,
                kind=best.kind,
            )  # fmt: skip
    return None
