"""Write the command reference from what `--help` says, so that the two can't differ."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from communique.cli import cli


def main(path: Path) -> None:
    """Write the reference of all commands to `path`."""
    context = click.Context(cli, info_name="communique", terminal_width=100)
    parts = [
        "# 3. The commands",
        "",
        "<!-- Written by `make docs` from the commands' own help. -->",
        "",
        *_section("communique", cli, context),
    ]
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        if command is not None:
            parts += _section(f"communique {name}", command, click.Context(command, context, name, terminal_width=100))
    path.write_text("\n".join(parts) + "\n", encoding="utf-8")


def _section(title: str, command: click.Command, context: click.Context) -> list[str]:
    help_text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    return [f"## {title}", "", "```text", help_text, "```", ""]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
