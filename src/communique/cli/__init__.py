"""The command line: one file a command group, loaded only when its command is called."""

from __future__ import annotations

import importlib
import os
import sys

import click

from communique.cli.settings import defaults
from communique.errors import CommuniqueError
from communique.version import __version__

# Command → module of this package. The names are the reference's order.
_COMMANDS = {
    "read": "read",
    "watch": "watch",
    "timeline": "timeline",
    "series": "series",
    "reports": "listings",
    "stories": "listings",
    "events": "listings",
    "statements": "listings",
    "relations": "listings",
    "actors": "listings",
    "show": "show",
    "search": "search",
    "compare": "compare",
    "clean": "clean",
    "classify": "classify",
    "train": "train",
    "brief": "brief",
    "wording": "wording",
    "correct": "correct",
    "export": "export",
    "evaluate": "evaluate",
    "serve": "serve",
    "doctor": "doctor",
}


class _Lazy(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"communique.cli.{_COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], _COMMANDS, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else "; `communique --help` lists the commands"
            ctx.fail(f"no such command {args[0]!r}{hint}")
        return super().resolve_command(ctx, args)


@click.group(cls=_Lazy, context_settings={"auto_envvar_prefix": "COMMUNIQUE", "help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="communique")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Read the press about relations between states and keep the record.

    Options are taken from the command line, then from the environment (COMMUNIQUE_COMMAND_OPTION), then from
    communique.toml in this folder, then from their defaults.
    """
    name = ctx.invoked_subcommand
    command = cli.get_command(ctx, name) if name else None
    if name and command is not None:
        ctx.default_map = {name: defaults(name, command)}


def main() -> None:
    """Run the command line; exit codes: 0 done, 1 failed, 2 usage, 3 done with refusals, 4 record, 130 interrupted."""
    try:
        code = cli.main(standalone_mode=False)
    except CommuniqueError as error:
        click.echo(f"communique: {error}", err=True)
        code = error.exit_code
    except click.exceptions.Exit as exit_:
        code = exit_.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("communique: interrupted; what was done is kept, the same command goes on from there", err=True)
        code = 130
    except BrokenPipeError:
        # The reader (head, less) has gone; Python would complain while flushing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code if isinstance(code, int) else 0)
