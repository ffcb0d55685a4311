"""The statements of one report, from its parse, its quotation marks and its actors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from communique.language import Sentence, parse
from communique.records import Evidence, Link, Mention, Report, Span, Speaker, Statement, content_id
from communique.statements import (
    clauses,
    continuity,
    joint,
    media,
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

# Share of a sentence without its tail that statements and their cues must take up for the first parse to be trusted;
# of the 137 such sentences of the test reports 47 are read well at once, the others are parsed again without it.
_WELL_READ = 0.85
# Subjects by which a speaker speaks of themselves in reported speech.
_SAME = frozenset({"he", "she", "they", "it", "i", "we"})


def find(parsed: Parsed, mentions: Sequence[Mention], report: Report) -> tuple[Statement, ...]:
    """The statements of a report in order of their content.

    1. quotation marks; 2. attributions that the parse shows; 3. quotations joined to them or given to a speaker of
    their own; 4. chains of sources; 5. what goes on from one statement to the next; 6. what several say together.
    """
    found, quotations = attributions(parsed, mentions)
    relayed.cited(found, mentions)
    linked, spent = chains(found, mentions)
    drafts = [
        _draft(one, linked[number], quotations, mentions, parsed, report)
        for number, one in enumerate(found)
        if number not in spent
    ]
    drafts = relayed.carried_after(drafts, parsed, mentions)
    together = {said.statement_id: joint.speakers(one, mentions) for one, said in drafts}
    marked = transcripts.lines(parsed.text)
    told = tuple(joint.each(continuity.joined(drafts, parsed, mentions), together))
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
    for sentence in parsed.sentences:
        marks = [(q.start, q.end) for q in quotations if q.start < sentence.end and q.end > sentence.start]
        inside = [span for span in marked if span[0] < sentence.end and span[1] > sentence.start]
        found.extend(_read(sentence, inside, marks, mentions, parsed.text))
        found.extend(sources.colons(sentence, parsed.text))
    found = quoting.attach(parsed, quotations, found)
    return sorted(_once(found), key=lambda one: (one.content, one.cue)), quotations


def _read(
    sentence: Sentence,
    inside: list[tuple[int, int]],
    marks: list[tuple[int, int]],
    mentions: Sequence[Mention],
    text: str,
) -> list[Attribution]:
    """The attributions of one sentence; sources stacked at its end are taken off before the rest is read."""
    whole = [*clauses.find(sentence, inside, marks, text), *sources.according(sentence, inside, text)]
    if not whole and "," not in sentence.text:
        return whole
    tail = tails.read(sentence, mentions)
    if tail is None:
        return whole
    own = [one for one in whole if one.cue[1] <= tail.start and one.content[1] <= tail.start + 1]
    length = tail.start - sentence.start
    if _told(own) < _WELL_READ * length:
        core = _without(sentence, tail.start)
        if core is None:
            return whole
        own = [*clauses.find(core, inside, marks, text), *sources.according(core, inside, text)]
    if own:
        links = tail.links()
        for one in own:
            one.tail = [link for link in links if one.speaker is None or link.start != one.speaker[0]]
        return (
            own if _told(own) >= 0.5 * (tail.start - _first(own)) else [*own, *_own_account([], sentence, tail, text)]
        )
    return _own_account(whole, sentence, tail, text)


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


def _without(sentence: Sentence, start: int) -> Sentence | None:
    """The sentence up to `start`, parsed by itself."""
    text = sentence.text[: start - sentence.start].rstrip(" ,")
    # The full stop tells the parser that the sentence is whole.
    again = parse("", text + ".").sentences
    if len(again) != 1 or again[0].start != 0:
        return None
    return Sentence(sentence.start, sentence.start + len(text), sentence.paragraph, again[0].doc)


def _once(found: list[Attribution]) -> list[Attribution]:
    """Of two readings with the same cue and content one; of two with the same content and speaker the first."""
    seen: dict[tuple[object, ...], Attribution] = {}
    for one in found:
        seen.setdefault((one.content, one.speaker), one)
    kept = list(seen.values())
    for source in kept:
        if source.form == "according":
            _cut(source, kept)
        elif source.form == "colon" and source.speaker is not None and source.speaker[0] > source.content[0]:
            for one in kept:
                if one is not source and one.content[0] < source.cue[0] < one.content[1]:
                    one.content = one.content[0], source.cue[0]
        else:
            _cut_contrast(source, kept)
    return [one for one in kept if not any(_retold(one, outer) for outer in kept)]


def _cut(source: Attribution, found: list[Attribution]) -> None:
    """Take "according to …" off the end of the contents that the parser let it stand in."""
    for one in found:
        start, end = one.content
        if one is not source and start < source.frame[0] - 3 < end <= source.frame[1] + 3:
            one.content = start, source.frame[0]


def _cut_contrast(second: Attribution, found: list[Attribution]) -> None:
    """ "Paris said it would wait, while Rome insisted …": the second speaker's clause is not the first's words."""
    mark = next((c for c in second.verb.children if c.dep_ == "mark" and c.lower_ in {"while", "whereas"}), None)
    if mark is None or second.head is None or second.head.lower_ in _SAME:
        return
    at = second.sentence.start + mark.idx
    for one in found:
        if one is not second and one.form == "clause" and one.cue[1] <= one.content[0] < at < one.content[1]:
            one.content = one.content[0], at


def _retold(inner: Attribution, outer: Attribution) -> bool:
    """ "He said he hopes that …": one statement, of which the inner verb is a part."""
    within = outer.content[0] <= inner.cue[0] and inner.content[1] <= outer.content[1] + 1
    if inner is not outer and inner.form == "noun" and within:
        # "expressed his support for", "said its readiness to": words inside another's statement.
        return outer.form in {"object", "particle"} or inner.kind in {"pledge", "think", "plan", "praise"}
    if (
        inner is outer
        or inner.head is None
        or outer.form not in {"clause", "quote"}
        or inner.sentence.start != outer.sentence.start
    ):
        return False
    if inner.head.lower_ not in _SAME or outer.head is None or inner.form == "quote":
        return False
    start, end = outer.content
    if (
        inner.kind in {"think", "plan"}
        and outer.kind == "say"
        and start <= inner.cue[0]
        and inner.content[1] <= end + 1
    ):
        return True
    begins = start <= inner.frame[0] <= start + 8 and inner.content[1] <= end
    return begins and inner.content[1] - inner.content[0] >= 0.5 * (end - start)


def _draft(
    one: Attribution, chain: tuple[Link, ...], quotations: list[Quotation], mentions: Sequence[Mention], parsed: Parsed,
    report: Report,
) -> tuple[Attribution, Statement]:  # fmt: skip
    text = parsed.text
    quote, start, end = _bounds(one, quotations, text)
    who: Speaker | None = speakers.speaker(one.sentence, one.head, mentions) if one.head is not None else None
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
