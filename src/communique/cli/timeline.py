"""`communique timeline A B`: the record of one pair."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from communique.asked import first_day, last_day, pair
from communique.cli.listings import event_cells, relation_cells
from communique.cli.options import filters, format_option, record_option, since_until
from communique.cli.output import counted, emit, note, table

if TYPE_CHECKING:
    from communique.records import Event, Relation

_CHARTS = ("svg", "png", "html")


@click.command()
@click.argument("a")
@click.argument("b")
@record_option
@since_until
@format_option("table", "json", "jsonl", "csv", *_CHARTS)
@click.option("--output", type=click.Path(dir_okay=False), help="Write a chart here instead of to stdout.")
def timeline(
    a: str, b: str, record_path: str, since: str | None, until: str | None, format_: str, output: str | None
) -> None:
    """Show what happened between two parties, in order of time, with the standing facts between them.

    A and B are countries (CHN, China, Chinese) or persons.
    """
    from communique.export.dyads import country_name
    from communique.export.rows import event_row
    from communique.store import open_record

    both = pair(a, b)
    title = " – ".join(
        country_name(code) if len(code) == 3 else asked for code, asked in zip(both, (a, b), strict=True)
    )
    where = filters(pair=both, since=first_day(since), until=last_day(until))
    with open_record(record_path) as record:
        events, relations = list(record.events(where)), list(record.relations(where))
        held = record.counts()["report"]
    if not events and not relations:
        note(f"nothing between {a} and {b} in the {counted(held, 'report')} of {record_path}")
    if format_ in _CHARTS:
        _chart(events, relations, title, format_, output)
    elif format_ == "table":
        _tables(events, relations, title)
    else:
        emit((event_row(event) for event in events), format_)


def _tables(events: list[Event], relations: list[Relation], title: str) -> None:
    if relations:
        facts = ("valid", "kind", "name", "between", "origins")
        table([relation_cells(r) | {"kind": r.kind, "name": r.name} for r in relations], facts, title=title)
        click.echo()
    if events:
        columns = ("when", "status", "event", "from", "to", "evidence", "origins")
        table([event_cells(event) | {"status": event.status} for event in events], columns)


def _chart(events: list[Event], relations: list[Relation], title: str, format_: str, output: str | None) -> None:
    from communique import charts

    data = charts.render(charts.timeline(events, relations, title=title), format_)
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        Path(output).write_bytes(data)
        note(f"wrote {output}: {counted(len(events), 'event')}, {counted(len(relations), 'standing fact')}")
