"""What kind of file this is, by its first bytes before its name; and what can't be read, with what to do about it."""

from __future__ import annotations

import re

__all__ = ["kind_of", "unreadable"]

# (where, first bytes, kind). Kinds with a reader come first; the others are named so that the refusal can say them.
_MAGIC = (
    (0, b"%PDF-", "pdf"), (0, b"PK\x03\x04", "zip"), (0, b"PK\x05\x06", "zip"), (0, b"\x1f\x8b", "gzip"),
    (0, b"BZh", "bzip2"), (0, b"\xfd7zXZ\x00", "xz"), (257, b"ustar", "tar"), (0, b"WARC/", "warc"),
    (0, b"PAR1", "parquet"), (0, b"\x89PNG", "an image"), (0, b"\xff\xd8\xff", "an image"),
    (0, b"GIF8", "an image"), (0, b"II*\x00", "an image"), (0, b"MM\x00*", "an image"), (8, b"WEBP", "an image"),
    (0, b"8BPS", "an image"), (0, b"\x00\x00\x01\x00", "an image"), (0, b"ID3", "a sound file"),
    (0, b"OggS", "a sound file"), (0, b"fLaC", "a sound file"), (8, b"WAVE", "a sound file"),
    (4, b"ftyp", "a video"), (0, b"\x1aE\xdf\xa3", "a video"), (8, b"AVI ", "a video"),
    (0, b"\x00\x00\x01\xba", "a video"), (0, b"\x7fELF", "a program"), (0, b"MZ\x90", "a program"),
    (0, b"\xca\xfe\xba\xbe", "a program"), (0, b"\xcf\xfa\xed\xfe", "a program"), (0, b"\x00asm", "a program"),
    (0, b"SQLite format 3\x00", "a database"), (0, b"\x89HDF", "a data file"), (0, b"\x93NUMPY", "a data file"),
    (0, b"\x80\x04\x95", "a pickle"), (0, b"\x80\x05\x95", "a pickle"), (0, b"\x80\x03", "a pickle"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"), (0, b"{\\rtf", "an RTF file"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"), (0, b"Rar!", "a RAR archive"),
    (0, b"\x28\xb5\x2f\xfd", "a zstd archive"), (0, b"wOFF", "a font"), (0, b"wOF2", "a font"),
    (0, b"OTTO", "a font"), (0, b"\x00\x01\x00\x00\x00", "a font"),
)  # fmt: skip
_ADVICE = {
    "an image": "run text recognition over it first",
    "a sound file": "transcribe it first",
    "a video": "transcribe it first",
    "a database": "export its table as CSV or JSON lines",
    "a data file": "export it as CSV or JSON lines",
    "a pickle": "pickles are never opened; export the data as CSV or JSON lines",
    "an old Office file": "save it as .docx or as text",
    "an RTF file": "save it as .docx or as text",
    "a 7z archive": "unpack it first",
    "a RAR archive": "unpack it first",
    "a zstd archive": "unpack it first",
}
_EXTENSIONS = {
    "jsonl": "jsonl", "ndjson": "jsonl", "jsonlines": "jsonl", "json": "json", "csv": "csv", "tsv": "csv", "tab": "csv",
    "html": "html", "htm": "html", "xhtml": "html", "shtml": "html", "php": "html", "asp": "html", "aspx": "html",
    "eml": "mail", "mbox": "mbox", "mht": "mail", "mhtml": "mail", "rss": "feed", "atom": "feed", "opml": "opml",
    "docx": "docx", "pdf": "pdf", "parquet": "parquet", "warc": "warc", "wet": "warc",
}  # fmt: skip
_ROOTS = (
    (re.compile(rb"<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE), "feed"),
    (re.compile(rb"<opml\b", re.IGNORECASE), "opml"),
    (re.compile(rb"<(?:urlset|sitemapindex)\b", re.IGNORECASE), "sitemap"),
)
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_HTML_INSIDE = re.compile(rb"<(?:p|div|article|title|meta|h1)[ >]", re.IGNORECASE)
# More control characters than this and it is not text in any encoding: text has a form feed or an escape at most.
_MOST_CONTROLS = 0.02
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\x0b\x0c\r\x1b") + b"\x7f"


def kind_of(head: bytes, name: str) -> str:
    """The kind of a file by its first bytes and its name: a reader's name, "text", or what it is that can't be read."""
    for at, magic, kind in _MAGIC:
        if head[at : at + len(magic)] == magic:
            return "docx" if kind == "zip" and _extension(name) == "docx" else kind
    extension = _extension(name)
    known = _EXTENSIONS.get(extension, "")
    if known in {"jsonl", "json", "csv", "mbox", "mail"}:
        return known
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<"):
        if _HTML.match(start[:2_048]):
            return "html"
        for root, kind in _ROOTS:
            if root.search(start[:2_048]):
                return kind
        if start.startswith(b"<?xml") or _HTML_INSIDE.search(start):
            return "html"
    if known in {"pdf", "docx", "parquet", "warc"}:
        return f"not the {known.upper()} file that its name says"
    if start[:5] == b"From " and re.match(rb"From \S+ .*\d{4}\r?\n[\w-]+:", start):
        return "mbox"
    return known if known in {"html"} else "text"


def unreadable(kind: str) -> str:
    """The reason why a file of a kind without a reader is refused."""
    advice = next((advice for name, advice in _ADVICE.items() if kind == name), "check the file, or leave it out")
    return f"it is {kind}, not text: {advice}"


def is_binary(data: bytes) -> bool:
    """Whether bytes are text in no encoding: too many control characters, unless every second byte is NUL (UTF-16)."""
    head = data[:65_536]
    if not head or head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    nul = head.count(0)
    if nul and (head[0::2].count(0) > 0.4 * len(head) / 2) != (head[1::2].count(0) > 0.4 * len(head) / 2):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > max(2, _MOST_CONTROLS * len(head))


def _extension(name: str) -> str:
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem:
        return ""
    return extension.lower() if extension.lower() not in {"gz", "bz2", "xz"} else _extension(stem)
