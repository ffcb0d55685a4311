"""Descriptions in the singular: "the country", "the kingdom", "the reclusive state", "the president", "the North"."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from communique.actors import build, pronouns, roles
from communique.actors.countries import countries
from communique.actors.discourse import Discourse, Seen, party_of
from communique.actors.rows import rows, values
from communique.actors.setting import Setting
from communique.actors.sources import speaks
from communique.actors.titles import Title, ending_at
from communique.records import Actor, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["OPENING", "Description", "described_at", "meant", "owned"]

_REACH = 3
# So many members of a bloc must be named for it to be the region's: two neighbours may be of several.
_SEVERAL = 3
_OWNERS = frozenset({"his", "her", "its", "their", "our", "my"})
_HALVES = {"north": ("PRK", "VDR"), "south": ("KOR", "RVN")}


class Description(NamedTuple):
    """A definite noun phrase over tokens `first` to `last`: of a state, an organisation, a half, or an office."""

    first: int
    last: int
    of: str
    head: Token
    codes: tuple[str, ...] = ()
    title: Title | None = None
    owner: str = ""
    sure: bool = False


@functools.cache
def _nouns() -> dict[str, tuple[str, tuple[str, ...]]]:
    return {row["noun"].lower(): (row["of"], values(row["codes"])) for row in rows("descriptions")}


_OWNERS = frozenset({"his", "her", "its", "their", "our", "my"})
_ARTICLES = _OWNERS | {"the", "this", "that"}
_STATELY = frozenset({"state", "official"})
# Words that a description begins with.
OPENING = _ARTICLES | _STATELY


def described_at(doc: Doc, position: int) -> Description | None:
    """The description that begins at a token with "the", "this", "his" or "its"."""
    first = doc[position]
    if first.lower_ in _STATELY:
        # "state television said", with no country: the media of the state that is talked of.
        medium = roles.state_media_at(doc, position)
        if medium is not None:
            return Description(position, medium[0], "office", doc[medium[0]], title=medium[1])
    if first.lower_ not in _ARTICLES or position + 1 >= len(doc):
        return None
    owner = first.lower_ if first.lower_ in _OWNERS else ""
    half = doc[position + 1]
    if half.text in {"North", "South"} and not owner and half.dep_ not in {"compound", "amod", "nmod"}:
        return Description(position, position + 1, "half", half, _HALVES[half.lower_])
    last = position
    for token in doc[position + 1 : position + 6]:
        if token.pos_ in {"NOUN", "PROPN"}:
            last = token.i
        elif token.pos_ not in {"ADJ", "ADV"} and token.tag_ not in {"VBN", "VBG"} and token.text != "-":
            break
    if last == position:
        return None
    title = ending_at(doc, last, position + 1)
    # "The Foreign Ministry" is an office of its own, "the ministry" one spoken of before.
    longer = title is not None and title[0] < last and title[1].kind == "institution"
    for start in (last - 1, last):
        if not longer and start > position and (found := _nouns().get(doc[start : last + 1].text.lower())):
            of, codes = found
            if of in {"state", "organisation"} and _definite(doc, last):
                return Description(position, last, of, doc[last], codes, owner=owner)
    if title is not None and not title[1].plural and _definite(doc, last):
        return Description(position, last, "office", doc[last], title=title[1], owner=owner)
    return None


def _definite(doc: Doc, last: int) -> bool:
    # "the country of", "the president who": what follows says who, so nothing is referred back to.
    after = doc[last + 1] if last + 1 < len(doc) else None
    return after is None or after.lower_ not in {"of", "that", "which", "who", "where", "whose"}


def meant(
    what: Description, talk: Discourse, offset: int, number: int, context: Setting
) -> tuple[tuple[Actor, ...], Span | None]:
    """The actor that a description stands for, with the span of its antecedent; nothing in doubt."""
    seen = talk.before(offset, number, reach=_REACH)
    if what.of == "half":
        named = [code for code in what.codes if talk.states[code]]
        return ((build.state(named[0]),), None) if len(named) == 1 else ((), None)
    if what.of == "state":
        return _state(what, seen, offset, number, talk, context)
    if what.of == "organisation":
        if "regional" in what.codes:
            return _regional(what, seen, number, talk)
        return _organisation(what, seen, number)
    assert what.title is not None
    return roles.meant(what.title, talk, offset, number, context, trailing=_trails(what.head))


def _trails(head: Token) -> bool:
    """Whether an institution only tells what goes before it: "…, the Foreign Ministry said"."""
    verb = head.head
    said = head.dep_ == "nsubj" and speaks(verb.lemma_)
    return said and any(child.dep_ == "ccomp" and child.i < head.i for child in verb.children)


def owned(what: Description, owners: tuple[Actor, ...], context: Setting) -> tuple[Actor, ...]:
    """Whose office is spoken of when a pronoun owns it: "its envoy" is the envoy of the state that "its" means."""
    if what.title is None or len(owners) != 1 or owners[0].country not in countries():
        return ()
    if not what.title.sector:
        return ()
    if owners[0].kind not in {"state", "organisation"} and (what.title.office or what.title.sector != "GOV"):
        return ()
    return (build.office(str(owners[0].country), what.title, context.on),)


def _state(
    what: Description, seen: list[Seen], offset: int, number: int, talk: Discourse, context: Setting
) -> tuple[tuple[Actor, ...], Span | None]:
    if what.owner in {"his", "her"}:
        owners, span = pronouns.meant(what.head.doc[what.first], talk, offset, number, context)
        if len(owners) == 1 and owners[0].country in countries():
            return (build.state(str(owners[0].country)),), span
        return (), None
    if what.owner in {"our", "my"}:
        return _of_the_speaker(what, talk, number)
    if what.owner:
        return (), None
    barred = {party_of(actor) for one in seen if _beside(what.head, one, number) for actor in one.mention.actors}
    seen = [one for one in seen if not barred & {party_of(actor) for actor in one.mention.actors}]
    others: set[str] = set()
    for back in range(_REACH + 1):
        here = _states(seen, number - back, what.codes)
        best = max((weight for weight, _ in here.values()), default=0)
        likely = {code: span for code, (weight, span) in here.items() if weight == best}
        if best and others - set(likely):
            return (), None
        if best == 0:
            # "He said the country had broken its word": his own, or the one just spoken of?
            others |= set(here)
        elif len(likely) == 1:
            code, mention = next(iter(likely.items()))
            return (build.state(code),), mention
        elif likely:
            return (), None
    return ((build.state(others.pop()),), None) if len(others) == 1 else ((), None)


def _of_the_speaker(what: Description, talk: Discourse, number: int) -> tuple[tuple[Actor, ...], Span | None]:
    """ "Our country" in a quotation is its speaker's: the one who says it in this sentence, else in the one before."""
    for back in (0, 1, 2):
        if number - back < 0:
            break
        told = [
            one
            for one in talk.by_sentence[number - back]
            if one.subject and len(one.mention.actors) == 1 and one.actor.kind in {"person", "office"}
            and one.actor.country in countries()
            and one.head.head.pos_ == "VERB"
        ]  # fmt: skip
        if len({one.actor.country for one in told}) == 1:
            return (build.state(str(told[0].actor.country)),), Span(told[0].mention.start, told[0].mention.end)
        if told:
            break
    return (), None


def _beside(head: Token, seen: Seen, number: int) -> bool:
    """Whether a state acts or suffers in the very clause of the description, and so is not meant by it.

    "A Chinese delegation visited the secluded state": the state is not China.
    """
    if seen.sentence != number:
        return False
    verb, other = head.head, seen.head
    while verb.dep_ == "xcomp" and verb.head.pos_ in {"VERB", "AUX"}:
        # "Washington declined to recognise the new regime": whoever declines is none of it.
        verb = verb.head
    while other.dep_ in {"amod", "compound", "poss", "nmod"} and other.head.i > other.i:
        other = other.head
    return (
        other.head == verb and verb.pos_ in {"VERB", "AUX"} and other.dep_ in {"nsubj", "nsubjpass", "dobj", "dative"}
    )


def _states(seen: list[Seen], number: int, codes: tuple[str, ...]) -> dict[str, tuple[int, Span]]:
    """The states of a sentence with the span last naming each: 2 by name, 1 by adjective, 0 only by a person of it."""
    found: dict[str, tuple[int, Span]] = {}
    for one in seen:
        if one.sentence != number or one.mention.source_role:
            continue
        for actor in one.mention.actors:
            party = party_of(actor)
            if party and len(party) == 3 and (not codes or party in codes):
                weight = 2 if actor.kind == "state" and one.mention.kind != "demonym" else 1
                weight = 0 if actor.kind == "person" and not _heads(actor) else weight
                weight = max(weight, found[party][0]) if party in found else weight
                found[party] = (weight, Span(one.mention.start, one.mention.end))
    return found


def _heads(actor: Actor) -> bool:
    # Of a head of state or government "the country" is mostly the own one.
    office = actor.office.lower()
    return not office.startswith("former") and any(word in office for word in _HEADS)


def _organisation(what: Description, seen: list[Seen], number: int) -> tuple[tuple[Actor, ...], Span | None]:
    if "named" in what.codes:
        # "the council" is one that is called so.
        seen = [one for one in seen if what.head.lower_ in one.mention.text.lower()]
    for back in range(_REACH + 1):
        here: dict[str, tuple[Actor, Seen]] = {}
        for one in seen:
            if one.sentence == number - back and len(one.mention.actors) == 1:
                body = _body_of(one.actor)
                if _fits_noun(body, what):
                    here[body.actor_id] = (body, one)
        if len(here) == 1:
            body, one = next(iter(here.values()))
            return (body,), Span(one.mention.start, one.mention.end)
        if here:
            return (), None
    return (), None


def _regional(
    what: Description, seen: list[Seen], number: int, talk: Discourse
) -> tuple[tuple[Actor, ...], Span | None]:
    """ "The regional bloc": the body named just before, else the one most of whose members the report names."""
    found = _organisation(what, seen, number)
    if found[0]:
        return found
    named = {body: sum(talk.states[code] > 0 for code in build.members(body)) for body in what.codes[1:]}
    ranked = sorted(named, key=lambda body: -named[body])
    if named[ranked[0]] < _SEVERAL or named[ranked[0]] == named[ranked[1]]:
        return (), None
    bloc = build.organisation("organisations", ranked[0])
    return ((bloc,), None) if bloc is not None else ((), None)


def _body_of(actor: Actor) -> Actor:
    # "The European Union's trade commissioner said the bloc": who speaks for a body brings it to mind.
    seat = {"EUR": "eu", "UNO": "un"}.get(actor.country or "") if actor.kind in {"person", "office"} else None
    return (build.organisation("organisations", seat) if seat else None) or actor


_HEADS = ("president", "prime minister", "premier", "leader", "chancellor", "king", "queen", "emir", "sultan")
_FIGHTING = frozenset({"group", "movement", "militia", "insurgency", "front"})


def _fits_noun(actor: Actor, what: Description) -> bool:
    """Whether the noun suits the body: a parliament is no alliance, a bank no movement."""
    if "named" in what.codes:
        return actor.kind in {"organisation", "armed group", "party"}
    if what.head.lower_ in _FIGHTING:
        return actor.kind in {"armed group", "party"}
    return actor.kind == "organisation" and actor.country not in countries()
