"""`communique evaluate NAME PATHS…`: score a stage against gold."""

from __future__ import annotations

import importlib
import json
import pkgutil
from pathlib import Path

import click

from communique.cli.options import format_option
from communique.cli.output import table
from communique.errors import UsageError
from communique.export.cells import cell


@click.command()
@click.argument("name")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@format_option("table", "json")
def evaluate(name: str, paths: tuple[Path, ...], format_: str) -> None:
    """Score one stage against gold data in PATHS and print the figures with their counts."""
    from communique import evaluate as scorers

    known = sorted(module.name for module in pkgutil.iter_modules(scorers.__path__) if not module.name.startswith("_"))
    known = [scorer for scorer in known if scorer != "gate"]
    if name not in known:
        raise UsageError(f"no scorer is named {name!r}: there are {', '.join(known)}")
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path} does not exist: give the folder or file with the gold data")
    try:
        figures = importlib.import_module(f"communique.evaluate.{name}").evaluate(paths)
    except OSError as problem:
        raise UsageError(
            f"{problem.filename} can't be read ({problem.strerror}): the docstring of communique.evaluate.{name} says "
            "which files it takes"
        ) from problem
    if format_ == "json":
        click.echo(json.dumps(figures, ensure_ascii=False, indent=2, default=str))
    else:
        rows = [{"figure": key, "value": cell(value)} for key, value in figures.items()]
        table(rows, ("figure", "value"), title=name)
