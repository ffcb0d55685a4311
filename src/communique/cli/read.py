"""`communique read`: reports into a record."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

import click

from communique.cli.options import format_option, record_option
from communique.cli.output import counted, emit, note
from communique.cli.progress import Bar
from communique.errors import UsageError

if TYPE_CHECKING:
    from communique.pipeline import Result


@click.command()
@click.argument("paths", nargs=-1, required=True)
@record_option
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local", show_default=True, help="What works.")
@click.option("--address", metavar="ADDRESS", help="A Ray cluster's head node; without it Ray starts on this machine.")
@click.option("--workers", type=click.IntRange(0), default=1, show_default=True, help="Processes; 0 is one a core.")
@click.option("--profile", is_flag=True, help="Say on standard error where the time went.")
@click.option("--map", "mapping", multiple=True, metavar="FIELD=COLUMN", help="Another name of a table's column.")
@format_option("table", "json")
def read(
    paths: tuple[str, ...],
    record_path: str,
    engine: str,
    address: str | None,
    workers: int,
    profile: bool,
    mapping: tuple[str, ...],
    format_: str,
) -> int:
    """Read reports into a record.

    PATHS are files, folders or globs of text, HTML or JSON lines. Reading the same files twice changes nothing. A file
    that can't be read becomes a refused report with its reason, and the exit code is 3.
    """
    from communique import run
    from communique.cli.settings import outlets

    begun = time.monotonic()
    known = outlets()
    # The workers first: they start while this process loads what it needs.
    with run.engine(engine, workers, address=address, warm="communique.pipeline:warm") as runner:
        from communique import pipeline
        from communique.store import open_record

        with open_record(record_path, create=True) as record, Bar() as bar:
            result = pipeline.read(
                paths, record, engine=runner, mapping=_mapping(mapping), outlets=known, progress=bar.progress
            )
    if profile:
        _say_stages(time.monotonic() - begun)
    _report(result, record_path, format_, time.monotonic() - begun, bar.passed)
    return 3 if result.refused or result.uncoded else 0


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for text in pairs:
        field, equals, column = text.partition("=")
        if not equals or not field or not column:
            raise UsageError(f"--map {text!r} is not FIELD=COLUMN: write for example --map published=date")
        found[field] = column
    return found


def _report(result: Result, record_path: str, format_: str, seconds: float, passed: Counter[str]) -> None:
    for source, reason in result.refused:
        note(f"refused: {source}: {reason}")
    for source, reason in result.uncoded:
        note(f"not coded: {source}: {reason}")
    stages = ", ".join(f"{name} {count}" for name, count in passed.items())
    note(f"{counted(result.documents, 'document')} in {seconds:.1f} s ({stages})")
    if not result.new and not result.read:
        note(f"nothing new: all {result.documents} documents were in {record_path} already; the record is unchanged")
    counts = result.counts
    row = {
        "record": f"{record_path}",
        "new": result.new,
        "known": result.known,
        "refused": len(result.refused),
        "uncoded": len(result.uncoded),
        "reports": counts["report"],
        "stories": counts["story"],
        "origins": counts["origins"],
        "statements": counts["statement"],
        "repeats": counts["repeat"],
        "events": counts["event"],
        "relations": counts["relation"],
    }
    emit([row], format_, columns=list(row))


def _say_stages(seconds: float) -> None:
    """Seconds by stage, the longest first; of all workers together, so that their sum may pass the clock's."""
    from communique.run import stages

    note(f"{'stage':<12}{'calls':>10}{'seconds':>10}{'processor':>11}")
    for stage, (calls, clock, processor) in sorted(stages.take().items(), key=lambda item: -item[1][1]):
        note(f"{stage:<12}{calls:>10,}{clock:>10.2f}{processor:>11.2f}")
    note(f"{'clock':<12}{'':>10}{seconds:>10.2f}")
