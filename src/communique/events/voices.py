"""Whose words a stretch of a report is: the statements around a word, the speaker behind "we", the one addressed."""

from __future__ import annotations

from collections.abc import Sequence

from communique.records import Actor, Statement

__all__ = ["Voices"]


class Voices:
    """A report's statements, looked up by place."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._statements = sorted(statements, key=lambda s: s.content.end - s.content.start)

    def of(self, start: int, end: int) -> tuple[Statement, ...]:
        """The innermost statement whose content holds a span, or whose cue is the span's own word."""
        for statement in self._statements:
            cue = statement.cue_span
            if cue is not None and cue.start <= start < cue.end:
                return (statement,)
        for statement in self._statements:
            if statement.content.start <= start and end <= statement.content.end:
                return (statement,)
        return ()

    def within(self, start: int, end: int) -> tuple[tuple[int, int, tuple[Actor, ...]], ...]:
        """The quoted stretches in a span and who speaks them, innermost first."""
        return tuple(
            (s.content.start, s.content.end, (s.speaker.actor,))
            for s in self._statements
            if s.speaker is not None and s.speaker.actor is not None
            and s.content.start < end and start < s.content.end
        )  # fmt: skip
