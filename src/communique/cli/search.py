"""`communique search QUERY`: full text, with the sentences that were found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from communique.asked import first_day, last_day, party
from communique.cli.options import filters, format_option, record_option, since_until
from communique.cli.output import Row, emit, note

if TYPE_CHECKING:
    from communique.store import Filter, Record

# Reports that are found by their words before they are narrowed.
_FOUND = 10_000


@click.command()
@click.argument("query")
@record_option
@click.option("--actor", help="Only reports that tell an event of this party: a code, a country or a person.")
@click.option("--type", "types", multiple=True, metavar="TYPE", help="Only reports that tell an event of this type.")
@click.option("--outlet", help="Only this outlet's.")
@click.option("--story", help="Only this story's (an ID).")
@since_until
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="At most so many reports.")
@format_option()
def search(
    query: str,
    record_path: str,
    actor: str | None,
    types: tuple[str, ...],
    outlet: str | None,
    story: str | None,
    since: str | None,
    until: str | None,
    limit: int,
    format_: str,
) -> None:
    """Find reports that hold all words of QUERY; a phrase stands in double quotes."""
    from communique.store import open_record

    days = {"since": first_day(since), "until": last_day(until)}
    reports = filters(outlet=outlet, story=story, **days)
    events = filters(party=party(actor), types=tuple(name.upper() for name in types))
    with open_record(record_path) as record:
        ids = _found(record, query, reports, events)
        columns = ("date", "report_id", "outlet", "title", "sentence")
        count = emit(_rows(record, query, ids[:limit]), format_, columns=columns)
        if len(ids) > limit:
            note(f"{len(ids)} reports hold {query!r}; the first {limit} are shown: --limit shows more")
        if not count:
            note(f"no report of {record_path} holds {query!r} and passes the filters: try fewer or other words")


def _found(record: Record, query: str, reports: Filter, events: Filter) -> list[str]:
    """IDs of the reports that hold the words and pass both filters, the best first."""
    import msgspec

    from communique.store import Filter

    ids = [report_id for report_id, _ in record.search(query, limit=_FOUND)]
    kept = set(ids)
    if ids and reports != Filter():
        where = msgspec.structs.replace(reports, reports=tuple(ids))
        kept &= {report.report_id for report in record.reports(where)}
    if ids and events != Filter():
        where = msgspec.structs.replace(events, reports=tuple(ids))
        kept &= {report_id for event in record.events(where) for report_id in event.reports}
    return [report_id for report_id in ids if report_id in kept]


def _rows(record: Record, query: str, ids: list[str]) -> Iterator[Row]:
    from communique.export.rows import hit_row
    from communique.store.search import snippets

    for report_id in ids:
        report = record.report(report_id)
        if report is None:
            continue
        yield hit_row(report, snippets(report, query))
