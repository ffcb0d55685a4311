"""Which outlet a report stands in, whether that is a news agency, and whether one report credits another's outlet."""

from __future__ import annotations

import functools
import re
from urllib.parse import urlsplit

from communique import tables
from communique.records import Report
from communique.stories.texts import listed

__all__ = ["agency_of", "is_agency", "is_credited", "outlet_names"]


@functools.cache
def _by_domain() -> dict[str, tuple[str, ...]]:
    """Domain to the outlet's kind and then its names."""
    return {
        domain: (row["kind"], row["name"], *filter(None, row["aliases"].split("|")))
        for row in tables.load("outlets")
        for domain in row["domain"].split("|")
        if domain
    }


@functools.cache
def _by_name() -> dict[str, tuple[str, ...]]:
    return {name.casefold(): known for known in _by_domain().values() for name in known[1:]}


def _outlet(report: Report) -> tuple[str, ...]:
    """Kind and names of a report's outlet; the kind is empty where the tables don't know it."""
    host = urlsplit(report.url).hostname or (report.outlet if "." in report.outlet else "")
    parts = host.lower().removeprefix("www.").split(".") if host else []
    for start in range(len(parts) - 1):
        if known := _by_domain().get(".".join(parts[start:])):
            return known
    if known := _by_name().get(report.outlet.casefold()):
        return known
    # "edition.example-news.com" is called "Example News" or so.
    label = parts[-2] if len(parts) >= 2 else ""
    return ("", *filter(None, (report.outlet if " " in report.outlet or not host else "", label.replace("-", " "))))


def outlet_names(report: Report) -> tuple[str, ...]:
    """The names under which other reports may credit this one's outlet; the usual one first, none where unknown."""
    return _outlet(report)[1:]


def is_agency(report: Report) -> bool:
    """Whether the report stands on a news agency's own page."""
    return _outlet(report)[0] == "agency"


def agency_of(report: Report) -> str:
    """The agency whose reporting this is: the one it credits, or the one on whose page it stands; empty if none."""
    return report.agency or (outlet_names(report)[0] if is_agency(report) else "")


def is_credited(source: Report, report: Report) -> bool:
    """Whether `report` names the outlet of `source`, another than its own, as where it has the text from."""
    theirs = outlet_names(source)
    ours = {name.casefold() for name in outlet_names(report)}
    if not theirs or theirs[0].casefold() in ours:
        return False
    if report.agency and report.agency.casefold() in {name.casefold() for name in theirs}:
        return True
    folded = _folded(report.text)
    return any(
        len(name) > 2
        and all(word in folded for word in _folded(name).split(" "))
        and _pattern(name).search(report.text)
        for name in theirs
    )


@functools.lru_cache(maxsize=256)
def _folded(text: str) -> str:
    """In small letters as a pattern that ignores case has them: what lacks a name here needs no search for it."""
    return text.lower() if text.isascii() else text.lower().translate(_AS_ONE)


# Letters besides its own capital that such a pattern takes for a small letter; the loose dot is left of a small İ.
_AS_ONE = {ord("ı"): "i", ord("ſ"): "s", 0x307: None}


@functools.lru_cache(maxsize=4096)
def _pattern(name: str) -> re.Pattern[str]:
    before = "|".join(re.escape(words) for words in listed("credit before"))
    after = "|".join(re.escape(words) for words in listed("credit after"))
    called = re.escape(name).replace(r"\ ", r"\s*")
    return re.compile(rf"(?:(?:{before})\s+(?:the\s+)?{called}\b|\b{called}\s+(?:{after})\b)", re.IGNORECASE)
