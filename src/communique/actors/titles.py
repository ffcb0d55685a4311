"""Offices and agent nouns: which words of a noun phrase say that it means an actor, and of which sector."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from communique.actors.rows import fold, rows

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["DEPUTIES", "FORMER", "Title", "ending_at", "titles"]

# Longest office phrase that is looked for, in tokens: "permanent representative to the United Nations" is six.
_LONGEST = 7
FORMER = frozenset({"former", "ex", "late", "ousted", "deposed", "onetime", "erstwhile", "retired", "ex-"})
DEPUTIES = frozenset({"deputy", "vice", "assistant", "junior", "acting", "shadow"})


class Title(NamedTuple):
    """What a phrase says of whoever bears it: `kind` is office, person, group or body."""

    phrase: str
    office: str
    sector: str
    kind: str
    plural: bool
    country: str = ""


@functools.cache
def titles() -> dict[str, Title]:
    """Every office phrase and agent noun in lower case."""
    found: dict[str, Title] = {}
    for row in rows("agent_nouns"):
        noun, plural = row["noun"].lower(), row.get("plural", "").lower()
        kind = row.get("kind", "") or "person"
        found[noun] = Title(noun, "", row["sector"], kind, plural=False)
        if plural and plural != noun:
            found.setdefault(plural, Title(noun, "", row["sector"], kind, plural=True))
    for row in rows("offices"):
        phrase = fold(row["phrase"]).lower()
        title = Title(
            phrase, row["office"] or phrase, row["sector"], row.get("kind", "") or "office",
            plural=False, country=row.get("country_specific", ""),
        )  # fmt: skip
        found[phrase] = title
        head, of, rest = phrase.partition(" of ")
        found[f"{head}s{of}{rest}"] = title._replace(plural=True)
    return found


@functools.cache
def _last_words() -> frozenset[str]:
    return frozenset(re.split(r"[ -]", phrase)[-1] for phrase in titles())


def ending_at(doc: Doc, last: int, floor: int) -> tuple[int, Title] | None:
    """The longest title that ends at a token, with the token it starts at, not before `floor`."""
    text = fold(doc[last].text).lower()
    if re.split(r"[ -]", text)[-1] not in _last_words():
        return None
    known = titles()
    best: tuple[int, Title] | None = None
    for first in range(last, max(floor, last - _LONGEST + 1) - 1, -1):
        if first < last:
            text = fold(doc[first].text_with_ws).lower() + text
        title = known.get(text) or known.get(text.replace("-", " "))
        if title is not None:
            best = first, title
    return best
