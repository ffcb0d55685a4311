"""UTF-8 that was read in another encoding ("donâ€™t"), turned back stretch by stretch."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any

from communique.cleaning.characters import Edit

__all__ = ["mojibake", "suspect"]

# A stretch of characters above ASCII, with the spaces that a no-break space inside it may have become.
_RUN = re.compile("[\x80-\U0010ffff]{2,}")
_SUSPECT = re.compile("[ÂÃâðÐÑØÙåäæçèéêëìíîïÄÅ×ËŽŁâВРСвГ├┬Γ‚√¬∂][\x80-\U0010ffff]")
_ENCODINGS = (
    "sloppy-windows-1252", "sloppy-windows-1251", "sloppy-windows-1250", "sloppy-windows-1253", "sloppy-windows-1254",
    "sloppy-windows-1257", "latin-1", "iso-8859-2", "macroman", "cp437",
)  # fmt: skip
# Text that went through the same mistake twice or three times.
_MOST_ROUNDS = 3


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
    if not suspect(text) or not _badness()(text):
        return []
    edits: list[Edit] = []
    for match in _RUN.finditer(text):
        start = match.start()
        edits += (
            Edit(start + first, start + last, char, "mojibake") for char, first, last in _turned_back(match.group())
        )
    return edits


@functools.lru_cache(maxsize=10_000)
def _turned_back(run: str) -> tuple[tuple[str, int, int], ...]:
    """The characters that a run stands for where they are fewer, each with its stretch of the run."""
    if not _badness()(run):
        return ()
    pieces = [(char, at, at + 1) for at, char in enumerate(run)]
    for _ in range(_MOST_ROUNDS):
        now = _once(pieces)
        if now is None:
            break
        pieces = now
    return tuple(piece for piece in pieces if piece[2] - piece[1] > 1)


def _once(pieces: list[tuple[str, int, int]]) -> list[tuple[str, int, int]] | None:
    text = "".join(char for char, _, _ in pieces)
    if len(text) < 2:
        return None
    before = _badness()(text)
    if not before:
        return None
    for encoding in _ENCODINGS:
        try:
            now = text.encode(encoding).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        if _badness()(now) >= before:
            continue
        turned: list[tuple[str, int, int]] = []
        at = 0
        for char in now:
            size = len(char.encode("utf-8"))
            turned.append((char, pieces[at][1], pieces[at + size - 1][2]))
            at += size
        return turned
    return None
