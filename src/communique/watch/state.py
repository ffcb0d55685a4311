"""What is known of everything followed: what was fetched, how to ask for no more than is new, when to ask again.

One JSON file beside the record, replaced whole at each change: killed at any moment, the next round goes on from the
last one that was finished.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from communique.errors import RecordError

__all__ = ["Feed", "Host", "Seen", "State", "load", "locked", "save"]

VERSION = 1
# An article that no feed has listed for so long is forgotten.
_REMEMBERED = dt.timedelta(days=90)


class Feed(msgspec.Struct, omit_defaults=True):
    """A feed: the validators of its last answer, how often in a row it failed, and when it may be asked again."""

    etag: str = ""
    modified: str = ""
    failures: int = 0
    reason: str = ""
    next: dt.datetime | None = None


class Host(msgspec.Struct, omit_defaults=True):
    """A host: its rules for robots as last fetched, until when they hold, and until when it wants to be left alone."""

    rules: str = ""
    rules_until: dt.datetime | None = None
    held_until: dt.datetime | None = None


class Seen(msgspec.Struct, omit_defaults=True):
    """An article of a feed: when it was last listed, the date it then had, and how often fetching it failed."""

    listed: dt.datetime
    stamp: str = ""
    done: bool = False
    tries: int = 0


class State(msgspec.Struct):
    """All that is known. Keys are addresses, host names and paths; a file is known by its time and size."""

    version: int = VERSION
    feeds: dict[str, Feed] = {}
    hosts: dict[str, Host] = {}
    articles: dict[str, Seen] = {}
    files: dict[str, tuple[int, int]] = {}

    def forget(self, now: dt.datetime) -> None:
        """Leave out articles that no feed lists any more, and hosts of which nothing is known that still holds."""
        oldest = now - _REMEMBERED
        self.articles = {key: seen for key, seen in self.articles.items() if seen.listed >= oldest}
        self.hosts = {
            name: host
            for name, host in self.hosts.items()
            if any(until is not None and until > now for until in (host.rules_until, host.held_until))
        }


def load(path: Path) -> State:
    """What the file holds, or nothing where there is none; raises `RecordError` where it can't be read."""
    try:
        state = msgspec.json.decode(path.read_bytes(), type=State)
    except FileNotFoundError:
        return State()
    except (OSError, msgspec.DecodeError) as error:
        raise RecordError(
            f"{path} can't be read ({error}): mend it, or remove it and all that the feeds list is fetched again"
        ) from error
    if state.version > VERSION:
        raise RecordError(f"{path} is of a newer version of this program: install that one")
    return state


def save(path: Path, state: State) -> None:
    """Replace the file; raises `RecordError` where it can't be written."""
    new = path.with_name(path.name + ".new")
    try:
        with new.open("wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(state, order="sorted"), indent=1))
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        raise RecordError(f"{path} can't be written ({error.strerror or error}): name another with --state") from error


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the file against a second watcher; raises `RecordError` where there is one."""
    try:
        import fcntl
    except ImportError:  # Windows: two watchers only fetch everything twice.
        yield
        return
    lock = path.with_name(path.name + ".lock")
    try:
        file = lock.open("wb")
    except OSError as error:
        raise RecordError(f"{lock} can't be written ({error.strerror or error}): name another with --state") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise RecordError(f"another `communique watch` is at work with {path}: let it end, or stop it") from error
        yield
