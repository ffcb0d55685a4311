"""`communique classify FILE.tsv`: the PLOVER type of marked sentences."""

from __future__ import annotations

from pathlib import Path

import click

from communique.cli.options import format_option
from communique.cli.output import emit


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--model", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Another trained coder.")
@format_option("jsonl", "json", "csv")
def classify(file: Path, model: Path | None, format_: str) -> None:
    """Give every marked sentence of a table its event type, by the shipped coder or by --model.

    FILE is tab-separated with a header and a column `marked_sentence`: the actor in <s>…</s>, the recipient in
    <t>…</t>.
    """
    from communique.events.classify import classify as classified

    emit(classified(file, model=model), format_)
