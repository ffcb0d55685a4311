"""One round: looks at each feed and folder that is followed, fetches what is new, and reads it into a record.

1. ask each feed that is due what it lists; 2. fetch the articles not seen before, hosts by turns; 3. read them as any
others, with the files that are new or changed; 4. keep what is known, so that a killed round is taken up by the next.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from communique import pipeline
from communique.cleaning import Facts
from communique.errors import CommuniqueError, RefusedDocument, UsageError
from communique.records import Document
from communique.run import Engine
from communique.sources import feeds, fetch, formats, sandbox
from communique.sources.feeds import Item
from communique.sources.reading import expand
from communique.store import Record
from communique.watch import feed as following
from communique.watch.courtesy import Courtesy, Held, ahead, host_of
from communique.watch.state import Feed, Seen, State, load, locked, save

__all__ = ["Followed", "Round", "load", "locked", "resolve", "round_of"]

T = TypeVar("T")

# Documents read together: merging costs the same for one as for hundreds; pages wait in memory meanwhile.
_BATCH = 100
# How often an article is tried that a server fails to give.
_MOST_TRIES = 5


class Followed(NamedTuple):
    """What is followed: addresses of feeds, and paths of folders and files."""

    feeds: tuple[str, ...]
    paths: tuple[str, ...]


class Row(NamedTuple):
    """How one feed or folder fared in a round; `left` articles come in a later one."""

    followed: str
    status: str
    new: int = 0
    left: int = 0
    reason: str = ""
    next: dt.datetime | None = None


class Round(NamedTuple):
    """What one round did: a row for each feed or folder, and what was refused, with reasons."""

    rows: list[Row]
    refused: list[tuple[str, str]]


class _Wanted(NamedTuple):
    """An article to fetch."""

    feed: str
    key: str
    stamp: str
    item: Item


def resolve(named: Iterable[str]) -> Followed:
    """The feeds and paths that are named: of an OPML file the feeds it lists, each once.

    Raises `UsageError` where a path does not exist or a list can't be read.
    """
    addresses: dict[str, None] = {}
    paths: dict[str, None] = {}
    for name in named:
        if fetch.is_address(name):
            addresses[name] = None
            continue
        expand(name)
        path = Path(name)
        if path.is_file() and _is_list(path):
            addresses |= dict.fromkeys(_listed(path))
        else:
            paths[name] = None
    return Followed(tuple(addresses), tuple(paths))


def round_of(
    followed: Followed,
    record: Record,
    state_path: Path,
    *,
    engine: Engine,
    outlets: Mapping[str, Facts] | None = None,
    pause: float = 2.0,
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    sleep: Callable[[float], None] = time.sleep,
    progress: pipeline.Progress = lambda stage, done: None,
) -> Round:
    """Look once at all that is followed; `pause` is the least number of seconds between two requests to one host.

    A feed that fails has its reason in its row and costs no other. Raises `RecordError` where the record or the state
    can't be written; what was read before that is kept.
    """
    state = load(state_path)
    courtesy = Courtesy(state.hosts, pause=pause, now=now, sleep=sleep)
    rows: dict[str, Row] = {}
    listings: dict[str, following.Listing] = {}
    for url in followed.feeds:
        known = state.feeds.setdefault(url, Feed())
        rows[url] = _asked(url, known, courtesy, now(), listings)
        progress("ask", 1)
    read = functools.partial(pipeline.read, record=record, engine=engine, outlets=outlets, progress=progress)
    reading = _Reading(read, state, state_path)
    left: dict[str, int] = defaultdict(int)
    for wanted in _by_turns(_wanted(listings, state, now()), lambda each: host_of(each.item.url)):
        seen = state.articles[wanted.key]
        try:
            documents = following.article(wanted.key, wanted.item, courtesy, last=seen.tries >= _MOST_TRIES - 1)
        except following.NotNow as error:
            # Waiting as the host asked is no failure.
            seen.tries += not isinstance(error.__cause__, Held)
            left[wanted.feed] += 1
            rows[wanted.feed] = rows[wanted.feed]._replace(reason=str(error))
            continue
        progress("fetch", 1)
        rows[wanted.feed] = rows[wanted.feed]._replace(new=rows[wanted.feed].new + 1)
        reading.add(documents, seen, wanted.stamp)
    for path in followed.paths:
        rows[path] = reading.add_files(path)
    reading.finish()
    for url, listing in listings.items():
        rows[url] = rows[url]._replace(left=left[url])
        if not left[url]:
            # Only now: with these the feed says nothing of articles that it listed before.
            state.feeds[url].etag, state.feeds[url].modified = listing.etag, listing.modified
    state.forget(now())
    save(state_path, state)
    return Round(list(rows.values()), reading.refused)


class _Reading:
    """What was fetched in a round, read in batches; each batch is in the record before it counts as seen."""

    def __init__(self, read: Callable[[list[Document | str]], pipeline.Result], state: State, path: Path) -> None:
        self.refused: list[tuple[str, str]] = []
        self._read, self._state, self._path = read, state, path
        self._documents: list[Document | str] = []
        self._articles: list[tuple[Seen, str]] = []
        self._files: dict[str, tuple[int, int]] = {}

    def add(self, documents: Sequence[Document], seen: Seen, stamp: str) -> None:
        """Add an article's documents."""
        self._documents += documents
        self._articles.append((seen, stamp))
        if len(self._documents) >= _BATCH:
            self.finish()

    def add_files(self, path: str) -> Row:
        """Add the files of a folder that are new or have changed."""
        try:
            found = {name: _stamp(name) for name in expand(path)}
        except (CommuniqueError, OSError) as error:
            return Row(path, "failed", reason=str(error))
        fresh = {name: stamp for name, stamp in found.items() if self._state.files.get(name) != stamp}
        self._documents += fresh
        self._files |= fresh
        return Row(path, "new" if fresh else "unchanged", len(fresh))

    def finish(self) -> None:
        """Read what was added, and keep that it was."""
        if self._documents:
            result = self._read(self._documents)
            self.refused += [*result.refused, *result.uncoded]
        for seen, stamp in self._articles:
            seen.done, seen.stamp, seen.tries = True, stamp, 0
        self._state.files |= self._files
        self._documents, self._articles, self._files = [], [], {}
        save(self._path, self._state)


def _asked(url: str, known: Feed, courtesy: Courtesy, now: dt.datetime, listings: dict[str, following.Listing]) -> Row:
    if ahead(known.next, now):
        return Row(url, "waiting", reason=known.reason, next=known.next)
    try:
        listing = following.ask(url, known, courtesy, now)
    except Held as error:
        return Row(url, "waiting", reason=str(error))
    except RefusedDocument as error:
        return Row(url, "failed", reason=str(error), next=known.next)
    if listing is None:
        return Row(url, "unchanged")
    listings[url] = listing
    return Row(url, "read")


def _wanted(listings: dict[str, following.Listing], state: State, now: dt.datetime) -> list[_Wanted]:
    """The articles that were never read, or that the feed dates anew; each once, however many feeds list it."""
    found: dict[str, _Wanted] = {}
    for url, listing in listings.items():
        for item in listing.items:
            key = following.key_of(url, item)
            seen = state.articles.setdefault(key, Seen(now))
            seen.listed = now
            stamp = item.updated or item.published
            if key not in found and (not seen.done or seen.stamp != stamp):
                found[key] = _Wanted(url, key, stamp, item)
    return list(found.values())


def _by_turns(items: Iterable[T], host: Callable[[T], str]) -> Iterator[T]:
    """All items, those of different hosts by turns: while one host has its pause the next is asked."""
    queues: dict[str, list[T]] = defaultdict(list)
    for item in items:
        queues[host(item)].append(item)
    for turn in itertools.zip_longest(*queues.values()):
        yield from (item for item in turn if item is not None)


def _stamp(path: str) -> tuple[int, int]:
    status = Path(path).lstat()
    return status.st_mtime_ns, status.st_size


def _is_list(path: Path) -> bool:
    with path.open("rb") as file:
        return formats.kind_of(file.read(4_096), path.name) == "opml"


def _listed(path: Path) -> list[str]:
    try:
        found = sandbox.run(feeds.addresses, path.read_bytes(), imports=["lxml.etree"])
    except RefusedDocument as error:
        raise UsageError(f"{path}: {error}") from error
    if not found:
        raise UsageError(f"{path} lists no feeds: each stands in the xmlUrl of an <outline>")
    return found
