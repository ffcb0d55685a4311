"""Offices and institutions named without their state: "the president", "the junta", "state television"."""

from __future__ import annotations

import msgspec
from spacy.tokens import Doc

from communique.actors import build
from communique.actors.countries import countries
from communique.actors.discourse import Discourse, Seen, side_of
from communique.actors.setting import Setting
from communique.actors.titles import Title, ending_at
from communique.records import Actor, Mention, Span

__all__ = ["meant", "settle", "state_media_at"]

_REACH = 2
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
    title: Title, talk: Discourse, offset: int, number: int, context: Setting
) -> tuple[tuple[Actor, ...], Span | None]:
    """Whom an office or an institution without its state means; nothing where two states have one."""
    if title.office:
        bearer = _bearer(title, talk, number)
        if bearer is not None:
            return bearer.mention.actors, Span(bearer.mention.start, bearer.mention.end)
    sector = title.sector.split("|")[0]
    if sector not in _OF_A_STATE:
        return (), None
    state = _state_here(talk, offset, number, sector, context)
    if state is None:
        return (), None
    code, span = state
    return (build.office(code, title, context.on),), span


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
    talk: Discourse, offset: int, number: int, sector: str, context: Setting
) -> tuple[str, Span | None] | None:
    """The state whose institution was named last, else the one state of this sentence and the one before it."""
    seen = talk.before(offset, number, reach=_REACH)
    same = [one for one in seen if _is_part(one, sector)]
    if same and len({one.actor.country for one in same}) == 1:
        return str(same[-1].actor.country), Span(same[-1].mention.start, same[-1].mention.end)
    for back in (0, 1):
        here: dict[str, Span | None] = {}
        for one in seen:
            if one.sentence == number - back and not one.mention.source_role:
                for actor in one.mention.actors:
                    party = side_of(actor)
                    if party in countries():
                        here[str(party)] = Span(one.mention.start, one.mention.end)
        sentence = talk.parsed.sentences[number - back] if number >= back else None
        for start, code in context.towns:
            if sentence is not None and sentence.start <= start < sentence.end:
                here.setdefault(code, None)
        if len(here) == 1:
            return next(iter(here.items()))
        if here:
            return None
    return None


def _is_part(one: Seen, sector: str) -> bool:
    if len(one.mention.actors) != 1 or one.mention.source_role:
        return False
    actor = one.actor
    return actor.actor_id.startswith(f"{actor.country}-{sector}") and actor.country in countries()


def settle(found: list[Mention], context: Setting) -> list[Mention]:
    """Give an office the person whom the report introduces in it, and a counterpart the office of the other side."""
    settled: list[Mention] = []
    last = ""
    for mention in found:
        actors = tuple(_in_person(actor, context) for actor in mention.actors)
        if mention.text.lower().endswith(("counterpart", "opposite number")) and last and len(actors) == 1:
            code = actors[0].country
            if code in countries():
                title = Title(last.lower(), last, "GOV", "minister", plural=False)
                actors = (_in_person(build.office(str(code), title, context.on), context),)
        settled.append(msgspec.structs.replace(mention, actors=actors) if actors != mention.actors else mention)
        if len(actors) == 1 and actors[0].kind in {"person", "office"} and actors[0].office:
            last = actors[0].office
    return settled


def _in_person(actor: Actor, context: Setting) -> Actor:
    if actor.kind != "office" or not actor.country:
        return actor
    return context.bearer(actor.country, actor.office) or actor
