"""Names of authors out of bylines, and the news agency that a credit names."""

from __future__ import annotations

import functools
import html
import re

from communique import tables

__all__ = ["BY", "agency_in", "authors"]

BY = re.compile(
    r"^(?:by|words by|story by|written by|reported by|posted by|author|text|por|par|von|di|da|автор)\b\s*:?\s*"
    r"(?P<who>\S.*)$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:,|;|\||\band\b|&|\bfor\b|\s+y\s+|\s+et\s+|\s+und\s+|•|·|/)\s*")
_NO_NAME = re.compile(r"\S+@\S+|@\w+|https?://\S+")
_DEGREES = re.compile(r"[\s,]+(?:[A-Z]\.?){2,5}(?:[-/ ][A-Z]{1,5})*\.?$")
# "Rosa Quispe in Puno": where a reporter writes from is no part of the name.
_WHERE = re.compile(r"\s+in\s+[A-Z][\w.’' -]+$")
_NO_PERSON = re.compile(
    r"\b(?:staff|newsroom|editors?|editorial|desk|correspondents?|reporters?|bureau|team|agency|agencies|admin|news|"
    r"newspaper|contributors?|writers?|guest|press|media|online|web|wire|reports?|updated|published|journalist|"
    r"columnist)\b|\.(?:com|net|org|tv|in)\b",
    re.IGNORECASE,
)
# Credits of fewer letters than this are words too ("app", "spa", "ria"): they count only in capitals.
_INITIALS = 4


def authors(text: str, outlet: str = "") -> str:
    """Names, joined by ", ", without "By", degrees, jobs, addresses; agencies and the outlet are no authors."""
    text = html.unescape(" ".join(text.split()))
    if match := BY.match(text):
        text = match["who"]
    names = _BETWEEN.split(_NO_NAME.sub("", text))
    return ", ".join(dict.fromkeys(name for part in names if (name := _person(part, outlet))))


def _person(text: str, outlet: str) -> str:
    name = _DEGREES.sub("", _WHERE.sub("", text.strip(" -–—:.()"))).strip()
    if not 1 < len(name) < 60 or re.search(r"\d{2,}", name) or _NO_PERSON.search(name):
        return ""
    plain = re.sub(r"\W+", "", name.lower())
    house = re.sub(r"\W+", "", outlet.lower())
    if plain in {house, f"the{house}", house.removeprefix("the")} or (name.isupper() and len(name) < 7):
        return ""
    return "" if agency_in(name) and len(name.split()) < 4 else name


def agency_in(text: str) -> str:
    """The news agency that a credit names ("Reuters", "AP", "Yonhap"), "" if none; initials must be capitals."""
    plain = f" {re.sub(r'[^A-Za-z0-9]+', ' ', text)} "
    lowered = plain.lower()
    for name, credited in _agencies():
        for credit in credited:
            if f" {credit.upper()} " in plain or (len(credit) > _INITIALS and f" {credit} " in lowered):
                return name
    return ""


@functools.cache
def _agencies() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((row["name"], tuple(row["credits"].split("|"))) for row in tables.load("wire_credits"))
