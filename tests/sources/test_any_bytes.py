"""Whatever the bytes, a reader gives documents or reasons; and what was written well is read as it was written."""

from __future__ import annotations

import csv
import datetime as dt
import io
import ipaddress
import json
from email.message import EmailMessage
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.errors import RefusedDocument
from communique.records import Document
from communique.sources import Limits, decoding, fetch, formats
from communique.sources.entry import Entry, Reading
from communique.sources.reading import read
from communique.watch.courtesy import later, may_fetch

NAMES = ("a.txt", "a.md", "a.html", "a.jsonl", "a.json", "a.csv", "a.tsv", "a.tar", "a.opml", "a")
# These are parsed in the sandbox: a message to another process for each example.
BOXED = ("a.xml", "a.eml", "a.mbox", "a.docx", "a.pdf", "a.warc", "a.zip", "a.parquet")
HEADS = (
    b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\x1f\x8b\x08\x00", b"BZh9", b"\xfd7zXZ\x00", b"WARC/1.0\r\n", b"PAR1",
    b"From a@a Tue Mar  4 09:00:00 2014\nFrom: a\n\n", b"<rss><channel><item>", b"<opml>", b"<html>", b"---\n", b"[{",
    b'{"text": "', b'id,text\n"', b"\xff\xfe", b"\xef\xbb\xbf", b"Content-Type: multipart/mixed; boundary=b\n\n--b\n",
)  # fmt: skip
# What XML and mail can carry.
PLAIN = st.text(st.characters(min_codepoint=32, max_codepoint=0xD7FF, blacklist_categories=("Cc",)), max_size=60)
# No deadline: the machine may be busy with other things.
often = settings(deadline=None)
some = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def found(name: str, data: bytes) -> list[Document]:
    return list(read(Entry.of_bytes(name, name, data), Reading(Limits(document=1 << 20), {}, read)))


def hold(documents: list[Document]) -> None:
    for document in documents:
        assert bool(document.data) != bool(document.refused)
        assert "AttributeError" not in (document.refused or "")
        assert "TypeError" not in (document.refused or "")


@often
@given(st.sampled_from(NAMES), st.sampled_from(HEADS), st.binary(max_size=600))
def test_any_bytes_under_any_name_are_documents_or_have_a_reason(name: str, head: bytes, rest: bytes) -> None:
    hold(found(name, head + rest))


@pytest.mark.slow
@some
@given(st.sampled_from(BOXED), st.sampled_from(HEADS), st.binary(max_size=600))
def test_so_are_those_that_foreign_parsers_read(name: str, head: bytes, rest: bytes) -> None:
    hold(found(name, head + rest))


@often
@given(st.binary(max_size=300), st.text(max_size=20))
def test_any_head_and_name_have_a_kind(head: bytes, name: str) -> None:
    assert formats.kind_of(head, name)


@often
@given(st.lists(st.text(min_size=1, max_size=80), min_size=1, max_size=6))
def test_json_lines_give_back_what_was_written_but_halves_of_pairs(texts: list[str]) -> None:
    written = [text for text in texts if text.strip()]
    data = "\n".join(json.dumps({"text": text}) for text in written).encode()
    if written:
        assert [each.data.decode() for each in found("a.jsonl", data)] == [
            "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in text) for text in written
        ]


@often
@given(st.lists(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=60), min_size=1))
def test_a_csv_table_gives_back_what_was_written_whatever_its_quotes(texts: list[str]) -> None:
    written = [text for text in texts if text.strip()]
    file = io.StringIO()
    csv.writer(file).writerows([["id", "text"], *([str(n), f"said: {text}"] for n, text in enumerate(written))])
    if written:
        assert [each.data.decode() for each in found("a.csv", file.getvalue().encode())] == [
            f"said: {text}" for text in written
        ]


def twice_encoded(text: str) -> bool:
    """Whether a text reads as UTF-8 taken for Latin-1, which the reader of feeds mends."""
    try:
        return text.encode("latin-1").decode() != text
    except UnicodeError:
        return False


@some
@given(PLAIN, PLAIN)
def test_a_feed_gives_back_its_titles_and_texts(title: str, text: str) -> None:
    item = f"<item><title>{escape(title)}</title><description>said: {escape(escape(text))}</description></item>"
    (document,) = found("a.xml", f'<?xml version="1.0"?><rss version="2.0"><channel>{item}</channel></rss>'.encode())
    plain = "<" not in title and "&" not in title and not twice_encoded(title)
    assert document.fields.get("title", "").split() == title.split() or not plain
    assert document.data.startswith(b"said:")


@some
@given(PLAIN)
def test_a_mail_gives_back_its_text(text: str) -> None:
    message = EmailMessage()
    message["Subject"] = "Talks"
    message.set_content(f"The envoys said: {text}\n")
    (document,) = found("a.eml", message.as_bytes())
    assert f"The envoys said: {text}".split() == document.data.decode().split()


@often
@given(st.binary(max_size=400), st.sampled_from(["", "utf-8", "cp1252", "utf-16", "no-such", "rot13", "gb18030"]))
def test_any_bytes_are_text_that_any_parser_may_have(data: bytes, hint: str) -> None:
    text = decoding.decode(data, hint).text
    assert "\0" not in text
    text.encode("utf-8")


@often
@given(st.text(max_size=200), st.text(max_size=60))
def test_any_rules_for_robots_allow_a_page_or_do_not(rules: str, path: str) -> None:
    allowed, pause = may_fetch(rules, f"https://a.example/{path}")
    assert isinstance(allowed, bool)
    assert pause >= 0


@often
@given(st.text(max_size=40), st.integers(1, 10_000))
def test_whatever_a_server_says_it_is_asked_again_within_a_day(value: str, failures: int) -> None:
    from email.message import Message

    headers = Message()
    headers.add_header("Retry-After", value.replace("\n", " ").replace("\r", " "))
    now = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    answer = fetch.Answer("http://a.example/", 429, "", headers, b"")
    assert now < later(now, failures, answer) <= now + dt.timedelta(days=1)


@often
@given(st.ip_addresses())
def test_no_address_inside_a_network_is_allowed_in_any_disguise(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if isinstance(address, ipaddress.IPv4Address):
        number = int(address)
        for disguise in (f"::ffff:{address}", str(ipaddress.IPv6Address((0x64FF9B << 96) | number))):
            assert not (fetch.allowed(disguise) and not address.is_global)
    if not address.is_global:
        assert not fetch.allowed(str(address))


@often
@given(st.text(max_size=60))
def test_what_is_no_address_is_refused_before_anything_is_asked(text: str) -> None:
    try:
        parts = fetch._checked(f"http://{text}")
    except RefusedDocument:
        return
    assert parts.hostname
