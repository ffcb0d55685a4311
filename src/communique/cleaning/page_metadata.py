"""Metadata of a parsed HTML page: linked data, then meta tags, then its visible elements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import msgspec

from communique.cleaning import people, stamps
from communique.cleaning.found import Found, host
from communique.cleaning.furniture.lines import Line, key, words
from communique.cleaning.html import Page
from communique.cleaning.outlets import UNKNOWN, Facts
from communique.records import UNKNOWN_DATE, When

__all__ = ["local", "of_page", "shown", "trim"]

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "article.published", "published-date", "publication_date", "pubdate", "publishdate", "publish-date", "date.issued",
    "dcterms.created", "dc.date.issued", "dc.date", "dcterms.date", "cxenseparse:recs:publishtime",
    "article_date_original", "originalpublicationdate", "og:published_time", "published_time", "bt:pubdate", "date",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod", "dcterms.modified",
    "article.updated", "og:article:modified_time", "revised",
)  # fmt: skip
_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "title", "headline")
_AUTHORS = (
    "author", "article:author", "parsely-author", "dc.creator", "sailthru.author", "byl", "dcterms.creator",
    "article:author_name", "cxenseparse:author", "citation_author",
)  # fmt: skip
_SUFFIX = re.compile(r"\s+(?:[|•·»–—-]|::)\s+(?P<outlet>[^|•·»–—]{2,60})$")
# What parts a title from section and outlet.
_PARTING = re.compile(r"\s+(?:[|•·»–—-]|::)\s+")
_FEWEST_IN_TITLE = 3
_MOST_PARTS = 8
_PUBLISHED_LABEL = re.compile(r"(?:first )?(?:published|posted)\b", re.IGNORECASE)
# More <time> elements than this are those of a list of stories.
_FEW_TIMES = 3
# How far above the body a date line is looked for, and how long it may be.
_HEADER_LINES = 40
_LONGEST_STAMP = 110
_DEEPEST = 6


def of_page(page: Page, url: str = "", house: Facts = UNKNOWN) -> Found:
    """What the page says of itself; stamps in UTC are read on the outlet's own clock where that is known."""
    metas = {name: value for name, value in reversed(page.metas) if value}
    address = url or page.canonical or metas.get("og:url", "")
    linked = _linked(page.linked_data, {url, page.canonical, metas.get("og:url", "")}, [*page.headings, page.title])
    outlet = linked.get("publisher", "") or metas.get("og:site_name", "") or metas.get("application-name", "")
    given = [linked.get("datePublished", ""), *(metas.get(name, "") for name in _PUBLISHED)]
    published = _first_date(given, house) or _not_before(stamps.from_url(address), house)
    if published is None or published.precision != "day":
        # Where many times stand in a page, they are those of other stories.
        times = [moment or shown for moment, shown in page.times[:1]] if len(page.times) <= _FEW_TIMES else []
        published = _first_date([*times, page.guessed_date], house) or published
    updated = _first_date([linked.get("dateModified", ""), *(metas.get(name, "") for name in _UPDATED)], house)
    credited = [linked.get("author", ""), *(metas.get(name, "") for name in _AUTHORS), ", ".join(page.authors[:3])]
    credited = [credit for credit in credited if credit and "://" not in credit]
    outlet = outlet or house.name or host(address)
    return Found(
        title=_title(page, linked, metas, outlet),
        byline=next((names for credit in credited if (names := people.authors(credit, outlet))), ""),
        agency=next((agency for credit in credited if (agency := people.agency_in(credit))), ""),
        outlet=outlet,
        section=linked.get("articleSection", "") or metas.get("article:section", ""),
        url=address,
        language=page.language.lower()[:2],
        published=published or UNKNOWN_DATE,
        updated=updated or UNKNOWN_DATE,
        moment="" if house.zone else next((value for value in given if value and stamps.read(value)), ""),
    )


def local(found: Found, page: Page, lines: Sequence[Line], kept: Sequence[bool]) -> Found:
    """The same, with the publication date as the outlet's own clock has it where the page shows that beside the UTC."""
    first = kept.index(True) if True in kept else len(lines)
    header = [line.text for line in lines[max(0, first - _HEADER_LINES) : first + 3] if len(line.text) < _LONGEST_STAMP]
    shown = [text for _, text in page.times]
    if found.moment and (day := stamps.shown(found.moment, [*shown, *header])):
        return replace(found, published=day)
    if found.published.basis == "url" and found.published.start is not None:
        # An address is made when the story is begun, or in another zone than the one the page shows.
        for text in header:
            seen = stamps.read(text, "stated") if _PUBLISHED_LABEL.match(text) else None
            if seen and seen.start and abs((seen.start - found.published.start).days) == 1:
                return replace(found, published=seen)
    return found


def _not_before(when: When | None, house: Facts) -> When | None:
    early = when is not None and when.end is not None and house.since is not None and when.end < house.since
    return None if early else when


def _first_date(values: Iterable[str], house: Facts) -> When | None:
    for value in values:
        found = _not_before(stamps.read(value, "metadata", house.zone), house) if value else None
        if found is not None:
            return found
    return None


def _title(page: Page, linked: dict[str, str], metas: dict[str, str], outlet: str) -> str:
    """The headline: the page's main heading if another source agrees with it, else the best of the others."""
    others = [linked.get("headline", ""), *(metas.get(name, "") for name in _TITLES), page.title]
    others = [trim(title, outlet) for title in others if title]
    for heading in page.headings:
        if any(_same(heading, other) for other in others):
            return heading
    return next((title for title in others if title), "") or next(iter(page.headings), "")


def _same(first: str, second: str) -> bool:
    a, b = set(words(key(first))), set(words(key(second)))
    # One may be cut short, or carry a subtitle.
    return len(a & b) > 1 and (len(a & b) / len(a | b) > 0.6 or len(a & b) == min(len(a), len(b)))


def shown(title: str, lines: Sequence[Line]) -> str:
    """The part of a page's title that stands in the page as a line: "Radio Lagoon - News - Mediators leave for Accra".

    The whole title where it does, or where no part of three words or more does.
    """
    gaps = [match.span() for match in _PARTING.finditer(title)][:_MOST_PARTS]
    if not gaps:
        return title
    keys = {key(line.text) for line in lines}
    starts, ends = [0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(title)]
    stretches = [title[start:end] for start in starts for end in ends if start < end]
    for stretch in sorted(stretches, key=len, reverse=True):
        if len(words(stretch)) >= _FEWEST_IN_TITLE and key(stretch) in keys:
            return stretch
    return title


def trim(title: str, outlet: str = "") -> str:
    """A page title without the outlet's name at its end ("Talks resume | The Herald", "… - Reuters")."""
    title = " ".join(title.split())
    while match := _SUFFIX.search(title):
        rest = title[: match.start()]
        name = match["outlet"]
        house = key(outlet)
        known = house and key(name).replace(" ", "") in f"{house.replace(' ', '')} {house}"
        # A bar parts the outlet from the headline; a dash may stand in the headline itself.
        bar = match.group().strip()[0] == "|"
        size, house_size = len(words(rest)), len(words(name))
        short = house_size <= 4 and (size >= 2 if bar else size >= max(4, house_size + 1))
        if not known and not short:
            break
        title = rest
    return title


def _linked(scripts: Sequence[str], addresses: set[str], titles: Sequence[str]) -> dict[str, str]:
    """The page's own article among its JSON-LD objects, flattened to the few properties that are read.

    A page may describe related stories in the same way: its own is the one with its address, or with its title, else
    the first one with a date.
    """
    objects: list[dict[str, object]] = []
    for script in scripts:
        try:
            _collect(msgspec.json.decode(re.sub(r"[\x00-\x1f]", " ", script)), objects)
        except (msgspec.DecodeError, ValueError, RecursionError):
            continue
    articles = [item for item in objects if re.search(r"Article|Posting|Report|Recipe", str(item.get("@type")))]
    here = {_bare(address) for address in addresses if address}
    ranked = sorted(
        articles,
        key=lambda item: (not _addresses(item) & here, not _titled(item, titles), not item.get("datePublished")),
    )
    chosen = ranked[0] if ranked else None
    if chosen is None:
        chosen = next((item for item in objects if item.get("datePublished")), {})
    names = {str(item.get("@id")): str(item.get("name") or "") for item in objects if item.get("@id")}
    return {
        name: _plain(chosen.get(name), names)
        for name in ("headline", "datePublished", "dateModified", "author", "publisher", "articleSection")
    }


def _addresses(item: dict[str, object]) -> set[str]:
    """The addresses that an object says are its page's."""
    page = item.get("mainEntityOfPage")
    given = [item.get("url"), item.get("@id"), page, *(page.values() if isinstance(page, dict) else ())]
    return {_bare(address) for address in given if isinstance(address, str) and "://" in address}


def _bare(address: str) -> str:
    """An address without what does not tell pages apart: scheme, "www.", the part after "#", the last slash."""
    return re.sub(r"^https?://(www\.)?", "", address.partition("#")[0]).rstrip("/")


def _titled(item: dict[str, object], titles: Sequence[str]) -> bool:
    headline = item.get("headline")
    return isinstance(headline, str) and any(_same(headline, title) for title in titles if title)


def _collect(node: object, objects: list[dict[str, object]], depth: int = 0) -> None:
    if depth > _DEEPEST:
        return
    if isinstance(node, list):
        for item in node[:200]:
            _collect(item, objects, depth + 1)
    elif isinstance(node, dict):
        objects.append(node)
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(node.get(name), (list, dict)):
                _collect(node[name], objects, depth + 1)


def _plain(value: object, names: dict[str, str]) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(part for item in value[:8] if (part := _plain(item, names))))
    if isinstance(value, dict):
        name = value.get("name")
        if isinstance(name, (str, list)):
            return _plain(name, names)
        return names.get(str(value.get("@id")), "")
    return ""
