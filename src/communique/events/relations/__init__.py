"""Relations: treaties, wars, deployments, sanctions and other facts that stand between parties, as a report tells them.

A name or a date comes from the text; where the text gives only the name of a treaty or a war that
`tables/dated_facts.csv` knows, the table's parties and dates are used, and the mention says which of them.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from communique.events.candidates import lemma
from communique.events.facts import Fact
from communique.events.parties import Cast
from communique.events.relations.deployments import deployment
from communique.events.relations.diplomacy import diplomatic
from communique.events.relations.memberships import joining, member
from communique.events.relations.named import named, possible
from communique.events.relations.sanctions import sanctions
from communique.events.relations.telling import Telling, is_body
from communique.events.relations.treaties import treaty
from communique.events.relations.wars import armistice, war
from communique.events.words import words
from communique.records import Actor, Mention, RelationMention, Report, When

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.language import Parsed, Sentence

__all__ = ["relations"]

Rule = Callable[["Token", Telling], Iterator[RelationMention]]


def relations(
    parsed: Parsed, report: Report, mentions: Sequence[Mention], times: Sequence[When]
) -> tuple[RelationMention, ...]:
    """The standing facts that a report tells, in the order of its sentences, each once a sentence."""
    found: list[RelationMention] = []
    actors = [mention for mention in mentions if not mention.source_role]
    in_question = possible({actor.country for mention in actors for actor in mention.actors})
    body: Actor | None = None
    for sentence in parsed.sentences:
        here = [mention for mention in actors if sentence.start <= mention.start < sentence.end]
        for relation in _in_sentence(sentence, here, report, times, body, found, in_question):
            known = next((i for i, other in enumerate(found) if _same(other, relation)), None)
            if known is None:
                found.append(relation)
            else:
                found[known] = _better(found[known], relation)
        body = next((a for m in reversed(here) for a in m.actors if is_body(a)), body)
    return tuple(found)


def _in_sentence(
    sentence: Sentence, here: Sequence[Mention], report: Report, times: Sequence[When], body: Actor | None,
    told: Sequence[RelationMention], in_question: Sequence[Fact],
) -> list[RelationMention]:  # fmt: skip
    rules = [(rule, token) for token in sentence.doc for rule in _rules(token)]
    if not rules and not in_question:
        return []
    telling = Telling(sentence, Cast(sentence, here), report, times, body, tuple(told))
    return [*named(telling, in_question), *(found for rule, token in rules for found in rule(token, telling))]


def _rules(token: Token) -> Sequence[Rule]:
    """What may read a fact off a word, by its lemma; hardly a word is of interest, so the lemma is looked at first."""
    by_part = _by_lemma().get(lemma(token))
    return by_part.get(token.pos_, ()) if by_part else ()


@functools.cache
def _by_lemma() -> dict[str, dict[str, list[Rule]]]:
    """For each lemma that may tell a fact, and each part of speech, the rules that read it."""
    nouns: list[tuple[Rule, frozenset[str]]] = [
        (treaty, words("treaty_noun")), (sanctions, words("sanction_noun")), (war, frozenset({"war"})),
        (armistice, words("armistice_noun")), (member, frozenset({"member"})),
    ]  # fmt: skip
    verbs: list[tuple[Rule, frozenset[str]]] = [
        (diplomatic, words("opening_verb") | words("closing_verb")), (deployment, words("station_verb")),
        (joining, words("joining_verb") | words("leaving_verb")),
    ]  # fmt: skip
    found: dict[str, dict[str, list[Rule]]] = {}
    for rule, lemmas in nouns:
        for word in lemmas:
            # A noun has one reading: the first.
            for part in ("NOUN", "PROPN"):
                found.setdefault(word, {}).setdefault(part, [rule])
    for rule, lemmas in verbs:
        for word in lemmas:
            for part in ("VERB", "AUX"):
                found.setdefault(word, {}).setdefault(part, []).append(rule)
    return found


def _same(a: RelationMention, b: RelationMention) -> bool:
    """Whether one sentence tells one fact twice: a treaty and an alliance of the same parties are one."""
    kinds = {a.kind, b.kind}
    if (len(kinds) > 1 and kinds != {"treaty", "alliance"}) or a.evidence.start != b.evidence.start:
        return False
    if a.status != b.status or (a.valid.end is None) != (b.valid.end is None) != (a.valid.start is None):
        return False
    mine, yours = ({actor.country for actor in r.parties} for r in (a, b))
    return mine <= yours or yours <= mine


def _better(a: RelationMention, b: RelationMention) -> RelationMention:
    """The fuller of two tellings of one sentence: a table's name and parties, a date that the text itself states."""
    lead, other = (a, b) if a.from_table or not b.from_table else (b, a)
    if other.valid.known and "dates" in lead.from_table and "dates" not in other.from_table:
        rest = tuple(name for name in lead.from_table if name != "dates")
        return msgspec.structs.replace(lead, valid=other.valid, from_table=rest, terms=lead.terms or other.terms)
    return lead if lead.terms or not other.terms else msgspec.structs.replace(lead, terms=other.terms)
