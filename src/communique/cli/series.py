"""`communique series A B`: how often and how well two parties dealt with each other, period by period."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from communique.asked import first_day, last_day, pair
from communique.cli.options import filters, format_option, record_option, since_until
from communique.cli.output import emit, note

_CHARTS = ("svg", "png", "html")
# Spelled out so that `--help` need not load the exports; a test holds it to what can be counted.
_PERIODS = ("day", "week", "month", "quarter", "year")


@click.command()
@click.argument("a")
@click.argument("b")
@record_option
@click.option("--by", type=click.Choice(_PERIODS), default="month", show_default=True, help="Length of a period.")
@click.option("--directed", is_flag=True, help="Only what A did to B, not what B did to A.")
@since_until
@format_option("table", "json", "jsonl", "csv", *_CHARTS)
@click.option("--output", type=click.Path(dir_okay=False), help="Write a chart here instead of to stdout.")
def series(
    a: str,
    b: str,
    record_path: str,
    by: str,
    directed: bool,
    since: str | None,
    until: str | None,
    format_: str,
    output: str | None,
) -> None:
    """Count the events between two parties by period, with quad categories and PLOVER scores; empty periods too.

    Planned, denied and historical events are left out. An event counts in a period if its whole date lies in it; how
    many are dated too coarsely for that is said.
    """  # fmt: skip
    from communique.export.series import series as counted
    from communique.store import open_record

    one, other = pair(a, b)
    sides = {"actor": one, "recipient": other} if directed else {"pair": (one, other)}
    first, last = first_day(since), last_day(until)
    with open_record(record_path) as record:
        found = counted(record.events(filters(**sides, since=first, until=last)), by, since=first, until=last)
    left = f"{found.coarse} events are dated too coarsely for a {by}, {found.undated} not at all"
    left = left if found.coarse or found.undated else ""
    if format_ in _CHARTS:
        from communique import charts

        title = f"{a} → {b}" if directed else f"{a} – {b}"
        spec = charts.counts(found.rows, title=f"{title}, by {by}", subtitle=left)
        data = charts.render(spec, format_)
        if output is None:
            sys.stdout.buffer.write(data)
        else:
            Path(output).write_bytes(data)
            note(f"wrote {output}: {len(found.rows)} periods")
    else:
        emit(found.rows, format_)
    if left:
        note(left)
