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
@format_option("table", "json")
def compare(a: str, b: str, record_path: str, format_: str) -> None:
    """Show what report B is to report A, and what it dropped, added, reworded or broke.

    A and B are report IDs, or the files that the reports were read from (the whole name or its end).
    """
    from communique import stories
    from communique.cli.output import emit
    from communique.export.rows import comparison_row
    from communique.store import open_record

    with open_record(record_path) as record:
        first, second = _report(record, a, record_path), _report(record, b, record_path)
    comparison = stories.compare(first, second)
    if format_ == "json":
        import json

        click.echo(json.dumps(comparison_row(comparison), ensure_ascii=False, indent=2))
        return
    _print(comparison, first, second)
    rows = [
        {"change": c.kind, "a": c.a.text if c.a else "", "b": c.b.text if c.b else "", "what": c.note}
        for c in comparison.changes
    ]
    if rows:
        emit(rows, "table", columns=("change", "a", "b", "what"))


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
