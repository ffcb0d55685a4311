"""Where reports come from: files, folders, tables, archives, feeds; raw bytes, or the reason why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from communique.records import Document
from communique.sources.entry import Limits, Reading

__all__ = ["Limits", "Source", "documents"]

Source = str | Path | Document


def documents(
    paths: Iterable[Source],
    *,
    mapping: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    follow: bool = False,
) -> Iterator[Document]:
    """The documents of files, folders (with all in them, sorted, but hidden files), globs and URLs, one at a time.

    `mapping` says which column of a table holds which field ("published": "date"). Raises `UsageError` before anything
    is read where a path does not exist or the mapping names no field. A file that can't be read is a `Document` with
    `refused`; rows of a table and members of an archive have the source `path#key`; a `Document` among `paths` is given
    as it is. Only URLs among `paths` are fetched, and with `follow` those that OPML files and sitemaps among them list;
    never from private networks.
    """
    # Lazy: a worker, which is given documents, needs neither the readers of formats nor what fetches.
    from communique.sources.reading import expand, read
    from communique.sources.rows import check_mapping

    check_mapping(mapping or {})
    found = [[path] if isinstance(path, Document) else expand(str(path)) for path in paths]
    reading = Reading(limits or Limits(), mapping or {}, read, follow)
    return (document for each in found for path in each for document in _documents(path, reading))


def _documents(path: str | Document, reading: Reading) -> Iterator[Document]:
    from communique.sources.reading import read_path

    return iter([path]) if isinstance(path, Document) else read_path(path, reading)
