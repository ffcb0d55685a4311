"""Page furniture in plain text: which lines are the article, and what was cut around and inside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from communique.cleaning.furniture import inline, kinds, lines, model
from communique.cleaning.furniture.lines import Line
from communique.cleaning.furniture.repeats import Repeats, digest_of

__all__ = ["Cut", "Repeats", "agreement", "cut", "judge"]

# A text in which fewer words than this were found to be body is looked at again by sentence shape alone.
_FEWEST_WORDS = 12
_PROSE_WORDS = 8
# Of a line's runs of three words this share must be in the other reader's text.
_AGREES = 0.7


class Cut(NamedTuple):
    """Spans of the text that stay, one a paragraph part (`True`: begins a paragraph), and those cut, with kinds."""

    kept: list[tuple[int, int, bool]]
    furniture: list[tuple[int, int, str]]


def judge(
    units: Sequence[Line],
    *,
    title: str = "",
    repeated: frozenset[int] = frozenset(),
    votes: Sequence[float] | None = None,
) -> list[bool]:
    """Which lines are body. `repeated` are digests of lines that the outlet repeats, `votes` another reader's odds."""
    if not units:
        return []
    flags = [digest_of(unit.text) in repeated for unit in units] if repeated else None
    kept = model.body(model.probabilities(units, title, flags), votes)
    if sum(len(lines.words(unit.text)) for unit, flag in zip(units, kept, strict=True) if flag) < _FEWEST_WORDS:
        return _prose(units, kept)
    return kept


def agreement(units: Sequence[Line], extracted: str, weight: float) -> list[float]:
    """Log odds for each line: `weight` if an extractor kept its words, the negative if not.

    A line agrees when most of its runs of three words stand in the extracted text; a short one when it is a line there.
    """
    whole = {lines.key(line) for line in extracted.split("\n")}
    tokens = [token.lower() for token in lines.words(extracted)]
    runs = set(zip(tokens, tokens[1:], tokens[2:], strict=False))
    found = []
    for unit in units:
        own = [token.lower() for token in lines.words(unit.text)]
        triples = list(zip(own, own[1:], own[2:], strict=False))
        inside = lines.key(unit.text).lstrip("-•* ") in whole
        if len(triples) >= 3:
            inside = inside or sum(triple in runs for triple in triples) >= _AGREES * len(triples)
        found.append(weight if inside else -weight)
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
    return pieces


def _prose(units: Sequence[Line], kept: Sequence[bool]) -> list[bool]:
    """Lines that are sentences by their looks, for texts too short or too strange for the model."""
    shaped = [
        flag or (len(lines.words(unit.text)) >= _PROSE_WORDS and unit.text.rstrip("\"”’')").endswith((".", "!", "?")))
        or unit.text.endswith("。")
        for unit, flag in zip(units, kept, strict=True)
    ]  # fmt: skip
    return shaped if any(shaped) else [True] * len(units) if len(units) <= 3 else list(kept)
