"""UTF-8 that was read in another encoding ("donâ€™t"), turned back stretch by stretch."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from communique.cleaning.characters import Edit

__all__ = ["mojibake", "suspect"]

# A stretch of characters above ASCII; a line with such a character in it.
_RUN = re.compile("[\x80-\U0010ffff]{2,}")
_LINE = re.compile("[^\n]*[\x80-\U0010ffff][^\n]*")
_SUSPECT = re.compile("[ÂÃâãðÐÑØÙåäæçèéêëìíîïÄÅĐĂĹÎÏ×ËŽŁВРСГОПЕдеў├┬Γ╨╬─┼‚√¬–≈∏][\x80-\U0010ffff]")
# The closing quote “â€\x9d” has a byte that Windows-1252 does not know and that is often lost on the way.
_LOST_QUOTE = re.compile("â€(?:\ufffd|(?![\x80-\U0010ffff]))")
_ENCODINGS = (
    "sloppy-windows-1252", "sloppy-windows-1251", "sloppy-windows-1250", "sloppy-windows-1253", "sloppy-windows-1254",
    "sloppy-windows-1257", "latin-1", "iso-8859-2", "macroman", "cp437",
)  # fmt: skip
# Text that went through the same mistake twice or three times.
_MOST_ROUNDS = 3
# A longer line is a table or a page without line ends; its runs are judged one by one.
_LONGEST_LINE = 20_000


class _Turned(NamedTuple):
    """What a stretch was: each character with its place in the stretch, and the encoding that it was misread in."""

    pieces: tuple[tuple[str, int, int], ...]
    encoding: str


_NOTHING = _Turned((), "")


@functools.cache
def _badness() -> Callable[[str], int]:
    import ftfy.bad_codecs
    from ftfy.badness import badness

    ftfy.bad_codecs.ok()
    found: Any = badness
    return found  # type: ignore[no-any-return]


def suspect(text: str) -> bool:
    """Whether a text holds a pair of characters that misread UTF-8 begins with; most that do are none."""
    return not text.isascii() and _SUSPECT.search(text) is not None


def mojibake(text: str) -> list[Edit]:
    """Edits, one a character gained, that turn stretches of misread UTF-8 back into what they were."""
    if not suspect(text) or not any(_badness()(line) for line in text.splitlines() if suspect(line)):
        return []
    found: list[tuple[int, _Turned]] = []
    left: list[re.Match[str]] = []
    for line in _LINE.finditer(text):
        # A whole line that turns back is the surest sign, and shows in which encoding the text was misread.
        whole = _turned_back(line.group()) if line.end() - line.start() <= _LONGEST_LINE else _NOTHING
        if whole.pieces:
            found.append((line.start(), whole))
            continue
        for run in _RUN.finditer(text, line.start(), line.end()):
            turned = _turned_back(run.group())
            if turned.pieces:
                found.append((run.start(), turned))
            else:
                left.append(run)
    if found:
        # What is not odd by itself is turned back too in a text that was misread for sure.
        misread = Counter(turned.encoding for _, turned in found).most_common(1)[0][0]
        found += [(run.start(), _turned_by(run.group(), misread)) for run in left]
    return _edits(text, found)


def _edits(text: str, found: Iterable[tuple[int, _Turned]]) -> list[Edit]:
    edits = [
        Edit(start + first, start + last, char, "mojibake")
        for start, turned in found
        for char, first, last in turned.pieces
        if last - first > 1
    ]
    if edits:
        taken = {edit.start for edit in edits}
        quotes = (match.span() for match in _LOST_QUOTE.finditer(text))
        edits += [Edit(start, end, "”", "mojibake") for start, end in quotes if start not in taken]
    return sorted(edits)


@functools.lru_cache(maxsize=10_000)
def _turned_back(stretch: str) -> _Turned:
    """What a stretch was, in the encoding that makes it least odd; nothing where it is not odd, or stays so."""
    pieces = tuple((char, at, at + 1) for at, char in enumerate(stretch))
    encoding = ""
    for _ in range(_MOST_ROUNDS):
        text = "".join(char for char, _, _ in pieces)
        before = _badness()(text)
        if not before:
            break
        for name in _ENCODINGS:
            now = _read_again(pieces, name)
            if now and _badness()("".join(char for char, _, _ in now)) < before:
                pieces, encoding = now, encoding or name
                break
        else:
            break
    return _Turned(pieces, encoding) if encoding else _NOTHING


def _turned_by(stretch: str, encoding: str) -> _Turned:
    now = _read_again(tuple((char, at, at + 1) for at, char in enumerate(stretch)), encoding)
    return _Turned(now, encoding) if now else _NOTHING


def _read_again(pieces: tuple[tuple[str, int, int], ...], encoding: str) -> tuple[tuple[str, int, int], ...]:
    """The pieces written in one encoding and read as UTF-8; nothing where that gives no UTF-8, or nothing new."""
    try:
        now = "".join(char for char, _, _ in pieces).encode(encoding).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return ()
    if len(now) == len(pieces):
        return ()
    turned: list[tuple[str, int, int]] = []
    at = 0
    for char in now:
        # In these encodings one character is one byte.
        size = len(char.encode("utf-8"))
        turned.append((char, pieces[at][1], pieces[at + size - 1][2]))
        at += size
    return tuple(turned)
