"""The numbers that a report gives for an event: killed, injured, arrested, troops, ships, money."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from communique.language import Sentence
from communique.records import Quantity, Span
from communique.tables import load

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["quantities", "value_of"]

_MULTIPLES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_SMALL = {
    word: float(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {word: float(number) for number, word in zip(
    range(30, 100, 10), "thirty forty fifty sixty seventy eighty ninety".split(), strict=True)}  # fmt: skip
_INTRANSITIVE = frozenset({"die"})
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?$")


def quantities(sentence: Sentence, trigger: Token) -> tuple[Quantity, ...]:
    """The counts in the trigger's sentence, each with what it counts ("killed", "troops", "dollars")."""
    found: list[Quantity] = []
    for token in sentence.doc:
        alone = {"nsubj", "nsubjpass", "dobj"} if not _toll(token) else {"nsubj", "nsubjpass", "dobj", "pobj", "attr"}
        if token.dep_ == "nummod" or (token.like_num and token.dep_ in alone):
            counted = _of(token)
            words = [*(t for t in token.children if t.dep_ in {"compound", "quantmod"} and t.like_num), token]
            value = value_of([t.lower_ for t in sorted(words, key=lambda t: t.i)])
            if counted and value is not None:
                first = min(words, key=lambda t: t.i)
                start, end = sentence.span(first, token)
                found.append(Quantity(of=counted, value=value, span=Span(start, end)))
    return tuple(found)


def value_of(words: list[str]) -> float | None:
    """The number that words or digits say, such as `["28,500"]` or `["two", "million"]`; `None` where none."""
    total = 0.0
    seen = False
    for word in words:
        if _DIGITS.match(word):
            total, seen = total + float(word.replace(",", "")), True
        elif word in _SMALL:
            total, seen = total + _SMALL[word], True
        elif word in _MULTIPLES:
            total, seen = (total if seen else 1.0) * _MULTIPLES[word], True
        elif "-" in word and all(part in _SMALL for part in word.split("-")):
            total, seen = total + sum(_SMALL[part] for part in word.split("-")), True
    return total if seen else None


def _of(token: Token) -> str:
    """What is counted: the outcome verb where there is one ("killed 12 people"), else the noun."""
    noun = token.head if token.dep_ == "nummod" else token
    verb = noun.head
    outcomes = _outcomes()
    if noun.dep_ in {"dobj", "nsubjpass"} and verb.lemma_ in outcomes:
        return outcomes[verb.lemma_]
    # "died"; "twelve were killed and 20 wounded", where the parser takes those who suffer for those who act.
    suffered = verb.lemma_ in _INTRANSITIVE or (verb.tag_ == "VBN" and verb.dep_ == "conj")
    if noun.dep_ == "nsubj" and suffered and verb.lemma_ in outcomes:
        return outcomes[verb.lemma_]
    if _left(noun) or (noun.i == token.i and _toll(token)):
        return outcomes["dead"]
    for child in noun.children:
        if child.dep_ == "acl" and child.lemma_ in outcomes:
            return outcomes[child.lemma_]
    for child in noun.children:
        if child.dep_ in {"amod"} and child.lemma_ in outcomes:
            return outcomes[child.lemma_]
    lemma = noun.lemma_.lower()
    if lemma in outcomes:
        return outcomes[lemma]
    return ""


def _left(noun: Token) -> bool:
    """ "left 12 people dead", "12 were dead"."""
    verb = noun.head
    if verb.lemma_ not in {"leave", "be"} or noun.dep_ not in {"dobj", "nsubj"}:
        return False
    after = [child for child in verb.children if child.dep_ in {"acomp", "oprd", "advcl", "xcomp", "ccomp"}]
    return any(child.lower_ == "dead" for child in (*after, *noun.children)) or noun.head.lower_ == "dead"


def _toll(number: Token) -> bool:
    """ "put the death toll at 25", "the toll rose to 25", "a death toll of 25"."""
    above = list(number.ancestors)[:3]
    near = [*above, *(child for word in above for child in word.children if child.dep_ in {"nsubj", "dobj"})]
    return any(word.lemma_.lower() == "toll" for word in near)


def _outcomes() -> dict[str, str]:
    return {word: row["of"] for row in load("counted_words") for word in row["words"].split("|")}
