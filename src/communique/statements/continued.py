"""Quotations without a cue of their own: they go on with the speaker of the words before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.statements.attribution import Attribution
from communique.statements.phrases import name_speaker, subject

if TYPE_CHECKING:
    from communique.language import Parsed, Sentence
    from communique.statements.quotes import Quotation


__all__ = ["continued"]


def continued(
    parsed: Parsed, quotation: Quotation, previous: Attribution | None, found: list[Attribution]
) -> Attribution | None:
    """An unattributed quotation goes on with the speaker of the words before it, in its paragraph or the one before."""
    text = parsed.text
    here = parsed.sentence_at(quotation.start)
    if here is None:
        return None
    starts_sentence = not text[here.start : quotation.start].strip()
    if not starts_sentence:
        return None
    if previous is not None and _adjoins(parsed, previous, quotation, here):
        previous.holes.append((previous.content[1], quotation.start))
        previous.content = previous.content[0], quotation.end
        return previous
    source = _last_speaker(parsed, here, found)
    who, speaker = (source.head, source.speaker) if source is not None else (None, None)
    at = parsed.sentences.index(here)
    same_paragraph = at > 0 and parsed.sentences[at - 1].paragraph == here.paragraph
    if source is None and same_paragraph:
        roots = [t for t in parsed.sentences[at - 1].doc if t.dep_ == "ROOT"]
        who = subject(roots[0]) if roots else None
        if who is not None and not (who.ent_type_ == "PERSON" or who.lower_ in {"he", "she", "they"}):
            who = None
        if who is not None:
            made = Attribution(
                parsed.sentences[at - 1],
                who,
                (0, 0),
                "",
                "say",
                "quote",
                (quotation.start, quotation.end),
                continued=True,
            )
            name_speaker(made, who)
            return made
    whole = text[quotation.inner_start : quotation.inner_end].rstrip()[-1:] in {".", "!", "?", "…"}
    if who is None and not whole:
        return None
    token = here.doc[0]
    made = Attribution(here, token, (0, 0), "", "say", "quote", (quotation.start, quotation.end), continued=True)
    if source is not None:
        made.head, made.speaker = who, speaker
        made.sentence = source.sentence
        made.via = [source.verb]
    return made


def _adjoins(parsed: Parsed, previous: Attribution, quotation: Quotation, here: Sentence) -> bool:
    """Whether only the cue's own words stand between the earlier quotation and this one, in one paragraph."""
    last = parsed.sentence_at(previous.content[1] - 1)
    if last is None or last.paragraph != here.paragraph or previous.form == "colon":
        return False
    between = parsed.text[previous.content[1] : quotation.start]
    words = quotation.end - quotation.start + previous.content[1] - previous.content[0]
    if len(between) > words:
        # So much of the reporter's own stands between that one span would hold more of it than of the speaker's.
        return False
    if not between.strip(" \n.,"):
        return _is_quoted(parsed.text, previous)
    own = last.end >= previous.cue[0] >= previous.content[1]
    rest = parsed.text[last.end : quotation.start]
    return own and not rest.strip() and _is_quoted(parsed.text, previous)


def _is_quoted(text: str, one: Attribution) -> bool:
    return text[one.content[1] - 1] in "”\"'’»」“" and text[one.content[0]] in "“\"'‘«「„`"


def _last_speaker(parsed: Parsed, here: Sentence, found: list[Attribution]) -> Attribution | None:
    at = parsed.sentences.index(here)
    nearest: Attribution | None = None
    for one in found:
        if one.speaker is None or one.content[0] >= here.start or one.form in {"noun", "colon"}:
            continue
        distance = at - _index(parsed, one)
        reach = here.paragraph - one.sentence.paragraph
        quoted = parsed.text[one.content[1] - 1] in "”\"'’»」“"
        near = (reach == 0 and distance <= 2) or (reach == 1 and distance == 1 and quoted)
        if near and one.cue[0] < here.start and (nearest is None or _rank(one) > _rank(nearest)):
            nearest = one
    return nearest


def _rank(one: Attribution) -> tuple[int, int]:
    return max(one.sentence.start, 0), -(one.content[1] - one.content[0]) if one.form == "according" else 0


def _index(parsed: Parsed, one: Attribution) -> int:
    last = parsed.sentence_at(max(one.content[1] - 1, one.cue[0]))
    return parsed.sentences.index(last) if last is not None else 0
