"""Quotations given to their speakers: by the parse where it holds them, else by the words around the marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from communique.statements.attribution import Attribution, Span
from communique.statements.claims import claimed
from communique.statements.continued import continued

if TYPE_CHECKING:
    from communique.language import Parsed
    from communique.statements.quotes import Quotation


__all__ = ["attach", "is_major", "mark_spans"]

# A quotation of fewer words is a scare quote, a term or a title unless a cue takes it as a whole utterance.
_MAJOR_WORDS = 4


_TITLED = re.compile(
    r"\b(?:titled|entitled|headlined|dubbed|named|nicknamed|slogan|motto|film|book|song|novel)\s*,?\s*$"
)


def is_major(quotation: Quotation, text: str) -> bool:
    """Whether a quotation is an utterance of its own and not a scare quote, a term or a title."""
    inner = text[quotation.inner_start : quotation.inner_end]
    words = re.findall(r"[^\W\d_]+", inner)
    if _TITLED.search(text[max(0, quotation.start - 20) : quotation.start]):
        return False
    sentence_like = inner.rstrip()[-1:] in {",", ".", "!", "?", "…"} or inner.rstrip().endswith("--")
    if (not sentence_like or inner.rstrip()[-1:] == ",") and _is_title(words):
        return False
    if len(words) >= _MAJOR_WORDS:
        return True
    before = text[: quotation.start].rstrip(" ")[-1:]
    return sentence_like and inner[:1].isupper() and (len(words) >= 2 or before in {"", "\n", ".", ":", ","})


def _is_title(words: list[str]) -> bool:
    """Whether every word that carries meaning has a capital: the name of a book, a show, an operation."""
    weighty = [word for word in words if len(word) > 3]
    return (
        len(words) >= 2 and len(weighty) >= 1 and all(word[0].isupper() for word in weighty) and words[0][0].isupper()
    )


def attach(parsed: Parsed, quotations: list[Quotation], found: list[Attribution]) -> list[Attribution]:
    """Join quotations to attributions; add attributions for the quotations that the parse gave to nobody."""
    text = parsed.text
    result = list(found)
    previous: Attribution | None = None
    for quotation in quotations:
        holder = _holder(quotation, result)
        if holder is not None:
            _widen(holder, quotation)
            if is_major(quotation, text):
                previous = holder
            continue
        if not is_major(quotation, text):
            continue
        own = claimed(parsed, quotation, quotations)
        if own is None:
            own = continued(parsed, quotation, previous, result)
            if own is previous and previous is not None:
                continue
        if own is not None:
            same = next((a for a in result if _one_cue(a, own, text)), None)
            if same is not None and same.content[1] <= own.cue[0] and same.content[0] < own.content[0]:
                # "“Now that I am free,” he told the host, “it is over.”": one utterance around its cue.
                same.holes.append((same.content[1], quotation.start))
                same.content = same.content[0], quotation.end
                previous = same
                continue
            if same is not None and same.form != "quote" and _reads_better(same, own):
                result.remove(same)
            result.append(own)
            previous = own
    return result


def _one_cue(a: Attribution, own: Attribution, text: str) -> bool:
    """Whether two attributions hang on one cue: the same words, or "was quoted" and its "as saying"."""
    if a.cue[1] <= a.cue[0]:
        return False
    return a.cue == own.cue or (a.cue[1] < own.cue[0] and text[a.cue[1] : own.cue[0]] == " as ")


def _reads_better(parsed: Attribution, quoted: Attribution) -> bool:
    # The parse found other content for this cue; the quotation next to the cue wins unless the parse's clause is long.
    return parsed.content[1] - parsed.content[0] < quoted.content[1] - quoted.content[0]


def _holder(quotation: Quotation, found: list[Attribution]) -> Attribution | None:
    best: Attribution | None = None
    for one in found:
        start, end = max(one.content[0], quotation.start), min(one.content[1], quotation.end)
        if one.form == "colon" or end <= start or quotation.start <= one.cue[0] < quotation.end:
            continue
        part = min(quotation.end, one.sentence.end) - max(quotation.start, one.sentence.start)
        if part <= 0 or (end - start) < 0.5 * min(part, quotation.end - quotation.start):
            continue
        if best is None or one.content[1] - one.content[0] < best.content[1] - best.content[0]:
            best = one
    return best


def _widen(one: Attribution, quotation: Quotation) -> None:
    start, end = one.content
    one.content = min(start, quotation.start), max(end, quotation.end)


def mark_spans(quotations: list[Quotation]) -> list[Span]:
    """The spans of the quotations with their marks."""
    return [(q.start, q.end) for q in quotations]
