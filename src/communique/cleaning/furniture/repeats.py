"""Lines that an outlet repeats from page to page within one run."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from communique.cleaning.furniture import lines as splitter
from communique.records import Document

# A sentence of this many words or more that stands in two pages is more likely a copied story than furniture,
# unless a third of the outlet's pages carry it.
_LONG = 12
# The lines of a page that are looked at: memory stays bounded on a page of a million lines.
_MOST = 5_000


@dataclass(frozen=True, slots=True)
class Repeats:
    """For each outlet the keys of lines that stand in more than one of its pages."""

    lines: dict[str, frozenset[int]]

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Repeats:
        """Count the lines of every outlet's pages; the order of the documents makes no difference."""
        from communique.cleaning import pages

        counts: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        longs: dict[str, set[int]] = defaultdict(set)
        sizes: dict[str, int] = defaultdict(int)
        seen: set[str] = set()
        for document in documents:
            outlet = outlet_of(document)
            if document.refused or not outlet or document.content_hash in seen:
                continue
            seen.add(document.content_hash)
            sizes[outlet] += 1
            for digest, long in _digests(pages.flat_text(document)):
                counts[outlet][digest] += 1
                if long:
                    longs[outlet].add(digest)
        return cls({outlet: _repeated(counts[outlet], longs[outlet], size) for outlet, size in sizes.items()})

    def of_outlet(self, document: Document) -> frozenset[int]:
        """All digests of lines that the document's outlet repeats."""
        return self.lines.get(outlet_of(document), frozenset())


def outlet_of(document: Document) -> str:
    """What the pages of one outlet share: the host of the URL, else the outlet's name, else nothing."""
    address = document.fields.get("url") or document.source
    host = (urlsplit(address).hostname or "") if re.match(r"https?://", address) else ""
    if host:
        return re.sub(r"^(www|m|edition|amp)\.", "", host.lower())
    return document.fields.get("outlet", "").strip().lower()


def digest_of(text: str) -> int:
    """A line's key as a number that is the same in every process."""
    from hashlib import blake2b

    return int.from_bytes(blake2b(splitter.key(text).encode("utf-8", "replace"), digest_size=8).digest(), "big")


def _digests(text: str) -> set[tuple[int, bool]]:
    found = set()
    for line in splitter.split(text)[:_MOST]:
        found.add((digest_of(line.text), len(line.text.split()) >= _LONG))
    return found


def _repeated(counts: dict[int, int], longs: set[int], pages: int) -> frozenset[int]:
    return frozenset(
        digest
        for digest, count in counts.items()
        if count >= 2 and (digest not in longs or count >= max(2, pages // 3))
    )
