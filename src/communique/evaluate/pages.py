"""Scores the main text of HTML: word-bag F1 and speed beside trafilatura on the same pages in the same run."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from communique.cleaning import clean
from communique.cleaning import pages as reader
from communique.cleaning.offsets import OffsetMap
from communique.evaluate import page_set
from communique.evaluate.page_set import GoldPage, bag_f1, mean
from communique.records import Document, Report

__all__ = ["evaluate"]


def evaluate(paths: Sequence[Path]) -> dict[str, object]:
    """F1 of Communiqué and of trafilatura, pages a second of both, and how many offsets lead back to their character.

    Trafilatura is asked for what `clean` gives too: text with metadata, dates among it.
    """
    import trafilatura

    gold = page_set.read(paths)
    documents = [Document(source=page.url, data=page.html, media="text/html") for page in gold]
    if documents:
        # Both have loaded what they load once before the clock starts.
        clean(documents[0])
        trafilatura.bare_extraction(documents[0].data, with_metadata=True)
    reports: list[Report] = []
    texts: list[str] = []
    ours = theirs = 0.0
    # Page by page in turn, so that whatever else the machine does slows both alike.
    for document in documents:
        started = time.perf_counter()
        reports.append(clean(document))
        between = time.perf_counter()
        extracted = trafilatura.bare_extraction(document.data, with_metadata=True)
        ours += between - started
        theirs += time.perf_counter() - between
        texts.append(str(getattr(extracted, "text", "") or ""))
    exact, looked_at = _offsets(documents, reports)
    return {
        "pages": len(gold),
        "f1": mean(_scores([report.text for report in reports], gold)),
        "trafilatura_f1": mean(_scores(texts, gold)),
        "refused": sum(report.refused is not None for report in reports),
        "pages_per_second": round(len(gold) / ours, 1) if ours else 0.0,
        "trafilatura_pages_per_second": round(len(gold) / theirs, 1) if theirs else 0.0,
        "speed_ratio": round(theirs / ours, 3) if ours else 0.0,
        "offsets_exact": exact,
        "offsets_looked_at": looked_at,
    }


def _scores(texts: Sequence[str], gold: Sequence[GoldPage]) -> list[float]:
    return [bag_f1(text, page.text) for text, page in zip(texts, gold, strict=True)]


def _offsets(documents: Sequence[Document], reports: Sequence[Report]) -> tuple[int, int]:
    """How many characters of the reports' texts stand where the offsets say: themselves, or an entity, or a repair."""
    exact = total = 0
    for document, report in zip(documents, reports, strict=True):
        raw = reader.raw_text(document)
        back = OffsetMap.from_segments(report.offsets, len(report.text))
        repaired = {repair.start for repair in report.repairs}
        for position, character in enumerate(report.text):
            if not character.isspace():
                at = back.raw(position)
                total += 1
                exact += raw[at] == character or raw[at] == "&" or at in repaired
    return exact, total
