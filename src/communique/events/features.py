"""Features of a marked sentence for the linear half of the trained coder: path, frames, words and lexicon readings."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from communique.codebook import NONE
from communique.events.candidates import Candidate, candidates
from communique.events.coder import NOTHING, LexiconCoder
from communique.events.frames import frame
from communique.events.instances import Instance
from communique.events.parties import Cast
from communique.events.roles import roles
from communique.events.status import status
from communique.language import Sentence
from communique.records import Actor, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["acts_read", "features", "parties_of", "votes"]

Place = tuple[int, int]

_ACTOR = Actor(actor_id="A", name="A", kind="state", country="AAA", sector="GOV")
_RECIPIENT = Actor(actor_id="B", name="B", kind="state", country="BBB", sector="GOV")
_SKIPPED = frozenset({"PUNCT", "SPACE", "DET", "NUM"})
# A reading that gives actor and recipient their roles counts as much as three that do not; never tuned.
_FITTING = 3.0
# Words between the parties and around the trigger that make bigrams; longer stretches only add noise.
_BETWEEN = 12


def features(instance: Instance, coder: LexiconCoder) -> list[str]:
    """The feature names that hold of an instance, each once."""
    doc = instance.doc
    actor, recipient = (_head(doc, span) for span in (instance.actor, instance.recipient))
    trigger = _head(doc, instance.trigger)
    found: dict[str, None] = {}
    for part in (
        _words(doc, instance),
        _path(actor, recipient),
        _governors(actor, "a"),
        _governors(recipient, "r"),
        _around(trigger, "t"),
        _readings(instance, coder, trigger),
        _order(actor, recipient),
    ):
        found.update(dict.fromkeys(part))
    return list(found)


def votes(names: Sequence[str]) -> dict[str, float]:
    """What the lexicon reads, a weight a type; readings that fit the marked parties count most."""
    found: dict[str, float] = {}
    for name in names:
        kind, _, value = name.partition("=")
        if kind == "lex":
            type_, _, role = value.partition(":")
            found[type_] = found.get(type_, 0.0) + (_FITTING if role in {"A>B", "AB>"} else 1.0)
        elif kind == "lex.trigger":
            type_ = value.partition(".")[0]
            found[type_] = found.get(type_, 0.0) + _FITTING
    return found or {NONE: 1.0}


def _head(doc: Doc, place: tuple[int, int] | None) -> Token | None:
    if place is None:
        return None
    span = doc.char_span(*place, alignment_mode="expand")
    return None if span is None else span.root


def _inside(token: Token, place: tuple[int, int] | None) -> bool:
    return place is not None and place[0] <= token.idx < place[1]


def _words(doc: Doc, instance: Instance) -> Iterator[str]:
    """Lemmas, and pairs of neighbours, the parties themselves masked."""
    sequence: list[str] = []
    for token in doc:
        for mark, place in (("<A>", instance.actor), ("<B>", instance.recipient)):
            if _inside(token, place):
                if not sequence or sequence[-1] != mark:
                    sequence.append(mark)
                break
        else:
            if token.pos_ not in _SKIPPED and token.ent_type_ not in {"DATE", "TIME", "GPE", "NORP", "PERSON"}:
                sequence.append(token.lemma_.lower())
    yield from (f"w={word}" for word in sequence)
    yield from (f"ww={a}_{b}" for a, b in itertools.pairwise(sequence))
    if "<A>" in sequence and "<B>" in sequence:
        a, b = sequence.index("<A>"), sequence.index("<B>")
        first, last = min(a, b), max(a, b)
        yield from (f"mid={word}" for word in sequence[first + 1 : last][:_BETWEEN])


def _path(actor: Token | None, recipient: Token | None) -> Iterator[str]:
    """The way through the parse from one party to the other."""
    if actor is None or recipient is None:
        yield f"path=none:{actor is None}:{recipient is None}"
        return
    up, down = [actor, *actor.ancestors], [recipient, *recipient.ancestors]
    common = next((token for token in up if any(token.i == other.i for other in down)), None)
    if common is None:
        return
    left = up[: next(i for i, token in enumerate(up) if token.i == common.i)]
    right = down[: next(i for i, token in enumerate(down) if token.i == common.i)]
    yield f"top={common.lemma_.lower()}"
    yield f"deps={'<'.join(t.dep_ for t in left)}^{'>'.join(t.dep_ for t in reversed(right))}"
    for token in [*left[1:], common, *right[1:]]:
        yield f"on={token.lemma_.lower()}"
    yield from (f"{name}" for name in _around(common, "top"))


def _governors(token: Token | None, name: str) -> Iterator[str]:
    """The verb that a party hangs on, and how."""
    if token is None:
        return
    word, dep = token, token.dep_
    for above in token.ancestors:
        if above.pos_ in {"VERB", "AUX"}:
            particle = next((c.lower_ for c in above.children if c.dep_ == "prt"), "")
            yield f"{name}.verb={above.lemma_.lower()}{particle}"
            yield f"{name}.verb.dep={above.lemma_.lower()}:{dep}"
            yield f"{name}.passive={any(c.dep_ == 'auxpass' for c in above.children)}"
            return
        dep = f"{above.lower_ if above.pos_ == 'ADP' else above.dep_}"
        if above.pos_ == "NOUN":
            yield f"{name}.noun={above.lemma_.lower()}"
        word = above
    yield f"{name}.root={word.lemma_.lower()}"


def _around(token: Token | None, name: str) -> Iterator[str]:
    """The frame of a verb or noun: objects and their modifiers, prepositions, particle, modals, what it governs."""
    if token is None or token.pos_ not in {"VERB", "NOUN", "PROPN", "ADJ"}:
        return
    around, lemma = frame(token), token.lemma_.lower()
    yield f"{name}={lemma}"
    yield f"{name}.pos={lemma}:{token.tag_}"
    yield f"{name}.status={status(around)}"
    for particle in around.particles:
        yield f"{name}.prt={lemma}_{particle}"
    for noun in around.objects:
        yield f"{name}.obj={noun.lemma_.lower()}"
        yield f"{name}.v.obj={lemma}_{noun.lemma_.lower()}"
        for child in noun.children:
            if child.dep_ in {"amod", "compound"}:
                yield f"{name}.obj.mod={child.lemma_.lower()}"
    for prep, nouns in around.preps.items():
        yield f"{name}.prep={lemma}_{prep}"
        for noun in nouns:
            yield f"{name}.pobj={prep}_{noun.lemma_.lower()}"
    for inner in around.inner:
        yield f"{name}.inner={inner.lemma_.lower()}"
        for child in inner.children:
            if child.dep_ in {"dobj", "pobj"}:
                yield f"{name}.inner.obj={child.lemma_.lower()}"
    for child in token.children:
        if child.dep_ in {"aux", "neg", "auxpass", "mark"}:
            yield f"{name}.{child.dep_}={child.lower_}"
    if around.light is not None:
        yield f"{name}.light={around.light.lemma_.lower()}"


def parties_of(instance: Instance, verb: Token) -> tuple[Place | None, Place | None]:
    """Which of the marked parties another verb of the sentence has as its actor and as its recipient, by the parse."""
    sentence, cast = _cast(instance)
    actors, recipients = roles(Candidate(sentence, verb, frame(verb), cast), NOTHING)
    # By the made-up country, which a rule may have turned into "those of the country".
    places = {_ACTOR.country: instance.actor, _RECIPIENT.country: instance.recipient}
    first, second = (next((places.get(a.country) for a in group), None) for group in (actors, recipients))
    if second is None and len(actors) > 1:
        second = places.get(actors[1].country)
    return first, second


def acts_read(instance: Instance, coder: LexiconCoder) -> frozenset[int]:
    """The tokens that the lexicon reads as acts, by place in the sentence."""
    sentence, cast = _cast(instance)
    read = list(candidates(sentence, cast, coder.lemmas))
    codings = zip(read, coder.code(read), strict=True)
    return frozenset(candidate.trigger.i for candidate, coding in codings if coding.type != NONE)


def _cast(instance: Instance) -> tuple[Sentence, Cast]:
    doc = instance.doc
    sentence = Sentence(0, len(doc.text), 0, doc, doc.text)
    mentions = [
        Mention(start=span[0], end=span[1], text=doc.text[slice(*span)], kind="name", head=root.idx, actors=(actor,))
        for span, actor in ((instance.actor, _ACTOR), (instance.recipient, _RECIPIENT))
        if span is not None and (root := _head(doc, span)) is not None
    ]
    return sentence, Cast(sentence, mentions)


def _readings(instance: Instance, coder: LexiconCoder, trigger: Token | None) -> Iterator[str]:
    """What the lexicon says of each candidate, and whether it gives the marked parties their roles."""
    sentence, cast = _cast(instance)
    read = list(candidates(sentence, cast, coder.lemmas))
    for candidate, coding in zip(read, coder.code(read), strict=True):
        if coding.type == NONE:
            if coding.entry is not None:
                yield f"lex.none={candidate.trigger.lemma_.lower()}"
            continue
        actors, recipients = roles(candidate, coding)
        ids = "".join(sorted({a.actor_id for a in actors})) + ">" + "".join(sorted({a.actor_id for a in recipients}))
        yield f"lex={coding.type}"
        yield f"lex={coding.type}:{ids}"
        if coding.mode:
            yield f"lex.mode={coding.type}.{coding.mode}"
        if trigger is not None and candidate.trigger.i == trigger.i:
            yield f"lex.trigger={coding.type}.{coding.mode}"


def _order(actor: Token | None, recipient: Token | None) -> Sequence[str]:
    if actor is None or recipient is None:
        return ()
    return (f"first={'a' if actor.i < recipient.i else 'r'}",)
