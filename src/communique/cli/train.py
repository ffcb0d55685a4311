"""`communique train CODEBOOK`: a coder from a codebook's worked examples."""

from __future__ import annotations

import json
from pathlib import Path

import click

from communique.cli.output import note
from communique.errors import UsageError


@click.command()
@click.argument("codebook", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=Path("model"), show_default=True,
    help="Where to write the coder.",
)  # fmt: skip
@click.option(
    "--epochs", type=click.IntRange(0, 50), default=4, show_default=True, help="0 leaves the encoder as it is."
)
@click.option("--folds", type=click.IntRange(2, 20), default=2, show_default=True, help="Of the cross-validation.")
def train(codebook: Path | None, out: Path, epochs: int, folds: int) -> None:
    """Train a coder from the worked examples in CODEBOOK, the codebook that ships if it is left out.

    Prints cross-validated scores; needs `pip install communique[train]`. Use the coder with `communique classify
    --model`, or for reading with COMMUNIQUE_CODER=FOLDER.
    """
    try:
        from communique.events.training import Options
        from communique.events.training import train as trained
    except ModuleNotFoundError as error:
        raise UsageError(f"{error.name} is not installed: run `pip install communique[train]`") from error
    figures = trained(codebook, out, Options(epochs=epochs, folds=folds), say=note)
    click.echo(json.dumps(figures, ensure_ascii=False, indent=2, default=str))
