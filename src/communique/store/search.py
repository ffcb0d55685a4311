"""Full-text queries: what a user types, as a query of SQLite's FTS5; and the snippets that answer it."""

from __future__ import annotations

import re

from communique.records import Evidence, Report
from communique.sentences import split

_TERM = re.compile(r'"([^"]+)"|(\S+)')
# The trigram index can't find anything shorter.
TRIGRAM = 3

# Reports that are put in order by how well they answer. Where more hold the words, the words tell little, and weighing
# each takes longer than a reader waits (a second for 100,000); then those that were added last come first.
RANKED = 5000


def terms(query: str) -> list[str]:
    """The words and quoted phrases of a query, in order, without their quotation marks."""
    # No text holds NUL as a word, and SQLite ends a query there.
    found = _TERM.findall(query.replace("\0", " "))
    return [(phrase or word).strip() for phrase, word in found if (phrase or word).strip(' "*')]


def as_match(query: str, *, parts: bool = False) -> str:
    """An FTS5 query for all terms; every term is quoted, so no character of it can be an operator."""
    wanted = [term for term in terms(query) if not parts or len(term) >= TRIGRAM]
    return " AND ".join('"' + term.replace('"', "") + '"' for term in wanted)


def snippets(report: Report, query: str, *, most: int = 3) -> list[Evidence]:
    """The sentences of a report that hold the most of the query's terms, in the order of the text."""
    wanted = [term.casefold() for term in terms(query)]
    scored = []
    for sentence in split(report.text):
        text = report.text[sentence.start : sentence.end]
        hits = sum(term in text.casefold() for term in wanted)
        if hits:
            scored.append((-hits, sentence.start, Evidence(
                report_id=report.report_id, start=sentence.start, end=sentence.end, text=text)))  # fmt: skip
    best = sorted(scored)[:most]
    return [evidence for _, _, evidence in sorted(best, key=lambda row: row[1])]
