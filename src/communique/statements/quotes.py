"""Where the quotations of a text stand: outermost marks only, over paragraphs where the marks are left open."""

from __future__ import annotations

import re
from typing import NamedTuple

_CLOSERS = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", "‘": "’"}
# Whatever may open a quotation.
_MARK = re.compile("[“„«「『'`\"‘]")
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")


class Quotation(NamedTuple):
    """A quotation: the span with its marks, and the span of the words inside them."""

    start: int
    end: int
    inner_start: int
    inner_end: int

    def words(self, text: str) -> int:
        """How many words it holds."""
        return len(_WORD.findall(text, self.inner_start, self.inner_end))


def quotations(text: str) -> list[Quotation]:
    """The outermost quotations of `text` in order.

    A mark that is never closed ends with its paragraph, unless the next paragraph opens with a mark again: then one
    quotation runs on over both. An apostrophe is not a mark.
    """
    found: list[Quotation] = []
    position = 0
    open_from: tuple[int, int] | None = None
    for line in text.split("\n"):
        start, end = position, position + len(line)
        position = end + 1
        if not line.strip():
            continue
        at = start + len(line) - len(line.lstrip())
        if open_from is not None and _opens(text, at) is None:
            found.append(Quotation(*open_from, *_last_line_end(text, open_from[1], start)))
            open_from = None
        open_from = _in_line(text, at, end, open_from, found)
    if open_from is not None:
        found.append(Quotation(*open_from, *_last_line_end(text, open_from[1], len(text))))
    return [Quotation(first, last, inner, inner_end) for first, inner, last, inner_end in found if inner_end > inner]


def _last_line_end(text: str, start: int, before: int) -> tuple[int, int]:
    end = start + len(text[start:before].rstrip())
    return end, end


def _in_line(
    text: str, start: int, end: int, open_from: tuple[int, int] | None, found: list[Quotation]
) -> tuple[int, int] | None:
    """Scan one paragraph; return the beginning of a quotation that its end leaves open."""
    at = start
    continued = open_from
    while (candidate := _MARK.search(text, at, end)) is not None:
        at = candidate.start()
        mark = _opens(text, at)
        if mark is None:
            at += 1
            continue
        inner = at + len(mark)
        close = _close(text, inner, end, mark)
        if close is None:
            if mark in {"'", "‘"}:
                at += 1
                continue
            return continued or (at, inner)
        first, first_inner = continued or (at, inner)
        continued = None
        # Stored as (start, inner start, end, inner end) and put in order by the caller.
        found.append(Quotation(first, first_inner, close + _length(text, close, mark), close))
        at = close + _length(text, close, mark)
    return continued


def _opens(text: str, at: int) -> str | None:
    """The opening mark at an offset, if one stands there."""
    character = text[at]
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if character in "“„«「『":
        return character
    if character in "'`" and text[at : at + 2] in {"''", "``"}:
        third = text[at + 2] if at + 2 < len(text) else " "
        return text[at : at + 2] if not before.isalnum() and not third.isspace() else None
    if character == '"':
        return '"' if not before.isalnum() and before not in ",.!?%)" and not after.isspace() else None
    if character in "'‘":
        free = before.isspace() or before in "([—–-/:"
        return character if free and (after.isalnum() or after in '$£€…[“"') else None
    return None


def _length(text: str, close: int, mark: str) -> int:
    return 2 if mark in {"''", "``"} and text[close : close + 2] == "''" else 1


def _close(text: str, start: int, end: int, mark: str) -> int | None:
    """Where the quotation opened by `mark` closes within the paragraph, at an outermost mark."""
    if mark in {"'", "‘"}:
        return _close_single(text, start, end)
    if mark in {"''", "``"}:
        at = text.find("''", start, end)
        return at if at >= 0 else None
    if mark == '"':
        return _close_straight(text, start, end)
    depth = 1
    for at in range(start, end):
        if text[at] == mark and mark != "„":
            depth += 1
        elif text[at] in _CLOSERS[mark]:
            depth -= 1
            if depth == 0:
                return at
        elif text[at] == '"' and depth == 1 and (at + 1 >= end or not text[at + 1].isalnum()):
            return at
    # Nested marks of one kind that don't balance: the last closing mark is the outermost.
    last = max((text.rfind(closer, start, end) for closer in _CLOSERS[mark]), default=-1)
    return last if last >= 0 else None


def _close_straight(text: str, start: int, end: int) -> int | None:
    for at in range(start, end):
        if text[at] in '"”' and not (at + 1 < end and text[at + 1].isalnum()):
            return at
    return None


def _close_single(text: str, start: int, end: int) -> int | None:
    candidates = [
        at
        for at in range(start + 1, end)
        if text[at] in "'’"
        and (at + 1 >= end or not text[at + 1].isalnum())
        and not text[at - 1].isspace()
        and text[at - 1 : at + 2] != "'' "
    ]
    if not candidates:
        return None
    # "the ministers' talks": a mark after an s is an apostrophe when a later mark follows a full stop or comma.
    for at in candidates:
        if text[at - 1] != "s" or text[at + 1 : at + 2] in {"", ",", ".", ";", ":", "?", "!", ")"}:
            return at
    return candidates[-1] if len(candidates) == 1 else candidates[0]
