"""Makes the hostile corpus: nasty files, each with the reason expected of its refusal, or "" where it must be read.

Run `python -m tests.hostile FOLDER` to have the files themselves.
"""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import os
import random
import struct
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

STORY = "The envoys of Kenya and Uganda met in Busia on Tuesday and agreed on the lake's fishing limits. "
PAGE = "<html><head><title>Lake talks</title></head><body><article>{}</article></body></html>"
MEGABYTE = 1 << 20


class Nasty(NamedTuple):
    """A file's name, how its bytes are made, and a pattern of the reason why it is refused ("": it is read)."""

    name: str
    make: Callable[[], bytes]
    reason: str


def _page(inside: str) -> bytes:
    return PAGE.format(inside).encode("utf-8", "surrogatepass")


def _zip(members: dict[str, bytes], *, deflate: bool = True) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def _tar(name: str, data: bytes = b"", kind: bytes = tarfile.REGTYPE, target: str = "") -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.size, member.type, member.linkname = len(data), kind, target
        archive.addfile(member, io.BytesIO(data))
    return file.getvalue()


def _nested(levels: int) -> bytes:
    data = STORY.encode()
    for level in range(levels):
        data = _zip({f"level{level}.{'txt' if not level else 'zip'}": data})
    return data


def _encrypted_zip() -> bytes:
    data = bytearray(_zip({"secret.txt": STORY.encode()}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def _lying_zip() -> bytes:
    """A zip whose directory understates what its member unpacks to."""
    data = bytearray(_zip({"a.txt": b"a" * 90 * MEGABYTE}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 100)
    return bytes(data)


def _word(body: str, entities: str = "") -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    text = f'<?xml version="1.0"?>{entities}<w:document {space}><w:body>{body}</w:body></w:document>'
    return _zip({"word/document.xml": text.encode(), "[Content_Types].xml": b"<Types/>"})


def _bomb_entities() -> str:
    rows = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE x [<!ENTITY l0 "lol">{rows}]>'


_OUTSIDE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'


def _feed(item: str, entities: str) -> bytes:
    return f'<?xml version="1.0"?>{entities}<rss><channel><item>{item}</item></channel></rss>'.encode()


def _warc(body: bytes, encoding: str = "") -> bytes:
    extra = f"Content-Encoding: {encoding}\r\n" if encoding else ""
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{extra}\r\n".encode() + body
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/1\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def _zeros(size: int) -> bytes:
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([*(pack.compress(bytes(MEGABYTE)) for _ in range(size // MEGABYTE)), pack.flush()])


def _pdf(body: bytes) -> bytes:
    return b"%PDF-1.4\n" + body + b"\n%%EOF"


def _looping_pdf() -> bytes:
    return _pdf(
        b"1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
        b"2 0 obj << /Type /Pages /Kids [2 0 R 2 0 R] /Count 99999999 >> endobj\ntrailer << /Root 1 0 R >>"
    )


def _pax_bomb() -> bytes:
    member = tarfile.TarInfo("pax")
    member.type, member.size = tarfile.XHDTYPE, 2_000 * MEGABYTE
    return member.tobuf() + b"0" * 10_240


def _mail(body: bytes, headers: bytes = b"") -> bytes:
    return b"From: a@a.example\nSubject: Lake talks\nMIME-Version: 1.0\n" + headers + b"\n" + body


def _parts(levels: int) -> bytes:
    inner = b"Content-Type: text/plain\n\n" + STORY.encode()
    for level in range(levels):
        mark = f"b{level}".encode()
        inner = b'Content-Type: multipart/mixed; boundary="' + mark + b'"\n\n--' + mark + b"\n" + inner + b"\n--" + mark
    return b"From: a@a.example\nMIME-Version: 1.0\n" + inner


def _noise(size: int) -> bytes:
    return random.Random(1).randbytes(size)


READ = ""
TEXT = STORY.encode() * 5

NASTY: tuple[Nasty, ...] = (
    # Bytes that are no text, or hardly.
    Nasty("empty.txt", lambda: b"", "empty"),
    Nasty("blank.txt", lambda: b" \r\n\t\n" * 1_000, "empty"),
    Nasty("only-mark.txt", lambda: b"\xef\xbb\xbf", "empty"),
    Nasty("noise.txt", lambda: _noise(100_000), "binary"),
    Nasty("nuls.txt", lambda: bytes(100_000), "empty|binary"),
    Nasty("nuls-inside.txt", lambda: TEXT.replace(b"Uganda", b"Ug\x00anda", 1), READ),
    Nasty("image.txt", lambda: b"\x89PNG\r\n\x1a\n" + _noise(2_000), "image"),
    Nasty("photo.jpg", lambda: b"\xff\xd8\xff\xe0" + _noise(2_000), "image"),
    Nasty("program.html", lambda: b"\x7fELF" + _noise(2_000), "program"),
    Nasty("film.txt", lambda: b"\x00\x00\x00\x18ftypmp42" + _noise(2_000), "video"),
    Nasty("record.txt", lambda: b"SQLite format 3\x00" + bytes(200), "database"),
    Nasty("data.pkl", lambda: b"\x80\x04\x95" + b"cos\nsystem\n(S'true'\ntR.", "pickle"),
    Nasty("old.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + _noise(2_000), "Office"),
    Nasty("rich.rtf", lambda: b"{\\rtf1\\ansi hello}", "RTF"),
    Nasty("packed.7z", lambda: b"7z\xbc\xaf\x27\x1c" + _noise(200), "7z"),
    Nasty("packed.zst", lambda: b"\x28\xb5\x2f\xfd" + _noise(200), "zstd"),
    Nasty("huge.txt", lambda: TEXT * 120_000, "larger than 50 MB"),
    # Encodings.
    Nasty("utf16.txt", lambda: TEXT.decode().encode("utf-16"), READ),
    Nasty("utf16-no-mark.txt", lambda: TEXT.decode().encode("utf-16-le"), READ),
    Nasty("utf32.txt", lambda: TEXT.decode().encode("utf-32"), READ),
    Nasty("lies-about-charset.html", lambda: _page(f'<meta charset="utf-16"><p>{STORY * 3} café</p>'), READ),
    Nasty("unknown-charset.html", lambda: _page(f'<meta charset="rot13"><p>{STORY * 3}</p>'), READ),
    Nasty("cut-character.txt", lambda: TEXT + "é".encode()[:1], READ),
    Nasty("surrogates.txt", lambda: TEXT + "\ud800 and after".encode("utf-8", "surrogatepass"), READ),
    Nasty("surrogate.html", lambda: _page(f"<p>{STORY * 3}\ud83d and after it</p>"), READ),
    Nasty("long-line.txt", lambda: STORY.encode() * 20_000, READ),
    Nasty("no-spaces.txt", lambda: b"a" * 5 * MEGABYTE, READ),
    Nasty("lookalike-storm.txt", lambda: ("Тhе tаlks сlosеd " * 40_000).encode(), READ),
    Nasty("zero-width-storm.txt", lambda: ("t\u200bal\u200dks " * 100_000).encode(), READ),
    Nasty("marks-storm.txt", lambda: ("a" + "\u0301" * 200_000).encode(), READ),
    Nasty("mojibake-storm.txt", lambda: ("donâ€™t " * 100_000).encode(), READ),
    Nasty("not-mojibake.txt", lambda: ("Ã" * 1_000_000).encode(), READ),
    # Pages.
    Nasty("deep.html", lambda: _page("<div>" * 200_000 + STORY + "</div>" * 200_000), READ),
    Nasty("attributes.html", lambda: _page("<p " + " ".join(f"a{n}=1" for n in range(50_000)) + f">{STORY}</p>"), READ),
    Nasty("paragraphs.html", lambda: _page(f"<p>{STORY}</p>" * 100_000), READ),
    Nasty("tables.html", lambda: _page("<table><tr><td>" * 5_000 + STORY), READ),
    Nasty("unclosed.html", lambda: _page("<p><b><i>" * 50_000 + STORY), READ),
    Nasty("comment.html", lambda: _page(f"<p>{STORY}</p><!-- " + "-" * 3 * MEGABYTE), READ),
    Nasty("entities.html", lambda: _page(f"<p>{'&amp;&#x110000;&bogus;' * 100_000} {STORY}</p>"), READ),
    Nasty("script.html", lambda: _page(f"<script>{'x=1;' * MEGABYTE}</script><p>{STORY * 4}</p>"), READ),
    Nasty("data-address.html", lambda: _page(f'<img src="data:x,{"A" * 4 * MEGABYTE}"><p>{STORY * 4}</p>'), READ),
    # Tables.
    Nasty("long-line.jsonl", lambda: b'{"text": "' + b"x" * 100 * MEGABYTE + b'"}\n' + _row(), "longer than 50 MB"),
    Nasty("deep.jsonl", lambda: b"[" * 200_000 + b"\n" + _row(), "JSON"),
    Nasty("not-json.jsonl", lambda: b"text: hello\n" + _row(), "not JSON"),
    Nasty("number.jsonl", lambda: b'{"text": ' + b"9" * 10_000 + b"}\n" + _row(), "JSON|column|empty"),
    Nasty("surrogates.jsonl", lambda: b'{"text": "before \\ud800 after it"}\n', READ),
    Nasty("nan.jsonl", lambda: b'{"text": "hello there", "n": NaN}\n', READ),
    Nasty("no-text.jsonl", lambda: b'{"body": "hello"}\n' * 1_000, "--map text"),
    Nasty("deep.json", lambda: b'{"a":' * 200_000, "JSON"),
    Nasty("cut.json", lambda: b'[{"text": "hello there"}, {"text": "cut he', "not JSON|not read"),
    Nasty("open-quote.csv", lambda: b'id,text\n1,"never closed\n' + b"2,x\n" * 10_000, READ),
    Nasty("ragged.csv", lambda: b"id,text\n1,a,b,c\n2,hello there\n", "4 cells under 2"),
    Nasty("nuls.csv", lambda: b"id,text\n1,he\x00llo there\n", READ),
    Nasty("formula.csv", lambda: b"id,text\n1,=cmd|' /C calc'!A0\n", READ),
    Nasty("cell.csv", lambda: b"id,text\n1," + b"x" * 60 * MEGABYTE + b"\n", "longer than 50 MB|not read"),
    Nasty("broken.parquet", lambda: b"PAR1" + _noise(1_000) + b"PAR1", "parser|damaged"),
    # Archives.
    Nasty("bomb.gz", lambda: _zeros(400 * MEGABYTE), "times its size|larger than|empty|binary"),
    Nasty("bomb.jsonl.gz", lambda: _zeros(400 * MEGABYTE), "times its size"),
    Nasty("bomb.zip", lambda: _zip({"a.txt": b"a" * 100 * MEGABYTE, "b.txt": TEXT}), "times its size|larger than"),
    Nasty("lying.zip", _lying_zip, "times its size|larger than|damaged"),
    Nasty("bomb.bz2", lambda: bz2.compress(bytes(200 * MEGABYTE)), "times its size|larger than|empty|binary"),
    Nasty("bomb.xz", lambda: lzma.compress(bytes(200 * MEGABYTE)), "times its size|larger than|empty|binary"),
    Nasty("nested.zip", lambda: _nested(8), "inside 3 others"),
    Nasty("escape.zip", lambda: _zip({"../../etc/cron.d/x": TEXT, "good.txt": TEXT}), "out of the archive"),
    Nasty("absolute.tar", lambda: _tar("/etc/passwd", TEXT), "out of the archive"),
    Nasty("drive.zip", lambda: _zip({"C:\\windows\\x.txt": TEXT}), "out of the archive"),
    Nasty("link.tar", lambda: _tar("passwd", b"", tarfile.SYMTYPE, "/etc/passwd"), "link or a device"),
    Nasty("device.tar", lambda: _tar("zero", b"", tarfile.CHRTYPE), "link or a device"),
    Nasty("header.tar", _pax_bomb, "name in it is longer"),
    Nasty("encrypted.zip", _encrypted_zip, "encrypted"),
    Nasty("cut.zip", lambda: _zip({"a.txt": TEXT * 100})[:-30], "damaged"),
    Nasty("cut.gz", lambda: gzip.compress(_noise(100_000))[:5_000], "damaged|binary"),
    Nasty("bad-sum.zip", lambda: _zip({"a.txt": TEXT}, deflate=False).replace(b"Kenya", b"Kenia", 1), "damaged"),
    Nasty("many.zip", lambda: _zip({f"{n}.txt": b"" for n in range(3_000)}), "empty"),
    Nasty("bomb.warc", lambda: _warc(_zeros(300 * MEGABYTE), "gzip"), "larger than 50 MB"),
    Nasty("length.warc", lambda: b"WARC/1.0\r\nContent-Length: 9" + b"9" * 30 + b"\r\n\r\nx", "damaged"),
    Nasty("header.warc", lambda: b"WARC/1.0\r\n" + b"A" * 20 * MEGABYTE, "damaged"),
    Nasty("not-really.warc", lambda: TEXT, "not the WARC file"),
    # Documents.
    Nasty("bomb.docx", lambda: _word(f"<w:p><w:t>{'x' * 100 * MEGABYTE}</w:t></w:p>"), "unpacks to more than"),
    Nasty("entities.docx", lambda: _word("<w:p><w:t>&l11;</w:t></w:p>", _bomb_entities()), "parser|no text"),
    Nasty("outside.docx", lambda: _word("<w:p><w:t>&f;</w:t></w:p>", _OUTSIDE), "no text|parser"),
    Nasty("not-really.docx", lambda: _zip({"a.txt": TEXT}), "no Word file"),
    Nasty("plain.docx", lambda: TEXT, "not the DOCX file"),
    Nasty("not-really.pdf", lambda: TEXT, "not the PDF file"),
    Nasty("cut.pdf", lambda: _pdf(_noise(5_000)), "parser"),
    Nasty("loop.pdf", _looping_pdf, "parser|no text|longer|nested"),
    Nasty("parts.eml", lambda: _parts(2_000), "parser|no text|nested|damaged"),
    Nasty("base64.eml", lambda: _mail(b"=== not base64 ===" * 1_000, b"Content-Transfer-Encoding: base64\n"), READ),
    Nasty("charset.eml", lambda: _mail(TEXT, b"Content-Type: text/plain; charset=no-such\n"), READ),
    Nasty("attached.eml", lambda: _mail(_attached(), b'Content-Type: multipart/mixed; boundary="b"\n'), "out of"),
    # XML.
    Nasty("laughs.xml", lambda: _feed("<title>&l11;</title>", _bomb_entities()), "feed|entities|longer"),
    Nasty("quadratic.xml", lambda: _page("&a;" * 10_000 + STORY * 3), READ),
    Nasty("outside.xml", lambda: _feed("<description>&f;</description>", _OUTSIDE), "no text|feed"),
    Nasty("deep.xml", lambda: b'<?xml version="1.0"?><rss>' + b"<a>" * 100_000, "feed|parser|longer"),
    Nasty("list.opml", lambda: b'<opml><body><outline xmlUrl="http://a.example/"/></body></opml>', "lists 1 address"),
)  # fmt: skip


NO_FILES = {"pipe.txt": "not a file", "dangling.txt": "can't be opened", "loop.txt": "can't be opened"}


def _row() -> bytes:
    return json.dumps({"text": STORY}).encode() + b"\n"


def _attached() -> bytes:
    data = base64.encodebytes(_zip({"../x.txt": TEXT}))
    kind = b"Content-Type: application/zip\nContent-Transfer-Encoding: base64\n"
    kind += b'Content-Disposition: attachment; filename="a.zip"\n'
    return b"--b\nContent-Type: text/plain\n\n" + TEXT + b"\n--b\n" + kind + b"\n" + data + b"\n--b--\n"


def write(folder: Path) -> dict[str, Nasty]:
    """Write the corpus into a folder, with things that are no files; the files by path."""
    folder.mkdir(parents=True, exist_ok=True)
    found: dict[str, Nasty] = {}
    for nasty in NASTY:
        path = folder / nasty.name
        path.write_bytes(nasty.make())
        found[str(path)] = nasty
    for name, reason in (
        ("pipe.txt", "not a file"),
        ("dangling.txt", "can't be opened"),
        ("loop.txt", "can't be opened"),
    ):
        path = folder / name
        if name == "pipe.txt":
            os.mkfifo(path)
        else:
            path.symlink_to(folder / ("nowhere" if name == "dangling.txt" else name))
        found[str(path)] = Nasty(name, bytes, reason)
    return found


if __name__ == "__main__":
    print(len(write(Path(sys.argv[1]))), "files")
