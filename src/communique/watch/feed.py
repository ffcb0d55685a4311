"""One feed: what it lists now, if anything is new; and each article that it lists, as documents."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple
from urllib.parse import urldefrag

from communique.errors import RefusedDocument
from communique.records import Document
from communique.sources import feeds, fetch, formats, sandbox
from communique.sources.entry import Entry, Limits, Reading, refuse
from communique.sources.feeds import Item
from communique.sources.reading import read
from communique.watch.courtesy import Courtesy, Held, ahead, later
from communique.watch.state import Feed

__all__ = ["Listing", "NotNow", "article", "ask", "key_of", "limits"]

# Pages of the press are well under this; a batch of them stays in memory.
limits = Limits(document=10 << 20)
_READING = Reading(limits, {}, read)
# No feed of the press lists more; what is over is left out.
_MOST_ITEMS = 500
_NAMES = {"html": "a page", "opml": "a list of feeds", "sitemap": "a list of pages", "text": "plain text"}


class NotNow(Exception):
    """An article could not be had, and may be had another time."""


class Listing(NamedTuple):
    """What a feed lists, nothing where it is as it was, and the validators to ask with next time."""

    items: list[Item]
    etag: str
    modified: str


def ask(url: str, known: Feed, courtesy: Courtesy, now: dt.datetime) -> Listing | None:
    """What the feed lists, or None where nothing changed; raises `RefusedDocument`, and notes when to ask again."""
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    try:
        answer = fetch.ask(
            url,
            limits.document,
            headers={name: value for name, value in headers.items() if value},
            permit=courtesy.permit,
        )
        if answer.status == 304:
            found = None
        elif answer.status != 200:
            courtesy.hold(answer)
            known.next = later(now, known.failures + 1, answer)
            raise RefusedDocument(f"the server answered {answer.status} {answer.reason}: {_advice(answer.status)}")
        else:
            found = Listing(
                _items(answer), _value(answer.headers.get("ETag")), _value(answer.headers.get("Last-Modified"))
            )
    except Held:
        raise
    except RefusedDocument as error:
        known.failures += 1
        known.reason = str(error)
        if not ahead(known.next, now):
            known.next = later(now, known.failures)
        raise
    known.failures, known.reason, known.next = 0, "", None
    return found


def key_of(feed: str, item: Item) -> str:
    """What an article is known by: its address, in whichever feed; without one, its ID in this feed."""
    return urldefrag(item.url).url if fetch.is_address(item.url) else f"{feed}#{item.key or item.title}"


def article(key: str, item: Item, courtesy: Courtesy, *, last: bool) -> list[Document]:
    """The documents of an article: of its page, or where that can't be had, of the text that the feed gives.

    Raises `NotNow` where another try may go better, unless this is the `last`.
    """
    if not fetch.is_address(item.url):
        return [_own_text(key, item, "the feed gives no address of its page")]
    try:
        answer = fetch.ask(item.url, limits.document, permit=courtesy.permit)
    except (Held, fetch.Unreachable) as error:
        if not last or isinstance(error, Held):
            raise NotNow(str(error)) from error
        return [_own_text(key, item, str(error))]
    except RefusedDocument as error:
        return [_own_text(key, item, str(error))]
    if answer.status == 200:
        return list(fetch.documents_of(key, answer, _READING, _fields(item)))
    courtesy.hold(answer)
    reason = f"the server answered {answer.status} {answer.reason}: {_advice(answer.status)}"
    if (answer.status >= 500 or answer.status in {408, 425, 429}) and not last:
        raise NotNow(reason)
    return [_own_text(key, item, reason)]


def _own_text(key: str, item: Item, reason: str) -> Document:
    """What the feed itself says of an article, or the reason why its page was not read."""
    if not feeds.has_text(item):
        return refuse(key, reason)
    fields = _fields(item) | ({"url": item.url} if item.url else {})
    return Document(source=key, data=item.html.encode("utf-8", "replace"), media="text/html", fields=fields)


def _fields(item: Item) -> dict[str, str]:
    """What the feed knows of an article; its outlet and author stand on the page, and surer."""
    return {name: value for name, value in (("title", item.title), ("published", item.published)) if value}


def _items(answer: fetch.Answer) -> list[Item]:
    if len(answer.data) > limits.document:
        raise RefusedDocument(f"it is larger than {limits.document >> 20} MB, as no feed is: check the address")
    entry = Entry.of_bytes(answer.url, "", answer.data)
    kind = formats.kind_of(entry.head(), "")
    if kind != "feed":
        raise RefusedDocument(f"it is {_NAMES.get(kind, kind)}, no RSS or Atom feed: name the feed's own address")
    found = sandbox.run(
        feeds.items_of, answer.data, seconds=limits.seconds, memory=limits.memory, imports=["feedparser"]
    )
    return found[:_MOST_ITEMS]


def _value(header: str | None) -> str:
    """A validator as it can be sent back: one line of ASCII."""
    value = (header or "").strip()
    return value if value.isascii() and value.isprintable() and len(value) < 1_000 else ""


def _advice(status: int) -> str:
    if status in {404, 410}:
        return "it is gone, check the address"
    if status in {401, 402, 403, 451}:
        return "it is not for everybody"
    return "it is asked again later" if status == 429 or status >= 500 else "check the address"
