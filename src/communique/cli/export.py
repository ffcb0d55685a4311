"""`communique export FORMAT DIR`: write a data set."""

from __future__ import annotations

from pathlib import Path

import click

from communique.cli.options import record_option
from communique.cli.output import emit
from communique.errors import UsageError

# Spelled out so that `--help` need not load the formats; a test holds it to what can be written.
_FORMATS = ("jsonl", "csv", "parquet", "polecat", "gdelt", "icews", "plover-json", "followthemoney")


@click.command()
@click.argument("format_", metavar="FORMAT", type=click.Choice(_FORMATS))
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False))
@record_option
@click.option("--force", is_flag=True, help="Write over the files of an earlier export.")
def export(format_: str, folder: str, record_path: str, force: bool) -> None:
    """Write the whole record to DIR, with a data card that says what its files hold.

    jsonl, csv and parquet have one file a kind of fact; polecat, gdelt and icews are tab-separated files with the
    columns of those data sets, one row for every pair of actor and recipient; plover-json has one object an event,
    followthemoney entities of that public schema. docs/exports.md says what each column holds.
    """
    from communique.export.datasets import write
    from communique.store import open_record

    with open_record(record_path) as record:
        try:
            written = write(record, format_, Path(folder), force=force)
        except FileExistsError as error:
            raise UsageError(f"{error.filename} exists: name an empty folder, or use --force to replace it") from error
        except ModuleNotFoundError as error:
            raise UsageError(f"{error.name} is not installed: run `pip install communique[parquet]`") from error
    emit([{"file": str(path), "rows": rows} for path, rows in written], "table", columns=("file", "rows"))
