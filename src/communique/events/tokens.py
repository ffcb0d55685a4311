"""Token ids and masks of instances, as the encoder wants them: the parties between marks, the trigger pointed at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from communique.events.instances import Instance

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["LONGEST", "Batch", "batch"]

# Word pieces; longer than 99 of 100 sentences of the press. What a longer one loses is its end.
LONGEST = 112
_MARKS = ("@", "#")

Floats = npt.NDArray[np.float32]


class Batch(NamedTuple):
    """ids and mask: batch × length; masks: batch × 3 × length (actor, recipient, trigger)."""

    ids: npt.NDArray[np.int64]
    mask: Floats
    masks: Floats


def batch(instances: Sequence[Instance], tokenizer: Tokenizer, *, triggers: Sequence[bool] | None = None) -> Batch:
    """One padded batch. `triggers` says for each instance whether its trigger is shown (default: all)."""
    shown = triggers if triggers is not None else [True] * len(instances)
    texts, places = zip(*(_marked(i, show) for i, show in zip(instances, shown, strict=True)), strict=True)
    # One by one: a batch is spread over threads, which costs more than the work on a few sentences.
    encoded = [tokenizer.encode(text) for text in texts]
    length = min(LONGEST, max(len(row.ids) for row in encoded))
    ids = np.zeros((len(texts), length), dtype=np.int64)
    mask = np.zeros((len(texts), length), dtype=np.float32)
    masks = np.zeros((len(texts), 3, length), dtype=np.float32)
    for number, (row, spans) in enumerate(zip(encoded, places, strict=True)):
        size = min(length, len(row.ids))
        ids[number, :size] = row.ids[:size]
        mask[number, :size] = 1.0
        for kind, span in enumerate(spans):
            if span is not None:
                for at, (start, end) in enumerate(row.offsets[:size]):
                    if end > start and start < span[1] and span[0] < end:
                        masks[number, kind, at] = 1.0
    return Batch(ids, mask, masks)


def _marked(instance: Instance, show: bool) -> tuple[str, list[tuple[int, int] | None]]:
    """The text with `@ actor @` and `# recipient #`, and the three spans in it."""
    text = instance.doc.text
    marks = [(span, _MARKS[k]) for k, span in enumerate((instance.actor, instance.recipient)) if span is not None]
    spans: list[tuple[int, int] | None] = [instance.actor, instance.recipient, instance.trigger if show else None]
    for span, mark in sorted(marks, reverse=True):
        start, end = span
        text = f"{text[:start]}{mark} {text[start:end]} {mark}{text[end:]}"
        spans = [_moved(other, start, end) for other in spans]
    return text, spans


def _moved(span: tuple[int, int] | None, start: int, end: int) -> tuple[int, int] | None:
    if span is None:
        return None
    if span == (start, end):
        return start, end + 4
    shift = [0 if at <= start else 2 if at <= end else 4 for at in span]
    return span[0] + shift[0] + (2 if start == span[0] and not shift[0] else 0), span[1] + shift[1]
