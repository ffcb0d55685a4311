"""The statements of one report, from its parse, its quotation marks and its actors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import msgspec

from communique.actors import build
from communique.actors.countries import dateline_country
from communique.language import Sentence, beginnings
from communique.records import Evidence, Link, Mention, Report, Span, Speaker, Statement, content_id
from communique.statements import (
    belonging,
    clauses,
    continuity,
    joint,
    media,
    overlaps,
    quotes,
    quoting,
    relayed,
    setting,
    sources,
    speakers,
    tails,
    transcripts,
)
from communique.statements.attribution import Attribution, trimmed
from communique.statements.chains import chains
from communique.statements.phrases import can_speak, voices

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.language import Parsed
    from communique.statements.quotes import Quotation

__all__ = ["find"]

# Share of a sentence without its tail that statements and their cues must take up for the first parse to be trusted,
# unless it begins with somebody's words. Of the 138 such sentences of the test reports 104 are read well at once (47
# without that exception, with the same figures on all sets), the others are parsed again without their tail.
_WELL_READ = 0.85


def find(parsed: Parsed, mentions: Sequence[Mention], report: Report) -> tuple[Statement, ...]:
    """The statements of a report in order of their content.

    1. quotation marks; 2. attributions that the parse shows; 3. quotations joined to them or given to a speaker of
    their own; 4. chains of sources; 5. what goes on from one statement to the next; 6. what several say together.
    """
    found, quotations = attributions(parsed, mentions)
    relayed.cited(found, mentions)
    found = relayed.interposed(found, mentions)
    linked, spent = chains(found, mentions)
    drafts = [
        _draft(one, linked[number], quotations, mentions, parsed, report)
        for number, one in enumerate(found)
        if number not in spent
    ]
    drafts = relayed.carried_after(drafts, parsed, mentions)
    together = {said.statement_id: joint.speakers(one, mentions) for one, said in drafts}
    marked = transcripts.lines(parsed.text)
    told = tuple(joint.each(continuity.joined(drafts, parsed, mentions, belonging.home(report)), together))
    on = report.published.start if report.published.start == report.published.end else None
    if marked:
        outside = (one for one in told if not transcripts.own(one, marked))
        told = tuple(sorted((*outside, *transcripts.answers(marked, parsed, mentions, report)), key=_place))
    return _of_their_day(told, on)


def _place(one: Statement) -> tuple[int, int]:
    return one.content.start, one.content.end


def _of_their_day(found: Sequence[Statement], on: dt.date | None) -> tuple[Statement, ...]:
    """The statements, media owned as they were on the report's day."""
    return tuple(
        msgspec.structs.replace(one, chain=tuple(media.of_its_day(link, on) for link in one.chain))
        if one.chain
        else one
        for one in found
    )


def attributions(parsed: Parsed, mentions: Sequence[Mention] = ()) -> tuple[list[Attribution], list[Quotation]]:
    """All attributions of a text, quotations joined to them, in order."""
    quotations = quotes.quotations(parsed.text)
    marked = quoting.mark_spans([q for q in quotations if quoting.is_major(q, parsed.text)])
    found: list[Attribution] = []
    read: list[_Read] = []
    for sentence in parsed.sentences:
        marks = [(q.start, q.end) for q in quotations if q.start < sentence.end and q.end > sentence.start]
        inside = [span for span in marked if span[0] < sentence.end and span[1] > sentence.start]
        read.append(_read(sentence, inside, marks, mentions, parsed.text))
    again = iter(beginnings([(one.sentence, one.again) for one in read if one.again]))
    for one in read:
        found.extend(_with_tail(one, next(again) if one.again else None, parsed.text))
        found.extend(sources.colons(one.sentence, parsed.text))
    found = quoting.attach(parsed, quotations, found)
    return sorted(overlaps.once(found), key=lambda one: (one.content, one.cue)), quotations


@dataclass(slots=True)
class _Read:
    """What the first parse of a sentence gave: all attributions, those before its tail, how much to parse again."""

    sentence: Sentence
    inside: list[tuple[int, int]]
    marks: list[tuple[int, int]]
    whole: list[Attribution]
    own: list[Attribution]
    tail: tails.Tail | None = None
    again: int = 0


def _read(
    sentence: Sentence,
    inside: list[tuple[int, int]],
    marks: list[tuple[int, int]],
    mentions: Sequence[Mention],
    text: str,
) -> _Read:
    """The attributions of one sentence by its first parse, and the sources stacked at its end."""
    whole = [*clauses.find(sentence, inside, marks, text), *sources.according(sentence, inside, text)]
    if not whole and "," not in sentence.text:
        return _Read(sentence, inside, marks, whole, whole)
    tail = tails.read(sentence, mentions)
    if tail is None:
        return _Read(sentence, inside, marks, whole, whole)
    own = [one for one in whole if one.cue[1] <= tail.start and one.content[1] <= tail.start + 1]
    length = tail.start - sentence.start
    fronted = _fronted(own, sentence)
    again = len(sentence.text[:length].rstrip(" ,")) if not fronted and _told(own) < _WELL_READ * length else 0
    return _Read(sentence, inside, marks, whole, own, tail, again)


def _with_tail(read: _Read, core: Sentence | None, text: str) -> list[Attribution]:
    """The attributions of a sentence whose end is its sources; `core` is what stands before them, parsed again."""
    tail, own = read.tail, read.own
    if tail is None or (read.again and core is None):
        return read.whole
    if core is not None:
        own = [*clauses.find(core, read.inside, read.marks, text), *sources.according(core, read.inside, text)]
    if not own:
        return _own_account(read.whole, read.sentence, tail, text)
    links = tail.links()
    for one in own:
        one.tail = [link for link in links if one.speaker is None or link.start != one.speaker[0]]
    fronted = _fronted(own, read.sentence)
    if fronted or _told(own) >= 0.5 * (tail.start - _first(own)):
        # What begins with somebody's words is his, however long whom he told is described.
        return own
    return [*own, *_own_account([], read.sentence, tail, text)]


def _fronted(own: Sequence[Attribution], sentence: Sentence) -> bool:
    """Whether the sentence begins with the words of one of them: "“…,” he told Tass": then the parse was not lost."""
    return any(one.form in {"clause", "quote"} and one.content[0] <= sentence.start + 1 for one in own)


def _first(own: list[Attribution]) -> int:
    """Where the first of them begins: what stands before it sets the scene and asserts nothing."""
    return min(min(one.content[0], one.cue[0], one.speaker[0] if one.speaker else one.cue[0]) for one in own)


def _told(own: list[Attribution]) -> int:
    """How many characters the statements and their cues take up."""
    spans = [span for one in own for span in (one.content, one.frame, one.cue)]
    return len({position for start, end in spans for position in range(start, end)})


def _own_account(whole: list[Attribution], sentence: Sentence, tail: tails.Tail, text: str) -> list[Attribution]:
    """Nobody speaks but the media: the first of them is the speaker, or whom it cites, the others are links."""
    links = tail.links()
    # What the parse found in the sources themselves, it misread: "…, Tass said, monitored in London".
    whole = [one for one in whole if one.content[0] < tail.start]
    if not links or (whole and len(tail.sources) < 2):
        return whole
    first = min(tail.sources, key=lambda one: (one.link is not links[0], one.first.i))
    unnamed = next((one for one in tail.sources if one.kind == "citing" and one.link is None and _speaks(one)), None)
    if unnamed is not None:
        # "…, Reuters said, citing officials": the officials speak, unnamed.
        first, links = unnamed, [links[0], *links]
    kept = [one for one in whole if one.cue[0] < tail.start]
    made = Attribution(
        sentence, first.last, sentence.span(first.last, first.last), "say", "say", "clause",
        trimmed(text, sentence.start, tail.start), tail=links[1:],
    )  # fmt: skip
    verb = next((t for t in sentence.doc[first.first.i :] if t.pos_ == "VERB"), first.last)
    made.cue = sentence.span(verb, verb)
    made.head = _top(first)
    made.speaker = sentence.span(first.first, first.last)
    made.frame = made.speaker
    return [*kept, made]


def _speaks(source: tails.Source) -> bool:
    return can_speak(_top(source), strict=True) and voices().get(_top(source).lemma_.lower()) != "document"


def _top(source: tails.Source) -> Token:
    """The head of a source's words: of "communique No. 6" the communique."""
    words = source.last.doc[source.first.i : source.last.i + 1]
    outside = [token for token in words if not source.first.i <= token.head.i <= source.last.i or token.head == token]
    return next((token for token in outside if token.pos_ in {"NOUN", "PROPN", "PRON"}), source.last)


def _draft(
    one: Attribution, chain: tuple[Link, ...], quotations: list[Quotation], mentions: Sequence[Mention], parsed: Parsed,
    report: Report,
) -> tuple[Attribution, Statement]:  # fmt: skip
    text = parsed.text
    quote, start, end = _bounds(one, quotations, text)
    who: Speaker | None = speakers.speaker(one.sentence, one.head, mentions) if one.head is not None else None
    if who is not None and who.actor is None and one.form == "colon" and (seat := dateline_country(who.text)):
        # "Ship rammed us: Athens".
        who = msgspec.structs.replace(who, actor=build.group(seat, "GOV"))
    said_to = setting.addressee(one)
    addressee = speakers.actor_of(one.sentence.start + said_to.idx, mentions) if said_to is not None else None
    return one, Statement(
        statement_id=content_id("statement", report.report_id, start, end, who.start if who else None),
        report_id=report.report_id,
        speaker=who,
        cue=text[one.cue[0] : one.cue[1]],
        cue_span=Span(*one.cue) if one.cue[1] > one.cue[0] else None,
        quote=quote,
        content=Evidence(report_id=report.report_id, start=start, end=end, text=text[start:end]),
        addressee=addressee,
        occasion=setting.occasion(one),
        chain=chain,
    )


def _bounds(
    one: Attribution, quotations: list[Quotation], text: str
) -> tuple[Literal["direct", "indirect", "mixed"], int, int]:
    """How it is quoted, and the content without the marks that enclose it."""
    start, end = one.content
    inside = [q for q in quotations if q.start < end and q.end > start]
    if not inside:
        return "indirect", *trimmed(text, start, end)
    covered = [(q.start, q.end) for q in inside] + one.holes
    loose = sum(
        character.isalnum()
        for position, character in enumerate(text[start:end], start)
        if not any(first <= position < last for first, last in covered)
    )
    if loose == 0:
        first, last = inside[0], inside[-1]
        return "direct", *trimmed(text, max(start, first.inner_start), min(end, last.inner_end))
    start, end = trimmed(text, start, end)
    return "mixed", start, end
