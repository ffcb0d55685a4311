"""Scores the cutting of furniture from plain text: pages flattened to lines, without markup, beside peers."""

from __future__ import annotations

import html
import importlib
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from communique.cleaning import Repeats, clean, pages
from communique.evaluate import page_set
from communique.evaluate.page_set import GoldPage, bag_f1, mean
from communique.records import Document

__all__ = ["evaluate", "flattened"]

Cutter = Callable[[str], str]


def evaluate(paths: Sequence[Path], *, peers: bool = True) -> dict[str, object]:
    """Word-bag F1, mean over pages: each page alone, with the outlet's other pages in the run, and what others reach.

    `source_lines` is the same on another flattening: the lines of the source itself, with every tag dropped.
    """
    gold = page_set.read(paths)
    texts = [flattened(page) for page in gold]
    documents = [_document(page, text) for page, text in zip(gold, texts, strict=True)]
    started = time.perf_counter()
    alone = [bag_f1(clean(document).text, page.text) for document, page in zip(documents, gold, strict=True)]
    seconds = time.perf_counter() - started
    repeats = Repeats.of(documents)
    together = [
        bag_f1(clean(document, repeats=repeats).text, page.text) for document, page in zip(documents, gold, strict=True)
    ]
    bare = [_document(page, _source_lines(page)) for page in gold]
    lines = [bag_f1(clean(document).text, page.text) for document, page in zip(bare, gold, strict=True)]
    figures: dict[str, object] = {
        "pages": len(gold),
        "outlets": len({page.site for page in gold}),
        "f1": mean(alone),
        "f1_with_repeats": mean(together),
        "f1_source_lines": mean(lines),
        "median_f1": sorted(alone)[len(alone) // 2] if alone else 0.0,
        "pages_per_second": round(len(gold) / seconds, 1) if seconds else 0.0,
    }
    if peers:
        figures["peers"] = {
            name: mean([bag_f1(cutter(text), page.text) for text, page in zip(texts, gold, strict=True)])
            for name, cutter in _peers().items()
        } | {"C4 rules plus repeated lines": _c4_with_repeats(gold, texts)}
        figures["best possible by lines"] = mean(
            [bag_f1(_oracle(text, page.text), page.text) for text, page in zip(texts, gold, strict=True)]
        )
    return figures


def flattened(page: GoldPage) -> str:
    """The page as plain text, a line for each block, menus and all."""
    return pages.flat_text(Document(source=page.url, data=page.html, media="text/html"))


def _document(page: GoldPage, text: str) -> Document:
    return Document(source=f"{page.page_id}.txt", data=text.encode("utf-8"), fields={"outlet": page.site})


def _source_lines(page: GoldPage) -> str:
    raw = pages.raw_text(Document(source=page.url, data=page.html, media="text/html"))
    raw = re.sub(r"(?is)<(script|style|noscript|template|svg|head)\b.*?</\1\s*>|<!--.*?-->", " ", raw)
    return html.unescape(re.sub(r"<[^>]*>", "", raw))


def _peers() -> dict[str, Cutter]:
    import trafilatura

    justext: Any = importlib.import_module("justext")
    stoplist = justext.get_stoplist("English")

    def wrapped(text: str) -> str:
        lines = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
        return f"<html><body>{lines}</body></html>"

    def by_justext(text: str) -> str:
        found = justext.justext(wrapped(text), stoplist)
        return "\n".join(paragraph.text for paragraph in found if not paragraph.is_boilerplate)

    return {
        "nothing": lambda text: text,
        "trafilatura on wrapped lines": lambda text: trafilatura.extract(wrapped(text)) or "",
        "jusText": by_justext,
        "C4 line rules": lambda text: "\n".join(_c4(text)),
    }


def _c4(text: str) -> list[str]:
    """C4's line rules: terminal punctuation, five words or more, no "javascript" (Raffel et al. 2020, section 2.2)."""
    return [
        line
        for line in text.split("\n")
        if line.rstrip().endswith((".", "!", "?", '"', "”"))
        and len(line.split()) >= 5
        and "javascript" not in line.lower()
    ]


def _c4_with_repeats(gold: Sequence[GoldPage], texts: Sequence[str]) -> float:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for page, text in zip(gold, texts, strict=True):
        counts[page.site].update(set(text.split("\n")))
    scores = []
    for page, text in zip(gold, texts, strict=True):
        kept = [line for line in _c4(text) if counts[page.site][line] < 2]
        scores.append(bag_f1("\n".join(kept), page.text))
    return mean(scores)


def _oracle(text: str, gold: str) -> str:
    """The lines whose words all stand in the gold text in this order, or nearly all of a long one's."""
    whole = " ".join(page_set.tokens(gold).elements())
    joined = re.sub(r"\W+", " ", gold.lower())
    bag = page_set.tokens(whole)
    kept = []
    for line in text.split("\n"):
        key = re.sub(r"\W+", " ", line.lower()).strip()
        own = page_set.tokens(line)
        size = sum(own.values())
        if key and (key in joined or (size > 8 and sum((own & bag).values()) > 0.8 * size)):
            kept.append(line)
    return "\n".join(dict.fromkeys(kept))
