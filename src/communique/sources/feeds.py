"""Feeds and lists of pages: RSS and Atom items as documents; the addresses that OPML files and sitemaps list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from communique.errors import RefusedDocument
from communique.records import Document
from communique.sources import sandbox
from communique.sources.entry import Entry, Reading, refuse, too_large

__all__ = ["Item", "addresses", "has_text", "items_of", "read_feed"]

# Entities that a feed defines for itself: no real one needs more than a few, bombs need them.
_ENTITIES = re.compile(rb"<!ENTITY", re.IGNORECASE)
_MOST_ENTITIES = 20
# A page address in a list; a sitemap may hold 50,000 by its specification.
_MOST_ADDRESSES = 50_000


class Item(msgspec.Struct, frozen=True):
    """One item of a feed."""

    key: str
    html: str
    title: str
    url: str
    author: str
    published: str
    updated: str
    outlet: str


def read_feed(entry: Entry, reading: Reading) -> Iterator[Document]:
    """The documents of the items of a feed; an item without text of its own is refused with the address of its page."""
    data = entry.bounded(reading.limits)
    if data is None:
        yield too_large(entry.source, reading.limits)
        return
    limits = reading.limits
    items = sandbox.run(items_of, data, seconds=limits.seconds, memory=limits.memory, imports=["feedparser"])
    if not items:
        yield refuse(entry.source, "it is a feed without items: nothing to read")
    for number, item in enumerate(items, 1):
        source = f"{entry.source}#{item.key or number}"
        if not has_text(item):
            yield refuse(source, f"the feed gives no text for it: read its page instead ({item.url or 'no address'})")
            continue
        named = ("title", "url", "author", "published", "updated", "outlet")
        fields = {name: value for name in named if (value := getattr(item, name))}
        yield Document(source=source, data=item.html.encode("utf-8", "replace"), media="text/html", fields=fields)


def has_text(item: Item) -> bool:
    """Whether the feed itself gives a text, and not only the address of one."""
    return bool(re.sub(r"<[^>]*>", "", item.html).strip())


def items_of(data: bytes) -> list[Item]:
    """The items of an RSS or Atom feed; runs in the sandbox."""
    import feedparser

    if len(_ENTITIES.findall(data)) > _MOST_ENTITIES:
        raise RefusedDocument("it defines entities within entities, as only XML bombs do: leave it out")
    feed: Any = feedparser.parse(data)
    if not feed.entries and feed.bozo:
        raise RefusedDocument(f"it is no feed that can be read ({feed.bozo_exception}): get it again")
    outlet = str(feed.feed.get("title", ""))
    return [_item(entry, outlet) for entry in feed.entries]


def _item(entry: Any, outlet: str) -> Item:
    contents = [str(part.get("value", "")) for part in entry.get("content", ())]
    html = max([*contents, str(entry.get("summary", ""))], key=len)
    return Item(
        key=str(entry.get("id", ""))[:300],
        html=html,
        title=str(entry.get("title", "")),
        url=str(entry.get("link", "")),
        author=str(entry.get("author", "")),
        published=_date(entry, "published"),
        updated=_date(entry, "updated"),
        outlet=outlet,
    )


def _date(entry: Any, name: str) -> str:
    """The date as ISO 8601 with its own zone where it is an e-mail date; as the feed writes it elsewhere."""
    from email.utils import parsedate_to_datetime

    written = str(entry.get(name, "") or "")
    try:
        return parsedate_to_datetime(written).isoformat()
    except (ValueError, TypeError, IndexError):
        return written


def addresses(data: bytes) -> list[str]:
    """The addresses that an OPML file or a sitemap lists, in order, each once; runs in the sandbox."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    root: Any = etree.fromstring(data, parser)
    if root is None:
        raise RefusedDocument("it is not XML that can be read: get it again")
    found: dict[str, None] = {}
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        address = node.get("xmlUrl") if node.tag == "outline" else node.text if node.tag.endswith("}loc") else None
        if node.tag == "loc":
            address = node.text
        if address and address.strip().startswith(("http://", "https://")):
            found[address.strip()] = None
        if len(found) >= _MOST_ADDRESSES:
            break
    return list(found)
