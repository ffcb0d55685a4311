"""What is known of a report besides its text, from a row, a page's markup or the text itself."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from communique.cleaning import people, stamps
from communique.records import UNKNOWN_DATE, When

__all__ = ["Found", "host", "of_address", "of_fields", "since"]


@dataclass(frozen=True, slots=True)
class Found:
    """Metadata. `moment` is the publication stamp as a page gives it.

    `used` are stretches of the text that metadata was read from: start, end, kind of furniture.
    """

    title: str = ""
    byline: str = ""
    agency: str = ""
    outlet: str = ""
    dateline_place: str = ""
    section: str = ""
    url: str = ""
    language: str = ""
    moment: str = ""
    published: When = UNKNOWN_DATE
    updated: When = UNKNOWN_DATE
    used: tuple[tuple[int, int, str], ...] = ()

    def over(self, other: Found) -> Found:
        """This, with what it lacks taken from `other`."""
        return Found(
            title=self.title or other.title,
            byline=self.byline or other.byline,
            agency=self.agency or other.agency,
            outlet=self.outlet or other.outlet,
            dateline_place=self.dateline_place or other.dateline_place,
            section=self.section or other.section,
            url=self.url or other.url,
            language=self.language or other.language,
            moment=self.moment or other.moment,
            published=self.published if self.published.known else other.published,
            updated=self.updated if self.updated.known else other.updated,
            used=self.used or other.used,
        )


def of_fields(fields: dict[str, str], zone: str = "") -> Found:
    """What the row of a table says; it wins over what the text says. `zone` is the outlet's clock (an IANA name)."""
    zone = fields.get("timezone", "") or zone
    published = stamps.read(fields.get("published", ""), "metadata", zone)
    return Found(
        title=fields.get("title", "").strip(),
        byline=people.authors(fields.get("author", ""), fields.get("outlet", "")),
        agency=people.agency_in(fields.get("author", "")),
        outlet=fields.get("outlet", "").strip(),
        section=fields.get("section", "").strip(),
        url=fields.get("url", "").strip(),
        language=fields.get("language", "").strip().lower()[:2],
        published=published or UNKNOWN_DATE,
        updated=stamps.read(fields.get("updated", ""), "metadata", zone) or UNKNOWN_DATE,
    )


def since(found: Found, first: dt.date | None) -> Found:
    """The same without dates from before the outlet's first day: those are somebody else's, or misread."""
    if first is None:
        return found
    if _before(found.updated, first):
        found = replace(found, updated=UNKNOWN_DATE)
    return replace(found, published=UNKNOWN_DATE, moment="") if _before(found.published, first) else found


def _before(when: When, first: dt.date) -> bool:
    return when.end is not None and when.end < first


def of_address(url: str) -> Found:
    """What an address says: the outlet's host, and often a date."""
    return Found(url=url, outlet=host(url), published=stamps.from_url(url) or UNKNOWN_DATE)


def host(address: str) -> str:
    """The host of an address without "www."; "" where there is none."""
    name = urlsplit(address).hostname or "" if "://" in address else ""
    return re.sub(r"^(www|m|edition|amp)\.", "", name)
