"""Descriptions in the singular: "the country", "the kingdom", "the reclusive state", "the president", "the North"."""

from __future__ import annotations

import functools
from typing import NamedTuple

from spacy.tokens import Doc

from communique.actors import build
from communique.actors.discourse import Discourse, Seen, party_of
from communique.actors.rows import rows, values
from communique.actors.setting import Setting
from communique.actors.titles import Title, ending_at
from communique.records import Actor, Span

__all__ = ["Description", "described_at", "meant"]

_REACH = 3
_HALVES = {"north": ("PRK", "VDR"), "south": ("KOR", "RVN")}


class Description(NamedTuple):
    """A definite noun phrase over tokens `first` to `last`: of a state, an organisation, a half, or an office."""

    first: int
    last: int
    of: str
    codes: tuple[str, ...] = ()
    title: Title | None = None
    owner: str = ""
    sure: bool = False


@functools.cache
def _nouns() -> dict[str, tuple[str, tuple[str, ...]]]:
    return {row["noun"].lower(): (row["of"], values(row["codes"])) for row in rows("descriptions")}


def described_at(doc: Doc, position: int) -> Description | None:
    """The description that begins at a token with "the", "this", "his" or "its"."""
    first = doc[position]
    if first.lower_ not in {"the", "this", "that", "his", "her", "its", "their"} or position + 1 >= len(doc):
        return None
    owner = first.lower_ if first.lower_ in {"his", "her", "its", "their"} else ""
    half = doc[position + 1]
    if half.text in {"North", "South"} and not owner and half.dep_ not in {"compound", "amod", "nmod"}:
        return Description(position, position + 1, "half", _HALVES[half.lower_])
    last = position
    for token in doc[position + 1 : position + 6]:
        if token.pos_ in {"NOUN", "PROPN"}:
            last = token.i
        elif token.pos_ not in {"ADJ", "ADV"} and token.tag_ not in {"VBN", "VBG"} and token.text != "-":
            break
    if last == position:
        return None
    for start in (last - 1, last):
        if start > position and (found := _nouns().get(doc[start : last + 1].text.lower())):
            of, codes = found
            if of in {"state", "organisation"} and _definite(doc, last):
                return Description(position, last, of, codes, owner=owner)
    title = ending_at(doc, last, position + 1)
    if title is not None and not title[1].plural and _definite(doc, last):
        return Description(position, last, "office", title=title[1], owner=owner)
    return None


def _definite(doc: Doc, last: int) -> bool:
    # "the country of", "the president who": what follows says who, so nothing is referred back to.
    after = doc[last + 1] if last + 1 < len(doc) else None
    return after is None or after.lower_ not in {"of", "that", "which", "who", "where", "whose", "for"}


def meant(
    what: Description, talk: Discourse, offset: int, number: int, context: Setting
) -> tuple[tuple[Actor, ...], Span | None]:
    """The actor that a description stands for, with the span of its antecedent; nothing in doubt."""
    seen = talk.before(offset, number, reach=_REACH)
    if what.of == "half":
        named = [code for code in what.codes if talk.states[code]]
        return ((build.state(named[0]),), None) if len(named) == 1 else ((), None)
    if what.of == "state":
        return _state(what, seen, number, talk)
    if what.of == "organisation":
        return _organisation(seen, number)
    return _office(what, talk, number, context)


def _state(what: Description, seen: list[Seen], number: int, talk: Discourse) -> tuple[tuple[Actor, ...], Span | None]:
    if what.owner in {"his", "her"}:
        persons = [
            one for one in seen if len(one.mention.actors) == 1 and one.actor.kind == "person" and one.actor.country
        ]
        countries = {one.actor.country for one in persons if one.sentence >= number - 1}
        if len(countries) == 1:
            last = persons[-1]
            return (build.state(str(last.actor.country)),), Span(last.mention.start, last.mention.end)
        return (), None
    if what.owner:
        return (), None
    for back in range(_REACH + 1):
        here = _states(seen, number - back, what.codes)
        if len(here) == 1:
            code, mention = next(iter(here.items()))
            return (build.state(code),), mention
        if len(here) > 1:
            main = [code for code in here if code == _focus(talk)]
            return (
                ((build.state(main[0]),), here[main[0]]) if main and len(talk.states) > 1 and what.codes else ((), None)
            )
    return (), None


def _states(seen: list[Seen], number: int, codes: tuple[str, ...]) -> dict[str, Span]:
    found: dict[str, Span] = {}
    for one in seen:
        if one.sentence != number or one.mention.source_role:
            continue
        for actor in one.mention.actors:
            party = party_of(actor)
            if party and len(party) == 3 and (not codes or party in codes):
                found[party] = Span(one.mention.start, one.mention.end)
    return found


def _focus(talk: Discourse) -> str:
    return talk.states.most_common(1)[0][0] if talk.states else ""


def _organisation(seen: list[Seen], number: int) -> tuple[tuple[Actor, ...], Span | None]:
    for back in range(_REACH + 1):
        here = {
            one.actor.actor_id: one
            for one in seen
            if one.sentence == number - back and len(one.mention.actors) == 1 and _a_body(one.actor)
        }
        if len(here) == 1:
            one = next(iter(here.values()))
            return one.mention.actors, Span(one.mention.start, one.mention.end)
        if here:
            return (), None
    return (), None


def _a_body(actor: Actor) -> bool:
    # "CHN-GOV" is a part of a state, not a body of its own.
    return actor.kind in {"organisation", "armed group", "party"} and not actor.actor_id.startswith(f"{actor.country}-")


def _office(what: Description, talk: Discourse, number: int, context: Setting) -> tuple[tuple[Actor, ...], Span | None]:
    assert what.title is not None
    wanted = {what.title.office.lower(), what.title.phrase.lower()}
    bearers: dict[str, Seen] = {}
    for sentence in talk.by_sentence[: number + 1]:
        for one in sentence:
            if len(one.mention.actors) == 1 and one.actor.kind == "person" and one.actor.office.lower() in wanted:
                bearers[one.actor.actor_id] = one
    if len(bearers) == 1:
        one = next(iter(bearers.values()))
        return one.mention.actors, Span(one.mention.start, one.mention.end)
    return (), None
