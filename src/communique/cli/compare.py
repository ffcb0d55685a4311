"""`communique compare A B`: what one report changed against another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from communique.cli.options import format_option, record_option
from communique.errors import UsageError

if TYPE_CHECKING:
    from communique.records import Comparison, Report
    from communique.store import Record


@click.command()
@click.argument("a")
@click.argument("b")
@record_option
@format_option("table", "json", "html")
def compare(a: str, b: str, record_path: str, format_: str) -> None:
    """Show what report B is to report A, and what it dropped, added, reworded or broke.

    A and B are report IDs, or the files that the reports were read from (the whole name or its end).
    """
    from communique import stories
    from communique.export import sidebyside
    from communique.export.rows import comparison_row
    from communique.store import open_record

    with open_record(record_path) as record:
        first, second = _report(record, a, record_path), _report(record, b, record_path)
    comparison = stories.compare(first, second)
    if format_ == "json":
        import json

        click.echo(json.dumps(comparison_row(comparison), ensure_ascii=False, indent=2))
        return
    if format_ == "html":
        click.echo(sidebyside.html(comparison, first, second), nl=False)
        return
    _print(comparison, first, second)
    _side_by_side(comparison)


def _print(comparison: Comparison, first: Report, second: Report) -> None:
    click.echo(f"A  {first.report_id}  {first.source}")
    click.echo(f"B  {second.report_id}  {second.source}")
    click.secho(f"{comparison.kind}", bold=True, nl=False)
    click.echo(f": {comparison.containment_a:.0%} of A is in B, {comparison.containment_b:.0%} of B is in A")
    if comparison.earlier is not None:
        earlier = "A" if comparison.earlier == first.report_id else "B"
        click.echo(f"{earlier} came first (confidence {comparison.confidence:.2f})")
    for reason in comparison.reasons:
        click.secho(f"  {reason}", dim=True)
    click.echo()


def _side_by_side(comparison: Comparison) -> None:
    """The changes in two columns, changed words in bold; where no terminal shows bold, [in brackets]."""
    from rich.table import Table
    from rich.text import Text

    from communique.cli.output import console
    from communique.export.sidebyside import Pieces, marked

    screen = console()

    def cell(pieces: Pieces) -> Text:
        text = Text()
        for words, new in pieces:
            plain = not new or screen.is_terminal or not words.strip()
            text.append(words if plain else f"[{words}]", style="bold yellow" if new else "")
        return text

    table = Table(header_style="bold", pad_edge=False, box=None)
    for column in ("change", "A", "B"):
        table.add_column(column, overflow="fold")
    for change in comparison.changes:
        left, right = marked(change.a.text if change.a else "", change.b.text if change.b else "")
        table.add_row(change.kind, cell(left), cell(right))
    if comparison.changes:
        screen.print(table)


def _report(record: Record, name: str, record_path: str) -> Report:
    from communique.store import Filter

    found = [report for report in record.reports(Filter(refused=False)) if _named(report, name)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"{name!r} is no report of {record_path}: give an ID or a file from `communique reports`")
    raise UsageError(f"{name!r} names {len(found)} reports: give more of its ID or of its path")


def _named(report: Report, name: str) -> bool:
    return report.report_id.startswith(name) or report.source == name or report.source.endswith("/" + name)
