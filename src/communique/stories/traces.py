"""What a comparison shows of which report came first, without naming every change: most pairs are asked only that."""

from __future__ import annotations

import functools

from communique.stories.alignment import Alignment
from communique.stories.changes import inside, marked, same_surface, words_in
from communique.stories.corruption import broken
from communique.stories.texts import Text

__all__ = ["Traces"]


class Traces:
    """Traces of rewriting between two texts; each is looked for when it is asked for."""

    def __init__(self, a: Text, b: Text, alignment: Alignment) -> None:
        self._a = a
        self._b = b
        self._alignment = alignment

    @functools.cached_property
    def _differing(self) -> Alignment:
        """The alignment with those blocks that are not the same to the letter."""
        blocks = tuple(block for block in self._alignment.blocks if not same_surface(self._a, self._b, block))
        return self._alignment._replace(blocks=blocks)

    def broken(self) -> tuple[int, int]:
        """Sentences broken in the first text, where the second is whole, and the other way."""
        return _broken(self._b, self._a, self._differing.turned()), _broken(self._a, self._b, self._differing)

    def unquoted(self) -> int:
        """Stretches in quotation marks in the first text and not in the second, less those the other way."""
        a, b = self._a, self._b
        if not a.quotations and not b.quotations:
            return 0
        found = [marked(a, b, words_in(a, block.a), words_in(b, block.b)) for block in self._differing.blocks]
        return sum(1 if change.lost else -1 for changes in found for change in changes)

    def longer(self) -> int:
        """Sentences that only the second text has, less those that only the first has."""
        blocks = self._alignment.blocks
        only_b = len(self._b.sentences) - len({index for block in blocks for index in block.b})
        return only_b - len(self._a.sentences) + len({index for block in blocks for index in block.a})

    def edited(self) -> bool:
        """Whether anything changed inside of an aligned sentence."""
        return any(inside(self._a, self._b, block) for block in self._differing.blocks)


def _broken(a: Text, b: Text, alignment: Alignment) -> int:
    """How many changes from the first text to the second are breaks."""
    count = 0
    for block in alignment.blocks:
        # Only where something is broken do the edits around it have a say in how many breaks there are.
        if broken(a, b, words_in(a, block.a), words_in(b, block.b), block):
            count += sum(change.kind == "corrupted" for change in inside(a, b, block))
    return count
