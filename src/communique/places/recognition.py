"""Where a report names places, and in which role: a place on the ground, a part of another name, or an adjective.

Signs of a place: the gazetteer knows the name, the parser's entity label, a locative preposition before it, a region
after it ("Paris, Texas"), and the same name found with such signs elsewhere in the report. Signs against: the name is
part of a person's name anywhere in the report, or of an organisation's here.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from communique.language import Parsed, Sentence
from communique.places.gazetteer import abbreviated, key, lookup, major
from communique.records import Mention
from communique.tables import load

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Named", "Role", "names", "words"]

Role = Literal["ground", "part", "adjective"]

_PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
_NAME_ENTITIES = frozenset({"ORG", "PERSON", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"})
_LONGEST = 6
# A city of this size is known by its name inside another name too ("Winnipeg Free Press"); a smaller one by chance.
_WELL_KNOWN = 50_000


@functools.cache
def words(kind: str) -> frozenset[str]:
    """The words of one kind in `tables/place_words.csv`."""
    return frozenset(row["word"] for row in load("place_words") if row["kind"] == kind)


class Named(NamedTuple):
    """A place name: its span, its words as the gazetteer has them, its role; `located` after "in" or "near"."""

    start: int
    end: int
    text: str
    role: Role
    sentence: Sentence
    located: bool = False


class _Names:
    """What the report says of names: those of persons (single words), those seen as places with good signs.

    `asked` are the names that were looked for among the places.
    """

    def __init__(self, persons: frozenset[str], places: frozenset[str]) -> None:
        self.persons = persons
        self.places = places
        self.asked: set[str] = set()

    def is_place(self, text: str) -> bool:
        """Whether the name is seen as a place elsewhere in the report."""
        name = key(text)
        self.asked.add(name)
        return name in self.places


def names(
    parsed: Parsed, mentions: Sequence[Mention] = (), *, adjectives: bool = False, parts: bool = False
) -> list[Named]:
    """The place names of a report in order: on the ground, and if asked those in other names and in adjectives."""
    persons = _persons(parsed)
    first = [(sentence, *_first_look(sentence, persons)) for sentence in parsed.sentences]
    places = frozenset(key(item.text) for _, items, _ in first for item in items if item.role == "ground")
    known = _Names(persons, places)
    taken = [item for item in mentions if _no_place(item)]
    wanted = {"ground"} | ({"adjective"} if adjectives else set()) | ({"part"} if parts else set())
    return [
        item
        for sentence, items, asked in first
        # A sentence is read again only where the other sentences answer what it asked.
        for item in (items if asked.isdisjoint(places) else _in_sentence(sentence, known))
        if item.role in wanted and not any(_takes(mention, item) for mention in taken)
    ]


def _first_look(sentence: Sentence, persons: frozenset[str]) -> tuple[list[Named], set[str]]:
    """The place names of a sentence by itself, and the names of which the rest of the report may know more."""
    alone = _Names(persons, frozenset())
    return list(_in_sentence(sentence, alone)), alone.asked


def _no_place(mention: Mention) -> bool:
    """An actor mention that can't be a place as well: a seat of government, an agency, a party, a person."""
    if mention.kind == "metonym":
        return True
    return (
        mention.kind == "name"
        and bool(mention.actors)
        and all(actor.kind not in {"state", "people"} for actor in mention.actors)
    )


def _takes(mention: Mention, item: Named) -> bool:
    """Whether an actor mention claims the words of a place name; a name that is a place before all is left alone."""
    if not (mention.start < item.end and item.start < mention.end):
        return False
    exact = (mention.start, mention.end) == (item.start, item.end)
    return mention.kind == "metonym" or not (exact and (item.located or major(item.text)))


def _persons(parsed: Parsed) -> frozenset[str]:
    """First and last words of the full names of persons: "Georgia" of "Georgia Snow"."""
    found: set[str] = set()
    for sentence in parsed.sentences:
        for entity in sentence.doc.ents:
            words = [token.text for token in entity if token.text[:1].isupper()]
            if entity.label_ == "PERSON" and len(words) >= 2 and not major(entity.text):
                found |= {words[0], words[-1]}
    return frozenset(found)


def _in_sentence(sentence: Sentence, known: _Names) -> Iterator[Named]:
    doc = sentence.doc
    # Tokens and spans are slow to ask for their words: the sentence's text has them, by their places.
    texts = [token.text for token in doc]
    at = 0
    while at < len(doc):
        step = next(_candidates(sentence, texts, at, known), None) if texts[at][:1].isupper() else None
        if step is None:
            at += 1
            continue
        end, role, name = step
        start, stop = sentence.span(doc[at], doc[end - 1])
        yield Named(start, stop, name, role, sentence, _located(doc, at))
        at = end


def _candidates(sentence: Sentence, texts: Sequence[str], at: int, known: _Names) -> Iterator[tuple[int, Role, str]]:
    """Place names that begin at a capitalised token, longest first: where each ends, its role, and its words."""
    doc = sentence.doc
    if texts[at] == "The" and not _begins_with_the(doc, at):
        return
    start = doc[at].idx
    for end in range(min(len(doc), at + _LONGEST), at, -1):
        word = texts[end - 1]
        if not word[-1:].isalnum() and not word.endswith("."):
            continue
        last = doc[end - 1]
        text = sentence.text[start : last.idx + len(word)]
        if end - at > 1 and not (word[:1].isupper() or (last.is_lower and major(text))):
            continue
        if end - at == 1 and (expanded := abbreviated(text)) and _after_a_place(doc, at):
            yield end, "ground", expanded
            return
        role = _role(doc, at, end, text, known)
        if role:
            yield end, role, text
            return


def _begins_with_the(doc: Doc, at: int) -> bool:
    return at + 1 < len(doc) and doc[at + 1].text in {"Hague", "Gambia", "Bahamas"}


def _after_a_place(doc: Doc, at: int) -> bool:
    """ "Paris, Mo.", "Edmonton, Ky": an abbreviation of a region counts after a name and a comma."""
    if at >= 2 and doc[at - 1].text in {",", "("} and doc[at - 2].text[:1].isupper():
        return True
    return doc[at].text in {"B.C.", "N.Y.", "N.J.", "D.C.", "N.S.W.", "NSW", "P.E.I."}


def _role(doc: Doc, at: int, end: int, text: str, known: _Names) -> Role | None:
    if end - at == 1 and (text.lower() in words("generic") or (len(text) < 3 and not major(text))):
        return None
    if _adjective(doc, at, end, text):
        return "adjective"
    entity = doc[at].ent_type_
    large = major(text)
    known_name = bool(large) or bool(lookup(text))
    qualified = _qualified(doc, end)
    whole = doc[at].ent_iob_ != "I" and (end == len(doc) or doc[end].ent_iob_ != "I")
    sorted_out = _said_to_be_a_place(doc, at, end)
    if not known_name and not ((entity in _PLACE_ENTITIES and whole) or qualified or sorted_out):
        return None
    if not known_name and not sorted_out and not lookup(text, small=True):
        return None
    if sorted_out and not _inside_longer(doc, at, end):
        return "ground"
    located = _located(doc, at)
    person = _person_here(doc, at, end) and not (whole and (located or (large and end - at > 1)))
    if person or (text in known.persons and not (located or qualified)):
        return None
    if _part_of_a_name(doc, at, end, text):
        return (
            "part"
            if entity != "PERSON"
            and any(
                item.kind in {"country", "region", "capital", "continent"} or item.population >= _WELL_KNOWN
                for item in lookup(text)
            )
            else None
        )
    if large and (
        entity in _PLACE_ENTITIES
        or entity == "ORG"
        or located
        or (entity == "" and doc[end - 1].pos_ == "PROPN")
        or (len(text) > 4 and entity != "PERSON")
    ):
        return "ground"
    if entity in _PLACE_ENTITIES and whole:
        return "ground" if known_name or located or qualified or known.is_place(text) else None
    if entity in {"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "LANGUAGE", "NORP"}:
        return None
    if known_name and (qualified or (located and doc[end - 1].pos_ in {"PROPN", "NOUN"}) or known.is_place(text)):
        return "ground"
    if known_name and _struck(doc, at, end) and not _inside_longer(doc, at, end):
        return "ground"
    if known_name and _of(doc, at) and doc[end - 1].pos_ == "PROPN" and entity != "PERSON":
        return "ground"
    return None


@functools.cache
def _adjectives() -> frozenset[str]:
    found: set[str] = set()
    for row in load("countries"):
        if not row["end"]:
            found |= {name for column in ("adjectives", "demonyms") for name in row[column].split("|") if name}
    return frozenset(found | {"European", "Asian", "African", "Latin American", "Arab"})


def _adjective(doc: Doc, at: int, end: int, text: str) -> bool:
    return (
        text in _adjectives() and not major(text) and not (end < len(doc) and doc[at : end + 1].text in _adjectives())
    )


def _located(doc: Doc, at: int) -> bool:
    """ "in Aden", "near the port of Hodeidah": a locative preposition right before, an article between allowed."""
    before = at - 1
    if before >= 0 and doc[before].lower_ in {"the", "northern", "southern", "eastern", "western", "central", "nearby"}:
        before -= 1
    if before < 0:
        return False
    word = doc[before].lower_
    return word in words("locative") or (word == "to" and not (before and doc[before - 1].lower_ == "according"))


def _inside_longer(doc: Doc, at: int, end: int) -> bool:
    """The word before or after belongs to the same capitalised name."""
    after = doc[end] if end < len(doc) else None
    return bool(after is not None and after.text[:1].isupper() and after.ent_iob_ == "I")


def _said_to_be_a_place(doc: Doc, at: int, end: int) -> bool:
    """ "the village of Tukaraq", "the Kaloum district": the text itself says that it is a place."""
    if doc[end - 1].pos_ != "PROPN" or any(not token.text[:1].isupper() for token in doc[at:end]):
        return False
    if end < len(doc) and doc[end].text[:1].isupper() and doc[end].pos_ == "PROPN":
        return False
    of = at >= 2 and doc[at - 1].lower_ == "of" and doc[at - 2].lemma_.lower() in words("sort")
    return of or (
        end - at == 1
        and end < len(doc)
        and doc[end].lower_ in words("sort")
        and doc[end].is_lower
        and doc[at].pos_ == "PROPN"
    )


def _struck(doc: Doc, at: int, end: int) -> bool:
    """The object of an act that strikes or leads to a place: "shelled Bakhmut", "left for Bangalore"."""
    token = doc[at:end].root
    if (
        token.i >= 1
        and doc[at - 1].lower_ == "for"
        and any(word.lemma_ in words("leaving for") for word in doc[max(0, at - 3) : at - 1])
    ):
        return True
    return bool(at >= 1 and doc[at - 1].pos_ == "VERB" and doc[at - 1].lemma_ in words("going"))


def _of(doc: Doc, at: int) -> bool:
    """ "of Mississauga", "Mukalla and Aden": weaker signs, enough for a name that the gazetteer knows well."""
    return at > 0 and doc[at - 1].lower_ in {"of", "and", "or", ","} and doc[at].pos_ == "PROPN"


def _qualified(doc: Doc, end: int) -> bool:
    """Followed by a comma and a region or country: "Turkey, Texas", "Paris, Mo."."""
    if end + 1 >= len(doc) or doc[end].text != ",":
        return False
    for stop in range(min(len(doc), end + 4), end + 1, -1):
        text = doc[end + 1 : stop].text
        if abbreviated(text) or any(item.kind in {"country", "region"} for item in major(text)):
            return True
    return False


def _person_here(doc: Doc, at: int, end: int) -> bool:
    """Part of a person's name in this place, or after a title."""
    if doc[at].ent_type_ == "PERSON" and (
        doc[at].ent_iob_ == "I" or (end < len(doc) and doc[end].ent_iob_ == "I" and doc[end].ent_type_ == "PERSON")
    ):
        return True
    return at > 0 and doc[at - 1].text.rstrip(".").lower() in words("title") and doc[at].ent_type_ != "GPE"


def _part_of_a_name(doc: Doc, at: int, end: int, text: str) -> bool:
    """Inside an organisation's or another longer name: "Bank of England", "the Washington Post", "Paris Agreement"."""
    before, after = (doc[at - 1] if at else None), (doc[end] if end < len(doc) else None)
    entity = doc[at].ent_type_
    inside = doc[at].ent_iob_ == "I" or (after is not None and after.ent_iob_ == "I")
    if entity in _NAME_ENTITIES and inside:
        return True
    if (
        entity in _PLACE_ENTITIES
        and doc[at].ent_iob_ == "I"
        and before is not None
        and before.text[:1].isupper()
        and before.lower_ not in {"the", "northern", "southern", "eastern", "western", "central"}
    ):
        return True
    return after is not None and _heads_a_name(after, doc[end - 1]) and after.ent_type_ not in {"PERSON"}


def _heads_a_name(after: Token, last: Token) -> bool:
    """A capitalised noun right after that takes the name as its compound: "Beijing Declaration"."""
    return (
        after.text[:1].isupper()
        and after.pos_ in {"PROPN", "NOUN"}
        and last.dep_ in {"compound", "nmod", "amod"}
        and last.head.i >= after.i
        and after.ent_type_ != "NORP"
        and last.head.ent_type_ not in {"PERSON"}
        and after.ent_type_ != "GPE"
    )
