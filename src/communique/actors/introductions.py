"""Persons named in a sentence: who they are by table, title and apposition; each is introduced to the report."""

from __future__ import annotations

from communique.actors import build
from communique.actors.countries import countries
from communique.actors.given import gender
from communique.actors.holders import Person, by_surname, fits, key
from communique.actors.names import Name, surnames
from communique.actors.outlets import outlets
from communique.actors.owned import ONE_EACH, of_before_comma
from communique.actors.page import Page
from communique.actors.phrases import Phrase, before_comma, before_person, in_apposition
from communique.actors.pieces import Piece
from communique.actors.setting import Setting, states_of
from communique.actors.titles import Title
from communique.records import Actor

__all__ = ["introduce"]


def introduce(page: Page, name: Name, at: dict[int, Piece]) -> None:
    """Add the mention of one named person, title and all, and let the report use the surname from here on."""
    doc, setting = page.doc, page.setting
    phrase = before_person(doc, name.first, at)
    if not page.free(phrase.first, name.last):
        phrase = Phrase(name.first, name.first)
    country = _owner(phrase.owner, setting)
    apposed = None
    if phrase.title is None:
        apposed = (
            before_comma(doc, name.first, at)
            or of_before_comma(doc, name.first, at)
            or in_apposition(doc, name.last, at)
        )
    elif country is None or phrase.title.kind == "military":
        apposed = in_apposition(doc, name.last, at)
    if apposed is not None:
        country = country or _owner(apposed.owner, setting)
        if phrase.title is None or phrase.title.kind == "military":
            # A rank says less than what follows: "Captain X, a spokesman for the navy".
            phrase = phrase._replace(title=apposed.title, former=apposed.former)
    country = country or _led(page, name, at)
    text = doc[name.first : name.last + 1].text
    met = setting.persons.get(key(text), {}) if " " not in text else {}
    if len(met) == 1:
        # A surname goes back to who was introduced, before it means anybody else.
        name = name._replace(persons=())
    known = name.persons or _bare(text, country, setting) or _in_office(text, phrase.title, country, setting)
    if country is None and phrase.title is not None and not known:
        country = _unsaid(page, phrase.title, name.first)
    actor = _who(known, phrase, country, setting, text, titled=phrase.first < name.first)
    if actor is None:
        return
    head = doc[name.first : name.last + 1].root.i
    titled = phrase.first < name.first
    page.add(phrase.first, name.last, "title" if titled else "name", (actor,), head=head)
    full = doc[name.first : name.last + 1].text
    if phrase.gender or gender(full, actor.country):
        setting.genders[actor.actor_id] = phrase.gender or gender(full, actor.country)
    setting.introduce(actor, {full, *surnames(full, actor.country), *_surname_of(name)})


def _unsaid(page: Page, title: Title, position: int) -> str | None:
    """The state of a title that names none: the only one with such an office, "In Washington,", the dateline's."""
    if title.country in countries():
        return title.country
    # American and British papers print their own secretaries without a state, wherever they write from.
    if title.kind not in ONE_EACH or not title.phrase.endswith(("minister", "premier")):
        return None
    start = page.sentence.start
    here = {code for at, code in page.setting.towns if start <= at < start + page.doc[position].idx}
    if len(here) == 1:
        return here.pop()
    if here or page.setting.home is None:
        return None
    others = {actor.country for mention in page.found for actor in mention.actors} - {page.setting.home, None}
    return None if others & set(countries()) else page.setting.home


def _led(page: Page, name: Name, at: dict[int, Piece]) -> str | None:
    """The state of those whom the person leads: "Chinese officials, led by [Li Hongzhong]"."""
    by = page.doc[name.first : name.last + 1].root.head
    if by.lower_ != "by" or by.head.lemma_ not in {"lead", "head", "chair", "command"}:
        return None
    led = by.head.head
    codes = {_owner(at[word.i], page.setting) for word in led.subtree if word.i in at and word.i <= led.i}
    return codes.pop() if len(codes) == 1 else None


def _surname_of(name: Name) -> tuple[str, ...]:
    return tuple({person.surname for person in name.persons})


def _who(
    persons: tuple[Person, ...], phrase: Phrase, country: str | None, setting: Setting, text: str, *, titled: bool
) -> Actor | None:
    if len(persons) > 1 and country is not None:
        persons = tuple(person for person in persons if person.iso3 == country)
    if len(persons) > 1:
        persons = tuple(p for p in persons if setting.on is None or p.in_office(setting.on)) or persons
    if len(persons) > 1:
        persons = tuple(p for p in persons if setting.states[p.iso3]) or persons
    if len(persons) == 1 and (country is None or persons[0].iso3 == country or phrase.title is None):
        return build.known_person(persons[0], setting.on, phrase.title, former=phrase.former)
    met = setting.surname(text)
    if met is not None and (country is None or met.country in {None, country}):
        return met
    if " " not in text and not titled:
        return None
    sector = "ELI" if phrase.former else phrase.sector or (phrase.title.sector if phrase.title else "")
    if not sector and phrase.owner is not None and phrase.owner.of("outlet"):
        # "CNN's Jake Tapper".
        sector = "JRN"
    words = phrase.title.office or phrase.title.phrase if phrase.title else phrase.words
    if phrase.former and words:
        words = f"former {words}"
    return build.unknown(text, "person", country, sector, words)


def _bare(text: str, country: str | None, setting: Setting) -> tuple[Person, ...]:
    """Leaders whom the table has by surname only, where the report names their state: Archigos' "Ouattara"."""
    words = text.split()
    if len(words) < 2:
        return ()
    found = {
        person.person_id: person
        for word in (words[-1], words[0])
        for person in by_surname().get(key(word), ())
        if all(" " not in name for name in person.names)
        and (person.iso3 == country if country else setting.states[person.iso3])
        and (setting.on is None or any(term.start is None or term.start <= setting.on for term in person.terms))
    }
    return tuple(found.values()) if len(found) == 1 else ()


def _in_office(text: str, title: Title | None, country: str | None, setting: Setting) -> tuple[Person, ...]:
    """The one who holds the office before a surname on the date: "President Bush"."""
    if title is None or setting.on is None or " " in text:
        return ()
    found = tuple(
        person
        for person in by_surname().get(key(text), ())
        if country in {None, person.iso3}
        and any(term.covers(setting.on) and fits(term, title.phrase) for term in person.terms)
    )
    return found if len(found) == 1 else ()


def _owner(piece: Piece | None, setting: Setting) -> str | None:
    """Whose a title is: the state, or the code of the body, that a piece names."""
    if piece is None:
        return None
    codes = states_of(piece.entries)
    if codes:
        return setting.choose(codes)
    for entry in piece.of("organisation", "body"):
        actor = build.organisation("organisations" if entry.kind == "organisation" else "bodies", entry.key)
        if actor is not None:
            return actor.country
    for entry in piece.of("outlet"):
        return outlets()[entry.key].country
    return None
