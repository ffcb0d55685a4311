"""Reads a sentence with hand-made mentions, so that these tests are about events and not about finding actors."""

from __future__ import annotations

import datetime as dt
import re

from communique import dates, events, places
from communique.actors import country_actor
from communique.language import parse
from communique.records import Actor, EventMention, Mention, RelationMention, Report, Speaker, Statement, When

DAY = When(start=dt.date(2021, 5, 12), end=dt.date(2021, 5, 12), precision="day", basis="metadata")


def person(name: str, country: str | None, sector: str = "GOV") -> Actor:
    return Actor(actor_id=f"person:{name}", name=name, kind="person", country=country, sector=sector)


def mentions(text: str, names: dict[str, str | Actor | tuple[Actor, ...]]) -> tuple[Mention, ...]:
    """A mention wherever one of the names stands; a name's value is an ISO code, an actor or several."""
    found: dict[int, Mention] = {}
    for name in sorted(names, key=len):
        value = names[name]
        actors = value if isinstance(value, tuple) else (country_actor(value) if isinstance(value, str) else value,)
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            head = match.start() + name.rfind(" ") + 1
            found[match.start()] = Mention(
                start=match.start(), end=match.end(), text=name, kind="name", head=head, actors=actors
            )
    return tuple(found[start] for start in sorted(found))


def report(text: str, published: When = DAY) -> Report:
    return Report(report_id="r", source="test", content_hash="h", text=text, published=published)


def code(
    text: str,
    statements: tuple[Statement, ...] = (),
    /,
    **names: str | Actor | tuple[Actor, ...],
) -> list[EventMention]:
    """The events of a text; keyword names have `_` for a space (`South_Korea="KOR"`)."""
    parsed = parse("r", text)
    cast = mentions(text, {name.replace("_", " "): value for name, value in names.items()})
    times = dates.find(parsed, DAY)
    found = places.find(parsed, cast)
    return list(events.code(parsed, report(text), cast, times, found, statements))


def relations(text: str, /, **names: str | Actor | tuple[Actor, ...]) -> list[RelationMention]:
    parsed = parse("r", text)
    cast = mentions(text, {name.replace("_", " "): value for name, value in names.items()})
    return list(events.relations(parsed, report(text), cast, dates.find(parsed, DAY)))


def brief(event: EventMention) -> str:
    """An event in a line: `SANCTION.expel AUT>RUS reported`."""
    groups = (event.actors, event.recipients)
    sides = ">".join("+".join(actor.country or "?" for actor in group) or "-" for group in groups)
    return f"{event.type}{'.' + event.mode if event.mode else ''} {sides} {event.status}"


def said(text: str, words: str, actor: Actor, cue: str = "said") -> Statement:
    """A statement in the text whose content is `words`."""
    from communique.records import Evidence, Span

    start = text.index(words)
    at = text.index(cue)
    return Statement(
        statement_id="s1",
        report_id="r",
        speaker=Speaker(text=actor.name, start=0, end=0, actor=actor),
        cue=cue,
        cue_span=Span(at, at + len(cue)),
        quote="indirect",
        content=Evidence(report_id="r", start=start, end=start + len(words), text=words),
    )
