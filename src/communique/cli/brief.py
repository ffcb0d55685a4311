"""`communique brief A B`: a sourced dossier of one pair."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from communique.asked import first_day, pair
from communique.cli.options import record_option
from communique.cli.output import counted, note
from communique.errors import UsageError


@click.command()
@click.argument("a")
@click.argument("b")
@record_option
@click.option("--since", help="What is new from this day on stands first: 2023-07-27, 2023-07 or 2023.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["md", "html", "docx"]),
    default="md",
    show_default=True,
    help="How to write it.",
)
@click.option("--output", type=click.Path(dir_okay=False), help="Write the dossier here instead of to stdout.")
def brief(a: str, b: str, record_path: str, since: str | None, format_: str, output: str | None) -> None:
    """Write what an analyst hands on: what happened, who pledged or denied what, what holds, what is disputed.

    Every line cites its source and the span of its text; copies are named once, under what they copy.
    """
    from communique.briefing import WRITERS, gather
    from communique.store import open_record

    first, second = pair(a, b)
    if format_ == "docx" and output is None:
        raise UsageError("a Word document can't go to the terminal: name a file with --output")
    with open_record(record_path) as record:
        dossier = gather(record, first, second, since=first_day(since))
    try:
        written = WRITERS[format_](dossier)
    except ModuleNotFoundError as error:
        raise UsageError(f"{error.name} is not installed: run `pip install communique[docx]`") from error
    data = written if isinstance(written, bytes) else written.encode()
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        Path(output).write_bytes(data)
        note(f"wrote {output}: {counted(len(dossier.sections), 'section')}, {counted(len(dossier.sources), 'source')}")
