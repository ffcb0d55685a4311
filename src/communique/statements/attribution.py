"""One finding before it is a statement: whose words, which cue, which content."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.language import Sentence
    from communique.records import Link

__all__ = ["DATELINE", "MARKS", "Attribution", "Span", "enough", "trimmed"]

Span = tuple[int, int]

MARKS = frozenset({"“", '"', "«", "„", "''", "‘", "``"})
_EDGE = " \t\n\r\u00a0,;:—–-"


@dataclass(slots=True)
class Attribution:
    """A cue with its speaker and its content, all as spans of the report's text.

    `form` says which construction gave it: clause, infinitive, object, particle, name, according, noun, quote, colon.
    `hole` is the cue's own clause where it stands inside the content ("The plan, he said, will fail").
    """

    sentence: Sentence
    verb: Token
    cue: Span
    lemma: str
    kind: str
    form: str
    content: Span
    speaker: Span | None = None
    head: Token | None = None
    holes: list[Span] = field(default_factory=list)
    addressee: Token | None = None
    frame: Span = (0, 0)
    continued: bool = False
    via: list[Token] = field(default_factory=list)
    tail: list[Link] = field(default_factory=list)


# "OSLO, May 3 (Reuters) -", "(Xinhua) --": where and by whom, in front of a report's first words.
DATELINE = re.compile(
    r"(?:[A-Z][A-Z'’ .-]{2,30})?(?:, [^()\n–—-]{2,30})? ?(?:\([^()\n]{2,30}\))? ?[–—-]{1,2} (?=[A-Z“\"])"
)
_DAY = re.compile(
    r"(?:(?:on|late|early|late on|earlier on) )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"(?: (?:night|morning|evening|afternoon))?,? (?:that )?(?=\w+ )"
)


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space, commas, dashes, a dateline, "that" and the day it was said at its edges."""
    if start == 0 or text[start - 1] == "\n":
        dateline = DATELINE.match(text, start, end)
        start = dateline.end() if dateline else start
    elif day := _DAY.match(text, start, end):
        start = day.end()
    while start < end and text[start] in _EDGE:
        start += 1
    if text[start : start + 5].lower() == "that " and end - start > 5:
        start += 5
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    if end > start and text[end - 1] == "." and (text[end - 2].islower() or text[end - 2] in '"”’»'):
        end -= 1
    return start, end


def enough(content: str) -> bool:
    """Two words, or one in quotation marks, or a name: a lone "that" or "so" is no content."""
    words = content.split()
    return len(words) >= 2 or (bool(words) and (words[0][0] in MARKS or len(words[0]) > 4))
