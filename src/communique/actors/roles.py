"""Offices and institutions named without their state: "the president", "the junta", "state television"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from communique.actors import build
from communique.actors.countries import countries
from communique.actors.discourse import Discourse, Seen, side_of
from communique.actors.setting import Setting
from communique.actors.titles import Title, ending_at, titles
from communique.records import Actor, Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["meant", "settle", "state_media_at"]

_REACH = 2
_CROWNED = frozenset({"king", "queen", "emperor", "empress", "shah", "sultan", "emir", "pope", "crown prince"})
_RANKS = frozenset(
    {"general", "marshal", "admiral", "colonel", "brigadier", "commodore", "captain", "major", "lieutenant"}
)
# Sectors that a text gives to the state it talks of when it names none: its own army, not somebody's farmers.
_OF_A_STATE = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "JRN"})


def state_media_at(doc: Doc, position: int) -> tuple[int, Title] | None:
    """ "state television", "state-run media" from a token on, where no country stands before it."""
    for last in range(min(position + 4, len(doc) - 1), position, -1):
        found = ending_at(doc, last, position)
        if found is not None and found[0] == position and found[1].sector == "JRN":
            return last, found[1]
    return None


def meant(
    title: Title, talk: Discourse, offset: int, number: int, context: Setting, *, trailing: bool = False
) -> tuple[tuple[Actor, ...], Span | None]:
    """Whom an office or an institution without its state means; nothing where two states have one.

    `trailing`: it stands behind what it says.
    """
    if title.office:
        bearer = _envoy(talk, offset, number) if title.kind == "envoy" else _called(title, talk, offset)
        bearer = bearer or _bearer(title, talk, number)
        if bearer is not None:
            return bearer.mention.actors, Span(bearer.mention.start, bearer.mention.end)
    sector = title.sector.split("|")[0]
    rank = title.kind == "military" and title.phrase.split(" ")[-1] in _RANKS
    if sector not in _OF_A_STATE or rank:
        # "The colonel" is no post (the attorney general holds one): one who bears the rank, or nobody known.
        return (), None
    if trailing and context.home and talk.states[context.home] and not _borne(title, talk, offset):
        # "… off the coast of Chad, the Foreign Ministry said": that of the dateline's state, which needs no adjective.
        return (build.office(context.home, title, context.on),), None
    state = _state_here(title, talk, offset, number, context)
    if state is None:
        return (), None
    code, span = state
    if title.kind == "envoy" and code == context.home:
        # An envoy who speaks where the report is written is somebody else's.
        return (), None
    actor = build.office(code, title, context.on)
    if title.phrase in _CROWNED and actor.kind == "person" and title.phrase not in actor.office.lower():
        # "The king" is not the president of the republic that was named last.
        return (), None
    return (actor,), span


def _borne(title: Title, talk: Discourse, offset: int) -> bool:
    """Whether an institution of that name has been spoken of."""
    return any(one.mention.end <= offset and _bears(one, title) for sentence in talk.by_sentence for one in sentence)


def _called(title: Title, talk: Discourse, offset: int) -> Seen | None:
    """The one who was called by that very word, where another has such an office by another name: emir and ruler."""
    word = title.phrase.split(" ")[-1]
    before = [one for sentence in talk.by_sentence for one in sentence if one.mention.end <= offset]
    called = [
        one for one in before
        if word in one.mention.text.lower().split() and len(one.mention.actors) == 1
        and one.actor.kind in {"person", "office"} and one.actor.country in countries()
    ]  # fmt: skip
    return called[-1] if called and len({one.actor.actor_id for one in called}) == 1 else None


def _envoy(talk: Discourse, offset: int, number: int) -> Seen | None:
    """The last of whom the report called an envoy by whatever word: "the high commissioner" is "the envoy"."""
    for sentence in reversed(talk.by_sentence[max(0, number - _REACH) : number + 1]):
        sent = [
            one for one in sentence
            if one.mention.end <= offset and len(one.mention.actors) == 1 and one.actor.kind in {"person", "office"}
            and (known := titles().get(one.actor.office.lower())) is not None and known.kind == "envoy"
        ]  # fmt: skip
        if sent:
            return sent[-1] if len({one.actor.actor_id for one in sent}) == 1 else None
    return None


def _bearer(title: Title, talk: Discourse, number: int) -> Seen | None:
    """The one person, up to here, who is said to hold the office."""
    wanted = {title.office.lower(), title.phrase.lower()}
    found: dict[str, Seen] = {}
    for sentence in talk.by_sentence[: number + 1]:
        for one in sentence:
            if len(one.mention.actors) == 1 and one.actor.kind == "person" and one.actor.office.lower() in wanted:
                found[one.actor.actor_id] = one
    return next(iter(found.values())) if len(found) == 1 else None


def _state_here(
    title: Title, talk: Discourse, offset: int, number: int, context: Setting
) -> tuple[str, Span | None] | None:
    """The state whose institution bore that very name before, else the one state of this sentence or the last."""
    before = [one for sentence in talk.by_sentence[: number + 1] for one in sentence if one.mention.end <= offset]
    same = [one for one in before if _bears(one, title)]
    near = [one for one in same if one.sentence >= number - _REACH]
    nearest = _states_of(talk, offset, number, context)
    if len(nearest) == 1 and same and not set(nearest) & {one.actor.country for one in same}:
        # "Lawmakers in Accra urged the government": another one than the government named before.
        return next(iter(nearest.items()))
    for these in (same, near):
        if these and len({one.actor.country for one in these}) == 1:
            return str(these[-1].actor.country), Span(these[-1].mention.start, these[-1].mention.end)
    if same:
        return None
    for back in (0, 1):
        here = _states_of(talk, offset, number - back, context)
        if len(here) == 1:
            return next(iter(here.items()))
        if here:
            return None
    return None


def _states_of(talk: Discourse, offset: int, number: int, context: Setting) -> dict[str, Span | None]:
    found: dict[str, Span | None] = {}
    if number < 0:
        return found
    for one in talk.by_sentence[number]:
        if one.mention.end <= offset and not one.mention.source_role:
            for actor in one.mention.actors:
                party = side_of(actor)
                if party in countries():
                    found[str(party)] = Span(one.mention.start, one.mention.end)
    sentence = talk.parsed.sentences[number]
    for start, code in context.towns:
        if sentence.start <= start < sentence.end:
            found.setdefault(code, None)
    return found


def _bears(one: Seen, title: Title) -> bool:
    if len(one.mention.actors) != 1 or one.mention.source_role or one.actor.country not in countries():
        return False
    words = one.mention.text.lower()
    return one.actor.kind != "state" and words.endswith((title.phrase, title.phrase + "s"))


_ORIGINS = ("from", "of", "in")
_COUNTERPARTS = ("counterpart", "opposite number")


def settle(found: list[Mention], text: str, context: Setting) -> list[Mention]:
    """Give an office the person whom the report introduces in it, and a counterpart the office of the other side."""
    settled: list[Mention] = []
    last = ""
    for place, mention in enumerate(found):
        beside = [*found[max(0, place - 1) : place], *found[place + 1 : place + 2]]
        actors = tuple(_apposed(actor, mention, beside, text) or _in_person(actor, context) for actor in mention.actors)
        # "its counterpart" is an institution's, not a person's.
        its = text[max(0, mention.start - 4) : mention.start].lower() == "its "
        if mention.text.lower().endswith(_COUNTERPARTS) and last and not its and len(actors) == 1:
            code = actors[0].country
            if code in countries():
                title = Title(last.lower(), last, "GOV", "minister", plural=False)
                actors = (_in_person(build.office(str(code), title, context.on), context),)
        settled.append(msgspec.structs.replace(mention, actors=actors) if actors != mention.actors else mention)
        if len(actors) == 1 and actors[0].kind in {"person", "office"} and actors[0].office:
            last = actors[0].office
    return settled


def with_origin(found: list[Mention], text: str) -> list[Mention]:
    """A counterpart "from Peru" is Peru's, and the two mentions are one."""
    joined: list[Mention] = []
    for mention in found:
        before = joined[-1] if joined else None
        if before is not None and before.text.lower().endswith(_COUNTERPARTS) and len(mention.actors) == 1:
            between = text[before.end : mention.start].strip().removesuffix(" the")
            if between in _ORIGINS and mention.actors[0].kind == "state":
                words = text[before.start : mention.end]
                joined[-1] = msgspec.structs.replace(
                    before, actors=(build.group(str(mention.actors[0].country), "GOV"),), text=words, end=mention.end
                )
                continue
        joined.append(mention)
    return joined


def _apposed(actor: Actor, mention: Mention, beside: list[Mention], text: str) -> Actor | None:
    """The person right before or after an office, a comma between: "the Kremlin's spokesman, Dmitry Peskov"."""
    if actor.kind != "office":
        return None
    for other in beside:
        between = text[mention.end : other.start] if other.start > mention.start else text[other.end : mention.start]
        bare = between.strip().removesuffix(" the").removesuffix(" a")
        if bare == "," and len(other.actors) == 1 and other.actors[0].kind == "person":
            person = other.actors[0]
            if person.country == actor.country:
                return person
    return None


def _in_person(actor: Actor, context: Setting) -> Actor:
    if actor.kind != "office" or not actor.country:
        return actor
    return context.bearer(actor.country, actor.office) or actor
