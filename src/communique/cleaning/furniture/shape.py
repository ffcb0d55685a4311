"""What a line looks like by itself: length, marks, capitals, closed-class words, words a page uses of itself."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Sequence

from communique import tables

__all__ = ["NAMES", "content", "function_words", "is_bio", "of", "site_words", "stem"]

NAMES = (
    "words sentences terminal ellipsis colon bare upper lower digit symbol capitals shouting digits function "
    "function_count verb commas quotes separators link price date clock by copyright question reader first_person "
    "word_length site site_count own_site bio"
).split()
_SENTENCE_END = re.compile(r"[.!?…。！？][\"”’'»)\]]*(?=\s|$)")
_TERMINAL = re.compile(r"[.!?。！？][\"”’'»)\]]*$")
_ELLIPSIS = re.compile(r"(\.\.\.|…|\[…\]|\[\.\.\.\])[\"”’'»)\]]*$")
_DATE = re.compile(
    r"\b(\d{1,2}[./-]\d{1,2}[./-](19|20)?\d\d|(19|20)\d\d-\d\d(-\d\d)?|"
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.? \d{1,2}\b|"
    r"\d{1,2} (jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\b)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(\d{1,2}:\d\d|\d{1,2}\s?[ap]\.?m\b|\w+ (hours?|mins?|minutes?|days?|weeks?|months?) ago)", re.IGNORECASE
)
_BY = re.compile(r"^(by|by:)\s*[A-Z]", re.IGNORECASE)
_LINK = re.compile(r"https?://|www\.|\w@\w|(^|\s)[@#]\w")
_PRICE = re.compile(r"[$€£¥₹]\s?\d|\d\s?[€£]")
_VERBS = frozenset(
    "is are was were be been being has have had will would can could may might should do does did said says "
    "told".split()
)
# An author box: a name, then what the person writes, covers or has won.
_TRADE = (
    r"(?:writer|reporter|journalist|editor|correspondent|columnist|author|contributor|blogger|producer|photographer|"
    r"anchor|presenter|critic|analyst at|freelancer|storyteller)"
)
_BIO = re.compile(
    r"(?:About (?:the )?\w+:? )?(?:[A-Z][\w.’'-]+ ){1,4}(?:is|was|has been|works as|serves as) "
    r"(?:an?|the|our|one of)? ?"
    rf"(?:[\w’'.,-]+ ){{0,7}}{_TRADE}s?\b|"
    r"(?:[A-Z][\w.’'-]+ ){1,4}"
    r"(?:covers|writes (?:about|on|for)|reports on|has (?:written|reported|worked) for|joined)\b"
)
_MERIT = re.compile(
    r"(?:has won|award-winning|years of (?:experience|reporting)|can be reached at|follow (?:him|her|them) (?:on|at))\b"
)
_SHORTEST_BIO = 30
# The marks that end a line are looked for in its last characters.
_LONGEST_END = 10
_STOPS = frozenset(".!?…。！？")
_DIGITS = re.compile(r"[^0-9]+")
_SELLING = frozenset({"account", "privacy", "offer", "appeal"})
_QUOTES, _SEPARATORS = frozenset('“”"«»'), frozenset("|•»›·→")
_READER = frozenset("you your yours our us we".split())


@functools.cache
def function_words() -> frozenset[str]:
    """The closed-class words of all languages in the table."""
    return frozenset(word for row in tables.load("function_words") for word in row["words"].split("|"))


@functools.cache
def site_words() -> dict[str, str]:
    """Words that a page uses of itself ("cookies", "subscribe"), with the group each belongs to."""
    return {row["word"]: row["group"] for row in tables.load("site_words")}


def content(tokens: Sequence[str]) -> list[str]:
    """The words that carry a topic: lower case, three letters or more, no function words, plural endings off."""
    return [root for token in tokens if (root := stem(token))]


@functools.lru_cache(maxsize=65_536)
def stem(token: str) -> str:
    """A content word's stem; nothing for any other."""
    word = token.lower()
    if len(word) < 3 or word in function_words() or word[0].isdigit():
        return ""
    word = word.removesuffix("'s").removesuffix("’s")
    if len(word) > 4 and word[-1] == "s" and word[-2] != "s":
        return word[:-1]
    return word


def is_bio(text: str) -> bool:
    """Whether a line is an author box's: a name and what the person writes, or a writer's merits."""
    return len(text) > _SHORTEST_BIO and bool(_BIO.match(text) or _MERIT.search(text))


def of(text: str, tokens: Sequence[str]) -> tuple[float, ...]:
    """The values named in `NAMES`, of a line and its words."""
    count = len(tokens)
    closed = function_words()
    letters = [token for token in tokens if token[0].isalpha()]
    lowered = [token.lower() for token in tokens]
    function = sum([word in closed for word in lowered])
    # Most lines of a page are menus, which have no such mark at all.
    stopped = not _STOPS.isdisjoint(text)
    end = text[-_LONGEST_END:]
    ellipsis = stopped and bool(_ELLIPSIS.search(end))
    terminal = stopped and not ellipsis and bool(_TERMINAL.search(end))
    digits = len(_DIGITS.sub("", text))
    site, own = _of_site(lowered)
    short = count < 15
    return (
        math.log1p(count),
        math.log1p(len(_SENTENCE_END.findall(text))) if stopped else 0.0,
        terminal,
        ellipsis,
        text[-1] == ":",
        text[-1].isalnum(),
        text[0].isupper(),
        text[0].islower(),
        text[0].isdigit(),
        not text[0].isalnum(),
        sum([token[0].isupper() for token in letters[1:]]) / max(1, len(letters) - 1),
        text.isupper() and len(text) > 3,
        digits / len(text),
        function / max(1, count),
        math.log1p(function),
        not _VERBS.isdisjoint(lowered) or any(word[-2:] == "ed" and len(word) > 4 for word in lowered),
        text.count(",") / max(1, count),
        not _QUOTES.isdisjoint(text),
        not _SEPARATORS.isdisjoint(text),
        any(sign in text for sign in ("@", "#", "http", "www.")) and bool(_LINK.search(text)),
        digits > 0 and bool(_PRICE.search(text)),
        short and digits > 0 and bool(_DATE.search(text)),
        short and digits > 0 and bool(_CLOCK.search(text)),
        short and bool(_BY.match(text)),
        "©" in text,
        "?" in text[-2:],
        sum([word in _READER for word in lowered]) / max(1, count),
        "I" in tokens,
        sum(map(len, tokens)) / max(1, count) / 10,
        site / max(1, count),
        math.log1p(site),
        own / max(1, count),
        is_bio(text),
    )


def _of_site(lowered: Sequence[str]) -> tuple[int, int]:
    """How many words are those that a page uses of itself, and how many of them are about accounts, privacy, offers."""
    known = site_words()
    groups = [known[word] for word in lowered if word in known]
    return len(groups), sum([group in _SELLING for group in groups])
