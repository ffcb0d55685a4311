"""What goes on from one statement to the next: a chain named once, the issuer of "the statement", copies dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from communique.actors import build
from communique.records import Actor, Link, Mention, Speaker, Statement
from communique.statements import belonging, cues
from communique.statements.attribution import Attribution
from communique.statements.phrases import agent, child, voices
from communique.statements.speakers import actor_of

if TYPE_CHECKING:
    from communique.language import Parsed

__all__ = ["joined"]

Draft = tuple[Attribution, Statement]

# Cues of words that went out by themselves: what carried the speaker before did not carry these.
_ELSEWHERE = frozenset({"tweet", "post"})
# Speakers who name nobody and speak for the body that spoke before them.
_FOR_IT = frozenset(
    f"{a} {b}" for a in ("a", "the", "its", "their") for b in ("spokesman", "spokeswoman", "spokesperson")
)
_ON_NETWORK = re.compile(
    r" (?:\w+ ){0,4}on (?:Twitter|X|Facebook|Telegram|Truth Social|Weibo|Instagram|social media)\b"
)
_ADDING = frozenset({"add", "continue", "go on"})
# "one of the officials", "one of them": of those who spoke before.
_ONE_OF = re.compile(r"one(?: of (?:them|the (?P<whom>\w+)))?")
# "his spokesman": of the one who spoke before.
_HIS_VOICE = re.compile(r"(?:his|her|its|their) (?:\w+ )?(?:spokes\w+|office|press (?:service|office))\b")
# Who has just spoken, described.
_HEAD_OF = frozenset({"the head of state", "the head of government", "the politician", "the statesman", "the veteran"})
# Words of a part of a body that spoke before: "the press office said".
_PART = re.compile(r"the (?:press|media|public affairs) (?:office|service|department|centre|center|bureau)")
_PRONOUNS = frozenset({"he", "she", "they", "it", "him", "his", "her", "their", "its"})


def joined(
    drafts: list[tuple[Attribution, Statement]],
    parsed: Parsed,
    mentions: Sequence[Mention],
    home: str | None = None,
) -> tuple[Statement, ...]:
    """The statements in order, chains carried on to the same speaker's next words."""
    result: list[Statement] = []
    earlier: list[tuple[Attribution, Statement]] = []
    moved: dict[str, Actor] = {}
    for one, statement in sorted(drafts, key=lambda draft: (draft[1].content.start, -draft[1].content.end)):
        now = statement
        if earlier:
            now = _with_actor(earlier[-1], (one, now), parsed)
        if not now.chain:
            named = now.speaker is not None and now.speaker.actor is not None
            again = now.speaker is not None and now.speaker.text.lower() in _PRONOUNS
            reach = earlier[-4 if named and not again else -1 :]
            source = next((before for before in reversed(reach) if _goes_on(before, (one, now), parsed)), None)
            now = msgspec.structs.replace(now, chain=_carried(source[1].chain)) if source is not None else now
        beside = earlier[-1] if earlier and earlier[-1][0].sentence.paragraph == one.sentence.paragraph else None
        last = beside[1].speaker.actor if beside is not None and beside[1].speaker is not None else None
        now = _moved(belonging.placed(one, now, mentions, home, last), now, moved)
        _placed_beside(one, now, mentions, moved)
        result.append(now)
        if now.speaker is not None:
            earlier.append((one, now))
    return tuple(result)


def _moved(placed: Statement, before: Statement, moved: dict[str, Actor]) -> Statement:
    """The statement with the actor that an earlier statement of the report placed in a country."""
    old = before.speaker.actor if before.speaker is not None else None
    new = placed.speaker.actor if placed.speaker is not None else None
    if old is None or placed.speaker is None:
        return placed
    if new is not None and new.actor_id != old.actor_id:
        moved[old.actor_id] = new
    elif old.actor_id in moved:
        return msgspec.structs.replace(
            placed, speaker=msgspec.structs.replace(placed.speaker, actor=moved[old.actor_id])
        )
    return placed


def _placed_beside(
    one: Attribution, statement: Statement, mentions: Sequence[Mention], moved: dict[str, Actor]
) -> None:
    """Note the country of whom an apposition names: "Its director, Ana Lima, said …", and later "Lima said"."""
    actor = statement.speaker.actor if statement.speaker is not None else None
    if one.head is None or actor is None or actor.country is None:
        return
    for other in one.head.children:
        if other.dep_ == "appos" and other.pos_ == "PROPN":
            named = actor_of(one.sentence.start + other.idx, mentions)
            if named is not None and named.kind == "person" and named.country is None:
                placed = build.unknown(named.name, named.kind, actor.country, named.sector, named.office)
                moved[named.actor_id] = placed


def _goes_on(before: Draft, now: Draft, parsed: Parsed) -> bool:
    """Whether the same speaker goes on in the same paragraph, or with a quotation in the next."""
    first, second = before[1], now[1]
    if not first.chain or first.speaker is None or second.speaker is None:
        return False
    apart = now[0].sentence.paragraph - _paragraph(before, parsed)
    if now[0].lemma in _ELSEWHERE or apart not in {0, 1} or _posted(now, parsed):
        return False
    if apart == 1 and now[0].lemma not in _ADDING:
        # In a new paragraph only a quotation goes on, of a speaker who is not introduced anew.
        named = second.speaker.text.lower()
        again = named in _PRONOUNS or named.split()[-1] == first.speaker.text.lower().split()[-1]
        if not (second.quote != "indirect" and again) and not _passed_on(now[0]):
            return False
    return _same(before, now)


def _passed_on(one: Attribution) -> bool:
    """ "the minister was quoted as saying": by whom was told before."""
    above = one.verb.head.head if one.verb.dep_ == "pcomp" and one.verb.head.lower_ == "as" else None
    return above is not None and above.tag_ == "VBN" and child(above, "auxpass") is not None and agent(above) is None


def _posted(now: Draft, parsed: Parsed) -> bool:
    """ "he wrote on Twitter": words that need nobody to carry them."""
    cue = now[1].cue_span
    return cue is not None and _ON_NETWORK.match(parsed.text, cue.end) is not None


def _with_actor(before: Draft, now: Draft, parsed: Parsed) -> Statement:
    """ "He added: …": a pronoun that nothing else resolved is the speaker of the statement before it."""
    first, second = before[1], now[1]
    if first.speaker is None or second.speaker is None:
        return second
    again = second.speaker.text.lower() == "it" and first.speaker.actor is not None
    if again and second.speaker.actor is not None and second.speaker.actor.kind == "agency":
        # "it said" after a body's statement is that body and not the medium named somewhere between.
        return msgspec.structs.replace(
            second, speaker=msgspec.structs.replace(second.speaker, actor=first.speaker.actor)
        )
    actor = first.speaker.actor
    beside = now[0].sentence.paragraph == before[0].sentence.paragraph
    if second.speaker.actor is not None:
        again = beside and actor is not None and _same_title(first.speaker, second.speaker)
        return _said_by(second, actor) if again or _spoken_of(first, second) else second
    words = second.speaker.text.lower()
    apart = now[0].sentence.paragraph - _paragraph(before, parsed)
    of_body = actor is not None and bool(actor.country) and actor.kind not in {"person", "agency"}
    if beside and of_body and words in _FOR_IT:
        # "The ministry denied it. “…,” a spokesman said."
        return _said_by(second, actor)
    if actor is not None and actor.country and actor.kind != "agency" and apart <= 1 and _HIS_VOICE.match(words):
        voice = build.unknown(second.speaker.text, "office", actor.country, actor.sector)
        return _said_by(second, voice if actor.kind == "person" else actor)
    if actor is not None and apart <= 1 and _is_again(first.speaker, second.speaker):
        return _said_by(second, actor)
    if actor is not None and actor.kind == "person" and beside and words in _HEAD_OF:
        return _said_by(second, actor)
    if apart <= 1 and of_body and _PART.fullmatch(words):
        return _said_by(second, actor)
    person = first.speaker.actor is not None and first.speaker.actor.kind in {"person", "office"}
    if not person or apart > 1 or not (words in {"he", "she", "him", "her"} or (words == "i" and beside)):
        # "I wish …" after another's words, its quotation marks lost, is the same speaker.
        return second
    return _said_by(second, actor)


def _spoken_of(first: Statement, second: Statement) -> bool:
    """ "“I said to Putin: …,” the president told his men" after words of another president: not of whom he speaks."""
    before, now = first.speaker, second.speaker
    if before is None or now is None or before.actor is None or now.actor is None or before.actor == now.actor:
        return False
    kinds = {before.actor.kind, now.actor.kind}
    title = now.text.lower().removeprefix("the ")
    named = now.actor.name.split()[-1] in second.content.text
    return kinds == {"person"} and now.text.lower().startswith("the ") and " " not in title and named


def _said_by(statement: Statement, actor: Actor | None) -> Statement:
    if statement.speaker is None:
        return statement
    return msgspec.structs.replace(statement, speaker=msgspec.structs.replace(statement.speaker, actor=actor))


def _same_title(first: Speaker, second: Speaker) -> bool:
    """ "Foreign Minister Mnatsakanyan said …. “…,” the minister said": an office that no name was given for."""
    before, now, words = first.actor, second.actor, second.text.lower().split()
    if before is None or now is None or before.kind != "person" or now.kind != "office":
        return False
    return len(words) == 2 and words[0] == "the" and words[1] in first.text.lower().split()


def _is_again(first: Speaker, second: Speaker) -> bool:
    """ "A foreign ministry official", then "the official", "one of the officials", "one of them": the same words."""
    words = second.text.lower()
    head = first.text.lower().split(" in ")[0].split(" from ")[0].split()[-1]
    if (one := _ONE_OF.fullmatch(words)) is not None:
        # "one of them" is one of several.
        return one["whom"] == head or (one["whom"] is None and (bool(first.anonymous) or head.endswith("s")))
    return bool(first.anonymous) and words == f"the {head}"


def _paragraph(draft: Draft, parsed: Parsed) -> int:
    """The paragraph in which a statement ends: a quotation may run on over several."""
    last = parsed.sentence_at(draft[1].content.end - 1)
    return max(draft[0].sentence.paragraph, last.paragraph if last is not None else 0)


def _same(before: tuple[Attribution, Statement], now: tuple[Attribution, Statement]) -> bool:
    first, second = before[1].speaker, now[1].speaker
    if first is None or second is None:
        return False
    if first.actor is not None and second.actor is not None and second.actor.kind != "agency":
        return first.actor.actor_id == second.actor.actor_id or first.actor.name == second.actor.name
    if second.actor is not None and second.actor.kind == "agency":
        # A medium that speaks again does so on its own account.
        return False
    words = second.text.lower()
    if _is_again(first, second):
        return True
    if words.startswith("the ") and before[1].occasion and cues.occasions().get(words[4:]) == before[1].occasion:
        # "said in a message …. “…,” the message added".
        return True
    person = before[0].head is not None and voices().get(before[0].head.lemma_.lower()) not in {"body", "document"}
    if words in _PRONOUNS:
        return person or words in {"it", "they"}
    if person and words.startswith("the ") and voices().get(words.split()[-1]) == "person" and len(words.split()) == 2:
        # "the general", "the president": who spoke before, described.
        return first.text[:1].isupper() or first.text.lower() in _PRONOUNS
    return first.text.split()[-1].lower() == words.split()[-1]


def _carried(chain: tuple[Link, ...]) -> tuple[Link, ...]:
    return tuple(link for link in chain if link.role in {"agency", "outlet", "spokesperson"})
