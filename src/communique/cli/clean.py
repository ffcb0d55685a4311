"""`communique clean PATHS`: only the cleaned text and metadata, no record."""

from __future__ import annotations

from collections.abc import Iterator

import click

from communique.cli.options import format_option
from communique.cli.output import Row, emit, note


@click.command()
@click.argument("paths", nargs=-1, required=True)
@format_option("table", "json", "jsonl")
def clean(paths: tuple[str, ...], format_: str) -> int:
    """Clean reports: repair letters, cut page furniture, find title, byline and date. Nothing is stored."""
    from communique import pipeline
    from communique.cli.settings import outlets
    from communique.export.rows import clean_row, day
    from communique.run import engine

    refused = 0

    def rows() -> Iterator[Row]:
        nonlocal refused
        with engine() as runner:
            for _, report in pipeline.clean_documents(paths, engine=runner, outlets=outlets()):
                if report.refused is not None:
                    refused += 1
                    note(f"refused: {report.source}: {report.refused}")
                row = clean_row(report)
                if format_ == "table":
                    row |= {
                        "published": day(report.published),
                        "repairs": len(report.repairs),
                        "furniture": len(report.furniture),
                        "text": report.text,
                    }
                yield row

    emit(rows(), format_, columns=("source", "title", "published", "repairs", "furniture", "text"))
    return 3 if refused else 0
