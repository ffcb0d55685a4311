"""Texts out of a grammar: slots in braces are filled from lists, a chosen topic's lists first, and from made-up words.

Real pages have an open vocabulary: half of an article's words stand in it once. Made-up words give the training pages
the same, so that what is learned of cohesion holds outside these lists.
"""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Callable
from importlib import resources
from typing import Any

_SLOT = re.compile(r"\{(\w+)(?::(\w))?\}")
# Slots are nested a few levels at most; deeper is a loop in the data.
_DEEPEST = 14
_ONSETS = "b bl br c ch cl cr d dr f fl fr g gr h j k l m n p pl pr qu r s sc sh sl sp st str t tr v w y z".split()
_VOWELS = "a e i o u a e i o ai ea ou ee io".split()
_CODAS = ["", "", "", "n", "r", "l", "s", "t", "nd", "ck", "m", "st", "ng", "x", "rd"]
_ENDINGS = {
    "noun": ["", "", "", "tion", "ment", "er", "ity", "ness", "age", "s", "s", "ings"],
    "adjective": ["al", "ous", "ic", "able", "ive", "y", "ed", "less", "ful", "ish"],
    "verb": ["ed", "ed", "ed", "ed", "s", "ized"],
}


@functools.cache
def data(name: str) -> dict[str, Any]:
    """One of the grammar files of the training pages."""
    import yaml

    loaded: dict[str, Any] = yaml.safe_load(
        resources.files("communique.cleaning").joinpath(f"model/{name}.yaml").read_text(encoding="utf-8")
    )
    return loaded


class Writer:
    """Writes texts about one topic; `rng` makes each run repeatable."""

    def __init__(self, rng: random.Random, topic: str) -> None:
        self.rng = rng
        self.topic = topic
        # How much of this article's vocabulary is new at every turn, and how long its sentences run.
        self.fresh = rng.uniform(0.15, 0.9)
        self.wordy = rng.uniform(0.0, 0.6)
        self._coined: dict[str, list[str]] = {}
        prose, pages = data("prose"), data("pages")
        own = prose["topics"][topic]
        self._lists: dict[str, list[Any]] = {
            **pages["slots"], **{name: value for name, value in pages.items() if name != "slots"}, **prose["slots"],
            "thing": own["things"], "org": own["orgs"], "person": own["people"], "place": own["places"],
            "act": own["acts"], "plain": own["plain"], "sentence": prose["sentences"],
            "headline": prose["headlines"], "subhead": prose["subheads"], "question": prose["questions"],
            "item": prose["items"], "tail": prose["tails"],
        }  # fmt: skip
        # An article keeps to a part of its topic's words: that is what makes it hang together.
        for name in ("thing", "org", "person", "place", "act", "plain"):
            values = self._lists[name]
            self._lists[name] = rng.sample(values, max(2, round(len(values) * rng.uniform(0.3, 0.8))))

    def follow(self, other: Writer) -> None:
        """Write on the other's subject from now on: its names and words, under another title."""
        self._lists, self._coined, self.fresh = other._lists, other._coined, min(1.0, other.fresh + 0.1)

    def one(self, symbol: str, _depth: int = 0) -> str:
        """A text for this symbol; a capitalised symbol begins with a capital."""
        lowered = symbol.lower()
        if lowered == "cut":
            return self._cut()
        if lowered in _COINED:
            return _COINED[lowered](self)
        if lowered in {"thing", "plain", "person", "place", "org", "name", "act", "adj"} and self._coins(lowered):
            return self._coin(lowered, _depth)
        values = self._lists[lowered]
        text = self.fill(str(self.rng.choice(values)), _depth)
        if lowered == "sentence" and self.rng.random() < self.wordy and text.endswith("."):
            text = f"{text[:-1]}{self.one('tail', _depth + 1)}."
        return text

    def fill(self, pattern: str, _depth: int = 0) -> str:
        """The pattern with every slot filled: `{x:t}` in title case, `{x:u}` in capitals, `{x:l}` in lower case."""
        if _depth > _DEEPEST:
            raise ValueError(f"the training grammar loops at {pattern!r}: mend model/pages.yaml or model/prose.yaml")

        def replace(match: re.Match[str]) -> str:
            symbol, form = match.groups()
            text = self.one(symbol, _depth + 1)
            if symbol[0].isupper():
                text = text[:1].upper() + text[1:]
            if form == "t":
                return " ".join(word[:1].upper() + word[1:] if len(word) > 3 else word for word in text.split())
            return text.upper() if form == "u" else text.lower() if form == "l" else text

        return _SLOT.sub(replace, pattern)

    def paragraph(self, low: int, high: int) -> str:
        """Some sentences on the topic."""
        return " ".join(self.one("sentence") for _ in range(self.rng.randint(low, high)))

    def word(self, kind: str = "noun") -> str:
        """A made-up word of one to three syllables."""
        rng = self.rng
        syllables = rng.choice([1, 1, 2, 2, 2, 3])
        stem = "".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(syllables)) + rng.choice(_CODAS)
        return stem + rng.choice(_ENDINGS[kind])

    def proper(self, low: int, high: int) -> str:
        """A made-up name of some capitalised words."""
        return " ".join(self.word().capitalize() for _ in range(self.rng.randint(low, high)))

    def _coins(self, symbol: str) -> bool:
        return self.rng.random() < self.fresh

    def _coin(self, symbol: str, depth: int) -> str:
        """A made-up filler for a slot: a new one, or one that the article used before."""
        known = self._coined.setdefault(symbol, [])
        if known and self.rng.random() < 0.35:
            return self.rng.choice(known)
        rng = self.rng
        if symbol in {"person", "name"}:
            made = self.proper(2, 3) if rng.random() < 0.6 else f"{self.word('noun')} {self.proper(1, 2)}"
        elif symbol in {"place", "org"}:
            made = self.proper(1, 3) if rng.random() < 0.6 else f"the {self.proper(1, 2)} {self.word()}"
        elif symbol == "act":
            article = rng.choice(["the", "a", "its", "more", "no"])
            made = f"{self.word('verb')} {article} {self.word('adjective')} {self.word()}"
        elif symbol == "adj":
            made = self.word("adjective")
        else:
            made = rng.choice(["{0}", "{1} {0}", "{1} {0} {2}", "{0}-{2} {0}", "{2} {0}"]).format(
                self.word(), self.word("adjective"), self.word()
            )
        known.append(made)
        return made

    def _cut(self) -> str:
        tokens = self.one("sentence").split()
        return " ".join(tokens[: self.rng.randint(6, 16)]).rstrip(".,;")


_COINED: dict[str, Callable[[Writer], str]] = {
    "noun": lambda writer: writer.word("noun"),
    "quality": lambda writer: writer.word("adjective"),
    "verbed": lambda writer: writer.word("verb"),
    "proper": lambda writer: writer.proper(1, 2),
    "label": lambda writer: writer.proper(1, 4),
    "figure": lambda writer: f"{writer.rng.randint(1, 999):,}",
}
