"""Sanctions and embargoes in force: of whom, on whom, since when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.events.candidates import Candidate, lemma
from communique.events.coder import NOTHING
from communique.events.frames import frame
from communique.events.gathering import merge_actors
from communique.events.politics import is_political
from communique.events.relations.telling import Telling, beginning, countries, end
from communique.events.roles import roles
from communique.events.status import status
from communique.events.words import words
from communique.records import RelationMention, When

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["sanctions"]


def sanctions(noun: Token, telling: Telling) -> Iterator[RelationMention]:
    """Sanctions that stand; what is only wished, threatened or lifted is none."""
    around = frame(noun)
    actors, recipients = roles(Candidate(telling.sentence, noun, around, telling.cast), NOTHING)
    recipients = tuple(actor for actor in recipients if not countries([actor]) & countries(actors))
    if not recipients:
        recipients = tuple(a for a in telling.resumed(noun, "sanctions", of=actors) if a not in actors)
    if not actors and len(countries(recipients)) > 1:
        # "Both nations, facing sanctions": two who suffer the same are no two sides of it.
        return
    if not recipients or not any(is_political(actor) for actor in (*actors, *recipients)):
        return
    if status(around) in {"negated", "hypothetical", "future"}:
        return
    over = _ended(noun)
    if over is not None:
        yield telling.relation("sanctions", noun.text, merge_actors([actors, recipients]), end(telling.date(over)))
        return
    if _undone(noun):
        return
    yield telling.relation("sanctions", noun.text, merge_actors([actors, recipients]), _valid(noun, telling))


def _undone(noun: Token) -> bool:
    return any(lemma(word) in words("undoing_verb") for word in noun.ancestors if word.pos_ in {"VERB", "NOUN"})


def _ended(noun: Token) -> Token | None:
    """The verb by which all of the sanctions were taken off: "lifted its embargo", not "lifted some sanctions"."""
    verb = noun.head
    whole = not any(child.lower_ in words("part_of_them") for child in noun.children)
    if noun.dep_ not in {"dobj", "nsubjpass"} or lemma(verb) not in words("lifting_verb") or not whole:
        return None
    return verb if status(frame(verb)) in {"reported", "historical"} else None


def _valid(noun: Token, telling: Telling) -> When:
    """ "since 1962", or the day on which they were imposed or took effect."""
    beside = next((c for c in noun.children if c.dep_ in {"acl", "relcl"} and lemma(c) in words("imposing_verb")), None)
    if beside is not None:
        # "sanctions against Syria, imposed in May, were widened".
        return beginning(telling.date(beside))
    verb = next((word for word in noun.ancestors if word.pos_ in {"VERB", "AUX"}), None)
    since = telling.since(noun, *([verb] if verb is not None else []))
    if since.known or verb is None:
        return since
    direct = noun.dep_ in {"dobj", "nsubj", "nsubjpass"} and noun.head.i == verb.i
    starts = lemma(verb) in words("imposing_verb") or any(lemma(c) in {"effect", "force"} for c in verb.subtree)
    return beginning(telling.date(verb)) if direct and starts else since
