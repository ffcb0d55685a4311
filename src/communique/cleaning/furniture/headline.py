"""The headline of a plain text: of the lines before its first paragraph, the one whose words the body uses most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence

from communique.cleaning.furniture import phrases
from communique.cleaning.furniture.lines import Line, key, words
from communique.cleaning.furniture.shape import content
from communique.cleaning.masthead import is_masthead

__all__ = ["guess"]

# A headline is short, and a line this long is a paragraph.
_LONGEST = 30
# Fewer words than this with a full stop may be a headline that ends in one.
_SHORT_SENTENCE = 12
# How far above the body a headline is looked for: below it stand bylines, dates, share buttons, captions.
_HEADER_LINES = 40
# The words of so many lines from the first paragraph on stand for the body.
_BODY_LINES = 8
# A headline shares this many words with its article; a section's name or an author's shares one or two.
_WORDS_IN_COMMON = 4
# What a wire calls a story by: "BC-BURUNDI-ZAIRE-TALKS".
_SLUG = re.compile(r"\b[A-Z]{2,}(?:-[A-Z0-9]{2,}){2,}\b")
_ENDS = (".", "!", "?", "…", ":", "。")


def guess(lines: Sequence[Line], kept: Sequence[bool], taken: Container[int] = ()) -> str:
    """The headline, "" where no line looks like one; `taken` are starts of lines known to be something else."""
    first = next((number for number, line in enumerate(lines) if kept[number] and _is_prose(line)), len(lines))
    header = lines[max(0, first - _HEADER_LINES) : first]
    times = Counter(key(line.text) for line in lines)
    body = {word for line in lines[first : first + _BODY_LINES] for word in content(words(line.text))}
    best, best_score = "", 0.0
    for distance, (line, hits) in enumerate(zip(header[::-1], phrases.find(header)[::-1], strict=True)):
        topic = content(words(line.text))
        count = len(words(line.text))
        if (is_masthead(line.text) and distance) or line.text.count("|") > 1 or _SLUG.search(line.text):
            continue
        if line.start in taken or hits or not 2 <= count <= _LONGEST or line.text[-1] in ":,;)" or not topic:
            continue
        shared = sum(word in body for word in topic)
        # A text that begins with its headline needs no proof of it; a line further down among menus does.
        above = header[: len(header) - distance - 1]
        alone = first - distance - 1 == 0 or all(is_masthead(one.text) for one in above)
        score = shared / len(topic) * min(1.0, shared / _WORDS_IN_COMMON) - 0.01 * distance + 0.3 * alone
        score += 0.2 * (times[key(line.text)] > 1)
        if line.text[-1] == ".":
            score -= 0.3 if count <= _SHORT_SENTENCE else 1.0
        if score > best_score and (shared >= 2 or alone):
            best, best_score = _stack(header, len(header) - distance - 1), score
    return best.strip("^<")


def _stack(header: Sequence[Line], at: int) -> str:
    """A headline with the lines under it that go on in the same capitals, as papers and teleprinters set them."""
    parts = [header[at].text]
    for line in header[at + 1 :]:
        if line.gap > 0 or not (parts[-1].isupper() and line.text.isupper()):
            break
        parts.append(line.text)
    return " ".join(parts)


def _is_prose(line: Line) -> bool:
    return len(words(line.text)) > _SHORT_SENTENCE and line.text.rstrip("\"”’')").endswith(_ENDS)
