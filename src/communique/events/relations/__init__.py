"""Relations: treaties, wars, deployments, sanctions and other facts that stand between parties, as a report tells them.

A name or a date comes from the text; where the text gives only the name of a treaty or a war that
`tables/dated_facts.csv` knows, the table's parties and dates are used, and the mention says which of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from communique.events.candidates import lemma
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

    from communique.language import Parsed

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
        telling = Telling(sentence, Cast(sentence, here), report, times, body, tuple(found))
        for relation in [*named(telling, in_question), *_in_sentence(telling)]:
            known = next((i for i, other in enumerate(found) if _same(other, relation)), None)
            if known is None:
                found.append(relation)
            else:
                found[known] = _better(found[known], relation)
        body = next((a for m in reversed(here) for a in m.actors if is_body(a)), body)
    return tuple(found)


def _in_sentence(telling: Telling) -> Iterator[RelationMention]:
    for token in telling.sentence.doc:
        for rule in _rules(token):
            yield from rule(token, telling)


def _rules(token: Token) -> Iterator[Rule]:
    word = lemma(token)
    if token.pos_ in {"NOUN", "PROPN"}:
        if word in words("treaty_noun"):
            yield treaty
        elif word in words("sanction_noun"):
            yield sanctions
        elif word == "war":
            yield war
        elif word in words("armistice_noun"):
            yield armistice
        elif word == "member":
            yield member
    elif token.pos_ in {"VERB", "AUX"}:
        if word in words("opening_verb") | words("closing_verb"):
            yield diplomatic
        if word in words("station_verb"):
            yield deployment
        if word in words("joining_verb") | words("leaving_verb"):
            yield joining


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
