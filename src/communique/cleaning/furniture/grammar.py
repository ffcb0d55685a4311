"""Texts out of a grammar: slots in braces are filled from lists, a chosen topic's lists first."""

from __future__ import annotations

import functools
import random
import re
from importlib import resources
from typing import Any

_SLOT = re.compile(r"\{(\w+)(?::(\w))?\}")
# Slots are nested a few levels at most; deeper is a loop in the data.
_DEEPEST = 12


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
        prose, pages = data("prose"), data("pages")
        own = prose["topics"][topic]
        self._lists: dict[str, list[Any]] = {
            **pages["slots"], **{name: value for name, value in pages.items() if name != "slots"}, **prose["slots"],
            "thing": own["things"], "org": own["orgs"], "person": own["people"], "place": own["places"],
            "act": own["acts"], "plain": own["plain"], "sentence": prose["sentences"],
            "headline": prose["headlines"], "subhead": prose["subheads"], "question": prose["questions"],
            "item": prose["items"],
        }  # fmt: skip
        # An article keeps to a part of its topic's words: that is what makes it hang together.
        for name in ("thing", "org", "person", "place", "act", "plain"):
            values = self._lists[name]
            self._lists[name] = rng.sample(values, max(2, round(len(values) * rng.uniform(0.3, 0.8))))

    def one(self, symbol: str, _depth: int = 0) -> str:
        """A text for this symbol; a capitalised symbol begins with a capital."""
        if symbol == "cut":
            return self._cut()
        values = self._lists[symbol.lower()]
        return self.fill(str(self.rng.choice(values)), _depth)

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

    def _cut(self) -> str:
        tokens = self.one("sentence").split()
        return " ".join(tokens[: self.rng.randint(6, 14)]).rstrip(".,;")
