"""A press site on the loopback address that answers as a test says, and remembers what it was asked."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable
from typing import NamedTuple

from communique.sources import fetch


class Said(NamedTuple):
    status: int = 200
    body: str = ""
    headers: dict[str, str] = {}  # noqa: RUF012


class Site:
    """Pages by path; anything else is a 404. `asked` holds paths with the headers of each request."""

    def __init__(self) -> None:
        self.pages: dict[str, Said | Callable[[dict[str, str]], Said]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                site.asked.append((self.path, headers))
                page = site.pages.get(self.path, Said(404))
                said = page if isinstance(page, Said) else page(headers)
                self.send_response(said.status)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **said.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(said.body.encode())

            def log_message(self, *_: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def paths(self, *, rules: bool = False) -> list[str]:
        """What was asked for, in order; and then forgotten."""
        found = [path for path, _ in self.asked if rules or path != "/robots.txt"]
        self.asked.clear()
        return found

    def feed(self, *items: str, etag: str = "") -> None:
        """Have `/feed` list these articles; with an `etag` it answers 304 to who has it already."""
        rows = "".join(
            f"<item><title>Talks {name}</title><link>{self.url}/{name}</link><guid>{name}</guid>"
            f"<pubDate>Tue, 04 Mar 2014 09:00:00 +0000</pubDate></item>"
            for name in items
        )
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Paper</title>{rows}</channel></rss>'

        def answer(headers: dict[str, str]) -> Said:
            if etag and headers.get("if-none-match") == etag:
                return Said(304)
            return Said(200, body, {"Content-Type": "application/rss+xml", **({"ETag": etag} if etag else {})})

        self.pages["/feed"] = answer
        for name in items:
            self.pages.setdefault(f"/{name}", Said(200, page(name)))


def page(name: str) -> str:
    return (
        f"<html><head><title>Talks {name}</title></head><body><article><h1>Talks {name}</h1>"
        f"<p>LIMA, March 4, 2014 - Peru recalled its ambassador from Chile on Tuesday over the {name} dispute.</p>"
        "<p>The foreign minister of Chile said that his country would not answer the step of its neighbour.</p>"
        "</article></body></html>"
    )


def let_loopback_through() -> Callable[[str], bool]:
    """What tests put in the place of `fetch.allowed`; nothing in the program does."""
    real = fetch.allowed
    return lambda address: address == "127.0.0.1" or real(address)
