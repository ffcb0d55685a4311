"""Whether an act happened, goes on, is to come, may be, is denied, or lies in the past of the news."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from communique.events.frames import Frame
from communique.events.words import words
from communique.records import Status, When

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["is_historical", "status"]

_CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "pcomp", "acl", "relcl", "conj", "acomp"})
# More than about ten days before the news is history to it (ruling in docs/codebook).
_NEWS_DAYS = 10


def is_historical(when: When, published: When) -> bool:
    """Whether a date is clearly before the news episode."""
    end, now = when.end, published.start
    if end is None or now is None or when.precision == "unknown":
        return False
    return now - end > dt.timedelta(days=_NEWS_DAYS)


def status(around: Frame, *, wrapped: bool = False) -> Status:
    """The status by words alone: negation, modals, tense and governing verbs. `wrapped`: the act is itself a promise,
    a threat or a demand, so what it promises need not have happened."""
    trigger = around.trigger
    verb = around.light if around.light is not None else trigger
    if _denied(trigger) or _denied(verb):
        return "negated"
    ahead = around.modifiers & words("future_word")
    if ahead and not (ahead <= {"next"} and verb.tag_ == "VBD"):
        # "recalled its envoy the next morning" lies behind.
        return "future"
    found = _by_tense(verb, around)
    if found == "reported" and around.modifiers & words("ongoing_word") and not wrapped:
        return "ongoing"
    if found == "reported" and around.modifiers & words("hypothetical_word") and not wrapped:
        return "hypothetical"
    return found


def _by_tense(word: Token, around: Frame) -> Status:
    """Walk up from the word to the main verb; the first governor that takes the act out of what happened decides."""
    noun = word.pos_ in {"NOUN", "PROPN"}
    if word.dep_ == "pcomp" and word.head.head.lemma_.lower() in words("prospective_noun"):
        return "hypothetical"
    current = word
    for _ in range(8):
        if _conditional(current):
            return "hypothetical"
        modal = _modal(current)
        if modal and not (noun and current.i == word.i):
            return modal
        governor = current.head
        if current.dep_ == "pcomp" and governor.pos_ == "ADP" and governor.lower_ in {"by", "in", "through"}:
            # "will respond by banning imports": no more has happened than the response.
            current = governor.head
            continue
        if governor.i == current.i or (current.dep_ not in _CLAUSES and not (noun and current.i == word.i)):
            break
        if noun and current.i == word.i:
            modal = _modal(governor) if current.dep_ in {"nsubj", "nsubjpass"} else None
            if modal and (modal == "hypothetical" or _thought_of(current, governor)):
                return "hypothetical"
            if governor.pos_ not in {"VERB"} or current.dep_ not in {"dobj", "pobj", "nsubjpass"}:
                break
            current = governor
            continue
        infinitive = current.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in current.children)
        if infinitive and current.dep_ in {"xcomp", "acl", "advcl", "ccomp"}:
            if governor.lemma_.lower() in words("negative_verb"):
                return "negated"
            if governor.lemma_ == "be" and current.dep_ == "xcomp":
                # "are to meet again", "was to telephone".
                return "future"
            if current.dep_ in {"advcl", "acl"} or governor.lemma_.lower() in words("prospective"):
                return "future" if _firm(governor) else "hypothetical"
        if current.dep_ == "conj" and _modal(governor) and not _finite(current):
            return _modal(governor) or "reported"
        if current.dep_ == "conj" and _has_auxiliary(current):
            # "will go to court, and has put its forces on alert": what has been done is not to come.
            return "hypothetical" if _conditional(governor) else "reported"
        if current.dep_ in {"ccomp", "relcl"} or (current.dep_ == "advcl" and _finite(current)):
            break
        current = governor
    if not noun and (_progressive(word) or _lasting(word)):
        return "ongoing"
    return "reported"


def _thought_of(noun: Token, verb: Token) -> bool:
    """Whether the subject of what would follow is only thought of: "an attack would be answered", "any strike will".

    Not so what is itself set for a time: "said that a visit would take place in May".
    """
    loose = {child.lower_ for child in noun.children if child.dep_ == "det"} & words("indefinite")
    return bool(loose) and ("any" in loose or verb.lemma_.lower() not in words("occurring_verb"))


def _firm(governor: Token) -> bool:
    return governor.lemma_.lower() in {
        "plan", "schedule", "due", "set", "slate", "agree", "pledge", "vow", "promise", "decide", "intend", "commit",
        "prepare", "poise", "decision",
    }  # fmt: skip


def _modal(verb: Token) -> Status | None:
    for child in verb.children:
        if child.dep_ in {"aux", "auxpass"} and child.tag_ in {"MD"}:
            text = child.lower_
            if text in words("future_modal"):
                return "future"
            if text in words("hypothetical_modal"):
                # "said that he would": the future of the past.
                return "future" if text in {"would", "'d"} and verb.dep_ == "ccomp" else "hypothetical"
    return None


def _conditional(verb: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in words("conditional") for child in verb.children)


def _finite(verb: Token) -> bool:
    return verb.tag_ in {"VBD", "VBZ", "VBP"} or any(
        c.dep_ in {"aux", "auxpass"} and c.tag_ in {"VBD", "VBZ", "VBP", "MD"} for c in verb.children
    )


def _has_auxiliary(verb: Token) -> bool:
    """Whether a verb has a tense of its own by "has" or "had"."""
    return any(c.dep_ == "aux" and c.lemma_ == "have" and c.tag_ in {"VBD", "VBZ", "VBP"} for c in verb.children)


def _progressive(verb: Token) -> bool:
    return verb.tag_ == "VBG" and any(
        c.dep_ == "aux" and c.lemma_ == "be" and c.tag_ in {"VBZ", "VBP", "VBN"} for c in verb.children
    )


def _lasting(verb: Token) -> bool:
    """ "has been sending arms since", "has become an ally since the war, sending arms"."""
    for word in (verb, verb.head if verb.tag_ == "VBG" and verb.dep_ == "advcl" else verb):
        # "has since returned the boats" is done.
        since = any(
            child.dep_ in {"prep", "advmod"} and child.lower_ == "since" and (child.dep_ == "prep" or child.i > word.i)
            for child in word.children
        ) or any(
            grand.lower_ == "since" for child in word.children for grand in child.subtree if child.dep_ in {"attr"}
        )
        perfect = any(child.dep_ == "aux" and child.lemma_ == "have" and child.tag_ != "VBD" for child in word.children)
        if since and perfect:
            return True
    return False


def _denied(word: Token) -> bool:
    for child in word.children:
        if child.dep_ == "neg" or (child.dep_ in {"advmod", "det", "preconj"} and child.lower_ in words("negative")):
            return True
    head = word.head
    if word.dep_ == "pcomp" and head.lower_ == "without":
        return True
    # "No troops crossed", "has moved no troops".
    parties = [c for c in word.children if c.dep_ in {"nsubj", "nsubjpass", "dobj"}]
    return any(c.dep_ == "det" and c.lower_ in {"no", "neither"} for party in parties for c in party.children)
