"""Web archives: the pages of WARC files and the texts of WET files, record by record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from communique.records import Document
from communique.sources.entry import MEGABYTE, Entry, Reading, read_up_to, refuse, too_large

__all__ = ["read_warc"]


def read_warc(entry: Entry, reading: Reading) -> Iterator[Document]:
    """The documents of a web archive: successful HTML and text responses, resources and conversions.

    Requests, images, scripts and failed responses are no reports and are passed over. The date of the crawl is no date
    of publication and is not taken for one.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    stream: Any = _Stream(entry.file)
    records = ArchiveIterator(stream, record_types=wanted, parse_http=True, auto_decode="all")
    for number, record in enumerate(records, 1):
        url = record.headers.get("WARC-Target-URI") or ""
        source = f"{entry.source}#{record.record_id or number}"
        try:
            found = _document(record, source, url, reading)
        except (OSError, ValueError, EOFError) as error:
            found = refuse(source, f"its record is damaged ({error}): get the archive again, or leave it out")
        if found is not None:
            yield found


class _Stream:
    """What fastwarc asks of a stream; on one that can't tell its place it panics."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._place = 0

    def tell(self) -> int:
        """How many bytes were read."""
        return self._place

    def read(self, size: int = -1) -> bytes:
        """The next bytes; never all of them at once."""
        part = self._file.read(size if 0 <= size <= MEGABYTE else MEGABYTE)
        self._place += len(part)
        return part


def _document(record: Any, source: str, url: str, reading: Reading) -> Document | None:
    from fastwarc.warc import WarcRecordType

    media = (record.http_content_type or record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    if record.record_type == WarcRecordType.response and record.is_http:
        code = record.http_headers.status_code if record.http_headers is not None else 200
        if code != 200:
            return None
    if record.record_type == WarcRecordType.conversion:
        media = "text/plain"
    if media not in {"text/html", "application/xhtml+xml", "text/plain", ""}:
        return None
    # Never read() without a size: a record of a kilobyte may inflate to hundreds of megabytes.
    data = read_up_to(record.reader, reading.limits.document + 1)
    if len(data) > reading.limits.document:
        return too_large(source, reading.limits)
    if not data.strip():
        return refuse(source, "it is empty: nothing to read")
    fields = {"url": url} if url else {}
    charset = record.http_charset or ""
    if charset:
        fields["charset"] = charset
    return Document(
        source=source, data=data, media="text/plain" if media == "text/plain" else "text/html", fields=fields
    )
