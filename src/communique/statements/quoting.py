"""Quotations given to their speakers: by the parse where it holds them, else by the words around the marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from communique.statements import cues
from communique.statements.attribution import Attribution, Span
from communique.statements.clauses import name_speaker
from communique.statements.phrases import can_speak, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.language import Parsed, Sentence
    from communique.statements.quotes import Quotation

__all__ = ["attach", "is_major"]

# A quotation of fewer words is a scare quote, a term or a title unless a cue takes it as a whole utterance.
_MAJOR_WORDS = 4
# Unquoted words between a quotation and the cue that claims it: a long subject with its office, no more.
_REACH = 160
_TITLED = re.compile(
    r"\b(?:titled|entitled|headlined|dubbed|named|nicknamed|slogan|motto|film|book|song|novel)\s*,?\s*$"
)
_DASHED = re.compile(r"\s*(?:—|–|--|-)\s*(?=[A-Z])")


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
        own = _claimed(parsed, quotation, quotations)
        if own is None:
            own = _continued(parsed, quotation, previous, result)
            if own is previous and previous is not None:
                continue
        if own is not None:
            same = next((a for a in result if a.cue == own.cue and a.cue[1] > a.cue[0]), None)
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


def _claimed(parsed: Parsed, quotation: Quotation, quotations: list[Quotation]) -> Attribution | None:
    text = parsed.text
    last = parsed.sentence_at(quotation.end - 1)
    first = parsed.sentence_at(quotation.start)
    if last is not None:
        limit = min((q.start for q in quotations if q.start >= quotation.end), default=len(text))
        after = _after(last, quotation, min(limit, last.end))
        if after is not None:
            return after
        after = _cue_left_over(parsed, last, quotation, limit)
        if after is not None:
            return after
    if first is not None:
        floor = max((q.end for q in quotations if q.end <= quotation.start), default=0)
        before = _before(first, quotation, max(floor, first.start), text)
        if before is not None:
            return before
        return _announced(parsed, first, quotation)
    return None


def _make(sentence: Sentence, cue: Token, quotation: Quotation, who: Token | None, kind: str) -> Attribution:
    found = Attribution(
        sentence, cue, sentence.span(cue, cue), cue.lemma_.lower(), kind, "quote", (quotation.start, quotation.end)
    )
    name_speaker(found, who)
    first = min([found.cue[0]] + ([found.speaker[0]] if found.speaker else []))
    last = max([found.cue[1]] + ([found.speaker[1]] if found.speaker else []))
    found.frame = first, last
    return found


def _kind(token: Token) -> str | None:
    rows = cues.verbs().get(token.lemma_.lower())
    if rows is None or token.pos_ not in {"VERB", "AUX"}:
        return None
    return next((row.kind for row in rows if "quote" in row.takes), None)


def _speaking(token: Token) -> Token:
    """Of "was quoted as saying" the verb that speaks."""
    for other in token.children:
        if other.dep_ == "prep" and other.lower_ == "as" and token.lemma_.lower() in {"quote", "cite", "report"}:
            return next((c for c in other.children if c.tag_ == "VBG"), token)
    return token


def _after(sentence: Sentence, quotation: Quotation, limit: int) -> Attribution | None:
    """ "“…,” said Xi" and "“…,” the minister, who was in Rome, told reporters"."""
    frame = [t for t in sentence.doc if quotation.end <= sentence.start + t.idx < limit]
    base = sentence.start
    for word in frame:
        token = word
        if base + token.idx - quotation.end > _REACH:
            break
        token = _speaking(token)
        kind = _kind(token)
        if kind is None:
            if token.lower_ in {"that", "because", "but"} and token.dep_ in {"mark", "cc"}:
                break
            continue
        who = subject(token)
        if who is not None and base + who.idx < quotation.end:
            who = next((t for t in frame if t.dep_ in {"nsubj", "dobj", "attr"} and t.i != token.i), None)
        if who is None:
            who = _beside(token, frame)
        if who is not None and not can_speak(who, strict=False):
            continue
        return _make(sentence, token, quotation, who, kind)
    dashed = _DASHED.match(sentence.text[quotation.end - base :]) if quotation.end > base else None
    if dashed and frame:
        names = [t for t in frame if t.pos_ == "PROPN"]
        if names and len(frame) < 14:
            return _make(sentence, frame[0], quotation, names[0].head if names[0].head in names else names[0], "say")
    return None


def _cue_left_over(parsed: Parsed, last: Sentence, quotation: Quotation, limit: int) -> Attribution | None:
    """ "“Who will pay?” The minister asked the house." where the splitter put the cue into a sentence of its own."""
    at = parsed.sentences.index(last)
    if quotation.inner_end >= len(parsed.text) or parsed.text[quotation.inner_end - 1] not in "?!…":
        return None
    if parsed.text[quotation.end : last.end].strip() or at + 1 >= len(parsed.sentences):
        return None
    following = parsed.sentences[at + 1]
    if following.paragraph != last.paragraph or following.end - following.start > _REACH or limit < following.end - 1:
        return None
    for token in following.doc:
        kind = _kind(token)
        if kind is not None and token.dep_ == "ROOT":
            if any(c.dep_ in {"ccomp", "xcomp"} for c in token.children):
                return None
            return _make(following, token, quotation, subject(token), kind)
    return None


def _beside(token: Token, frame: list[Token]) -> Token | None:
    """The noun next to a cue whose parse is broken."""
    nouns = [t for t in frame if t.pos_ in {"PROPN", "NOUN", "PRON"} and abs(t.i - token.i) <= 8]
    return min(nouns, key=lambda t: abs(t.i - token.i), default=None)


def _before(sentence: Sentence, quotation: Quotation, floor: int, text: str) -> Attribution | None:
    """ "Xi said: “…”", "…, adding, “…”", "the minister called it “…”"."""
    base = sentence.start
    frame = [t for t in sentence.doc if floor <= base + t.idx < quotation.start]
    if not frame:
        return None
    joint = text[: quotation.start].rstrip()[-1:]
    for token in reversed(frame):
        kind = _kind(token)
        if kind is None:
            continue
        gap = quotation.start - (base + token.idx + len(token.text))
        if gap > _REACH or (joint not in ":,—–" and gap > 60):
            break
        who = subject(token)
        if who is not None and not can_speak(who, strict=False):
            continue
        if who is None and joint not in ":,":
            continue
        return _make(sentence, token, quotation, who, kind)
    if joint in "—–-" and text[: quotation.start].rstrip()[-2:-1] in {" ", "-"}:
        # "the former president -- “It is over.”"
        names = [t for t in frame if t.pos_ == "PROPN" and base + t.idx > quotation.start - 40]
        if names:
            return _make(sentence, frame[-1], quotation, names[-1], "say")
    if joint == ":":
        verbs = [t for t in frame if t.pos_ == "VERB" and subject(t) is not None]
        if verbs:
            return _make(sentence, verbs[-1], quotation, subject(verbs[-1]), "say")
        names = [t for t in frame if t.pos_ == "PROPN"]
        if names and len(frame) <= 8:
            return _make(sentence, frame[-1], quotation, names[-1], "say")
    return None


def _announced(parsed: Parsed, first: Sentence, quotation: Quotation) -> Attribution | None:
    """A quotation after a sentence that ends in a colon: its last cue speaks, else its subject."""
    at = parsed.sentences.index(first)
    if at == 0 or parsed.text[first.start : quotation.start].strip():
        return None
    before = parsed.sentences[at - 1]
    if not before.text.rstrip().endswith(":"):
        return None
    verbs = [t for t in before.doc if t.pos_ == "VERB" and subject(t) is not None]
    cue = next((t for t in reversed(verbs) if _kind(t)), verbs[-1] if verbs else None)
    return _make(before, cue, quotation, subject(cue), _kind(cue) or "say") if cue is not None else None


def _continued(
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


def mark_spans(quotations: list[Quotation]) -> list[Span]:
    """The spans of the quotations with their marks."""
    return [(q.start, q.end) for q in quotations]
