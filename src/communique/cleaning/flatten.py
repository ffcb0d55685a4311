"""HTML source to lines of plain text, each character mapped to where it stands in the source. Linear in its length.

This is not a parser: it knows which tags end a line and which hold no text, and nothing breaks it. What is article and
what is not is decided elsewhere.
"""

from __future__ import annotations

import functools
import html
import re

from communique.cleaning.offsets import OffsetMap

__all__ = ["Mark", "flatten", "flatten_marked"]

# A stretch of the text that the markup says something about: start, end, and "aside", "caption" or "link".
Mark = tuple[int, int, str]

_LINE_TAGS = frozenset(
    "address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset "
    "figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html iframe img input label legend li main menu nav ol optgroup "
    "option p picture pre search section select source summary table tbody td tfoot th thead tr ul video audio".split()
)
# Elements whose content is no text of the page; their end tag is looked for as such, nested or not.
_SILENT = frozenset("script style noscript template svg title textarea iframe math object".split())
_TELLING = frozenset("a nav footer aside form figcaption".split())
_VOID = frozenset("img br hr input meta link source embed area col wbr".split())
_ASIDES = frozenset("nav footer aside form".split())
_CAPTION = re.compile(r"\bclass\s*=\s*[\"'][^\"'>]*(?:caption|photo-?credit|image-?credit)", re.IGNORECASE)
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]{0,40})")
# A ">" inside a quoted value does not end a tag.
_TAG = re.compile(_NAME.pattern + r"(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
# Quotes are matched within this length only: unclosed ones in a hostile page would cost a scan to its end each.
_LONGEST_TAG = 4_000
# White space between two tags is seldom longer.
_INDENT = 200
_ODD = re.compile(r"[^\S ]+|\s{2,}|&#?\w{1,31};?")


class _Lines:
    """The text so far, in pieces, and the segments that map it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.segments: list[tuple[int, int, int]] = []
        self.length = 0
        self.blank = True
        self.marks: list[Mark] = []
        self._open: dict[str, int] = {}
        self.caption = ""

    def copy(self, text: str, raw: int) -> None:
        """Characters as they stand in the source; a blank after a blank is left out."""
        if self.blank and text.startswith(" "):
            stripped = text.lstrip(" ")
            raw += len(text) - len(stripped)
            text = stripped
        if text:
            self.put(text, raw, len(text))

    def put(self, text: str, raw: int, size: int) -> None:
        if text == " " and self.blank:
            return
        self.parts.append(text)
        self.segments.append((self.length, raw, min(size, len(text))))
        if self._open:
            for mark in self._open:
                self.marks.append((self.length, self.length + len(text), mark))
        self.length += len(text)
        self.blank = text[-1] in " \n"

    def end_line(self) -> None:
        if self.parts and self.parts[-1] != "\n":
            self.parts.append("\n")
            self.length += 1
        self.blank = True

    def element(self, name: str, tag: str) -> None:
        """Keep count of the open elements that say something about their text."""
        closing = tag[1] == "/"
        if name == "a" or name in _ASIDES:
            self._count("link" if name == "a" else "aside", closing)
        if name == self.caption and self.caption:
            self._count("caption", closing)
            if "caption" not in self._open:
                self.caption = ""
        elif self.caption or closing or name in _VOID or tag.endswith("/>"):
            return
        elif name == "figcaption" or _CAPTION.search(tag):
            self.caption = name
            self._count("caption", False)

    def _count(self, mark: str, closing: bool) -> None:
        # Links do not nest, and an unclosed one must not mark the rest of the page.
        depth = (0 if closing else 1) if mark == "link" else self._open.get(mark, 0) + (-1 if closing else 1)
        if depth > 0:
            self._open[mark] = depth
        else:
            self._open.pop(mark, None)


def flatten(source: str) -> tuple[str, OffsetMap]:
    """The page's text, a line for each block, and the map from its positions to the source's."""
    text, offsets, _ = flatten_marked(source)
    return text, offsets


def flatten_marked(source: str) -> tuple[str, OffsetMap, list[Mark]]:
    """`flatten`, and the stretches of the text that stand in asides, captions and links."""
    lines = _Lines()
    position = 0
    size = len(source)
    while position < size:
        at = source.find("<", position)
        if at < 0:
            at = size
        if at > position:
            # Half of what stands between tags is an indentation.
            if at - position > _INDENT or not source[position:at].isspace():
                _text(source, position, at, lines)
            elif not lines.blank:
                lines.put(" ", position, 1)
        if at == size:
            break
        position = _markup(source, at, lines)
    return "".join(lines.parts), OffsetMap.from_segments(lines.segments, lines.length), lines.marks


def _markup(source: str, at: int, lines: _Lines) -> int:
    """Take in what begins with "<" at this place; the position after it."""
    match = _TAG.match(source, at, at + _LONGEST_TAG)
    if match is None:
        return _odd_markup(source, at, lines)
    return _element(source, match[1].lower(), at, match.end(), lines)


def _odd_markup(source: str, at: int, lines: _Lines) -> int:
    """Take in a comment, a declaration, a tag that does not end as it should, or a "<" that is none of these."""
    if source.startswith("<!--", at):
        end = source.find("-->", at + 4)
        return len(source) if end < 0 else end + 3
    if source.startswith(("<!", "<?"), at):
        end = source.find(">", at)
        return len(source) if end < 0 else end + 1
    match = _NAME.match(source, at)
    if match is None:
        # A "<" that opens no tag is a character of the text ("3 < 4").
        lines.put("<", at, 1)
        return at + 1
    end = source.find(">", match.end()) + 1
    if end == 0:
        lines.end_line()
        return len(source)
    return _element(source, match[1].lower(), at, end, lines)


def _element(source: str, name: str, at: int, end: int, lines: _Lines) -> int:
    """Take in the tag from `at` to `end`; the position after it, or after its element if that holds no text."""
    if name in _LINE_TAGS:
        lines.end_line()
    tag = source[at:end]
    if name in _TELLING or lines.caption or "caption" in tag or "credit" in tag:
        lines.element(name, tag)
    if name in _SILENT and source[at + 1] != "/" and source[end - 2] != "/":
        last = _end_tag(name).search(source, end)
        return len(source) if last is None else last.end()
    return end


@functools.cache
def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}\b[^>]*>", re.IGNORECASE)


def _text(source: str, start: int, end: int, lines: _Lines) -> None:
    position = start
    for match in _ODD.finditer(source, start, end):
        if match.start() > position:
            lines.copy(source[position : match.start()], position)
        found = match.group()
        if found[0] == "&":
            now = html.unescape(found)
            now = " " if now.isspace() else now
            lines.put(now, match.start(), 1 if now != found else len(found))
        else:
            lines.put(" ", match.start(), 1)
        position = match.end()
    if position < end:
        lines.copy(source[position:end], position)
