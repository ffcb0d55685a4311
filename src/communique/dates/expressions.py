"""Where time expressions stand in a sentence and what form they have; what they mean is decided in `resolution`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from communique.dates.patterns import A_DIGIT, needed_words, patterns
from communique.dates.vocabulary import number

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Expression", "recognise"]


class Expression(NamedTuple):
    """A time expression: its span in the sentence, the form it has, and the words that fill the form."""

    start: int
    end: int
    form: str
    words: dict[str, str]


# Any sentence without one of these holds no time expression: a cheap first look.
_ANY = re.compile(
    r"\d|day|week|month|year|decade|centur|hour|minute|second|morning|noon|evening|night|quarter|annual|dail"
    r"|past|now|current|recent|future|lately|present|anniversar|tomorrow|spring|summer|autumn|fall|winter|ties"
    r"|christmas|moment|dawn|dusk|weekend|fortnight|nowruz|halloween|may|march|ju[nl]|a[up][gr]|sep|oct|nov|dec|jan|feb",
    re.I,
)
_DIGIT = re.compile(r"\d")


def recognise(text: str, doc: Doc | None = None) -> list[Expression]:
    """The time expressions of a sentence in order, never overlapping: at each place the longest form that fits."""
    if not _ANY.search(text):
        return []
    lower = text.lower() + (A_DIGIT if _DIGIT.search(text) else "")
    # Each word once, not once a form: sixty forms need fifty words between them.
    present = {word for word in needed_words() if word in lower}
    found = [
        Expression(*_trimmed(text, match), form, {k: v for k, v in match.groupdict().items() if v})
        for form, pattern, needed in patterns()
        if not needed or not present.isdisjoint(needed)
        for match in pattern.finditer(text)
    ]
    found.sort(key=lambda item: (item.start, -item.end))
    return _joined(list(_disjoint(item for item in found if _plausible(item, text, doc))), text)


_OF = re.compile(r"\s+(?:hours\s+)?(?:of|on)\s+(?:the\s+)?$")


def _joined(items: list[Expression], text: str) -> list[Expression]:
    """Neighbours that are one expression: "the morning of 31 January", "the week of March 6"."""
    result: list[Expression] = []
    for item in items:
        before = result[-1] if result else None
        if before is None or item.form not in {"date", "weekday"}:
            result.append(item)
        elif before.form == "part" and "part" not in item.words and _OF.fullmatch(text[before.end : item.start]):
            result[-1] = item._replace(start=before.start, words=item.words | {"part": before.words["part"]})
        elif before.form == "week of" and "d" in item.words and not text[before.end : item.start].strip():
            result[-1] = item._replace(start=before.start, words=item.words | {"weekof": "yes"})
        else:
            result.append(item)
    return [item for item in result if item.form != "week of"]


def _trimmed(text: str, match: re.Match[str]) -> tuple[int, int]:
    start, end = match.span()
    while end > start and (text[end - 1].isspace() or (text[end - 1] in ",." and not _abbreviated(text[start:end]))):
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _abbreviated(words: str) -> bool:
    # "Oct.", "p.m.", "B.C." keep their stop; a sentence's does not belong to the date.
    return bool(re.search(r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[ap]\.m|B\.C)\.$", words))


def _disjoint(items: Iterator[Expression]) -> Iterator[Expression]:
    last = -1
    for item in items:
        if item.start >= last:
            yield item
            last = item.end


def _plausible(item: Expression, text: str, doc: Doc | None) -> bool:
    """Whether the words are a time here: "may", "second", "fall", "2000 troops" have other readings."""
    words = item.words
    if item.form == "year":
        return _is_year(item, text, doc)
    if item.form == "date" and "d" not in words and "y" not in words:
        return _is_month(item, text, doc)
    if item.form == "season" and not ({"y", "rel", "mod"} & words.keys()):
        return _is_season(item, text, doc)
    if item.form == "date" and "slash1" not in words and "y" not in words and "d" in words:
        # "March 5,000 troops", "5 March on the capital"; a lower-case verb "may 3" can't match.
        return not re.match(r"[\s,]*\d{4,}|\s*%", text[item.end :])
    if item.form in {"duration", "shift", "vague span"}:
        return _is_duration(item, text, doc)
    if item.form == "reference":
        return words["ref"].lower() not in {"now"} or not re.match(r"\s+that\b", text[item.end :])
    if item.form == "quarter":
        return (
            "y" in words or "relyear" in words or "rel" in words or "theyear" in words or words.get("what") == "quarter"
        )
    if item.form == "clock" and "ap" not in words and "h" in words:
        return int(words["h"]) <= 24
    if item.form == "weekday":
        # "Bloody Sunday", "Black Friday", "Sheffield Wednesday" are names unless a night or a week makes them days.
        before = re.search(r"([A-Z]\w+)\s+$", text[: item.start])
        return not (before and before[1] in _NAMED_DAYS)
    return not (item.form == "part" and words.get("part") in {"midday"} and item.start == 0)


_NAMED_DAYS = frozenset("Bloody Black Easter Palm Good Holy Ash Cyber Super Sheffield Big".split())
_BEFORE_YEAR = re.compile(
    r"\b(?:in|since|by|until|till|from|of|to|between|during|after|before|through|early|late|mid|around|about|circa|back|and|year|for"
    r"|until|throughout|winter|summer|spring|autumn|fall|than)[\s-]+(?:the\s+)?(?:year\s+)?$|[(\[–—-]\s?$", re.I,
)  # fmt: skip
_UNIT_AFTER = re.compile(
    r"\s*(?:%|(?:percent|per\s+cent|million|billion|trillion|km|kilomet\w*|met(?:er|re)s?|miles?|feet|hectares?|dollars|euros"
    r"|yuan|won|hours|GMT|UTC|tons|tonnes|kg|square)\b)", re.I,
)  # fmt: skip
_PEOPLE_AFTER = re.compile(
    r"\s*(?:people|troops|soldiers|men|women|children|refugees|prisoners|migrants|civilians)\b", re.I
)
_NOT_YEAR_BEFORE = re.compile(
    r"(?:[$£€¥#№]|\b(?:No|Nos|Resolution|resolution|flight|Flight|Article|Order|Law|Boeing|UNSCR)\.?)\s?$|\d[,.]$"
)


def _is_year(item: Expression, text: str, doc: Doc | None) -> bool:
    if {"era", "fy", "mod"} & item.words.keys():
        return True
    before, after = text[: item.start], text[item.end :]
    year = int(item.words["y"])
    if re.search(r"\b(?:in|since|during)\s+$", before, re.I) and 1800 <= year <= 2100 and not _UNIT_AFTER.match(after):
        # "In 2009 soldiers killed": a count of that size has a comma.
        return True
    if _UNIT_AFTER.match(after) or _PEOPLE_AFTER.match(after) or _NOT_YEAR_BEFORE.search(before):
        return False
    if doc is None:
        return bool(_BEFORE_YEAR.search(before))
    span = doc.char_span(item.start, item.end, alignment_mode="expand")
    token = span.root if span is not None else None
    if token is None or re.search(r"\d", token.text.replace(item.words["y"], "")):
        return False
    counts = token.dep_ == "nummod" and token.head.tag_ == "NNS" and token.i < token.head.i
    determined = any(
        child.lower_ in {"the", "a", "an", "its", "their", "this"} and child.i < token.i
        for child in token.head.children
    )
    if counts and not (determined and year >= 1800):
        return False
    if _BEFORE_YEAR.search(before):
        return year >= 1500 or re.search(r"\b(?:in|since|by)\s+$", before) is not None
    # "the 1961 treaty", "China's 2008 Olympics", "The 2015 accord".
    return year >= 1700 and (
        token.dep_ in {"nummod", "compound", "nmod", "npadvmod", "appos", "amod"} or not before.strip()
    )


_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|by|until|till|from|of|to|between|during|after|before|through|early|late|mid|around|about|for|and|or|throughout|next"
    r"|last|this|every|each|the|than|past|on|that)[\s-]+$|[(\[–—-]\s?$", re.I,
)  # fmt: skip


def _is_month(item: Expression, text: str, doc: Doc | None) -> bool:
    if (
        len(item.words["m"]) <= 4
        and item.words["m"].lower() not in {"may", "june", "july"}
        and text[item.start : item.end][-1:] != "."
    ):
        # "Jan Kavan", "Mar Thoma": a bare abbreviation of a month keeps its stop.
        return False
    if item.words["m"].lower() not in {"may", "march", "mar", "jan", "jun", "dec", "apr", "august", "april", "june"}:
        return True
    if {"rel", "mod", "relyear"} & item.words.keys():
        return True
    after = text[item.end :]
    if re.match(r"['’]?s?\s+(?:[A-Z]\w+)", after) and item.words["m"].lower() in {
        "april",
        "june",
        "may",
        "jan",
        "august",
    }:
        # "June Smith", "April Jones", "Theresa May Said": persons, unless a preposition comes before.
        return bool(_BEFORE_MONTH.search(text[: item.start]))
    if re.search(r"[A-Z]\w+\s+$", text[: item.start]) and item.words["m"].lower() in {"may", "march", "june"}:
        # "Theresa May", "the Long March"; but "Next May".
        return bool(_BEFORE_MONTH.search(text[: item.start]))
    if item.words["m"].lower() in {"may", "march", "mar"}:
        return bool(_BEFORE_MONTH.search(text[: item.start])) or bool(re.match(r"['’]s\s", after))
    return True


def _is_season(item: Expression, text: str, doc: Doc | None) -> bool:
    season = item.words["s"].lower()
    if season in {"fall", "spring"} and doc is not None:
        span = doc.char_span(item.start, item.end, alignment_mode="expand")
        if span is not None and span.root.pos_ == "VERB":
            return False
    if re.match(r"\s+(?:of\s+(?!\d)|in\b)", text[item.end :]):
        # "the fall of Kabul", "a fall in prices".
        return False
    if re.match(r"the\s", text[item.start :], re.I) and season != "fall":
        return True
    matched = item.start + len(text[item.start : item.end].lower().split(season)[0])
    return bool(re.search(r"\b(?:in|during|by|since|until|over|of)\s+(?:the\s+)?$", text[:matched]))


def _is_duration(item: Expression, text: str, doc: Doc | None) -> bool:
    words = item.words
    unit = words.get("u", "").lower()
    after = text[item.end :]
    if re.match(r"[\s-]*old\b", after):
        return False
    if unit in {"second", "quarter"} and not text[item.start : item.end].rstrip().endswith("s"):
        # "a second meeting", "three quarter": an ordinal or a fraction.
        return "-" in text[item.start : item.end] and unit != "quarter"
    if unit == "quarter" and number(words.get("n", "")) == "3":
        return False
    if (
        words.get("n", "").lower() in {"a", "an", "some", "many", "one"}
        and item.form == "duration"
        and unit in {"day", "week", "month", "year", "quarter"}
    ):
        # "twice a week", "$5m a year", "one day they will": rates and stories, not lengths.
        return not re.search(
            r"(?:\d|percent|cent|dollars|times|once|twice|people|barrels|tons|tonnes)\s+$", text[: item.start], re.I
        )
    return True
