"""E-mail messages and mailboxes: newsletters and wire alerts, with the files attached to them."""

from __future__ import annotations

import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import msgspec

from communique.records import Document
from communique.sources import sandbox
from communique.sources.entry import Entry, Reading, refuse, too_large

__all__ = ["read_mail", "read_mbox"]

# A message with more parts than this is not mail but an attack on the reader.
_MOST_PARTS = 200


class Message(msgspec.Struct, frozen=True):
    """A message: its headers, its body as text or as HTML, its attachments as (name, bytes)."""

    subject: str
    sender: str
    date: str
    text: bytes
    html: bytes
    attachments: list[tuple[str, bytes]]


def read_mail(entry: Entry, reading: Reading) -> Iterator[Document]:
    """The document of a message and those of its attachments."""
    data = entry.bounded(reading.limits)
    if data is None:
        yield too_large(entry.source, reading.limits)
        return
    yield from _documents(data, entry, reading)


def _documents(data: bytes, entry: Entry, reading: Reading) -> Iterator[Document]:
    message = sandbox.run(message_of, data, seconds=reading.limits.seconds, memory=reading.limits.memory)
    named = (("title", message.subject), ("author", message.sender), ("published", message.date))
    fields = {**entry.fields, **{name: value for name, value in named if value}}
    # The HTML part of a newsletter is the full one; its text part is often "view this in your browser".
    if len(message.html) > 0 and len(message.text.split()) < 50:
        yield Document(source=entry.source, data=message.html, media="text/html", fields=fields)
    elif message.text.strip():
        yield Document(source=entry.source, data=message.text, fields=fields)
    else:
        yield refuse(entry.source, "the message has no text: nothing to read")
    for name, part in message.attachments:
        inner = Entry.of_bytes(f"{entry.source}#{name}", name, part)
        yield from reading.deeper(inner, entry)


def message_of(data: bytes) -> Message:
    """A message taken apart; runs in the sandbox."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    texts: dict[str, list[bytes]] = {"text/plain": [], "text/html": []}
    attachments: list[tuple[str, bytes]] = []
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            break
        if part.is_multipart():
            continue
        payload = part.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else b""
        kind = part.get_content_type()
        name = part.get_filename()
        if kind in texts and not name:
            texts[kind].append(_recoded(content, part.get_content_charset("")))
        elif name and not kind.startswith(("image/", "audio/", "video/")):
            attachments.append((str(name)[:200].replace("/", "_"), content))
    return Message(
        _header(message, "subject"), _header(message, "from"), _header(message, "date"),
        b"\n".join(texts["text/plain"]), b"\n".join(texts["text/html"]), attachments,
    )  # fmt: skip


def _recoded(content: bytes, charset: Any) -> bytes:
    try:
        return content.decode(str(charset or "utf-8")).encode()
    except (LookupError, ValueError):
        return content


def _header(message: EmailMessage, name: str) -> str:
    try:
        value = message[name]
        stamp = getattr(value, "datetime", None)
        return str(stamp.isoformat() if stamp is not None else value or "")[:500]
    except (ValueError, TypeError, IndexError, AttributeError):
        # The standard library's header parser fails on some malformed headers; the body may still be read.
        return ""


def read_mbox(entry: Entry, reading: Reading) -> Iterator[Document]:
    """The documents of the messages of a mailbox, one at a time."""
    lines: list[bytes] = []
    number = size = 0
    blank = True
    while line := entry.file.readline(reading.limits.document + 1):
        if line.startswith(b"From ") and blank:
            yield from _numbered(lines, number, size, entry, reading)
            lines, number, size = [], number + 1, 0
        elif size <= reading.limits.document:
            lines.append(line[1:] if line.startswith(b">From ") else line)
            size += len(line)
        blank = not line.strip()
    yield from _numbered(lines, number, size, entry, reading)


def _numbered(lines: list[bytes], number: int, size: int, entry: Entry, reading: Reading) -> Iterator[Document]:
    if not lines:
        return
    source = f"{entry.source}#{number or 1}"
    if size > reading.limits.document:
        yield too_large(source, reading.limits)
        return
    yield from reading.read(Entry.of_bytes(source, "message.eml", b"".join(lines), entry.depth), reading)
