"""Copies made on purpose, rung by rung: cut, padded, shuffled, edited, disguised, reworded. All changes are seeded."""

from __future__ import annotations

import csv
import functools
import io
import random
import re
from collections.abc import Callable
from importlib import resources

from communique import sentences

__all__ = ["RUNGS", "retold"]

# Page furniture as pages have it, written for this project; about 250 words.
_FURNITURE = """
Skip to main content
Sign in to your account or register for free
More from this section
Harbour pilots end strike after pay offer
Council delays vote on tram extension until spring
Five recipes for the last days of summer
Museum returns bronze head to its island
Subscribe to our morning newsletter for the stories that matter, delivered to your inbox every weekday before breakfast.
You can unsubscribe at any time. By signing up you agree to our terms of use and privacy policy.
Advertisement
Most read this week
Why the price of olive oil keeps climbing
The village that moved up the hill
Listen: our weekly podcast on science and the sea
Download our app for breaking news alerts on your phone
Follow us on social media for live updates, pictures and comment from our reporters around the world
Share this article with your friends
Comments are closed on this page. Our house rules explain how we moderate what readers write.
Related topics
Weather Traffic Jobs Puzzles Obituaries Letters Archive
Ferry company orders two electric boats for its northern routes
School choir wins first prize at festival in the capital
Bakery fire leaves three families without a roof
About us Contact Careers Advertise with us Accessibility Cookie settings
Our newspaper has been published since the nineteenth century and is owned by a foundation whose aim is free
journalism in the region and beyond it.
All rights reserved. No part of this page may be copied without permission.
"""  # fmt: skip
_NOISE = (
    "harbour lantern meadow copper ninety violin ladder quarry saffron timber pebble orchard marble candle furrow "
    "anchor basket pepper velvet thistle cellar feather garland hammer island jacket kettle linen mirror needle"
).split()
_LOOK_ALIKES = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")
# Letters that have a look-alike are a third of all, so .275 swaps 10 % of the letters.
_SWAPPED = 0.275
_FRONTED = re.compile(
    r"^((?:In|On|At|After|Before|During|With|Under|As|While|When|Since|If|For|By|Earlier)\b[^,]{3,70}), (.+?)([.!?])$"
)
_SAID_LAST = re.compile(r"^(.{20,}), ([^,]{3,60}) (?:said|says|stated)([^,.]{0,30})\.$")
_GENITIVE = re.compile(r"\b(?:the |its |his |her |their )?([A-Z]\w+)['’]s (\w+)")


def _cut(share: float) -> Callable[[str, random.Random], str]:
    def cut(text: str, _: random.Random) -> str:
        words = list(re.finditer(r"\S+", text))
        return text[: words[max(0, int(len(words) * share) - 1)].end()] if words else text

    return cut


def _padded(text: str, chance: random.Random) -> str:
    lines = list(_FURNITURE.strip().split("\n"))
    at = chance.randrange(len(lines))
    return "\n".join([*lines[:at], text, *lines[at:]])


def _reordered(text: str, chance: random.Random) -> str:
    parts = [part for part in text.split("\n") if part.strip()]
    if len(parts) < 3:
        parts = [text[span.start : span.end] for span in sentences.split(text)]
    chance.shuffle(parts)
    return "\n".join(parts)


def _edited(share: float) -> Callable[[str, random.Random], str]:
    def edit(text: str, chance: random.Random) -> str:
        def change(match: re.Match[str]) -> str:
            if chance.random() >= share:
                return match.group()
            return chance.choice(("", chance.choice(_NOISE), f"{match.group()} {chance.choice(_NOISE)}"))

        return re.sub(r"\b[^\W\d_]+\b", change, text)

    return edit


def _disguised(text: str, chance: random.Random) -> str:
    return "".join(letter.translate(_LOOK_ALIKES) if chance.random() < _SWAPPED else letter for letter in text)


@functools.cache
def _synonyms() -> tuple[dict[str, str], re.Pattern[str]]:
    text = resources.files(__package__).joinpath("sets/synonyms.csv").read_text(encoding="utf-8")
    pairs = {row["word"]: row["synonym"] for row in csv.DictReader(io.StringIO(text))}
    longest_first = sorted(pairs, key=lambda word: (-len(word), word))
    return pairs, re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


def _reworded(text: str, _: random.Random) -> str:
    """Every sentence with synonyms put in and clauses moved."""
    pairs, pattern = _synonyms()

    def swap(match: re.Match[str]) -> str:
        new = pairs[match.group().lower()]
        return new[:1].upper() + new[1:] if match.group()[0].isupper() else new

    parts = []
    for span in sentences.split(text):
        sentence = text[span.start : span.end].translate({ord(mark): None for mark in '“”"'})
        sentence = _SAID_LAST.sub(r"According to \2, \1\3.", sentence)
        sentence = _FRONTED.sub(lambda m: f"{m[2][:1].upper()}{m[2][1:]} {m[1][:1].lower()}{m[1][1:]}{m[3]}", sentence)
        sentence = _GENITIVE.sub(r"the \2 of \1", sentence)
        parts.append(pattern.sub(swap, sentence))
    return " ".join(parts)


# Name of a rung to what it does to a text.
RUNGS: dict[str, Callable[[str, random.Random], str]] = {
    "cut to a half": _cut(0.5),
    "cut to a quarter": _cut(0.25),
    "250 words of furniture": _padded,
    "paragraphs reordered": _reordered,
    "3 % of words edited": _edited(0.03),
    "10 % of words edited": _edited(0.10),
    "10 % look-alikes": _disguised,
    "synonyms and syntax": _reworded,
}


def retold() -> list[dict[str, str]]:
    """Reports of this project, each sentence rewritten by hand as well: id, text, retold, event, dyad."""
    import json

    source = resources.files(__package__).joinpath("sets/retold.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in source.splitlines() if line.strip()]
