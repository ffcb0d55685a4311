"""Scores metadata of HTML pages: published date, title after the outlet's name is trimmed, authors."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from communique.cleaning import clean, stamps
from communique.cleaning.page_metadata import trim
from communique.evaluate import page_set
from communique.evaluate.page_set import GoldPage
from communique.records import Document, Report

__all__ = ["evaluate"]

# What stands before a stamp of an update: the name of a tag or property, or a word.
_LATER = re.compile(r"(?:modif|updat|revis)[^<>{}]*$", re.IGNORECASE)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


def evaluate(paths: Sequence[Path]) -> dict[str, object]:
    """Shares of pages whose date, title and authors are exactly right, and the pages where they are not."""
    gold = page_set.read(paths)
    reports = [clean(Document(source=page.url, data=page.html, media="text/html")) for page in gold]
    pairs = list(zip(gold, reports, strict=True))
    dated = [(page, report) for page, report in pairs if _ISO.fullmatch(page.date)]
    dates = [report.published.value == page.date for page, report in dated]
    titles = [_plain(trim(report.title)) == _plain(trim(page.title)) for page, report in pairs]
    authors = [_same_people(page.authors, report.byline) for page, report in pairs]
    signed = [good for good, (page, _) in zip(authors, pairs, strict=True) if page.authors]
    return {
        "pages": len(gold),
        "dates": len(dated),
        "date_exact": _share(dates),
        "date_exact_or_updated": _share([page.date in (r.published.value, r.updated.value) for page, r in dated]),
        "htmldate_exact": _share([_htmldate(page) == page.date for page, _ in dated]),
        "gold_dates_that_no_page_says": sum(not _stated(page) for page, _ in dated),
        "date_exact_where_the_page_says_it": _share(
            [good for good, (page, _) in zip(dates, dated, strict=True) if _stated(page)]
        ),
        "date_within_a_day": _share([_near(page, report) for page, report in dated]),
        "title_exact": _share(titles),
        "authors_exact": _share(authors),
        "authors_exact_where_signed": _share(signed),
        "wrong": {
            "dates": [
                f"{page.url}: {report.published.value or 'none'} for {page.date}"
                for good, (page, report) in zip(dates, dated, strict=True)
                if not good
            ],
            "titles": [
                f"{page.url}: {report.title!r} for {page.title!r}"
                for good, (page, report) in zip(titles, pairs, strict=True)
                if not good
            ],
            "authors": [
                f"{page.url}: {report.byline!r} for {page.authors!r}"
                for good, (page, report) in zip(authors, pairs, strict=True)
                if not good
            ],
        },
    }


def _share(values: Sequence[bool]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"\w+", folded))


def _htmldate(page: GoldPage) -> str:
    from htmldate import find_date

    return str(find_date(page.html, original_date=True) or "")


def _stated(page: GoldPage) -> bool:
    """Whether the page's source gives the gold date anywhere but in stamps of an update, in whatever form.

    Of the 103 dates of the development pages 11 stand nowhere so: six have another year than all stamps of their page,
    the others another day, or that of the last update.
    """
    source = page.html.decode("utf-8", "replace")
    for match in stamps.STAMP.finditer(source):
        when = stamps.read(match.group())
        if (
            when is not None
            and when.value == page.date
            and not _LATER.search(source[match.start() - 60 : match.start()])
        ):
            return True
    return page.date.replace("-", "/") in page.url


def _near(page: GoldPage, report: Report) -> bool:
    if report.published.start is None:
        return False
    return abs((report.published.start - dt.date.fromisoformat(page.date)).days) <= 1


def _same_people(gold: str, found: str) -> bool:
    """The same names, in any order; none is right where the page has none."""
    return _names(gold) == _names(found)


def _names(text: str) -> set[str]:
    return {plain for name in re.split(r"[,;]| and ", text) if (plain := _plain(name))}
