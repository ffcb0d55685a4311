"""What a text shows of swapped letters: how often each was put in the place of which, in words that are sure."""

from __future__ import annotations

import math
from collections import Counter
from functools import cached_property

from communique.cleaning.scripts import script

__all__ = ["Evidence"]

# A swap that the text shows no other case of: "same" shapes are one keystroke of an attacker, "near" ones are rare.
_UNSEEN_SAME, _UNSEEN_NEAR = math.log(0.003), math.log(1e-5)
# A letter whose own swap was not seen, in a text where others were: likely enough, but less than those.
_UNSEEN_SHARE = 0.3
_PATIENCE = 3.0


class Evidence:
    """Sure words by script, letters that stand for themselves, letters swapped; and what they make likely."""

    def __init__(self) -> None:
        self.words: Counter[str] = Counter()
        self.plain: Counter[str] = Counter()
        self.swapped: Counter[tuple[str, str]] = Counter()

    def add(self, written: str, meant: str, target: str, count: int) -> None:
        """Take in a sure word of a script: as written, as it was meant, and how often it stands in the text."""
        self.words[target] += count
        for was, now in zip(written, meant, strict=True):
            if was != now:
                self.swapped[was, now] += count
            elif script(was) == target:
                self.plain[was] += count

    def rate(self, letter: str, now: str, *, same: bool) -> float:
        """The logarithm of how often `now` is written as `letter` in this text."""
        floor = _UNSEEN_SAME if same else _UNSEEN_NEAR
        seen = self.swapped[letter, now]
        if seen:
            return max(floor, math.log(seen / (seen + self.plain[now])))
        share = self.shares.get((script(letter), script(now)), 0.0)
        if not same or not share:
            return floor
        # Each time that the letter stands for itself is a time that it was not swapped.
        return max(floor, math.log(_UNSEEN_SHARE * share * _PATIENCE / (_PATIENCE + self.plain[now])))

    def seen(self, source: str) -> bool:
        """Whether any letter of a script was swapped for one of another."""
        return any(pair[0] == source for pair in self.shares)

    @cached_property
    def shares(self) -> dict[tuple[str, str], float]:
        """From script, to script → the share swapped of the letters of which any was; complete once all is added."""
        swapped: Counter[tuple[str, str]] = Counter()
        ever: dict[tuple[str, str], set[str]] = {}
        for (was, now), count in self.swapped.items():
            pair = script(was), script(now)
            swapped[pair] += count
            ever.setdefault(pair, set()).add(now)
        return {pair: count / (count + sum(self.plain[now] for now in ever[pair])) for pair, count in swapped.items()}
