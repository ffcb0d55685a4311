"""Relations: treaties, wars, deployments, sanctions and other facts that stand between parties, as a report tells them.

A name or a date comes from the text; where the text gives only the name of a treaty or a war that
`tables/dated_facts.csv` knows, the table's parties and dates are used, and the basis is "inferred".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from communique import dates
from communique.actors import country_actor
from communique.events.candidates import Candidate, lemma
from communique.events.coder import NOTHING
from communique.events.facts import Fact, facts
from communique.events.frames import frame
from communique.events.parties import Cast, is_political, merge_actors
from communique.events.roles import roles
from communique.events.status import status
from communique.events.words import words
from communique.records import UNKNOWN_DATE, Actor, Evidence, Mention, RelationKind, RelationMention, Report, Span, When

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.language import Parsed, Sentence

__all__ = ["relations"]

Actors = tuple[Actor, ...]

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
_TREATY_NAME = re.compile(
    r"\b(?:[A-Z][\w’'-]*,? |and |of |on |the |for )*(?:Treaty|Pact|Accords?|Convention|Alliance|Protocol|Agreement)"
    r"(?:(?: of| on| for)(?: [A-Z][\w’'-]*,?| and| the| of| for| on)*(?: [A-Z][\w’'-]*))?"
)


def relations(
    parsed: Parsed, report: Report, mentions: Sequence[Mention], times: Sequence[When]
) -> tuple[RelationMention, ...]:
    """The standing facts that a report tells, in the order of its sentences, each once a sentence."""
    found: list[RelationMention] = []
    actors = [mention for mention in mentions if not mention.source_role]
    countries = {actor.country for mention in actors for actor in mention.actors}
    for sentence in parsed.sentences:
        here = [mention for mention in actors if sentence.start <= mention.start < sentence.end]
        cast = Cast(sentence, here)
        told = [*_named(sentence, report, countries), *_in_sentence(sentence, cast, report, times)]
        for relation in told:
            known = next((i for i, other in enumerate(found) if _same(other, relation)), None)
            if known is None:
                found.append(relation)
            elif not found[known].parties and relation.parties:
                found[known] = relation
    return tuple(found)


def _same(a: RelationMention, b: RelationMention) -> bool:
    if a.kind != b.kind or a.evidence.start != b.evidence.start or a.status != b.status:
        return False
    mine, yours = ({actor.country for actor in r.parties} for r in (a, b))
    return mine <= yours or yours <= mine


def _in_sentence(sentence: Sentence, cast: Cast, report: Report, times: Sequence[When]) -> Iterator[RelationMention]:
    for token in sentence.doc:
        word = lemma(token)
        if token.pos_ in {"NOUN", "PROPN"}:
            if word in words("treaty_noun"):
                yield from _treaty(token, sentence, cast, report)
            elif word in words("sanction_noun"):
                yield from _sanctions(token, sentence, cast, report)
            elif word == "war":
                yield from _war(token, sentence, cast, report, times)
            elif word in words("armistice_noun"):
                yield from _armistice(token, sentence, cast, report, times)
            elif word == "member":
                yield from _member(token, sentence, cast, report)
        elif token.pos_ in {"VERB", "AUX"}:
            if word in words("opening_verb") | words("closing_verb"):
                yield from _diplomatic(token, sentence, cast, report, times)
            if word in words("station_verb"):
                yield from _deployment(token, sentence, cast, report)
            if word in words("joining_verb") | words("leaving_verb"):
                yield from _joining(token, sentence, cast, report, times)


def _treaty(noun: Token, sentence: Sentence, cast: Cast, report: Report) -> Iterator[RelationMention]:
    """A treaty or alliance with two parties: named, or said to be between them, or theirs."""
    around = frame(noun)
    parties = _parties(cast, [*around.preps.get("between", ()), *around.preps.get("among", ()), *around.owners])
    parties = merge_actors([parties, _owners(cast, noun)])
    name = _treaty_name(noun, sentence, cast)
    binding = _binding(noun)
    if len(_countries(parties)) < 2 and (name or binding is not None):
        verb = binding if binding is not None else _clause(noun)
        parties = merge_actors([parties, _parties(cast, frame(verb).subjects)]) if verb is not None else parties
    if len(_countries(parties)) < 2 and binding is not None and noun.i < binding.i:
        # "Under the Treaty of Amity, A and B pledged …": the parser may take A and B for more of the name.
        between = [token for token in sentence.doc[noun.i : binding.i] if cast.is_actor(token)]
        parties = merge_actors([parties, _parties(cast, between)])
    signed = not name and noun.lemma_.lower() == "agreement"
    if len(_countries(parties)) < 2 or signed:
        return
    said = {child.lower_ for child in noun.children} | set(name.lower().replace(",", "").split()) | {lemma(noun)}
    kind: RelationKind = "alliance" if said & words("alliance_word") else "treaty"
    terms = (_evidence_of(binding, sentence, report),) if binding is not None else ()
    fact = _known(name or noun.text, parties)
    valid = _year_beside(noun, sentence) or (fact.valid if fact else UNKNOWN_DATE)
    title = name or (
        fact.name if fact else " ".join(t.text for t in noun.subtree if t.dep_ in {"compound", "amod"} or t.i == noun.i)
    )
    yield _relation(kind, title, parties, valid, sentence, report, terms)


def _treaty_name(noun: Token, sentence: Sentence, cast: Cast) -> str:
    for match in _TREATY_NAME.finditer(sentence.text):
        if match.start() <= noun.idx < match.end() and noun.text[0].isupper():
            name = match.group().strip()
            for token in sentence.doc[noun.i + 1 :]:
                if token.idx >= match.end():
                    break
                if cast.is_actor(token):
                    name = name[: token.idx - match.start()]
                    break
            name = name.rstrip(" ,")
            return re.sub(r"^(?:the|and|of|on|for)\s+", "", name)
    return ""


def _binding(noun: Token) -> Token | None:
    """The verb that says what a treaty binds to: "Under the treaty, both pledged to …", "the pact commits them to"."""
    top = noun
    while top.dep_ in {"pobj", "prep", "appos", "conj", "compound", "poss"} and top.head.i != top.i:
        if top.dep_ == "prep" and top.lower_ not in {"under", "in", "by", "with", "of"}:
            return None
        top = top.head
    verb = top.head if top.dep_ in {"nsubj", "nsubjpass"} else top
    return verb if verb.pos_ == "VERB" and lemma(verb) in words("binding_verb") else None


def _clause(noun: Token) -> Token | None:
    return next((word for word in noun.ancestors if word.pos_ == "VERB"), None)


def _year_beside(noun: Token, sentence: Sentence) -> When | None:
    """ "the 1961 treaty", "the treaty signed in 1961": the year from which it holds."""
    for child in noun.subtree:
        year = child.text
        near = child.head.i == noun.i or (
            child.dep_ == "pobj" and child.head.head.dep_ == "acl" and child.head.head.head.i == noun.i
        )
        if _YEAR.match(year) and near:
            start = sentence.start + child.idx
            return When(
                start=dt.date(int(year), 1, 1), precision="year", basis="stated", value=year,
                span=Span(start, start + len(year)),
            )  # fmt: skip
    return None


def _sanctions(noun: Token, sentence: Sentence, cast: Cast, report: Report) -> Iterator[RelationMention]:
    around = frame(noun)
    actors, recipients = roles(Candidate(sentence, noun, around, cast), NOTHING)
    recipients = tuple(actor for actor in recipients if actor.country not in {a.country for a in actors})
    if not recipients or not any(is_political(actor) for actor in (*actors, *recipients)):
        return
    if status(around) in {"negated", "hypothetical", "future"} or _lifted(noun):
        return
    yield _relation("sanctions", noun.text, merge_actors([actors, recipients]), UNKNOWN_DATE, sentence, report)


def _lifted(noun: Token) -> bool:
    verbs = {
        "lift",
        "ease",
        "oppose",
        "reject",
        "threaten",
        "propose",
        "urge",
        "demand",
        "remove",
        "waive",
        "drop",
        "end",
    }
    return any(lemma(word) in verbs for word in noun.ancestors if word.pos_ in {"VERB", "NOUN"})


def _war(
    noun: Token, sentence: Sentence, cast: Cast, report: Report, times: Sequence[When]
) -> Iterator[RelationMention]:
    """A war between named sides; wars with a proper name are the table's."""
    around = frame(noun)
    sides = [*around.preps.get("between", ()), *around.preps.get("with", ()), *around.preps.get("against", ())]
    parties = merge_actors([_parties(cast, sides), _owners(cast, noun), _parties(cast, around.owners)])
    if (
        not sides
        or len(_countries(parties)) < 2
        or any(lemma(c) in {"trade", "price", "tariff", "civil", "word"} for c in noun.children)
    ):
        return
    if status(around) in {"hypothetical", "future"} or any(
        c.lower_ in {"a", "another", "any"} for c in noun.children if c.dep_ == "det"
    ):
        return
    when = dates.of_event(sentence, noun, times, report.published)
    valid = when if when.basis != "inferred" else UNKNOWN_DATE
    yield _relation("war", noun.text, parties, valid, sentence, report)


def _armistice(
    noun: Token, sentence: Sentence, cast: Cast, report: Report, times: Sequence[When]
) -> Iterator[RelationMention]:
    around = frame(noun)
    parties = merge_actors([_parties(cast, around.preps.get("between", ())), _owners(cast, noun)])
    if len(_countries(parties)) < 2 or status(around) in {"hypothetical", "future", "negated"}:
        return
    when = dates.of_event(sentence, noun, times, report.published)
    valid = When(start=when.start, precision=when.precision, basis=when.basis, span=when.span, value=when.value)
    yield _relation(
        "armistice", noun.text, parties, valid if when.basis != "inferred" else UNKNOWN_DATE, sentence, report
    )


def _diplomatic(
    verb: Token, sentence: Sentence, cast: Cast, report: Report, times: Sequence[When]
) -> Iterator[RelationMention]:
    around = frame(verb)
    objects = [t for t in around.objects if lemma(t) in {"relation", "tie", "relationship"}]
    diplomatic = any(c.lower_ in {"diplomatic", "full", "official"} for t in objects for c in t.children)
    if not objects or not diplomatic or status(around) in {"hypothetical", "future", "negated"}:
        return
    others = [t for prep in ("with", "between", "to") for t in around.preps.get(prep, ())]
    parties = merge_actors([_parties(cast, around.subjects), _parties(cast, others)])
    if len(_countries(parties)) < 2:
        return
    when = dates.of_event(sentence, verb, times, report.published)
    closing = lemma(verb) in words("closing_verb")
    known = {"precision": when.precision, "basis": when.basis, "span": when.span, "value": when.value}
    valid = When(**({"end": when.end} if closing else {"start": when.start}), **known)  # type: ignore[arg-type]
    yield _relation("diplomatic-relations", "diplomatic relations", parties, valid, sentence, report)


def _deployment(verb: Token, sentence: Sentence, cast: Cast, report: Report) -> Iterator[RelationMention]:
    """Troops of one state that stand on another's soil: "are stationed in", "keeps 900 soldiers in"."""
    around = frame(verb)
    forces = [t for t in around.objects if lemma(t) in words("force_noun")]
    finite_past = verb.tag_ == "VBD"
    if not forces or (lemma(verb) == "deploy" and not around.passive and verb.tag_ != "VBG") or finite_past:
        return
    hosts = [t for prep in ("in", "on", "at", "to") for t in around.preps.get(prep, ())]
    host = _parties(cast, hosts)
    owner = _parties(cast, [*around.subjects]) or _parties(cast, forces)
    owner = _parties(cast, forces) if around.passive else owner
    parties = merge_actors([owner, tuple(a for a in host if a.country not in _countries(owner))])
    if not owner or len(_countries(parties)) < 2:
        return
    state = status(around)
    if state in {"future", "hypothetical"}:
        return
    relation = _relation(
        "deployment", " ".join(t.text for t in forces[0].subtree), parties, UNKNOWN_DATE, sentence, report
    )
    yield relation if state != "negated" else _negated(relation)


def _negated(relation: RelationMention) -> RelationMention:
    return RelationMention(
        kind=relation.kind, name=relation.name, parties=relation.parties, valid=relation.valid,
        evidence=relation.evidence, terms=relation.terms, status="negated",
    )  # fmt: skip


def _member(noun: Token, sentence: Sentence, cast: Cast, report: Report) -> Iterator[RelationMention]:
    """ "Turkey, a NATO member", "is a member of the European Union"."""
    bodies = merge_actors([_owners(cast, noun), _parties(cast, frame(noun).preps.get("of", ()))])
    bodies = tuple(actor for actor in bodies if _is_body(actor))
    holder: Actors = ()
    if noun.dep_ == "attr":
        holder = _parties(cast, [c for c in noun.head.children if c.dep_ == "nsubj"])
    elif noun.dep_ == "appos":
        holder = _parties(cast, [noun.head])
    holder = tuple(actor for actor in holder if actor.kind == "state")
    if bodies and holder and not any(c.dep_ == "neg" for c in noun.head.children):
        yield _relation("membership", bodies[0].name, (*holder, *bodies), UNKNOWN_DATE, sentence, report)


def _joining(
    verb: Token, sentence: Sentence, cast: Cast, report: Report, times: Sequence[When]
) -> Iterator[RelationMention]:
    around = frame(verb)
    bodies = tuple(a for a in _parties(cast, [*around.objects, *around.preps.get("to", ())]) if _is_body(a))
    holder = tuple(a for a in _parties(cast, around.subjects) if a.kind == "state")
    if not bodies or not holder or status(around) not in {"reported", "ongoing"}:
        return
    when = dates.of_event(sentence, verb, times, report.published)
    leaving = lemma(verb) in words("leaving_verb")
    known = {"precision": when.precision, "basis": when.basis, "span": when.span, "value": when.value}
    valid = When(**({"end": when.end} if leaving else {"start": when.start}), **known)  # type: ignore[arg-type]
    yield _relation("membership", bodies[0].name, (*holder, *bodies), valid, sentence, report)


def _is_body(actor: Actor) -> bool:
    return actor.kind == "organisation" and actor.country in {"IGO", "UNO", "EUR"}


def _named(sentence: Sentence, report: Report, countries: set[str | None]) -> Iterator[RelationMention]:
    """Wars, treaties and armistices that the table knows by name, when the report is about their parties."""
    for fact in facts():
        match = fact.pattern.search(sentence.text)
        if match is None or len(set(fact.parties) & countries) < 2:
            continue
        parties = tuple(country_actor(code) for code in fact.parties)
        yield _relation(fact.kind, fact.name, parties, fact.valid, sentence, report)


def _known(name: str, parties: Actors) -> Fact | None:
    """The table's row for a treaty of these parties by this name."""
    codes = _countries(parties)
    for fact in facts():
        if set(fact.parties) == codes and (fact.pattern.search(name) or fact.kind == "alliance"):
            return fact
    return None


def _parties(cast: Cast, tokens: Sequence[Token]) -> Actors:
    found = (cast.party(token) for token in tokens)
    return merge_actors(party.actors for party in found if party is not None)


def _owners(cast: Cast, noun: Token) -> Actors:
    """All owners of a noun: "the U.S.-Japan alliance", "their countries' treaty", "the Franco-German pact"."""
    groups: list[Actors] = []
    for child in noun.children:
        if child.dep_ in {"poss", "compound", "amod", "nmod"}:
            for word in child.subtree:
                mention = cast.mention(word)
                if mention is not None:
                    groups.append(mention.actors)
    return merge_actors(groups)


def _countries(actors: Sequence[Actor]) -> set[str]:
    return {actor.country for actor in actors if actor.country}


def _evidence_of(verb: Token, sentence: Sentence, report: Report) -> Evidence:
    """The clause under a verb from the verb on: what the treaty binds to."""
    last = max(verb.subtree, key=lambda token: token.i)
    while last.is_punct and last.i > verb.i:
        last = last.nbor(-1)
    start, end = sentence.span(verb, last)
    return Evidence(report_id=report.report_id, start=start, end=end, text=report.text[start:end])


def _relation(
    kind: RelationKind,
    name: str,
    parties: Actors,
    valid: When,
    sentence: Sentence,
    report: Report,
    terms: tuple[Evidence, ...] = (),
) -> RelationMention:
    evidence = Evidence(
        report_id=report.report_id, start=sentence.start, end=sentence.end,
        text=report.text[sentence.start : sentence.end],
    )  # fmt: skip
    return RelationMention(kind=kind, name=name, parties=parties, valid=valid, evidence=evidence, terms=terms)
