"""Where each character of a cleaned text came from: an immutable map from a text's positions to another's.

A map is made of segments, triples (start in the text, start in the raw text, length): stretches whose characters map
one to one. A character in no segment was put in by a repair and maps to the raw character of the one before it.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

__all__ = ["OffsetMap", "Segment"]

Segment = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """A map of the positions 0 … `length` of a text; `segments` are what `Report.offsets` stores."""

    segments: tuple[Segment, ...]
    length: int
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(start for start, _, _ in self.segments))

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """The map of a text that was not changed."""
        return cls(((0, 0, length),) if length else (), length)

    @classmethod
    def from_segments(cls, segments: Iterable[Sequence[int]], length: int | None = None) -> OffsetMap:
        """The map with these segments, in order of their start; neighbours that go on from each other are joined."""
        joined: list[Segment] = []
        for start, raw, size in segments:
            if size <= 0:
                continue
            if joined:
                last_start, last_raw, last_size = joined[-1]
                if start < last_start + last_size:
                    raise ValueError(f"offset segments overlap at {start}: give them in order of their start")
                if (start, raw) == (last_start + last_size, last_raw + last_size):
                    joined[-1] = (last_start, last_raw, last_size + size)
                    continue
            joined.append((start, raw, size))
        end = joined[-1][0] + joined[-1][2] if joined else 0
        return cls(tuple(joined), max(end, length or 0))

    @classmethod
    def of_edits(cls, raw_length: int, edits: Iterable[tuple[int, int, int]]) -> OffsetMap:
        """The map of a text made by edits of a raw text: (start, end, length of what stands there now), in order.

        The first characters of what stands there now map one to one as far as the old ones reach.
        """
        segments: list[Segment] = []
        position = done = 0
        for start, end, size in edits:
            segments.append((position, done, start - done))
            position += start - done
            segments.append((position, start, min(end - start, size)))
            position += size
            done = end
        segments.append((position, done, raw_length - done))
        return cls.from_segments(segments, position + raw_length - done)

    @classmethod
    def of_kept(cls, spans: Iterable[tuple[int, int]]) -> OffsetMap:
        """The map of a text made by joining these spans of another, in the order given."""
        segments: list[Segment] = []
        position = 0
        for start, end in spans:
            segments.append((position, start, end - start))
            position += max(0, end - start)
        return cls.from_segments(segments, position)

    def raw(self, position: int) -> int:
        """Where the character at `position` came from; after the last character, the end of its source."""
        index = bisect.bisect_right(self._starts, position) - 1
        if index < 0:
            return self.segments[0][1] if self.segments else 0
        start, raw, size = self.segments[index]
        if position >= self.length:
            return raw + size + max(0, position - self.length)
        return raw + min(position - start, size - 1)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The raw span from the source of the first character to the end of the source of the last."""
        if end <= start:
            return self.raw(start), self.raw(start)
        return self.raw(start), self.raw(end - 1) + 1

    def compose(self, inner: OffsetMap) -> OffsetMap:
        """This map followed by `inner`: where this map's raw text is the text that `inner` maps to a rawer one."""
        out: list[Segment] = []
        index = 0
        for start, middle, size in self.segments:
            end = middle + size
            index = max(0, bisect.bisect_right(inner._starts, middle) - 1)
            position = middle
            while position < end:
                at = start + position - middle
                if index < len(inner.segments) and inner.segments[index][0] <= position:
                    inner_start, inner_raw, inner_size = inner.segments[index]
                    covered = min(end, inner_start + inner_size) - position
                    if covered > 0:
                        _append(out, (at, inner_raw + position - inner_start, covered))
                        position += covered
                        continue
                    following = inner.segments[index + 1][0] if index + 1 < len(inner.segments) else end
                else:
                    following = inner.segments[index][0] if index < len(inner.segments) else end
                if following == position:
                    # The next segment begins right here: nothing was put in between.
                    index += 1
                    continue
                # Characters that `inner` put in: one segment of one character, unless the one before says it already.
                source = inner.raw(position)
                if not out or out[-1][1] + out[-1][2] - 1 != source:
                    _append(out, (at, source, 1))
                position = min(end, following)
                if index + 1 < len(inner.segments) and inner.segments[index + 1][0] <= position:
                    index += 1
        return OffsetMap(tuple(out), self.length)

    def slice(self, start: int, end: int) -> OffsetMap:
        """The map of `text[start:end]`."""
        return OffsetMap.of_kept([(start, min(end, self.length))]).compose(self)

    def cut(self, spans: Iterable[tuple[int, int]]) -> OffsetMap:
        """The map of the text after these spans of it (in order, not overlapping) were cut out."""
        kept: list[tuple[int, int]] = []
        done = 0
        for start, end in spans:
            kept.append((done, start))
            done = max(done, end)
        kept.append((done, self.length))
        return OffsetMap.of_kept(kept).compose(self)


def _append(out: list[Segment], segment: Segment) -> None:
    if out:
        start, raw, size = out[-1]
        if segment[:2] == (start + size, raw + size):
            out[-1] = (start, raw, size + segment[2])
            return
    out.append(segment)
