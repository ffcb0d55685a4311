"""Calendar words from `tables/time_words.csv`, as look-ups and as regular expressions."""

from __future__ import annotations

import functools
import re

from communique.tables import load

__all__ = ["alternatives", "number", "ordinal", "words"]

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_ARTICLES = {"a": "1", "an": "1", "one": "1", "a couple of": "2", "couple": "2", "couple of": "2", "both": "2"}
_VAGUE = re.compile(r"several|few|some|many|numerous|recent|dozens|hundreds|scores|tens|of", re.I)


@functools.cache
def words(kind: str) -> dict[str, str]:
    """Lower-case word to value for one kind of calendar word."""
    return {row["word"].lower(): row["value"] for row in load("time_words") if row["kind"] == kind}


def alternatives(*kinds: str) -> str:
    """A regular expression for all words of the kinds, longest first, as the table writes them."""
    found = {row["word"] for row in load("time_words") if row["kind"] in kinds}
    return "|".join(re.escape(word) for word in sorted(found, key=lambda word: (-len(word), word)))


def number(text: str) -> str | None:
    """A count as digits ("5", "1.5"), "X" where vague ("several"), `None` where it is no number."""
    text = " ".join(text.lower().replace("-", " ").replace(",", "").split())
    if _DIGITS.fullmatch(text):
        return text
    if text in _ARTICLES:
        return _ARTICLES[text]
    if match := re.fullmatch(r"(\d+) (?:1/2|and a half)", text):
        return f"{match[1]}.5"
    values = words("number")
    total = 0
    parts = [part for part in text.split() if part not in {"and", "a"}]
    if any(part == "a" for part in text.split()) and parts[:1] in (["hundred"], ["dozen"]):
        total = 0
    elif parts and all(_VAGUE.fullmatch(part) for part in parts):
        return "X"
    for part in parts:
        if part not in values:
            return None
        value = int(values[part])
        total = (total or 1) * value if value in (100, 12) and part in {"hundred", "dozen"} else total + value
    return str(total) if parts else None


def ordinal(text: str) -> int | None:
    """An ordinal as a number: "60th", "sixtieth", "twenty-fifth"."""
    text = text.lower().replace("-", " ").strip()
    if match := re.fullmatch(r"(\d+)\s?(?:st|nd|rd|th)", text):
        return int(match[1])
    known = words("ordinal")
    if text in known:
        return int(known[text])
    tens, _, unit = text.rpartition(" ")
    if tens and unit in known and (count := number(tens)) and count.isdigit():
        return int(count) + int(known[unit])
    return None
