"""The first reading of a sentence: every name and described actor in it, resolved as far as the sentence allows."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from communique.actors import build
from communique.actors.countries import countries
from communique.actors.given import gender
from communique.actors.holders import Person, by_surname, fits, key
from communique.actors.metonyms import reading as metonym_reading
from communique.actors.names import Name, names, surnames
from communique.actors.outlets import medium_kind, national, outlet, outlets
from communique.actors.owned import ONE_EACH, before_of, joined_before, shared
from communique.actors.phrases import Phrase, after_name, before_comma, before_person, in_apposition
from communique.actors.pieces import Piece, as_medium
from communique.actors.setting import Setting, states_of
from communique.actors.sources import cited
from communique.actors.titles import Title
from communique.language import Sentence
from communique.records import Actor, Mention, MentionKind

__all__ = ["read_sentence"]


@dataclass
class _Page:
    """A sentence at work: what is found so far, and which tokens are spoken for."""

    sentence: Sentence
    setting: Setting
    found: list[Mention] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    @property
    def doc(self) -> Doc:
        return self.sentence.doc

    def free(self, first: int, last: int) -> bool:
        return self.taken.isdisjoint(range(first, last + 1))

    def add(
        self, first: int, last: int, kind: MentionKind, actors: tuple[Actor, ...], *,
        head: int | None = None, source: bool = False,
    ) -> None:  # fmt: skip
        start, end = self.sentence.span(self.doc[first], self.doc[last])
        self.put(start, end, kind, actors, self.doc[first : last + 1].root.i if head is None else head, source)
        self.taken.update(range(first, last + 1))

    def put(
        self, start: int, end: int, kind: MentionKind, actors: tuple[Actor, ...], head: int, source: bool = False
    ) -> None:
        self.found.append(
            Mention(
                start=start, end=end, text=self.doc.text[start - self.sentence.start : end - self.sentence.start],
                kind=kind, head=max(start, self.sentence.start + self.doc[head].idx), actors=actors,
                source_role=source,
            )
        )  # fmt: skip


def read_sentence(sentence: Sentence, known: list[Piece], setting: Setting) -> list[Mention]:
    """The mentions in one sentence, sorted and apart from each other; persons are introduced to the setting."""
    page = _Page(sentence, setting)
    known = [piece for piece in known if piece.entries]
    at = {position: piece for piece in known for position in range(piece.first, piece.last + 1)}
    for piece in known:
        _note_town(page, piece)
    persons = names(sentence.doc, known)
    for name in persons:
        _person(page, name, at)
    firsts = {name.first: name.last for name in persons}
    for piece in known:
        if page.free(piece.first, piece.last):
            _piece(page, piece, at, firsts)
    return sorted(page.found, key=lambda mention: mention.start)


def _person(page: _Page, name: Name, at: dict[int, Piece]) -> None:
    doc, setting = page.doc, page.setting
    phrase = before_person(doc, name.first, at)
    if not page.free(phrase.first, name.last):
        phrase = Phrase(name.first, name.first)
    country = _owner(phrase.owner, setting)
    apposed = None
    if phrase.title is None:
        apposed = before_comma(doc, name.first, at) or in_apposition(doc, name.last, at)
    elif country is None or phrase.title.kind == "military":
        apposed = in_apposition(doc, name.last, at)
    if apposed is not None:
        country = country or _owner(apposed.owner, setting)
        if phrase.title is None or phrase.title.kind == "military":
            # A rank says less than what follows: "Captain X, a spokesman for the navy".
            phrase = phrase._replace(title=apposed.title, former=apposed.former)
    text = doc[name.first : name.last + 1].text
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


def _unsaid(page: _Page, title: Title, position: int) -> str | None:
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


def _piece(page: _Page, piece: Piece, at: dict[int, Piece], persons: dict[int, int]) -> None:
    for entry in piece.of("outlet"):
        if not piece.of("organisation", "body", "country"):
            page.add(piece.first, piece.last, "name", (outlets()[entry.key].actor,),
                     source=cited(page.doc, piece.first, piece.last))  # fmt: skip
            return
    if piece.of("organisation", "body") and not piece.of("country"):
        _organisation(page, piece, at, persons)
        return
    if piece.of("country", "adjective", "demonym"):
        _country(page, piece, at, persons)
    elif piece.of("capital", "metonym"):
        _capital(page, piece, at, persons)


def _organisation(page: _Page, piece: Piece, at: dict[int, Piece], persons: dict[int, int]) -> None:
    """A body by name, with the agent noun that it owns: "Hamas fighters", "a State Department spokesman"."""
    entry = piece.of("organisation", "body")[0]
    actor = build.organisation("organisations" if entry.kind == "organisation" else "bodies", entry.key)
    if actor is None:
        return
    phrase = after_name(page.doc, piece, at, persons)
    if phrase is None or phrase.title is None or not page.free(phrase.first, phrase.last):
        page.add(piece.first, piece.last, "name", (actor,))
        return
    of_state = entry.kind == "body" and actor.country in countries() and actor.kind != "party"
    if of_state and phrase.title.office and not phrase.title.plural:
        actor = build.office(str(actor.country), phrase.title, page.setting.on, former=phrase.former)
    page.add(phrase.first, phrase.last, "title" if phrase.title.office else "name", (actor,))


def _country(page: _Page, piece: Piece, at: dict[int, Piece], persons: dict[int, int]) -> None:
    doc, setting = page.doc, page.setting
    medium = outlet(f"The {doc[piece.first : piece.last + 1].text}") if piece.of("adjective") else None
    if medium is not None and doc[piece.first - 1].lower_ == "the" and as_medium(doc, piece.first, piece.last):
        # "The Australian reported": a paper that bears its people's name.
        page.add(piece.first, piece.last, "name", (medium.actor,), source=cited(doc, piece.first, piece.last))
        return
    iso3 = setting.choose(states_of(piece.entries))
    by_name = bool(piece.of("country"))
    whole = doc[piece.first].idx == piece.start and doc[piece.last].idx + len(doc[piece.last]) == piece.end
    phrase = _owned(doc, piece, at, persons) if whole else None
    if phrase is not None and phrase.title is not None and page.free(phrase.first, phrase.last):
        actors = (_office(iso3, phrase, setting),) if iso3 else ()
        kind: MentionKind = "title" if phrase.title.office else "name" if by_name else "demonym"
        medium_said = phrase.title.sector == "JRN" and phrase.title.kind != "person"
        source = medium_said and cited(doc, phrase.first, phrase.last)
        page.add(phrase.first, phrase.last, kind, actors, source=source)
        return
    actors = (build.state(iso3),) if iso3 else ()
    if iso3 and setting.sport and by_name and not _a_place(doc, piece):
        actors = (build.team(iso3),)
    common = shared(doc, piece, at, persons) if whole else None
    if iso3 and common is not None:
        actors = (_office(iso3, Phrase(piece.first, piece.last, piece, common), setting),)
    elif not by_name and iso3 and _people(doc, piece):
        actors = (build.group(iso3, "CVL"),)
    start, end = page.sentence.start + piece.start, page.sentence.start + piece.end
    head = doc[piece.first : piece.last + 1].root.i
    page.put(start, end, "name" if by_name else "demonym", actors, head)
    page.taken.update(range(piece.first, piece.last + 1))


def _owned(doc: Doc, piece: Piece, at: dict[int, Piece], persons: dict[int, int]) -> Phrase | None:
    phrase = after_name(doc, piece, at, persons)
    if phrase is None or phrase.title is None:
        return before_of(doc, piece) if piece.of("country") else None
    if phrase.title.plural and phrase.title.kind in ONE_EACH and joined_before(doc, piece, at):
        return phrase._replace(title=phrase.title._replace(plural=False))
    return phrase


def _office(iso3: str, phrase: Phrase, setting: Setting) -> Actor:
    assert phrase.title is not None
    if phrase.title.sector == "JRN" and (medium := national(iso3, medium_kind(phrase.title.phrase))):
        # "the official North Korean news agency": the country has one.
        return medium.actor
    if phrase.title.office and not phrase.title.plural and not phrase.former and not phrase.deputy:
        met = setting.bearer(iso3, phrase.title.office)
        if met is not None:
            return met
    return build.office(iso3, phrase.title, setting.on, former=phrase.former, deputy=phrase.deputy)


def _a_place(doc: Doc, piece: Piece) -> bool:
    token = doc[piece.first : piece.last + 1].root
    return token.dep_ == "pobj" and token.head.lower_ in {"in", "from", "to", "near", "at", "outside", "inside", "of"}


def _people(doc: Doc, piece: Piece) -> bool:
    # "two Kenyans", "Americans fled": people; "the Russians said" and "the Chinese": the state.
    token = doc[piece.last]
    if token.tag_ not in {"NNS", "NNPS"} and token.dep_ not in {"nsubj", "dobj", "pobj"}:
        return False
    if not token.text.endswith(("s", "men")) or token.dep_ in {"amod", "compound", "poss"}:
        return False
    return not any(child.lower_ == "the" for child in token.children)


def _note_town(page: _Page, piece: Piece) -> None:
    """Remember a capital that is a place here: what is said to happen in it is its state's."""
    if (
        piece.of("capital")
        and not piece.of("country")
        and metonym_reading(page.doc, piece.first, piece.last) == "place"
    ):
        iso3 = page.setting.choose(states_of(piece.entries))
        if iso3 is not None:
            page.setting.towns.append((page.sentence.start + piece.start, iso3))


def _capital(page: _Page, piece: Piece, at: dict[int, Piece], persons: dict[int, int]) -> None:
    doc, setting = page.doc, page.setting
    iso3 = setting.choose(states_of(piece.entries))
    if iso3 is None:
        return
    if metonym_reading(doc, piece.first, piece.last) == "place":
        return
    sector = next((entry.sector for entry in piece.of("capital", "metonym") if entry.key == iso3), "GOV")
    phrase = after_name(doc, piece, at, persons)
    if phrase is not None and phrase.title is not None and page.free(phrase.first, phrase.last):
        page.add(phrase.first, phrase.last, "metonym", (_office(iso3, phrase, setting),))
        return
    page.add(piece.first, piece.last, "metonym", (build.group(iso3, sector),))
