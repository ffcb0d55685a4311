"""The trained coder behind the seam: the lexicon reads, the model confirms, corrects or says none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.codebook import NONE
from communique.events.candidates import Candidate, lemma
from communique.events.coder import NOTHING, Coding
from communique.events.instances import Instance
from communique.events.model import Model, Prediction
from communique.events.parties import Party
from communique.events.roles import roles
from communique.events.words import words
from communique.records import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["ModelCoder"]

# The lexicon's reading stands unless the model is this sure of none (and the sentence names both parties), or of
# another type while it all but rules out the lexicon's. On the gold reports whose errors were read a readier none (.95,
# parties or not) struck seven true events for every five false ones.
_SURE_OF_NONE = 0.97
_SURE_OF_OTHER = 0.95
_DOUBTS_LEXICON = 0.03
# A verb that no line of the lexicon fits is an act only where the model is sure and both parties stand in the sentence.
_SURE_ALONE = 0.9
# Where only who acts stands in the sentence, the thing acted on takes the other's marks ("donated a million doses").
_SURE_OF_THING = 0.9
_BORNE_OUT = 0.8
_SURE_OF_MODE = 0.6


class ModelCoder:
    """Codes by the trained model over the lexicon's readings."""

    every_verb = True

    def __init__(self, model: Model) -> None:
        self._model = model
        self.lexicon = model.lexicon
        self.lemmas = self.lexicon.lemmas

    def code(self, candidates: Sequence[Candidate]) -> list[Coding]:
        """The coding of each candidate; the model is asked once for all of them."""
        codings = [self.lexicon.read(candidate) for candidate in candidates]
        asked = [
            (number, instance)
            for number, (candidate, coding) in enumerate(zip(candidates, codings, strict=True))
            if (instance := self._instance(candidate, coding)) is not None
        ]
        predictions = self._model.predict([instance for _, instance in asked])
        for (number, instance), prediction in zip(asked, predictions, strict=True):
            whole = instance.actor is not None and instance.recipient is not None
            alone = _SURE_OF_THING if _is_thing(candidates[number], instance) else _SURE_ALONE
            codings[number] = self._decide(codings[number], prediction, whole=whole, alone=alone)
        return codings

    def _instance(self, candidate: Candidate, coding: Coding) -> Instance | None:
        """The candidate as the model sees it; none where the lexicon says that the word misleads, or no one acts.

        A reading that two or more conditions bear out is not asked about: on the gold reports to ask changed no event,
        and it costs more than the parse.
        """
        if coding.type != NONE and coding.probability >= _BORNE_OUT:
            return None
        if coding.type == NONE and (coding.entry is not None or candidate.trigger.pos_ != "VERB"):
            return None
        if coding.type == NONE and lemma(candidate.trigger) in words("plain_verb"):
            return None
        actors, recipients = roles(candidate, coding)
        first = _span(candidate, actors)
        if coding.type == NONE and not {a.country for a in recipients} - {a.country for a in actors}:
            return _on_a_thing(candidate, first) if first is not None else None
        second = _span(candidate, recipients, avoid=first)
        if second is None and len(actors) > 1:
            second = _span(candidate, actors[1:], avoid=first)
        if (first is None and second is None) or (coding.type == NONE and (first is None or second is None)):
            return None
        trigger = candidate.trigger
        return Instance(candidate.sentence.doc, first, second, (trigger.idx, trigger.idx + len(trigger.text)))

    def _decide(self, coding: Coding, prediction: Prediction, *, whole: bool, alone: float = _SURE_ALONE) -> Coding:
        """What becomes of the lexicon's reading; `whole`: the sentence names both parties.

        `alone`: how sure the model has to be of what no line of the lexicon fits.
        """
        best = prediction.best
        sure = prediction.types[best]
        if coding.type == NONE:
            if best == NONE or sure < alone:
                return coding
            return Coding(best, self._mode(best, "", prediction), sure, prediction.types)
        mine = prediction.types.get(coding.type, 0.0)
        if best == NONE and sure >= _SURE_OF_NONE and whole:
            return replace(NOTHING, probabilities=prediction.types)
        if best not in {coding.type, NONE} and sure >= _SURE_OF_OTHER and mine <= _DOUBTS_LEXICON:
            return replace(
                coding, type=best, mode=self._mode(best, "", prediction), probability=sure,
                probabilities=prediction.types,
            )  # fmt: skip
        mode = self._mode(coding.type, coding.mode, prediction)
        return replace(coding, mode=mode, probability=max(mine, coding.probability), probabilities=prediction.types)

    def _mode(self, type_: str, known: str, prediction: Prediction) -> str:
        mode, sure = prediction.modes.get(type_, ("", 0.0))
        kind = self._model.book.types.get(type_)
        if known or kind is None or mode not in kind.modes or sure < _SURE_OF_MODE:
            return known
        return mode


def _on_a_thing(candidate: Candidate, actor: tuple[int, int]) -> Instance | None:
    """The candidate with the thing that is acted on marked in the recipient's place; none where no noun follows.

    The model has hardly seen sentences with one party and takes them for none.
    """
    thing = _thing(candidate)
    if not any(candidate.cast.is_actor(token) for token in candidate.frame.subjects):
        # "U.S.-led sanctions have hit trade": what an act does is no second act.
        return None
    if thing is None or actor[0] <= thing.idx < actor[1]:
        return None
    trigger = candidate.trigger
    span = (thing.idx, thing.idx + len(thing.text))
    return Instance(candidate.sentence.doc, actor, span, (trigger.idx, trigger.idx + len(trigger.text)))


def _thing(candidate: Candidate) -> Token | None:
    around = candidate.frame
    nouns = [*around.objects, *(noun for several in around.preps.values() for noun in several)]
    return next((noun for noun in nouns if noun.pos_ in {"NOUN", "PROPN"}), None)


def _is_thing(candidate: Candidate, instance: Instance) -> bool:
    """Whether what is marked as the recipient is a thing and no party."""
    thing = _thing(candidate)
    return thing is not None and instance.recipient == (thing.idx, thing.idx + len(thing.text))


def _span(
    candidate: Candidate, actors: Sequence[Actor], *, avoid: tuple[int, int] | None = None
) -> tuple[int, int] | None:
    """Where the sentence names one of these actors, nearest to the trigger in the parse's order."""
    ids = {actor.actor_id for actor in actors}
    best: tuple[int, tuple[int, int]] | None = None
    for number in candidate.cast.named():
        token = candidate.sentence.doc[number]
        party = candidate.cast.party(token)
        if party is None or not ids & {actor.actor_id for actor in party.actors}:
            continue
        span = _place(candidate, party, token)
        if avoid is not None and span[0] < avoid[1] and avoid[0] < span[1]:
            continue
        distance = abs(token.i - candidate.trigger.i)
        if best is None or distance < best[0]:
            best = distance, span
    return best[1] if best else None


def _place(candidate: Candidate, party: Party, token: Token) -> tuple[int, int]:
    if party.mention is not None:
        start = candidate.sentence.start
        return party.mention.start - start, min(party.mention.end - start, len(candidate.sentence.doc.text))
    return token.idx, token.idx + len(token.text)
