"""Questions and answers set out line by line: "Q. Will they return? A. Every citizen may." What is answered is said.

The one who answers is whom the lines before the first question introduce last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from communique.records import Actor, Evidence, Mention, Report, Speaker, Statement, content_id
from communique.records import Span as RecordSpan
from communique.statements import cues

if TYPE_CHECKING:
    from communique.language import Parsed

__all__ = ["answers", "lines", "own"]

_LINE = re.compile(r"^(?P<who>Q|A|Question|Answer|QUESTION|ANSWER)(?P<mark>[.:])[ \t]+(?P<said>\S.*?)[ \t]*$", re.M)
# Fewer lines than a question and its answer are a list, a heading, a grade.
_LEAST = 2
# How far before the first question the occasion is named, in characters.
_NEAR = 300
_OWN = frozenset({"i", "we"})


def lines(text: str) -> list[re.Match[str]]:
    """The lines of a text that are marked as question or answer, none where they do not come in pairs."""
    found = list(_LINE.finditer(text))
    kinds = {one["who"][0] for one in found}
    return found if len(found) >= _LEAST and kinds == {"Q", "A"} else []


def answers(
    marked: Sequence[re.Match[str]], parsed: Parsed, mentions: Sequence[Mention], report: Report
) -> Iterator[Statement]:
    """A statement for each marked answer."""
    if not marked:
        return
    actor = _answering(marked[0].start(), mentions)
    before = re.findall(r"\w+", parsed.text[max(0, marked[0].start() - _NEAR) : marked[0].start()].lower())
    occasion = next((cues.occasions()[word] for word in reversed(before) if word in cues.occasions()), "interview")
    for line in marked:
        if line["who"][0] != "A":
            continue
        start, end = line.span("said")
        if parsed.text[end - 1] == ".":
            end -= 1
        first, last = line.span("who")
        yield Statement(
            statement_id=content_id("statement", report.report_id, start, end, first),
            report_id=report.report_id,
            speaker=Speaker(text=line["who"], start=first, end=last, actor=actor),
            cue=line["mark"],
            cue_span=RecordSpan(line.start("mark"), line.end("mark")),
            quote="direct",
            content=Evidence(report_id=report.report_id, start=start, end=end, text=parsed.text[start:end]),
            occasion=occasion,
        )


def _answering(before: int, mentions: Sequence[Mention]) -> Actor | None:
    """The person introduced last before the first question."""
    people = [
        mention
        for mention in mentions
        if mention.end <= before and len(mention.actors) == 1 and mention.actors[0].kind in {"person", "office"}
    ]
    return max(people, key=lambda mention: mention.end).actors[0] if people else None


def own(one: Statement, marked: Sequence[re.Match[str]]) -> bool:
    """Whether a statement found by its verb is only a part of an answer: "we have told them that …"."""
    here = next((line for line in marked if line.start() <= one.content.start < line.end()), None)
    if here is None:
        return False
    return one.speaker is None or one.speaker.start < here.start("said") or one.speaker.text.lower() in _OWN
