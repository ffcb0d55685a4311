"""Metadata that a plain text says of itself: header block, headline, byline, date lines, dateline, agency tag."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import replace

from communique import tables
from communique.cleaning import people, stamps
from communique.cleaning.found import Found
from communique.cleaning.furniture import headline
from communique.cleaning.furniture.headers import LABEL, end_of_glued
from communique.cleaning.furniture.lines import Line, words
from communique.cleaning.masthead import is_masthead
from communique.records import UNKNOWN_DATE, When
from communique.sentences import dateline as dateline_of

__all__ = ["of_text"]

Used = list[tuple[int, int, str]]

_DIGIT = re.compile(r"\d")
_LATER = re.compile(r"(?:updated|modified)\s*:?\s*(.*)", re.IGNORECASE)
_HEADER = re.compile(r"^(?P<label>[^\W\d][\w -]{1,20}?)\s*:\s*(?P<value>\S.*)$")
_NAME = r"[A-Z][\w.'’-]+"
_DATELINE = re.compile(
    rf"^(?P<place>[A-Z][A-Z.'’ -]{{2,30}}(?:[/,] ?{_NAME}(?: {_NAME})*){{0,2}}?|{_NAME}(?: {_NAME}){{0,2}}"
    rf"(?:, {_NAME}(?: {_NAME})?)?)"
    r"(?:,? (?P<date>(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \(?\d{4}\)?)?))?"
    r"(?:,? ?[(\[](?P<agency>[^)\]]{2,40})[)\]])?\s*(?P<dash>--+|[-–—:])\s*(?=[\"“‘A-Z0-9])"
)
# A day with its year inside a dateline; one without a year is left to what the text implies.
_FULL_DAY = re.compile(r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?),? \(?\d{4}\b")
# A dateline whose dash was lost: "SEOUL, South Korea The leaders …".
_SHOUTED = re.compile(
    rf"^(?P<place>[A-Z]{{3,}}(?: [A-Z]{{2,}}){{0,2}})(?:, (?P<land>{_NAME}(?: {_NAME})?))?\s+(?=(?:The|A|An|In|On)\s)"
)
_TAG = re.compile(r"^[(\[](?P<agency>[A-Z][\w.&’' -]{1,38})[)\]]\s*(?:--+|[-–—:])\s*")
# A value in an archive's header is no longer than a headline.
_LONGEST_VALUE = 30
# How far above the body bylines and date lines are looked for.
_HEADER_LINES = 40
# Lines of the body that may stand before the dateline: headline, deck, place for a picture.
_OPENING_LINES = 4
_GLUED_BY = re.compile(rf"\b[Bb]y (?P<who>{_NAME}(?: {_NAME}){{1,2}})\b")
# What may stand beside a day on the line that ends a text: a place or a weekday before it, a clock after it.
_ONLY_PLACE = re.compile(rf"\W*(?:{_NAME}(?: {_NAME}){{0,2}}\W+){{0,2}}")
_AFTER_STAMP = re.compile(r"[\W]*(?:at\W+)?(?:\d{1,2}[:.]\d\d)?\W*(?:[AaPp]\.?[Mm]\.?)?\W*(?:[A-Z]{2,4})?\W*")
# An agency's tag or a copyright may stand between the text and its day.
_SIGN_OFF_LINES = 3
# The lines that wires and monitoring services put before and after a report.
_LONGEST_WIRE_STAMP = 90
# A line of more words than this tells, it does not stamp or sign.
_STAMP_WORDS, _BYLINE_WORDS = 9, 14


def of_text(lines: Sequence[Line], kept: Sequence[bool], title: str = "") -> Found:
    """What the lines before, at the start of and after a plain text's body say."""
    told = (number for number, line in enumerate(lines) if kept[number] and len(words(line.text)) > _STAMP_WORDS)
    first = next(told, kept.index(True) if True in kept else len(lines))
    found, used = _header_block(Found(title=title), lines[: first + 2])
    for line in lines[max(0, first - _HEADER_LINES) : first + 2]:
        if not any(start == line.start for start, _, _ in used):
            found, more = _header_line(found, line)
            used += more
    for line, flag in zip(lines, kept, strict=True):
        if flag or found.published.known:
            continue
        if LABEL.match(line.text):
            found, more = _header_line(found, line)
            used += more
        elif len(line.text) < _LONGEST_WIRE_STAMP and (when := stamps.of_wire(line.text)):
            found = replace(found, published=when)
            used.append((line.start, line.end, "archive-header"))
    body = next((line for line, flag in zip(lines, kept, strict=True) if flag), None)
    if body is not None:
        found, more = _opening(found, body, used)
        used += more
        end, at = end_of_glued(body.text)
        if end and not any(start <= body.start < stop for start, stop, _ in used):
            signed = _GLUED_BY.search(body.text[:at])
            found = _signed(found, signed["who"]) if signed else found
            when = stamps.read(body.text[at:end], "stated")
            found = found if found.published.known or when is None else replace(found, published=when)
            used.append((body.start, body.start + end, "archive-header"))
    found = _dateline_day(found, lines, kept)
    if not found.published.known and (signed_off := _signed_off(lines, kept)):
        line, when = signed_off
        found = replace(found, published=when)
        used.append((line.start, line.end, "archive-header"))
    if not found.outlet and lines and is_masthead(lines[0].text):
        found = replace(found, outlet=lines[0].text.strip())
        used.append((lines[0].start, lines[0].end, "navigation"))
    if not found.title:
        found = replace(found, title=headline.guess(lines, kept, {start for start, _, _ in used}))
    return replace(found, used=tuple(used))


@functools.cache
def _labels() -> dict[str, str]:
    return {row["label"]: row["field"] for row in tables.load("header_labels")}


def _header_block(found: Found, lines: Sequence[Line]) -> tuple[Found, Used]:
    """Read an archive's header: two lines or more of the form "Source: The Observer"."""
    rows = []
    for line in lines:
        match = _HEADER.match(line.text)
        field = _labels().get(match["label"].lower()) if match else None
        if match and field and len(words(line.text)) <= _LONGEST_VALUE:
            rows.append((line, field, match["value"].strip()))
    if len(rows) < 2:
        return found, []
    said: dict[str, str] = {}
    for _, field, value in rows:
        said.setdefault(field, value)
    block = Found(
        title=said.get("title", ""),
        outlet=said.get("outlet", ""),
        section=said.get("section", ""),
        url=said.get("url", ""),
        byline=people.authors(said.get("byline", "")),
        agency=people.agency_in(f"{said.get('byline', '')} | {said.get('outlet', '')}"),
        published=stamps.read(said.get("published", ""), "stated") or UNKNOWN_DATE,
        updated=stamps.read(said.get("updated", ""), "stated") or UNKNOWN_DATE,
    )
    found = found.over(block)
    return found, [(line.start, line.end, "archive-header") for line, _, _ in rows]


def _header_line(found: Found, line: Line) -> tuple[Found, Used]:
    """Read one line that may be a date stamp or a byline."""
    text = line.text
    count = len(words(text))
    label = LABEL.match(text)
    if count > _BYLINE_WORDS and "|" in text and (label or people.BY.match(text)):
        return _parted(found, line)
    if not label and (count > _BYLINE_WORDS or not (_DIGIT.search(text) or people.BY.match(text))):
        return found, []
    stamp = stamps.STAMP.search(text, label.end() if label else 0)
    if stamp and label and stamp.start() == label.end():
        return _labelled(found, line, label, stamp, short=count <= _BYLINE_WORDS)
    before = people.BY.match(text[: stamp.start()].strip(" |,-–—·•")) if stamp else people.BY.match(text)
    if stamp and (count <= _STAMP_WORDS or (before and count <= _BYLINE_WORDS)) and text[-1] != ".":
        when = stamps.read(text, "stated")
        if when is not None and not found.published.known:
            found = _signed(found, before["who"]) if before else found
            agency = found.agency or people.agency_in(text[: stamp.start()])
            return replace(found, published=when, agency=agency), [(line.start, line.end, "archive-header")]
    if before and count <= _BYLINE_WORDS and text[-1] not in ".?!" and not found.byline and before["who"][0].isupper():
        return _signed(found, before["who"]), [(line.start, line.end, "byline-box")]
    return found, []


def _parted(found: Found, line: Line) -> tuple[Found, Used]:
    """A byline and its stamps in one line, parted by bars: "By A B | Published: 4 May 2019 | Updated: …"."""
    used: Used = []
    for part in re.finditer(r"[^|\s][^|]*", line.text):
        text = part.group().rstrip()
        start = line.start + part.start()
        found, more = _header_line(found, Line(start, start + len(text), text, -1))
        used += more
    return found, [(line.start, line.end, "byline-box")] if used else []


def _labelled(
    found: Found, line: Line, label: re.Match[str], stamp: re.Match[str], *, short: bool
) -> tuple[Found, Used]:
    """A date stamp with its label, on a line of its own or glued before a text."""
    when = stamps.read(line.text[stamp.start() :], "stated")
    if when is None:
        return found, []
    if label["updated"]:
        found = found if found.updated.known else replace(found, updated=when)
    elif not found.published.known:
        later = _LATER.search(line.text, stamp.end()) if short else None
        second = stamps.read(later[1], "stated") if later else None
        found = replace(found, published=when, updated=second or found.updated)
    return found, [(line.start, line.end if short else line.start + stamp.end(), "archive-header")]


def _signed(found: Found, who: str) -> Found:
    """The names after "By"; what stands after a bar is the outlet."""
    names, bar, house = who.partition("|")
    outlet = found.outlet or (house.strip() if bar and not re.search(r"\d", house) else "")
    if found.byline:
        return replace(found, outlet=outlet)
    return replace(
        found, byline=people.authors(names, outlet), agency=found.agency or people.agency_in(who), outlet=outlet
    )


def _opening(found: Found, line: Line, before: Used) -> tuple[Found, Used]:
    """Read the dateline and the agency tag that a first paragraph begins with."""
    offset = next((min(end, line.end) - start for start, end, _ in before if start == line.start), 0)
    offset += len(line.text[offset:]) - len(line.text[offset:].lstrip())
    text = line.text[offset:]
    if tag := _TAG.match(text):
        agency = people.agency_in(tag["agency"])
        outlet = found.outlet or ("" if agency else tag["agency"])
        used = [(line.start + offset, line.start + offset + tag.end(), "agency-tag")]
        return replace(found, agency=found.agency or agency, outlet=outlet), used
    if dateline := _DATELINE.match(text[:160]):
        agency = people.agency_in(dateline["agency"] or "")
        place = " ".join(dateline["place"].split())
        if dateline["agency"] or dateline["date"] or place.isupper():
            found = replace(found, dateline_place=found.dateline_place or _cased(place), agency=found.agency or agency)
    elif dateline_of(text[:160]) and (agency := people.agency_in(dateline_of(text[:160]))):
        found = replace(found, agency=found.agency or agency)
    elif shouted := _SHOUTED.match(text[:120]):
        land = f", {shouted['land']}" if shouted["land"] else ""
        found = replace(found, dateline_place=found.dateline_place or _cased(shouted["place"]) + land)
    return found, []


def _dateline_day(found: Found, lines: Sequence[Line], kept: Sequence[bool]) -> Found:
    """The day of the first dateline among a body's first lines: a headline or a deck may stand before it."""
    opening = [line.text[:160].lstrip() for line, flag in zip(lines, kept, strict=True) if flag][:_OPENING_LINES]
    days = (_FULL_DAY.search(dateline_of(text)) for text in opening)
    day = next((match.group() for match in days if match), "")
    if found.published.known or not day:
        return found
    return replace(found, published=stamps.read(day.replace("(", ""), "dateline") or UNKNOWN_DATE)


def _signed_off(lines: Sequence[Line], kept: Sequence[bool]) -> tuple[Line, When] | None:
    """The one line of nothing but a day, or a place and a day, that ends a body: "Geneva, 4 May 1987"."""
    last = max((number for number, flag in enumerate(kept) if flag), default=len(lines))
    bare = [
        (number, stamp)
        for number, line in enumerate(lines[last:], last)
        if len(words(line.text)) <= _STAMP_WORDS
        and (stamp := stamps.STAMP.search(line.text))
        and _ONLY_PLACE.fullmatch(line.text[: stamp.start()])
        and _AFTER_STAMP.fullmatch(line.text[stamp.end() :])
    ]
    if len(bare) != 1 or bare[0][0] - last > _SIGN_OFF_LINES:
        return None
    line = lines[bare[0][0]]
    when = stamps.read(line.text, "stated")
    return (line, when) if when is not None else None


def _cased(place: str) -> str:
    return ", ".join(part.title() if part.isupper() else part for part in place.split(", "))
