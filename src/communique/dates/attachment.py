"""The date of one event: the time expression that the parse ties to its trigger, else what the report's date allows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.dates import timex
from communique.dates.recognition import historical
from communique.dates.tense import of_verb
from communique.language import Sentence
from communique.records import UNKNOWN_DATE, When

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["of_event"]

# Crossing one of these arcs upwards leaves the clause that the time stands in.
_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "csubj", "csubjpass", "parataxis", "pcomp"})
_SAYING = frozenset("say tell report announce state add note declare claim quote cite warn stress reiterate".split())
# Prepositions that point at another event, not at the clause's own time: "after the attack", "over the dispute".
_BACKGROUND = frozenset(
    "after following since before despite over amid given against because about on concerning regarding of for".split()
)
_LONG_AGO = re.compile(
    r"\b(?:previously|formerly|once|used to|in the past|historically|traditionally|for years|for decades|over the years"
    r"|long|at the time|earlier|ago)\b", re.I,
)  # fmt: skip
_LIGHT = frozenset(
    "hold have make take conduct launch stage carry begin start open end conclude resume continue pay sign give"
    " impose".split()
)


def of_event(
    sentence: Sentence, trigger: Token, times: Sequence[When], published: When, previous: Sequence[When] = ()
) -> When:
    """The event's own date; `UNKNOWN_DATE` where it can't be known.

    `times` are the report's time expressions; `previous` the dates of events told before in the same paragraph, the
    last one last. A date in a subordinate clause, in a name or with another noun does not count. A plain past-tense
    act of news without a date happened by the day of the report: that date, with the basis "inferred".
    """
    own = _attached(sentence, trigger, times) or _when_clause(sentence, trigger, times)
    if own is not None:
        return own
    return _by_tense(sentence, trigger, published, previous, times)


def _within(sentence: Sentence, when: When) -> bool:
    return bool(when.span and sentence.start <= when.span.start and when.span.end <= sentence.end)


def _inside(sentence: Sentence, times: Sequence[When]) -> list[When]:
    return [when for when in times if when.known and _within(sentence, when)]


def _attached(sentence: Sentence, trigger: Token, times: Sequence[When]) -> When | None:
    inside = _inside(sentence, times)
    # A range stands for both of its ends.
    inside = [
        when for when in inside
        if not any(other is not when and "/" in other.value and _covers(other, when) for other in inside)
    ]  # fmt: skip
    ranked = []
    for when in inside:
        distance = _distance(sentence, trigger, when)
        if distance is not None:
            fineness = 0 if when.precision == "day" else 1 if when.precision in {"week", "month", "interval"} else 2
            ranked.append((distance, fineness, abs(_token(sentence, when).i - trigger.i), when))
    if not ranked:
        return None
    best = min(ranked, key=lambda item: item[:3])[3]
    return _joined(best, [item[3] for item in ranked])


def _joined(best: When, others: Sequence[When]) -> When:
    """ "on Friday ... at 3 p.m.": the clock time adds nothing to the day; a duration gives way to a date.

    So does what is coarse to a day in it: "eight months ago ... on 13 November".
    """
    if best.value.startswith("P"):
        return next((when for when in others if not when.value.startswith("P")), best)
    if best.precision == "day" or best.start is None or best.end is None:
        return best
    return next(
        (day for day in others if day.start and day.precision == "day" and best.start <= day.start <= best.end), best
    )


def _covers(outer: When, inner: When) -> bool:
    a, b = outer.span, inner.span
    return bool(a and b and a.start <= b.start and b.end <= a.end)


def _token(sentence: Sentence, when: When) -> Token:
    assert when.span is not None
    span = sentence.doc.char_span(
        when.span.start - sentence.start, when.span.end - sentence.start, alignment_mode="expand"
    )
    return span.root if span is not None else sentence.doc[0]


def _clause(trigger: Token) -> tuple[set[int], set[int]]:
    """The tokens that own the trigger's time: its own verb group first, verbs joined to it by "and" second."""
    own = {trigger.i}
    token = trigger
    if trigger.pos_ not in {"VERB", "AUX"}:
        # "held talks", "the visit took place", "arrived for talks": the noun shares its verb's time.
        while token.dep_ in {"compound", "amod", "conj"} and token.head != token:
            token = token.head
            own.add(token.i)
        head = token.head
        if token.dep_ in {"dobj", "obj", "nsubj", "nsubjpass", "attr", "dative"} and head.pos_ in {"VERB", "AUX"}:
            own.add(head.i)
            token = head
        elif token.dep_ == "pobj" and token.head.lower_ not in _BACKGROUND and token.head.head.pos_ in {"VERB", "AUX"}:
            token = token.head.head
            own.add(token.i)
    joined: set[int] = set()
    while token.head != token and _shares(token) and token.head.pos_ in {"VERB", "AUX"}:
        if token.dep_ == "conj" and _has_subject(token):
            break
        by_and = token.dep_ == "conj" or bool(joined)
        token = token.head
        (joined if by_and else own).add(token.i)
    own.update(child.i for child in trigger.children if child.dep_ == "xcomp" and _shares(child))
    # "met and signed on Tuesday": verbs side by side; further apart each has its own time.
    near = [child for child in trigger.children if child.dep_ == "conj" and child.i - trigger.i <= 3]
    joined.update(child.i for child in near if child.pos_ == trigger.pos_ == "VERB")
    return own, joined


# "began to shell the town on Monday": one act; "agreed on Monday to open the border" is two.
_ASPECT = frozenset("begin start continue stop cease try manage fail finish resume proceed go help".split())


def _shares(token: Token) -> bool:
    """Whether a verb shares the time of the verb it hangs on: by "and", as auxiliary, after "began to"."""
    if token.dep_ == "xcomp":
        return token.head.lemma_ in _ASPECT
    return token.dep_ in {"conj", "aux", "auxpass"}


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children)


# Any time of the trigger's own clause comes before one of a verb joined by "and".
_JOINED = 100


def _distance(sentence: Sentence, trigger: Token, when: When) -> int | None:
    """How many arcs lead from the time up to the trigger's clause; `None` where it belongs to something else."""
    own, joined = _clause(trigger)
    time = token = _token(sentence, when)
    if time.i == 1 and sentence.doc[0].dep_ == "prep" and time.dep_ in {"nummod", "compound", "pobj"}:
        # "In 1986 planes bombed": the year may be parsed as a count, the preposition never is.
        token = sentence.doc[0]
    for steps in range(len(sentence.doc)):
        if sayer := _said_then(time, token):
            return steps * 2 if sayer.i in own else None
        if token.i in own:
            return steps * 2 + (token.i != trigger.i)
        if token.i in joined:
            return _JOINED + steps * 2
        if token.dep_ in _CLAUSES and not (token.dep_ == "pcomp" and token.head.i in own):
            return None
        if token.head == token or (token.pos_ in {"VERB", "AUX"} and token.dep_ == "conj"):
            return None
        if token.dep_ == "pobj" and _of_something_else(token, time) and token.head.head.i not in _nouns(own, sentence):
            return None
        if _modifies(token) and token.head.i not in own and not _in_the_course(token.head):
            # "the 1961 treaty", "Tuesday's statement": the date of that noun.
            return None
        token = token.head
    return None


def _nouns(own: set[int], sentence: Sentence) -> set[int]:
    """The nouns among the trigger's own words: "the visit of last week"."""
    return {at for at in own if sentence.doc[at].pos_ in {"NOUN", "PROPN"}}


def _said_then(time: Token, verb: Token) -> Token | None:
    """ "said on Monday the navy was leaving": a time before the subject of what is said belongs to the saying."""
    if verb.dep_ != "ccomp" or verb.head.pos_ != "VERB" or not verb.head.i < time.i <= verb.head.i + 3:
        return None
    subjects = [child.i for child in verb.children if child.dep_ in {"nsubj", "nsubjpass", "expl"}]
    return verb.head if subjects and time.i < min(subjects) else None


_ELSEWHEN = frozenset("after following since before despite over amid given until".split())
_TIME_NOUNS = frozenset("day night morning evening afternoon week month eve hour end start beginning".split())


def _of_something_else(token: Token, time: Token) -> bool:
    """ "after a visit last week", "the events of 1915": the time is that of the noun."""
    preposition = token.head
    if token.i != time.i:
        return preposition.lower_ in _ELSEWHEN
    noun = preposition.head
    return preposition.lower_ == "of" and noun.pos_ == "NOUN" and noun.lemma_ not in _TIME_NOUNS


def _when_clause(sentence: Sentence, trigger: Token, times: Sequence[When]) -> When | None:
    """ "since June 27, when the ten were arrested": the clause's time is the date right before it."""
    whens = [child for child in trigger.children if child.lower_ == "when"]
    if not whens:
        return None
    edge = sentence.start + whens[0].idx
    for when in _inside(sentence, times):
        if when.span and sentence.doc.text[when.span.end - sentence.start : edge - sentence.start].strip() in {"", ","}:
            if when.span.end > edge:
                continue
            days = timex.interval(when.value)
            if days is None:
                return when
            return When(
                start=days.start,
                end=days.end,
                precision=days.precision,
                basis=when.basis,
                span=when.span,
                value=when.value,
            )
    return None


def _modifies(token: Token) -> bool:
    """Part of a noun phrase about something else: "the 1961 treaty"; not "late last year"."""
    return token.dep_ in {"nmod", "nummod", "compound", "poss", "amod"} and token.head.ent_type_ not in {"DATE", "TIME"}


def _in_the_course(noun: Token) -> bool:
    """ "in the 1962 war", "at the 1955 conference": the act lies inside the dated noun."""
    return bool(noun.dep_ == "pobj" and noun.head.lower_ in {"in", "during", "at", "throughout"})


def _by_tense(
    sentence: Sentence, trigger: Token, published: When, previous: Sequence[When], times: Sequence[When]
) -> When:
    verb = _verb_of(trigger)
    if verb is None or not published.known:
        return UNKNOWN_DATE
    words = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if of_verb(verb) != "past" or words & {"had", "would", "could"} or _LONG_AGO.search(sentence.text):
        return UNKNOWN_DATE
    if any(child.dep_ == "neg" for child in verb.children):
        return UNKNOWN_DATE
    if words & {"has", "have", "'ve"} and sentence.paragraph > 1:
        # The perfect is news in the lead and background below it.
        return UNKNOWN_DATE
    if any(when.basis == "anniversary" and not when.known and when.span and _within(sentence, when) for when in times):
        # A day is named, only which one is not known.
        return UNKNOWN_DATE
    if previous and previous[-1].known and historical(previous[-1], published):
        return UNKNOWN_DATE
    if any(historical(when, published) and not _modifies(_token(sentence, when)) for when in _inside(sentence, times)):
        return UNKNOWN_DATE
    return When(start=published.start, end=published.end, precision=published.precision, basis="inferred")


def _verb_of(trigger: Token) -> Token | None:
    """The finite verb whose tense tells when the trigger happened; `None` for a noun that is mere background."""
    token = trigger
    if token.pos_ not in {"VERB", "AUX"}:
        if token.dep_ in {"dobj", "obj", "nsubj", "nsubjpass"} and token.head.pos_ == "VERB":
            return (
                _verb_of(token.head)
                if token.head.lemma_ in _LIGHT or token.dep_ == "nsubjpass" or _happens(token.head)
                else None
            )
        if (
            token.dep_ == "pobj"
            and token.head.lower_ in {"in", "at", "during", "for"}
            and token.head.head.pos_ == "VERB"
        ):
            return _verb_of(token.head.head)
        return None
    if token.dep_ == "pcomp" or (token.dep_ in {"relcl", "acl"} and token.tag_ != "VBG"):
        return None
    if token.tag_ == "VB" and not any(child.lemma_ == "do" for child in token.children):
        # An infinitive tells of no act that has been done.
        return None
    if token.dep_ == "advcl":
        marks = {child.lower_ for child in token.children if child.dep_ in {"mark", "advmod"}}
        if marks & {"after", "since", "because", "if", "when", "before", "until", "although", "though", "where"}:
            return None
    return token


def _happens(verb: Token) -> bool:
    return verb.lemma_ in {
        "take",
        "begin",
        "start",
        "end",
        "follow",
        "come",
        "occur",
        "happen",
        "open",
        "resume",
        "continue",
        "kill",
    }
