"""The first reading of a sentence: every name and described actor in it, resolved as far as the sentence allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.actors import build
from communique.actors.ambiguity import readings
from communique.actors.countries import countries
from communique.actors.introductions import introduce
from communique.actors.metonyms import reading as metonym_reading
from communique.actors.names import names
from communique.actors.outlets import medium_kind, national, outlet, outlets
from communique.actors.owned import ONE_EACH, before_of, joined_before, shared
from communique.actors.page import Page
from communique.actors.phrases import Phrase, after_name
from communique.actors.pieces import Piece, as_medium
from communique.actors.setting import Setting, states_of
from communique.actors.sources import cited
from communique.language import Sentence
from communique.records import Actor, Mention, MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["read_sentence"]


def read_sentence(sentence: Sentence, known: list[Piece], setting: Setting) -> list[Mention]:
    """The mentions in one sentence, sorted and apart from each other; persons are introduced to the setting."""
    page = Page(sentence, setting)
    known = [piece for piece in known if piece.entries]
    at = {position: piece for piece in known for position in range(piece.first, piece.last + 1)}
    for piece in known:
        _note_town(page, piece)
    persons = names(sentence.doc, known)
    for name in persons:
        introduce(page, name, at)
    firsts = {name.first: name.last for name in persons}
    for piece in known:
        if page.free(piece.first, piece.last):
            _piece(page, piece, at, firsts)
    return sorted(page.found, key=lambda mention: mention.start)


def _piece(page: Page, piece: Piece, at: dict[int, Piece], persons: dict[int, int]) -> None:
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


def _organisation(page: Page, piece: Piece, at: dict[int, Piece], persons: dict[int, int]) -> None:
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
    of_state = of_state or actor.country in {"UNO", "EUR"}
    if of_state and phrase.title.office and not phrase.title.plural:
        actor = build.office(str(actor.country), phrase.title, page.setting.on, former=phrase.former)
    page.add(phrase.first, phrase.last, "title" if phrase.title.office else "name", (actor,))


def _country(page: Page, piece: Piece, at: dict[int, Piece], persons: dict[int, int]) -> None:
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


def _seat_of_the_union(name: str, iso3: str, setting: Setting) -> Actor | None:
    """The European Union where its seat stands for it: the report speaks of the Union, and not of the seat's state."""
    row = readings().get(name)
    if row is None or "EUR" not in row.others or setting.states[iso3] > setting.seats[name]:
        return None
    return build.organisation("organisations", "eu") if setting.words & {"eu", "european"} else None


def _note_town(page: Page, piece: Piece) -> None:
    """Remember a capital that is a place here: what is said to happen in it is its state's."""
    if (
        piece.of("capital")
        and not piece.of("country")
        and metonym_reading(page.doc, piece.first, piece.last) == "place"
    ):
        iso3 = page.setting.choose(states_of(piece.entries))
        if iso3 is not None:
            page.setting.towns.append((page.sentence.start + piece.start, iso3))


def _capital(page: Page, piece: Piece, at: dict[int, Piece], persons: dict[int, int]) -> None:
    doc, setting = page.doc, page.setting
    iso3 = setting.choose(states_of(piece.entries))
    if iso3 is None or metonym_reading(doc, piece.first, piece.last) == "place":
        return
    union = _seat_of_the_union(doc[piece.first : piece.last + 1].text, iso3, setting)
    if union is not None:
        page.add(piece.first, piece.last, "metonym", (union,))
        return
    sector = next((entry.sector for entry in piece.of("capital", "metonym") if entry.key == iso3), "GOV")
    phrase = after_name(doc, piece, at, persons)
    if phrase is not None and phrase.title is not None and page.free(phrase.first, phrase.last):
        page.add(phrase.first, phrase.last, "metonym", (_office(iso3, phrase, setting),))
        return
    page.add(piece.first, piece.last, "metonym", (build.group(iso3, sector),))
