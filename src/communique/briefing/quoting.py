"""The press's words as a dossier quotes them: the part of a sentence that tells of the parties, marks nested."""

from __future__ import annotations

import re
from collections.abc import Collection

__all__ = ["clipped", "quoted"]

# Characters of a quotation; a dossier of two pages has room for some twenty-five.
_MOST = 240
_PIECE = re.compile(r"(?<=[,;:])\s+|\s+(?=(?:while|whereas|where|after|which)\s)")
_MARKS = '"“”«»„'


def clipped(text: str, names: Collection[str] = ()) -> str:
    """The sentence whole where it is short, else the run of its pieces that names most of `names`; "…" for the rest."""
    text = " ".join(text.split())
    if len(text) <= _MOST:
        return text
    cuts = [0, *(match.end() for match in _PIECE.finditer(text)), len(text)]
    wanted = {word for name in names for word in name.split() if word[:1].isupper()}
    best = max(
        ((i, j) for i in range(len(cuts) - 1) for j in range(i + 1, len(cuts)) if cuts[j] - cuts[i] <= _MOST),
        key=lambda run: (sum(name in text[cuts[run[0]] : cuts[run[1]]] for name in wanted), run[1] - run[0]),
        default=None,
    )
    if best is None:
        return text[:_MOST].rsplit(" ", 1)[0].rstrip(",;: ") + " …"
    start, end = cuts[best[0]], cuts[best[1]]
    return ("… " if start else "") + text[start:end].strip().rstrip(",;:") + (" …" if end < len(text) else "")


def quoted(text: str) -> str:
    """In quotation marks, those of the text itself as inner ones."""
    inner = text.strip()
    if len(inner) > 2 and inner[0] in _MARKS and inner[-1] in _MARKS and not set(inner[1:-1]) & set(_MARKS):
        inner = inner[1:-1]
    inner = re.sub(r"[\"“„«](?=\w|\.\.\.|…|\[|\()", "‘", inner)
    inner = re.sub(r"[\"”“»]", "’", inner)
    return f"“{inner}”"
