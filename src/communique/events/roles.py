"""Who acts and whom it is done to, from the frame and from what the lexicon's line says of the parties' places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.events.candidates import Candidate, lemma
from communique.events.coder import Coding
from communique.events.frames import frame
from communique.events.gathering import actors_of, merge_actors, without
from communique.events.kinds import HOSTILE, REACTIONS
from communique.events.parties import Party
from communique.events.passives import SHARED, unsaid
from communique.events.search import (
    answered,
    beneath,
    beside,
    deed_ground,
    deeper,
    doers,
    each_other,
    echo,
    governing,
    ground_of,
    in_complement,
    only_where,
    opposed,
    places,
    reached,
    speaker_above,
    warned,
    where,
    where_done,
)
from communique.events.subjects import subjects
from communique.events.words import words
from communique.records import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["roles"]

# In this order the first preposition that holds a party names the recipient.
_RECIPIENT_PREPOSITIONS = (
    "against", "to", "with", "on", "upon", "at", "toward", "towards", "from", "for", "over", "between", "into", "of",
    "alongside", "behind", "about", "among", "outside", "past", "by",
)  # fmt: skip
# Whom one is "against" is never whom one supports or helps.
_FRIENDLY = frozenset({"SUPPORT", "AID", "AGREE", "COOPERATE", "CONSULT"})
# Acts of speech: who says one thing may say another in the same breath.
_SAID = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "AGREE", "SUPPORT", "CONCEDE"})
# "the Kenya bombings": a country's name before these says where, a demonym ("the Kenyan raid") who.
_AT_A_PLACE = frozenset({"ASSAULT", "PROTEST"})
# Nouns of an attitude: what follows "of" holds it ("the resolve of the government").
_HELD = frozenset({"AGREE", "THREATEN", "CONCEDE"})
# Types in which those who are named together act together.
_MUTUAL = frozenset({"CONSULT", "COOPERATE"})

# What these are done to may be named by where it stands.
_ON_GROUND = frozenset({"CONSULT", "ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "AID", "SANCTION"})
# "marched through the Peruvian capital": whose the streets are.
_STREETS = ("in", "across", "through", "around")
_TOWN = frozenset({"capital", "city", "town", "street", "port"})

Actors = tuple[Actor, ...]


def roles(candidate: Candidate, coding: Coding) -> tuple[Actors, Actors]:
    """The actors and the recipients of a coded candidate; either may be empty."""
    role = coding.entry.role if coding.entry else ""
    if candidate.trigger.pos_ in {"NOUN", "PROPN"}:
        actors, recipients = _of_noun(candidate, coding)
    else:
        actors, recipients = _of_verb(candidate, coding)
    if role == "swap":
        actors, recipients = recipients, actors
        if not recipients and candidate.frame.passive:
            # "is expected in Lima": where to.
            recipients = actors_of(_by_preposition(candidate, coding, own=actors))
        if not recipients and coding.type == "ACCUSE":
            recipients = without(actors_of(deed_ground(candidate, candidate.frame.subjects)), actors)
    if role == "none":
        recipients = ()
    recipients = without(recipients, actors)
    mutual = role == "all" or (coding.type in _MUTUAL and coding.mode in {"phone", "multilateral", ""})
    if mutual and actors and recipients and role == "all":
        return merge_actors([actors, recipients]), ()
    between = any(prep in candidate.frame.preps for prep in SHARED)
    if not actors and between and len({a.country for a in recipients}) > 1 and coding.type in {*_MUTUAL, "ASSAULT"}:
        # "talks between", "clashes between": done by both.
        return recipients, ()
    return actors, recipients


def _of_verb(candidate: Candidate, coding: Coding) -> tuple[Actors, Actors]:
    around = candidate.frame
    actors = actors_of(candidate.parties([token for token in around.subjects if not only_where(token)]))
    if each_other(around.objects) or any(each_other(nouns) for nouns in around.preps.values()):
        # "accused each other of …": both are actors, and nobody is the recipient.
        return actors, ()
    if lemma(candidate.trigger) == "sign" and len({actor.country for actor in actors}) > 1:
        # "signed a declaration that sets up the union": what it is about has signed nothing.
        return actors, without(actors_of(candidate.parties(around.preps.get("with", []))), actors)
    if coding.type in _SAID and (not actors or _at_itself(candidate, actors) or candidate.trigger.head.lemma_ == "be"):
        # "said the charge was false and accused Oslo of lying": the parser joins the second verb to what was said.
        actors = actors_of(candidate.parties(speaker_above(candidate.trigger))) or actors
    if "alongside" in around.preps and (coding.entry is None or coding.entry.role != "all"):
        actors = merge_actors([actors, actors_of(candidate.parties(around.preps["alongside"]))])
    found: Actors = ()
    if coding.type == "REJECT" and coding.inner is not None:
        # "turned down Sudan's proposal that others join the talks": it is Sudan that is turned down.
        found = without(actors_of(p for t in around.objects if (p := candidate.cast.owner(t)) is not None), actors)
        if found:
            return actors, found
    if not actors and coding.type == "PROTEST":
        # "thousands demonstrated in Lagos": who takes to the streets of a state is of it.
        streets = [t for p in _STREETS for t in around.preps.get(p, ())]
        streets += [t for noun in around.subjects for t in beneath(noun, "in")]
        actors = actors_of(
            places(candidate, [t for t in streets if t.pos_ == "PROPN"])
            or [p for t in streets if lemma(t) in _TOWN and (p := candidate.cast.owner(t)) is not None]
        )
    if coding.type == "PROTEST":
        # What the marchers call for is not whom they march against.
        return actors, without(
            actors_of(candidate.parties(around.objects) or _by_preposition(candidate, coding)), actors
        )
    if coding.inner is not None:
        found = _recipients_through(candidate, coding, actors)
        if found or (coding.type == "REJECT" and coding.inner[1].type == "ACCUSE"):
            # Whom a denial answers, where its own words do not say, is for the report to tell.
            return actors, found
    if lemma(candidate.trigger) in words("topic_verb"):
        # "discussed Chad by telephone": what is spoken of does not speak.
        around = replace(around, objects=[])
        candidate = replace(candidate, frame=around)
    direct = [token for token in around.objects if candidate.cast.is_actor(token) or candidate.cast.place(token)]
    helped = candidate.parties(around.objects) if coding.type == "AID" and "to" not in around.preps else []
    if helped and {actor.country for actor in actors_of(helped)} <= {actor.country for actor in actors}:
        # "evacuated its nationals from Chad": one's own are not aided by oneself, nor is Chad.
        return actors, ()
    # A reaction is to whose the thing is, before whom the thing is for: "criticised the sale of French jets to Chad".
    owners = candidate.parties(around.objects)
    deeds = [token for token in around.objects if lemma(token) in words("force_noun_deed")]
    if coding.type == "ACCUSE" and deeds and not any(a.country for a in actors_of(candidate.parties(direct))):
        # "condemned the bombing of the embassy": to the bomber, never to the bombed.
        blamed = without(actors_of(party for noun in deeds for party in doers(candidate, noun)), actors)
        # "the coup in Chad", "the crackdown in Chad": what is done to one's own is done by those on the ground.
        inner = [noun for noun in deeds if lemma(noun) in words("home_deed")]
        return actors, blamed or without(actors_of(ground_of(candidate, inner)), actors)
    for several in (
        candidate.parties(direct) or places(candidate, direct),
        owners if coding.type in REACTIONS else [],
        _by_preposition(candidate, coding, own=actors),
        owners,
        deeper(candidate, around.objects),
        echo(candidate, around.objects),
        in_complement(candidate),
        opposed(candidate),
        warned(candidate) if coding.type in {"THREATEN", *HOSTILE} else [],
        answered(candidate) if coding.type in {"THREATEN", "REJECT", *HOSTILE} else [],
    ):
        nearer = without(actors_of(several), actors)
        found = found if found and all(actor.country is None for actor in nearer) else nearer
        if any(actor.country for actor in found):
            # "shot down a Peruvian plane over the Putumayo": a name that no table knows waits for one that is known.
            break
    if not found and coding.type in HOSTILE:
        found = without(actors_of(beside(candidate)), actors)
    if coding.type == "ASSAULT" and all(actor.country is None for actor in found):
        # "killed civilians in Ituri", "carried out strikes on camps in Kivu": who suffers on a state's ground is its.
        ground = where(candidate, around.objects) or reached(candidate) or where_done(candidate)
        found = without(actors_of(ground), actors) or found
    if not found and coding.type in {"ACCUSE", "REQUEST"}:
        # "voiced concern at the arrests in Chad", "called for the release of a man held in Chad".
        about = [t for p in ("at", "over", "about", "by", "for", "of") for t in around.preps.get(p, ())]
        found = without(actors_of(deed_ground(candidate, [*around.objects, *about])), actors)
    if not found and coding.type in REACTIONS:
        found = without(actors_of(ground_of(candidate, around.objects)), actors)
    own = {actor.country for actor in actors}
    if coding.type in {"SUPPORT", "SANCTION", "RETREAT"} and not {a.country for a in found} - own - {None}:
        # "reopened its embassy in Chad".
        homes = [noun for noun in around.objects if lemma(noun) in words("embassy")]
        there = [t for noun in homes for t in beneath(noun, "in")] or (around.preps.get("in", []) if homes else [])
        found = without(actors_of(places(candidate, there) or candidate.parties(there)), actors) or found
    if not found and coding.type in {"AGREE", "AID"}:
        # "pledged $15 billion of investment in Chad", "will build schools in Chad".
        there = [t for noun in around.objects for t in beneath(noun, "in")] or around.preps.get("in", [])
        found = without(actors_of(places(candidate, there) or candidate.parties(there)), actors)
    return unsaid(candidate, coding, actors, found)


def _at_itself(candidate: Candidate, actors: Actors) -> bool:
    """Whether the words would go to those who say them: "Beijing said Indian troops … and protested to New Delhi"."""
    around, own = candidate.frame, {actor.country for actor in actors}
    nouns = [*around.objects, *(t for p in ("to", "with", "against") for t in around.preps.get(p, ()))]
    others = {actor.country for actor in actors_of(candidate.parties([t for t in nouns if candidate.cast.is_actor(t)]))}
    return bool(others) and others <= own


def _of_noun(candidate: Candidate, coding: Coding) -> tuple[Actors, Actors]:
    around, cast = candidate.frame, candidate.cast
    if coding.inner is not None and coding.type in _HELD:
        holder = actors_of(candidate.parties(around.owners)) or actors_of(
            p for p in [cast.owner(candidate.trigger)] if p
        )
        holder = holder or actors_of(candidate.parties(around.subjects))
        return holder, _recipients_through(candidate, coding, holder)
    shared = actors_of(candidate.parties([t for p in SHARED for t in around.preps.get(p, ())]))
    owner = actors_of(candidate.parties(around.owners)) or actors_of(_leaders(candidate, coding))
    if coding.mode == "visit" and not owner:
        # "the visit of the minister to Lima": who is "of" the visit makes it.
        owner = actors_of(candidate.parties([t for t in around.preps.get("of", ()) if cast.is_actor(t)]))
    doer = actors_of(candidate.parties(around.preps.get("by", [])))
    subject = actors_of(candidate.parties(around.subjects))
    verb = around.light
    if verb is not None and verb.lemma_ in words("sufferer"):
        return doer or owner or actors_of(candidate.parties(around.preps.get("from", []))), subject
    actors = doer or actors_of(candidate.parties(_claimants(candidate.trigger))) or owner or subject
    if shared and len({a.country for a in shared}) > 1 and coding.type in _MUTUAL:
        return merge_actors([shared, actors]), ()
    recipients = actors_of(_by_preposition(candidate, coding, skip={"by", *(("from",) if not actors else ())}))
    if not actors and "from" in around.preps:
        actors = actors_of(candidate.parties(around.preps["from"]))
    if doer and owner:
        recipients = recipients or owner
    if not actors:
        found = cast.owner(candidate.trigger)
        if found and coding.type in _AT_A_PLACE and found.token.dep_ == "compound":
            found = None
        # "the invasion of Ukraine": what follows "of" suffers the act unless it is the only one who could do it.
        if found and (coding.type in _HELD or not _follows_of(candidate, found.token)):
            actors = actors_of([found])
    if not actors and not recipients and coding.type in _MUTUAL and coding.mode != "visit":
        together = actors_of(candidate.parties(governing(candidate)))
        if len({a.country for a in together}) > 1:
            return together, ()
    if not actors and coding.type == "MOBILIZE":
        # "a military parade in Pyongyang": who parades on a state's ground is the state's.
        actors = actors_of(places(candidate, [t for p in ("in", "through", "near") for t in around.preps.get(p, ())]))
    if not actors and recipients and not shared:
        above = governing(candidate)
        # "retaliated with tariffs on": by whoever retaliated.
        answers = candidate.trigger.dep_ == "pobj" and lemma(candidate.trigger.head.head) in words("answer")
        mutual = coding.type in _MUTUAL
        actors = without(actors_of(candidate.parties(above)), recipients) if mutual or answers else ()
    return actors, recipients or without(subject, actors)


def _claimants(noun: Token) -> list[Token]:
    """Who says that an act was his: "[the group] claimed responsibility for the attack", "admitted to the bombing"."""
    above = noun.head if noun.dep_ == "pobj" else noun
    while above.dep_ == "prep" or (above.dep_ == "dobj" and lemma(above) in words("owned_up")):
        above = above.head
    owned = above.i != noun.i and lemma(above) in words("owning_up")
    return subjects(above) if owned else []


def _follows_of(candidate: Candidate, token: Token) -> bool:
    return any(token in list(noun.subtree) for noun in candidate.frame.preps.get("of", ()))


def _leaders(candidate: Candidate, coding: Coding) -> list[Party]:
    """The party of "U.S.-led sanctions", "Chinese-brokered talks", "a Russian invasion"."""
    found: list[Party] = []
    for child in candidate.trigger.children:
        named = child.dep_ == "compound" and child.pos_ == "PROPN" and "-" not in child.text
        if child.dep_ in {"amod", "compound", "nmod", "npadvmod"} and not (named and coding.type in _AT_A_PLACE):
            for word in [child, *child.children]:
                if candidate.cast.is_actor(word):
                    party = candidate.cast.party(word)
                    if party:
                        found.append(party)
                        break
    return found


def _by_preposition(
    candidate: Candidate, coding: Coding, skip: Iterable[str] = ("by",), own: Actors = ()
) -> list[Party]:
    """The parties after the first preposition that leads to one beside `own`."""
    around = candidate.frame
    role = coding.entry.role if coding.entry else ""
    first = [role] if role in around.preps else []
    if coding.type == "ACCUSE" and "against" not in around.preps:
        # "lodged a complaint with the court against Oslo".
        nouns = [*around.objects, *(t for several in around.preps.values() for t in several)]
        found = candidate.parties([t for noun in nouns for t in beneath(noun, "against")])
        if found:
            return found
    if coding.type in {"ACCUSE", "THREATEN"} and "against" in around.preps:
        # "filed a complaint with the court against Oslo": whom it is against, before whom it is laid before.
        first.append("against")
    if coding.entry:
        first += [k for c in coding.entry.conditions for k in c.key.split("|") if k in around.preps and not c.negated]
    skipped = {*skip, "against"} if coding.type in _FRIENDLY else {*skip}
    if (coding.type, coding.mode) == ("COERCE", "seize"):
        # "towed it to St. John's": where it was taken.
        skipped |= {"to", "into"}
    if coding.type in {"MOBILIZE", "AID"}:
        # "sent 200 troops from Martinique": where they came from.
        skipped.add("from")
    if coding.type == "ACCUSE":
        # "…, on a trip to Ankara, denounced the sanctions".
        skipped |= {"on", "upon"}
    for prep in [*first, *(p for p in _RECIPIENT_PREPOSITIONS if p not in skipped)]:
        tokens = around.preps.get(prep, [])
        found = candidate.parties(tokens) or deeper(candidate, tokens)
        if not found and coding.type in _ON_GROUND:
            found = places(candidate, tokens)
        if found and not (own and {a.country for a in actors_of(found)} <= {a.country for a in own}):
            return found
    return []


def _recipients_through(candidate: Candidate, coding: Coding, actors: Actors) -> Actors:
    """The recipient of a wrapper: the one addressed, else the other party of the governed act."""
    assert coding.inner is not None
    around = candidate.frame
    told = [token for token in around.objects if candidate.cast.is_actor(token)]
    addressed = [t for prep in ("on", "upon", "to", "with", "from") for t in around.preps.get(prep, ())]
    found = without(
        actors_of(candidate.parties(told))
        or actors_of([p for t in addressed if candidate.cast.is_actor(t) for p in candidate.parties([t])]),
        actors,
    )
    if found:
        return found
    if coding.type == "ACCUSE" and around.objects:
        # "accused unnamed friends of helping": those accused are not known, and those helped are not accused.
        return ()
    word, inner = coding.inner
    below = Candidate(candidate.sentence, word, frame(word), candidate.cast)
    doers, suffering = roles(below, inner)
    others = without(doers, actors)
    if coding.type == "REJECT" and inner.type == "ACCUSE":
        # "Kenya's minister denied that Nairobi had interfered in Somalia": nobody contradicts himself.
        own = {actor.country for actor in actors}
        if {actor.country for actor in doers} <= own:
            return tuple(actor for actor in suffering if actor.country not in own)
    if others and (coding.type in {"REQUEST", "ACCUSE"} or (coding.type, inner.type) == ("REJECT", "ACCUSE")):
        # "a charge that Paris denied": it is the accuser who is contradicted.
        return others
    return without(suffering, actors) or others
