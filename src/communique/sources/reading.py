"""From a path to its documents: what exists is checked first, then each file goes to the reader of its kind."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from communique.errors import CommuniqueError, RefusedDocument, UsageError
from communique.records import Document
from communique.sources import (
    archives,
    csv_rows,
    feeds,
    fetch,
    formats,
    json_rows,
    mail,
    office,
    parquet,
    pdf,
    plain,
    warc,
)
from communique.sources.entry import Entry, Reading, refuse

__all__ = ["expand", "read", "read_path"]

_READERS: dict[str, Callable[[Entry, Reading], Iterator[Document]]] = {
    "text": plain.read_text,
    "html": plain.read_html,
    "jsonl": json_rows.read_jsonl,
    "json": json_rows.read_json,
    "csv": csv_rows.read_csv,
    "parquet": parquet.read_parquet,
    "pdf": pdf.read_pdf,
    "docx": office.read_docx,
    "mail": mail.read_mail,
    "mbox": mail.read_mbox,
    "warc": warc.read_warc,
    "feed": feeds.read_feed,
    "opml": fetch.read_list,
    "sitemap": fetch.read_list,
    "zip": archives.read_zip,
    "tar": archives.read_tar,
    "gzip": archives.read_gzip,
    "bzip2": archives.read_bzip2,
    "xz": archives.read_xz,
}


def expand(path: str) -> Iterator[str]:
    """The files that a path names: itself, what a folder holds (sorted, hidden files left out), what a glob matches.

    Raises `UsageError` at once where nothing is there.
    """
    if fetch.is_address(path):
        return iter([path])
    if os.path.lexists(path):
        return _files(Path(path))
    if glob.has_magic(path):
        # Not Path.glob: the pattern may be absolute.
        found = sorted(glob.glob(path, recursive=True))  # noqa: PTH207
        if found:
            return (file for each in found for file in _files(Path(each)))
        raise UsageError(f"no file matches {path}: check the pattern, and quote it from the shell")
    raise UsageError(f"there is no file or folder {path}: check the path")


def _files(path: Path) -> Iterator[str]:
    if not path.is_dir():
        yield str(path)
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (str(Path(folder) / name) for name in sorted(names) if not name.startswith("."))


def read_path(path: str, reading: Reading) -> Iterator[Document]:
    """The documents of one file; a file that can't be read is one refused document."""
    if fetch.is_address(path):
        yield from fetch.read_address(path, reading)
        return
    try:
        status = Path(path).stat()
        if not stat.S_ISREG(status.st_mode):
            yield refuse(path, "it is not a file (a pipe, a socket or a device): copy what it gives to a file")
            return
        if status.st_size == 0:
            yield refuse(path, "it is empty: nothing to read")
            return
        with Path(path).open("rb") as file:
            yield from read(Entry(path, Path(path).name, file), reading)
    except OSError as error:
        yield refuse(path, f"it can't be opened ({error.strerror or error}): check that it exists and may be read")


def read(entry: Entry, reading: Reading) -> Iterator[Document]:
    """The documents of one entry, by the reader of its kind; whatever goes wrong with its bytes is a refusal."""
    try:
        kind = formats.kind_of(entry.head(), entry.name)
        reader = _READERS.get(kind)
        if reader is None:
            yield refuse(entry.source, formats.unreadable(kind))
        else:
            yield from reader(entry, reading)
    except RefusedDocument as error:
        yield refuse(entry.source, str(error))
    except CommuniqueError:
        raise
    except Exception as error:
        # The boundary to foreign bytes: parsers of damaged files raise anything, and the run must go on.
        said = " ".join(str(error).split())[:200]
        yield refuse(entry.source, f"it is damaged ({type(error).__name__}: {said}): get it again, or leave it out")
    except BaseException as error:
        # A panic of a parser written in Rust is no Exception to Python, but no reason to stop either.
        if type(error).__name__ != "PanicException":
            raise
        yield refuse(entry.source, "it is damaged (its parser gave up): get it again, or leave it out")
