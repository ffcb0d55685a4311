"""`communique search QUERY`: full text, with the sentences that were found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from communique.cli.options import format_option, record_option
from communique.cli.output import Row, emit, note

if TYPE_CHECKING:
    from communique.store import Record


@click.command()
@click.argument("query")
@record_option
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="At most so many reports.")
@format_option()
def search(query: str, record_path: str, limit: int, format_: str) -> None:
    """Find reports that hold all words of QUERY; a phrase stands in double quotes."""
    from communique.store import open_record

    with open_record(record_path) as record:
        count = emit(_rows(record, query, limit), format_, columns=("date", "report_id", "title", "sentence"))
        if not count:
            note(f"no report of {record_path} holds {query!r}: try fewer or other words")


def _rows(record: Record, query: str, limit: int) -> Iterator[Row]:
    from communique.export.rows import day, evidence_row
    from communique.store.search import snippets

    for report_id, _ in record.search(query, limit=limit):
        report = record.report(report_id)
        if report is None:
            continue
        found = snippets(report, query)
        yield {
            "date": day(report.published),
            "report_id": report_id,
            "title": report.title,
            "source": report.source,
            "sentence": " … ".join(evidence.text for evidence in found),
            "snippets": [evidence_row(evidence) for evidence in found],
        }
