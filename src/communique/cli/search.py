"""`communique search QUERY`: full text, with the sentences that were found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from communique.asked import first_day, last_day, party
from communique.cli.options import filters, format_option, known_types, record_option, since_until
from communique.cli.output import Row, emit, note
from communique.errors import UsageError

if TYPE_CHECKING:
    from communique.store import Record


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="QUERY")
@record_option
@click.option("--actor", help="Only reports that tell an event of this party: a code, a country or a person.")
@click.option("--type", "types", multiple=True, metavar="TYPE", help="Only reports that tell an event of this type.")
@click.option("--outlet", help="Only this outlet's.")
@click.option("--story", help="Only this story's (an ID).")
@since_until
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="At most so many reports.")
@format_option()
def search(
    words: tuple[str, ...],
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
    """Find reports that hold all words of QUERY; a phrase stands in double quotes.

    The shell takes a pair of quotes for itself: write '"state visit"' for the phrase.
    """
    from communique.store import open_record

    query = " ".join(words).strip()
    if not query:
        raise UsageError("nothing to search for: give a word, or a phrase in double quotes")
    days = {"since": first_day(since), "until": last_day(until)}
    reports = filters(outlet=outlet, story=story, **days)
    events = filters(party=party(actor), types=known_types(types))
    with open_record(record_path) as record:
        ids, complete = record.search_among(query, reports=reports, events=events, limit=limit)
        columns = ("date", "report_id", "outlet", "title", "sentence")
        count = emit(_rows(record, query, ids), format_, columns=columns)
        if not complete:
            note(f"more reports hold {query!r}; the best {count} are shown: --limit shows more")
        if not count:
            note(f"no report of {record_path} holds {query!r} and passes the filters: try fewer or other words")


def _rows(record: Record, query: str, ids: list[str]) -> Iterator[Row]:
    from communique.export.rows import hit_row
    from communique.store.search import snippets

    for report_id in ids:
        report = record.report(report_id)
        if report is None:
            continue
        yield hit_row(report, snippets(report, query))
