"""To which state a speaker belongs whom the words alone do not place: "the cabinet", "its foreign ministry".

Three readings, each from the text: a country named inside the words themselves, the owner that "its" points back to in
the words said, and the state agency that carries it: a national agency that names no country speaks of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from communique.actors import build
from communique.actors.countries import country_code, dateline_country
from communique.actors.outlets import outlet
from communique.records import Actor, Mention, Report, Statement
from communique.statements import media, offices
from communique.statements.attribution import Attribution
from communique.statements.phrases import child, voices
from communique.statements.speakers import BODY_OF

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["home", "placed"]

# How far into a report its dateline goes, in characters.
_NEAR = 80
_OWNERS = frozenset({"its", "their"})
# "a military expert" speaks for nobody.
_LEARNED = frozenset(
    {"expert", "analyst", "scholar", "academic", "commentator", "researcher", "historian", "professor"}
)
_BEFORE = frozenset({"poss", "amod", "compound", "nmod"})
_UNNAMED = frozenset({"source", "official", "officer", "employee", "member", "diplomat", "insider"})
_SERVANTS = frozenset({"adviser", "advisor", "aide", "assistant", "counsel", "secretary"})
_SERVING, _SPEAKING = frozenset({"to", "of", "for"}), frozenset({"of", "for"})
# Those who sit in a capital that is not their own.
_GUESTS = frozenset({"diplomat", "ambassador", "envoy", "correspondent", "analyst", "businessman", "resident"})
# Words that make somebody a stranger to the report: whose they are is left open on purpose.
_STRANGERS = ("a ", "an ", "one ", "another ", "some ", "two ", "several ")
# States whose agencies and broadcasters speak with everybody: that one was told something says nothing of whose he is.
_WORLDS = frozenset({"USA", "GBR", "FRA", "DEU", "QAT"})


# Where a report is datelined from, at the beginning of its body.
_FROM = re.compile(r"^(?P<town>[A-ZÀ-Ý][A-ZÀ-Ý .’'-]{2,30}?)(?:,|:|\s*\(|\s+[—–-])", re.M)


def home(report: Report) -> str | None:
    """The state whose capital the report is datelined from."""
    if report.dateline_place:
        return dateline_country(report.dateline_place)
    found = _FROM.search(report.text, 0, 600)
    return dateline_country(found["town"]) if found is not None else None


def placed(
    one: Attribution, statement: Statement, mentions: Sequence[Mention], home: str | None = None,
    before: Actor | None = None,
) -> Statement:  # fmt: skip
    """The statement with its speaker's actor placed in a country, where the text allows it; else unchanged.

    `home` is the state of the report's dateline, whose officials need no adjective; `before` is who spoke last in the
    same paragraph.
    """
    who = statement.speaker
    if who is None or one.head is None:
        return statement
    if who.actor is not None and who.actor.country is not None:
        actor = _elsewhere(one, one.head, statement, mentions, home)
    elif who.actor is not None and who.actor.kind not in {"person", "organisation"}:
        return statement
    else:
        actor = (
            _actor(one, one.head, statement, mentions)
            or _at_home(one, statement, mentions, home, before)
            or _in_context(one, statement, mentions, home, before)
        )
    if actor is None:
        return statement
    return msgspec.structs.replace(statement, speaker=msgspec.structs.replace(who, actor=actor))


def _elsewhere(
    one: Attribution, head: Token, statement: Statement, mentions: Sequence[Mention], home: str | None
) -> Actor | None:
    """Another country than the one that the words alone suggest: the owner's, or that of the agency that carries it."""
    who = statement.speaker
    actor = who.actor if who is not None else None
    if who is None or actor is None:
        return None
    if actor.kind == "organisation":
        # "Argentina's Joint Chiefs of Staff", "the Brazilian Ministry of Defence" are not those of another state.
        for owner in head.children:
            if owner.i < head.i and owner.dep_ in _BEFORE:
                named = _holding(one.sentence.start + owner.idx, mentions)
                code = named.country if named is not None and named.kind == "state" else country_code(owner.text)
                if code is not None and code != actor.country:
                    return _of(code, who.text, None)
        return None
    if actor.kind != "person" or ":" in actor.actor_id or not offices.OF_STATE.search(who.text):
        return None
    title = _name_start(who.text, who.start)
    if any(m.start < title and m.end > who.start and m.end <= title and _country(m) for m in mentions):
        return None
    if actor.country == _accused(one, statement, mentions):
        # Nobody accuses his own state: he is of the other one that the report is about.
        others = _parties(mentions) - {actor.country}
        return _of(next(iter(others)), who.text, actor) if len(others) == 1 else None
    media_links = [link for link in statement.chain if link.role in {"agency", "outlet"}]
    if home is not None and actor.country != home and any(link.country == home for link in media_links):
        return _of(home, who.text, actor)
    carrier = next(iter(media_links), None)
    if carrier is None or not carrier.state_media or carrier.country in {None, actor.country} or actor.country != home:
        return None
    # "Information Minister Jassim said, according to the Iraqi News Agency", in a report from a third country.
    return _of(carrier.country, who.text, actor)


def _country(mention: Mention) -> str | None:
    return mention.actors[0].country if len(mention.actors) == 1 else None


def _name_start(words: str, start: int) -> int:
    """Where the title before a name ends: "Information Minister" of "Information Minister Jassim"."""
    title = list(offices.OF_STATE.finditer(words))
    return start + title[-1].end() if title else start


def _in_context(
    one: Attribution, statement: Statement, mentions: Sequence[Mention], home: str | None, before: Actor | None
) -> Actor | None:
    """An official without a country, placed by what the press leaves unsaid.

    Where it was said, if that state is spoken of; who spoke just before in the paragraph; the dateline's state; the
    medium told, if it is of a state spoken of and no medium of the world's. Nobody accuses their own state.
    """
    who = statement.speaker
    words = _whole(one, one.head, who.text) if who is not None and one.head is not None else ""
    sorts = (offices.OF_STATE, offices.OFFICER, offices.FORMAL, offices.OF_BODY)
    if who is None or one.head is None or not any(sort.search(words) for sort in sorts):
        return None
    stranger = words.lower().startswith(_STRANGERS)
    if stranger and one.head.lemma_.lower() in _LEARNED:
        return None
    if stranger and not offices.OF_BODY.search(words):
        return None
    parties = _parties(mentions)
    named = home if stranger or not offices.UNIFORMED.search(who.text) else None
    for code in (
        None if stranger else _seat(one, statement),
        before.country if before is not None and before.kind != "agency" else None,
        # Soldiers speak from wherever the front is.
        named,
        next((link.country for link in statement.chain if link.role in {"agency", "outlet"}), None),
    ):
        if code is None or code not in parties or code == _accused(one, statement, mentions):
            continue
        if code in _WORLDS and code not in {home, before.country if before is not None else None}:
            continue
        return _of(code, who.text, who.actor)
    return None


def _whole(one: Attribution, head: Token, text: str) -> str:
    """The speaker's words with what says of an unnamed one where he sits: "a source close to the Foreign Ministry"."""
    if head.pos_ == "PROPN" or head.lemma_.lower() not in _UNNAMED:
        return text
    last = head
    for other in head.children:
        if other.i > head.i and other.dep_ in {"prep", "amod"} and other.i == last.i + 1:
            last = other.right_edge
    start, end = one.sentence.span(head.left_edge, last)
    return one.sentence.text[start - one.sentence.start : end - one.sentence.start]


def _parties(mentions: Sequence[Mention]) -> frozenset[str]:
    """The states that a report speaks of by name, not only by their media ("the Turkish channel")."""
    return frozenset(
        actor.country
        for mention in mentions
        for actor in mention.actors
        if actor.country and actor.kind != "agency" and actor.sector != "JRN"
    )


def _seat(one: Attribution, statement: Statement) -> str | None:
    """The state of the capital in which it was said: "told parliament in Accra"."""
    who, text, base = statement.speaker, one.sentence.text, one.sentence.start
    for match in offices.SAID_IN.finditer(text):
        at = base + match.start()
        if who is None or statement.content.start <= at < statement.content.end:
            continue
        if (code := dateline_country(match["town"])) is not None:
            return code
    return None


def _accused(one: Attribution, statement: Statement, mentions: Sequence[Mention]) -> str | None:
    """The state that the words are against, `None` where they accuse nobody."""
    if one.kind not in {"accuse", "blame"}:
        return None
    inside = _inside(statement.content.start, statement.content.end, mentions)
    return inside.country if inside is not None else None


def _at_home(
    one: Attribution, statement: Statement, mentions: Sequence[Mention], home: str | None, before: Actor | None
) -> Actor | None:
    """An official without a country, told of by a medium of the state whose capital the report comes from."""
    who = statement.speaker
    if (
        who is None
        or home is None
        or not offices.OF_STATE.search(who.text)
        or home == _accused(one, statement, mentions)
    ):
        return None
    own = any(link.country == home for link in statement.chain)
    if before is not None and before.country not in {None, home} and offices.UNIFORMED.search(who.text):
        # A general after his army's communique is of that army.
        return None
    # "YEREVAN, October 28, ARMENPRESS.": names in capitals are no mentions.
    credited = (outlet(mention.text) for mention in mentions if mention.end < _NEAR)
    own = own or any(known is not None and known.country == home for known in credited)
    return _of(home, who.text, who.actor) if own else None


def _actor(one: Attribution, head: Token, statement: Statement, mentions: Sequence[Mention]) -> Actor | None:
    who = statement.speaker
    if who is None:
        return None
    if who.actor is None and not BODY_OF.match(who.text):
        link = media.medium(one.sentence, head, mentions)
        known = outlet(link.name) if link is not None else None
        if known is not None:
            return known.actor
    beside = _apposition(one, head, mentions)
    if beside is not None and (who.actor is None or who.actor.kind == "person"):
        return _of(beside, who.text, who.actor)
    owner = child(head, "poss")
    if owner is not None and owner.lower_ in _OWNERS and statement.content.end <= who.start:
        said = _owner_in(statement, mentions)
        return _of(said.country, who.text, who.actor) if said is not None else None
    lemma = head.lemma_.lower()
    official = voices().get(lemma) == "body" or bool(who.anonymous) or bool(offices.OF_STATE.search(who.text))
    words = _whole(one, head, who.text)
    official = official or bool(offices.FORMAL.search(words)) or bool(offices.OFFICE.search(words))
    if owner is not None and head.pos_ == "NOUN" and voices().get(lemma) != "person":
        # "Poland's special services": a body that no table knows.
        named = _holding(one.sentence.start + owner.idx, mentions)
        official = official or (named is not None and named.kind == "state")
    inside = _inside(who.start, who.end, mentions)
    if inside is not None and inside.kind == "agency" and BODY_OF.match(who.text):
        inside = None
    if inside is None and offices.OWNED.match(who.text):
        # "The spokesman of Poland's special services": the state stands in the words before.
        inside = _holding(who.start, mentions)
        official = official or inside is not None
    if not official:
        return None
    if inside is not None:
        whole = inside.kind != "state" and not offices.OWNED.match(who.text)
        return inside if whole else _of(inside.country, who.text, who.actor)
    if (served := _served(head)) is not None:
        inside = _inside(*one.sentence.span(served.left_edge, served), mentions)
        if inside is not None and inside.kind != "agency":
            return _of(inside.country, who.text, who.actor)
    seat = offices.IN_CAPITAL.search(words) if lemma not in _GUESTS else None
    if seat is not None and (code := dateline_country(seat["town"])) is not None:
        # "a Foreign Ministry official in Tokyo".
        return _of(code, who.text, who.actor)
    if owner is not None and owner.lower_ == "whose" and head.head.dep_ == "relcl":
        # "Sudan, whose irrigation ministry said".
        at = one.sentence.start + head.head.head.idx
        inside = _inside(at, at + 1, mentions) or _holding(at, mentions)
        return _of(inside.country, who.text, who.actor) if inside is not None else None
    media_links = (link for link in statement.chain if link.role in {"agency", "outlet"})
    # "on state television, the agency reported": the first that is of a country, unless a private one comes before.
    carrier = next((link for link in media_links if link.country or not link.state_media), None)
    if carrier is not None and not carrier.state_media:
        return None
    heard = offices.HEARD_IN.search(one.sentence.text)
    if heard is not None:
        return _of(dateline_country(heard["town"]), who.text, who.actor)
    formal = (
        bool(offices.OF_STATE.search(who.text))
        or voices().get(lemma) == "body"
        or bool(offices.FORMAL.search(who.text))
    )
    if carrier is None or not formal:
        return None
    return _of(carrier.country, who.text, who.actor)


def _served(head: Token) -> Token | None:
    """Whom an adviser or a spokesman serves: "an adviser to the [Somali president]"; whom an envoy is sent to, not."""
    after = _SERVING if head.lemma_.lower() in _SERVANTS else _SPEAKING
    for prep in head.children:
        if prep.dep_ == "prep" and prep.i > head.i and prep.lower_ in after:
            return next((word for word in prep.children if word.dep_ == "pobj"), None)
    return None


def _apposition(one: Attribution, head: Token, mentions: Sequence[Mention]) -> str | None:
    """The country that an apposition names: "Ana Lima, a spokeswoman for the Portuguese minister, said"."""
    for other in head.children:
        if other.dep_ != "appos" or voices().get(other.lemma_.lower()) != "person" or other.pos_ == "PROPN":
            continue
        start, end = one.sentence.span(other.left_edge, other.right_edge)
        # An expert or an activist of a country does not speak for it.
        if offices.OFFICE.search(one.sentence.text[start - one.sentence.start : end - one.sentence.start]):
            inside = _inside(start, end, mentions)
            return inside.country if inside is not None else None
    return None


def _owner_in(statement: Statement, mentions: Sequence[Mention]) -> Actor | None:
    """Whom "its" of "…, its commissioner said" points back to: the first body or state of the words said."""
    return _inside(statement.content.start, statement.content.end, mentions)


def _inside(start: int, end: int, mentions: Sequence[Mention]) -> Actor | None:
    """The first actor with a country that these words name; of "His Spanish colleague" the state, not him."""
    named = [
        mention
        for mention in sorted(mentions, key=lambda one: (one.kind == "pronoun", one.start))
        if start <= mention.start < end and len(mention.actors) == 1 and mention.actors[0].country
    ]
    return named[0].actors[0] if named else None


def _holding(offset: int, mentions: Sequence[Mention]) -> Actor | None:
    holding = [one for one in mentions if one.start <= offset < one.end and len(one.actors) == 1]
    return holding[0].actors[0] if holding and holding[0].actors[0].country else None


def _of(country: str | None, words: str, person: Actor | None) -> Actor | None:
    if country is None:
        return None
    if person is not None:
        return build.unknown(person.name, person.kind, country, person.sector, person.office)
    return build.group(country, "MIL" if offices.MILITARY.search(words) else "GOV")
