"""Page furniture in plain text: which lines are the article, and what was cut around and inside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from communique.cleaning.furniture import features, inline, kinds, lines, model, phrases
from communique.cleaning.furniture.features import Matrix, Topic, of_lines
from communique.cleaning.furniture.headers import end_of_glued
from communique.cleaning.furniture.lines import Line
from communique.cleaning.furniture.repeats import Known, Repeats

__all__ = ["Cut", "Known", "Look", "Repeats", "agreement", "cut", "judge", "look", "marked", "repeated"]

# A text in which fewer words than this were found to be body is looked at again by sentence shape alone.
_FEWEST_WORDS = 12
_PROSE_WORDS = 8
_ENDS = (".", "!", "?", "。", "！", "？")
_LABEL_WORDS = 3
# No article has so many lines: what comes after them is judged by its sentences' shape, to bound memory.
_MOST = 20_000
# In a line shorter than this nothing is glued: it is furniture as a whole or not at all.
_SHORTEST_GLUED_IN = 30
# A header glued to a sentence makes a line longer than this.
_SHORTEST_GLUED = 80
# Rules and stars between parts of a page, page numbers ("-7-"); the slug and headline lines of a wire ("^BC-TALKS<").
_NO_TEXT = re.compile(r"[\W_]+$|\^.*<$|[-–—] ?\d{1,4} ?[-–—]$")
_STOPS = frozenset(".!?…。！？:：\"”’'»)")
# What trafilatura's word on a line weighs, in log odds. What it keeps is nearly always content; what it leaves out may
# be half of the article, when it has taken the wrong part of the tree. F1 on the development pages: 2.3/-2.3 .905,
# 4/-2.3 .915, 4/-1 .918.
_KEPT, _LEFT = 4.0, -1.0
# What it weighs that an outlet repeats a line, or its shape, and that it has a sentence of so many words only once. As
# features of the model they were worth less (F1 on the development pages with the outlet's other page: .901 as before,
# .902 as features of a model trained on pairs of pages, .904 with the first two of these weights, .910 with all).
_SAME, _ALIKE, _OWN = -4.0, -0.5, 1.0
_TELLS = 12
# What the markup around a line weighs.
_MARKUP = {"aside": -3.0, "caption": -3.0, "link": -1.0}
_PROMPTS = frozenset({"app", "advert", "social"})
_FEWEST_LEFT = 3
_READER = frozenset("you your yours our us we".split())
# Phrases that only furniture begins with or consists of; names of sections may be headings in an article too.
_PHRASES = [
    features.PHRASES + phrases.KINDS.index(kind) for kind in ("related", "advert", "app", "social", "newsletter")
]
_WHOLE, _LONGEST_PROMPT = 0.8, 120
# Of a line's runs of three words this share must be in the other reader's text.
_AGREES = 0.7


class Cut(NamedTuple):
    """Spans of the text that stay, one a paragraph part (`True`: begins a paragraph), and those cut, with kinds."""

    kept: list[tuple[int, int, bool]]
    furniture: list[tuple[int, int, str]]


class Look(NamedTuple):
    """A page's units and what is seen of them before its title is known."""

    units: Sequence[Line]
    base: Matrix
    topics: Sequence[Topic]


def look(units: Sequence[Line]) -> Look:
    """Look at each unit (of a monstrous page the first ones)."""
    base, topics = of_lines([_bare(unit) for unit in units[:_MOST]])
    return Look(units, base, topics)


def judge(seen: Look, *, title: str = "", votes: Sequence[float] | None = None) -> list[bool]:
    """Which units are body; `votes` are another reader's log odds for each."""
    units = seen.units
    if not units:
        return []
    first = votes[: len(seen.topics)] if votes is not None else None
    kept = model.body(model.probabilities(units[:_MOST], seen.base, seen.topics, title), first)
    kept = _without_labels(units, kept + _prose(units[_MOST:], [False] * len(units[_MOST:])))
    kept = [flag and not _NO_TEXT.match(unit.text) for unit, flag in zip(units, kept, strict=True)]
    if sum(len(lines.words(unit.text)) for unit, flag in zip(units, kept, strict=True) if flag) < _FEWEST_WORDS:
        return _prose(units, kept)
    return kept


def _bare(unit: Line) -> Line:
    """The unit as it reads without the furniture glued inside it, if anything is left then."""
    if len(unit.text) < _SHORTEST_GLUED_IN:
        return unit
    position, parts = end_of_glued(unit.text)[0] if len(unit.text) > _SHORTEST_GLUED else 0, []
    for start, end, kind in inline.find(unit.text):
        # A photographer's credit says that the whole line is a caption: it stays for the model to see.
        if kind == "caption":
            continue
        parts.append(unit.text[position:start])
        position = max(position, end)
    if not position:
        return unit
    rest = "".join([*parts, unit.text[position:]]).strip()
    return unit._replace(text=rest) if rest else unit


def _without_labels(units: Sequence[Line], kept: Sequence[bool]) -> list[bool]:
    """Words alone on their lines before the first sentence or after the last are a menu's, whatever the language."""
    told = [number for number, unit in enumerate(units) if kept[number] and not _is_label(unit)]
    if not told:
        return list(kept)
    return [flag and told[0] <= number <= told[-1] for number, flag in enumerate(kept)]


def _is_label(unit: Line) -> bool:
    return len(lines.words(unit.text)) <= _LABEL_WORDS and unit.text[-1] not in _STOPS


def agreement(seen: Look, extracted: str) -> list[float]:
    """Log odds for each line by whether an extractor kept its words.

    A line agrees when most of its runs of three words stand in the extracted text; a short one when it is a line there.
    A prompt or the heading of a list is none of the article, whoever kept it.
    """
    prompts = seen.base[:, _PHRASES].max(axis=1, initial=0.0) >= _WHOLE
    whole = {lines.key(line).lstrip("-•* ") for line in extracted.split("\n")}
    tokens = [token.lower() for token in lines.words(extracted)]
    runs = set(zip(tokens, tokens[1:], tokens[2:], strict=False))
    found = []
    for number, unit in enumerate(seen.units):
        if number < len(prompts) and prompts[number] and len(unit.text) < _LONGEST_PROMPT:
            found.append(_LEFT)
            continue
        inside = lines.key(unit.text).lstrip("-•* ") in whole
        if not inside:
            tokens = seen.topics[number].tokens if number < len(seen.topics) else lines.words(unit.text)
            own = [token.lower() for token in tokens]
            triples = list(zip(own, own[1:], own[2:], strict=False))
            inside = len(triples) >= 3 and sum([triple in runs for triple in triples]) >= _AGREES * len(triples)
        found.append(_KEPT if inside else _LEFT)
    return found


def repeated(seen: Look, known: Known) -> list[float]:
    """Log odds for each line by whether the outlet's other pages have it too, or it tells what no other page does."""
    found = []
    for number, unit in enumerate(seen.units):
        echo = known.of(unit.text)
        told = number < len(seen.topics) and features.is_prose(seen.topics[number], _TELLS)
        found.append(_SAME * echo.same + _ALIKE * echo.alike + _OWN * (told and not echo.same))
    return found


def marked(units: Sequence[Line], marks: Sequence[tuple[int, int, str]]) -> list[float]:
    """Log odds for each line by the markup that most of it stands in."""
    found = []
    position = 0
    for unit in units:
        covered: dict[str, int] = {}
        while position < len(marks) and marks[position][1] <= unit.start:
            position += 1
        ahead = position
        while ahead < len(marks) and marks[ahead][0] < unit.end:
            start, end, mark = marks[ahead]
            covered[mark] = covered.get(mark, 0) + min(end, unit.end) - max(start, unit.start)
            ahead += 1
        size = 0.8 * (unit.end - unit.start)
        found.append(sum(_MARKUP[mark] for mark, count in covered.items() if count >= size))
    return found


def cut(units: Sequence[Line], kept: Sequence[bool], used: Sequence[tuple[int, int, str]] = ()) -> Cut:
    """Cut what is not body, and what is glued inside it; `used` are spans that metadata was read from."""
    sorts = kinds.of(units, kept)
    stay: list[tuple[int, int, bool]] = []
    out: list[tuple[int, int, str]] = []
    taken = {start: (end, kind) for start, end, kind in used}
    for unit, flag, kind in zip(units, kept, sorts, strict=True):
        if not flag:
            end, other = taken.get(unit.start, (0, kind))
            out.append((unit.start, unit.end, other if end else kind))
            continue
        begins = unit.gap >= 0 or not stay
        for start, end, sort in _glued(unit, used):
            if sort:
                out.append((start, end, sort))
            elif end > start:
                stay.append((start, end, begins))
                begins = False
    return Cut(stay, out)


def _glued(unit: Line, used: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The unit in pieces: with a kind what is furniture, without one what stays."""
    spans = [(start + unit.start, end + unit.start, kind) for start, end, kind in inline.find(unit.text)]
    spans += [span for span in used if unit.start <= span[0] < unit.end]
    pieces: list[tuple[int, int, str]] = []
    position = unit.start
    for start, end, kind in sorted(spans):
        if start < position:
            continue
        pieces += [(position, start, ""), (start, min(end, unit.end), kind)]
        position = min(end, unit.end)
    pieces.append((position, unit.end, ""))
    return pieces if _stands_alone(unit, pieces) else [(unit.start, unit.end, spans[0][2])]


def _stands_alone(unit: Line, pieces: Sequence[tuple[int, int, str]]) -> bool:
    """Whether what is left beside prompts is text: some words of theirs are not, nor is what speaks to the reader.

    "Get the news on your phone. Download the Herald app." is one prompt.
    """
    if not any(kind in _PROMPTS for _, _, kind in pieces):
        return True
    left = [
        word.lower()
        for start, end, kind in pieces
        if not kind
        for word in lines.words(unit.text[start - unit.start : end - unit.start])
    ]
    return len(left) >= _FEWEST_LEFT and (len(left) >= _FEWEST_WORDS or _READER.isdisjoint(left))


def _prose(units: Sequence[Line], kept: Sequence[bool]) -> list[bool]:
    """Lines that are sentences by their looks, for texts too short or too strange for the model."""
    shaped = [
        flag or (len(lines.words(unit.text)) >= _PROSE_WORDS and unit.text.rstrip("\"”’')").endswith(_ENDS))
        for unit, flag in zip(units, kept, strict=True)
    ]
    return shaped if any(shaped) else [True] * len(units) if len(units) <= 3 else list(kept)
