"""Treaties and alliances: named, said to be between parties or theirs, or signed by them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.actors import country_code
from communique.events.candidates import lemma
from communique.events.frames import Frame, frame
from communique.events.gathering import merge_actors
from communique.events.relations.named import known
from communique.events.relations.telling import Actors, Telling, beginning, countries, is_body
from communique.events.status import status
from communique.events.words import words
from communique.records import UNKNOWN_DATE, Actor, RelationKind, RelationMention, Span, When

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["treaty"]

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
_TREATY_NAME = re.compile(
    r"\b(?:[A-Z][\w’'-]*,? |and |of |on |the |for )*(?:Treaty|Pact|Accords?|Convention|Alliance|Protocol|Agreement)"
    r"(?:(?: of| on| for)(?: [A-Z][\w’'-]*,?| and| the| of| for| on)*(?: [A-Z][\w’'-]*))?"
)
# "Agreement on April 10": what follows a name as its matter is never a date.
_DATE_AFTER = re.compile(
    r" on (?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b.*$"
)
# Nouns that name any arrangement unless a name or a word such as "peace" says more.
_LOOSE = frozenset({"agreement", "accord", "protocol", "convention", "charter"})


def treaty(noun: Token, telling: Telling) -> Iterator[RelationMention]:
    """A treaty or alliance with two parties."""
    around, name = frame(noun), _name(noun, telling)
    if not name and lemma(noun) in _LOOSE and not _modifiers(noun) & words("treaty_modifier"):
        return
    binding, signing = _binding(noun), _signing(noun)
    if signing is not None and status(frame(signing)) not in {"reported", "ongoing", "historical"}:
        return
    parties = _parties(noun, around, name, binding, signing, telling)
    if len(countries(parties)) < 2 or (noun.i > 0 and noun.nbor(-1).dep_ == "neg") or _denied(noun):
        return
    fact = known(name or noun.text, parties)
    stated = _date(noun, signing, telling)
    said = _modifiers(noun) | set(name.lower().replace(",", "").split()) | {lemma(noun)}
    kind: RelationKind = "alliance" if said & words("alliance_word") else "treaty"
    terms = (telling.clause(binding),) if binding is not None else ()
    valid = stated if stated.known else fact.valid if fact else UNKNOWN_DATE
    from_table = ("dates",) if fact and not stated.known else ()
    title = name or (fact.name if fact else _description(noun))
    yield telling.relation(kind, title, parties, valid, terms=terms, from_table=from_table)


def _parties(
    noun: Token, around: Frame, name: str, binding: Token | None, signing: Token | None, telling: Telling
) -> Actors:
    between = [*around.preps.get("between", ()), *around.preps.get("among", ()), *around.owners]
    parties = _states(merge_actors([telling.parties(between), telling.owners(noun)]))
    if len(countries(parties)) == 1:
        # "Australia's alliance with the United States".
        parties = _states(merge_actors([parties, telling.parties(around.preps.get("with", ()))]))
    if len(countries(parties)) < 2 and signing is not None:
        signers = frame(signing)
        others = [*signers.preps.get("with", ()), *around.preps.get("with", ())]
        parties = _states(merge_actors([telling.parties(signers.subjects), telling.parties(others)]))
    if len(countries(parties)) < 2 and (name or binding is not None):
        verb = binding if binding is not None else next((w for w in noun.ancestors if w.pos_ == "VERB"), None)
        if verb is not None:
            parties = _states(merge_actors([parties, telling.parties(frame(verb).subjects)]))
    if len(countries(parties)) < 2 and binding is not None and noun.i < binding.i:
        # "Under the Treaty of Amity, A and B pledged …": the parser may take A and B for more of the name.
        cast = telling.cast
        between = [token for token in telling.sentence.doc[noun.i : binding.i] if cast.is_actor(token)]
        parties = _states(merge_actors([parties, telling.parties(between)]))
    return parties


def _states(actors: Actors) -> Actors:
    """Those who can be bound by a treaty: states, whoever acts for one, and bodies of states."""
    return tuple(actor for actor in actors if is_body(actor) or (actor.country and _is_state(actor)))


def _is_state(actor: Actor) -> bool:
    return country_code(actor.country or "") is not None


def _name(noun: Token, telling: Telling) -> str:
    sentence = telling.sentence
    for match in _TREATY_NAME.finditer(sentence.text):
        if match.start() <= noun.idx < match.end() and noun.text[0].isupper():
            name = match.group().strip()
            for token in sentence.doc[noun.i + 1 :]:
                if token.idx >= match.end():
                    break
                if telling.cast.is_actor(token):
                    name = name[: token.idx - match.start()]
                    break
            name = _DATE_AFTER.sub("", name).rstrip(" ,")
            return re.sub(r"^(?:the|and|of|on|for)\s+", "", name)
    return ""


def _description(noun: Token) -> str:
    before = [token.text for token in noun.children if token.dep_ in {"compound", "amod"} and token.i < noun.i]
    return " ".join([*before, noun.text])


def _modifiers(noun: Token) -> set[str]:
    return {child.lower_ for child in noun.children if child.dep_ in {"compound", "amod", "nmod"}}


def _denied(noun: Token) -> bool:
    return any(child.lower_ in {"no", "not", "without"} for child in noun.children) or (
        noun.dep_ == "conj" and any(child.dep_ == "neg" for child in noun.head.children)
    )


def _binding(noun: Token) -> Token | None:
    """The verb that says what a treaty binds to: "Under the treaty, both pledged to …", "the pact commits them to"."""
    top = noun
    while top.dep_ in {"pobj", "prep", "appos", "conj", "compound", "poss"} and top.head.i != top.i:
        if top.dep_ == "prep" and top.lower_ not in {"under", "in", "by", "with", "of"}:
            return None
        top = top.head
    verb = top.head if top.dep_ in {"nsubj", "nsubjpass"} else top
    return verb if verb.pos_ == "VERB" and lemma(verb) in words("binding_verb") else None


def _signing(noun: Token) -> Token | None:
    """The verb by which parties made or have the treaty: "signed a treaty", "the treaty that they signed"."""
    head = noun
    while head.dep_ in {"conj", "compound", "appos"} and head.head.pos_ in {"NOUN", "PROPN"}:
        head = head.head
    if head.dep_ in {"dobj", "nsubjpass"} and lemma(head.head) in words("signing_verb"):
        return head.head
    for child in noun.children:
        if child.dep_ in {"relcl", "acl"} and lemma(child) in words("signing_verb"):
            return child
    return None


def _date(noun: Token, signing: Token | None, telling: Telling) -> When:
    """The year beside the noun, the day of the signing, or "since 1994" under either; unknown where none is stated."""
    beside = _year_beside(noun, telling)
    if beside is not None:
        return beside
    since = telling.since(*([noun] if signing is None else [noun, signing]))
    if since.known or signing is None or lemma(signing) in {"have", "share"}:
        return since
    return beginning(telling.date(signing))


def _year_beside(noun: Token, telling: Telling) -> When | None:
    """ "the 1961 treaty", "the treaty of 1961", "the treaty signed in 1961": the year from which it holds."""
    for child in noun.subtree:
        of = child.dep_ == "pobj" and child.head.lower_ == "of" and child.head.head.i == noun.i
        signed = child.dep_ == "pobj" and child.head.head.dep_ == "acl" and child.head.head.head.i == noun.i
        near = child.head.i == noun.i or of or signed
        if near and _YEAR.match(child.text):
            start = telling.sentence.start + child.idx
            return When(
                start=dt.date(int(child.text), 1, 1), precision="year", basis="stated", value=child.text,
                span=Span(start, start + len(child.text)),
            )  # fmt: skip
    return None
