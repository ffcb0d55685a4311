"""What every reader takes (an opened file and the rules of the reading) and gives (documents)."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

from communique.records import Document

__all__ = ["Entry", "Limits", "Reading", "refuse"]

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost. Bytes, seconds; larger ones are refused with the limit in the reason.

    The largest news article is some 200 kB of text and 5 MB of page; text compresses 3 to 20 times, so an archive that
    unpacks to `ratio` times its size is not made of text.
    """

    document: int = 50 * MEGABYTE
    ratio: int = 200
    depth: int = 3
    seconds: float = 10.0
    memory: int = 1024 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to read: its source, the name that its extension is taken from, its bytes, how many archives deep."""

    source: str
    name: str
    file: io.BufferedReader[Any]
    depth: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_bytes(
        cls, source: str, name: str, data: bytes, depth: int = 0, fields: Mapping[str, str] | None = None
    ) -> Entry:
        """An entry whose bytes are in memory."""
        return cls(source, name, io.BufferedReader(io.BytesIO(data)), depth, fields or {})

    def head(self, size: int = 4_096) -> bytes:
        """The first bytes, without moving on."""
        return self.file.peek(size)[:size]

    def bounded(self, limits: Limits) -> bytes | None:
        """All bytes, or nothing where they are more than a document may have."""
        data = read_up_to(self.file, limits.document + 1)
        return data if len(data) <= limits.document else None


@dataclass(frozen=True, slots=True)
class Reading:
    """The rules of one reading. `read` reads an entry found inside another: a member of an archive, an attachment.

    `follow` says whether the addresses in OPML files and sitemaps are fetched.
    """

    limits: Limits
    mapping: Mapping[str, str]
    read: Callable[[Entry, Reading], Iterator[Document]]
    follow: bool = False

    def deeper(self, entry: Entry, parent: Entry) -> Iterator[Document]:
        """The documents of an entry that stands inside `parent`."""
        if parent.depth + 1 > self.limits.depth:
            yield refuse(
                entry.source, f"it is an archive inside {self.limits.depth} others: unpack the outer ones to read it"
            )
            return
        yield from self.read(replace(entry, depth=parent.depth + 1), self)


def refuse(source: str, reason: str) -> Document:
    """A document that can't be read, and why: what is wrong, and what to do."""
    return Document(source=source, refused=" ".join(reason.split()))


def too_large(source: str, limits: Limits) -> Document:
    """The refusal of a document over the size limit."""
    return refuse(
        source,
        f"it is larger than {limits.document / MEGABYTE:g} MB: split it, or raise the limit",
    )


def read_up_to(file: BinaryIO, size: int) -> bytes:
    """The next bytes of a file, at most `size`, however few each read gives."""
    parts = bytearray()
    while len(parts) < size:
        part = file.read(min(size - len(parts), MEGABYTE))
        if not part:
            break
        parts += part
    return bytes(parts)
