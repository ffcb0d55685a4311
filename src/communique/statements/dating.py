"""When each statement was made: the date attached to its cue, else the report's own day, said to be inferred."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from communique import dates
from communique.language import Parsed, Sentence
from communique.records import Statement, When

if TYPE_CHECKING:
    from spacy.tokens import Token


def dated(
    statements: Sequence[Statement], parsed: Parsed, times: Sequence[When], published: When
) -> tuple[Statement, ...]:
    """The statements with `when` filled; one whose cue stands in no sentence keeps the date that it has."""
    return tuple(_dated(statement, parsed, times, published) for statement in statements)


def _dated(statement: Statement, parsed: Parsed, times: Sequence[When], published: When) -> Statement:
    if statement.when.known or statement.cue_span is None:
        return statement
    sentence = parsed.sentence_at(statement.cue_span.start)
    cue = _token_at(sentence, statement.cue_span.start) if sentence else None
    if sentence is None or cue is None:
        return statement
    # Dates inside the words that were said are theirs, not those of the saying.
    content = statement.content
    outside = [when for when in times if when.span and not content.start <= when.span.start < content.end]
    return msgspec.structs.replace(statement, when=dates.of_event(sentence, cue, outside, published))


def _token_at(sentence: Sentence, offset: int) -> Token | None:
    inside = offset - sentence.start
    return next((token for token in sentence.doc if token.idx <= inside < token.idx + len(token)), None)
