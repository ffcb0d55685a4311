"""Addresses are fetched when named, and never from inside a private network, whatever a server answers."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.sources import Limits, documents, fetch

PAGE = b"<html><head><title>Talks</title></head><body><p>The envoys met in Arica on Monday.</p></body></html>"


class _Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        inside = "http://169.254.169.254/latest/meta-data/"
        places = {"/moved": "/page", "/inside": inside, "/file": "file:///etc/passwd", "/loop": "/loop"}
        if self.path in places:
            self.send_response(302)
            self.send_header("Location", places[self.path])
            self.end_headers()
        elif self.path in {"/page", "/big"}:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(PAGE if self.path == "/page" else PAGE * 1_000)
        elif self.path == "/list.opml":
            self.send_response(200)
            self.end_headers()
            host = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
            self.wfile.write(f'<opml><body><outline xmlUrl="{host}/page"/></body></opml>'.encode())
        else:
            self.send_error(404)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server on the loopback address, which is let through only for the test."""
    real = fetch.allowed
    monkeypatch.setattr(fetch, "allowed", lambda address: address == "127.0.0.1" or real(address))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def test_a_named_page_is_fetched_with_its_address(site: str) -> None:
    (found,) = documents([f"{site}/moved"])
    assert (found.source, found.data, found.media) == (f"{site}/moved", PAGE, "text/html")
    assert found.fields["url"] == f"{site}/page"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/inside", "inside a private network"),
        ("/file", "only these are fetched"),
        ("/loop", "redirects more than"),
        ("/gone", "answered 404"),
    ],
)
def test_what_a_server_answers_can_only_lead_to_a_reason(site: str, path: str, reason: str) -> None:
    (found,) = documents([site + path])
    assert reason in (found.refused or "")


def test_a_page_over_the_limit_is_refused(site: str) -> None:
    (found,) = documents([f"{site}/big"], limits=Limits(document=10_000))
    assert "larger than" in (found.refused or "")


def test_a_list_is_followed_only_when_asked(site: str, tmp_path: Path) -> None:
    (found,) = documents([f"{site}/list.opml"])
    assert "lists 1 address" in (found.refused or "")
    (found,) = documents([f"{site}/list.opml"], follow=True)
    assert found.data == PAGE
    path = tmp_path / "feeds.opml"
    path.write_text(f'<opml><body><outline xmlUrl="{site}/page"/></body></opml>')
    (found,) = documents([path], follow=True)
    assert found.data == PAGE


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1", "ff02::1",
        "::",
    ],
)  # fmt: skip
def test_private_addresses_are_never_allowed_in_any_disguise(address: str) -> None:
    assert not fetch.allowed(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_public_addresses_are_allowed(address: str) -> None:
    assert fetch.allowed(address)


@pytest.mark.parametrize("url", ["http://localhost/x", "http://[::1]/x", "http://0x7f000001/x", "http://2130706433/"])
def test_the_own_machine_is_never_asked(url: str) -> None:
    (found,) = documents([url])
    assert found.refused


@pytest.mark.parametrize("url", ["http://", "http://a:b@example.org/", "http://[bad/", "http://x:99999/"])
def test_what_is_no_address_is_refused_without_asking(url: str) -> None:
    (found,) = documents([url])
    assert found.refused
