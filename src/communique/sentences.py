"""Where sentences and paragraphs begin and end in a text, without a parser.

Rules and a table of abbreviations; 10 MB/s and more. Sentences are the unit that is aligned between copies, cached by
the parser and never cut in half, so every stage uses this one splitter. Each line of the text that is followed by a
newline ends a sentence: a cleaned report has one paragraph a line.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Abbreviations after which a full stop does not end a sentence even though a capital follows.
_TITLES = (
    "Mr Mrs Ms Dr Prof Sen Rep Gov Gen Lt Col Maj Capt Cmdr Adm Sgt Cpl Pvt Brig Rev Hon St Sr Jr Fr Pres Supt Amb "
    "Messrs Mmes vs No Nos Art Fig Vol Sec Ch Mt Ft Pt Gens Sens Reps Profs Drs cf Inc Ltd Co Corp Bros approx ca"
)
# Abbreviations that may end a sentence or not: only a word that looks like a sentence's beginning decides.
_MONTHS = "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec"
_ABBREVIATIONS = frozenset(f"{_TITLES} {_MONTHS}".split())
_INITIALS = re.compile(r"(?:^|[\s(\"“‘'])(?:[A-Z]\.)+[A-Z]$")
# Words that start a sentence but hardly ever follow an initialism inside one ("the U.S. The talks").
_OPENERS = frozenset(
    "The A An In On At It He She They We I But And However Meanwhile For From After Before This That These Those "
    "There While When As Under With According Last Earlier Both Its His Her Their Some Since".split()
)
_BOUNDARY = re.compile(r"([.!?…]+)([\"”’'»)\]]*)(\s+|(?=[A-Z“\"][a-z]+\s)|$)|([。！？]+)([\"”’'»)\]」』]*)(\s*)")
# "LIMA, March 4 (Reuters) - ", "NEW DELHI, Feb 7 (PTI) ", "MOSCOW, January 14. /TASS/. ", "Kuwait City (KUNA) -- ",
# "(Example News) – ": where and through whom a story came, before its first sentence. In capitals, or with an agency.
_CITY = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’\-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’\-]*){0,3}"
_MORE = r"(?:, ?[A-Z][\w.'’]*(?: [A-Z][\w.'’]*){0,2})?"
_DAY = r"(?:,? ?(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} (?:de )?[A-Za-z][a-z]{2,9}\.?)(?:,? \(?\d{4}\)?)?)?"
_AGENCY = r"\((?:[A-Z][\w&./'’\- ]{1,40})\)"
_MONTH_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)"
_YEAR = r",? \(?\d{4}\)?"
_DATE = rf"{_MONTH_DAY}(?:{_YEAR})?"
_TOWN = r"[A-Z][\w.'’]+(?: [A-Z][\w.'’]+){0,2}"
_DATELINE = re.compile(
    rf"(?:{_CITY}{_MORE}{_DAY}[.,]?(?: ?{_AGENCY})?\s*(?:--?|[–—])+\s+"
    rf"|{_CITY}{_MORE}{_DAY},? ?{_AGENCY}(?:{_DAY}[.,]?\s*(?:--?|[–—])+)?\s+"
    rf"|{_CITY}{_MORE}{_DAY}[.,]? /[A-Z][\w\-]+/\.?\s*(?:--?|[–—])*\s*"
    rf"|(?:[A-Z][\w.'’]+ ?){{1,3}}{_MORE}{_DAY} {_AGENCY}\s*(?:--?|[–—])+\s+"
    # "Havana, Nov 11 (Prensa Latina) The minister".
    rf"|[A-Z][\w.'’]+(?: [A-Z][\w.'’]+){{0,2}}, {_DATE} {_AGENCY}\s+"
    rf"|{_AGENCY}\s*(?:--?|[–—])+\s+"
    # "CAIRO, 6 April 2021. The talks", "DHAKA: The minister".
    rf"|{_CITY}{_MORE}, {_DATE}\.\s+"
    # "Reykjavik, 19 February (1976) - Iceland", "Asmara/Addis Ababa, 9 July 2018. The leaders".
    rf"|{_TOWN}(?:/{_TOWN})?{_MORE}, {_DATE}\s*(?:--?|[–—])+\s+"
    rf"|{_TOWN}(?:/{_TOWN})?{_MORE}, {_MONTH_DAY}{_YEAR}\.\s+"
    rf"|{_CITY}{_MORE}{_DAY}(?: ?{_AGENCY})?:\s+"
    # "Damascus, SANA – ".
    r"|[A-Z][a-z]+(?: [A-Z][a-z]+)?, [A-Z]{3,8}\s*(?:--?|[–—])+\s+"
    # The dash was lost: "SEOUL, South Korea The leaders".
    r"|[A-Z]{3,}(?: [A-Z]{2,}){0,2}, [A-Z][a-z]+(?: [A-Z][a-z]+)?\s+(?=(?:The|A|An|In|On)\s))(?=\S)"
)

# Longer ones are none; a line of nothing but capitals would be tried again at each of its letters.
_LONGEST_DATELINE = 150

# "18:40 - ", "9.15am GMT | ": when an entry of a live page was written.
_STAMP = re.compile(r"\d{1,2}[:.h]\d{2}(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{2,4})?\s*(?:[–—|]|--?)\s+(?=\S)")
# Characters after a full stop that decide whether a sentence ends there.
_AHEAD = 80
# "at 8 p.m. Monday": the clock's full stop ends nothing before a day, a month or a zone.
_CLOCK = re.compile(r"\b[ap]\.m$")
_AFTER_CLOCK = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|"
    r"[A-Z]{2,4}\b|(?:local|Eastern|Central|Pacific|Greenwich|Moscow|Beijing|Tokyo|London) [Tt]ime"
)


class Sentence(NamedTuple):
    """One sentence: its span in the text and the number of its paragraph, from 0."""

    start: int
    end: int
    paragraph: int


def split(text: str) -> list[Sentence]:
    """The sentences of `text` in order, white space outside them; every other character is in exactly one."""
    found: list[Sentence] = []
    position = 0
    paragraph = 0
    for line in text.split("\n"):
        before = len(found)
        for start, end in _in_line(line):
            found.append(Sentence(position + start, position + end, paragraph))
        position += len(line) + 1
        paragraph += len(found) > before
    return found


def dateline(line: str) -> str:
    """The dateline that a paragraph begins with, dash and space included; empty where there is none."""
    match = _DATELINE.match(line[:_LONGEST_DATELINE])
    return match.group() if match else ""


def _in_line(line: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    stamp = _STAMP.match(line)
    before = dateline(line) or (stamp.group() if stamp else "")
    if before:
        # A stretch of its own: in one sentence with the news it makes the city the parser's subject.
        _keep(line, 0, len(before), spans)
        start = len(before)
    for match in _BOUNDARY.finditer(line, start):
        end = match.end(2) if match.group(2) is not None else match.end(5)
        if _ends_here(line, match):
            _keep(line, start, end, spans)
            start = end
    _keep(line, start, len(line), spans)
    return spans


def _keep(line: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    stripped = line[start:end]
    left = len(stripped) - len(stripped.lstrip())
    stripped = stripped.strip()
    if stripped:
        spans.append((start + left, start + left + len(stripped)))


def _ends_here(line: str, match: re.Match[str]) -> bool:
    if match.group(4):
        # Chinese and Japanese full stops end a sentence without a space.
        return True
    marks, closers, gap = match.groups()[:3]
    # A stretch is enough: copying the rest of the line at each boundary is quadratic in a 10 MB line.
    rest = line[match.end() : match.end() + _AHEAD].lstrip()
    if not rest:
        return match.end() >= len(line) - _AHEAD or bool(gap)
    follower = rest.lstrip("\"“‘'«([")
    nothing_opens = not follower or not (follower[0].isupper() or follower[0].isdigit() or not follower[0].isascii())
    if "?" in marks or "!" in marks:
        # "Yahoo! said", "“Why?” he asked": goes on in lower case.
        return bool(gap) and not nothing_opens
    if marks.startswith("…") or marks == "...":
        return bool(gap) and not nothing_opens and bool(closers)
    if nothing_opens:
        return False
    if _CLOCK.search(line, max(0, match.start() - 4), match.start()) and _AFTER_CLOCK.match(follower):
        return False
    word = _last_word(line, match.start())
    if not gap:
        return _missing_space(word, rest)
    if closers:
        return True
    if word in _ABBREVIATIONS or (len(word) == 1 and word.isupper() and word != "I"):
        return _initial_ends(line, match.start(), follower) if len(word) == 1 else False
    if _INITIALS.search(line[max(0, match.start() - 12) : match.start()]):
        return _first_word(follower) in _OPENERS
    return True


def _initial_ends(line: str, at: int, follower: str) -> bool:
    # "plan B. The" ends; "George W. Bush", "J. Smith" do not.
    before = line[:at].rstrip()
    previous = _last_word(before[:-1].rstrip(), len(before[:-1].rstrip()))
    if before.endswith("X") and previous in {"on", "to", "via"}:
        # "said on X. Kabul …": the platform, no initial.
        return True
    return bool(previous) and previous[0].islower() and _first_word(follower) in _OPENERS


def _missing_space(word: str, rest: str) -> bool:
    # "the talks ended.The minister": a lower-case word of three letters or more, then a capitalised one.
    return len(word) > 2 and word.isalpha() and word.islower() and rest[:1].isupper()


def _last_word(line: str, at: int) -> str:
    start = at
    while start > 0 and (line[start - 1].isalnum() or line[start - 1] in "-’'"):
        start -= 1
    return line[start:at]


def _first_word(text: str) -> str:
    match = re.match(r"[\w’']+", text)
    return match.group().replace("’", "'") if match else ""
