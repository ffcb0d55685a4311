"""Archives and compressed files, member by member, nothing unpacked to disk; bombs and escaping names are refused."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from communique.errors import RefusedDocument
from communique.records import Document
from communique.sources import office
from communique.sources.entry import MEGABYTE, Entry, Reading, refuse, too_large

__all__ = ["read_bzip2", "read_gzip", "read_tar", "read_xz", "read_zip"]

# A pax or GNU header holds a long name; tarfile reads it whole, so a header of gigabytes is an attack on memory.
_LONGEST_HEADER = MEGABYTE
_PAX = (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE)
_HEADERS = (*_PAX, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)


class _Bounded(io.RawIOBase):
    """A stream that is refused once it has given more than `most` bytes."""

    def __init__(self, inner: BinaryIO, packed: _Counted | int, reading: Reading) -> None:
        self._inner = inner
        self._packed = packed
        self._limits = reading.limits
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        part = self._inner.read(min(len(view), MEGABYTE))
        view[: len(part)] = part
        self._given += len(part)
        packed = self._packed if isinstance(self._packed, int) else self._packed.taken
        if self._given > self._limits.document and self._given > self._limits.ratio * max(packed, 1):
            raise RefusedDocument(
                f"it unpacks to more than {self._limits.ratio} times its size, as only archive bombs do: "
                "unpack it yourself if you trust it"
            )
        return len(part)


class _Counted(io.RawIOBase):
    """A stream that knows how many bytes were taken from it."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        part = self._inner.read(len(view))
        view[: len(part)] = part
        self.taken += len(part)
        return len(part)


def read_gzip(entry: Entry, reading: Reading) -> Iterator[Document]:
    """The documents of the one file in a gzip file."""
    counted = _Counted(entry.file)
    with gzip.GzipFile(fileobj=io.BufferedReader(counted)) as stream:
        yield from _unpacked(entry, stream, counted, reading, ".gz")


def read_bzip2(entry: Entry, reading: Reading) -> Iterator[Document]:
    """The documents of the one file in a bzip2 file."""
    counted = _Counted(entry.file)
    with bz2.BZ2File(io.BufferedReader(counted)) as stream:
        yield from _unpacked(entry, stream, counted, reading, ".bz2")


def read_xz(entry: Entry, reading: Reading) -> Iterator[Document]:
    """The documents of the one file in an xz file."""
    counted = _Counted(entry.file)
    with lzma.LZMAFile(io.BufferedReader(counted)) as stream:
        yield from _unpacked(entry, stream, counted, reading, ".xz")


def _unpacked(entry: Entry, stream: Any, counted: _Counted, reading: Reading, extension: str) -> Iterator[Document]:
    name = entry.name.removesuffix(extension).removesuffix(".tgz")
    file = io.BufferedReader(_Bounded(stream, counted, reading), 65_536)
    yield from reading.deeper(Entry(entry.source, name, file), entry)


def read_tar(entry: Entry, reading: Reading) -> Iterator[Document]:
    """The documents of the members of a tar file, in the order they stand in it."""
    with tarfile.open(fileobj=entry.file, mode="r|", tarinfo=_Member) as archive:
        for member in archive:
            source = f"{entry.source}#{member.name}"
            if member.isdir() or _is_hidden(member.name):
                continue
            if _escapes(member.name):
                yield refuse(source, "its name leads out of the archive, as no honest one does: leave it out")
            elif not member.isfile() or member.sparse is not None:
                yield refuse(source, "it is a link or a device, not a file: add the file itself to the archive")
            elif (inner := archive.extractfile(member)) is not None:
                file = io.BufferedReader(_Bounded(inner, member.size, reading), 65_536)  # type: ignore[arg-type]
                yield from reading.deeper(Entry(source, member.name, file), entry)


class _Member(tarfile.TarInfo):
    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Member:
        """A member's header, refused where it announces a name of more than a megabyte."""
        member = super().frombuf(buf, encoding, errors)
        if member.type in _HEADERS and member.size > _LONGEST_HEADER:
            raise RefusedDocument("a name in it is longer than 1 MB, as only hostile archives have: unpack it yourself")
        return member


def read_zip(entry: Entry, reading: Reading) -> Iterator[Document]:
    """The documents of the members of a zip file, sorted by name; an Office file is one document."""
    file: Any = entry.file
    if not entry.file.seekable():
        data = entry.bounded(reading.limits)
        if data is None:
            yield too_large(entry.source, reading.limits)
            return
        file = io.BytesIO(data)
    with zipfile.ZipFile(file) as archive:
        names = {info.filename for info in archive.infolist()}
        if kind := office.kind_of_zip(names):
            file.seek(0)
            inside = Entry(entry.source, entry.name, io.BufferedReader(file), entry.depth)
            yield from office.read_office(inside, reading, kind)
            return
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            if not info.is_dir() and not _is_hidden(info.filename):
                yield from _member(archive, info, entry, reading)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, entry: Entry, reading: Reading) -> Iterator[Document]:
    source = f"{entry.source}#{info.filename}"
    if _escapes(info.filename):
        yield refuse(source, "its name leads out of the archive, as no honest one does: leave it out")
    elif info.flag_bits & 0x1:
        yield refuse(source, "it is encrypted: unpack the archive with its password first")
    elif stat.S_ISLNK(info.external_attr >> 16):
        yield refuse(source, "it is a link or a device, not a file: add the file itself to the archive")
    else:
        try:
            with archive.open(info) as inner:
                file = io.BufferedReader(_Bounded(inner, info.compress_size, reading), 65_536)  # type: ignore[arg-type]
                yield from reading.deeper(Entry(source, info.filename, file), entry)
        except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
            yield refuse(source, f"it is damaged or packed in an unknown way ({error}): get it again, or unpack it")


def _escapes(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or name[1:2] == ":" or "\0" in name


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") and part not in (".", "..") for part in parts) or "__MACOSX" in parts
