"""Cleaning: a document's bytes to a report as a reader should see it, every character mapped to where it came from.

1. decode; 2. of HTML take the lines of the page, and what a parser in a killable worker holds for its main text;
3. repair look-alike letters; 4. cut the furniture; 5. read title, byline, dates from the page and from what was cut.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import repeat
from pathlib import PurePosixPath
from typing import NamedTuple

from communique.cleaning import furniture, html, lookalikes, metadata, outlets, page_metadata, pages
from communique.cleaning.flatten import Mark
from communique.cleaning.found import Found, of_address, of_fields, since
from communique.cleaning.furniture import Repeats
from communique.cleaning.furniture import lines as splitter
from communique.cleaning.furniture.lines import Line
from communique.cleaning.language import identify
from communique.cleaning.offsets import OffsetMap
from communique.cleaning.outlets import Facts, of_settings
from communique.cleaning.vocabulary import known as is_word
from communique.errors import RefusedDocument
from communique.records import Document, Furniture, Repair, Report, content_id

__all__ = ["Facts", "Repeats", "clean", "of_settings", "refusal"]

# Only where letters of other scripts stand in a text does its language tell which of them are out of place.
_TELLING = re.compile("[\u0370-\u1fff\u2c80-\u2dff\ua4d0-\uabff\uff00-\uffef\U0001d400-\U0001d7ff]")
_BETWEEN = "\n\n"
# A word that was broken at the end of a line: put together where that makes a word ("agree-", "ment"), else its hyphen
# is its own ("twenty-", "four").
_BROKEN = re.compile(r"\b([^\W\d_]{2,})-$")
_REST = re.compile(r"[^\W\d_]+")
_LINE_OF_PARAGRAPH = re.compile(r"[^\s][^\n\r\u2028\u2029\x0b\x0c\x85]*")
# A line this long stands in an article once; shorter ones ("He agreed.") may come again.
_ECHO = 60


def clean(document: Document, *, repeats: Repeats | None = None, known: Mapping[str, Facts] | None = None) -> Report:
    """The report that a document holds; one that can't be read is a report with its reason in `refused`.

    `repeats` is what the outlets of the run repeat on their pages, `known` what the user says of outlets.
    """
    if document.refused is not None:
        return refusal(document, document.refused)
    try:
        return _clean(document, repeats, known)
    except RefusedDocument as error:
        return refusal(document, str(error))
    except Exception as error:
        # Bytes from anywhere come through here: one strange document must not end the run of ten thousand.
        said = " ".join(str(error).split())[:200]
        return refusal(document, f"cleaning it failed ({type(error).__name__}: {said}): please report this document")


class _Text(NamedTuple):
    """The document's text in lines: repaired, what was repaired, and the way back; what is seen of its lines."""

    repaired: lookalikes.Repaired
    to_raw: OffsetMap
    marks: list[Mark]
    look: furniture.Look


def _clean(document: Document, repeats: Repeats | None, known: Mapping[str, Facts] | None) -> Report:
    raw = pages.raw_text(document)
    if not raw.strip():
        return refusal(document, "it holds no text: nothing to read")
    parsing = html.begin(raw) if pages.is_html(document, raw) else None
    text = _text(document, raw)
    page = parsing() if parsing else None
    shared = repeats.of_outlet(document) if repeats else None
    found, kept, house = _judge(document, text, page, shared, known)
    units = text.look.units
    cut = furniture.cut(units, _without_echoes(units, kept, found.title), found.used)
    body, segments, mended = _join(text.repaired.text, cut.kept)
    if not body and document.media == "text/x-row":
        # A table's column says that this is the article, so what tells anything is kept: a gallery's captions, say.
        cut = furniture.cut(units, [len(unit.text) >= _ECHO for unit in units], found.used)
        body, segments, mended = _join(text.repaired.text, cut.kept)
    if not body:
        return refusal(document, "no article was found in it: only page furniture")
    back = text.repaired.offsets.compose(text.to_raw)
    return Report(
        report_id=_report_id(document),
        source=document.source,
        content_hash=document.content_hash,
        title=document.fields.get("title", "").strip() or page_metadata.trim(found.title, found.outlet),
        outlet=found.outlet,
        outlet_country=house.country,
        state_media=house.state_media,
        url=found.url,
        byline=found.byline,
        agency=found.agency,
        dateline_place=found.dateline_place,
        section=found.section,
        language=identify(body) or found.language,
        published=found.published,
        updated=found.updated,
        text=body,
        repairs=_repairs(text, mended, cut.kept if page else None),
        furniture=tuple(
            Furniture(start=start, end=end, kind=kind, text=text.repaired.text[first:last])
            for first, last, kind in _merged(cut.furniture, text.repaired.text)
            for start, end in [back.span(first, last)]
        ),
        offsets=OffsetMap.from_segments(segments, len(body)).compose(back).segments,
    )


def _text(document: Document, raw: str) -> _Text:
    """The document's lines, mended, and a first look at each."""
    text, to_raw, marks = pages.lines_of(document, raw)
    repaired = lookalikes.repair(text, identify(text) if _TELLING.search(text) else "")
    return _Text(repaired, to_raw, marks, furniture.look(splitter.split(repaired.text)))


def _judge(
    document: Document,
    text: _Text,
    page: html.Page | None,
    shared: furniture.Known | None,
    known: Mapping[str, Facts] | None,
) -> tuple[Found, list[bool], Facts]:
    """The metadata, which lines are body, what is known of the outlet.

    A row's facts win over a page's, a page's over what its text says.
    """
    url = _url(document) or (page.canonical if page else "")
    house = outlets.facts_of(url, document.fields.get("outlet", ""), known)
    row = since(of_fields(document.fields, house.zone), house.since)
    units = text.look.units
    votes = furniture.repeated(text.look, shared) if shared else None
    if page is None:
        found = row.over(since(of_address(url), house.since)) if url else row
        kept = furniture.judge(text.look, title=found.title, votes=votes)
    else:
        told = page_metadata.of_page(page, _url(document), house)
        found = row.over(replace(told, title=page_metadata.shown(told.title, units)))
        where = [_at(text.repaired.offsets, unit) for unit in units] if text.repaired.repairs else units
        said, around = furniture.agreement(text.look, page.text), furniture.marked(where, text.marks)
        votes = list(map(sum, zip(said, around, votes or repeat(0.0), strict=False)))
        kept = furniture.judge(text.look, title=found.title, votes=votes)
    found = found.over(since(metadata.of_text(units, kept, found.title), house.since))
    if page is not None and not row.published.known:
        found = page_metadata.local(found, page, units, kept)
    if house == outlets.UNKNOWN and found.outlet:
        house = outlets.facts_of(found.url, found.outlet, known)
    return since(found, house.since), kept, house


def _at(offsets: OffsetMap, unit: Line) -> Line:
    """The unit with its span before the repairs."""
    start, end = offsets.span(unit.start, unit.end)
    return unit._replace(start=start, end=end)


def _without_echoes(units: Sequence[Line], kept: Sequence[bool], title: str) -> list[bool]:
    """A line that only says the title again is no paragraph, nor is a paragraph that stood before."""
    seen = {splitter.key(title)}
    result = []
    for unit, flag in zip(units, kept, strict=True):
        key = splitter.key(unit.text)
        result.append(flag and key not in seen)
        if flag and len(unit.text) >= _ECHO:
            seen.add(key)
    return result


def _join(
    text: str, spans: Sequence[tuple[int, int, bool]]
) -> tuple[str, list[tuple[int, int, int]], list[tuple[int, int]]]:
    """The body, one paragraph a line with an empty line between; its segments in `text`; hyphens taken out of words."""
    parts: list[str] = []
    mended: list[tuple[int, int]] = []
    segments: list[tuple[int, int, int]] = []
    length = 0
    fresh = True
    for start, end, begins in spans:
        fresh = fresh or begins
        for match in _LINE_OF_PARAGRAPH.finditer(text, start, end):
            stretch = match.group().rstrip()
            between = "" if not parts else _BETWEEN if fresh else " "
            if between == " " and (broken := _BROKEN.search(parts[-1])) and (rest := _REST.match(stretch)):
                between = ""
                if is_word(broken[1] + rest[0]):
                    start, raw, size = segments[-1]
                    segments[-1] = (start, raw, size - 1)
                    mended.append((raw + size - 1, match.start()))
                    parts[-1] = parts[-1][:-1]
                    length -= 1
            fresh = False
            parts += [between, stretch]
            segments.append((length + len(between), match.start(), len(stretch)))
            length += len(between) + len(stretch)
    return "".join(parts), segments, mended


def _merged(spans: list[tuple[int, int, str]], text: str) -> list[tuple[int, int, str]]:
    """Neighbouring cuts of one kind as one, in order."""
    merged: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(spans):
        while end > start and text[end - 1].isspace():
            end -= 1
        if end <= start:
            continue
        if merged and merged[-1][2] == kind and not text[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], end, kind)
        else:
            merged.append((start, end, kind))
    return merged


def _repairs(
    text: _Text, mended: Sequence[tuple[int, int]], kept: Sequence[tuple[int, int, bool]] | None
) -> tuple[Repair, ...]:
    """The repairs with raw spans; of a page of HTML only those in the body (`kept`), menus are nobody's concern."""
    back = text.repaired.offsets.compose(text.to_raw) if mended else text.to_raw
    found = [
        Repair(start=start, end=end, was=text.repaired.text[first:last], now="", kind="whitespace")
        for first, last in mended
        for start, end in [back.span(first, last)]
    ]
    bodies = None if kept is None else [text.repaired.offsets.span(start, end) for start, end, _ in kept]
    for repair in text.repaired.repairs:
        if bodies is not None and not any(start <= repair.start < end for start, end in bodies):
            continue
        start, end = text.to_raw.span(repair.start, repair.end)
        found.append(Repair(start=start, end=end, was=repair.was, now=repair.now, kind=repair.kind))
    return tuple(sorted(found, key=lambda repair: (repair.start, repair.end)))


def _report_id(document: Document) -> str:
    name = document.source.rpartition("#")[2] if "#" in document.source else PurePosixPath(document.source).name
    return content_id("report", document.content_hash, name)


def _url(document: Document) -> str:
    if document.fields.get("url"):
        return document.fields["url"]
    return document.source if re.match(r"https?://", document.source) else ""


def refusal(document: Document, reason: str) -> Report:
    """The report that stands for a document which can't be read."""
    return Report(
        report_id=_report_id(document), source=document.source, content_hash=document.content_hash, refused=reason,
        title=document.fields.get("title", ""), url=_url(document), outlet=document.fields.get("outlet", ""),
    )  # fmt: skip
