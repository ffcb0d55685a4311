"""An actor by its name alone, as a person types it on a command line."""

from __future__ import annotations

import datetime as dt

from communique.actors import build, gazetteer
from communique.actors.countries import country_actor, country_code
from communique.actors.holders import by_name, by_surname, key
from communique.actors.outlets import outlet
from communique.records import Actor

__all__ = ["resolve"]


def resolve(text: str, on: dt.date | None) -> Actor | None:
    """The one actor that the text names on the date (today's where none is given), or none."""
    text = text.strip()
    code = country_code(text)
    if code is not None:
        return country_actor(code)
    persons = by_name().get(key(text), ()) or by_surname().get(key(text), ())
    if len(persons) > 1:
        persons = tuple(person for person in persons if person.in_office(on)) or persons
    if len(persons) == 1:
        return build.known_person(persons[0], on)
    for form in dict.fromkeys((text, text.upper(), text.title())):
        for hit in gazetteer.scan(form):
            if (hit.start, hit.end) == (0, len(form)):
                for entry in hit.entries:
                    if entry.kind in {"organisation", "body"}:
                        return build.organisation(
                            "organisations" if entry.kind == "organisation" else "bodies", entry.key
                        )
    medium = outlet(text)
    return medium.actor if medium else None
