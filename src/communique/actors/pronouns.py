"""Pronouns of the third person: candidates by number and gender, ranked by syntax and nearness, refused in doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from communique.actors.discourse import Discourse, Seen
from communique.actors.setting import Setting
from communique.actors.sources import speaks
from communique.records import Actor, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["is_pronoun", "meant"]

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_ALL = _HE | _SHE | _IT | _THEY
# A candidate wins only with this lead over the next actor; read on development news, less lets wrong ones in.
_LEAD = 1.0
_LEAST = 1.5
_REACH = 2
_FITTING = {"state", "organisation", "agency", "party", "armed group"}


def is_pronoun(token: Token) -> bool:
    """Whether the word is a personal pronoun of the third person that can stand for an actor."""
    return token.lower_ in _ALL and token.pos_ == "PRON" and not _empty(token)


def _empty(token: Token) -> bool:
    # "It is clear that", "it took three days to", "it was raining".
    if token.lower_ != "it":
        return False
    head = token.head
    if token.dep_ == "expl":
        return True
    if token.dep_ in {"nsubj", "nsubjpass"}:
        clausal = any(child.dep_ in {"ccomp", "csubj", "xcomp", "advcl", "acl", "relcl"} for child in head.children)
        if head.lemma_ == "be":
            inner = [grand for child in head.children if child.dep_ in {"acomp", "attr"} for grand in child.children]
            deep = any(grand.dep_ in {"xcomp", "ccomp", "relcl", "acl", "csubj", "advcl"} for grand in inner)
            return clausal or deep or any(child.dep_ == "acomp" for child in head.children)
        return head.lemma_ in {"seem", "appear", "take", "rain", "snow", "matter", "happen"} and clausal
    return False


def meant(
    token: Token, talk: Discourse, offset: int, number: int, context: Setting
) -> tuple[tuple[Actor, ...], Span | None]:
    """The actors a pronoun stands for with the span of its antecedent, or nothing."""
    subject = _for_ones_part(token, talk, number)
    if subject is not None:
        return subject.mention.actors, Span(subject.mention.start, subject.mention.end)
    scores: dict[str, tuple[float, Seen]] = {}
    seen_before = candidates(talk.before(offset, number, reach=_REACH), token.lower_ in _THEY)
    barred = {actor.actor_id for s in seen_before if _bound(token, s, number) for actor in s.mention.actors}
    for seen in seen_before:
        if not _agrees(token.lower_, seen, context) or barred & {actor.actor_id for actor in seen.mention.actors}:
            continue
        score = _score(token, seen, number)
        name = " ".join(sorted(actor.actor_id for actor in seen.mention.actors))
        if name not in scores or scores[name][0] <= score:
            repeated = 0.3 if name in scores else 0.0
            scores[name] = (score + repeated, seen)
    _favour_the_only_one(scores, number)
    if not scores or _rival(token, talk, number, context):
        return (), None
    ranked = sorted(scores.values(), key=lambda one: (-one[0], -one[1].mention.start))
    if not ranked or ranked[0][0] < _LEAST:
        return (), None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _LEAD:
        return (), None
    best = ranked[0][1].mention
    return best.actors, Span(best.start, best.end)


def _favour_the_only_one(scores: dict[str, tuple[float, Seen]], number: int) -> None:
    """Raise a candidate that is the only one of the nearest sentence that has any: half the doubt is gone."""
    nearest = max((seen.sentence for _, seen in scores.values()), default=-1)
    here = [name for name, (_, seen) in scores.items() if seen.sentence == nearest]
    if len(here) == 1 and nearest >= number - 1:
        score, seen = scores[here[0]]
        scores[here[0]] = (score + 0.75, seen)


def _for_ones_part(token: Token, talk: Discourse, number: int) -> Seen | None:
    """The subject in "for his part, the president said", which comes after the pronoun."""
    part = token.head
    if part.lower_ != "part" or part.head.lower_ != "for":
        return None
    start = talk.parsed.sentences[number].start
    for child in part.head.head.children:
        if child.dep_ in {"nsubj", "nsubjpass"} and child.i > token.i:
            at = start + child.idx
            return next((s for s in talk.by_sentence[number] if s.mention.start <= at < s.mention.end), None)
    return None


_ANYBODY = frozenset("someone somebody anyone anybody everyone everybody nobody one who".split())


def _rival(token: Token, talk: Discourse, number: int, context: Setting) -> bool:
    """Whether the nearest subject that the pronoun may go back to is somebody unknown: "the teams ... their robots"."""
    start = talk.parsed.sentences[number].start
    many = token.lower_ in _THEY
    verb = token.head if token.dep_ == "poss" else token
    for ancestor in [verb, *token.ancestors]:
        for child in ancestor.children:
            if child.dep_ not in {"nsubj", "nsubjpass"} or child.i >= token.i:
                continue
            if child.pos_ == "PRON":
                if many and child.lower_ in _ANYBODY:
                    return True
                continue
            at = start + child.idx
            over = [seen for seen in talk.by_sentence[number] if seen.mention.start <= at < seen.mention.end]
            if token.lower_ in _HE | _SHE:
                # "Elian's father said he": the father speaks, whoever he is.
                return not over and child.tag_ == "NN" and speaks(ancestor.lemma_)
            if many:
                # "Team Estonia rebuilt their robot": a subject that is itself nobody's plural still owns it.
                agreeing = [
                    seen
                    for seen in candidates(talk.by_sentence[number], plural=True)
                    if seen.mention.end <= start + token.idx and _agrees(token.lower_, seen, context)
                ]
                # "the parties of the two countries reaffirmed their stand" is the countries' stand too.
                of = [grand for grand in child.children if grand.lower_ == "of"]
                inside = {word for preposition in of for word in preposition.subtree}
                owner = any(seen.mention.start <= at < seen.mention.end or seen.head in inside for seen in agreeing)
                plural = child.tag_ in {"NNS", "NNPS"} or any(grand.dep_ == "conj" for grand in child.children)
                return not (owner or (over and plural)) and (plural or token.dep_ == "poss")
            return not over and child.tag_ not in {"NNS", "NNPS"}
    return False


def candidates(seen: list[Seen], plural: bool) -> list[Seen]:
    """The mentions that a pronoun may go back to; for "they", also those joined by "and", as one."""
    if not plural:
        return seen
    found: list[Seen] = []
    for one in seen:
        joined = next((other for other in reversed(found) if _joined(other, one)), None)
        if joined is not None:
            both = tuple(dict.fromkeys((*joined.mention.actors, *one.mention.actors)))
            mention = msgspec.structs.replace(
                joined.mention, end=one.mention.end, actors=both, text=f"{joined.mention.text} and {one.mention.text}"
            )
            # The whole stands where its governing half stands.
            head = one.head if joined.head.head.i >= one.head.i else joined.head
            found[found.index(joined)] = Seen(mention, one.sentence, head)
        else:
            found.append(one)
    return found


def _joined(first: Seen, second: Seen) -> bool:
    if first.sentence != second.sentence or first.mention.end > second.mention.start:
        return False
    above = second.head.head
    if second.head.dep_ == "conj":
        # Of three names the third hangs on the second, which the first holds already.
        at = above.idx + second.mention.head - second.head.idx
        if above == first.head or first.mention.start <= at < first.mention.end:
            return True
    # "Chad, the Emirates, Bahrain and Egypt": the parser may take the second of a list for an apposition.
    listed = second.head.dep_ == "appos" and any(child.dep_ == "conj" for child in second.head.children)
    if listed and above == first.head and second.head.ent_type_ == above.ent_type_ == "GPE":
        return True
    # "North Korean and Chinese leaders": the adjectives are joined, the noun is the second one's.
    return (
        first.head.dep_ in {"amod", "compound", "nmod"}
        and first.head.head == second.head
        and any(child.dep_ == "conj" for child in first.head.children)
    )


def _agrees(word: str, seen: Seen, context: Setting) -> bool:
    actors = seen.mention.actors
    if seen.mention.source_role and word in _HE | _SHE:
        return False
    if word in _THEY:
        return len(actors) > 1 or (actors[0].kind in {"organisation", "people", "armed group"} and _plural(seen))
    if len(actors) != 1:
        return False
    actor = actors[0]
    if word in _IT:
        return actor.kind in _FITTING and not _plural(seen)
    if actor.kind not in {"person", "office"} or _plural(seen):
        return False
    gender = context.gender(actor)
    return not gender or gender == ("f" if word in _SHE else "m")


def _plural(seen: Seen) -> bool:
    if len(seen.mention.actors) == 1 and seen.actor.kind == "person":
        # "Makarios" ends like a plural.
        return False
    return seen.head.tag_ in {"NNS", "NNPS"} and seen.mention.text.lower() not in {"united states", "the united states"}


def _bound(token: Token, seen: Seen, number: int) -> bool:
    """Whether syntax forbids the pair: subject and object of one verb."""
    if seen.sentence != number or token.lower_.endswith(("self", "selves")):
        return False
    head = seen.head.head if seen.head.dep_ == "appos" else seen.head
    arguments = {"nsubj", "nsubjpass", "dobj", "dative"}
    return token.dep_ in arguments and head.dep_ in arguments and head.head == token.head


def _score(token: Token, seen: Seen, number: int) -> float:
    back = number - seen.sentence
    score = 2.0 - back
    acts = token.dep_ in {"nsubj", "nsubjpass"}
    if seen.subject:
        # Subjects go on as subjects and owners; an object pronoun as often takes up an object.
        score += 2.0 if acts else 1.5 if token.dep_ == "poss" else 1.0
    elif token.dep_ in {"dobj", "dative", "pobj"} and seen.head.dep_ in {"dobj", "dative", "pobj"}:
        score += 0.5
    if seen.head.dep_ in {"poss", "amod", "compound"}:
        score -= 1.0
    if back == 0 and seen.head.head in list(token.ancestors) and seen.subject:
        # "China said it would": the subject of the clause that the pronoun's clause hangs from.
        score += 1.0
    return score
