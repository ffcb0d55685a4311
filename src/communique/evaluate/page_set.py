"""News pages with gold: `articles.jsonl` (id, url, site, title, authors, date, text) beside `html/ID.html.gz`."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from communique.errors import UsageError

__all__ = ["GoldPage", "bag_f1", "mean", "read", "tokens"]

_WORD = re.compile(r"\w+")


class GoldPage(NamedTuple):
    """One page: its bytes, and what a reader takes from it."""

    page_id: str
    url: str
    site: str
    html: bytes
    title: str
    authors: str
    date: str
    text: str


def read(paths: Sequence[Path]) -> list[GoldPage]:
    """The pages of all sets at `paths` (folders, or their `articles.jsonl`)."""
    found: list[GoldPage] = []
    for path in paths:
        table = path / "articles.jsonl" if path.is_dir() else path
        if not table.is_file():
            raise UsageError(f"no page set at {path}: give a folder that holds articles.jsonl and html/ID.html.gz")
        found += _rows(table)
    return found


def _rows(table: Path) -> Iterator[GoldPage]:
    for line in table.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        packed = table.parent / "html" / f"{row['id']}.html.gz"
        yield GoldPage(
            row["id"], row["url"], row["site"], gzip.decompress(packed.read_bytes()), row.get("title") or "",
            row.get("authors") or "", row.get("date") or "", row["text"],
        )  # fmt: skip


def tokens(text: str) -> Counter[str]:
    """The words of a text with their counts, lower case."""
    return Counter(_WORD.findall(text.lower()))


def bag_f1(found: str, gold: str) -> float:
    """F1 of two texts as bags of words."""
    a, b = tokens(found), tokens(gold)
    size = sum(a.values()) + sum(b.values())
    return 2 * sum((a & b).values()) / size if size else 1.0


def mean(values: Sequence[float]) -> float:
    """The mean, rounded for print; 0 of nothing."""
    return round(sum(values) / len(values), 4) if values else 0.0
