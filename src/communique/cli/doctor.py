"""`communique doctor`: is this installation whole?"""

from __future__ import annotations

import importlib.metadata
import platform
import sqlite3
from collections.abc import Callable

import click

from communique.cli.options import record_option
from communique.errors import RecordError


@click.command()
@record_option
@click.option("--repair", is_flag=True, help="Mend the record where it can be mended, and say what was done.")
@click.pass_context
def doctor(ctx: click.Context, record_path: str, repair: bool) -> int:
    """Check that models, tables and the database are there and work; with --record, that a record is whole.

    A record is whole when its bytes are what was written, no row lacks what it belongs to, the index of words holds
    every report, and every piece of evidence is the text that it points to. --repair makes anew what follows from
    other rows (indexes, readings, conclusions) and drops rows that belong to nothing; it never touches a report, its
    raw document or a judgement.
    """
    if repair:
        return _repair(record_path)
    checks: list[tuple[str, Callable[[], str]]] = [
        ("python", platform.python_version),
        ("communique", lambda: importlib.metadata.version("communique")),
        ("database", _database),
        ("tables", _tables),
        ("codebook", _codebook),
        ("models", _models),
        ("parser", _parser),
        ("main text", _main_text),
        ("reading", _reading),
        ("charts", _charts),
    ]
    named = ctx.get_parameter_source("record_path") is not click.core.ParameterSource.DEFAULT
    if named:
        checks.append(("record", lambda: _record(record_path)))
    failed, code = 0, 1
    for name, check in checks:
        try:
            click.echo(f"{click.style('ok', fg='green')}    {name}: {check()}")
        except Exception as error:  # every failure is the answer that was asked for
            failed += 1
            code = max(code, error.exit_code if isinstance(error, RecordError) else 1)
            click.echo(f"{click.style('FAIL', fg='red')}  {name}: {type(error).__name__}: {error}")
    click.echo("all is well" if not failed else f"{failed} of {len(checks)} checks failed")
    return code if failed else 0


def _database() -> str:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE VIRTUAL TABLE probe USING fts5(text, tokenize='trigram')")
    return f"SQLite {sqlite3.sqlite_version} with full text"


def _tables() -> str:
    from importlib import resources

    from communique import tables

    names = sorted(
        path.name.removesuffix(".csv") for path in resources.files(tables).iterdir() if path.name.endswith(".csv")
    )
    if not names:
        raise FileNotFoundError("the package holds no tables: install it anew")
    return f"{len(names)} tables, {sum(len(tables.load(name)) for name in names)} rows"


def _codebook() -> str:
    from communique import codebook

    return f"{len(codebook.load().types)} types"


def _models() -> str:
    from communique import checksums

    found = checksums.folders()
    wrong = [line for folder in found for line in checksums.wrong(folder)]
    if wrong:
        raise ValueError("; ".join(wrong) + ": install the package anew")
    return ", ".join(f"{folder.parent.name}/model" for folder in found) + ": the files that were shipped"


def _parser() -> str:
    from communique import language

    meta = language.pipeline().meta
    return f"{meta['name']} {meta['version']}"


def _main_text() -> str:
    from communique import cleaning
    from communique.records import Document

    page = "<html><head><title>A test</title></head><body><article>" + (
        "<p>The two ministers met on Monday and signed an accord on fishing in the strait.</p>" * 5
    )
    report = cleaning.clean(Document(source="probe.html", data=page.encode(), media="text/html"))
    if report.refused is not None or "accord" not in report.text:
        raise ValueError(f"a test page was not read: {report.refused}")
    return "a test page was read"


def _reading() -> str:
    from communique.pipeline import read_report
    from communique.records import Report

    text = "The foreign minister of Chile met his counterpart from Peru in Lima on Monday."
    reading = read_report(Report(report_id="probe", source="probe", content_hash="", language="en", text=text))
    if not reading.events:
        raise ValueError("no event was found in a test sentence")
    return f"{len(reading.events)} event in a test sentence"


def _charts() -> str:
    from communique import charts

    return f"{len(charts.render(charts.timeline([], [], title='probe'), 'svg'))} bytes of SVG"


def _record(path: str) -> str:
    from communique.store import open_record

    with open_record(path) as record:
        wrong = record.check()
        if wrong:
            more = f"; and {len(wrong) - 5} more" if len(wrong) > 5 else ""
            raise ValueError(
                f"{path}: " + "; ".join(wrong[:5]) + more + "; see `communique doctor --help` for --repair"
            )
        counts = record.counts()
    return f"{path} is whole: {counts['report']} reports, {counts['event']} events"


def _repair(path: str) -> int:
    """Mend a record; 0 where it is whole then, 4 where it is not."""
    from communique.pipeline import read
    from communique.run import engine
    from communique.store import open_record

    with open_record(path) as record:
        problems = record.problems()
        if not problems:
            click.echo(f"{path} is whole; nothing was done")
            return 0
        for problem in problems:
            click.echo(f"found: {problem.says}")
        left = [problem.says for problem in problems if problem.mend == "copy"]
        if not left:
            # A record that has lost what it was made from is left as it is: writing into it could lose more.
            for done in record.repair(problems):
                click.echo(f"done:  {done}")
            if any(problem.mend in ("orphans", "readings", "conclusions") for problem in problems):
                with engine() as crew:
                    result = read([], record, engine=crew)
                click.echo(f"done:  read {result.read} reports anew and drew the conclusions of all")
            left = record.check()
    for says in left:
        click.echo(f"left:  {says}")
    click.echo(f"{path} is whole now" if not left else f"{path} needs a copy from before, or its reports read anew")
    return 4 if left else 0
