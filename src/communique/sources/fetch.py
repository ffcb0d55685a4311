"""Pages and feeds from the web, only those that the user names, and never from inside the user's own network.

Each host is resolved once, every address it has is checked, and the connection goes to a checked address: a name that
answers differently the second time gains nothing. Each redirect goes through the same check.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from email.message import Message
from typing import NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from communique.errors import RefusedDocument
from communique.records import Document
from communique.sources import feeds, sandbox
from communique.sources.entry import MEGABYTE, Entry, Reading, refuse, too_large

__all__ = ["AGENT", "Answer", "Unreachable", "allowed", "ask", "documents_of", "fetch", "is_address", "read_address"]

_MOST_REDIRECTS = 5
# The time for one page, from name to last byte; a server that sends a byte a second is cut off as well.
_SECONDS = 30.0
# How this program names itself to servers; its first word is what rules for robots call it by.
AGENT = "communique (news reader; asked for by its user)"
# Addresses of listed feeds and pages that are followed from one list.
_MOST_FOLLOWED = 500
_SUFFIXES = {"text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf", "text/plain": ".txt"}


class Answer(NamedTuple):
    """What a server answered: the address after redirects, its status and headers, and of a page its bytes."""

    url: str
    status: int
    reason: str
    headers: Message
    data: bytes

    @property
    def media(self) -> str:
        """The media type that the server says it is."""
        return self.headers.get_content_type()

    @property
    def charset(self) -> str:
        """The character set that the server says it is in, or nothing."""
        return self.headers.get_content_charset("")


class Unreachable(RefusedDocument):
    """No answer came: the network, the name or the server failed, and may not fail another time."""


def is_address(path: str) -> bool:
    """Whether a path is a web address."""
    return path.lower().startswith(("http://", "https://"))


def read_address(url: str, reading: Reading, depth: int = 0) -> Iterator[Document]:
    """The documents at an address; of a list of addresses, named as such, those that it lists."""
    try:
        found = fetch(url, reading.limits.document)
    except RefusedDocument as error:
        yield refuse(url, str(error))
        return
    # A list of lists is not followed further.
    yield from documents_of(url, found, replace(reading, follow=reading.follow and depth == 0))


def documents_of(
    url: str, answer: Answer, reading: Reading, fields: Mapping[str, str] | None = None
) -> Iterator[Document]:
    """The documents in a server's answer to a request for `url`; `fields` is what else is known of them."""
    if len(answer.data) > reading.limits.document:
        yield too_large(url, reading.limits)
        return
    name = urlsplit(answer.url).path.rpartition("/")[2]
    if "." not in name:
        name += _SUFFIXES.get(answer.media, "")
    known = {**(fields or {}), "url": answer.url, **({"charset": answer.charset} if answer.charset else {})}
    yield from reading.read(Entry.of_bytes(url, name, answer.data, fields=known), reading)


def read_list(entry: Entry, reading: Reading) -> Iterator[Document]:
    """The documents at the addresses of an OPML file or a sitemap, if asked for; else a refusal that says how many."""
    data = entry.bounded(reading.limits)
    if data is None:
        yield too_large(entry.source, reading.limits)
    elif reading.follow:
        yield from follow(entry.source, data, reading)
    else:
        found = len(_listed(data, reading))
        yield refuse(
            entry.source,
            f"it lists {found} addresses and holds no reports: name the addresses themselves, or ask to follow lists",
        )


def _listed(data: bytes, reading: Reading) -> list[str]:
    limits = reading.limits
    return sandbox.run(feeds.addresses, data, seconds=limits.seconds, memory=limits.memory, imports=["lxml.etree"])


def follow(source: str, data: bytes, reading: Reading) -> Iterator[Document]:
    """The documents at the addresses that an OPML file or a sitemap lists."""
    listed = _listed(data, reading)
    for address in listed[:_MOST_FOLLOWED]:
        yield from read_address(address, reading, depth=1)
    if len(listed) > _MOST_FOLLOWED:
        rest = len(listed) - _MOST_FOLLOWED
        yield refuse(source, f"{rest} of the addresses it lists were not fetched: name them, or split the list")


def fetch(url: str, most: int) -> Answer:
    """What is at an address, at most `most` + 1 bytes; raises `RefusedDocument` with the reason why not."""
    answer = ask(url, most)
    if answer.status != 200:
        raise RefusedDocument(f"the server answered {answer.status} {answer.reason}: check the address")
    return answer


def ask(
    url: str, most: int, *, headers: Mapping[str, str] | None = None, permit: Callable[[str], None] = lambda url: None
) -> Answer:
    """What a server answers, whatever its status; the bytes only with status 200, at most `most` + 1 of them.

    `permit` is called with the address, and with that of each redirect, before it is asked for; it may wait, or raise.
    Raises `RefusedDocument` for an address that is never asked, and `Unreachable` where no answer comes.
    """
    deadline = time.monotonic() + _SECONDS
    for _ in range(_MOST_REDIRECTS + 1):
        parts = _checked(url)
        begun = time.monotonic()
        permit(url)
        deadline += time.monotonic() - begun
        try:
            connection = _connect(parts, deadline)
            try:
                answer = _request(connection, parts, headers or {})
                if answer.status in {301, 302, 303, 307, 308} and (place := answer.getheader("Location")):
                    url = urljoin(url, place)
                    continue
                data = _body(answer, most, deadline) if answer.status == 200 else b""
                return Answer(url, answer.status, answer.reason, answer.headers, data)
            finally:
                connection.close()
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Unreachable(f"it can't be fetched ({error}): check the address and the network") from error
    raise RefusedDocument(f"it redirects more than {_MOST_REDIRECTS} times: name the page's own address")


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise RefusedDocument(f"{url[:200]} is no address ({error}): check it") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or port == 0:
        raise RefusedDocument(f"{url[:200]} is no plain http or https address: only these are fetched")
    return parts


def allowed(address: str) -> bool:
    """Whether an IP address is on the public internet: not private, link-local or loopback, not even in disguise."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = None
    if isinstance(ip, ipaddress.IPv6Address):
        # An IPv4 address can hide in an IPv6 one: mapped, 6to4, Teredo, or NAT64 (64:ff9b::/96, RFC 6052).
        teredo = ip.teredo[1] if ip.teredo else None
        nat64 = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in ipaddress.ip_network("64:ff9b::/96") else None
        inner = ip.ipv4_mapped or ip.sixtofour or teredo or nat64
    return ip.is_global and not ip.is_multicast and (inner is None or (inner.is_global and not inner.is_multicast))


def _connect(parts: SplitResult, deadline: float) -> http.client.HTTPConnection:
    host = str(parts.hostname)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    addresses = sorted({str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})
    for address in addresses:
        if not allowed(address):
            raise RefusedDocument(
                f"{host} is at {address}, inside a private network: such addresses are never fetched; save the page "
                "to a file to read it"
            )
    seconds = max(0.1, min(10.0, deadline - time.monotonic()))
    plain = socket.create_connection((addresses[0], port), timeout=seconds)
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    if parts.scheme == "https":
        connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    else:
        connection.sock = plain
    return connection


def _request(
    connection: http.client.HTTPConnection, parts: SplitResult, more: Mapping[str, str]
) -> http.client.HTTPResponse:
    target = urlunsplit(("", "", parts.path or "/", parts.query, "")).replace(" ", "%20")
    host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    headers = {"User-Agent": AGENT, "Accept-Encoding": "identity", "Host": host, "Connection": "close", **more}
    connection.request("GET", target.encode("utf-8").decode("latin-1"), headers=headers)
    return connection.getresponse()


def _body(answer: http.client.HTTPResponse, most: int, deadline: float) -> bytes:
    data = bytearray()
    while len(data) <= most:
        if time.monotonic() > deadline:
            raise Unreachable(f"the server took longer than {_SECONDS:g} seconds: try again, or save the page")
        part = answer.read1(min(MEGABYTE, most + 1 - len(data)))
        if not part:
            break
        data += part
    return bytes(data)
