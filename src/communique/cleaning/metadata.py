"""Title, byline, outlet, credited agency, dateline, section and dates of a report, with how each date was found."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

import msgspec

from communique import tables
from communique.cleaning import stamps
from communique.cleaning.furniture.lines import Line, key, words
from communique.cleaning.html import Page
from communique.records import UNKNOWN_DATE, When

__all__ = ["Found", "local", "of_address", "of_fields", "of_page", "of_text"]

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "article.published", "published-date", "publication_date", "pubdate", "publishdate", "publish-date", "date.issued",
    "dcterms.created", "dc.date.issued", "dc.date", "dcterms.date", "cxenseparse:recs:publishtime", "article_date_original",
    "originalpublicationdate", "og:published_time", "published_time", "bt:pubdate", "date",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod", "dcterms.modified",
    "article.updated", "og:article:modified_time", "revised",
)  # fmt: skip
_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "title", "headline")
_AUTHORS = ("author", "article:author", "parsely-author", "dc.creator", "sailthru.author", "byl", "dcterms.creator",
            "article:author_name", "cxenseparse:author", "citation_author")  # fmt: skip
_SUFFIX = re.compile(r"\s+(?:[|•·»–—-]|::)\s+(?P<outlet>[^|•·»–—]{2,60})$")
_BY = re.compile(r"^(?:by|words by|story by|written by|reported by|author|text)\b\s*:?\s*(?P<who>\S.*)$", re.IGNORECASE)
_LABEL = re.compile(
    r"^(?:(?P<updated>(?:last\s+)?(?:updated|modified|revised)(?:\s+(?:on|at))?)|"
    r"(?:first\s+)?(?:published|posted|publication date|publish date|date|released|issued|created|filed)"
    r"(?:\s+(?:on|at))?)\s*[:\-–]?\s*",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z.'’ -]{2,30}(?:[/,] ?[A-Z][\w.'’ -]{2,25}){0,2}?|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}"
    r"(?:, [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?)?)"
    r"(?:,? (?P<date>(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?))?"
    r"(?:,? ?[(\[](?P<agency>[^)\]]{2,40})[)\]])?\s*(?P<dash>--+|[-–—:])\s*(?=[\"“‘A-Z0-9])"
)
_SHOUTED = re.compile(
    r"^(?P<place>[A-Z]{3,}(?: [A-Z]{2,}){0,2})(?:, (?P<land>[A-Z][a-z]+(?: [A-Z][a-z]+)?))?\s+(?=(?:The|A|An|In|On)\s)"
)
_TAG = re.compile(r"^[(\[](?P<agency>[A-Z][\w.&’' -]{1,38})[)\]]\s*(?:--+|[-–—:])\s*")
_CREDIT = re.compile(r"^(?:by |source: |from |\()?(?P<agency>[A-Z][\w.&’' ()/-]{1,50})\)?$", re.IGNORECASE)
_DEGREES = re.compile(r"[\s,]+(?:[A-Z]\.?){2,5}(?:[-/ ][A-Z]{1,5})*\.?$")
_NO_PERSON = re.compile(
    r"\b(?:staff|newsroom|editors?|editorial|desk|correspondents?|reporters?|bureau|team|agency|agencies|admin|news|"
    r"newspaper|contributors?|writers?|guest|press|media|online|web|wire|reports?|updated|published)\b|\.(?:com|net|org|tv|in)\b",
    re.IGNORECASE,
)
# A headline is short, and a line this long is a paragraph.
_LONGEST_TITLE = 30
# Fewer words than this with a full stop may be a headline that ends in one.
_SHORT_SENTENCE = 12
# More <time> elements than this are those of a list of stories.
_FEW_TIMES = 3
# A line longer than this is no date line.
_LONGEST_STAMP = 110
# How far above the body a headline is looked for: below it stand bylines, dates, share buttons, captions.
_HEADER_LINES = 40


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a report besides its text. `used` are stretches of the text that say it, with a furniture kind."""

    title: str = ""
    byline: str = ""
    agency: str = ""
    outlet: str = ""
    dateline_place: str = ""
    section: str = ""
    url: str = ""
    language: str = ""
    published: When = UNKNOWN_DATE
    updated: When = UNKNOWN_DATE
    moment: str = ""
    used: tuple[tuple[int, int, str], ...] = field(default=())

    def over(self, other: Found) -> Found:
        """This, with what it lacks taken from `other`."""
        values: dict[str, str] = {}
        for name in ("title", "byline", "agency", "outlet", "dateline_place", "section", "url", "language", "moment"):
            values[name] = getattr(self, name) or getattr(other, name)
        return Found(
            **values,
            published=self.published if self.published.known else other.published,
            updated=self.updated if self.updated.known else other.updated,
            used=self.used or other.used,
        )


def of_fields(fields: dict[str, str]) -> Found:
    """What the row of a table says; it wins over what the text says."""
    zone = fields.get("timezone", "")
    published = stamps.read(fields.get("published", ""), "metadata", zone)
    if published is None and fields.get("url"):
        published = stamps.from_url(fields["url"])
    return Found(
        title=fields.get("title", "").strip(),
        byline=_people(fields.get("author", ""), fields.get("outlet", "")),
        agency=agency_in(fields.get("author", "")),
        outlet=fields.get("outlet", "").strip(),
        section=fields.get("section", "").strip(),
        url=fields.get("url", "").strip(),
        language=fields.get("language", "").strip().lower()[:2],
        published=published or UNKNOWN_DATE,
        updated=stamps.read(fields.get("updated", ""), "metadata", zone) or UNKNOWN_DATE,
    )


def of_page(page: Page, url: str = "", zone: str = "") -> Found:
    """What a parsed HTML page says of itself: linked data, then meta tags, then its visible elements."""
    linked = _linked(page.linked_data)
    metas = {name: value for name, value in reversed(page.metas) if value}
    address = url or page.canonical or metas.get("og:url", "")
    outlet = linked.get("publisher", "") or metas.get("og:site_name", "") or metas.get("application-name", "")
    title = _title(page, linked, metas, outlet)
    given = [linked.get("datePublished", ""), *(metas.get(name, "") for name in _PUBLISHED)]
    published = _first_date(given, zone) or stamps.from_url(address)
    if published is None or published.precision != "day":
        # Where many times stand in a page, they are those of other stories.
        times = [moment or shown for moment, shown in page.times[:1]] if len(page.times) <= _FEW_TIMES else []
        published = _first_date([*times, page.guessed_date], zone) or published
    updated = _first_date([linked.get("dateModified", ""), *(metas.get(name, "") for name in _UPDATED)], zone)
    credits = [linked.get("author", ""), *(metas.get(name, "") for name in _AUTHORS), ", ".join(page.authors[:3])]
    credits = [credit for credit in credits if credit and "://" not in credit]
    house = outlet or _host(address)
    byline = next((people for credit in credits if (people := _people(credit, house))), "")
    return Found(
        title=title,
        byline=byline,
        agency=next((agency for credit in credits if (agency := agency_in(credit))), ""),
        outlet=outlet or _host(address),
        section=linked.get("articleSection", "") or metas.get("article:section", ""),
        url=address,
        language=page.language.lower()[:2],
        published=published or UNKNOWN_DATE,
        updated=updated or UNKNOWN_DATE,
        moment="" if zone else next((value for value in given if value and stamps.read(value)), ""),
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
            seen = stamps.read(text, "stated")
            if seen and seen.start and _LABEL.match(text) and abs((seen.start - found.published.start).days) == 1:
                return replace(found, published=seen)
    return found


def of_address(url: str) -> Found:
    """What an address says: the outlet's host, and often a date."""
    return Found(url=url, outlet=_host(url), published=stamps.from_url(url) or UNKNOWN_DATE)


def of_text(lines: Sequence[Line], kept: Sequence[bool], title: str = "") -> Found:
    """What the lines before, at the start of and after a plain text's body say: headline, dates, byline, dateline."""
    first = kept.index(True) if True in kept else len(lines)
    found = Found(title=title)
    used: list[tuple[int, int, str]] = []
    for line in lines[: first + 2]:
        found, more = _header(found, line)
        used += more
    body = [line for line, flag in zip(lines, kept, strict=True) if flag]
    if body:
        found, more = _opening(found, body[0], used)
        used += more
    if not found.title:
        found = replace(found, title=_headline(lines, kept, used))
    return replace(found, used=tuple(used))


def _header(found: Found, line: Line) -> tuple[Found, list[tuple[int, int, str]]]:
    """Read one line that may be a date stamp or a byline."""
    text = line.text
    count = len(words(text))
    whole = [(line.start, line.end)]
    label = _LABEL.match(text)
    stamp = stamps.STAMP.search(text, label.end() if label else 0)
    if stamp and label and stamp.start() == label.end():
        when = stamps.read(text[stamp.start() :], "stated")
        if when is not None:
            end = line.end if count <= 14 else line.start + stamp.end()
            if label["updated"]:
                found = replace(found, updated=when)
            elif not found.published.known:
                found = replace(found, published=when)
                later = re.search(r"(?:updated|modified)\s*:?\s*(.*)", text, re.IGNORECASE) if count <= 14 else None
                if later and (second := stamps.read(later[1], "stated")):
                    found = replace(found, updated=second)
            return found, [(line.start, end, "archive-header")]
    if stamp and count <= 9 and not text.endswith("."):
        when = stamps.read(text, "stated")
        if when is not None and not found.published.known:
            byline = _BY.match(text[: stamp.start()].strip(" |,-–—·•"))
            if byline and not found.byline:
                found = replace(found, byline=_people(byline["who"]))
            return replace(found, published=when), [(*whole[0], "archive-header")]
    byline = _BY.match(text)
    if (
        byline
        and count <= 14
        and not text.endswith((".", "?", "!"))
        and not found.byline
        and byline["who"][0].isupper()
    ):
        agency = agency_in(byline["who"])
        return replace(found, byline=_people(byline["who"]), agency=found.agency or agency), [(*whole[0], "byline-box")]
    return found, []


def _opening(
    found: Found, line: Line, before: Sequence[tuple[int, int, str]]
) -> tuple[Found, list[tuple[int, int, str]]]:
    """Read the dateline and the agency tag that a first paragraph begins with."""
    offset = 0
    used: list[tuple[int, int, str]] = []
    for start, end, _ in before:
        if start == line.start:
            offset = min(end, line.end) - start
    offset += len(line.text[offset:]) - len(line.text[offset:].lstrip())
    text = line.text[offset:]
    if tag := _TAG.match(text):
        used.append((line.start + offset, line.start + offset + tag.end(), "agency-tag"))
        agency = agency_in(tag["agency"])
        return replace(
            found, agency=found.agency or agency, outlet=found.outlet or ("" if agency else tag["agency"])
        ), used
    if dateline := _DATELINE.match(text[:160]):
        agency = agency_in(dateline["agency"] or "")
        place = " ".join(dateline["place"].split())
        if agency or dateline["agency"] or dateline["date"] or place.isupper() or dateline["dash"] != ":":
            found = replace(found, dateline_place=found.dateline_place or _cased(place), agency=found.agency or agency)
    elif shouted := _SHOUTED.match(text[:120]):
        land = f", {shouted['land']}" if shouted["land"] else ""
        found = replace(found, dateline_place=found.dateline_place or _cased(shouted["place"]) + land)
    return found, used


def _headline(lines: Sequence[Line], kept: Sequence[bool], used: Iterable[tuple[int, int, str]]) -> str:
    """The headline of a plain text: of the lines before its first paragraph, the one whose words the body uses most."""
    taken = {start for start, _, _ in used}
    first = next((number for number, line in enumerate(lines) if kept[number] and _is_prose(line)), len(lines))
    body = {word for line in lines[first : first + 8] for word in _topic(line.text)}
    best, best_score = "", 0.0
    for distance, line in enumerate(reversed(lines[max(0, first - _HEADER_LINES) : first])):
        topic = _topic(line.text)
        count = len(words(line.text))
        if line.start in taken or not 2 <= count <= _LONGEST_TITLE or line.text.endswith((":", ",")) or not topic:
            continue
        if line.text.endswith(".") and count > _SHORT_SENTENCE:
            continue
        shared = sum(word in body for word in topic)
        # A text that begins with its headline needs no proof of it; a line further down among menus does.
        alone = first - distance - 1 == 0 and count >= 3
        score = shared / len(topic) * min(1.0, shared / 3) - 0.01 * distance + 0.3 * alone
        if score > best_score and (shared >= 2 or alone):
            best, best_score = line.text, score
    return best


def _is_prose(line: Line) -> bool:
    return len(words(line.text)) > _SHORT_SENTENCE and line.text.rstrip("\"”’')").endswith((".", "!", "?", "…", ":"))


def _topic(text: str) -> list[str]:
    from communique.cleaning.furniture.features import content

    return content(words(text))


def agency_in(text: str) -> str:
    """The news agency that a credit names ("Reuters", "AP", "Yonhap"), "" if none; letters for short must be capitals."""
    plain = f" {re.sub(r'[^A-Za-z0-9]+', ' ', text)} "
    lowered = plain.lower()
    for name, credits in _agencies():
        for credit in credits:
            if f" {credit.upper()} " in plain or (len(credit) > 4 and f" {credit} " in lowered):
                return name
    return ""


@functools.cache
def _agencies() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((row["name"], tuple(row["credits"].split("|"))) for row in tables.load("wire_credits"))


def _cased(place: str) -> str:
    return ", ".join(part.title() if part.isupper() else part for part in place.split(", "))


def _people(text: str, outlet: str = "") -> str:
    """Names of authors, without "By", degrees, jobs, addresses, handles; agencies and the outlet itself are no authors."""
    text = html.unescape(" ".join(text.split()))
    if match := _BY.match(text):
        text = match["who"]
    text = re.sub(r"\S+@\S+|@\w+|https?://\S+", "", text)
    names = re.split(r"\s*(?:,|;|\||\band\b|&|\bfor\b|•|·|/)\s*", text)
    return ", ".join(dict.fromkeys(name for part in names if (name := _person(part, outlet))))


def _person(text: str, outlet: str) -> str:
    name = _DEGREES.sub("", text.strip(" -–—:.()")).strip()
    if not 1 < len(name) < 60 or re.search(r"\d{2,}", name) or _NO_PERSON.search(name):
        return ""
    plain = re.sub(r"\W+", "", name.lower())
    house = re.sub(r"\W+", "", outlet.lower())
    if plain in {house, f"the{house}", house.removeprefix("the")} or (name.isupper() and len(name) < 7):
        return ""
    return "" if agency_in(name) and len(name.split()) < 4 else name


def _first_date(values: Iterable[str], zone: str) -> When | None:
    for value in values:
        found = stamps.read(value, "metadata", zone) if value else None
        if found is not None:
            return found
    return None


def _host(address: str) -> str:
    host = urlsplit(address).hostname or "" if "://" in address else ""
    return re.sub(r"^(www|m|edition|amp)\.", "", host)


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
    return bool(a) and bool(b) and len(a & b) / len(a | b) > 0.6


def trim(title: str, outlet: str = "") -> str:
    """A page title without the outlet's name at its end ("Talks resume | The Herald", "… - Reuters")."""
    title = " ".join(title.split())
    while match := _SUFFIX.search(title):
        rest = title[: match.start()]
        name = match["outlet"]
        known = outlet and key(name).replace(" ", "") in key(outlet).replace(" ", "") + key(outlet)
        if not (known or (len(words(rest)) >= 4 and len(words(name)) <= 4 and len(words(name)) < len(words(rest)))):
            break
        title = rest
    return title


def _linked(scripts: Sequence[str]) -> dict[str, str]:
    """The first article among a page's JSON-LD objects, flattened to the few properties that are read."""
    objects: list[dict[str, object]] = []
    for script in scripts:
        try:
            _collect(msgspec.json.decode(re.sub(r"[\x00-\x1f]", " ", script)), objects)
        except (msgspec.DecodeError, ValueError, RecursionError):
            continue
    articles = [item for item in objects if re.search(r"Article|Posting|Report|Recipe", str(item.get("@type")))]
    chosen = next((item for item in articles if item.get("datePublished")), articles[0] if articles else None)
    if chosen is None:
        chosen = next((item for item in objects if item.get("datePublished")), {})
    names = {str(item.get("@id")): str(item.get("name") or "") for item in objects if item.get("@id")}
    return {
        name: _plain(chosen.get(name), names)
        for name in ("headline", "datePublished", "dateModified", "author", "publisher", "articleSection")
    }


def _collect(node: object, objects: list[dict[str, object]], depth: int = 0) -> None:
    if depth > 6:
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
