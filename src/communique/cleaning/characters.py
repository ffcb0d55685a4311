"""Single characters that should not stand in a text: invisible ones, odd spaces, and other forms of plain letters."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import NamedTuple

from communique.records import RepairKind

__all__ = ["Edit", "compatibility", "invisible"]


class Edit(NamedTuple):
    """A stretch of a text and what should stand there."""

    start: int
    end: int
    now: str
    kind: RepairKind


# Soft hyphen, zero-width characters, joiners, direction marks, byte order marks, fillers, controls, tags, selectors.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc\U000e0000-\U000e0fff]+"
)
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2800]+|[\x0b\x0c\x85\u2028\u2029]+")
# Scripts that are written right to left, joined, or broken without spaces: there these characters have work to do.
_JOINED = re.compile(
    "[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1800-\u18af\ufb1d-\ufdff\ufe70-\ufefc"
    "\u2190-\u2bff\u3030\u303d\u3200-\u32ff\U0001f000-\U0001faff\u2600-\u27bf‼⁉]"
)
_KEYCAP = re.compile("[#*0-9©®™]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff65-\uffdc]")
_FORMS = re.compile(
    "[\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff\u2460-\u24e9\u2100-\u214f\u2160-\u2188\U0001f110-\U0001f189]"
)
_LETTERLIKE = frozenset("ⅅⅆⅇⅈⅉℂℊℋℌℍℎℐℑℒℓℕℙℚℛℜℝℤℨℬℭℯℰℱℳℴℹ")

# Roman numerals of one letter: numbers by themselves, letters inside a word.
_ROMAN = frozenset("ⅠⅤⅩⅬⅭⅮⅯⅰⅴⅹⅼⅽⅾⅿ")


def invisible(text: str) -> list[Edit]:
    """Edits that take out invisible characters with no work to do, and make odd white space plain."""
    edits = [
        Edit(match.start(), match.end(), "", "invisible") for match in _INVISIBLE.finditer(text) if _idle(text, match)
    ]
    for match in _SPACES.finditer(text):
        if "\u3000" in match.group() and _WIDE.search(text, max(0, match.start() - 12), match.end() + 12):
            continue
        plain = ("\n" if match.group()[0] in "\x0b\x0c\x85\u2028\u2029" else " ") * len(match.group())
        edits.append(Edit(match.start(), match.end(), plain, "whitespace"))
    return sorted(edits)


def _idle(text: str, match: re.Match[str]) -> bool:
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if set(match.group()) <= set("\u200b\u200c\u200d\u2060\ufe0e\ufe0f") or match.group()[0] >= "\U000e0000":
        if set(match.group()) <= set("\ufe0e\ufe0f") and _KEYCAP.match(before):
            return False
        # Between a letter of such a script and a Latin one there is nothing to join.
        return not _JOINED.match(before) or (after.isalpha() and not _JOINED.match(after))
    if set(match.group()) <= set("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"):
        near = text[max(0, match.start() - 20) : match.end() + 20]
        return _RIGHT_TO_LEFT.search(near) is None
    if set(match.group()) <= set("\u180b\u180c\u180d\u180e\u17b4\u17b5\u115f\u1160"):
        return not (_JOINED.match(before) or _WIDE.match(before))
    return True


def compatibility(text: str) -> list[Edit]:
    """Edits that write ligatures, full-width, mathematical and circled letters as plain letters."""
    edits: list[Edit] = []
    for match in _FORMS.finditer(text):
        plain = _plain_form(match.group())
        if plain and _is_disguise(text, match.start()):
            edits.append(Edit(match.start(), match.end(), plain, "look-alike"))
    return edits


@functools.lru_cache(maxsize=2_048)
def _plain_form(letter: str) -> str:
    if "\u2100" <= letter <= "\u214f" and letter not in _LETTERLIKE:
        return ""
    if "\U0001f110" <= letter <= "\U0001f189":
        name = unicodedata.name(letter, "")
        return name[-1] if "LATIN CAPITAL LETTER " in name else ""
    plain = unicodedata.normalize("NFKC", letter)
    return plain if plain != letter and plain.isprintable() else ""


def _is_disguise(text: str, at: int) -> bool:
    letter = text[at]
    if "\uff01" <= letter <= "\uff5e":
        # Full-width forms are how Chinese and Japanese set Latin letters and their own commas.
        return _WIDE.search(text, max(0, at - 12), at + 12) is None
    if (letter >= "\U0001d400" and letter <= "\U0001d7ff") or "\ufb00" <= letter <= "\ufb06":
        return True
    # One circled number or ℝ is a sign; letters beside each other are a word.
    around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    if letter in _ROMAN:
        return any(side.isalpha() and side not in _ROMAN for side in around)
    return any(side.isalpha() or _FORMS.match(side) for side in around) and not letter.isnumeric()
