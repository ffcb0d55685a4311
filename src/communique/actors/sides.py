"""Groups counted or known: "the two leaders", "both sides", "the three countries", "the allies", "the neighbours"."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from communique.actors import build
from communique.actors.ambiguity import several
from communique.actors.discourse import Discourse, Seen, side_of
from communique.actors.holders import holder
from communique.actors.pronouns import candidates
from communique.actors.rows import rows
from communique.actors.setting import Setting
from communique.records import Actor

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["OPENING", "Group", "group_at", "members"]

_NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4}
# How far back a group may have been named, in sentences.
_REACH = 3


class Group(NamedTuple):
    """Words for a group over tokens `first` to `last`: how many (0: not said) of what."""

    first: int
    last: int
    number: int
    of: str
    owner: str


@functools.cache
def _nouns() -> dict[str, str]:
    return {row["noun"].lower(): row["of"] for row in rows("group_nouns")}


# Words that a group begins with.
_ARTICLES = frozenset({"the", "these", "those", "their", "all"})
OPENING = _ARTICLES | {"both"}


def group_at(doc: Doc, position: int) -> Group | None:
    """The group that begins at a token: "the two [Asian] leaders", "both sides", "their countries", "both"."""
    start = position
    token = doc[position]
    owner = token.lower_ if token.lower_ in {"their", "its", "his", "her", "these", "those"} else ""
    count = 0
    if token.lower_ in _ARTICLES and position + 1 < len(doc):
        position += 1
    elif token.lower_ != "both":
        # "two states" without an article are any two.
        return None
    if doc[position].lower_ in _NUMBERS:
        count = _NUMBERS[doc[position].lower_]
        position += 1
        if position < len(doc) and doc[position].lower_ in {"the", "of"}:
            return None
        if count > 2 and _alone(doc, position):
            # "called on the three to resume": two without a noun may be any two men.
            return Group(start, position - 1, count, "side", owner)
    if position >= len(doc):
        return None
    for last in range(position, min(position + 4, len(doc))):
        for first in (last - 1, last):
            if first < position:
                continue
            of = _nouns().get(doc[first : last + 1].text.lower())
            if of is not None and _closes(doc, last):
                return Group(start, last, count, of, owner) if count or _telling(doc, last, of, owner) else None
        if doc[last].pos_ not in {"ADJ", "NOUN", "PROPN"} and doc[last].tag_ not in {"VBG", "VBN"}:
            return None
    return None


def _alone(doc: Doc, position: int) -> bool:
    """Whether a number is followed by no noun of its own."""
    after = doc[position] if position < len(doc) else None
    return after is None or (
        after.pos_ not in {"ADJ", "NOUN", "PROPN", "NUM", "SYM"} and after.tag_ not in {"VBG", "VBN"}
    )


def _closes(doc: Doc, last: int) -> bool:
    after = doc[last + 1] if last + 1 < len(doc) else None
    return after is None or (after.pos_ not in {"NOUN", "PROPN"} and after.lower_ not in {"of", "that", "which", "who"})


def _telling(doc: Doc, last: int, of: str, owner: str) -> bool:
    # With no number only some plurals are sure to mean those just named.
    word = doc[last].lower_
    return (
        (owner == "their" and of in {"state", "leader"})
        or word in {"leaders", "presidents", "premiers"}
        or of == "ally"
        or word in {"neighbours", "neighbors", "sides"}
    )


def members(
    group: Group, talk: Discourse, offset: int, number: int, head: Token, context: Setting
) -> tuple[Actor, ...]:
    """The actors that the group stands for; none where the report leaves more than one answer."""
    if context.sport:
        return ()
    if group.of == "namesake":
        return tuple(build.state(code) for code in several().get(head.text, ()))
    count = group.number or 2
    before = talk.before(offset, number, reach=_REACH)
    outside = {side_of(actor) for one in before if _apart(one, head, number, count) for actor in one.mention.actors}
    seen = [one for one in before if not outside & {side_of(actor) for actor in one.mention.actors}]
    if group.of in {"leader", "person"}:
        gender = {"men": "m", "women": "f"}.get(head.lower_, "")
        persons = _last_persons(seen, count, number, gender, context)
        if persons:
            return persons
        if group.of == "leader":
            return _leaders(_last_parties(seen, count, talk, outside, states_only=True), context)
        return ()
    parties = _last_parties(seen, count, talk, outside, states_only=group.of != "side", allied=group.of == "ally")
    return tuple(_party(party, seen) for party in parties)


# Who does this to a group stands outside it: "Egypt urged both sides", "Norway offered to help both countries".
_TOWARD = frozenset(
    "urge call ask appeal press beg invite tell warn implore encourage want thank help push exhort advise persuade "
    "bring offer mediate broker host praise congratulate order".split()
)


def _apart(one: Seen, head: Token, number: int, count: int) -> bool:
    """Whether a mention stands outside the group by syntax: who acts on the group, or who speaks of three others."""
    if one.sentence != number:
        return False
    subject = one.head.head if one.head.dep_ in {"poss", "amod", "compound", "appos", "nmod"} else one.head
    if subject.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    # "Trump called the meeting of the three leaders a conspiracy": who speaks of three is seldom one of them.
    return count > 2 or (subject.head.lemma_ in _TOWARD and subject.head in list(head.ancestors))


def _last_persons(seen: Sequence[Seen], count: int, number: int, gender: str, context: Setting) -> tuple[Actor, ...]:
    """The persons of as many different states named last, sentence by sentence."""
    found: dict[str, Actor] = {}
    for back in range(_REACH + 1):
        here = [one for one in seen if one.sentence == number - back and not one.mention.source_role]
        for one in here:
            for actor in one.mention.actors:
                if gender and context.gender(actor) not in {gender, ""}:
                    continue
                if actor.kind == "person" and actor.country and _leading(actor):
                    found.setdefault(actor.country, actor)
        if len(found) == count:
            return tuple(found.values())
        if len(found) > count:
            return ()
    return ()


def _leading(actor: Actor) -> bool:
    # A leader whose term no table knows yet has no sector; a scholar or a reporter has one of another kind.
    return actor.sector.split("|")[0] in {"", "GOV", "ELI", "PTY", "REB"}


def _last_parties(
    seen: Sequence[Seen],
    count: int,
    talk: Discourse,
    outside: set[str | None],
    *,
    states_only: bool,
    allied: bool = False,
) -> tuple[str, ...]:
    """The parties of the last sentence that names just so many, else the report's two, else those named one by one."""
    number = max((one.sentence for one in seen), default=0)
    by_sentence = [_parties_of(seen, number - back, states_only=states_only) for back in range(_REACH + 1)]
    for back, here in enumerate(by_sentence[:2]):
        pair = _joined_parties(seen, number - back, count, states_only=states_only)
        if pair:
            return tuple(pair)
        if len(here) == count:
            # A third state that is named as often as these may be meant instead of one of them.
            least = min(talk.states[party] for party in here)
            rivals = [one for one, times in talk.states.items() if one not in here and times >= max(least, 2)]
            return () if rivals and not allied else tuple(here)
    # Of a whole report only a pair stands out surely enough.
    main = talk.main_parties(count) if count == 2 else ()
    if main:
        return () if outside & set(main) else main
    found: dict[str, None] = {}
    for here in by_sentence:
        if len(here) == count:
            return tuple(here)
        found = found | here
    # Named one by one, they are the group only where the report has no other state that could be meant.
    others = set(talk.states) - set(found) - {one for one in outside if one}
    return tuple(found) if len(found) == count and not others else ()


def _joined_parties(seen: Sequence[Seen], number: int, count: int, *, states_only: bool) -> dict[str, None]:
    """The parties of the last names joined by "and" in a sentence that has others: "goods from Canada and Mexico"."""
    for one in reversed(candidates([one for one in seen if one.sentence == number], plural=True)):
        if len(one.mention.actors) == count:
            parties = [side_of(actor) for actor in one.mention.actors]
            found = {party: None for party in parties if party and (len(party) == 3 or not states_only)}
            if len(found) == count:
                return found
    return {}


def _parties_of(seen: Sequence[Seen], number: int, *, states_only: bool) -> dict[str, None]:
    found: dict[str, None] = {}
    for one in seen:
        if one.sentence == number and not one.mention.source_role:
            for actor in one.mention.actors:
                party = side_of(actor)
                if party and (len(party) == 3 or not states_only):
                    found[party] = None
    return found


def _leaders(states: tuple[str, ...], context: Setting) -> tuple[Actor, ...]:
    found = [holder(state, "leader", context.on) for state in states]
    if not found or any(one is None for one in found):
        return ()
    return tuple(build.known_person(one[0], context.on) for one in found if one is not None)


def _party(party: str, seen: Sequence[Seen]) -> Actor:
    for one in seen:
        for actor in one.mention.actors:
            if actor.actor_id == party:
                return actor
    return build.state(party)
